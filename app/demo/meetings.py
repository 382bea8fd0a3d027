"""Scenes in which people sit together: opening, daily wrap-ups, closing."""

from __future__ import annotations

from app.demo.case import Row
from app.demo.stage import Stage, moment
from app.domain.drafts import AttendeeDraft
from app.domain.fieldwork import Action, Attendee, Meeting
from app.domain.kinds import Confirmation, MeetingKind, PointState, Presence, Side, TeamRole


def begin(stage: Stage, key: str, row: Row) -> None:
    """Prepare the meeting `key` with its people, and begin it at its time."""
    stage.at(row["started_at"])
    services = stage.services
    meeting_id = services.meetings.prepare(stage.audit_id, MeetingKind(row["kind"])).id
    stage.meetings[key] = meeting_id
    stage.put(
        "meeting",
        meeting_id,
        place=row["place"],
        link=row["link"],
        chair=row["chair"],
        language=row["language"],
        planned_start=moment(row["planned_start"]),
        planned_end=moment(row["planned_end"]),
    )
    if row["attendees"]:
        _people(stage, services.meetings.get(meeting_id), row["attendees"])
    services.meetings.begin(meeting_id)


def tick(stage: Stage, key: str, row: Row) -> None:
    """Tick one point of the meeting at its time, with its remark."""
    meeting = stage.services.meetings.get(stage.meetings[key])
    point = next((one for one in meeting.points if one.code == row["code"]), None)
    if point is None or row["state"] != PointState.DONE:
        return  # not used in this type of audit
    stage.at(row["at"])
    stage.services.meetings.tick(point.id, PointState.DONE)
    stage.put("meeting_point", point.id, remark=stage.case.text(row["remark"]))


def end(stage: Stage, key: str, row: Row) -> None:
    """Record what was agreed, and end the meeting at its time."""
    stage.at(row["ended_at"])
    meeting_id = stage.meetings[key]
    for one in row["actions"]:
        action = Action(label=one["label"], what=one["what"], who=one["who"], due=one["due"])
        stage.services.meetings.add_action(meeting_id, action)
    stage.services.meetings.finish(meeting_id)


def carry_out(stage: Stage, key: str, label: str, done: str) -> None:
    """Record that an action was carried out; the meeting is over, so the change carries its reason."""
    meeting = stage.services.meetings.get(stage.meetings[key])
    action = next(one for one in meeting.actions if one.label == label)
    stage.services.fields.set("action", action.id, "done", done, reason="carried out")


def _people(stage: Stage, meeting: Meeting, wanted: list[Row]) -> None:
    """Make the list of those expected into the list of the case: changed, added, taken off."""
    expected = {one.name: one for one in meeting.attendees}
    for row in wanted:
        known = expected.pop(row["name"], None)
        if known is None:
            attendee_id = stage.services.meetings.add_attendee(meeting.id, _draft(row)).id
            stage.put("attendee", attendee_id, remark=row["remark"])
        else:
            _change(stage, known, row)
    for one in expected.values():
        stage.services.meetings.remove("attendee", one.id)


def _draft(row: Row) -> AttendeeDraft:
    return AttendeeDraft(
        name=row["name"],
        latin_name=row["latin_name"],
        function=row["function"],
        role=TeamRole(row["role"]) if row["role"] else None,
        side=Side(row["side"]),
        presence=Presence(row["presence"]),
        place=row["place"],
        confirmation=Confirmation(row["confirmation"]),
    )


def _change(stage: Stage, known: Attendee, row: Row) -> None:
    """Set what the case tells of a person who was expected."""
    wanted = {
        "function": row["function"],
        "presence": Presence(row["presence"]),
        "place": row["place"],
        "confirmation": Confirmation(row["confirmation"]),
        "remark": row["remark"],
    }
    changed = {name: value for name, value in wanted.items() if value != getattr(known, name)}
    stage.put("attendee", known.id, **changed)
