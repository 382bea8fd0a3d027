"""What the windows of the plan say: titles of columns, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.sentences import N_
from app.domain.timetable import MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from app.domain.plan_checks import PlanProblem
    from app.translation import Words

TITLES: Final = {
    "sign": N_("Problem"),
    "day": N_("Day"),
    "starts": N_("From"),
    "ends": N_("To"),
    "kind": N_("Kind"),
    "topic": N_("Topic or process"),
    "refs": N_("Requirements"),
    "auditors": N_("Auditors"),
    "people": N_("Person of the client"),
    "site": N_("Site"),
    "mode": N_("Mode"),
    "language": N_("Language"),
}
UNREAD: Final = {
    "day": N_("“{text}” is no day. Type 27, fri, +1 or a date."),
    "time": N_("“{text}” is no time. Type 930, 9:30 or +45."),
    "kind": N_("No kind of row is called “{text}”."),
    "mode": N_("No mode is called “{text}”."),
    "site": N_("No site of this audit is called “{text}”."),
    "auditor": N_("Nobody in the team is called “{text}”."),
    "requirement": N_("No requirement fits “{text}”."),
}
_PLURAL: Final = 2  # what a fraction is spoken of as


def titles(t: Callable[[str], str]) -> dict[str, str]:
    """Return the titles of the columns."""
    return {column: t(title) for column, title in TITLES.items()}


def unread(t: Callable[[str], str], code: str, text: str) -> str:
    """Return why a typed cell cannot be read."""
    return t(UNREAD.get(code, N_("“{text}” cannot be read."))).format(text=text)


def length(minutes: int) -> str:
    """Return a time as hours and minutes, `7:30`."""
    return f"{minutes // MINUTES}:{minutes % MINUTES:02}"


def days(value: Fraction, words: Words) -> str:
    """Return auditor days with two places, `4.5 days`; a fraction of a day stands in the plural, `0.51 days`."""
    shown = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return words.ngettext("{n} day", "{n} days", int(shown) if shown.isdigit() else _PLURAL).format(n=shown)


def by_row(problems: Iterable[PlanProblem], said: Callable[[PlanProblem], str]) -> dict[str, tuple[str, bool]]:
    """Return row id -> what is wrong with it and whether that is grave."""
    found: dict[str, tuple[str, bool]] = {}
    for one in problems:
        if one.severity == "hint":
            continue
        for row_id in one.row_ids:
            text, grave = found.get(row_id, ("", False))
            found[row_id] = (f"{text} {said(one)}".strip(), grave or one.severity == "blocking")
    return found
