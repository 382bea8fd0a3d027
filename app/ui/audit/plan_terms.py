"""What can be typed into the columns of an audit plan, and what it means; no Qt.

Everything is short: `930`, `+45`, `mon`, `lu` for lunch, `ab cc`, `*` for the whole team, `518 6.1` for requirements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from app.domain.kinds import Mode, RowKind, Side, TeamRole
from app.domain.plan_people import Roll, called
from app.domain.refs import compact, complete, sort_key
from app.domain.timetable import named, span
from app.domain.words import word
from app.ui.audit.plan_times import moved_end, read_end, read_start
from app.ui.widgets.date_parsing import read_date

if TYPE_CHECKING:
    from enum import StrEnum

    from app.domain.record import AuditRecord, AuditSite, CriteriaRow, TeamMember, TimetableRow
    from app.translation import Words

COLUMNS: Final = (
    "day", "starts", "ends", "kind", "topic", "refs", "auditors", "people", "site", "mode", "language",
)  # fmt: skip
PLAIN: Final = frozenset({"topic", "people", "language"})
TOGETHER: Final = frozenset({
    RowKind.OPENING, RowKind.CLOSING, RowKind.TEAM_MEETING, RowKind.WRAP_UP, RowKind.LUNCH, RowKind.BREAK,
})  # fmt: skip
_PIECES: Final = re.compile(r"[,;\n]+|\s+(?=[A-Za-z]?\.?\d)")
_RANGE: Final = re.compile(r"\s*[–—]\s*|(?<=\d)\s*-\s*(?=[A-Za-z]?\.?\d)")
_NEVER: Final = frozenset({TeamRole.GUIDE})


class Unreadable(ValueError):
    """What was typed means nothing here; `code` names the sentence (`day`, `time`, `kind` ...)."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of one audit: its days, team, sites, requirements, people of the client and languages."""

    words: Words
    days: tuple[date, ...] = ()
    team: tuple[TeamMember, ...] = ()
    sites: tuple[AuditSite, ...] = ()
    items: tuple[CriteriaRow, ...] = ()
    people: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    roll: Roll = field(default_factory=partial(Roll, ()))
    _said: dict[date, str] = field(default_factory=dict, compare=False, repr=False)

    def name(self, value: StrEnum) -> str:
        """Return the word of a kind or mode."""
        return self.words.gettext(word(value))

    def day_name(self, day: date) -> str:
        """Return weekday, day and month; remembered, because every paint of a table asks for it."""
        found = self._said.get(day)
        if found is None:
            found = self._said[day] = self.words.short_day(day)
        return found

    def site_name(self, site_id: str | None) -> str:
        """Return the short name of a site, else its name; empty for none."""
        found = next((one for one in self.sites if one.id == site_id), None)
        return "" if found is None else found.label or found.name


def terms_of(record: AuditRecord, words: Words) -> Terms:
    """Return what can be typed in the plan of an audit."""
    team = tuple(one for one in record.team if one.side is not Side.CLIENT and one.role not in _NEVER)
    return Terms(
        words=words,
        days=plan_days(record),
        team=team,
        roll=Roll(team),
        sites=record.sites,
        items=tuple(item for criteria in record.criteria for item in criteria.items),
        people=tuple(dict.fromkeys(one.name for one in record.client.contacts if one.name)),
        languages=tuple(
            dict.fromkeys(
                one for one in (record.audit.language, *(row.language for row in record.timetable)) if one.strip()
            )
        ),
    )


def plan_days(record: AuditRecord) -> tuple[date, ...]:
    """Return the days of the plan: the planned ones without weekends that nobody uses, and all that rows use."""
    used = {row.day for row in record.timetable if row.day}
    first, last = record.audit.planned_start, record.audit.planned_end or record.audit.planned_start
    if first and last and first <= last:
        count = min((last - first).days + 1, 60)
        working = (first + timedelta(days=one) for one in range(count))
        used |= {day for day in working if day.weekday() < 5 or day in (first, last)}  # noqa: PLR2004 - Saturday
    return tuple(sorted(used))


def shown(column: str, row: TimetableRow, terms: Terms) -> str:
    """Return what a cell says."""
    if column == "day":
        return terms.day_name(row.day) if row.day else ""
    if column in ("kind", "mode"):
        return terms.name(getattr(row, column))
    if column == "site":
        return terms.site_name(row.site_id)
    if column == "refs":
        return ", ".join(row.refs)
    return str(getattr(row, column))


def read(column: str, typed: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    """Return the fields that a typed cell changes in `row`; raises `Unreadable`."""
    text = " ".join(typed.split())
    if column in PLAIN:
        return {column: text}
    return _READERS[column](text, row, terms)


def _day(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    if not text:
        return {"day": None}
    found = next((day for day in terms.days if _is_day(text, day, terms)), None)
    if found is None and text.isdecimal():
        number = int(text)
        found = next((day for day in terms.days if day.day == number), None)
        if found is None and 1 <= number <= len(terms.days):
            found = terms.days[number - 1]
    if found is None:
        base = row.day or (terms.days[0] if terms.days else None)
        found = read_date(text.rpartition(", ")[2], base) if base else None
    if found is None:
        raise Unreadable("day", text)
    return {"day": found}


def _is_day(text: str, day: date, terms: Terms) -> bool:
    folded = text.casefold()
    weekday = terms.words.weekday(day).casefold()
    return folded in (terms.day_name(day).casefold(), terms.words.day(day).casefold()) or (
        folded.isalpha() and len(folded) > 1 and weekday.startswith(folded.rstrip("."))
    )


def _starts(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del terms
    found = read_start(text)
    if found is None:
        raise Unreadable("time", text)
    start, end = found
    return {"starts": start, "ends": end or moved_end(row, start)}


def _ends(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del terms
    found = read_end(text, row.starts)
    if found is None:
        raise Unreadable("time", text)
    return {"ends": found}


def _choice(values: Iterable[StrEnum], text: str, terms: Terms, code: str) -> StrEnum:
    folded = text.casefold()
    known = [(terms.name(one).casefold(), one) for one in values]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for said, one in known:
            if fits(said, folded) or one.value == folded:
                return one
    raise Unreadable(code, text)


def _kind(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    kind = _choice(RowKind, text, terms, "kind") if text else RowKind.AUDIT
    made: dict[str, Any] = {"kind": kind}
    if kind in TOGETHER and kind is not row.kind:
        made["auditors"] = everyone(terms)
    if kind is RowKind.OFFICE:
        made["mode"] = Mode.OFFICE
    return made


def _mode(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del row
    return {"mode": _choice(Mode, text, terms, "mode") if text else Mode.ON_SITE}


def _site(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del row
    if not text:
        return {"site_id": None}
    folded = text.casefold()
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for one in terms.sites:
            if any(said and fits(said.casefold(), folded) for said in (one.label, one.name)):
                return {"site_id": one.id}
    raise Unreadable("site", text)


def everyone(terms: Terms) -> str:
    """Return the column "auditors" with the whole team."""
    return ", ".join(called(one) for one in terms.team)


def member_of(text: str, terms: Terms) -> TeamMember | None:
    """Return the member meant by initials, a name or its beginning."""
    folded = text.strip().casefold()
    for fits in (str.__eq__, str.startswith):
        for one in terms.team:
            for said in (one.initials, one.name, one.latin_name, one.name.rpartition(" ")[2]):
                if said and folded and fits(said.casefold(), folded):
                    return one
    return None


def _auditors(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del row
    if text in ("*", "all") or text.casefold() == terms.words.gettext("all").casefold():
        return {"auditors": everyone(terms)}
    found: dict[str, None] = {}
    for piece in named(text):
        whole = member_of(piece, terms)
        parts = [whole] if whole else [member_of(one, terms) for one in piece.split()]
        if None in parts or not parts:
            raise Unreadable("auditor", piece)
        found |= {called(one): None for one in parts if one}
    return {"auditors": ", ".join(found)}


def _refs(text: str, row: TimetableRow, terms: Terms) -> dict[str, Any]:
    del row
    found: dict[str, None] = {}
    for piece in _PIECES.split(text):
        clean = piece.strip(" .")
        if clean:
            found |= dict.fromkeys(refs_of(clean, terms))
    return {"refs": tuple(found)}


def refs_of(piece: str, terms: Terms) -> tuple[str, ...]:
    """Return the requirements that one typed piece means: one, a range, or all below a heading; raises `Unreadable`."""
    ends = _RANGE.split(piece)
    if len(ends) == 2 and all(ends):  # noqa: PLR2004 - from and to
        return _range(ends[0], ends[1], terms)
    item = _item(piece, terms)
    if item.auditable:
        return (item.ref,)
    below = tuple(one.ref for one in terms.items if one.auditable and one.ref.startswith(f"{item.ref}."))
    if not below:
        raise Unreadable("requirement", piece)
    return below


def _item(piece: str, terms: Terms) -> CriteriaRow:
    exact = next((one for one in terms.items if one.ref.casefold() == piece.casefold()), None)
    if exact is not None:
        return exact
    wanted = compact(piece)
    near = [one for one in terms.items if wanted in (compact(one.ref), compact(one.ref).lstrip("abcdefghijklm"))]
    if near:
        return next((one for one in near if one.auditable), near[0])
    offers = complete(piece, (one for one in terms.items if one.auditable), 1)
    if not offers or piece[0].isdigit():
        raise Unreadable("requirement", piece)
    return offers[0]


def _range(first: str, last: str, terms: Terms) -> tuple[str, ...]:
    start = _item(first, terms).ref
    if "." not in last and "." in start:
        last = f"{start.rpartition('.')[0]}.{last}"
    low, high = sort_key(start), sort_key(_item(last, terms).ref)
    found = tuple(one.ref for one in terms.items if one.auditable and low <= sort_key(one.ref) <= high)
    if not found:
        raise Unreadable("requirement", f"{first}–{last}")
    return found


_READERS: Final[dict[str, Callable[[str, TimetableRow, Terms], dict[str, Any]]]] = {
    "day": _day, "starts": _starts, "ends": _ends, "kind": _kind, "refs": _refs, "auditors": _auditors,
    "site": _site, "mode": _mode,
}  # fmt: skip


def offers(column: str, typed: str, terms: Terms) -> Sequence[tuple[str, str]]:
    """Return (text to put in, what is shown) for the last piece typed, best first."""
    folded = typed.strip().casefold()
    if column == "refs":
        auditable = (one for one in terms.items if one.auditable)
        return [(one.ref, f"{one.ref}   {one.title}") for one in complete(typed, auditable)] if folded else []
    known: list[tuple[str, str]] = []
    if column == "day":
        known = [(said, said) for day in terms.days if (said := terms.day_name(day))]
    elif column in ("kind", "mode"):
        values: Iterable[StrEnum] = RowKind if column == "kind" else Mode
        known = [(terms.name(one), terms.name(one)) for one in values]
    elif column == "site":
        known = [(one.label or one.name, f"{one.label}  {one.name}".strip()) for one in terms.sites]
    elif column == "auditors":
        known = [(called(one), f"{called(one)}   {one.name}") for one in terms.team]
    elif column in ("people", "language"):
        known = [(one, one) for one in (terms.people if column == "people" else terms.languages)]
    begins = [one for one in known if any(part.casefold().startswith(folded) for part in one[1].split())]
    return begins if folded else known


def following(
    row: TimetableRow | None, rows: Sequence[TimetableRow], terms: Terms, blank: TimetableRow
) -> TimetableRow:
    """Return what a new row below `row` begins with: the same day and people, from the end of `row` on."""
    if row is None:
        return replace(blank, day=terms.days[0] if terms.days else None, starts="09:00")
    again = row.kind in (RowKind.WRAP_UP, RowKind.CLOSING)
    later = [day for day in terms.days if row.day and day > row.day]
    if again and row.kind is RowKind.WRAP_UP and later:
        first = min((one.starts for one in rows if one.starts and one.day == row.day), default="09:00")
        return replace(blank, day=later[0], starts=first)
    kept = {"day": row.day, "starts": row.ends, "site_id": row.site_id, "mode": row.mode, "language": row.language}
    if row.kind is RowKind.AUDIT:
        kept["auditors"] = row.auditors
    return replace(blank, **kept)  # type: ignore[arg-type]  # names and types are those of the row


def place(row: TimetableRow) -> tuple[date, str, str, int]:
    """Return the sort key of a row: day, time, position; what is missing stands at the end."""
    return (row.day or date.max, row.starts or "~", row.ends or "~", row.position)


def has_times(row: TimetableRow) -> bool:
    """Tell whether a row can stand in a calendar."""
    found = span(row)
    return row.day is not None and found is not None and found[1] > found[0]
