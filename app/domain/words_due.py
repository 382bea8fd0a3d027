"""What the deadlines are called, where they stand in a list or in the settings."""

from __future__ import annotations

from typing import Final

from app.domain.deadlines import Unit
from app.domain.sentence import N_

DEADLINE: Final[dict[str, str]] = {
    "D-01": N_("Objection to team or plan"),
    "D-02": N_("From stage 1 to stage 2"),
    "D-03": N_("Report to the client"),
    "D-04": N_("Action plan of the client"),
    "D-05": N_("Majors verified"),
    "D-05-limit": N_("Majors verified, hard limit"),
    "D-05b": N_("Minors verified"),
    "D-06": N_("First surveillance"),
    "D-07": N_("Surveillance of the year"),
    "D-08": N_("End of the certificate"),
    "D-09": N_("Recertification audit"),
    "D-10": N_("Restoration after expiry"),
    "D-11": N_("Suspension"),
    "D-12": N_("May not audit yet"),
    "D-13": N_("Records kept"),
}
COUNTS_FROM: Final[dict[str, str]] = {
    "D-01": N_("from the day the plan was sent"),
    "D-02": N_("from the last day of stage 1"),
    "D-03": N_("from the closing meeting"),
    "D-04": N_("from the closing meeting"),
    "D-05": N_("from the closing meeting"),
    "D-05-limit": N_("from the last day of stage 2"),
    "D-05b": N_("with the next audit"),
    "D-06": N_("from the decision"),
    "D-07": N_("each calendar year"),
    "D-08": N_("from the decision"),
    "D-09": N_("before the end of the certificate"),
    "D-10": N_("from the end of the certificate"),
    "D-11": N_("from the suspension"),
    "D-12": N_("from the last day of advice or internal audit"),
    "D-13": N_("after the end of the certificate"),
}
PRESET: Final[dict[str, str]] = {
    "usual": N_("Usual"),
    "short": N_("Short"),
    "on_the_spot": N_("Report on the spot"),
    "long": N_("Long"),
}
UNIT: Final[dict[str, str]] = {
    Unit.DAYS.value: N_("days"),
    Unit.WORKING_DAYS.value: N_("working days"),
    Unit.MONTHS.value: N_("months"),
}
