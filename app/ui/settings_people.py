"""The people of the body who use this workspace, and who is using it now."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.client import Person
from app.domain.errors import AuditError
from app.ui.kept_line import KeptText
from app.ui.saying import say
from app.ui.settings_body import side_by_side
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.form_field import FormField
from app.ui.widgets.problem_line import Banner
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from app.ui.context import UiContext


class PeopleCard(Card):
    """Every entry of the record carries the name of the person who made it.

    Signals:
        chosen: id of the person that is chosen in the table, empty if none.
    """

    chosen = Signal(str)

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("People"), t("every entry carries the name of who made it"))
        self._ctx = ctx
        self._me = ""
        self._banner = Banner()
        self._banner.hide()
        self._table = Table(t("People"), self._columns(), attrgetter("name"))
        self._table.show_lines(3)
        self._table.row_selected.connect(self._on_selected)
        self._i_am = Button(t("This is me"), icon="person")
        self._i_am.setEnabled(False)
        self._i_am.clicked.connect(self._on_i_am)
        self._name, self._initials, self._function = AutosaveLine(), AutosaveLine(), AutosaveLine()
        self._draft = KeptText(ctx, self._typed, self._put_back, self)
        for line in (self._name, self._initials, self._function):
            line.typed.connect(self._draft.keep)
            line.left.connect(self._draft.keep)
        self._add = Button(t("Add the person"), icon="plus")
        self._add.clicked.connect(self._on_add)
        self._name_field = FormField(t("Name of the person"), self._name)
        self._initials_field = FormField(t("Initials"), self._initials, t("They number evidence and findings: AB-12."))
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        t = self._ctx.t
        return (
            Column("name", t("Name"), attrgetter("name")),
            Column("initials", t("Initials"), attrgetter("initials"), chars=10),
            Column("function", t("Function"), attrgetter("function"), chars=24),
            Column("me", t("Uses this workspace"), self._said_me, chars=18),
        )

    def _said_me(self, person: Person) -> str:
        return self._ctx.t("yes, now") if person.id == self._me else ""

    def _lay_out(self) -> None:
        self.add(self._banner)
        self.add(self._table)
        row = QHBoxLayout()
        row.addWidget(self._i_am)
        row.addStretch(1)
        self.add_layout(row)
        function = FormField(self._ctx.t("Function"), self._function)
        self.add(side_by_side(self._name_field, self._initials_field, function))
        last = QHBoxLayout()
        last.setSpacing(Space.S)
        last.addWidget(self._add)
        last.addStretch(1)
        self.add_layout(last)

    def show_people(self, people: tuple[Person, ...], me: Person | None) -> None:
        """Show the people and who uses the workspace."""
        self._draft.open("person")
        self._me = me.id if me else ""
        self._table.set_rows(people)
        if people and not self._table.selected_id:  # else Tab into the table chooses one, and a card comes up below
            self._table.select(self._me or people[0].id)
        missing = self._ctx.t("Say who you are: add yourself, then choose “This is me”.")
        self._banner.show_text("" if me else missing, "warning")

    def _on_selected(self, person: Person | None) -> None:
        self._i_am.setEnabled(person is not None and person.id != self._me)
        self.chosen.emit(person.id if person is not None else "")

    def _on_i_am(self) -> None:
        person_id = self._table.selected_id
        if person_id:
            self._ctx.jobs.write(partial(self._ctx.services.body.i_am, person_id), self._on_said)

    def _on_said(self, value: object) -> None:
        del value
        self._ctx.jobs.read(self._fetch, self._on_fetched)

    def _fetch(self) -> tuple[tuple[Person, ...], Person | None]:
        return self._ctx.services.body.people(), self._ctx.services.body.me()

    def _on_fetched(self, found: tuple[tuple[Person, ...], Person | None]) -> None:
        self.show_people(*found)

    def _on_add(self) -> None:
        person = Person(
            name=self._name.text().strip(),
            initials=self._initials.text().strip().upper(),
            function=self._function.text().strip(),
        )
        if not person.initials:
            self._initials_field.show_problem(self._ctx.t("Initials are needed for the numbers."))
            self._initials.setFocus()
            return
        self._initials_field.show_problem("")
        self._draft.send(partial(self._ctx.services.body.add_person, person), self._on_added, self._on_refused)

    def _typed(self) -> str:
        return "\n".join(line.text() for line in (self._name, self._initials, self._function))

    def _put_back(self, text: str) -> None:
        for line, part in zip((self._name, self._initials, self._function), text.split("\n"), strict=False):
            line.show_text(part)

    def _on_added(self, made: object) -> None:
        del made
        self._name_field.show_problem("")
        lines = (self._name, self._initials, self._function)
        for line in lines:
            line.clear()
        for line in lines:  # only once all are empty: each keeps what stands in all of them
            line.finish()
        self._draft.keep()
        self._on_said(None)

    def _on_refused(self, problem: BaseException) -> None:
        if isinstance(problem, AuditError):
            self._name_field.show_problem(say(self._ctx.words, problem))
            self._name.setFocus()
        else:
            self._ctx.jobs.problem.emit(problem)
