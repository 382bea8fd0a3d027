"""The form that makes a workspace: five words are offered, an own password is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout

from app.ui.theme.metrics import Space
from app.ui.theme.theme import set_font
from app.ui.unlock_parts import GateForm, SecretField
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.compound import Compound
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.gate import WorkspaceGate
    from app.ui.jobs import Jobs

ENOUGH_BITS: Final = 50
_FULL_BITS: Final = 80
_OFFERED, _OWN = "offered", "own"


class CreateForm(GateForm):
    """Offers a passphrase or takes a password; either is typed once more before the workspace is made.

    Signals:
        create_asked: the password.
    """

    create_asked = Signal(str)

    def __init__(self, words: Words, gate: WorkspaceGate, jobs: Jobs, *, sample: bool) -> None:
        t = words.gettext
        text = t("Everything you record lies in one encrypted file in this folder. Nothing ever leaves this computer.")
        super().__init__(words, t("Create your workspace"), text, sample=sample)
        self._gate, self._jobs = gate, jobs
        choices = (Choice(_OFFERED, t("Five words")), Choice(_OWN, t("My own password")))
        self._choice = ChoiceRow(choices, _OFFERED)
        self.body.addWidget(FormField(t("Password"), self._choice))
        self._offer = _Offer(words)
        self._own = _OwnPassword(words)
        self._again = SecretField(words)
        self._again_field = FormField(t("Type it once more"), self._again)
        self._button = Button(t("Create the workspace"), "primary", "shield")
        for widget in (self._offer, self._own, self._again_field, self._button):
            self.body.addWidget(widget)
        self._own.hide()
        self._strong = False
        self._measured = ""
        self._connect()
        self._update()

    def _connect(self) -> None:
        self._choice.chosen.connect(self._on_choice)
        self._offer.another_asked.connect(self._ask_for_words)
        self._own.changed.connect(self._on_own)
        self._again.line.textChanged.connect(self._update)
        self._again.line.returnPressed.connect(self._on_create)
        self._button.clicked.connect(self._on_create)

    def begin(self) -> None:
        """Put the cursor where the passphrase is typed; it is fetched once its place was painted."""
        self._again.setFocus()

    def forget(self) -> None:
        """Empty all fields once the workspace is made."""
        self._again.line.clear()
        self._own.clear()
        self._offer.show_words("")
        self.set_busy(busy=False)

    @property
    def password(self) -> str:
        """Return the password that is chosen now."""
        return self._offer.text if self._choice.value == _OFFERED else self._own.text

    def show_failure(self, problem: BaseException) -> None:
        """Say why."""
        self._button.setText(self._words.gettext("Create the workspace"))
        super().show_failure(problem)

    def _ask_for_words(self) -> None:
        self._jobs.read(self._gate.suggest_passphrase, self._on_words)

    def _on_words(self, text: str) -> None:
        self._offer.show_words(text)
        self._update()

    def _on_choice(self, value: str) -> None:
        self._offer.setVisible(value == _OFFERED)
        self._own.setVisible(value == _OWN)
        self._again.line.clear()
        (self._own if value == _OWN else self._again).setFocus()
        self._update()

    def _on_own(self, text: str) -> None:
        self._strong = False
        self._measured = text
        self._jobs.read(lambda: (text, self._gate.strength(text)), self._on_strength)
        self._update()

    def _on_strength(self, found: tuple[str, float]) -> None:
        text, bits = found
        if text == self._measured:
            self._strong = bits >= ENOUGH_BITS
            self._own.show_strength(bits)
            self._update()

    def _update(self) -> None:
        typed = self._again.line.text()
        good = self._strong or self._choice.value == _OFFERED
        same = bool(typed) and _tidy(typed) == _tidy(self.password)
        self._button.setEnabled(good and same)
        differs = bool(typed) and not _tidy(self.password).startswith(_tidy(typed))
        self._again_field.show_problem(self._words.gettext("This is something else.") if differs else "")

    def _on_create(self) -> None:
        if self._button.isEnabled() and self._card.isEnabled():
            self.set_busy(busy=True)
            self._button.setText(self._words.gettext("Making the keys…"))
            self.create_asked.emit(self.password)


def _tidy(text: str) -> str:
    return " ".join(text.split())


class _Offer(QFrame):
    """The five words, large, with a button for others.

    Signals:
        another_asked: words are wanted, the first time right after the first paint (fetching them takes the
            processor the window needs to be painted).
    """

    another_asked = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setProperty("sunken", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S + 2, Space.S, Space.S + 2)
        self._label = PlainLabel("…", "title3", wrap=True).selectable()
        another = IconButton("follow-up", words.gettext("Other words"))
        another.clicked.connect(self.another_asked)
        row.addWidget(self._label, 1)
        row.addWidget(another)
        self.text = ""
        self._asked = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and ask for words if there are none yet."""
        super().paintEvent(event)
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self.another_asked.emit)

    def show_words(self, text: str) -> None:
        """Show a passphrase."""
        self.text, self._asked = text, bool(text)
        self._label.setText(text or "…")


class _OwnPassword(Compound):
    """A password field with a measure of its strength, in words and as a bar.

    Signals:
        changed: the text, once typing pauses.
    """

    changed = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._secret = SecretField(words)
        self._bar = QProgressBar()
        self._bar.setRange(0, _FULL_BITS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words.gettext("Strength of the password"))
        self._said = PlainLabel(words.gettext("At least 50 bits are needed."), "small", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(FormField(words.gettext("Own password"), self._secret))
        column.addWidget(self._bar)
        column.addWidget(self._said)
        self._pause = QTimer(self, singleShot=True, interval=250)
        self._pause.timeout.connect(self._on_pause)
        self._secret.line.textChanged.connect(self._pause.start)
        self.begin_with(self._secret)

    @property
    def text(self) -> str:
        """Return the password."""
        return self._secret.line.text()

    @property
    def line(self) -> QLineEdit:
        """Return the line that is typed into."""
        return self._secret.line

    def clear(self) -> None:
        """Empty the field."""
        self._secret.line.clear()

    def show_strength(self, bits: float) -> None:
        """Show the estimated strength."""
        t = self._words.gettext
        self._bar.setValue(min(round(bits), _FULL_BITS))
        good = bits >= ENOUGH_BITS
        said = t("Strong enough: about {bits} bits.") if good else t("Too weak: about {bits} bits, 50 are needed.")
        self._said.setText(said.format(bits=round(bits)))
        self._said.set_tone("ok" if good else "warning")
        set_font(self._said, "small")

    def _on_pause(self) -> None:
        self.changed.emit(self.text)
