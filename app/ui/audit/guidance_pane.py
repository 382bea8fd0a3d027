"""What to look for: questions, typical evidence, typical failings and neighbours of a requirement, ours and the body's.

A help to think, never a checklist to tick: nothing here is marked as done.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.guidance import Source
from app.domain.kinds import GuidanceKind
from app.domain.sentences import N_
from app.ui.audit.guidance_own import OwnLines
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.clearing import clear
from app.ui.widgets.compound import Compound
from app.ui.widgets.jump_line import JumpLine
from app.ui.widgets.labels import PlainLabel, isolated
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from app.domain.guidance import Guidance
    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.audit.requirement_table import Sheet
    from app.ui.context import UiContext

_PARTS: Final = (
    ("questions", N_("Questions"), GuidanceKind.QUESTION),
    ("evidence", N_("Evidence to look at"), GuidanceKind.EVIDENCE),
    ("failings", N_("Typical failings"), GuidanceKind.FAILING),
)


class GuidanceLine(QFrame):
    """One text. Q takes it over as a question, N as a note; the arrows go to its neighbours.

    Signals:
        asked: the text is to become a question.
        noted: the text is to become a note.
    """

    asked = Signal(str)
    noted = Signal(str)

    def __init__(self, ctx: UiContext, text: str, kind: GuidanceKind) -> None:
        super().__init__()
        t = ctx.t
        self.text, self._kind = text, kind
        self.setObjectName("guidance")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setAccessibleDescription(t("Q: as a question, N: as a note"))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.S, Space.XS, Space.XS, Space.XS)
        row.setSpacing(Space.XS)
        row.addWidget(PlainLabel(text, wrap=True), 1)
        for icon, name, slot in (
            ("help", t("Take over as a question: {text}"), self._ask),
            ("note", t("Take over as a note: {text}"), self._note),
        ):
            button = IconButton(icon, name.format(text=text))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys of the line do the same
            button.clicked.connect(slot)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys of the line."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Q:
            self._ask()
        elif key == Qt.Key.Key_N:
            self._note()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.asked.emit(self.text)

    def _note(self) -> None:
        self.noted.emit(self.text)


class GuidancePane(Compound):
    """The texts for the chosen requirement, the body's own lines, and the way to read in a checklist.

    Signals:
        jumped: (page key, id) of a related requirement.
    """

    jumped = Signal(object)

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._audit_id, self._t = ctx, audit_id, ctx.t
        self._sheet: Sheet | None = None
        self._titles: dict[str, str] = {}
        self._ref, self._key = "", ""
        self._shown: object = None
        self._first: GuidanceLine | None = None
        self._texts = QVBoxLayout()
        self._texts.setSpacing(Space.XXS)
        self.own = OwnLines(ctx)
        self._import = Button(ctx.t("Read a checklist…"), "quiet", "upload")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(self._texts)
        column.addWidget(self.own)
        way = QHBoxLayout()
        way.addWidget(self._import)
        way.addStretch(1)
        column.addLayout(way)
        self._import.clicked.connect(self._on_import)

    def show_audit(self, record: AuditRecord, sheet: Sheet) -> None:
        """Learn the guidance of the criteria and the titles of the requirements."""
        self._sheet = sheet
        self._key = record.criteria[0].key if record.criteria else ""
        self._titles = {item.ref: item.title for criteria in record.criteria for item in criteria.items}

    def show_ref(self, ref: str) -> None:
        """Show the guidance for a requirement; unchanged texts keep the focus."""
        self._ref = ref
        if self._sheet is None:
            return
        layers = self._sheet.guidance.of(ref) if self._sheet.guidance else ()
        self.own.show_ref(self._key, ref, tuple(one for one in self._sheet.own if one.ref == ref))
        if (ref, layers) == self._shown:
            return
        self._shown = (ref, layers)
        clear(self._texts)
        self._first = None
        self.begin_with(self.own.entry)
        for name, title, kind in _PARTS:
            self._add(name, title, kind, layers)
        self._add_related(layers)
        if not layers:
            self._texts.addWidget(PlainLabel(self._t("There is no guidance for this requirement."), "small", "muted"))
        follow_layout(self)

    def _add(self, name: str, title: str, kind: GuidanceKind, layers: tuple[Guidance, ...]) -> None:
        texts = [(text, layer.source) for layer in layers for text in getattr(layer, name)]
        if not texts:
            return
        self._texts.addSpacing(Space.S)
        self._texts.addWidget(PlainLabel(self._t(title), "label"))
        for text, source in texts:
            if source is Source.BODY:
                continue  # stands below, where it can be changed
            line = GuidanceLine(self._ctx, text, kind)
            line.asked.connect(self._on_asked)
            line.noted.connect(self._on_noted)
            if self._first is None:
                self._first = line
                self.begin_with(line)
            self._texts.addWidget(line)

    def _add_related(self, layers: tuple[Guidance, ...]) -> None:
        refs = [ref for layer in layers for ref in layer.related]
        if refs:
            self._texts.addSpacing(Space.S)
            self._texts.addWidget(PlainLabel(self._t("Related requirements"), "label"))
        for ref in dict.fromkeys(refs):
            text = f"{isolated(ref)}  {self._titles.get(ref, '')}"
            line = JumpLine(text, ("fieldwork", f"requirement:{ref}"), "link", "muted")
            line.jumped.connect(self.jumped)
            self._texts.addWidget(line)

    def _on_asked(self, text: str) -> None:
        call = partial(self._ctx.services.questions.ask, self._audit_id, text, ref=self._ref)
        self._ctx.jobs.write(call, self._on_question)

    def _on_question(self, made: Made) -> None:
        del made
        self._ctx.notices.say(self._t("Taken over as a question on {ref}.").format(ref=isolated(self._ref)))

    def _on_noted(self, text: str) -> None:
        call = partial(self._ctx.services.notes.take, self._audit_id, f"{self._ref} {text}")
        self._ctx.jobs.write(call, self._on_note)

    def _on_note(self, made: Made) -> None:
        del made
        self._ctx.notices.say(self._t("Taken over as a note on {ref}.").format(ref=isolated(self._ref)))

    def _on_import(self) -> None:
        from app.ui.audit.checklist_dialog import ChecklistDialog  # noqa: PLC0415 - not before it is wanted

        ChecklistDialog(self, self._ctx, self._key).open()


__all__ = ["GuidanceLine", "GuidancePane"]
