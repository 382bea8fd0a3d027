"""What the pages of opening and closing share: how far the meeting is, who was there, what was treated."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.attested_people import attendance_matter
from app.domain.blank_sheet import Sheet
from app.domain.kinds import MeetingKind, MeetingState, PaperKind, PointState, Presence, Side
from app.domain.meetings import status
from app.domain.readiness import meeting_of
from app.domain.words import word
from app.ui.audit.base import FINISHED, AuditPage
from app.ui.audit.meeting_tables import action_table, attendee_table, point_rows, point_table
from app.ui.audit.paper_card import PaperCard
from app.ui.signing.card import SigningCard
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, ChipLook, chip_look
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.key_values import KeyValues

if TYPE_CHECKING:
    from app.domain.fieldwork import Meeting
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


SIGN_KEYS = "Ctrl+Shift+S"


class MeetingPage(AuditPage):
    """One meeting of an audit; subclasses say which and open its wizard."""

    kind: ClassVar[MeetingKind]

    def __init__(self, ctx: UiContext, audit_id: str, title: str, empty: EmptyState) -> None:
        super().__init__(ctx, audit_id, title, width=1180)
        self._meeting: Meeting | None = None
        self._empty = empty
        self._state = Chip(ChipLook("", "open"))
        self.go_on = Button(self.t("Continue the meeting"), "primary", icon="play")
        self.amend = Button(self.t("Correct…"), icon="edit")
        self.amend.clicked.connect(self._on_amend)
        for widget in (self._state, self.amend, self.go_on):
            self.add_action(widget)
        self.paper = PaperCard(ctx, audit_id, PaperKind(f"{self.kind.value}_record"))
        title = self.t("Signatures of attendance")
        self.signing = SigningCard(ctx, audit_id, title, Sheet.ATTENDANCE, SIGN_KEYS)
        self.add_key(self.t("Next signature"), SIGN_KEYS, self.signing.sign_next)
        self._facts = KeyValues()
        self._points, self._people, self._agreed = point_table(ctx), attendee_table(ctx), action_table(ctx)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self._held())
        self.body.addWidget(self._stack, 1)
        self.go_on.clicked.connect(self.open_wizard)
        empty.started.connect(self.open_wizard)

    def open_wizard(self) -> None:
        """Open the wizard of this meeting."""
        raise NotImplementedError

    def _on_amend(self) -> None:
        from app.ui.audit.amend_dialog import AmendDialog  # noqa: PLC0415 - not before it is wanted

        if self._meeting is not None:
            AmendDialog(self.window(), self.ctx, self._meeting).open()

    def _held(self) -> QWidget:
        facts = Card(self.t("Meeting"))
        facts.add(self._facts)
        facts.body.addStretch(1)
        self._people_card, self._points_card = Card(self.t("People"), " "), Card(self.t("Points"), " ")
        self._action_card = Card(self.t("Actions agreed"), " ")
        for card, table in (
            (self._people_card, self._people),
            (self._points_card, self._points),
            (self._action_card, self._agreed),
        ):
            table.setProperty("bare", "true")
            card.add(table, 1)
        top = QHBoxLayout()
        top.setSpacing(Space.L)
        top.addWidget(facts, 1)
        top.addWidget(self._people_card, 2)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.L)
        column.addLayout(top)
        column.addWidget(self.signing)
        column.addWidget(self.paper)
        column.addWidget(self._points_card)
        column.addWidget(self._action_card)
        column.addStretch(1)
        return held

    def show_record(self, record: AuditRecord) -> None:
        """Show the meeting as it stands."""
        self._meeting = meeting = meeting_of(record, self.kind)
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        begun = meeting is not None and (
            meeting.state is not MeetingState.PREPARED
            or any(one.state is not PointState.OPEN for one in meeting.points)
        )
        self._stack.setCurrentIndex(int(begun))
        self._state.setVisible(begun)
        self.go_on.setVisible(begun and meeting is not None and meeting.state is not MeetingState.FINISHED)
        over = meeting is not None and meeting.state is MeetingState.FINISHED
        self.amend.setVisible(over and record.audit.state not in FINISHED)
        if meeting is not None:
            matter, still = attendance_matter(meeting), record.audit.state not in FINISHED
            self.signing.show_matter(matter, open_=still)
            self.paper.subject_id = meeting.id
            self.paper.show_paper(record, ready=meeting.state is MeetingState.FINISHED)
            self._show_meeting(meeting, record)

    def _show_meeting(self, meeting: Meeting, record: AuditRecord) -> None:
        self._state.show_look(self._look(meeting))
        self._facts.show_pairs(self._pairs(meeting, record))
        held = status(meeting)
        t, tn = self.t, self.ctx.words.ngettext
        self._points.set_rows(point_rows(meeting, self.t))
        self._people.set_rows(meeting.attendees)
        self._agreed.set_rows(meeting.actions)
        self._fit()
        said = t("{done} of {all} treated").format(done=held.done, all=held.points)
        duties = len(held.open_duties)
        missing = tn("{n} mandatory point is open", "{n} mandatory points are open", duties).format(n=duties)
        self._note(self._points_card, f"{said}, {missing}" if duties else said)
        there = held.in_room + held.remote
        people = tn("{n} person took part", "{n} people took part", there).format(n=there)
        self._note(self._people_card, people)
        self._note(self._action_card, str(len(meeting.actions) or ""))
        self._action_card.setVisible(bool(meeting.actions))

    def _fit(self) -> None:
        """Give each table the height of its rows: the page scrolls, not the tables."""
        for table in (self._points, self._people, self._agreed):
            rows = max(1, table.rows.rowCount()) * table.verticalHeader().defaultSectionSize()
            table.setFixedHeight(rows + table.horizontalHeader().sizeHint().height() + 4)

    def _note(self, card: Card, text: str) -> None:
        if card.header:
            card.header.set_note(text)

    def _look(self, meeting: Meeting) -> ChipLook:
        look = chip_look(meeting.state, self.t)
        held = self._times(meeting)
        return ChipLook(f"{look.text}  {held}" if held else look.text, look.icon, look.tone)

    def _times(self, meeting: Meeting) -> str:
        zone = ZoneInfo(meeting.zone)
        moments = [one.astimezone(zone) for one in (meeting.started_at, meeting.ended_at) if one]
        return "–".join(self.ctx.words.clock(one) for one in moments)

    def _pairs(self, meeting: Meeting, record: AuditRecord) -> list[tuple[str, str]]:
        t = self.t
        start = meeting.started_at or meeting.planned_start
        day = self.ctx.words.day(start.astimezone(ZoneInfo(meeting.zone)).date()) if start else ""
        site = next((one.name for one in record.sites if one.id == meeting.site_id), "")
        sides = [one.side for one in meeting.attendees if one.presence is not Presence.ABSENT]
        both = t("{client} of the client, {team} of the certification body")
        return [
            (t("State"), t(word(meeting.state))),
            (t("Day"), day),
            (t("Held"), self._times(meeting)),
            (t("Place"), ", ".join(part for part in (meeting.place, site) if part)),
            (t("Link"), meeting.link),
            (t("Chair"), meeting.chair),
            (t("People"), both.format(client=sides.count(Side.CLIENT), team=sides.count(Side.BODY))),
        ]
