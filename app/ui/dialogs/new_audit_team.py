"""Third step of a new audit: who audits, and to what end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.client import Person
from app.domain.kinds import Side, TeamRole
from app.domain.new_audit import NewAudit
from app.domain.record import TeamMember
from app.domain.words import word
from app.ui.theme.metrics import Space
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import PlainLabel
from app.ui.widgets.line_list import LineList

if TYPE_CHECKING:
    from app.ui.context import UiContext

_OUTSIDE = {TeamRole.OBSERVER: Side.OTHER, TeamRole.GUIDE: Side.CLIENT}


class TeamStep(QWidget):
    """I am the lead auditor unless another name is typed; further people are a line each.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self, ctx: UiContext) -> None:
        super().__init__()
        t = ctx.t
        self._words = {t(word(role)).casefold(): role for role in TeamRole}
        self._people: tuple[Person, ...] = ()
        self._me: Person | None = None
        self._proposed: tuple[str, ...] = ()
        roles = ", ".join(t(word(role)) for role in TeamRole if role is not TeamRole.LEAD_AUDITOR)
        self.lead = QLineEdit()
        self.members = LineList(ctx.words, t("Name, role"))
        self.objectives = LineList(ctx.words, t("A further objective"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(PlainLabel(t("Who audits, and to what end?"), "title2"))
        column.addWidget(FormField(t("Lead auditor"), self.lead))
        column.addWidget(FormField(t("Further people"), self.members, t("Roles: {roles}").format(roles=roles)))
        column.addWidget(FormField(t("Objectives"), self.objectives, t("Press F2 on a row to change it.")))
        column.addStretch(1)
        self.lead.textEdited.connect(self.edited)
        self.members.edited.connect(self.edited)
        self.objectives.edited.connect(self.edited)
        for one in (self.members, self.objectives):
            one.typed.connect(self.edited)

    def offer(self, me: Person | None, people: Sequence[Person]) -> None:
        """Put me in as the lead auditor; names of the body's people are recognised."""
        self._me, self._people = me, tuple(people)
        if me is not None and not self.lead.text():
            self.lead.setText(me.name)

    def propose(self, objectives: Sequence[str]) -> None:
        """Show the usual objectives, unless somebody has changed them."""
        if self.objectives.lines in ((), self._proposed):
            self._proposed = tuple(objectives)
            self.objectives.show_rows(objectives)

    def fill(self, form: NewAudit) -> NewAudit:
        """Return the form with what this step holds."""
        lead = self._member(self.lead.text().strip(), TeamRole.LEAD_AUDITOR)
        others = [self._other(line) for line in self.members.lines]
        team = tuple(one for one in (lead, *others) if one.name)
        return replace(form, team=team, objectives=self.objectives.lines)

    def finish(self) -> None:
        """Take lines that were typed without Enter into their lists."""
        self.members.finish()
        self.objectives.finish()

    def typed(self) -> dict[str, Any]:
        """Return what is filled in, for a draft; `None` stands for what was only proposed."""
        return {
            "lead": None if self.lead.text() == self._my_name else self.lead.text(),
            "members": self.members.lines, "member": self.members.entry,
            "objectives": None if self.objectives.lines == self._proposed else self.objectives.lines,
            "objective": self.objectives.entry,
        }  # fmt: skip

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what a draft holds."""
        self.lead.setText(self._my_name if typed["lead"] is None else typed["lead"])
        self.members.show_rows(typed["members"])
        self.members.show_entry(typed["member"])
        self.objectives.show_rows(self._proposed if typed["objectives"] is None else typed["objectives"])
        self.objectives.show_entry(typed["objective"])

    @property
    def _my_name(self) -> str:
        return self._me.name if self._me else ""

    def reset(self) -> None:
        """Forget everything but me."""
        self.lead.setText(self._my_name)
        self.members.show_rows(())
        self.objectives.show_rows(self._proposed)
        for one in (self.members, self.objectives):
            one.show_entry("")

    def _other(self, line: str) -> TeamMember:
        name, _comma, said = line.partition(",")
        wanted = said.strip().casefold()
        found = next((role for text, role in self._words.items() if wanted and text.startswith(wanted)), None)
        member = self._member(name.strip(), found or TeamRole.AUDITOR)
        return member if found or not wanted else replace(member, area=said.strip())

    def _member(self, name: str, role: TeamRole) -> TeamMember:
        known = next((one for one in self._people if one.name.casefold() == name.casefold()), None)
        initials = known.initials if known else "".join(part[0] for part in name.split()[:3]).upper()
        side = _OUTSIDE.get(role, Side.BODY)
        return TeamMember(name=name, person_id=known.id if known else None, initials=initials, role=role, side=side)
