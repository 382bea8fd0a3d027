"""The form of a new audit: proposals, what is missing, the drafts it becomes."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.client import Client, Site
from app.domain.kinds import AuditType, Mode
from app.domain.new_audit import (
    NewAudit,
    NewSite,
    audit_draft,
    client_draft,
    problems,
    proposed_reference,
    usual_objectives,
)


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("Bryzadok Systemy", (), "BRY-S2-2026"),
        ("Éclair & Co", (), "ECL-S2-2026"),
        ("3M", (), "M-S2-2026"),
        ("", (), "AUDIT-S2-2026"),
        ("Bryzadok", ("bry-s2-2026", "BRY-S2-2026-2"), "BRY-S2-2026-3"),
    ],
)
def test_a_reference_nobody_uses_is_proposed(name, taken, wanted):
    assert proposed_reference(name, AuditType.STAGE2, 2026, taken) == wanted


def test_client_and_reference_are_enough():
    found = problems(NewAudit(client_name="Keja", reference="R-1"))
    assert [one.code for one in found if one.blocking] == []


def test_what_is_missing_is_named_with_its_field():
    found = problems(NewAudit(planned_start=date(2026, 3, 31), planned_end=date(2026, 3, 27)))
    held = [(one.code, one.field) for one in found if one.blocking]
    assert held == [
        ("client_missing", "client_name"),
        ("reference_missing", "reference"),
        ("dates_reversed", "planned_end"),
    ]


def test_a_reference_is_taken_whatever_its_case():
    found = problems(NewAudit(client_id="c", reference="r-1", taken=frozenset({"R-1"})))
    assert [one.code for one in found if one.blocking] == ["reference_taken"]


def test_new_sites_get_labels_and_are_taken_in_by_name():
    form = NewAudit(client_name="Keja", reference="R-1", sites=(NewSite(name="Gdańsk", mode=Mode.REMOTE),), zone="UTC")
    assert [(one.label, one.name) for one in client_draft(form).sites] == [("S-1", "Gdańsk")]
    client = Client(id="c", name="Keja", sites=(Site(id="s", name="Gdańsk"),))
    assert [(one.client_site_id, one.mode) for one in audit_draft(form, client).sites] == [("s", Mode.REMOTE)]


def test_stage_1_has_its_own_four_objectives():
    assert len(usual_objectives(AuditType.STAGE1)) == len(usual_objectives(AuditType.STAGE2)) == 4
    assert not set(usual_objectives(AuditType.STAGE1)) & set(usual_objectives(AuditType.STAGE2))
