"""Rows of an audit plan as blocks of the calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from app.domain.kinds import Mode, RowKind, TeamRole
from app.domain.plan_people import called
from app.domain.timetable import span
from app.domain.words import word
from app.ui.audit.plan_terms import has_times
from app.ui.widgets.calendar_layout import Block, Lane, clock

if TYPE_CHECKING:
    from app.domain.record import TimetableRow
    from app.ui.audit.plan_terms import Terms

BY_AUDITOR, BY_SITE = "auditor", "site"
NOBODY: Final = "~"
"""The lane of rows that name nobody of the team, or no site."""
_LOOKS: Final = {
    RowKind.AUDIT: ("fieldwork", "info"),
    RowKind.OPENING: ("meeting", "ok"),
    RowKind.CLOSING: ("closing", "ok"),
    RowKind.TEAM_MEETING: ("meeting", "plum"),
    RowKind.WRAP_UP: ("check", "plum"),
    RowKind.LUNCH: ("cup", "neutral"),
    RowKind.BREAK: ("cup", "neutral"),
    RowKind.TRAVEL: ("travel", "neutral"),
    RowKind.OFFICE: ("note", "neutral"),
}
_BADGES: Final = {Mode.REMOTE: "remote", Mode.HYBRID: "remote", Mode.OFFICE: "building"}
_LANED: Final = frozenset({TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR, TeamRole.TECHNICAL_EXPERT, TeamRole.TRAINEE})


def kind_look(kind: RowKind) -> tuple[str, str]:
    """Return icon and tone of a kind of row."""
    return _LOOKS.get(kind, ("open", "neutral"))


def lanes(rows: Sequence[TimetableRow], terms: Terms, view: str) -> tuple[Lane, ...]:
    """Return the columns of each day: who audits and everybody else who stands in a row, or the sites."""
    if view == BY_SITE:
        made = [Lane(one.id, one.label or one.name, one.name) for one in terms.sites]
    else:
        used = {id(one) for row in rows for one in terms.roll.of(row).members}
        people = [one for one in terms.team if one.role in _LANED or id(one) in used]
        made = [Lane(called(one), _titled(called(one), one.name), one.name) for one in people]
    keys = {lane.key for lane in made}
    loose = any(not set(_keys(row, terms, view)) & keys for row in rows if has_times(row))
    nobody = terms.words.gettext("Nobody") if view == BY_AUDITOR else terms.words.gettext("No site")
    return (*made, Lane(NOBODY, nobody)) if loose or not made else tuple(made)


def _titled(short: str, name: str) -> str:
    return name if short == name else f"{short} · {name}"


def blocks(
    rows: Sequence[TimetableRow], terms: Terms, view: str, problems: Mapping[str, tuple[str, bool]]
) -> tuple[Block, ...]:
    """Return the blocks of all rows that have a day and times."""
    keys = {lane.key for lane in lanes(rows, terms, view)}
    return tuple(_block(row, terms, view, keys, problems.get(row.id, ("", False))) for row in rows if has_times(row))


def _block(row: TimetableRow, terms: Terms, view: str, keys: set[str], problem: tuple[str, bool]) -> Block:
    times = span(row)
    if times is None or row.day is None:
        raise ValueError(row.id)
    t = terms.words.gettext
    icon, tone = kind_look(row.kind)
    if row.kind is RowKind.AUDIT and row.mode is not Mode.ON_SITE:
        tone = "plum" if row.mode is Mode.OFFICE else tone
    found = tuple(key for key in _keys(row, terms, view) if key in keys)
    if not found and view == BY_SITE and row.kind is not RowKind.AUDIT:
        found = tuple(keys - {NOBODY}) or (NOBODY,)
    site = terms.site_name(row.site_id)
    other = row.auditors if view == BY_SITE else site
    detail = " · ".join(part for part in (", ".join(row.refs), row.people, other) if part)
    said, grave = problem
    spoken = [
        f"{clock(times[0])}–{clock(times[1])}", t(word(row.kind)), row.topic, row.auditors, ", ".join(row.refs),
        row.people, site, t(word(row.mode)), said,
    ]  # fmt: skip
    return Block(
        id=row.id,
        day=row.day,
        starts=times[0],
        ends=times[1],
        lanes=found or (NOBODY,),
        title=row.topic or t(word(row.kind)),
        detail=detail,
        word=t(word(row.kind)),
        icon=icon,
        tone=tone,
        badge=_BADGES.get(row.mode, "") if row.kind is not RowKind.OFFICE else "",
        warning=said if grave else "",
        spoken=", ".join(part for part in spoken if part),
    )


def _keys(row: TimetableRow, terms: Terms, view: str) -> tuple[str, ...]:
    if view == BY_SITE:
        return (row.site_id,) if row.site_id else ()
    return tuple(called(one) for one in terms.roll.of(row).members)
