"""kill -9 at each step of an opening meeting: what was entered is there again, and the meeting goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.kinds import MeetingKind, MeetingState
from app.domain.meetings import MeetingView, Step, resume_step
from tests.support import fresh_folder, open_world

ROOT = Path(__file__).parents[2]
STEPS = ("prepared", "place", "person", "begun", "ticked", "remark", "answer", "late", "action", "presence")

# Does the steps one after the other, says each once it is recorded, and waits to be killed at the one asked for.
CHILD = """
import sys, time
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from app.domain.fieldwork import Action
from app.domain.kinds import MeetingKind, PointState, Presence
from tests.support import open_world
world, last = open_world(Path(sys.argv[1])), sys.argv[2]
s = world.services
audit = s.audits.list()[0].id
def said(step):
    print(step, flush=True)
    if step == last:
        time.sleep(60)
m = s.meetings.prepare(audit, MeetingKind.OPENING).id
said("prepared")
s.fields.set("meeting", m, "place", "Kotwica"); said("place")
s.attendance.add_text(m, "Ada One, x"); said("person")
s.meetings.begin(m, "shown later"); said("begun")
point = s.meetings.get(m).points[0]
s.meetings.tick(point.id, PointState.DONE); said("ticked")
s.fields.set("meeting_point", point.id, "remark", "list passed round"); said("remark")
s.answers.give(m, "OM-21", "tools", "tool of the client"); said("answer")
s.attendance.add_text(m, "Late Two"); said("late")
s.meetings.add_action(m, Action(what="network", who="D", due="10:00")); said("action")
s.fields.set("attendee", s.meetings.get(m).attendees[0].id, "presence", Presence.REMOTE); said("presence")
"""


def kill_at(folder: Path, step: str) -> None:
    """Run the child until it has recorded `step`, then kill it."""
    command = [sys.executable, "-c", CHILD, str(folder), step, str(ROOT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ}) as child:
        assert child.stdout is not None
        assert any(line.strip() == step for line in child.stdout), "the child ended before"
        child.send_signal(signal.SIGKILL)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("step", STEPS)
def test_a_meeting_killed_at_any_step_goes_on_where_it_was(tmp_path: Path, step: str) -> None:
    folder = tmp_path / "workspace"
    audit_id = fresh_folder(folder, with_audit=True)
    kill_at(folder, step)
    world = open_world(folder)
    done = STEPS.index(step)
    try:
        record = world.services.audits.record(str(audit_id))
        (meeting,) = (one for one in record.meetings if one.kind is MeetingKind.OPENING)
        names = [one.name for one in meeting.attendees]
        there = (
            True, meeting.place == "Kotwica", "Ada One" in names, meeting.state is MeetingState.RUNNING,
            meeting.points[0].treated_at is not None, meeting.points[0].remark == "list passed round",
            meeting.tools == "tool of the client", "Late Two" in names, len(meeting.actions) == 1,
            meeting.attendees[0].presence == "remote",
        )  # fmt: skip
        assert there == tuple(number <= done for number in range(len(STEPS)))
        assert resume_step(MeetingView(meeting=meeting)) in (Step.PLACE, Step.POINTS)
        world.services.meetings.begin(meeting.id, "shown later")
        world.services.meetings.finish(meeting.id)
    finally:
        world.workspace.close()
