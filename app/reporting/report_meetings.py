"""How the audit was held: meetings with attendance and points, deviations, remote part (RPT-07, RPT-30, RPT-37)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.agenda import TEXTS
from app.domain.kinds import PointState, Presence
from app.reporting.blocks import Block, Text
from app.reporting.kit import NOTHING, Kit
from app.reporting.meeting_parts import after_points
from app.reporting.shaping import Span
from app.reporting.style import CELL, SMALL
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.report import ReportData
    from app.domain.report_parts import Attendee, MeetingPart, PointLine, PresenceAt, RemotePart
    from app.domain.stage1_data import Stage1Data


def conduct(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    """Return the chapter on meetings, deviations and the remote part."""
    story: list[Block] = [kit.chapter(kit.t("Meetings and conduct"))]
    if data.attendees:
        story += [kit.section(kit.t("Attendance"), listed=True), attendance(kit, data.meetings, data.attendees)]
    for meeting in data.meetings:
        story += meeting_blocks(kit, meeting)
    story += _deviations(kit, data)
    if data.remote:
        story += _remote(kit, data.remote)
    return story


def attendance(kit: Kit, meetings: Sequence[MeetingPart], attendees: Sequence[Attendee]) -> Block:
    """Return who took part, with one column per meeting: presence and how it was confirmed."""
    rows: list[Row] = [
        [
            (Text((Span(one.name, strong=True),), CELL), Text(one.function, SMALL)),
            kit.name(one.side),
            one.place or NOTHING,
            *(_presence(kit, at) for at in one.at),
        ]
        for one in attendees
    ]
    heads = [kit.t("Name and function"), kit.t("Side"), kit.t("Place"), *(kit.name(one.kind) for one in meetings)]
    return Table(heads, rows, [4.8, 3, 2, *([3.2] * len(meetings))])


def _presence(kit: Kit, at: PresenceAt) -> tuple[Block, ...]:
    cell: list[Block] = [kit.marked(at.presence)]
    note = [] if at.presence is Presence.ABSENT else [kit.name(at.confirmation)]
    if at.remark:
        note.append(at.remark)
    return (*cell, *(Text(line, SMALL) for line in note))


def meeting_blocks(kit: Kit, meeting: MeetingPart, *, numbered: bool = True) -> list[Block]:
    """Return one meeting: place and times, points, actions."""
    group = ("meeting", meeting.kind)
    facts = [
        (kit.t("Place"), meeting.place),
        (kit.t("Planned"), kit.span(meeting.planned_start, meeting.planned_end)),
        (kit.t("Held"), kit.span(meeting.held_start, meeting.held_end)),
        (kit.t("Chair"), meeting.chair),
    ]
    title = kit.name(meeting.kind)
    story: list[Block] = [kit.section(title, listed=True)] if numbered else []
    story += [kit.field(label, value, group) for label, value in facts if value]
    if meeting.points:
        story += [kit.subsection(kit.t("Points treated")), _points(kit, meeting)]
    if meeting.actions:
        rows: list[Row] = [[one.number, one.text, one.who, one.until, one.state or NOTHING] for one in meeting.actions]
        heads = [kit.t("No."), kit.t("Action"), kit.t("Who"), kit.t("Until"), kit.t("State")]
        story += [kit.subsection(kit.t("Actions")), Table(heads, rows, [1.2, 6.6, 3.4, 2.4, 2])]
    return [*story, *after_points(kit, meeting)]


def _points(kit: Kit, meeting: MeetingPart) -> Block:
    titles = {code: title for code, title, _ in TEXTS[meeting.kind]}
    rows: list[Row] = [
        [
            one.code,
            one.title or kit.t(titles.get(one.code, "")) or NOTHING,
            kit.words.clock(one.at) if one.at else NOTHING,
            _treated(kit, one),
        ]
        for one in meeting.points
    ]
    heads = [kit.t("Point"), kit.t("Subject"), kit.t("Time"), kit.t("Remark")]
    return Table(heads, rows, [1.5, 4.2, 1.4, 8.4])


def _treated(kit: Kit, one: PointLine) -> Block | tuple[Block, ...]:
    """Return the remark; a point that was not treated says so first."""
    if one.state is PointState.DONE:
        return Text(one.remark or NOTHING, CELL)
    state = kit.marked(one.state)
    return (state, Text(one.remark, CELL)) if one.remark else state


def _deviations(kit: Kit, data: ReportData | Stage1Data) -> list[Block]:
    story: list[Block] = [kit.section(kit.t("Deviations from the plan"), listed=True)]
    if not data.deviations:
        return [*story, Text(kit.t("None."))]
    rows: list[Row] = [[one.number, one.row, one.planned, one.done, one.reason] for one in data.deviations]
    heads = [kit.t("No."), kit.t("Row"), kit.t("Planned"), kit.t("Done"), kit.t("Reason")]
    return [*story, Table(heads, rows, [1.3, 1.5, 3.2, 4, 5.4])]


def _remote(kit: Kit, remote: RemotePart) -> list[Block]:
    thousandths = remote.minutes * 1000 // remote.of_minutes if remote.of_minutes else 0
    share = kit.t("{used} of {all} hours with the client, {whole}.{tenth} %").format(
        used=_hours(remote.minutes),
        all=_hours(remote.of_minutes),
        whole=(thousandths + 0) // 10,
        tenth=thousandths % 10,
    )
    facts = [
        (kit.t("Parts"), remote.parts),
        (kit.t("Share"), share if remote.of_minutes else ""),
        (kit.t("Judged beforehand"), remote.assessed),
        (kit.t("Tools"), remote.tools),
        (kit.t("Effectiveness"), remote.effectiveness),
    ]
    fields = [kit.field(label, value, "remote") for label, value in facts if value]
    return [kit.section(kit.t("Remote part"), listed=True), *fields]


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes * 100 // 60, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)
