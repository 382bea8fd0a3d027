"""What is said about meetings, attendance, answers, amendments and the readiness gate."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

MEETINGS: Final = {
    "times_unreadable": Sentence(
        N_("“{text}” is not a time."), N_("Type from and until, for example 08:34–08:50, 09:00–.")
    ),
    "times_wrong": Sentence(N_("Somebody cannot go before coming."), N_("Check the order of the times.")),
    "answer_unknown": Sentence(N_("This point asks nothing of that kind.")),
    "soa_unknown": Sentence(
        N_("The client file holds no Statement of Applicability of version {edition}."),
        N_("Import it, or record the answer as a deviation."),
    ),
    "meeting_not_finished": Sentence(
        N_("The meeting is not over yet."), N_("Change it directly; an amendment is for what is closed.")
    ),
    "nothing_changed": Sentence(N_("This is what stands there already.")),
    "gate_not_left": Sentence(
        N_("No reason excuses this: the recommendation does not fit the findings."),
        N_("Choose another recommendation, or mend what stands against it."),
    ),
    "point_unknown": Sentence(N_("There is no point {point} in this agenda.")),
}
