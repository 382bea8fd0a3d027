"""The plan of the harbour case as a record, made from the sample audit that comes with the program."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from app.domain.client import Body, Client, Contact, Site, Soa, SoaControl
from app.domain.kinds import AuditType, ItemKind, Mode, RowKind, Side, SiteKind, TeamRole
from app.domain.programme_record import AuditTime
from app.domain.record import Audit, AuditRecord, AuditSite, Criteria, CriteriaRow, TeamMember, TimetableRow

ROOT = Path(__file__).parents[2] / "resources"
CASE: dict[str, Any] = json.loads((ROOT / "demo" / "harbour.json").read_text(encoding="utf-8"))
ITEMS = json.loads((ROOT / "criteria" / "iso27001_2022.json").read_text(encoding="utf-8"))["items"]
CRITERIA = Criteria(
    id="criteria",
    key="iso27001",
    edition="2022",
    items=tuple(
        CriteriaRow(
            id=one["ref"], ref=one["ref"], parent=one["parent"], kind=ItemKind(one["kind"]), title=one["title"],
            theme=one["theme"], auditable=one["auditable"], position=one["order"],
        )
        for one in ITEMS
    ),
)  # fmt: skip
REFS = tuple(one.ref for one in CRITERIA.items if one.auditable)


def day(text: str) -> date:
    return date.fromisoformat(text)


def row(one: dict[str, Any]) -> TimetableRow:
    return TimetableRow(
        id=one["label"], label=one["label"], day=day(one["day"]), starts=one["starts"], ends=one["ends"],
        site_id=one["site"] or None, mode=Mode(one["mode"]), topic=one["topic"], auditors=one["auditors"],
        people=one["people"], language=one["language"], refs=tuple(one["refs"]),
        kind=RowKind(one.get("kind", RowKind.AUDIT)),
    )  # fmt: skip


def harbour(**changes: Any) -> AuditRecord:
    """Return stage 2 of the harbour case: three days, two auditors, three sites, a timetable of 34 rows."""
    audit, client = CASE["audit"], CASE["client"]
    sites = tuple(
        Site(
            id=f"site-{one['label']}", label=one["label"], name=one["name"], activities=one["activities"],
            heads=one["heads"], central=one["label"] == "S-1",
        )
        for one in client["sites"]
    )  # fmt: skip
    modes = {one["label"]: Mode(one["mode"]) for one in audit["sites"]}
    controls = tuple(SoaControl(ref=one["ref"], applicable=one["applicable"]) for one in client["soa"]["controls"])
    record = AuditRecord(
        audit=Audit(
            id="audit", reference="VTV", type=AuditType.STAGE2, scope="x", planned_start=day(audit["planned_start"]),
            planned_end=day(audit["planned_end"]),
        ),
        body=Body(),
        client=Client(name="B", sites=sites, contacts=tuple(Contact(**one) for one in client["contacts"])),
        soa=Soa(edition="2.1", controls=controls),
        criteria=(CRITERIA,),
        team=tuple(
            TeamMember(
                id=one["initials"], name=one["name"], latin_name=one["latin_name"], initials=one["initials"],
                role=TeamRole(one["role"]), side=Side(one["side"]), area=one["area"], competence=one["competence"],
                accompanies=one["accompanies"],
            )
            for one in audit["team"]
        ),
        sites=tuple(
            AuditSite(
                id=one.label, client_site_id=one.id, label=one.label, name=one.name, activities=one.activities,
                heads=one.heads, mode=modes[one.label], central=one.central, kind=SiteKind.PERMANENT,
            )
            for one in sites
        ),
        timetable=tuple(row(one) for one in audit["timetable"]),
        time=AuditTime(days="15/2"),
    )  # fmt: skip
    return replace(record, **changes)
