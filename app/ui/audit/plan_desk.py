"""Carries changes of a plan to the record, in their order, also to rows that are only on their way there.

Once the client has accepted the plan every change needs a reason (17021-1, 9.4.8): it is asked once, in a small dialog,
and holds for what follows until another one is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.plan_rows import accepted
from app.ui.widgets.dialog import Confirm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.record import AuditRecord, TimetableRow
    from app.services.container import Services
    from app.ui.context import UiContext

Fields = Mapping[str, Any]
Call = Callable[[str], object]
"""A change that still wants its reason."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change with the rows and fields it is about."""

    call: Call
    row_id: str = ""
    names: tuple[str, ...] = ()
    temporary: str = ""


class PlanDesk(QObject):
    """The verbs of the plan for the windows over it.

    Signals:
        took: a key for now and the key the row got in the record.
        lost: key of a row that the record refused.
        written: id of a row and names of fields that are the record's now.
        refused: id of a row and names of fields that stay as they were.
        reason_changed: the reason in force for changes of an accepted plan, empty for none.
    """

    took = Signal(str, str)
    lost = Signal(str)
    written = Signal(str, object)
    refused = Signal(str, object)
    reason_changed = Signal(str)

    def __init__(self, ctx: UiContext, audit_id: str, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._audit_id, self._window = ctx, audit_id, window
        self._ids: dict[str, str] = {}
        self._accepted = False
        self._reason = ""
        self._waiting: list[_Wish] = []
        self._asking = False

    @property
    def needs_reason(self) -> bool:
        """Tell whether the client has accepted the plan."""
        return self._accepted

    def follow(self, record: AuditRecord) -> None:
        """Take note of how far the plan is."""
        was, self._accepted = self._accepted, accepted(record)
        if was != self._accepted:
            self._reason = ""
            self.reason_changed.emit("")

    def forget_reason(self) -> None:
        """Ask for another reason at the next change."""
        self._reason = ""
        self.reason_changed.emit("")

    # verbs ------------------------------------------------------------------------------------------------------

    def add(self, row: TimetableRow) -> None:
        """Make a row of the plan; `row.id` is its key for now (`~3`)."""
        clean = replace(row, id="", label="")
        self._send(_Wish(partial(self._add, row.id, clean), temporary=row.id))

    def change(self, row_id: str, fields: Fields) -> None:
        """Change fields of a row."""
        self._send(_Wish(partial(self._change, row_id, dict(fields)), row_id, tuple(fields)))

    def change_each(self, fields: Mapping[str, Fields]) -> None:
        """Change several rows in one step."""
        if fields:
            self._send(_Wish(partial(self._change_each, {one: dict(found) for one, found in fields.items()})))

    def remove(self, ids: Sequence[str]) -> None:
        """Take rows out of the plan."""
        if ids:
            self._send(_Wish(partial(self._remove, tuple(ids))))

    def take(self, rows: Sequence[TimetableRow], *, instead: bool = False) -> None:
        """Put rows into the plan in one step, if wanted in place of all that is there."""
        clean = tuple(replace(row, id="", label="") for row in rows)
        if clean:
            self._send(_Wish(partial(self._take, clean, instead)))

    # in the writer ----------------------------------------------------------------------------------------------

    @property
    def _services(self) -> Services:
        return self._ctx.services

    def _add(self, temporary: str, row: TimetableRow, reason: str) -> object:
        made = self._services.plans.add_row(self._audit_id, row, reason)
        self._ids[temporary] = made.id
        return made

    def _change(self, row_id: str, fields: dict[str, Any], reason: str) -> object:
        real = self._ids.get(row_id, row_id)
        if real.startswith("~"):
            return None  # its adding was refused, and that was said
        return self._services.plans.change_row(real, reason, **fields)

    def _change_each(self, fields: dict[str, dict[str, Any]], reason: str) -> object:
        return self._services.plans.change_each(
            {self._ids.get(one, one): found for one, found in fields.items()}, reason
        )

    def _remove(self, ids: tuple[str, ...], reason: str) -> Changes:
        return self._services.plans.remove_rows([self._ids.get(one, one) for one in ids], reason)

    def _take(self, rows: tuple[TimetableRow, ...], instead: bool, reason: str) -> Changes:  # noqa: FBT001 - by partial
        return self._services.plans.take(self._audit_id, rows, replace=instead, reason=reason)

    # reasons ----------------------------------------------------------------------------------------------------

    def _send(self, wish: _Wish) -> None:
        if not self._accepted or self._reason:
            self._write(wish)
            return
        self._waiting.append(wish)
        if not self._asking:
            self._ask()

    def _ask(self) -> None:
        t = self._ctx.t
        self._asking = True
        ask = Confirm(
            self._window,
            t("The client has accepted this plan"),
            t("What is changed now is kept as a deviation with its reason and stands in the report."),
            verb=t("Change the plan"),
            keep=t("Leave it as it was"),
            reason=t("Reason"),
            danger=False,
        )
        ask.confirmed.connect(self._on_reason)
        ask.rejected.connect(self._on_left)
        ask.open()

    def _on_reason(self, reason: str) -> None:
        self._asking, self._reason = False, reason
        self.reason_changed.emit(reason)
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            self._write(wish)

    def _on_left(self) -> None:
        self._asking = False
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            self._drop(wish)

    def _drop(self, wish: _Wish) -> None:
        if wish.temporary:
            self.lost.emit(wish.temporary)
        self.refused.emit(wish.row_id, wish.names)

    # writing ----------------------------------------------------------------------------------------------------

    def _write(self, wish: _Wish) -> None:
        job = _Writing(self, wish)
        reason = self._reason if self._accepted else ""
        self._ctx.jobs.write(partial(wish.call, reason), job.on_done, job.on_failed, urgent=True)

    def on_done(self, wish: _Wish, value: object) -> None:
        """Tell that a change is the record's."""
        if wish.temporary:
            self.took.emit(wish.temporary, str(getattr(value, "id", "")))
        else:
            self.written.emit(self._ids.get(wish.row_id, wish.row_id), wish.names)

    def on_failed(self, wish: _Wish, problem: BaseException) -> None:
        """Say why a change was refused, and show the record again."""
        self._drop(replace(wish, row_id=self._ids.get(wish.row_id, wish.row_id)))
        self._ctx.jobs.problem.emit(problem)


class _Writing(QObject):
    """One change under way."""

    def __init__(self, desk: PlanDesk, wish: _Wish) -> None:
        super().__init__(desk)
        self._desk, self._wish = desk, wish

    def on_done(self, value: object) -> None:
        """Tell the desk, then go."""
        self._desk.on_done(self._wish, value)
        self.deleteLater()

    def on_failed(self, problem: BaseException) -> None:
        """Tell the desk, then go."""
        self._desk.on_failed(self._wish, problem)
        self.deleteLater()
