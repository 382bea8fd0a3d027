"""The search: one line, filters as chips, hits by kind while typing. Arrows move, Enter goes there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget

from app.domain.search import Hits, SearchChoices, SearchFilters, SearchProgress
from app.ui.search.delegate import HitDelegate
from app.ui.search.filters import FilterLine
from app.ui.search.jump import place_of
from app.ui.search.model import HitModel, Line
from app.ui.theme.metrics import Space
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.page import Page
from app.ui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from app.ui.context import UiContext
    from app.ui.jobs import Job

WAIT_MS: Final = 40
EACH: Final = 6
MOST: Final = 200
_NOTHING_YET, _NONE, _HITS = 0, 1, 2
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchPage(Page):
    """Keeps words and filters while other pages are shown, so that one goes through hits and comes back."""

    def __init__(self, ctx: UiContext) -> None:
        t = ctx.words.gettext
        super().__init__(t("Search"), t("Everything in this workspace, and the text inside files"), scrolls=False)
        self._ctx, self._t = ctx, t
        self._asked = 0
        self._jobs: list[Job] = []
        self.line = SearchLine(t('Words, "phrases", -without'))
        self.filter = FilterLine(ctx.words, date.today)
        self.hits = HitModel(ctx.words)
        self.list = self._make_list()
        self._said = PlainLabel("", "small", "muted")
        self._progress = PlainLabel("", "small", "muted")
        self._progress.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._begin())
        self._stack.addWidget(self._no_hits())
        self._stack.addWidget(self.list)
        self.body.setSpacing(Space.M)
        for part in (self.line, self.filter, self._said, self._progress):
            self.body.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._look = QTimer(self, singleShot=True, interval=1500)
        self._look.timeout.connect(self._ask_state)
        self.line.textChanged.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.filter.changed.connect(self._on_filters)
        self.filter.days_wanted.connect(self._on_days)

    def load(self) -> None:
        """Fetch what can be filtered by, ask again (things may have changed), and hurry the index."""
        self._ask_choices()
        self._ask_state()
        self._on_typed()

    def arrive(self) -> None:
        """Begin in the line, its words chosen, so that typing begins anew."""
        self.line.setFocus()
        self.line.selectAll()

    def show_item(self, item_id: str) -> None:
        """Search in one audit from the start (`audit:` and its id)."""
        name, _colon, key = item_id.partition(":")
        if name == "audit" and key:
            self.filter.set_filters(SearchFilters(audit_id=key))
        self.arrive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter work in the list while the cursor stays in the line."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines again."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("hits")
        view.setModel(self.hits)
        view.setItemDelegate(HitDelegate(view))
        view.setAccessibleName(self._t("What was found"))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMouseTracking(True)
        view.activated.connect(self._on_activated)
        view.clicked.connect(self._on_activated)
        return view

    def _begin(self) -> EmptyState:
        t = self._t
        return EmptyState(
            "search",
            t("What are you looking for?"),
            t(
                "Notes, evidence, findings, documents, people, meetings and the text inside files. Accents do not"
                " matter; a requirement or a number is found as it is written, for example A.8.24 or POL-007."
            ),
        )

    def _no_hits(self) -> EmptyState:
        t = self._t
        return EmptyState(
            "search",
            t("Nothing found"),
            t("Try fewer or shorter words, or take filters away. What is withdrawn is not searched."),
        )

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _MOVES and self.hits.lines:
            self._move(_MOVES[key])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_activated(self.list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
            return True
        return False

    def _move(self, step: int) -> None:
        """Go to the next line that can be chosen."""
        count = self.hits.rowCount()
        row = min(max(self.list.currentIndex().row() + step, 0), count - 1)
        way = 1 if step > 0 else -1
        while 0 <= row < count and not self.hits.flags(self.hits.index(row)) & Qt.ItemFlag.ItemIsSelectable:
            row += way
        if 0 <= row < count:
            self.list.setCurrentIndex(self.hits.index(row))
        elif way < 0:
            self.list.scrollToTop()

    def _on_typed(self) -> None:
        self._timer.start()

    def _on_filters(self) -> None:
        self._ask_choices()
        self._ask()

    def _ask(self) -> None:
        """Ask the index; what was asked before and is not answered yet is forgotten."""
        self._timer.stop()
        self._asked += 1
        for job in self._jobs:
            job.cancel()
        text = self.line.text()
        if not text.strip():
            self._jobs = []
            self._show(Hits(), typed=False)
            return
        each = 0 if self.filter.filters.kinds else EACH
        call = partial(self._ctx.services.search.find, text, self.filter.filters, MOST, 0, each)
        self._jobs = [self._ctx.jobs.read(partial(_numbered, self._asked, call), self._on_hits)]

    def _on_hits(self, answer: tuple[int, Hits]) -> None:
        number, hits = answer
        if number == self._asked:
            self._show(hits, typed=True)

    def _show(self, hits: Hits, *, typed: bool) -> None:
        self.hits.show_hits(hits)
        self._stack.setCurrentIndex(_HITS if hits.hits else _NONE if typed else _NOTHING_YET)
        self._said.setText(self._sum(hits) if hits.hits else "")
        set_shown(self._said, bool(hits.hits))
        first = next((row for row, line in enumerate(self.hits.lines) if line.hit is not None), -1)
        if first >= 0:
            self.list.setCurrentIndex(self.hits.index(first))
            self.list.scrollToTop()

    def _sum(self, hits: Hits) -> str:
        if hits.more:
            return self._t("More than {count} hits: the newest are shown.").format(count=2000)
        return self._ctx.tn("{n} hit", "{n} hits", hits.total).format(n=hits.total)

    def _on_activated(self, index: QModelIndex) -> None:
        line = self.hits.lines[index.row()] if 0 <= index.row() < len(self.hits.lines) else None
        if not isinstance(line, Line):
            return
        if line.hit is None:
            if line.shown < line.count:
                self.filter.choose_kind(line.kind)
            return
        place = place_of(line.hit)
        self._ctx.navigator.go(place.key, place.audit_id, place.item_id)

    def _on_days(self) -> None:
        from app.ui.search.days import DaysDialog  # noqa: PLC0415 - seldom

        dialog = DaysDialog(self, self._ctx.words, self.filter.filters)
        dialog.taken.connect(self._on_days_taken)
        dialog.open()

    def _on_days_taken(self, first: date | None, last: date | None) -> None:
        self.filter.set_filters(replace(self.filter.filters, first=first, last=last))

    def _ask_choices(self) -> None:
        call = partial(self._ctx.services.search.choices, self.filter.filters.audit_id)
        self._ctx.jobs.read(call, self._on_choices)

    def _on_choices(self, choices: SearchChoices) -> None:
        self.filter.show_choices(choices)

    def _ask_state(self) -> None:
        self._ctx.jobs.read(self._ctx.services.search.state, self._on_state)

    def _on_state(self, state: SearchProgress) -> None:
        tn = self._ctx.tn
        said = ""
        if state.rows_left:
            said = tn("{n} entry is still being taken up", "{n} entries are still being taken up", state.rows_left)
            said = said.format(n=state.rows_left)
        elif state.files_left:
            said = tn("{n} file is still being read", "{n} files are still being read", state.files_left)
            said = said.format(n=state.files_left)
        was_shown = not self._progress.isHidden()
        self._progress.setText(said)
        set_shown(self._progress, bool(said))
        if said and self.isVisible():
            self._look.start()
        if was_shown and self.isVisible():
            self._timer.start()  # there may be more to find now


def _numbered(number: int, call: partial[Hits]) -> tuple[int, Hits]:
    return number, call()
