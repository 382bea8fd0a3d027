"""The parts, grouped into cards."""

from __future__ import annotations

from datetime import date, time
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.domain.kinds import AuditState, Grade, Verdict
from app.domain.words import word
from app.ui.gallery.samples import FINDINGS
from app.ui.jobs import Job
from app.ui.navigation import Notice
from app.ui.theme.metrics import TYPE_SCALE, Space
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.card import Card, FigureCard, FigureRow
from app.ui.widgets.chip import Chip, chip_look, requirement_look
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dates import DateField, TimeField
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.file_drop import FileDrop
from app.ui.widgets.filter_bar import FilterBar
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.form_field import FormField
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.line_list import LineList
from app.ui.widgets.problem_line import Banner, ProblemLine, Trouble
from app.ui.widgets.progress_card import ProgressCard
from app.ui.widgets.status_line import StatusLine
from app.ui.widgets.step_list import StepState
from app.ui.widgets.table import Table
from app.ui.widgets.table_model import Column
from app.ui.widgets.toast import Toast
from app.ui.widgets.wizard_frame import WizardFrame

if TYPE_CHECKING:
    from enum import StrEnum

    from app.translation import Words


def _in_a_row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def type_card(words: Words) -> Card:
    """Return the type scale."""
    card = Card(words.gettext("Type"))
    for role in reversed(TYPE_SCALE):
        card.add(PlainLabel(f"{role} · Opening meeting 09:30", role))
    card.add(PlainLabel("muted · what is less important", "body", "muted"))
    return card


def buttons_card(words: Words) -> Card:
    """Return buttons in all kinds and states."""
    t = words.gettext
    card = Card(t("Buttons"))
    for enabled in (True, False):
        made = [
            Button(t("Start"), "primary", "play"),
            Button(t("Add evidence"), "secondary", "plus"),
            Button(t("Withdraw"), "danger"),
            Button(t("Undo"), "quiet", "undo"),
            IconButton("search", t("Search") if enabled else t("Search (off)")),
        ]
        for button in made:
            button.setEnabled(enabled)
            if not enabled:
                button.setAccessibleName(f"{button.accessibleName() or button.text()} (off)")
        card.add(_in_a_row(*made))
    return card


def chips_card(words: Words) -> Card:
    """Return chips of all closed lists that have one."""
    t = words.gettext
    card = Card(t("Chips"), t("word and shape, never colour alone"))
    values: tuple[type[StrEnum], ...] = (Grade, Verdict, AuditState)
    for kind in values:
        card.add(_in_a_row(*(Chip(chip_look(value, t)) for value in kind)))
    card.add(_in_a_row(*(Chip(requirement_look(ref)) for ref in ("A.5.18", "9.2.2", "6.1.3 d)"))))
    return card


def fields_card(words: Words) -> Card:
    """Return the fields of a form in all states."""
    t = words.gettext
    card = Card(t("Fields"))
    card.add(FormField(t("Organisation"), AutosaveLine("Beispiel Zentrallager GmbH"), t("As in the register.")))
    wrong = FormField(t("Reference"), AutosaveLine("CB-2026-"))
    wrong.show_problem(t("This reference is taken."))
    card.add(wrong)
    card.add(FormField(t("Statement"), AutosaveText("", t("What is not as required?"), lines=3)))
    choice = QComboBox()
    choice.addItems([t(word(grade)) for grade in Grade])
    card.add(FormField(t("Grade"), choice))
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addWidget(FormField(t("Day"), DateField(words, date(2026, 4, 27))), 2)
    row.addWidget(FormField(t("From"), TimeField(words, time(9, 30))), 1)
    card.add_layout(row)
    card.add(FormField(t("Judgement"), _choices(words)))
    ticked = QCheckBox(t("The client was told about confidentiality"))
    ticked.setChecked(True)
    off = QCheckBox(t("Not possible here"))
    off.setEnabled(False)
    radio = QRadioButton(t("On paper"))
    radio.setChecked(True)
    card.add(_in_a_row(ticked, off, radio))
    disabled = AutosaveLine(t("frozen with the report"))
    disabled.setEnabled(False)
    card.add(FormField(t("Switched off"), disabled))
    return card


def _choices(words: Words) -> ChoiceRow:
    t = words.gettext
    verdicts = (Verdict.CONFORM, Verdict.NONCONFORM, Verdict.OBSERVATION, Verdict.NOT_APPLICABLE)
    looks = [(value, chip_look(value, t)) for value in verdicts]
    return ChoiceRow([Choice(v.value, look.text, look.icon, look.tone) for v, look in looks], Verdict.CONFORM.value)


def table_card(words: Words) -> Card:
    """Return a table with its filter."""
    t = words.gettext
    card = Card(t("Table"))
    columns = (
        Column("id", t("Number"), attrgetter("id"), chars=8),
        Column("grade", t("Grade"), lambda row: t(word(row.grade)), chip=lambda row: chip_look(row.grade, t), chars=25),
        Column("ref", t("Requirement"), attrgetter("ref"), chars=9),
        Column("title", t("Title"), attrgetter("title")),
        Column("evidence", t("Evidence"), lambda row: str(row.evidence), attrgetter("evidence"), chars=7, right=True),
    )
    table = Table(t("Sample findings"), columns, row_name=attrgetter("id"))
    bar = FilterBar(
        words,
        t("Filter the findings"),
        (Choice("", t("All")), Choice("major", t("Major")), Choice("minor", t("Minor"))),
        t("Show"),
    )
    table.filtered.connect(bar.show_count)
    table.set_rows(FINDINGS)
    table.select("NC-02")
    table.setMinimumHeight(230)
    card.add(bar)
    card.add(table)
    return card


def messages_card(words: Words) -> Card:
    """Return everything that speaks to the user."""
    t = words.gettext
    card = Card(t("Messages"))
    for tone, text in (
        ("info", t("This audit is a sample. Nothing you do here counts.")),
        ("warning", t("Two judgements on A.5.18 differ.")),
        ("danger", t("The disk is full. The last change was not saved.")),
    ):
        card.add(Banner(text, tone, t("Show") if tone == "warning" else ""))
    line = ProblemLine()
    line.show_first([Trouble(t("The closing meeting has no end time."), None), Trouble("", None)])
    card.add(line)
    saved, failed = StatusLine(words), StatusLine(words)
    saved.show_saved()
    saved.show_facts(t("Offline · 38 MB"))
    failed.show_not_saved(t("the disk is full"))
    card.add(saved)
    card.add(failed)
    toast = Toast(words)
    toast.show_notice(Notice(t("NC-07 withdrawn"), "neutral", t("Bring back"), _nothing))
    card.add(toast)
    progress = ProgressCard(words)
    job = Job(_nothing, writes=False)
    job.setParent(progress)
    progress.follow(job, t("Composing the report"))
    progress.show_progress(62)
    card.add(progress)
    return card


def figures(words: Words) -> QWidget:
    """Return a row of number cards."""
    t = words.gettext
    facts = (
        ("1", t("Major"), t("verify within 90 days")),
        ("4", t("Minor"), ""),
        ("186", t("Evidence items"), t("12 in the inbox")),
        ("0", t("Requirements open"), t("all 123 are decided")),
    )
    return FigureRow(*(FigureCard(*fact) for fact in facts))


def lists_card(words: Words) -> Card:
    """Return lists, facts and the place for files."""
    t = words.gettext
    card = Card(t("Lists and files"))
    pairs = ((t("Client"), "Beispiel Zentrallager GmbH"), (t("Scope"), "Storage of containers"), (t("Sites"), ""))
    card.add(KeyValues(pairs))
    card.add(FormField(t("Record numbers"), LineList(words, t("One number a line"), ("T-2026-114", "T-2026-118"))))
    card.add(FileDrop(words))
    return card


def wizard_card(words: Words) -> Card:
    """Return a wizard in the middle of its steps."""
    t = words.gettext
    frame = WizardFrame(words, t("Opening meeting"), t("&Finish the meeting"))
    for number, title in enumerate((t("Organisation"), t("Attendees"), t("Points"), t("Plan"), t("Record"))):
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.addWidget(PlainLabel(title, "title2"))
        column.addWidget(FormField(f"{t('Remark')} {number + 1}", AutosaveText(lines=3)))
        column.addStretch(1)
        frame.add_step(title, page)
    frame.go(2)
    frame.show_states([StepState.DONE, StepState.PROBLEM, StepState.OPEN, StepState.OPEN, StepState.OPEN])
    frame.show_troubles([Trouble(t("Nobody of the client is named."), frame.steps)])
    frame.show_saved(t("Saved 10:42"))
    frame.setMinimumHeight(360)
    card = Card(margin=1)
    card.add(frame)
    return card


def empty_card(words: Words) -> Card:
    """Return an empty state."""
    t = words.gettext
    card = Card()
    text = t("Findings are what the report is about. Write the first one when you see it.")
    card.add(EmptyState("finding", t("No findings yet"), text, t("Write a finding"), t("Open the inbox")))
    return card


def _nothing() -> None:
    """Do nothing."""
