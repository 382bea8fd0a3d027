"""The two answers that only an area of concern needs: what it could become, and how grave it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.kinds import Grade
from app.domain.stage1_ratings import COULD_BECOME, RATINGS
from app.ui.audit.editors import RowForm
from app.ui.audit.finding_table import short_grade
from app.ui.theme.metrics import Space
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.form_field import FormField

if TYPE_CHECKING:
    from app.ui.audit.binding import Binder
    from app.ui.context import UiContext


class ConcernFields(QWidget):
    """Shown for areas of concern only."""

    def __init__(self, ctx: UiContext, binder: Binder) -> None:
        super().__init__()
        t, form = ctx.t, RowForm(binder)
        looks = [(one, short_grade(t, one)) for one in COULD_BECOME]
        become = ChoiceRow([Choice(one.value, look.text, look.icon, look.tone) for one, look in looks])
        rating = ChoiceRow([Choice(str(number), t(text)) for number, text in RATINGS.items()])
        form.take_choice("could_become", become, Grade)
        form.take_number("concern_rating", rating)
        self.could_become = FormField(t("Could become in stage 2"), become)
        self.rating = FormField(t("Rating of the concern"), rating)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M + 2)
        column.addWidget(self.could_become)
        column.addWidget(self.rating)
