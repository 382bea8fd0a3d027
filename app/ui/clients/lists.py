"""Short lists of the client file that are edited in place: sectors, duties, certificates, further data."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.client_file import FurtherData, LegalDuty, OtherCertificate, Sector
from app.ui.audit.binding import Editor
from app.ui.audit.editors import bind_text
from app.ui.audit.row_list import RowLine, RowList
from app.ui.clients.rows_section import cut
from app.ui.clients.section import Removed
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.dates import DateField

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.services.client_rows import FileRow
    from app.ui.context import UiContext


class ClientList(RowList):
    """A list of one kind of rows of a client; subclasses say how a typed line becomes a row."""

    kind = ""

    def __init__(self, ctx: UiContext, client_id: str, placeholder: str, name: str) -> None:
        super().__init__(ctx, "", placeholder, name)
        self.client_id = client_id
        self._said: dict[str, str] = {}
        self.keep_under(f"client.{self.kind}:{client_id}")
        self.wanted.connect(self._on_wanted)
        self.removed.connect(self._on_removed)

    def rows_of(self, sheet: ClientSheet) -> tuple[Any, ...]:
        """Return the rows of the client file."""
        raise NotImplementedError

    def read_line(self, text: str) -> FileRow:
        """Return the row that a typed line means."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:  # noqa: ANN401 - rows of any frozen type
        """Return what a row is called when it was taken out."""
        raise NotImplementedError

    def show_file(self, sheet: ClientSheet) -> None:
        """Show the rows of the client file."""
        rows = self.rows_of(sheet)
        self._said = {row.id: self.name_of(row) for row in rows}
        self.show_rows(rows)

    def put(self, line: RowLine, field: str, name: str, placeholder: str, stretch: int) -> None:
        """Add a line of text with its name spoken and its placeholder shown."""
        editor = AutosaveLine(placeholder=placeholder)
        bind_text(line.binder, field, editor)
        line.add(field, name, editor, stretch)

    def _on_wanted(self, text: str) -> None:
        self.add(partial(self.ctx.services.client_file.add, self.client_id, self.read_line(text)))

    def _on_removed(self, row_id: str) -> None:
        call = partial(self.ctx.services.client_file.remove, self.kind, row_id)
        self.ctx.jobs.write(call, Removed(self.ctx, self._said.get(row_id, ""), self).on_done)


class SectorList(ClientList):
    """Sector and technical code for each standard."""

    kind = "sector"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id, ctx.t("Code; name of the sector"), ctx.t("Add a sector"))

    def rows_of(self, sheet: ClientSheet) -> tuple[Sector, ...]:
        """Return the sectors."""
        return sheet.client.sectors

    def read_line(self, text: str) -> Sector:
        """Return the sector that a line means."""
        code, *rest = cut(text)
        return Sector(code=code, name=", ".join(rest))

    def name_of(self, row: Sector) -> str:
        """Return code and name."""
        return f"{row.code} {row.name}".strip()

    def make_line(self, row: Sector) -> RowLine:
        """Return the editors of a sector."""
        t, line, said = self.ctx.t, RowLine(self.ctx, self.kind, ""), {"n": row.position + 1}
        self.put(line, "standard", t("Standard of sector {n}").format(**said), t("Standard"), 2)
        self.put(line, "code", t("Code of sector {n}").format(**said), t("Code"), 2)
        self.put(line, "name", t("Name of sector {n}").format(**said), t("Name"), 5)
        line.close_with(t("Take out sector {n}").format(**said))
        return line


class DutyList(ClientList):
    """Legal, regulatory and contractual duties that the client named."""

    kind = "legal_duty"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id, ctx.t("Duty; reference"), ctx.t("Add a duty"))

    def rows_of(self, sheet: ClientSheet) -> tuple[LegalDuty, ...]:
        """Return the duties."""
        return sheet.client.duties

    def read_line(self, text: str) -> LegalDuty:
        """Return the duty that a line means."""
        title, *rest = cut(text) if ";" in text else [text]
        return LegalDuty(title=title, reference="; ".join(rest))

    def name_of(self, row: LegalDuty) -> str:
        """Return the title."""
        return row.title

    def make_line(self, row: LegalDuty) -> RowLine:
        """Return the editors of a duty."""
        t, line, said = self.ctx.t, RowLine(self.ctx, self.kind, ""), {"n": row.position + 1}
        self.put(line, "title", t("Duty {n}").format(**said), t("Duty"), 5)
        self.put(line, "reference", t("Reference of duty {n}").format(**said), t("Reference"), 3)
        self.put(line, "remark", t("Remark on duty {n}").format(**said), t("Remark"), 4)
        line.close_with(t("Take out duty {n}").format(**said))
        return line


class CertificateList(ClientList):
    """Certificates the client holds already."""

    kind = "other_certificate"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id, ctx.t("Standard; issued by; number"), ctx.t("Add a certificate"))

    def rows_of(self, sheet: ClientSheet) -> tuple[OtherCertificate, ...]:
        """Return the certificates."""
        return sheet.client.certificates

    def read_line(self, text: str) -> OtherCertificate:
        """Return the certificate that a line means."""
        parts = [*(cut(text) if ";" in text else [text]), "", ""]
        return OtherCertificate(standard=parts[0], issued_by=parts[1], number=parts[2])

    def name_of(self, row: OtherCertificate) -> str:
        """Return the standard."""
        return row.standard

    def make_line(self, row: OtherCertificate) -> RowLine:
        """Return the editors of a certificate."""
        t, line, said = self.ctx.t, RowLine(self.ctx, self.kind, ""), {"n": row.position + 1}
        self.put(line, "standard", t("Standard of certificate {n}").format(**said), t("Standard"), 3)
        self.put(line, "issued_by", t("Issuer of certificate {n}").format(**said), t("Issued by"), 3)
        self.put(line, "number", t("Number of certificate {n}").format(**said), t("Number"), 3)
        day = DateField(self.ctx.words)
        binding = line.binder.bind("valid_until", Editor(day, day.show_day, _read_day))
        day.picked.connect(binding.on_value)
        line.add("valid_until", t("Certificate {n}: valid until").format(**said), day, 3)
        line.close_with(t("Take out certificate {n}").format(**said))
        return line


class FurtherList(ClientList):
    """Lines of the body's form that have no place of their own."""

    kind = "further_data"

    def __init__(self, ctx: UiContext, client_id: str) -> None:
        super().__init__(ctx, client_id, ctx.t("Label: value"), ctx.t("Add a line of the form"))

    def rows_of(self, sheet: ClientSheet) -> tuple[FurtherData, ...]:
        """Return the lines."""
        return sheet.client.further

    def read_line(self, text: str) -> FurtherData:
        """Return the line that was typed; a colon parts label and value."""
        label, _mark, value = text.partition(":" if ":" in text else ";")
        return FurtherData(label=label.strip(), value=value.strip())

    def name_of(self, row: FurtherData) -> str:
        """Return the label."""
        return row.label

    def make_line(self, row: FurtherData) -> RowLine:
        """Return the editors of a line."""
        t, line, said = self.ctx.t, RowLine(self.ctx, self.kind, ""), {"n": row.position + 1}
        self.put(line, "label", t("Label {n}").format(**said), t("Label"), 4)
        self.put(line, "value", t("Value {n}").format(**said), t("Value"), 6)
        line.add("printed", t("Print line {n}").format(**said), line.form.check("printed", t("Printed")), 0)
        line.close_with(t("Take out line {n}").format(**said))
        return line


def _read_day(told: object) -> date | None:
    return told if isinstance(told, date) else None
