"""Unfinished typing: which of it holds the signature, that it names its place, and that a signed report stays one."""

from __future__ import annotations

import pytest

from app.cli.outcome import told
from app.domain.drafts import FindingDraft
from app.domain.errors import UserMistake
from app.domain.kinds import Grade
from app.domain.record import Deviation
from tests.services.papers import freeze, sign
from tests.support import World


def test_unfinished_typing_names_its_places(world: World, audit_id: str) -> None:
    services = world.services
    finding = services.findings.draft(audit_id, FindingDraft(title="Leavers", grade=Grade.MINOR))
    services.fields.keep_draft("finding", finding.id, "statement", "half a sen", audit_id=audit_id)
    services.fields.keep_draft("audit", audit_id, "scope", "half a sco", audit_id=audit_id)
    with pytest.raises(UserMistake, match="drafts_open") as caught:
        freeze(world, audit_id)
    label = services.audits.record(audit_id).findings[0].label
    assert caught.value.values["count"] == 2
    assert f"Findings {label}, Statement of nonconformity; Overview, Scope." in told("drafts_open", caught.value.values)


def test_a_line_that_was_never_added_is_only_pointed_out(world: World, audit_id: str) -> None:
    world.services.fields.keep_loose(f"quick:{audit_id}", "Badge of a vis", audit_id=audit_id)
    (hint,) = [one for one in world.services.reports.missing(audit_id) if one.code == "line_not_added"]
    assert (hint.blocking, "Fieldwork, the line for capturing" in told(hint.code, dict(hint.values))) == (False, True)
    assert freeze(world, audit_id).revision == 1


def test_typing_in_a_row_that_is_gone_holds_nothing(world: World, audit_id: str) -> None:
    deviation = world.services.audits.add_deviation(audit_id, Deviation(subject="Site S-2", reason="snow"))
    world.services.fields.keep_draft("deviation", deviation.id, "reason", "no tra", audit_id=audit_id)
    with pytest.raises(UserMistake, match="drafts_open"):
        freeze(world, audit_id)
    world.services.audits.remove("deviation", deviation.id)
    assert freeze(world, audit_id).revision == 1


def test_a_signed_report_is_not_made_again(world: World, audit_id: str) -> None:
    sign(world, audit_id)
    with pytest.raises(UserMistake) as caught:
        world.services.reports.freeze(audit_id)  # no reasons: what is missing is not the point any more
    assert (caught.value.code, caught.value.values) == ("report_signed_already", {"revision": 1})
