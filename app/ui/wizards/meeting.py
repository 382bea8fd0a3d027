"""The wizard of a meeting: opening or closing, resumable at any step, every step reachable at any time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import meetings
from app.domain import recommendation as advice
from app.domain.errors import UserMistake
from app.domain.kinds import MeetingKind, MeetingState
from app.domain.meetings import Step
from app.domain.sentences import N_
from app.ui.saying import say
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import plain_tooltip
from app.ui.widgets.problem_line import Trouble
from app.ui.widgets.step_list import StepState
from app.ui.wizards.attendance_strip import AttendanceStrip
from app.ui.wizards.meeting_actions import MeetingActions
from app.ui.wizards.meeting_findings import MeetingFindings
from app.ui.wizards.meeting_finish import MeetingFinish
from app.ui.wizards.meeting_people import MeetingPeople
from app.ui.wizards.meeting_place import MeetingPlace
from app.ui.wizards.meeting_points import MeetingPoints
from app.ui.wizards.meeting_result import MeetingResult
from app.ui.wizards.page import WizardPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.fieldwork import Meeting
    from app.domain.problems import Problem
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext
    from app.ui.wizards.presenter import Presenter
    from app.ui.wizards.step import MeetingStep


_PAGES: Final[dict[Step, Callable[[UiContext, str], MeetingStep]]] = {
    Step.PLACE: MeetingPlace,
    Step.PEOPLE: MeetingPeople,
    Step.FINDINGS: MeetingFindings,
    Step.RESULT: MeetingResult,
    Step.POINTS: MeetingPoints,
    Step.ACTIONS: MeetingActions,
}

_AGAIN: Final = frozenset({MeetingKind.WRAP_UP, MeetingKind.INTERIM})
"""Held again and again: opening the wizard after the end of one begins the next."""
_TITLES: Final = {
    MeetingKind.OPENING: N_("Opening meeting"),
    MeetingKind.CLOSING: N_("Closing meeting"),
    MeetingKind.WRAP_UP: N_("Daily wrap-up"),
    MeetingKind.INTERIM: N_("Interim meeting"),
}
_RECORDED: Final = {
    MeetingKind.OPENING: N_("Opening meeting recorded."),
    MeetingKind.CLOSING: N_("Closing meeting recorded."),
    MeetingKind.WRAP_UP: N_("Daily wrap-up recorded."),
    MeetingKind.INTERIM: N_("Interim meeting recorded."),
}


class MeetingWizard(WizardPage):
    """Leads through one meeting; everything is recorded at once, so leaving or a crash loses nothing."""

    def __init__(self, ctx: UiContext, audit_id: str, kind: MeetingKind) -> None:
        super().__init__(ctx, audit_id, ctx.t(_TITLES[kind]), ctx.t("&Finish the meeting"))
        self._kind = kind
        self._meeting: Meeting | None = None
        self._resumed = False
        self._order = meetings.steps(kind)
        self._problems: dict[Step, tuple[Problem, ...]] = dict.fromkeys(self._order, ())
        self.pages: dict[Step, MeetingStep] = {step: self._page(step) for step in self._order}
        for step, page in self.pages.items():
            self.frame.add_step(page.title, page, scrolls=step is not Step.POINTS)
        self.frame.step_left.connect(self._on_left)
        self.frame.step_shown.connect(self._on_shown)
        self.frame.finish_asked.connect(self._on_finish)
        finish = self.pages[Step.FINISH]
        if isinstance(finish, MeetingFinish):
            finish.jumped.connect(self.frame.go)
        self._add_strip()

    def _add_strip(self) -> None:
        """Put the attendance below all steps, and the ways to it and to the presenter view into the footer."""
        self.strip = AttendanceStrip(self.ctx)
        self.strip.closed.connect(self._on_strip_closed)
        self.body.addWidget(self.strip)
        self._presenter: Presenter | None = None
        for text, keys, icon, slot in (
            (self.t("Attendance"), "F6", "person", self.strip.toggle),
            (self.t("Present to the client"), "F5", "image", self.present),
        ):
            self.add_key(text, keys, slot)
            button = Button(keys, "quiet", icon)
            button.setAccessibleName(text)
            button.setToolTip(plain_tooltip(f"{text} ({keys})"))
            button.clicked.connect(slot)
            self.frame.add_button(button)

    def _on_strip_closed(self) -> None:
        self.pages[self._order[self.frame.current]].enter()

    def present(self) -> None:
        """Show the points to the client, one calm page each."""
        if self._meeting is None or self.record is None:
            return
        if self._presenter is None:
            from app.ui.wizards.presenter import Presenter  # noqa: PLC0415 - only when somebody presents

            self._presenter = Presenter(self.ctx)
            self._presenter.left.connect(self._on_presented)
            self.destroyed.connect(self._presenter.deleteLater)
        self.leave()
        self._presenter.show_meeting(self.record, self._meeting)
        points = self.pages[Step.POINTS]
        self._presenter.present(points.point_id if isinstance(points, MeetingPoints) else "")

    def _on_presented(self, point_id: str) -> None:
        points = self.pages[Step.POINTS]
        if isinstance(points, MeetingPoints):
            points.show_id(point_id)
        self.activateWindow()

    def _page(self, step: Step) -> MeetingStep:
        if step is Step.FINISH:
            return MeetingFinish(self.ctx, self._kind)
        return _PAGES[step](self.ctx, self.audit_id)

    def load(self) -> None:
        """Prepare the meeting if there is none yet, then show it."""
        if self._meeting is None or (self._kind in _AGAIN and self._meeting.state is MeetingState.FINISHED):
            self._meeting, self._resumed = None, False
            call = partial(self.ctx.services.meetings.prepare, self.audit_id, self._kind)
            self.ctx.jobs.write(call, self._on_prepared, self._on_failed)
            return
        super().load()

    def _on_prepared(self, made: object) -> None:
        del made
        super().load()

    def show_record(self, record: AuditRecord) -> None:
        """Show the meeting in every step, and how far each step is."""
        found = [one for one in record.meetings if one.kind is self._kind]
        if not found:
            return
        self._meeting = next((one for one in found if one.state is not MeetingState.FINISHED), found[-1])
        for page in self.pages.values():
            page.show_meeting(record, self._meeting)
        self.strip.show_meeting(self._meeting)
        if self._presenter is not None and self._presenter.isVisible():
            self._presenter.show_meeting(record, self._meeting)
        self._show_states(record, self._meeting)
        if not self._resumed:
            self._resumed = True
            self.frame.go(self._order.index(self._resume_at(record, self._meeting)))
            self.pages[self._order[self.frame.current]].enter()

    def _resume_at(self, record: AuditRecord, meeting: Meeting) -> Step:
        """Return where an interrupted wizard goes on; a meeting that was never begun starts in front."""
        if meeting.started_at is None:
            return Step.PLACE
        return meetings.resume_step(_view(record, meeting))

    def _show_states(self, record: AuditRecord, meeting: Meeting) -> None:
        view = _view(record, meeting)
        problems = {step: meetings.problems(view, step) for step in self._order}
        states = [self._state(meeting, problems[step]) for step in self._order]
        states[-1] = StepState.OPEN if meeting.state is not MeetingState.FINISHED else StepState.DONE
        self.frame.show_states(states)
        finish = self.pages[Step.FINISH]
        if isinstance(finish, MeetingFinish):
            finish.show_open(self._open_lines(problems))
        self._problems = problems
        self._show_troubles()

    def _open_lines(self, problems: dict[Step, tuple[Problem, ...]]) -> list[tuple[str, int]]:
        """Return what is still open with the number of its step; open points of the agenda are one line together."""
        lines = []
        for number, step in enumerate(self._order[:-1]):
            found = [one for one in problems[step] if one.blocking]
            points = [one for one in found if one.code == "point_open"]
            if len(points) > 1:
                text = self.ctx.tn(
                    "{n} mandatory point is open: {codes}", "{n} mandatory points are open: {codes}", len(points)
                )
                codes = ", ".join(str(one.value("code")) for one in points)
                lines.append((text.format(n=len(points), codes=codes), number))
                found = [one for one in found if one.code != "point_open"]
            lines += [(say(self.ctx.words, one), number) for one in found]
        return lines

    def _state(self, meeting: Meeting, found: tuple[Problem, ...]) -> StepState:
        if any(problem.blocking for problem in found):
            return StepState.OPEN if meeting.started_at is None else StepState.PROBLEM
        return StepState.DONE if meeting.started_at is not None else StepState.OPEN

    def _show_troubles(self) -> None:
        step = self._order[self.frame.current]
        if step is Step.FINISH:
            self.frame.show_troubles(())
            return
        page = self.pages[step]
        troubles = [
            Trouble(say(self.ctx.words, one), page.field(one.field), one.blocking) for one in self._problems[step]
        ]
        self.frame.show_troubles(troubles)

    def _on_left(self, number: int) -> None:
        self.pages[self._order[number]].leave()
        meeting = self._meeting
        if meeting is not None and meeting.state is MeetingState.PREPARED:
            self._begin(meeting.id)

    def _begin(self, meeting_id: str) -> None:
        place = self.pages[Step.PLACE]
        reason = place.reason if isinstance(place, MeetingPlace) else ""
        call = partial(self.ctx.services.meetings.begin, meeting_id, reason)
        self.ctx.jobs.write(call, None, self._on_not_begun, origin=self)

    def _on_not_begun(self, problem: BaseException) -> None:
        """Lead back to the reason where something holds the start."""
        if not isinstance(problem, UserMistake) or problem.code != "start_held":
            self._on_failed(problem)
            return
        self.frame.go(self._order.index(Step.PLACE))
        field = self.pages[Step.PLACE].field(problem.field)
        self.frame.show_troubles([Trouble(say(self.ctx.words, problem), field)])
        if field is not None:
            field.setFocus()

    def _on_shown(self, number: int) -> None:
        if self._meeting is None:
            return
        self._show_troubles()
        self.pages[self._order[number]].enter()

    def leave(self) -> None:
        """Hand over what is being typed in every step."""
        for page in self.pages.values():
            page.leave()
        super().leave()

    def _on_finish(self) -> None:
        if self._meeting is None:
            return
        self.leave()
        call = partial(self.ctx.services.meetings.finish, self._meeting.id)
        self.ctx.jobs.write(call, self._on_finished, origin=self)

    def _on_finished(self, changes: object) -> None:
        del changes
        self.ctx.notices.say(self.t(_RECORDED[self._kind]), tone="ok")
        self.ctx.navigator.go("closing" if self._kind in _AGAIN else "overview", self.audit_id)


def _view(record: AuditRecord, meeting: Meeting) -> meetings.MeetingView:
    return meetings.MeetingView(
        meeting=meeting,
        findings=record.findings,
        conclusion=record.audit.conclusion,
        recommendation=record.audit.recommendation,
        facts=advice.facts_of(record),
    )
