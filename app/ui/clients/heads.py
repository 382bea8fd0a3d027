"""Heads of one site by activity and shift, with their sum beside the confirmed total."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.client_file import HeadCount
from app.domain.head_counts import totals
from app.domain.numbers import ends, number_text
from app.ui.audit.editors import bind_text
from app.ui.audit.row_list import RowLine, RowList
from app.ui.clients.fields import heads_line, share_line
from app.ui.clients.rows_section import cut
from app.ui.clients.section import say_removed
from app.ui.theme.look import active
from app.ui.theme.metrics import Space
from app.ui.widgets.autosave import AutosaveLine
from app.ui.widgets.buttons import Button
from app.ui.widgets.labels import PlainLabel, isolated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.client import Site
    from app.ui.context import UiContext


_NARROW: Final = 64


class HeadList(RowList):
    """Lines of activity, shift, heads and share of a day; `Picking; night; 12` adds one."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx, "", ctx.t("Activity; shift; heads; share of a day"), ctx.t("Add heads"))
        self._site = ""
        self._reasons: dict[str, AutosaveLine] = {}
        self.wanted.connect(self._on_wanted)
        self.removed.connect(self._on_removed)

    def show_site(self, site: Site) -> None:
        """Show the lines of a site."""
        self._site = site.id
        self.keep_under(f"client.head_count:{site.id}")
        self.show_rows(site.head_counts)

    def make_line(self, row: HeadCount) -> RowLine:
        """Return the editors of one line."""
        t, line = self.ctx.t, RowLine(self.ctx, "head_count", "")
        said = {"n": row.position + 1}
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        line.row.addLayout(column, 1)
        line.row = QHBoxLayout()  # three rows: what and how many, when and how much, why alike
        line.row.setSpacing(Space.S)
        column.addLayout(line.row)
        self._text(line, "activity", t("Activity, line {n}").format(**said), t("Activity"))
        line.add("heads", t("Heads, line {n}").format(**said), self._narrow(heads_line(line.binder), "0"), 0)
        line.close_with(t("Take out line {n}").format(**said))
        line.row = QHBoxLayout()
        line.row.setSpacing(Space.S)
        column.addLayout(line.row)
        self._text(line, "shift", t("Shift, line {n}").format(**said), t("Shift"))
        share = self._narrow(share_line(line.binder), "1")
        line.row.addWidget(PlainLabel(t("share of a day"), "small", "muted"))
        line.add("part_time", t("Share of a day, line {n}").format(**said), share, 0)
        line.add("identical", t("Same work for many, line {n}").format(**said), self._identical(line), 0)
        reason = AutosaveLine(placeholder=t("Why their work is the same"))
        bind_text(line.binder, "reason", reason)
        reason.setAccessibleName(t("Why the work is the same, line {n}").format(**said))
        column.addWidget(reason)
        self._reasons[row.id] = reason
        return line

    def show_rows(self, rows: Sequence[HeadCount]) -> None:
        """Show the lines; a reason is asked for only where many do the same work."""
        super().show_rows(rows)
        known = {row.id: row.identical for row in rows}
        self._reasons = {key: reason for key, reason in self._reasons.items() if key in known}
        for key, reason in self._reasons.items():
            reason.setVisible(known[key])

    def _text(self, line: RowLine, field: str, name: str, placeholder: str) -> None:
        editor = AutosaveLine(placeholder=placeholder)
        bind_text(line.binder, field, editor)
        line.add(field, name, editor, 1)

    def _narrow(self, editor: AutosaveLine, placeholder: str) -> AutosaveLine:
        editor.setPlaceholderText(placeholder)
        editor.setFixedWidth(active().px(_NARROW))
        return editor

    def _identical(self, line: RowLine) -> QCheckBox:
        box = line.form.check("identical", self.ctx.t("alike"))
        box.setToolTip(self.ctx.t("Many people do the same simple work"))
        return box

    def _on_wanted(self, text: str) -> None:
        if self._site:
            self.add(partial(self.ctx.services.client_file.add_heads, self._site, read_heads(text)))

    def _on_removed(self, row_id: str) -> None:
        call = partial(self.ctx.services.client_file.remove, "head_count", row_id)
        self.ctx.jobs.write(call, self._on_gone)

    def _on_gone(self, changes: object) -> None:
        del changes
        say_removed(self.ctx, "")


class HeadsPart(QWidget):
    """The list, its sum, and the button that makes the sum the confirmed total."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        self._ctx, self._site = ctx, ""
        self.list = HeadList(ctx)
        self._sum = PlainLabel("", "body", "muted", wrap=True)
        self.take = Button(ctx.t("Take over the sum"), "quiet", "check")
        self.take.clicked.connect(self._on_take)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._sum, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(PlainLabel(ctx.t("Heads by activity and shift"), "label"))
        column.addWidget(self.list)
        column.addLayout(row)

    def show_site(self, site: Site) -> None:
        """Show lines and sum of a site."""
        self._site = site.id
        self.list.show_site(site)
        found, t = totals(site.head_counts), self._ctx.t
        parts = [t("Sum: {n}").format(n=isolated(str(found.persons)))]
        if found.part_time:
            near = "" if ends(found.full_time) else "≈ "
            full = isolated(near + number_text(found.full_time))
            parts.append(t("in full days: {n}").format(n=full))
        if found.identical:
            parts.append(t("doing the same simple work: {n}").format(n=isolated(str(found.identical))))
        self._sum.setText("  ·  ".join(parts) if site.head_counts else t("No lines yet."))
        self.take.setVisible(bool(site.head_counts) and site.heads != found.persons)

    def _on_take(self) -> None:
        self.list.setFocus()  # the button goes: the cursor must not land on the one that takes the site out
        self._ctx.jobs.write(partial(self._ctx.services.client_file.take_sum, self._site))


def read_heads(text: str) -> HeadCount:
    """Return the line that `Picking; night; 12; 1/2` means; a number is the heads, what stands before it words."""
    parts = cut(text)
    place = next((place for place, part in enumerate(parts) if part.isascii() and part.isdigit()), len(parts))
    words, rest = parts[:place], parts[place:]
    return HeadCount(
        activity=words[0] if words else "",
        shift=", ".join(words[1:]),
        heads=int(rest[0]) if rest else 0,
        part_time=rest[1] if len(rest) > 1 and rest[1] else "1",
    )
