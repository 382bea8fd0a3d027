"""The one mapper between the tables and the frozen values of `domain` (design, section 10, point 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.domain import client as client_values
from app.domain import client_file as client_file_values
from app.domain import confirming as confirming_values
from app.domain import fieldwork as field_values
from app.domain import preparing as preparing_values
from app.domain import programme_record as programme_values
from app.domain import record as values
from app.domain import samples as sample_values
from app.domain.errors import UserMistake
from app.domain.kinds import EvidenceKind
from app.models import audit as audit_tables
from app.models import client as client_tables
from app.models import client_file as client_file_tables
from app.models import confirming as confirming_tables
from app.models import fieldwork as field_tables
from app.models import papers as paper_tables
from app.models import preparing as preparing_tables
from app.models import programme as programme_tables
from app.models import samples as sample_tables
from app.models.base import Base
from app.models.record import Attachment as AttachmentTable

V = TypeVar("V")
_NAMES: Final[dict[tuple[type[Any], type[Any]], tuple[str, ...]]] = {}
_STATEMENTS: Final[dict[tuple[type[Any], tuple[str, ...]], Select[Any]]] = {}


def names(kind: type[Any], table: type[Any]) -> tuple[str, ...]:
    """Return the fields of the dataclass `kind` that are columns of `table`; found once per pair."""
    if (kind, table) not in _NAMES:
        columns = {attribute.key for attribute in table.__mapper__.column_attrs}
        _NAMES[kind, table] = tuple(field.name for field in fields(kind) if field.name in columns)
    return _NAMES[kind, table]


def to_value(kind: type[V], row: Base, **children: Any) -> V:  # noqa: ANN401 - values of any field
    """Return the frozen `kind` with the values of `row`; `children` are fields that are no columns."""
    loaded = row.__dict__  # read past the attributes of SQLAlchemy, which note every access; some may be expired
    wanted = names(kind, type(row))
    try:
        found = {name: loaded[name] for name in wanted}
    except KeyError:
        found = {name: getattr(row, name) for name in wanted}
    return kind(**found, **children)


def from_value(value: Any, table: type[Any], **columns: Any) -> Any:  # noqa: ANN401 - any frozen value, any table
    """Return a new row of `table` with the values of the frozen `value`; `columns` override; stamps stay free."""
    stamps = {"id", "created_at", "created_zone", "created_by", "version"}
    taken = {name: getattr(value, name) for name in names(type(value), table) if name not in stamps}
    return table(**(taken | columns))


def load_audit(session: Session, audit_id: str, **known: Any) -> values.AuditRecord:  # noqa: ANN401 - fields
    """Return the whole audit; raises `UserMistake("audit_unknown")`.

    `known` are fields of the record that still hold (`kept_records`); they are not read again.
    """
    audit = session.get(audit_tables.Audit, audit_id)
    if audit is None:
        raise UserMistake("audit_unknown", id=audit_id)
    client = known.get("client") or load_client(session, audit.client_id)
    criteria = known.get("criteria") or load_criteria(session, audit_id)
    refs = shown_refs(criteria)
    cycle_ids = {row.cycle_id for row in criteria if row.cycle_id}
    return values.AuditRecord(
        audit=to_value(values.Audit, audit),
        body=load_body(session),
        client=client,
        soa=next((soa for soa in client.soas if soa.id == audit.soa_id), None),
        cycles=tuple(
            to_value(values.Cycle, row)
            for row in _rows(session, audit_tables.Cycle, client_id=audit.client_id)
            if row.id in cycle_ids
        ),
        criteria=criteria,
        objectives=_plain(session, values.Objective, audit_tables.Objective, audit_id),
        team=_plain(session, values.TeamMember, audit_tables.TeamMember, audit_id),
        sites=_plain(session, values.AuditSite, audit_tables.AuditSite, audit_id),
        timetable=_timetable(session, audit_id, refs),
        deviations=_plain(session, values.Deviation, audit_tables.Deviation, audit_id),
        meetings=load_meetings(session, audit_id),
        sessions=load_sessions(session, audit_id),
        notes=known["notes"] if "notes" in known else load_notes(session, audit_id),
        evidence=known["evidence"] if "evidence" in known else load_evidence(session, audit_id, refs),
        judgements=_with_ref(session, field_values.JudgementRow, field_tables.Judgement, audit_id, refs),
        verdicts=_with_ref(session, field_values.VerdictRow, field_tables.Verdict, audit_id, refs),
        findings=known["findings"] if "findings" in known else load_findings(session, audit_id, refs),
        texts=_plain(session, values.ReportText, paper_tables.ReportText, audit_id),
        papers=load_papers(session, audit_id),
        people=tuple(to_value(client_values.Person, row) for row in _rows(session, client_tables.Person)),
        **_of_people(session, audit_id),
        **_preparing(session, audit_id),
    )


def _of_people(session: Session, audit_id: str) -> dict[str, Any]:
    """Return what the people of the team may and may not audit; that of other people is not of this audit."""
    team = {row.person_id for row in _rows(session, audit_tables.TeamMember, audit_id=audit_id)}
    pairs = {
        "competences": (preparing_values.Competence, preparing_tables.Competence),
        "bars": (preparing_values.Bar, preparing_tables.Bar),
    }
    return {
        name: tuple(to_value(kind, row) for row in _rows(session, table) if row.person_id in team)
        for name, (kind, table) in pairs.items()
    }


def _preparing(session: Session, audit_id: str) -> dict[str, Any]:
    """Return the parts of the record that stand before the audit, by the name of their field."""
    time = next(iter(_of(session, programme_values.AuditTime, programme_tables.AuditTime, audit_id=audit_id)), None)
    used = session.get(programme_tables.TimeCalculation, time.calculation_id) if time else None
    return {
        "declarations": _plain(session, preparing_values.Declaration, preparing_tables.Declaration, audit_id),
        "statements": _plain(session, preparing_values.ClientStatement, preparing_tables.ClientStatement, audit_id),
        "withheld": _plain(session, preparing_values.WithheldRecord, preparing_tables.WithheldRecord, audit_id),
        "reviews": _plain(session, preparing_values.DocumentReview, preparing_tables.DocumentReview, audit_id),
        "readiness": _plain(session, preparing_values.Readiness, preparing_tables.Readiness, audit_id),
        "carried": _plain(session, preparing_values.CarriedItem, preparing_tables.CarriedItem, audit_id),
        "next_points": _plain(session, preparing_values.NextPoint, preparing_tables.NextPoint, audit_id),
        "further": _plain(session, client_file_values.FurtherData, client_file_tables.FurtherData, audit_id),
        "time": time,
        "calculation": None if used is None else to_value(programme_values.TimeCalculation, used),
        "draws": _plain(session, programme_values.SiteDraw, programme_tables.SiteDraw, audit_id),
        "questions": _plain(session, sample_values.Question, sample_tables.Question, audit_id),
        "threads": _threads(session, audit_id),
        "attestations": _plain(session, confirming_values.Attestation, confirming_tables.Attestation, audit_id),
        "gate_reasons": _plain(session, confirming_values.GateReason, confirming_tables.GateReason, audit_id),
        "destructions": _plain(session, sample_values.Destruction, sample_tables.Destruction, audit_id),
    }


def _threads(session: Session, audit_id: str) -> tuple[sample_values.Thread, ...]:
    rows = _rows(session, sample_tables.Thread, audit_id=audit_id)
    links = _children(session, sample_tables.ThreadLink, "thread_id", rows)
    return tuple(
        to_value(
            sample_values.Thread, row, links=tuple(to_value(sample_values.ThreadLink, one) for one in links[row.id])
        )
        for row in rows
    )


def load_body(session: Session) -> client_values.Body:
    """Return the settings of the certification body; empty ones while nothing was entered."""
    row = session.scalars(select(client_tables.Body)).first()
    if row is None:
        return client_values.Body()
    papers = _rows(session, client_tables.BodyPaper, body_id=row.id)
    texts = _rows(session, client_tables.BodyText, body_id=row.id)
    return to_value(
        client_values.Body,
        row,
        papers=tuple(to_value(client_values.BodyPaper, one) for one in sorted(papers, key=lambda one: one.paper)),
        texts=tuple(
            to_value(client_values.BodyText, one) for one in sorted(texts, key=lambda one: (one.key, one.language))
        ),
        deadlines=_of(session, programme_values.DeadlineSetting, programme_tables.DeadlineSetting, body_id=row.id),
        holidays=_of(session, programme_values.Holiday, programme_tables.Holiday, body_id=row.id),
        agenda=tuple(
            sorted(
                _of(session, confirming_values.AgendaText, confirming_tables.AgendaText, body_id=row.id),
                key=lambda one: (one.meeting, one.code, one.language),
            )
        ),
    )


def load_client(session: Session, client_id: str) -> client_values.Client:
    """Return the client with all that its file holds."""
    row = session.get_one(client_tables.Client, client_id)
    here = {"client_id": client_id}
    return to_value(
        client_values.Client,
        row,
        contacts=_of(session, client_values.Contact, client_tables.Contact, **here),
        sites=_sites(session, client_id),
        documents=_documents(session, client_id),
        soas=_soas(session, client_id),
        sectors=_of(session, client_file_values.Sector, client_file_tables.Sector, **here),
        processes=_of(session, client_file_values.Process, client_file_tables.Process, **here),
        duties=_of(session, client_file_values.LegalDuty, client_file_tables.LegalDuty, **here),
        certificates=_of(session, client_file_values.OtherCertificate, client_file_tables.OtherCertificate, **here),
        scopes=_of(session, client_file_values.ScopeStatement, client_file_tables.ScopeStatement, **here),
        further=_of(session, client_file_values.FurtherData, client_file_tables.FurtherData, **here),
    )


def _soas(session: Session, client_id: str) -> tuple[client_values.Soa, ...]:
    rows = _rows(session, client_tables.Soa, client_id=client_id)
    controls = _children(session, client_tables.SoaControl, "soa_id", rows)
    return tuple(
        to_value(
            client_values.Soa,
            soa,
            controls=tuple(to_value(client_values.SoaControl, one) for one in controls[soa.id]),
        )
        for soa in rows
    )


def _sites(session: Session, client_id: str) -> tuple[client_values.Site, ...]:
    rows = _rows(session, client_tables.Site, client_id=client_id)
    heads = _children(session, client_file_tables.HeadCount, "site_id", rows)
    return tuple(
        to_value(
            client_values.Site,
            row,
            head_counts=tuple(to_value(client_file_values.HeadCount, one) for one in heads[row.id]),
        )
        for row in rows
    )


def _documents(session: Session, client_id: str) -> tuple[client_values.ClientDocument, ...]:
    rows = _rows(session, client_tables.ClientDocument, client_id=client_id)
    editions = _children(session, client_file_tables.DocumentEdition, "document_id", rows)
    return tuple(
        to_value(
            client_values.ClientDocument,
            row,
            editions=tuple(to_value(client_file_values.DocumentEdition, one) for one in editions[row.id]),
        )
        for row in rows
    )


def load_criteria(session: Session, audit_id: str) -> tuple[values.Criteria, ...]:
    """Return the pinned criteria sets of the audit with their rows in catalogue order."""
    sets = _rows(session, audit_tables.Criteria, audit_id=audit_id)
    items = _children(session, audit_tables.CriteriaRow, "criteria_id", sets)
    return tuple(
        to_value(values.Criteria, one, items=tuple(to_value(values.CriteriaRow, item) for item in items[one.id]))
        for one in sets
    )


def load_meetings(session: Session, audit_id: str) -> tuple[field_values.Meeting, ...]:
    """Return the meetings with points, attendees and actions."""
    meetings = _rows(session, field_tables.Meeting, audit_id=audit_id)
    points = _children(session, field_tables.MeetingPoint, "meeting_id", meetings)
    attendees = _children(session, field_tables.Attendee, "meeting_id", meetings)
    actions = _children(session, field_tables.Action, "meeting_id", meetings)
    answers = _children(session, confirming_tables.MeetingAnswer, "meeting_id", meetings)
    amended = _children(session, confirming_tables.Amendment, "meeting_id", meetings)
    repeats = _children(session, confirming_tables.PointRepeat, "point_id", _flat(points))
    spans = _children(session, confirming_tables.AttendanceSpan, "attendee_id", _flat(attendees))
    return tuple(
        to_value(
            field_values.Meeting,
            one,
            points=tuple(
                to_value(
                    field_values.MeetingPoint,
                    row,
                    repeats=tuple(to_value(confirming_values.PointRepeat, again) for again in repeats[row.id]),
                )
                for row in points[one.id]
            ),
            attendees=tuple(
                to_value(
                    field_values.Attendee,
                    row,
                    spans=tuple(to_value(confirming_values.AttendanceSpan, span) for span in spans[row.id]),
                )
                for row in attendees[one.id]
            ),
            actions=tuple(to_value(field_values.Action, row) for row in actions[one.id]),
            answers=tuple(to_value(confirming_values.MeetingAnswer, row) for row in answers[one.id]),
            amendments=tuple(to_value(confirming_values.Amendment, row) for row in amended[one.id]),
        )
        for one in meetings
    )


def _flat(grouped: Mapping[str, Sequence[Any]]) -> list[Any]:
    return [one for rows in grouped.values() for one in rows]


def load_sessions(session: Session, audit_id: str) -> tuple[field_values.Session, ...]:
    """Return the sessions with the people met, by time."""
    rows = _rows(session, field_tables.Session, audit_id=audit_id)
    people = _children(session, field_tables.SessionPerson, "session_id", rows)
    ordered = sorted(rows, key=lambda row: (row.started_at or row.created_at, row.id))
    return tuple(
        to_value(
            field_values.Session,
            one,
            people=tuple(to_value(field_values.SessionPerson, row) for row in people[one.id]),
        )
        for one in ordered
    )


def load_evidence(
    session: Session, audit_id: str, refs: Mapping[str, str] | None = None, only: Sequence[str] | None = None
) -> tuple[field_values.Evidence, ...]:
    """Return all evidence of the audit (withdrawn items too), by time, author and number, with links and attachments.

    `only` names the items that are wanted.
    """
    shown = _refs(session, audit_id) if refs is None else refs
    rows = _chosen(session, field_tables.Evidence, audit_id, only)
    links = _children(session, field_tables.EvidenceLink, "evidence_id", rows)
    uses = _children(session, field_tables.EvidenceAttachment, "evidence_id", rows)
    rounds = _rounds(session, [row for row in rows if row.kind == EvidenceKind.RECORD_SAMPLE])
    files = _files(session, audit_id, None if only is None else uses)
    return tuple(
        to_value(
            field_values.Evidence,
            one,
            links=_links(links[one.id], shown),
            attachments=tuple(
                to_value(field_values.Attachment, files[use.attachment_id], caption=use.caption, position=use.position)
                for use in uses[one.id]
            ),
            rounds=rounds.get(one.id, ()),
        )
        for one in sorted(rows, key=evidence_order)
    )


def evidence_order(one: Any) -> tuple[datetime, str, int]:  # noqa: ANN401 - a row, or the value made of it
    """Return where an evidence item stands among the others."""
    return one.happened_at or one.created_at, one.author, one.number


def finding_order(one: Any) -> tuple[str, str, int]:  # noqa: ANN401 - as above
    """Return where a finding stands among the others."""
    return one.final_number or "~", one.author, one.number


def _chosen(session: Session, table: type[Any], audit_id: str, only: Sequence[str] | None) -> Sequence[Any]:
    """Return the rows of an audit, or only those with the ids in `only`."""
    if only is None:
        return _rows(session, table, audit_id=audit_id)
    return session.scalars(select(table).where(table.audit_id == audit_id, table.id.in_(only))).all()


def _files(session: Session, audit_id: str, uses: Mapping[str, Sequence[Any]] | None) -> dict[str, Any]:
    """Return the attachments of an audit by id, or only those in `uses`."""
    query = select(AttachmentTable).where(AttachmentTable.audit_id == audit_id)
    if uses is not None:
        query = query.where(AttachmentTable.id.in_([use.attachment_id for found in uses.values() for use in found]))
    return {one.id: one for one in session.scalars(query)}


def _rounds(session: Session, rows: Sequence[Any]) -> dict[str, tuple[sample_values.SampleRound, ...]]:
    """Return the rounds of samples with their items, by evidence id."""
    rounds = _children(session, sample_tables.SampleRound, "evidence_id", rows)
    items = _children(
        session, sample_tables.SampleItem, "round_id", [one for found in rounds.values() for one in found]
    )
    return {
        owner: tuple(
            to_value(
                sample_values.SampleRound,
                one,
                items=tuple(to_value(sample_values.SampleItem, row) for row in items[one.id]),
            )
            for one in found
        )
        for owner, found in rounds.items()
    }


def load_rounds(session: Session, evidence_id: str) -> tuple[sample_values.SampleRound, ...]:
    """Return the rounds of one evidence item, whatever its kind, with their items."""
    rows = session.scalars(select(field_tables.Evidence).where(field_tables.Evidence.id == evidence_id)).all()
    return _rounds(session, rows).get(evidence_id, ())


def load_notes(session: Session, audit_id: str) -> tuple[field_values.Note, ...]:
    """Return the running notes by time, author and number."""
    rows = _rows(session, field_tables.Note, audit_id=audit_id)
    ordered = sorted(rows, key=lambda row: (row.happened_at or row.created_at, row.author, row.number))
    return tuple(to_value(field_values.Note, row) for row in ordered)


def load_findings(
    session: Session, audit_id: str, refs: Mapping[str, str] | None = None, only: Sequence[str] | None = None
) -> tuple[field_values.Finding, ...]:
    """Return all findings of the audit (drafts and withdrawn ones too), by number, with links and history.

    `only` names the findings that are wanted.
    """
    shown = _refs(session, audit_id) if refs is None else refs
    rows = _chosen(session, field_tables.Finding, audit_id, only)
    links = _children(session, field_tables.FindingLink, "finding_id", rows)
    evidence = _children(session, field_tables.FindingEvidence, "finding_id", rows)
    sites = _children(session, field_tables.FindingSite, "finding_id", rows)
    history = _children(session, field_tables.GradeChange, "finding_id", rows)
    decided = _children(session, sample_tables.RuleDecision, "finding_id", rows)
    ordered = sorted(rows, key=finding_order)
    return tuple(
        to_value(
            field_values.Finding,
            one,
            links=_links(links[one.id], shown),
            evidence_ids=tuple(row.evidence_id for row in evidence[one.id]),
            site_ids=tuple(row.site_id for row in sites[one.id]),
            history=tuple(to_value(field_values.GradeChange, row) for row in history[one.id]),
            decisions=tuple(to_value(sample_values.RuleDecision, row) for row in decided[one.id]),
        )
        for one in ordered
    )


def load_papers(session: Session, audit_id: str) -> tuple[values.Paper, ...]:
    """Return the papers of the audit with their signatures, by kind and revision."""
    rows = _rows(session, paper_tables.Paper, audit_id=audit_id)
    signatures = _children(session, paper_tables.PaperSignature, "paper_id", rows)
    ordered = sorted(rows, key=lambda row: (row.kind, row.revision))
    return tuple(
        to_value(
            values.Paper,
            one,
            signatures=tuple(
                to_value(values.PaperSignature, row)
                for row in sorted(signatures[one.id], key=lambda row: row.signed_at or row.created_at)
            ),
        )
        for one in ordered
    )


def _refs(session: Session, audit_id: str) -> dict[str, str]:
    """Return item id -> shown reference."""
    return shown_refs(load_criteria(session, audit_id))


def shown_refs(sets: Sequence[values.Criteria]) -> dict[str, str]:
    """Return item id -> shown reference; a second criteria set is named, so that two `9.2` stay apart."""
    return {
        item.id: item.ref if index == 0 else f"{one.key}:{item.ref}"
        for index, one in enumerate(sets)
        for item in one.items
    }


def _links(rows: Iterable[Any], refs: Mapping[str, str]) -> tuple[field_values.RequirementLink, ...]:
    return tuple(to_value(field_values.RequirementLink, row, ref=refs.get(row.item_id or "", "")) for row in rows)


def load_timetable(session: Session, audit_id: str) -> tuple[values.TimetableRow, ...]:
    """Return the rows of the audit plan with their requirements, by position."""
    return _timetable(session, audit_id, _refs(session, audit_id))


def _timetable(session: Session, audit_id: str, refs: Mapping[str, str]) -> tuple[values.TimetableRow, ...]:
    rows = _rows(session, audit_tables.TimetableRow, audit_id=audit_id)
    wanted = _children(session, audit_tables.TimetableRef, "row_id", rows)
    return tuple(
        to_value(values.TimetableRow, row, refs=tuple(refs[one.item_id] for one in wanted[row.id])) for row in rows
    )


def _with_ref(
    session: Session, kind: type[V], table: type[Any], audit_id: str, refs: Mapping[str, str]
) -> tuple[V, ...]:
    order = {item_id: place for place, item_id in enumerate(refs)}
    rows = sorted(_rows(session, table, audit_id=audit_id), key=lambda row: (order[row.item_id], row.created_at))
    return tuple(to_value(kind, row, ref=refs[row.item_id]) for row in rows)


def _plain(session: Session, kind: type[V], table: type[Any], audit_id: str) -> tuple[V, ...]:
    return _of(session, kind, table, audit_id=audit_id)


def _of(session: Session, kind: type[V], table: type[Any], **where: str) -> tuple[V, ...]:
    return tuple(to_value(kind, row) for row in _rows(session, table, **where))


def _rows(session: Session, table: type[Any], **where: str) -> Sequence[Any]:
    """Return the rows of `table` by position (where it has one), then by time of entry and key."""
    found = session.scalars(_statement(table, *where), where).all()
    return sorted(found, key=_place)


def _children(session: Session, table: type[Any], column: str, parents: Sequence[Any]) -> dict[str, list[Any]]:
    """Return the children of `parents` by parent id, each list in its order; one query per 500 parents."""
    grouped: dict[str, list[Any]] = defaultdict(list)
    ids = [parent.id for parent in parents]
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for row in session.scalars(select(table).where(getattr(table, column).in_(part))):
            grouped[getattr(row, column)].append(row)
    for rows in grouped.values():
        rows.sort(key=_place)
    return grouped


def _statement(table: type[Any], *columns: str) -> Select[Any]:
    """Return the statement for `table` where `columns` have given values; made once, as in `blobs`."""
    if (table, columns) not in _STATEMENTS:
        equal = (getattr(table, name) == bindparam(name) for name in columns)
        _STATEMENTS[table, columns] = select(table).where(*equal)
    return _STATEMENTS[table, columns]


def _place(row: Any) -> tuple[int, datetime, str]:  # noqa: ANN401 - a row of any table
    loaded = row.__dict__
    return loaded.get("position", 0), row.created_at, row.id
