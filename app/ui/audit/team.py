"""The team of an audit: who takes part, what they declared, what the client says, what stands against it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.kinds import Assignment, TeamRole
from app.domain.readiness import Blocker, Place
from app.domain.readiness import Page as Where
from app.domain.record import TeamMember
from app.ui.audit.base import AuditPage
from app.ui.audit.blocker_card import BlockerCard
from app.ui.audit.panes import Pane, Panes, scrolled_pane
from app.ui.audit.team_client import TeamClientCard
from app.ui.audit.team_declaration import DeclarationDialog
from app.ui.audit.team_detail import MemberDetail
from app.ui.audit.team_dialogs import AcceptDialog, ObjectDialog
from app.ui.audit.team_table import MemberRow, TeamDigest, team_digest, team_table
from app.ui.theme.metrics import Space
from app.ui.widgets.dialog import Confirm
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.pick_line import PickLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.record import AuditRecord
    from app.services.base import Made
    from app.ui.context import UiContext


class TeamPage(AuditPage):
    """Ctrl+Shift+N adds somebody; in the table A accepts for the chosen member, D opens the declaration."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        super().__init__(ctx, audit_id, ctx.t("Team"), scrolls=False)
        t = self.t
        self._wanted = self._answering = ""
        self.table = team_table(ctx)
        self.add_line = PickLine(t("Add a person: name"), self._offers)
        self.client = TeamClientCard(ctx, audit_id)
        self.problems = BlockerCard(ctx.words, t("What is open"), t("Nothing stands against this team."), few=3)
        self.detail = MemberDetail(ctx, audit_id)
        self._people = QStackedWidget()
        who = t("Those who audit, and those who go with them: experts, interpreters, observers, guides.")
        self._empty = EmptyState("person", t("Nobody is in the team yet"), who, t("Add a person"))
        self._people.addWidget(self._empty)
        self._people.addWidget(self.table)
        self._right = QStackedWidget()
        self._right.setObjectName("card")
        nobody = EmptyState("person", t("Nobody is chosen"), t("Choose somebody to see assignment and declarations."))
        self._right.addWidget(nobody)
        self._right.addWidget(scrolled_pane(self.detail))
        self._entries = self._left()
        self.panes = Panes(Pane(self._entries, 400, 520, share=5), Pane(self._side(), 330, 520, share=4))
        self.body.addWidget(self.panes, 1)
        self._connect()

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._people, 1)
        column.addWidget(self.add_line)
        column.addWidget(self.client)
        return left

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.problems)
        column.addWidget(self._right, 1)
        return side

    def _connect(self) -> None:
        self._empty.started.connect(self.add_line.setFocus)
        self.table.row_selected.connect(self._on_row)
        self.table.opened.connect(self._on_opened)
        self.add_line.picked.connect(self._on_picked)
        self.add_line.refused.connect(self._on_typed)
        self.client.accepted_asked.connect(self._on_accepts)
        self.client.objection_asked.connect(self._on_objects)
        self.client.answer_asked.connect(self._on_answer)
        self.problems.jumped.connect(self._on_jump)
        self.detail.declare_asked.connect(self._on_declare)
        self.add_key(self.t("Add a person"), "Ctrl+Shift+N", self.add_line.setFocus)
        self.add_key(self.t("The chosen member accepts"), "Ctrl+Shift+A", self._on_accept)
        self.add_key(self.t("Declarations of the chosen member"), "Ctrl+Shift+D", self._on_declare)

    def digest(self, record: AuditRecord) -> TeamDigest:
        """Compute the rows and what stands against the team."""
        return team_digest(record, _today())

    def show_record(self, record: AuditRecord) -> None:
        """Show the team."""
        self.set_title(self.title, f"{record.client.name}  ·  {record.audit.reference}")
        digest: TeamDigest = self.digested
        self.detail.show_audit(record)
        self.client.show_record(record)
        self.table.set_rows(digest.rows)
        self._people.setCurrentIndex(int(bool(digest.rows)))
        self.problems.show_blockers(
            tuple(Blocker(one.problem, Place(Where.TEAM, one.member_id, one.problem.field)) for one in digest.problems)
        )
        if self._wanted and self.table.select(self._wanted):
            self._wanted = ""
        if not self.table.selected_id and digest.rows:
            self.table.select(digest.rows[0].id)
        self._on_row(self.table.selected)

    def bring(self, item_id: str) -> None:
        """Show a member (`id#field`)."""
        key, _hash, field = item_id.partition("#")
        if key:
            self.table.select(key)
        self._focus(field)

    def editables(self) -> Sequence[QWidget]:
        """Return the pane of the member, and the side with the line that adds and the client's card."""
        return (self.detail, self._entries)

    def _focus(self, field: str) -> None:
        if field in ("sent_on", "objections"):
            self.client.sent.setFocus()
        elif field:
            self.detail.focus_field(field)
        else:
            self.table.setFocus()

    def _on_jump(self, place: Place) -> None:
        self.bring(f"{place.row}#{place.field}")

    def _on_row(self, row: MemberRow | None) -> None:
        self._right.setCurrentIndex(int(row is not None))
        if row is not None:
            self.detail.show_row(row)

    def _on_opened(self, row: MemberRow) -> None:
        del row
        self.detail.focus_field("role")

    def _offers(self, typed: str) -> list[tuple[str, str]]:
        """Offer people of the body who are not in the team."""
        if self.record is None:
            return []
        taken = {one.person_id for one in self.record.team}
        wanted = typed.casefold().strip()
        free = [one for one in self.record.people if one.id not in taken]
        return [(one.id, f"{one.name}  {one.function}".strip()) for one in free if wanted in one.name.casefold()]

    def _on_picked(self, person_id: str, typed: str) -> None:
        del typed
        person = next((one for one in self.record.people if one.id == person_id), None) if self.record else None
        if person is not None:
            self._add(
                TeamMember(
                    name=person.name, latin_name=person.latin_name, initials=person.initials, person_id=person.id,
                    role=self._next_role(),
                )
            )  # fmt: skip

    def _on_typed(self, name: str) -> None:
        self.add_line.clear()
        initials = "".join(part[0] for part in name.split()[:3]).upper()
        self._add(TeamMember(name=name, initials=initials, role=self._next_role()))

    def _next_role(self) -> TeamRole:
        """Return the role a new member starts with: the first one leads."""
        leads = self.record is not None and any(
            one.role is TeamRole.LEAD_AUDITOR and one.assignment is not Assignment.DECLINED for one in self.record.team
        )
        return TeamRole.AUDITOR if leads else TeamRole.LEAD_AUDITOR

    def _add(self, member: TeamMember) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.audits.add_member, self.audit_id, member), self._on_added)

    def _on_added(self, made: Made) -> None:
        self._wanted = made.id

    def _on_accept(self) -> None:
        if self.table.selected_id:
            self.ctx.jobs.write(partial(self.ctx.services.teams.accept, self.table.selected_id))

    def _on_declare(self) -> None:
        row: MemberRow | None = self.table.selected
        if row is None or self.record is None or row.signed == "none":
            return
        DeclarationDialog(self, self.ctx, row.member, _today()).open()

    def _on_accepts(self) -> None:
        if self.record is not None:
            AcceptDialog(self, self.ctx, self.record, self.t("The client accepts the team"), _today()).open()

    def _on_objects(self) -> None:
        if self.record is not None:
            ObjectDialog(self, self.ctx, self.record, self.t("Objection of the client"), _today()).open()

    def _on_answer(self, statement_id: str) -> None:
        t = self.t
        self._answering = statement_id
        ask = Confirm(
            self,
            t("Answer to the objection"),
            t("What the body answers stays beside the objection."),
            verb=t("Record the answer"),
            keep=t("Leave open"),
            reason=t("Answer"),
            danger=False,
        )
        ask.confirmed.connect(self._on_answered)
        ask.open()

    def _on_answered(self, text: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.teams.answer_objection, self._answering, text))


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day on the auditor's desk
