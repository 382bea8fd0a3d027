"""The next audit of a client: proposed from the one before, started with what that one hands on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.domain import next_audit as rules
from app.domain.deadlines_cycle import first_surveillance, major_limit, recertification_due, stage1_good_until
from app.domain.drafts import AuditDraft, ObjectiveDraft, SiteDraft
from app.domain.errors import UserMistake
from app.domain.kinds import AuditType, CarriedState, ProgrammeLine, ProgrammeStep
from app.domain.new_audit import proposed_reference
from app.domain.next_audit import NextAuditDraft, SpecialKind
from app.domain.preparing import NextPoint
from app.models import audit as audit_tables
from app.models import preparing as tables
from app.models import programme as programme_tables
from app.models.client import Site
from app.services.audits import start_in
from app.services.base import Made, Service, get_row, open_audit, required
from app.services.cycle_reading import followed_up, in_time, load_source
from app.services.programme_facts import load_matrix
from app.services.undo import Step
from app.storage.records import from_value, load_audit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.record import AuditRecord
    from app.storage.unit_of_work import UnitOfWork

_CARRIED: Final = "carried.taken_over"


class NextAuditService(Service):
    """Goes on from one audit to the next. What was judged, seen or written before stays where it is."""

    def latest(self, client_id: str) -> str:
        """Return the audit of a client from which the next one goes on, empty if there is none yet."""
        with self._workspace.read() as session:
            rows = list(session.scalars(select(audit_tables.Audit).filter_by(client_id=client_id)))
        held = [row for row in rows if row.closed_on is not None]
        return str(max(held or rows, key=in_time).id) if rows else ""

    def following(self, audit_id: str) -> tuple[AuditType, ...]:
        """Return which audits can follow, the usual one first."""
        with self._workspace.read() as session:
            return rules.following(get_row(session, audit_tables.Audit, audit_id).type)

    def propose(self, audit_id: str, audit_type: AuditType, special: SpecialKind | None = None) -> NextAuditDraft:
        """Return the next audit as it would be started; nothing is written.

        The objectives are message ids, so that they can be said in the language of the audit.

        Raises:
            UserMistake: `audit_unknown`, `audit_type_does_not_follow`.
        """
        with self._workspace.read() as session:
            record = load_audit(session, audit_id)
            if audit_type not in rules.following(record.audit.type):
                raise UserMistake("audit_type_does_not_follow", field="type")
            return _draft(session, record, audit_type, special, self._today())

    def start(self, draft: NextAuditDraft) -> Made:
        """Start the next audit with what was typed, in one step.

        Head counts that were corrected are corrected in the client file, too; scope and version of the Statement of
        Applicability become those of the new audit only.

        Raises:
            UserMistake: `audit_not_closed`, `audit_type_does_not_follow`, `special_kind_missing`, and those of
                `AuditService.create`.
        """
        with self._workspace.write() as uow:
            record = load_audit(uow.session, draft.previous_id)
            _check(record, draft)
            _correct_heads(uow, draft)
            audit = start_in(uow, _audit_draft(draft), self._core.zone())
            _carry(uow, audit, rules.carried_items(record, _followed(uow.session, record)))
            return Made(audit.id, uow.commit("audit", "carried_item"))

    # ------------------------------------------------------------------------------------------- what is handed on

    def judge(self, item_id: str, state: CarriedState, remark: str | None = None) -> Changes:
        """Record what this audit found about something that was handed on.

        Raises:
            UserMistake: `carried_state_wrong`, `carried_remark_missing` ("not effective" says what was found),
                `audit_frozen`.
        """
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.CarriedItem, item_id)
            open_audit(uow.session, row.audit_id)
            said = row.remark if remark is None else remark.strip()
            if state is not CarriedState.OPEN and state not in rules.results(row.kind):
                raise UserMistake("carried_state_wrong", field="state")
            if state is CarriedState.NOT_EFFECTIVE and not said:
                raise UserMistake("carried_remark_missing", field="remark")
            before = (row.state, row.remark)
            if before == (state, said):
                return uow.commit()
            row.state, row.remark = state, said
            uow.record("carried.judged", row, audit=row.audit_id)
            changes, label = uow.commit("carried_item"), row.label
        back, again = partial(self.judge, item_id, *before), partial(self.judge, item_id, state, said)
        self._core.undo.add(Step("undo_carried", label, back, again))
        return changes

    def add_point(self, audit_id: str, text: str, refs: str = "") -> Made:
        """Leave a point to the next team; raises `UserMistake("text_missing")`."""
        clean = required(text, "text_missing", "text")
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            places = uow.session.scalars(select(tables.NextPoint.position).filter_by(audit_id=audit_id))
            point = NextPoint(text=clean, refs=refs.strip(), position=max(places, default=-1) + 1)
            row = from_value(point, tables.NextPoint, audit_id=audit_id)
            uow.session.add(row)
            uow.record("next_point.entered", row, audit=audit_id)
            made = Made(row.id, uow.commit("next_point"))
        self._core.undo.add(
            Step("undo_entry", clean, partial(self._remove, made.id), partial(self._again, audit_id, clean, refs))
        )
        return made

    def remove_point(self, point_id: str) -> Changes:
        """Take a point for the next team out; the trail keeps it."""
        with self._workspace.read() as session:
            row = get_row(session, tables.NextPoint, point_id)
            audit_id, text, refs = row.audit_id, row.text, row.refs
        changes = self._remove(point_id)
        again = partial(self._remove, point_id)
        self._core.undo.add(Step("undo_removal", text, partial(self._again, audit_id, text, refs), again))
        return changes

    def _remove(self, point_id: str) -> Changes:
        with self._workspace.write() as uow:
            row = get_row(uow.session, tables.NextPoint, point_id)
            open_audit(uow.session, row.audit_id)
            uow.session.delete(row)
            uow.record("next_point.removed", row, audit=row.audit_id)
            return uow.commit("next_point")

    def _again(self, audit_id: str, text: str, refs: str) -> Changes:
        return self.add_point(audit_id, text, refs).changes

    def _today(self) -> date:
        return self._core.now().astimezone(ZoneInfo(self._core.zone())).date()


# ----------------------------------------------------------------------------------------------------------- pieces


def _draft(
    session: Session, record: AuditRecord, audit_type: AuditType, special: SpecialKind | None, today: date
) -> NextAuditDraft:
    audit, client = record.audit, record.client
    cycle_id = next((one.cycle_id for one in record.criteria if one.cycle_id), None)
    step = rules.step_of(audit_type, _held(session, cycle_id))
    until = _until(session, record, cycle_id, audit_type, today)
    taken = session.scalars(select(audit_tables.Audit.reference))
    asked = rules.changes(record, client, rules.latest_soa(client))
    soa = rules.latest_soa(client)
    year = (until or today).year if until is None or until >= today else today.year
    return NextAuditDraft(
        previous_id=audit.id,
        previous_reference=audit.reference,
        previous_type=audit.type,
        client_id=client.id,
        client_name=client.name,
        type=audit_type,
        step=step,
        reference=proposed_reference(client.name, audit_type, year, taken),
        special=special,
        scope=next(one.now for one in asked if one.kind is rules.ChangeKind.SCOPE),
        soa_id=soa.id if soa is not None else audit.soa_id,
        language=audit.language,
        report_language=audit.report_language,
        zone=audit.zone,
        file_number=audit.file_number,
        criteria=tuple(dict.fromkeys(one.key for one in record.criteria)) or ("iso27001",),
        criteria_note="",
        objectives=rules.objectives_of(audit_type, special),
        team=rules.carried_team(record),
        sites=rules.site_choices(record, client, _wanted(session, cycle_id, step)),
        changes=asked,
        carried=rules.carried_items(record, _followed(session, record)),
        until=until,
        closed=rules.over(record),
    )


def _followed(session: Session, record: AuditRecord) -> dict[str, Any]:
    return followed_up(session, [one.id for one in record.findings])


def _held(session: Session, cycle_id: str | None) -> list[ProgrammeStep]:
    """Return the steps of the programme that audits of the cycle took or will take."""
    return list(load_matrix(session, cycle_id).audits) if cycle_id else []


def _wanted(session: Session, cycle_id: str | None, step: ProgrammeStep) -> dict[str, str]:
    """Return why sites are proposed, by key: the latest draw for this step goes before the programme."""
    if cycle_id is None:
        return {}
    matrix = load_matrix(session, cycle_id)
    found = dict.fromkeys(matrix.planned(step, ProgrammeLine.SITE), "planned")
    draws = session.scalars(select(programme_tables.SiteDraw).filter_by(cycle_id=cycle_id, step=step))
    latest = max(draws, key=lambda row: row.created_at, default=None)
    if latest is not None:
        found = dict.fromkeys([*latest.chosen, *latest.by_risk], "drawn")
    return found


def _until(
    session: Session, record: AuditRecord, cycle_id: str | None, audit_type: AuditType, today: date
) -> date | None:
    """Return by when the audit is to be held: D-02, D-05-limit, D-06 or D-09, as far as the dates are known."""
    if cycle_id is None:
        return None
    source = load_source(session, cycle_id, today)
    cycle, rules_ = source.cycle, source.rules
    closed = record.audit.closed_on
    if audit_type is AuditType.STAGE2 and closed is not None:
        count = stage1_good_until if record.audit.type is AuditType.STAGE1 else major_limit
        return count(closed, rules_)
    if audit_type is AuditType.SURVEILLANCE and cycle.decided_on is not None:
        first = first_surveillance(cycle.decided_on, rules_)
        return first if first >= (closed or first) and record.audit.type is not AuditType.SURVEILLANCE else None
    if audit_type is AuditType.RECERTIFICATION and cycle.expires_on is not None:
        return recertification_due(cycle.expires_on, rules_)
    return None


def _check(record: AuditRecord, draft: NextAuditDraft) -> None:
    if draft.type not in rules.following(record.audit.type):
        raise UserMistake("audit_type_does_not_follow", field="type")
    if not rules.over(record):
        raise UserMistake("audit_not_closed", field="type", reference=record.audit.reference)
    if draft.type is AuditType.SPECIAL and draft.special is None:
        raise UserMistake("special_kind_missing", field="special")


def _correct_heads(uow: UnitOfWork, draft: NextAuditDraft) -> None:
    rows = []
    for one in draft.sites:
        row = get_row(uow.session, Site, one.site_id)
        if one.heads_now is not None and row.heads != one.heads_now:
            if one.heads_now < 0:
                raise UserMistake("heads_wrong", field="heads")
            row.heads = one.heads_now
            rows.append(row)
    if rows:
        uow.record("site.heads_corrected", *rows, audit=None)


def _audit_draft(draft: NextAuditDraft) -> AuditDraft:
    return AuditDraft(
        client_id=draft.client_id,
        reference=draft.reference,
        type=draft.type,
        scope=draft.scope.strip(),
        language=draft.language,
        report_language=draft.report_language,
        planned_start=draft.planned_start,
        planned_end=draft.planned_end,
        file_number=draft.file_number,
        criteria=draft.criteria,
        criteria_note=draft.criteria_note,
        soa_id=draft.soa_id,
        zone=draft.zone,
        objectives=tuple(ObjectiveDraft(text=one) for one in draft.objectives if one.strip()),
        team=draft.team,
        sites=tuple(SiteDraft(client_site_id=one.site_id, mode=one.mode) for one in draft.sites if one.taken),
        previous_id=draft.previous_id,
        step=draft.step,
    )


def _carry(uow: UnitOfWork, audit: audit_tables.Audit, items: Iterable[Any]) -> None:
    rows = [from_value(replace(one, audit_id=audit.id), tables.CarriedItem) for one in items]
    if rows:
        uow.session.add_all(rows)
        uow.record(_CARRIED, *rows, audit=audit.id)
