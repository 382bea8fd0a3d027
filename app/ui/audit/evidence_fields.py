"""The fields that each kind of evidence has besides the common ones (certification-audit facts, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.kinds import EvidenceKind
from app.ui.theme.metrics import Space

if TYPE_CHECKING:
    from app.ui.audit.editors import RowForm
    from app.ui.context import UiContext
    from app.ui.widgets.form_field import FormField

_COLUMNS = 2


class KindFields(QWidget):
    """Shows the fields of one kind; the others keep what they hold."""

    def __init__(self, ctx: UiContext, form: RowForm) -> None:
        super().__init__()
        self._t, self._form = ctx.t, form
        self._follows: list[FormField] = []
        makers = {
            EvidenceKind.DOCUMENT: self._document,
            EvidenceKind.RECORD_SAMPLE: self._sample,
            EvidenceKind.INTERVIEW: self._interview,
            EvidenceKind.OBSERVATION: self._observation,
            EvidenceKind.TEST: self._test,
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._groups: dict[EvidenceKind, QWidget] = {}
        for kind, make in makers.items():
            self._groups[kind] = group = _two_columns(make())
            column.addWidget(group)
        self.show_kind(EvidenceKind.NOTE)

    def show_kind(self, kind: EvidenceKind) -> None:
        """Show the fields of `kind`; a note has none."""
        for one, group in self._groups.items():
            group.setVisible(one is kind)
        self.setVisible(kind in self._groups)

    def show_rounds(self, *, drawn: bool) -> None:
        """Put away what follows the rounds of a sample, or show it for a sample that has none."""
        for field in self._follows:
            field.setVisible(not drawn)

    def _document(self) -> list[tuple[QWidget, int]]:
        t, form = self._t, self._form
        return [
            (form.line("document_reference", t("Reference")), 1),
            (form.line("document_edition", t("Version")), 1),
            (form.line("document_date", t("Date of the document")), 1),
            (form.line("document_owner", t("Owner")), 1),
            (form.line("classification", t("Classification")), 1),
            (form.line("pages", t("Pages or section")), 1),
            (form.line("seen_where", t("Seen where")), 2),
            (form.check("copy_kept", t("A copy is kept")), 1),
            (form.line("consent", t("Consent to the copy")), 1),
        ]

    def _sample(self) -> list[tuple[QWidget, int]]:
        t, form = self._t, self._form
        numbers = [
            (form.number("population", t("Population")), 1),
            (form.number("sample_size", t("Sample size")), 1),
            (form.line("selection", t("How chosen"), placeholder=t("random, by judgement, all")), 1),
            (form.number("deviating", t("Deviating")), 1),
            (form.text("sample_ids", t("Items looked at"), t("So that the client can find them again.")), 2),
        ]
        self._follows = [field for field, _width in numbers]
        return [
            (form.line("sample_what", t("Records of")), 1),
            (form.line("sample_period", t("Period")), 1),
            (form.line("expected", t("Expected")), 2),
            *numbers,
        ]

    def _interview(self) -> list[tuple[QWidget, int]]:
        t, form = self._t, self._form
        return [
            (form.line("role", t("Role of the person")), 1),
            (form.line("unit", t("Unit")), 1),
            (form.text("topics", t("Topics"), lines=2), 2),
            (form.line("guide_present", t("Guide present")), 1),
            (form.check("name_in_report", t("The name may stand in the report")), 1),
        ]

    def _observation(self) -> list[tuple[QWidget, int]]:
        t, form = self._t, self._form
        return [
            (form.line("place", t("Place")), 1),
            (form.line("photo_allowed", t("Photo allowed by")), 1),
        ]

    def _test(self) -> list[tuple[QWidget, int]]:
        t, form = self._t, self._form
        return [
            (form.line("system", t("System")), 1),
            (form.line("operated_by", t("Operated by"), t("Auditors do not operate the client's system.")), 1),
            (form.text("setting", t("Screen, command or setting seen"), lines=2), 2),
        ]


def _two_columns(fields: list[tuple[QWidget, int]]) -> QWidget:
    """Return a group with the fields side by side; (field, columns it takes)."""
    group = QWidget()
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.M)
    row, column = 0, 0
    for field, width in fields:
        if column + width > _COLUMNS:
            row, column = row + 1, 0
        grid.addWidget(field, row, column, 1, width)
        column += width
    for number in range(_COLUMNS):
        grid.setColumnStretch(number, 1)
    return group
