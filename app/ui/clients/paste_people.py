"""A pasted list of people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.people_import import PersonLine
from app.ui.clients.preview_dialog import PreviewDialog
from app.ui.clients.rows_section import lines
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from app.domain.problems import Problem
    from app.translation import Words
    from app.ui.context import UiContext


class PeopleDialog(PreviewDialog):
    """One person per line, in whatever order function, e-mail and phone stand."""

    def __init__(self, parent: QWidget | None, ctx: UiContext, client_id: str, text: str = "") -> None:
        example = ctx.t("Eva Example; chief executive; eva@example.org; +49 30 123456")
        super().__init__(parent, ctx, ctx.t("Paste a list of people"), _columns(ctx.words, self.doubts), example)
        self._client_id = client_id
        self._lines: tuple[PersonLine, ...] = ()
        self.fill_body()
        self.begin(text)

    def name_of(self, row: PersonLine) -> str:
        """Return the name of the person, or the number of the line."""
        return row.contact.name if row.contact else self.t("Line {n}").format(n=row.line)

    def read(self, text: str) -> None:
        """Read the lines."""
        call = partial(self.ctx.services.registers.preview_people, self._client_id, text)
        self.ctx.jobs.read(call, self._on_read, self.show_problem)

    def write(self) -> None:
        """Enter everybody who was understood, in one step of undo."""
        people = tuple(line.contact for line in self._lines if line.contact is not None)
        call = partial(self.ctx.services.client_file.add_many, self._client_id, people)
        self.ctx.jobs.write(call, self.on_taken, self.show_problem)

    def _on_read(self, lines: tuple[PersonLine, ...]) -> None:
        self._lines = lines
        count = sum(line.contact is not None for line in lines)
        said = self.t("{n} of {all} lines would be taken over.").format(n=count, all=len(lines))
        self.show_found(lines, count, said if lines else "")


def _columns(words: Words, said: Callable[[Sequence[Problem]], str]) -> tuple[Column, ...]:
    t = words.gettext
    return (
        Column("line", t("Line"), lambda row: str(row.line), lambda row: row.line, chars=4, right=True),
        Column("step", t("Result"), lambda row: _look(row, t).text, chip=lambda row: _look(row, t), chars=12),
        Column("person", t("Person"), _person),
        Column("doubts", t("Remarks"), lambda row: said(row.doubts)),
    )


def _person(row: PersonLine) -> str:
    one = row.contact
    return lines(one.name, one.function, one.email, one.phone) if one else ""


def _look(row: PersonLine, t: Callable[[str], str]) -> ChipLook:
    if row.contact is None:
        return ChipLook(t("Left out"), "slash", "neutral")
    return ChipLook(t("Doubt"), "warning", "warning") if row.doubts else ChipLook(t("New"), "plus", "ok")
