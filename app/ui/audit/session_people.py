"""The people present in a session, of both sides: entered once, late ones with the time they came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.capture_offers import Offer
from app.domain.kinds import Side
from app.domain.session_now import planned_people
from app.domain.words import word
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.clearing import clear
from app.ui.widgets.compound import Compound
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import ElidedLabel, isolated
from app.ui.widgets.offer_popup import OfferPopup

if TYPE_CHECKING:
    from app.domain.fieldwork import Session, SessionPerson
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class PersonLine(QWidget):
    """One person: name, function, side; buttons for "came just now" and for taking off.

    Signals:
        came: the person came just now.
        removed: the person was not there.
    """

    came = Signal(str)
    removed = Signal(str)

    def __init__(self, ctx: UiContext, person: SessionPerson, zone: str) -> None:
        super().__init__()
        self._id, t = person.id, ctx.t
        came = person.arrived_at.astimezone(ZoneInfo(zone or "UTC")) if person.arrived_at else None
        arrived = t("from {time}").format(time=isolated(f"{came:%H:%M}")) if came else ""
        side = "" if person.side is Side.CLIENT else t(word(person.side))
        said = "  ·  ".join(part for part in (person.function, side, arrived) if part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(ElidedLabel(isolated(person.name), "body"))
        if said:
            texts.addWidget(ElidedLabel(said, "small", "muted"))
        row.addLayout(texts, 1)
        if person.arrived_at is None:
            clock = IconButton("clock", t("{name} came just now").format(name=person.name))
            clock.clicked.connect(self._on_came)
            row.addWidget(clock)
        close = IconButton("close", t("{name} was not there").format(name=person.name))
        close.clicked.connect(self._on_removed)
        row.addWidget(close)

    def _on_came(self) -> None:
        self.came.emit(self._id)

    def _on_removed(self) -> None:
        self.removed.emit(self._id)


class SessionPeople(Compound):
    """The list, and the line `name, function` with the side beside it."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, t = ctx, ctx.t
        self._session: Session | None = None
        self._known: dict[str, str] = {}
        self._planned: tuple[str, ...] = ()
        self._shown: tuple[SessionPerson, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS)
        self.entry = KeptLine(ctx)
        self.entry.setPlaceholderText(t("Name, function"))
        self.entry.setAccessibleName(t("A person present"))
        self._popup = OfferPopup(self.entry, self._offers, "")
        self._side = EnumBox([(one.value, t(word(one))) for one in Side], Side.CLIENT.value, t("Side"))
        self._plan = Button(t("Those of the plan"), "quiet", "plus")
        self._plan.hide()
        entry = QHBoxLayout()
        entry.setSpacing(Space.XS)
        entry.addWidget(self._side, 1)
        entry.addWidget(self._plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._rows)
        column.addWidget(self.entry)
        column.addLayout(entry)
        self.begin_with(self.entry)
        self.entry.returnPressed.connect(self._on_person)
        self._plan.clicked.connect(self._on_plan)

    def set_title(self, title: str) -> None:
        """Give the line a spoken name."""
        self.entry.setAccessibleName(title)

    def show_people(self, record: AuditRecord, session: Session) -> None:
        """Show who is present, and offer who may come."""
        self._session = session
        self.entry.keep_under(f"session_person:{session.id}")
        self._known = {one.name: one.function for one in record.client.contacts}
        self._known |= {one.name: one.initials for one in record.team}
        row = next((one for one in record.timetable if one.id == session.timetable_row_id), None)
        there = {one.name for one in session.people}
        self._planned = tuple(one for one in planned_people(row) if one not in there) if row else ()
        self._plan.setVisible(bool(self._planned))
        self._plan.setToolTip(", ".join(self._planned))
        if session.people != self._shown:
            self._shown = session.people
            clear(self._rows)
            for person in session.people:
                line = PersonLine(self._ctx, person, session.zone)
                line.came.connect(self._on_came)
                line.removed.connect(self._on_removed)
                self._rows.addWidget(line)

    def _offers(self, text: str, cursor: int) -> tuple[Offer, ...]:
        wanted = text[:cursor].strip().casefold()
        there = {one.name for one in self._session.people} if self._session else set()
        if not wanted or "," in text:
            return ()
        return tuple(
            Offer(0, f"{name}, {function}" if function else name)
            for name, function in self._known.items()
            if name not in there
            and any(part.startswith(wanted) for part in (name.casefold(), *name.casefold().split()))
        )[:8]

    def _on_person(self) -> None:
        name, _comma, function = self.entry.text().partition(",")
        if name.strip() and self._session is not None:
            side = Side(self._side.value)
            add = self._ctx.services.sessions.add_person
            self.entry.send(partial(add, self._session.id, name.strip(), function.strip(), side))

    def _on_plan(self) -> None:
        if self._session is not None:
            for name in self._planned:
                add = self._ctx.services.sessions.add_person
                self._ctx.jobs.write(partial(add, self._session.id, name, self._known.get(name, "")))

    def _on_came(self, person_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.sessions.came_now, person_id))

    def _on_removed(self, person_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.sessions.remove_person, person_id))
