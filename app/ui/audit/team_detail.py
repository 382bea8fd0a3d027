"""Everything about one member: role, part of the audit, assignment, declarations, what the settings know."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.kinds import Assignment, Side, TeamRole
from app.domain.team_facts import bars_of, competences_of, declarations_of
from app.ui.audit.binding import Binder
from app.ui.audit.editors import RowForm
from app.ui.audit.team_signed import SignedBlock
from app.ui.audit.team_table import MemberRow, area_word
from app.ui.saying import say
from app.ui.theme.metrics import Space
from app.ui.widgets.buttons import Button
from app.ui.widgets.choice_row import Choice, ChoiceRow
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.enum_box import EnumBox
from app.ui.widgets.form_field import FormField
from app.ui.widgets.key_values import KeyValues
from app.ui.widgets.labels import PlainLabel, set_shown
from app.ui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

_FIELDS: Final = {
    "role": "role", "side": "side", "days": "days", "area": "area", "accompanies": "accompanies",
    "competence": "competence", "bars": "competence", "assignment": "assignment", "declarations": "declarations",
}  # fmt: skip
# Fields whose problem line belongs to typing that was refused.
_TYPED: Final = frozenset({"name", "initials"})


class MemberDetail(QWidget):
    """The pane beside the table.

    Signals:
        declare_asked: the chosen member is to declare.
    """

    declare_asked = Signal()

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__()
        self._ctx, self._t = ctx, ctx.t
        self._row: MemberRow | None = None
        self._record: AuditRecord | None = None
        t = ctx.t
        self.binder = Binder(ctx, "team_member", audit_id, self)
        form = RowForm(self.binder)
        self._head = PlainLabel("", "title3", wrap=True)
        self._remove = Button(t("Take out"), "quiet", icon="trash")
        self.person = EnumBox([])
        self._person = FormField(t("Person of the body"), self.person, t("Competence and bars come from the settings."))
        self.assignment = ChoiceRow(
            [
                Choice(Assignment.OPEN.value, t("Not answered"), "open", "muted"),
                Choice(Assignment.ACCEPTED.value, t("Accepted"), "done", "ok"),
                Choice(Assignment.DECLINED.value, t("Declined…"), "cross", "danger"),
            ]
        )
        self._assignment = FormField(t("Assignment"), self.assignment)
        self.signed = SignedBlock(ctx)
        self._known = KeyValues()
        self._fields = {
            "assignment": self._assignment,
            "declarations": FormField(t("Declarations"), self.signed),
            "name": form.line("name", t("Name")),
            "initials": form.line("initials", t("Initials")),
            "role": form.choice("role", t("Role"), TeamRole),
            "side": form.choice("side", t("Belongs to"), Side),
            "days": form.line("days", t("Audit days"), t("Auditors' time only.")),
            "area": form.line("area", t("Part of the audit")),
            "accompanies": form.line("accompanies", t("Accompanies"), t("Initials or name of an auditor.")),
            "competence": form.text("competence", t("Competence, as the client reads it"), lines=2),
        }
        self._lay_out()
        self._remove.clicked.connect(self._on_remove)
        self.person.chosen.connect(self._on_person)
        self.assignment.chosen.connect(self._on_assignment)
        self.signed.declare_asked.connect(self.declare_asked)
        self.signed.decided.connect(self._on_decided)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._head, 1)
        head.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M + 2)
        column.addLayout(head)
        parts = self._fields
        for item in (
            parts["assignment"], parts["declarations"], _pair(parts["role"], parts["side"]),
            _pair(parts["days"], parts["area"]), parts["accompanies"], _pair(parts["name"], parts["initials"], 3),
            self._person, self._known, parts["competence"],
        ):  # fmt: skip
            column.addWidget(item)
        column.addStretch(1)

    def show_audit(self, record: AuditRecord) -> None:
        """Offer the people of the body who are not in the team yet."""
        self._record = record

    def show_row(self, row: MemberRow) -> None:
        """Show a member."""
        self._row = row
        one = row.member
        self.binder.show(one)
        self._head.setText(one.name)
        self.assignment.show_value(one.assignment.value)
        if self._record is not None:
            self._show_person(self._record)
            self.signed.show_member(one, declarations_of(one, self._record))
        self._show_problems(row)
        follow_layout(self)

    def focus_field(self, name: str) -> None:
        """Put the cursor where a problem can be solved."""
        field = self._fields.get(_FIELDS.get(name, name))
        if field is not None:
            field.editor.setFocus()

    def _show_person(self, record: AuditRecord) -> None:
        if self._row is None:
            return
        one, words = self._row.member, self._ctx.words
        taken = {other.person_id for other in record.team if other.id != one.id}
        offered = [(person.id, person.name) for person in record.people if person.id not in taken]
        self.person.set_choices(offered)
        self.person.show_value(one.person_id or "")
        set_shown(self._person, one.side is Side.BODY)
        held, bars = competences_of(one, record), bars_of(one, record)
        pairs = [(area_word(self._t, area.area), f"{area.code}  {area.proof}".strip()) for area in held]
        for bar in bars:
            until = self._t("until {day}").format(day=words.day(bar.until)) if bar.until else self._t("without end")
            said = "  ·  ".join(part for part in (bar.subject, bar.reason, until) if part)
            pairs.append((self._t("May not audit"), said))
        self._known.show_pairs(pairs)
        set_shown(self._known, bool(pairs))

    def _show_problems(self, row: MemberRow) -> None:
        """Say at each field what stands against the member there; holding ones as problems, others as hints."""
        for name, field in self._fields.items():
            here = [one for one in row.problems if _FIELDS.get(one.field, one.field) == name]
            held = [one for one in here if one.blocking]
            hints = [one for one in here if not one.blocking]
            if held or name not in _TYPED:
                field.show_problem(say(self._ctx.words, held[0]) if held else "")
            field.show_hint(say(self._ctx.words, hints[0]) if hints else "")

    def _on_person(self, person_id: str) -> None:
        self._send(partial(self._ctx.services.teams.is_person, self._member_id, person_id))

    def _on_assignment(self, value: str) -> None:
        teams, wanted = self._ctx.services.teams, Assignment(value)
        if wanted is Assignment.DECLINED:
            self._ask_decline()
        elif wanted is Assignment.ACCEPTED:
            self._send(partial(teams.accept, self._member_id))
        else:
            self._send(partial(teams.assign, self._member_id))

    def _ask_decline(self) -> None:
        t, name = self._t, self._head.text()
        ask = Confirm(
            self,
            t("{name} does not take part?").format(name=name),
            t("Name, declarations and reason stay in the file; the plan counts without this person."),
            verb=t("Record it"),
            keep=t("Leave as it was"),
            reason=t("Reason"),
            danger=False,
        )
        ask.confirmed.connect(self._on_declined)
        ask.rejected.connect(self._on_left)
        ask.open()

    def _on_declined(self, reason: str) -> None:
        self._send(partial(self._ctx.services.teams.decline, self._member_id, reason))

    def _on_left(self) -> None:
        if self._row is not None:
            self.assignment.show_value(self._row.member.assignment.value)

    def _on_decided(self, told: tuple[str, bool, str]) -> None:
        key, allowed, reason = told
        self._send(partial(self._ctx.services.teams.decide, key, allowed=allowed, reason=reason))

    def _on_remove(self) -> None:
        self._send(partial(self._ctx.services.audits.remove, "team_member", self._member_id))

    @property
    def _member_id(self) -> str:
        return self._row.id if self._row is not None else ""

    def _send(self, call: Callable[[], object]) -> None:
        if self._row is not None:
            self._ctx.jobs.write(call)


def _pair(first: QWidget, second: QWidget, share: int = 1) -> QWidget:
    """Return two fields beside each other."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.M)
    row.addWidget(first, share, Qt.AlignmentFlag.AlignTop)  # one of them may have a hint below
    row.addWidget(second, 1, Qt.AlignmentFlag.AlignTop)
    return holder
