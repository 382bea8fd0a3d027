"""Play the sample audit through the services, at the times at which it happened.

No rules here: what a service refuses, the sample may not do. Everything is put into one order by the time of typing,
as the two auditors would have typed it on one record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from app.demo import closing, fieldwork, meetings
from app.demo.attachments import lay_out
from app.demo.case import Row, load
from app.demo.preparing import prepare
from app.demo.programme import hold_stage2
from app.demo.stage import Stage
from app.domain.clock import SetClock
from app.services.container import Services

Scene = tuple[datetime, Callable[[], None]]
# Rows of the plan whose times moved (DV-2).
MOVED: Final = {"P-14": ("09:30", "11:38"), "P-15": ("11:38", "12:30")}
ACTIONS_DONE: Final = (("A-1", "2026-03-27T09:40+01:00"), ("A-2", "2026-03-30T08:30+02:00"))


@dataclass(frozen=True, slots=True)
class DemoResult:
    """The keys of what was made."""

    audit_id: str
    report_paper_id: str
    opening_id: str
    closing_id: str


def play(services: Services, clock: SetClock, files_dir: Path) -> DemoResult:
    """Play the sample audit in an empty workspace, up to the signed report.

    Args:
        services: the services over the workspace.
        clock: the clock of that workspace; it is set to the times of the case.
        files_dir: an empty folder for the files that are attached.
    """
    case = load()
    stage = Stage(services, clock, case, lay_out(case, files_dir))
    prepare(stage)
    for _moment, scene in sorted(_scenes(stage), key=lambda one: one[0]):
        scene()
    paper_id = closing.sign(stage)
    hold_stage2(stage)
    return DemoResult(stage.audit_id, paper_id, stage.meetings["opening"], stage.meetings["closing"])


def _scenes(stage: Stage) -> list[Scene]:
    """Return everything between the plan and the signature; scenes of one time stay in the order of this list."""
    decided = stage.case.part("decided")
    scenes = [*_meetings(stage), *_sessions(stage), *_evidence(stage), *_findings(stage)]
    scenes += [_scene(row["entered"], fieldwork.deviate, stage, row) for row in stage.case.part("audit")["deviations"]]
    scenes.append(_scene(decided["verdicts"], fieldwork.judge, stage))
    scenes.append(_scene(decided["result"], closing.conclude, stage))
    scenes.append(_scene(decided["texts"], closing.write_texts, stage))
    return scenes


def _scene(moment: str, play_it: Callable[..., None], *arguments: object) -> Scene:
    return datetime.fromisoformat(moment), partial(play_it, *arguments)


def _meetings(stage: Stage) -> list[Scene]:
    opening, last = stage.case.part("opening"), stage.case.part("closing")
    wrap_ups = {row["row"]: row for row in stage.case.rows("wrap_ups")}
    scenes: list[Scene] = []
    for key, row in {"opening": opening, **wrap_ups, "closing": last}.items():
        scenes.append(_scene(row["started_at"], meetings.begin, stage, key, row))
        scenes += [_scene(one["at"], meetings.tick, stage, key, one) for one in row["points"] if one["at"]]
        scenes.append(_scene(row["ended_at"], meetings.end, stage, key, row))
    done = {one["label"]: one["done"] for one in opening["actions"]}
    scenes += [
        (datetime.fromisoformat(at), partial(_carry_out, stage, label, done[label], at)) for label, at in ACTIONS_DONE
    ]
    confirmed = next(one["at"] for one in opening["points"] if one["code"] == "OM-02")
    scenes.append(_scene(confirmed, closing.confirm_scope, stage, confirmed))
    return scenes


def _carry_out(stage: Stage, label: str, done: str, at: str) -> None:
    stage.at(at)
    meetings.carry_out(stage, "opening", label, done)


def _sessions(stage: Stage) -> list[Scene]:
    """Return opening and closing of the sessions in which evidence was taken."""
    used = {row["row"] for row in stage.case.rows("evidence")}
    scenes: list[Scene] = []
    for plan in stage.case.part("audit")["timetable"]:
        if plan["label"] in used:
            row = plan | _times(plan)
            scenes.append(_scene(row["start"], fieldwork.open_session, stage, row))
            scenes.append(_scene(row["end"], fieldwork.close_session, stage, row))
    return scenes


def _times(plan: Row) -> Row:
    """Return start and end of a row as it was held, in the time of the head office."""
    starts, ends = MOVED.get(plan["label"], (plan["starts"], plan["ends"]))
    # The clocks changed on 29 March 2026, between the first and the second day of the audit.
    offset = "+01:00" if plan["day"] < "2026-03-29" else "+02:00"
    return {"start": f"{plan['day']}T{starts}{offset}", "end": f"{plan['day']}T{ends}{offset}"}


def _evidence(stage: Stage) -> list[Scene]:
    rows = sorted(stage.case.rows("evidence"), key=lambda row: str(row["key"]))
    return [_scene(row["entered"], fieldwork.capture, stage, row) for row in rows]


def _findings(stage: Stage) -> list[Scene]:
    scenes: list[Scene] = []
    for row in stage.case.rows("findings"):
        scenes.append(_scene(row["drafted"], fieldwork.write_down, stage, row))
        scenes += [_scene(step["at"], fieldwork.take_step, stage, row, step) for step in row["steps"]]
        if "rewritten" in row:
            scenes.append(_scene(row["rewritten"], fieldwork.rewrite, stage, row))
        if row["acknowledgement"]:
            scenes.append(_scene(row["acknowledgement"]["at"], closing.acknowledge, stage, row))
    return scenes
