"""First scene: the certification body, its people, the client's file and the planned audit."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from app.demo import programme
from app.demo.case import Row
from app.demo.stage import LEAD, Stage, day
from app.domain.client import (
    Body,
    BodyPaper,
    BodyText,
    Client,
    ClientDocument,
    Contact,
    Person,
    Site,
    Soa,
    SoaControl,
)
from app.domain.drafts import AuditDraft, ClientDraft, ObjectiveDraft, SiteDraft
from app.domain.kinds import AuditType, Implemented, Mode, RowKind, Side, StatementOutcome, TeamRole
from app.domain.record import TeamMember, TimetableRow

# Plan version 2 was sent on this day; everything of the preparation is entered then.
PLANNED: Final = "2026-03-20T09:00+01:00"
# The client's representative accepted it, and named no record that may not be shown.
AGREED: Final = "2026-03-23T10:00+01:00"
AGREED_BY: Final = "Łucja Gęsicka"
CLIENT: Final = (
    "name",
    "legal_form",
    "address",
    "register_number",
    "business",
    "languages",
    "outsourced",
    "shifts",
    "scope",
)
PERSON: Final = ("name", "latin_name", "initials", "function", "email")


def prepare(stage: Stage) -> None:
    """Enter body, people, client and audit."""
    _people(stage)
    _body(stage)
    client_id = _client(stage)
    _audit(stage, client_id)
    programme.tell_cycle(stage)
    programme.calculate(stage, client_id)
    programme.plan_programme(stage)
    programme.declare(stage)
    _agree(stage)


def _people(stage: Stage) -> None:
    """Enter the people; the lead auditor first, because every entry names who made it."""
    for row in stage.case.rows("people"):
        made = stage.services.body.add_person(Person(**{name: row[name] for name in PERSON}))
        stage.people[row["initials"]] = made.id
        if row["initials"] == LEAD:
            stage.at(PLANNED)


def _body(stage: Stage) -> None:
    row = dict(stage.case.part("body"))
    papers = tuple(BodyPaper(**{**one, "issued_on": day(one["issued_on"])}) for one in row.pop("papers"))
    texts = tuple(BodyText(**one) for one in row.pop("texts"))
    stage.services.body.set_up(Body(**row, papers=papers, texts=texts))


def _client(stage: Stage) -> str:
    row = stage.case.part("client")
    draft = ClientDraft(
        client=Client(**{name: row[name] for name in CLIENT}),
        contacts=tuple(Contact(**one) for one in row["contacts"]),
        sites=tuple(Site(**one) for one in row["sites"]),
        soa=_soa(row["soa"]),
    )
    client_id = stage.services.clients.add(draft).id
    for one in row["documents"]:
        document = ClientDocument(**{**one, "dated": day(one["dated"])})
        stage.services.clients.add_document(client_id, document)
    return client_id


def _soa(row: Row) -> Soa:
    controls = tuple(
        SoaControl(**{**one, "implemented": Implemented(one["implemented"])}, position=place)
        for place, one in enumerate(row["controls"])
    )
    dates = {name: day(row[name]) for name in ("dated", "approved_on")}
    return Soa(**{**row, **dates, "controls": controls})


def _audit(stage: Stage, client_id: str) -> None:
    row = stage.case.part("audit")
    client = stage.services.clients.get(client_id)
    client_sites = {site.label: site for site in client.sites}
    draft = AuditDraft(
        client_id=client_id,
        reference=row["reference"],
        type=AuditType(row["type"]),
        scope=row["scope"],
        language=row["language"],
        report_language=row["report_language"],
        planned_start=day(row["planned_start"]),
        planned_end=day(row["planned_end"]),
        file_number=row["file_number"],
        criteria=tuple(row["criteria"]),
        criteria_note=row["criteria_note"],
        soa_id=client.soas[0].id,
        zone=row["zone"],
        objectives=tuple(ObjectiveDraft(text=one["text"]) for one in row["objectives"]),
        team=tuple(_member(stage, one) for one in row["team"]),
        sites=tuple(
            SiteDraft(client_site_id=client_sites[one["label"]].id, mode=Mode(one["mode"])) for one in row["sites"]
        ),
        timetable=tuple(_row(one) for one in row["timetable"]),
    )
    stage.audit_id = stage.services.audits.create(draft).id
    stage.put("audit", stage.audit_id, distribution=row["distribution"])
    record = stage.services.audits.record(stage.audit_id)
    stage.sites = {site.label: site.id for site in record.sites}
    stage.zones = {site.label: site.zone for site in record.sites}
    stage.rows = {one.label: one.id for one in record.timetable}


def _agree(stage: Stage) -> None:
    """Send the plan, and enter the client's answers."""
    plans = stage.services.plans
    plans.send(stage.audit_id, datetime.fromisoformat(PLANNED).date())
    stage.at(AGREED)
    said_on = datetime.fromisoformat(AGREED).date()
    plans.answer_withheld(stage.audit_id, AGREED_BY, said_on)
    plans.answer_plan(stage.audit_id, StatementOutcome.ACCEPTED, AGREED_BY, said_on)


def _member(stage: Stage, row: Row) -> TeamMember:
    kinds = {"role": TeamRole(row["role"]), "side": Side(row["side"]), "declared_on": day(row["declared_on"])}
    return TeamMember(**{**row, **kinds}, person_id=stage.people.get(row["initials"]))


def _row(row: Row) -> TimetableRow:
    """Return a row of the plan; in a draft `site_id` holds the label of the site."""
    values = {name: value for name, value in row.items() if name not in {"site", "interpreter"}}
    kind = RowKind(row.get("kind", RowKind.AUDIT))
    values |= {"day": day(row["day"]), "mode": Mode(row["mode"]), "refs": tuple(row["refs"]), "kind": kind}
    return TimetableRow(**values, site_id=row["site"] or None)
