"""What the chosen person may audit and what not: areas of competence, and bars with their last day (D-12)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.preparing import Bar, Competence
from app.domain.team_rules import AREA_WORDS
from app.ui.audit.row_list import RowLine
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.labels import PlainLabel, SectionHeader, set_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.services.person_files import PersonFile
    from app.ui.context import UiContext

_SUBJECT: Final = "subject"


class EntryRows(QWidget):
    """Rows of one kind that are edited in place, and a box with a button to add one more.

    Signals:
        wanted: the value of the box when a row is to be added.
        removed: id of the row to take out.
    """

    wanted = Signal(str)
    removed = Signal(str)

    def __init__(self, make: Callable[[Any], RowLine], title: str, verb: str) -> None:
        super().__init__()
        self._make = make
        self.lines: dict[str, RowLine] = {}
        self.box = EnumBox([], title=title)
        self.add = Button(verb, icon="plus")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS + 2)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.box, 1)
        row.addWidget(self.add)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(self._rows)
        column.addLayout(row)
        self.add.clicked.connect(self._on_add)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer what can be added; the first is chosen."""
        chosen = self.box.value
        self.box.set_choices(choices)
        if not self.box.value and choices:
            self.box.show_value(chosen or choices[0][0])

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the rows; lines that are there already keep focus and typing."""
        wanted = [row.id for row in rows]
        for gone in [key for key in self.lines if key not in wanted]:
            line = self.lines.pop(gone)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, row in enumerate(rows):
            if row.id not in self.lines:
                made = self._make(row)
                made.removed.connect(self.removed)
                self.lines[row.id] = made
                self._rows.insertWidget(place, made)
            self.lines[row.id].binder.show(row)

    def _on_add(self) -> None:
        if self.box.value:
            self.wanted.emit(self.box.value)


class PersonFileCard(Card):
    """Hidden until a person is chosen."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.t
        super().__init__(t("Competence and bars"), " ")
        self._ctx = ctx
        self._files: dict[str, PersonFile] = {}
        self._person_id = ""
        self.competences = EntryRows(self._competence, t("Area of competence"), t("Add the area"))
        self.bars = EntryRows(self._bar, t("Whom or what the person may not audit"), t("Add the bar"))
        self.add(SectionHeader(t("Competence"), t("area, code of the sector, proof, since")))
        self.add(self.competences)
        self.add(SectionHeader(t("May not audit"), t("usually for two years")))
        self.add(self.bars)
        self.competences.show_choices([(key, t(text)) for key, text in AREA_WORDS.items()])
        self.competences.wanted.connect(self._on_area)
        self.competences.removed.connect(partial(self._remove, "competence"))
        self.bars.wanted.connect(self._on_bar)
        self.bars.removed.connect(partial(self._remove, "bar"))
        self.hide()

    def show_files(self, files: tuple[PersonFile, ...]) -> None:
        """Take what is known about the people."""
        self._files = {one.id: one for one in files}
        self._fill()

    def show_person(self, person_id: str) -> None:
        """Show one person; the empty id shows none."""
        if person_id or not self._files:
            self._person_id = person_id
        self._fill()

    def _fill(self) -> None:
        file = self._files.get(self._person_id)
        set_shown(self, file is not None)
        if file is None:
            return
        if self.header:
            self.header.set_note(file.person.name)
        self.bars.show_choices([(_SUBJECT, self._ctx.t("A subject, in words")), *file.clients])
        self.competences.show_rows(file.competences)
        self.bars.show_rows(file.bars)

    def _competence(self, row: Competence) -> RowLine:
        t, line = self._ctx.t, RowLine(self._ctx, "competence", "")
        area = t(AREA_WORDS[row.area]) if row.area in AREA_WORDS else row.area
        said = {"area": area}
        line.row.addWidget(PlainLabel(area, wrap=True), 4)
        for field, name, placeholder, share in (
            ("standard", t("Standard, {area}"), t("Standard"), 2),
            ("code", t("Code, {area}"), t("Code"), 2),
            ("proof", t("Proof, {area}"), t("Proof"), 4),
        ):
            editor = line.form.bare_line(field)
            editor.setPlaceholderText(placeholder)
            line.add(field, name.format(**said), editor, share)
        line.add("since", t("Since, {area}").format(**said), line.form.bare_day("since"), 3)
        line.close_with(t("Remove {area}").format(**said))
        return line

    def _bar(self, row: Bar) -> RowLine:
        t, line = self._ctx.t, RowLine(self._ctx, "bar", "")
        clients = dict(self._files[self._person_id].clients)
        about = clients.get(row.client_id or "", row.subject or t("Subject"))
        said = {"about": about}
        line.row.addWidget(PlainLabel(clients.get(row.client_id or "", t("Subject")), wrap=True), 3)
        fields = [("reason", t("Reason, {about}"), t("Reason"), 4)]
        if row.client_id is None:
            fields.insert(0, ("subject", t("Subject, {about}"), t("Topic, requirement or name"), 4))
        for field, name, placeholder, share in fields:
            editor = line.form.bare_line(field)
            editor.setPlaceholderText(placeholder)
            line.add(field, name.format(**said), editor, share)
        line.add("until", t("Last day, {about}").format(**said), line.form.bare_day("until"), 3)
        line.close_with(t("Remove the bar on {about}").format(**said))
        return line

    def _on_area(self, area: str) -> None:
        teams = self._ctx.services.teams
        self._ctx.jobs.write(partial(teams.add_competence, self._person_id, Competence(area=area)))

    def _on_bar(self, value: str) -> None:
        if value != _SUBJECT:
            self._add_bar(Bar(client_id=value))
            return
        t = self._ctx.t
        ask = Confirm(
            self,
            t("What may {name} not audit?").format(name=self._files[self._person_id].person.name),
            t("A topic, a requirement (A.8.13), or a client that is not in this workspace."),
            verb=t("Add the bar"),
            keep=t("Cancel"),
            reason=t("Subject"),
            danger=False,
        )
        ask.confirmed.connect(self._on_subject)
        ask.open()

    def _on_subject(self, subject: str) -> None:
        self._add_bar(Bar(subject=subject))

    def _add_bar(self, bar: Bar) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.teams.add_bar, self._person_id, bar))

    def _remove(self, kind: str, row_id: str) -> None:
        self._ctx.jobs.write(partial(self._ctx.services.teams.remove_entry, kind, row_id))
