"""Points that this team leaves to the next one: edited in place until the report is signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.audit.row_list import RowLine, RowList

if TYPE_CHECKING:
    from app.domain.preparing import NextPoint
    from app.domain.record import AuditRecord
    from app.ui.context import UiContext


class NextPoints(RowList):
    """A text and the requirements it is about; the next audit takes them over."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Add a point for the next team"), ctx.t("Point for the next team"))
        self.wanted.connect(self._on_wanted)
        self.removed.connect(self._on_removed)

    def show_record(self, record: AuditRecord) -> None:
        """Show the points."""
        self.keep_under(f"next_point:{record.audit.id}")
        self.show_rows(record.next_points)

    def make_line(self, row: NextPoint) -> RowLine:
        """Return text and requirements of a point."""
        t, line = self.ctx.t, RowLine(self.ctx, "next_point", self.audit_id)
        line.add("text", t("Point: {text}").format(text=row.text), line.form.bare_line("text"), 5)
        line.add("refs", t("Requirements of the point"), line.form.bare_line("refs"), 2)
        line.close_with(t("Take the point out"))
        return line

    def _on_wanted(self, text: str) -> None:
        self.add(partial(self.ctx.services.next_audits.add_point, self.audit_id, text))

    def _on_removed(self, row_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.next_audits.remove_point, row_id))
