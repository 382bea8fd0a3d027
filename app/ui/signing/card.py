"""Everybody whose confirmation belongs to a paper, how far each is, and one key to the next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout

from app.domain.attestations import Duty, S, folded
from app.domain.blank_sheet import Sheet
from app.domain.kinds import Confirmation
from app.domain.words import word
from app.ui.signing.dialog import AttestationDialog
from app.ui.signing.words import told_changes
from app.ui.theme.metrics import Space
from app.ui.widgets import file_dialog
from app.ui.widgets.buttons import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.attestations import Matter
    from app.domain.attested_people import SignLine
    from app.services.attesting import SignSheet
    from app.ui.context import UiContext

_LOOKS: Final = {
    S.REFUSED: ("cross", "danger"),
    S.NOT_REQUIRED: ("slash", "neutral"),
    S.NOT_PRESENT: ("slash", "neutral"),
}


@dataclass(frozen=True, slots=True)
class SignRow:
    """A line of the table."""

    id: str
    line: SignLine


def sign_look(line: SignLine, t: Callable[[str], str]) -> ChipLook:
    """Return the chip of one person: the state, an earlier wording, or that the lead records attendance."""
    if not line.reading.current:
        return ChipLook(t("Earlier wording"), "warning", "warning")
    if line.state is S.OPEN:
        recorded = line.duty is Duty.RECORDED
        said = t(word(Confirmation.RECORDED_BY_LEAD)) if recorded else t(word(S.OPEN))
        return ChipLook(said, "check" if recorded else "open", "neutral" if recorded else "warning")
    icon, tone = _LOOKS.get(line.state, ("done", "ok"))
    return ChipLook(t(word(line.state)), icon, tone)


class SigningCard(Card):
    """People with state chips; Enter on a line opens it, `sign_next` the next who has not confirmed."""

    def __init__(
        self, ctx: UiContext, audit_id: str, title: str, sheet: Sheet, keys: str = "", *, narrow: bool = False
    ) -> None:
        super().__init__(title, " ")
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._blank, self._keys = sheet, keys
        self._matter: Matter | None = None
        self._sheet: SignSheet | None = None
        self._bytes = b""
        t = ctx.t
        self.next = Button(t("Next signature"), icon="sign")
        self.blank = Button(t("Empty sheet…"), "quiet", "print")
        self.blank.setAccessibleName(f"{title}: {self.blank.text()}")
        state = Column(
            "state", t("Confirmation"), partial(_state, t), chip=partial(_chip, t), chars=26 if narrow else 32
        )
        wide = (
            Column("name", t("Name"), _name, chars=20),
            Column("function", t("Function"), partial(_function, t)),
            Column("side", t("Side"), partial(_side, t), chars=16),
            state,
        )
        columns = (Column("name", t("Name"), _name), state) if narrow else wide
        self.table = Table(title, columns, _name)
        self.table.setProperty("bare", "true")
        self._said = PlainLabel("", "small", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.next)
        row.addWidget(self.blank)
        row.addStretch(1)
        self.add(self._said)
        self.add(self.table)
        self.add_layout(row)
        self._said.hide()
        self.table.opened.connect(self._on_opened)
        self.next.clicked.connect(self.sign_next)
        self.blank.clicked.connect(self._on_blank)

    def show_matter(self, matter: Matter, *, open_: bool = True) -> None:
        """Fetch and show a matter; `open_` is False once nothing can be confirmed any more."""
        if self._matter != matter:
            self._sheet = None
        self._matter = matter
        self.next.setEnabled(open_)
        self._ctx.jobs.read(partial(self._ctx.services.attesting.sheet, self._audit_id, matter), self._on_sheet)

    def sign_next(self) -> None:
        """Open the next person who has not confirmed; else the chosen one, else the first without a record."""
        if self._sheet is None or not self.next.isEnabled():
            return
        lines = self._sheet.lines
        waiting = [one for one in lines if one.waits]
        chosen = self.table.selected
        fresh = [one for one in lines if one.latest is None and one.state is S.OPEN]
        line = next(iter(waiting or ([chosen.line] if chosen else fresh) or lines), None)
        if line is not None:
            self._open(line)

    def sign(self, name: str) -> None:
        """Open one person by name."""
        lines = self._sheet.lines if self._sheet else ()
        line = next((one for one in lines if folded(one.name) == folded(name)), None)
        if line is not None:
            self._open(line)

    def _on_sheet(self, sheet: SignSheet) -> None:
        if sheet.matter != self._matter:
            return
        self._sheet = sheet
        self.table.set_rows([SignRow(f"{place}", one) for place, one in enumerate(sheet.lines)])
        rows = max(1, len(sheet.lines)) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
        waiting = [one for one in sheet.lines if one.waits]
        signed = sum(one.done for one in sheet.lines)
        if self.header:
            said = self._t("{n} of {all} recorded").format(n=signed, all=len(sheet.lines))
            self.header.set_note(said if sheet.lines else "")
        t = self._t
        text = t("Next: {name}").format(name=waiting[0].name) if waiting else t("Record a signature")
        self.next.setText(text.replace("&", "&&"))
        self.next.setToolTip(self._keys)
        changed = [one for one in sheet.lines if not one.reading.current]
        self._show_changed(changed)

    def _show_changed(self, changed: list[SignLine]) -> None:
        """Say below the title where the wording changed since somebody confirmed it."""
        self._said.setText(told_changes(changed[0].reading, self._t) if changed else "")
        self._said.setVisible(bool(changed))

    def _on_opened(self, row: SignRow) -> None:
        if self.next.isEnabled():
            self._open(row.line)

    def _open(self, line: SignLine) -> None:
        if self._sheet is not None:
            AttestationDialog(self, self._ctx, self._audit_id, self._sheet, line).open()

    def _on_blank(self) -> None:
        call = partial(self._ctx.services.attesting.blank, self._audit_id, self._blank)
        self._ctx.jobs.read(call, self._on_made)

    def _on_made(self, data: bytes) -> None:
        self._bytes = data
        name = f"{self._blank.value}-sheet.pdf"
        file_dialog.choose_target(self, self._t("Save the empty sheet"), name, self._on_target, "PDF (*.pdf)")

    def _on_target(self, path: str) -> None:
        from pathlib import Path  # noqa: PLC0415 - rarely wanted

        from app.services.outgoing import write_out  # noqa: PLC0415 - as above

        self._ctx.jobs.read(partial(write_out, Path(path), self._bytes, replace=True), self._on_written)

    def _on_written(self, done: object) -> None:
        del done
        self._ctx.notices.say(self._t("Saved. It can be printed now."), tone="ok")


def _name(row: SignRow) -> str:
    return row.line.name


def _function(t: Callable[[str], str], row: SignRow) -> str:
    return row.line.told(t)


def _side(t: Callable[[str], str], row: SignRow) -> str:
    return t(word(row.line.side))


def _state(t: Callable[[str], str], row: SignRow) -> str:
    return sign_look(row.line, t).text


def _chip(t: Callable[[str], str], row: SignRow) -> ChipLook:
    return sign_look(row.line, t)
