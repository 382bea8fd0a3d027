"""Place, guide and people of the session that is chosen, entered once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.kept_line import KeptLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip_list import ChipLine, ChipList
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.domain.fieldwork import Session
    from app.ui.context import UiContext


class SessionCard(Card):
    """What evidence inherits from its session."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(margin=Space.M)
        self._ctx = ctx
        t = ctx.t
        self._binder = Binder(ctx, "session", audit_id, self)
        form = RowForm(self._binder)
        self._people = ChipList(ctx.words)
        self._entry = KeptLine(ctx)
        self._entry.setPlaceholderText(t("Name, function"))
        self._entry.returnPressed.connect(self._on_person)
        self._close = Button(t("End the session"), "quiet")
        self._close.clicked.connect(self._on_close)
        self.body.setSpacing(Space.S)
        self.add(form.line("place", t("Place")))
        self.add(form.line("guide", t("Guide")))
        self.add(FormField(t("People met"), self._entry))
        self.add(self._people)
        self.add(self._close)

    def show_session(self, session: Session) -> None:
        """Show a session."""
        self._binder.show(session)
        self._entry.keep_under(f"session_person:{session.id}")
        chips = [ChipLine(one.id, one.name, one.function, "person") for one in session.people]
        self._people.show_chips(chips, removable=False)
        self._close.setVisible(session.ended_at is None)

    def _on_person(self) -> None:
        name, _comma, function = self._entry.text().partition(",")
        if name.strip():
            add = self._ctx.services.sessions.add_person
            self._entry.send(partial(add, self._binder.row_id, name.strip(), function.strip()))

    def _on_close(self) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.sessions.close, self._binder.row_id))
