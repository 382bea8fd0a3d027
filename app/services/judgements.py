"""What each auditor judged of a requirement, at which site: the material the lead auditor consolidates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.models import fieldwork as tables
from app.models.audit import TeamMember
from app.services.base import Service, get_row, item_of, open_audit
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.changes import Changes
    from app.domain.kinds import Verdict
    from app.storage.unit_of_work import UnitOfWork


class Said(NamedTuple):
    """A judgement as it was given; the verdict is None where there is none."""

    verdict: Verdict | None
    note: str = ""


class Where(NamedTuple):
    """Whose judgement it is, and of which site; without a site it is of the whole requirement."""

    auditor_id: str
    site_id: str | None = None


NOT_SAID = Said(None)


class JudgementService(Service):
    """One judgement per requirement, auditor and site; a second one there takes the place of the first."""

    def mine(self, audit_id: str) -> str:
        """Return the member of the team that I am, empty if I am not in it."""
        with self._workspace.read() as session:
            wanted = {"audit_id": audit_id, "person_id": self._workspace.me.person_id}
            return session.scalars(select(TeamMember.id).filter_by(**wanted)).first() or ""

    def judge(
        self, audit_id: str, refs: Sequence[str], verdict: Verdict, *,
        note: str = "", site_id: str | None = None, auditor_id: str = "",
    ) -> Changes:  # fmt: skip
        """Give a judgement on one or many requirements in one step; mine, unless `auditor_id` names another member.

        Raises:
            UserMistake: `judgement_of_nobody` if I am not in the team, `requirement_unknown`, `audit_frozen`.
        """
        who = auditor_id or self.mine(audit_id)
        return self._undoable(audit_id, Where(who, site_id), dict.fromkeys(refs, Said(verdict, note.strip())))

    def take_back(self, judgement_id: str) -> Changes:
        """Take a judgement back, as if it had not been given."""
        with self._workspace.read() as session:
            row = get_row(session, tables.Judgement, judgement_id)
            audit_id, where = row.audit_id, Where(row.auditor_id or "", row.site_id)
            item_id = row.item_id
        return self._undoable(audit_id, where, {item_id: NOT_SAID}, of_items=True)

    def _undoable(self, audit_id: str, where: Where, wanted: Mapping[str, Said], *, of_items: bool = False) -> Changes:
        before, changes = self._set(audit_id, where, wanted, of_items=of_items)
        after = dict(zip(before, wanted.values(), strict=True))
        subject = next(iter(wanted)) if len(wanted) == 1 and not of_items else str(len(wanted))
        back, again = partial(self._again, audit_id, where, before), partial(self._again, audit_id, where, after)
        self._core.undo.add(Step("undo_judgement", subject, back, again))
        return changes

    def _again(self, audit_id: str, where: Where, said: Mapping[str, Said]) -> Changes:
        return self._set(audit_id, where, said, of_items=True)[1]

    def _set(
        self, audit_id: str, where: Where, wanted: Mapping[str, Said], *, of_items: bool
    ) -> tuple[dict[str, Said], Changes]:
        """Set judgements by reference (or by item id) and return what they were by item id, with what changed."""
        before: dict[str, Said] = {}
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            member = uow.session.get(TeamMember, where.auditor_id)
            if member is None or member.audit_id != audit_id:
                raise UserMistake("judgement_of_nobody", field="auditor")
            rows = []
            for ref, said in wanted.items():
                item_id = ref if of_items else item_of(uow.session, audit_id, ref).id
                before[item_id], row = _put(uow, audit_id, where, item_id, said)
                rows += [row] if row is not None else []
            uow.record("requirement.judged", *rows, audit=audit_id)
            return before, uow.commit("judgement")


def _put(
    uow: UnitOfWork, audit_id: str, where: Where, item_id: str, said: Said
) -> tuple[Said, tables.Judgement | None]:
    """Write one judgement; returns what stood there before, and the row that was touched."""
    place = {"audit_id": audit_id, "item_id": item_id, "auditor_id": where.auditor_id or None, "site_id": where.site_id}
    row = uow.session.scalars(select(tables.Judgement).filter_by(**place).order_by(tables.Judgement.created_at)).first()
    before = NOT_SAID if row is None else Said(row.verdict, row.note)
    if said.verdict is None:
        if row is not None:
            uow.session.delete(row)
        return before, row
    if row is None:
        row = tables.Judgement(**place)
        uow.session.add(row)
    row.verdict, row.note = said.verdict, said.note
    return before, row
