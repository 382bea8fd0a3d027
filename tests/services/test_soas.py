"""Statements of Applicability: from a client's file to a version that is never changed again."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from app.domain.client import Client, Soa, SoaControl
from app.domain.drafts import ClientDraft
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import AuditState
from app.domain.soa import SoaChange, same_content
from app.domain.soa_import import SoaColumn, SoaLayout, SoaPreview
from app.models.audit import Audit
from app.translation import languages
from tests.support import World, audit_draft, name_me

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ("Control", "Applicable", "Reason", "Status")
DAY = date(2026, 3, 2)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def client_id(world: World) -> str:
    name_me(world.services)
    return world.services.clients.add(ClientDraft(client=Client(name="Muster AG"))).id


def text(*rows: Sequence[str]) -> str:
    return "\n".join("\t".join(row) for row in (HEAD, *rows))


def some(world: World, *rows: Sequence[str]) -> SoaPreview:
    given = rows or (("A.5.1", "yes", "risk", "yes"), ("A.7.6", "no", "no secure areas", ""))
    return world.services.soas.preview_text(text(*given))


def take(world: World, client_id: str, edition: str = "1.0", *rows: Sequence[str]) -> str:
    return world.services.soas.take(client_id, edition, DAY, "CEO", some(world, *rows)).id


def test_a_file_becomes_a_version_with_its_controls(world: World, client_id: str, tmp_path: Path) -> None:
    path = tmp_path / "soa.csv"
    path.write_text("Maßnahme;Anwendbar;Begründung\nA.5.1;ja;Risiko\nA.7.6;nein;entfällt\n", encoding="utf-8")
    preview = world.services.soas.preview(path)
    made = world.services.soas.take(
        client_id, " 2.1 ", DAY, "CEO", preview, reference="SOA", approved_on=date(2026, 3, 3)
    )
    soa = world.services.soas.sheet(made.id).soa
    assert (soa.edition, soa.dated, soa.approved_by, soa.reference) == ("2.1", DAY, "CEO", "SOA")
    assert [(one.ref, one.applicable, one.reason) for one in soa.controls] == [
        ("A.5.1", True, "Risiko"), ("A.7.6", False, "entfällt"),
    ]  # fmt: skip


def test_a_preview_writes_nothing(world: World, client_id: str) -> None:
    before = world.workspace.head(None)
    some(world)
    assert world.workspace.head(None) == before


def test_taking_over_is_one_entry_of_the_trail(world: World, client_id: str) -> None:
    preview, before = some(world), world.workspace.head(None).count
    world.services.soas.take(client_id, "1.0", DAY, "CEO", preview)
    assert world.workspace.head(None).count == before + 1


def test_a_file_that_is_not_there_is_told_without_its_folder(world: World, tmp_path: Path) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        world.services.soas.preview(tmp_path / "gone.xlsx")
    assert (caught.value.code, caught.value.values) == ("table_not_readable", {"name": "gone.xlsx"})


def test_a_table_can_be_read_again_in_another_way(world: World, client_id: str) -> None:
    first = world.services.soas.preview_text("foo\tbar\nA.5.1\tyes\nA.5.2\tno\nA.5.3\tyes\n")
    layout = SoaLayout("", 1, ((0, SoaColumn.REF), (1, SoaColumn.APPLICABLE)))
    again = world.services.soas.read(first.table, layout)
    assert (len(first.controls), len(again.controls)) == (0, 3)


@pytest.mark.parametrize(
    ("edition", "rows", "code"),
    [(" ", (), "soa_edition_missing"), ("1", (("A.5.1", "", "", ""),), "soa_nothing_to_take")],
)
def test_what_cannot_be_a_version_is_refused(
    world: World, client_id: str, edition: str, rows: Sequence[Sequence[str]], code: str
) -> None:
    preview = some(world, *rows)
    with pytest.raises(UserMistake) as caught:
        world.services.soas.take(client_id, edition, DAY, "CEO", preview)
    assert caught.value.code == code


def test_the_same_version_again_changes_nothing(world: World, client_id: str) -> None:
    first, before = take(world, client_id), world.workspace.head(None)
    again = world.services.soas.take(client_id, "1.0 ", DAY, "CEO", some(world))
    assert (again.id, again.changes.kinds) == (first, frozenset())
    assert world.workspace.head(None) == before


def test_an_edition_with_other_content_is_refused_and_the_old_one_stays(world: World, client_id: str) -> None:
    first = take(world, client_id, "1.0A")
    with pytest.raises(UserMistake) as caught:
        take(world, client_id, "1.0a", ("A.5.1", "no", "", ""))
    assert (caught.value.code, caught.value.field) == ("soa_edition_exists", "edition")
    assert world.services.soas.sheet(first).sums.controls == 2


def test_a_new_edition_never_alters_an_old_one(world: World, client_id: str) -> None:
    first = take(world, client_id)
    before = world.services.soas.sheet(first).soa
    take(world, client_id, "2.0", ("A.5.1", "no", "gone", ""))
    assert world.services.soas.sheet(first).soa == before


def test_a_version_that_was_only_named_is_filled(world: World, client_id: str) -> None:
    named = world.services.clients.add_soa(client_id, Soa(edition="3", reference="SOA")).id
    assert take(world, client_id, "3") == named
    soa = world.services.soas.sheet(named).soa
    assert (soa.reference, soa.dated, len(soa.controls)) == ("SOA", DAY, 2)


def test_a_version_that_a_finished_audit_names_is_not_filled(world: World, client_id: str) -> None:
    named = world.services.clients.add_soa(client_id, Soa(edition="3")).id
    client = world.services.clients.get(client_id)
    audit_id = world.services.audits.create(audit_draft(client, soa_id=named)).id
    with world.workspace.write() as uow:
        audit = uow.session.get_one(Audit, audit_id)
        audit.state = AuditState.REPORTED
        uow.record("audit.reported", audit, audit=audit_id)
        uow.commit("audit")
    with pytest.raises(UserMistake) as caught:
        take(world, client_id, "3")
    assert caught.value.code == "soa_edition_exists"


def test_versions_come_latest_first_with_sums_and_the_audits_that_use_them(world: World, client_id: str) -> None:
    old = take(world, client_id)
    world.services.soas.take(client_id, "2.0", date(2026, 4, 1), "", some(world, ("A.5.1", "yes", "r", "planned")))
    client = world.services.clients.get(client_id)
    world.services.audits.create(audit_draft(client, soa_id=old))
    latest, first = world.services.soas.versions(client_id)
    assert (latest.soa.edition, latest.sums.not_implemented, latest.audits) == ("2.0", 1, ())
    assert (first.sums.applicable, first.sums.excluded, first.audits) == (1, 1, ("CB-2026-001",))


def test_a_page_of_a_version_says_what_does_not_hold_together(world: World, client_id: str) -> None:
    soa_id = take(world, client_id, "1.0", ("A.5.1", "no", "", ""))
    sheet = world.services.soas.sheet(soa_id)
    codes = [one.code for one in sheet.problems]
    assert (codes.count("soa_control_missing"), codes.count("soa_no_reason_excluded")) == (92, 1)


def test_two_versions_are_compared_control_by_control(world: World, client_id: str) -> None:
    old = take(world, client_id)
    new = take(world, client_id, "2.0", ("A.5.1", "no", "gone", ""), ("A.5.2", "yes", "law", "yes"))
    found = world.services.soas.compare(old, new)
    assert [(one.ref, one.changes[0]) for one in found.differences] == [
        ("A.5.1", SoaChange.APPLICABILITY), ("A.5.2", SoaChange.ADDED), ("A.7.6", SoaChange.REMOVED),
    ]  # fmt: skip


# -- what goes out and comes back -------------------------------------------------------------------------------


def filled(world: World, client_id: str) -> str:
    rows = [
        (
            f"A.5.{number}",
            "no" if number % 5 == 0 else "yes",
            f"=reason {number}",
            "n/a" if number % 5 == 0 else "partly",
        )
        for number in range(1, 38)
    ]
    return take(world, client_id, "1.0", *rows)


@pytest.mark.parametrize("language", languages())
def test_a_version_that_goes_out_comes_back_the_same(
    world: World, client_id: str, tmp_path: Path, language: str
) -> None:
    soa_id = filled(world, client_id)
    path = tmp_path / "out.xlsx"
    path.write_bytes(world.services.soas.export(soa_id, language))
    back = world.services.soas.preview(path)
    assert same_content(world.services.soas.sheet(soa_id).soa.controls, back.controls)
    assert back.errors == ()


def test_what_goes_out_has_the_same_bytes_and_no_formula(world: World, client_id: str, tmp_path: Path) -> None:
    soa_id = filled(world, client_id)
    content = world.services.soas.export(soa_id, "en")
    path = tmp_path / "out.xlsx"
    path.write_bytes(content)
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert world.services.soas.export(soa_id, "en") == content
    assert "=reason 1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


@pytest.mark.parametrize("language", languages())
def test_the_empty_template_asks_for_every_control_and_is_understood(
    world: World, client_id: str, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(world.services.soas.template(client_id, language))
    read = world.services.soas.preview(path)
    assert {one.problem.code for one in read.errors} == {"soa_applicable_missing"}
    assert len(read.errors) == 93
    roles = {role for _, role in read.layout.columns}
    assert roles >= {SoaColumn.REF, SoaColumn.APPLICABLE, SoaColumn.REASON, SoaColumn.IMPLEMENTED}


@pytest.mark.parametrize("language", languages())
def test_the_lists_of_the_template_are_understood(world: World, client_id: str, tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(world.services.soas.template(client_id, language))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    yes, states = (rule.formula1.strip('"').split(",") for rule in sheet.data_validations.dataValidation)
    for row, (answer, state) in enumerate([(yes[0], states[0]), (yes[0], states[1]), (yes[1], states[2])], 6):
        sheet.cell(row, 3, answer)
        sheet.cell(row, 4, "because")
        sheet.cell(row, 5, state)
    book.save(path)
    read = world.services.soas.preview(path).controls
    assert [(one.applicable, one.implemented.value) for one in read] == [(True, "yes"), (True, "partly"), (False, "no")]


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_libreoffice_saves_a_version_and_it_is_read_the_same(
    world: World, client_id: str, tmp_path: Path, ending: str
) -> None:
    soa_id = filled(world, client_id)
    source = tmp_path / "version.xlsx"
    source.write_bytes(world.services.soas.export(soa_id, "en"))
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    back = world.services.soas.preview(out / f"version.{ending}")
    assert same_content(world.services.soas.sheet(soa_id).soa.controls, back.controls)


def test_own_controls_of_the_client_stand_at_the_end_of_an_export(world: World, client_id: str, tmp_path: Path) -> None:
    controls = (SoaControl(ref="X.1", reason="own"), SoaControl(ref="A.5.1", reason="risk"))
    soa_id = world.services.clients.add_soa(client_id, Soa(edition="1", controls=controls)).id
    path = tmp_path / "out.xlsx"
    path.write_bytes(world.services.soas.export(soa_id, "en"))
    column = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0]["A"]]
    assert column[-1] == "X.1"
