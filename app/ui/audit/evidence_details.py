"""The fields that belong to each kind of evidence; used by the wizard and by the pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import EvidenceKind
from app.domain.sentences import N_
from app.ui.audit.editors import RowForm
from app.ui.theme.metrics import Space

if TYPE_CHECKING:
    from app.domain.fieldwork import Evidence
    from app.ui.audit.binding import Binder
    from app.ui.context import UiContext

LINE, TEXT, NUMBER, CHECK = "line", "text", "number", "check"

FIELDS: Final[dict[EvidenceKind, tuple[tuple[str, str, str], ...]]] = {
    EvidenceKind.NOTE: (),
    EvidenceKind.DOCUMENT: (
        ("document_reference", N_("Reference"), LINE),
        ("document_edition", N_("Version"), LINE),
        ("document_date", N_("Date of the document"), LINE),
        ("document_owner", N_("Owner"), LINE),
        ("classification", N_("Classification"), LINE),
        ("pages", N_("Pages or sections"), LINE),
        ("seen_where", N_("Where it was seen"), LINE),
        ("consent", N_("Consent of the client"), LINE),
        ("copy_kept", N_("A copy is kept"), CHECK),
    ),
    EvidenceKind.RECORD_SAMPLE: (
        ("sample_what", N_("What was sampled"), LINE),
        ("sample_period", N_("Period"), LINE),
        ("population", N_("Population"), NUMBER),
        ("sample_size", N_("Sample size"), NUMBER),
        ("deviating", N_("Deviating"), NUMBER),
        ("selection", N_("How chosen"), LINE),
        ("expected", N_("Expected"), TEXT),
        ("sample_ids", N_("Items looked at (so that the client finds them)"), TEXT),
    ),
    EvidenceKind.INTERVIEW: (
        ("role", N_("Role of the person"), LINE),
        ("unit", N_("Unit"), LINE),
        ("topics", N_("Topics"), LINE),
        ("guide_present", N_("Guide present"), LINE),
        ("name_in_report", N_("The name may stand in the report"), CHECK),
    ),
    EvidenceKind.OBSERVATION: (
        ("place", N_("Place"), LINE),
        ("photo_allowed", N_("Photograph allowed"), LINE),
    ),
    EvidenceKind.TEST: (
        ("system", N_("System"), LINE),
        ("setting", N_("Screen or setting seen"), LINE),
        ("operated_by", N_("Operated by (auditors never do it themselves)"), LINE),
    ),
}


class EvidenceDetails(QStackedWidget):
    """One page per kind; `show_evidence` brings the page of its kind to the front. The binder shows the values."""

    def __init__(self, ctx: UiContext, binder: Binder) -> None:
        super().__init__()
        self._ctx = ctx
        form = RowForm(binder)
        self._pages = {kind: self._page(form, kind) for kind in FIELDS}

    def _page(self, form: RowForm, kind: EvidenceKind) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        place = 0
        for field, label, editor in FIELDS[kind]:
            wide = editor == TEXT
            if wide and place % 2:
                place += 1
            grid.addWidget(
                self._editor(form, field, self._ctx.t(label), editor), place // 2, place % 2, 1, 2 if wide else 1
            )
            place += 2 if wide else 1
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.addWidget(page)
        return page

    def _editor(self, form: RowForm, field: str, label: str, editor: str) -> QWidget:
        if editor == CHECK:
            return form.check(field, label)
        if editor == NUMBER:
            return form.number(field, label)
        if editor == TEXT:
            return form.text(field, label, lines=2)
        return form.line(field, label)

    def show_evidence(self, evidence: Evidence) -> None:
        """Bring the fields of the evidence's kind to the front."""
        shown = self._pages[evidence.kind]
        for page in self._pages.values():
            # The stack is as high as the page in front, not as the highest of all.
            policy = QSizePolicy.Policy.Preferred if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)
        self.setCurrentWidget(shown)
        self.setVisible(bool(FIELDS[evidence.kind]))
