"""The tables of a meeting: points, people, actions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.domain.agenda import TEXTS
from app.domain.kinds import PointState, Presence
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.fieldwork import Action, Attendee, Meeting
    from app.ui.context import UiContext

_POINTS = {
    PointState.OPEN: ("open", "neutral"),
    PointState.DONE: ("done", "ok"),
    PointState.NOT_USED: ("slash", "neutral"),
}
_PRESENCE = {
    Presence.IN_ROOM: ("person", "ok"),
    Presence.REMOTE: ("link", "info"),
    Presence.ABSENT: ("slash", "neutral"),
}


@dataclass(frozen=True, slots=True)
class PointRow:
    """One agenda point as it is shown."""

    id: str
    code: str
    title: str
    state: PointState
    mandatory: bool
    said: str
    time: str


def point_rows(meeting: Meeting, t: Callable[[str], str]) -> tuple[PointRow, ...]:
    """Return the points of a meeting with their titles."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only with a meeting

    titles = {code: title for code, title, _say in TEXTS[meeting.kind]}
    zone = ZoneInfo(meeting.zone)
    return tuple(
        PointRow(
            id=one.id,
            code=one.code,
            title=t(titles.get(one.code, "")),
            state=one.state,
            mandatory=one.mandatory,
            said=one.remark or one.reason,
            time=f"{one.treated_at.astimezone(zone):%H:%M}" if one.treated_at else "",
        )
        for one in meeting.points
    )


def point_table(ctx: UiContext) -> Table:
    """Return the table of points."""
    t = ctx.t
    columns = (
        Column("code", t("No."), _code, chars=8),
        Column("title", t("Point"), _title, chars=28),
        Column("state", t("State"), partial(_state, t), chip=partial(_state_chip, t), chars=14),
        Column("time", t("Time"), _time, chars=7),
        Column("said", t("Remark"), _said),
    )
    return Table(t("Points"), columns, _title)


def attendee_table(ctx: UiContext) -> Table:
    """Return the table of people."""
    t = ctx.t
    columns = (
        Column("name", t("Name"), _name, chars=22),
        Column("function", t("Function"), partial(_function, t)),
        Column("side", t("Side"), partial(_side, t), chars=16),
        Column("presence", t("Presence"), partial(_presence, t), chip=partial(_presence_chip, t), chars=11),
    )
    return Table(t("People"), columns, _name)


def action_table(ctx: UiContext) -> Table:
    """Return the table of actions."""
    t = ctx.t
    columns = (
        Column("label", t("No."), _label, chars=6),
        Column("what", t("What"), _what),
        Column("who", t("Who"), _who, chars=22),
        Column("due", t("Until"), _due, chars=16),
    )
    return Table(t("Actions agreed"), columns, _label)


def _code(row: PointRow) -> str:
    return isolated(row.code)


def _title(row: PointRow) -> str:
    return row.title


def _time(row: PointRow) -> str:
    return isolated(row.time) if row.time else ""


def _said(row: PointRow) -> str:
    return row.said


def _state(t: Callable[[str], str], row: PointRow) -> str:
    return t(word(row.state))


def _state_chip(t: Callable[[str], str], row: PointRow) -> ChipLook:
    icon, tone = _POINTS[row.state]
    if row.state is PointState.OPEN and row.mandatory:
        tone = "warning"
    return ChipLook(t(word(row.state)), icon, tone)


def _name(row: Attendee) -> str:
    return row.name


def _function(t: Callable[[str], str], row: Attendee) -> str:
    return t(word(row.role)) if row.role else row.function


def _side(t: Callable[[str], str], row: Attendee) -> str:
    return t(word(row.side))


def _presence(t: Callable[[str], str], row: Attendee) -> str:
    return t(word(row.presence))


def _presence_chip(t: Callable[[str], str], row: Attendee) -> ChipLook:
    icon, tone = _PRESENCE[row.presence]
    return ChipLook(t(word(row.presence)), icon, tone)


def _label(row: Action) -> str:
    return isolated(row.label)


def _what(row: Action) -> str:
    return row.what


def _who(row: Action) -> str:
    return row.who


def _due(row: Action) -> str:
    return row.due
