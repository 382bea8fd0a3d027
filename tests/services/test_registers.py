"""A pasted or dropped register of documents: row by row what it does, taken over in one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain.client import ClientDocument
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.register_import import RegisterStep
from tests.support import add_client

ROWS = (
    "Doc no\tTitle\tVersion\tDate\tOwner\tClassification",
    "P-01\tInformation security policy\t3.0\t2026-02-01\tIvo Isms\tinternal",
    "P-02\tAccess policy\t1.2\t03.03.2026\t\tinternal",
    "\t\t2.0",
)
TABLE = "\n".join(ROWS)


@pytest.fixture
def client_id(world):
    return add_client(world.services).id


def _steps(preview):
    return [row.step for row in preview.rows]


def test_pasted_cells_are_understood_row_by_row(world, client_id):
    preview = world.services.registers.preview_text(client_id, TABLE)
    assert _steps(preview) == [RegisterStep.NEW, RegisterStep.NEW, RegisterStep.REFUSED]
    first = preview.rows[0].document
    assert (first.reference, first.edition, first.dated, first.owner) == ("P-01", "3.0", date(2026, 2, 1), "Ivo Isms")
    assert preview.rows[1].document.dated == date(2026, 3, 3)


def test_cells_without_headings_are_taken_in_the_usual_order(world, client_id):
    preview = world.services.registers.preview_text(client_id, "Policy\tP-9\t4\nPlan\tP-10\t1")
    assert [(row.document.title, row.document.reference) for row in preview.rows] == [
        ("Policy", "P-9"),
        ("Plan", "P-10"),
    ]


def test_a_known_document_with_another_version_becomes_a_new_edition(world, client_id):
    old = ClientDocument(title="Policy of old", reference="p-01", edition="2.0", owner="Eva Example")
    world.services.client_file.add(client_id, old)
    preview = world.services.registers.preview_text(client_id, TABLE)
    assert preview.rows[0].step is RegisterStep.NEW_EDITION
    world.services.registers.take(client_id, preview)
    taken = world.services.clients.get(client_id).documents
    assert [(one.reference, one.edition) for one in taken] == [("P-01", "3.0"), ("P-02", "1.2")]
    assert [(one.edition, one.title, one.owner) for one in taken[0].editions] == [
        ("2.0", "Policy of old", "Eva Example")
    ]


def test_the_same_table_again_changes_nothing(world, client_id):
    registers = world.services.registers
    registers.take(client_id, registers.preview_text(client_id, TABLE))
    again = registers.preview_text(client_id, TABLE)
    assert again.count(RegisterStep.KNOWN) == 2
    with pytest.raises(UserMistake, match="register_nothing_to_take"):
        registers.take(client_id, again)


@pytest.mark.parametrize(
    ("said", "day", "code"),
    [("03/04/2026", None, "register_date_ambiguous"), ("31.02.2026", None, "register_date_unreadable"),
     ("04/04/2026", date(2026, 4, 4), ""), ("25/04/2026", date(2026, 4, 25), ""), ("04/25/2026", date(2026, 4, 25), ""),
     ("soon", None, "register_date_unreadable")],
)  # fmt: skip
def test_a_date_is_read_or_doubted_never_guessed(world, client_id, said, day, code):
    preview = world.services.registers.preview_text(client_id, f"Title\tDate\nPolicy\t{said}")
    row = preview.rows[0]
    assert row.document.dated == day
    assert [one.code for one in row.doubts] == ([code] if code else [])


def test_a_document_that_stands_twice_in_the_table_is_taken_once(world, client_id):
    preview = world.services.registers.preview_text(client_id, "Title\tVersion\nPolicy\t1\npolicy\t2")
    assert [one.code for one in preview.rows[1].doubts] == ["register_twice"]


def test_a_csv_file_is_read_by_the_helper(world, client_id, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("Titel;Fassung;Verantwortlich\nLeitlinie;2;Björn Öz\n", encoding="utf-8")
    row = world.services.registers.preview(client_id, file).rows[0]
    assert (row.document.title, row.document.edition, row.document.owner) == ("Leitlinie", "2", "Björn Öz")


def test_a_file_that_is_gone_is_said(world, client_id):
    with pytest.raises(ForeignFileProblem, match="table_not_readable"):
        world.services.registers.preview(client_id, Path("/no/such/file.xlsx"))


def test_people_of_the_file_are_not_taken_again(world, client_id):
    lines = world.services.registers.preview_people(client_id, "eva example; CEO\nNew One; CISO")
    assert [one.contact is not None for one in lines] == [False, True]


def test_what_a_table_leaves_open_stays_as_it_is(world, client_id):
    old = ClientDocument(title="Policy", reference="P-1", edition="1", owner="Eva Example", classification="internal")
    world.services.client_file.add(client_id, old)
    registers = world.services.registers
    registers.take(client_id, registers.preview_text(client_id, "Title\tVersion\nPolicy\t2"))
    one = world.services.clients.get(client_id).documents[0]
    assert (one.edition, one.reference, one.owner, one.classification) == ("2", "P-1", "Eva Example", "internal")


def test_a_table_without_version_and_date_renews_nothing(world, client_id):
    world.services.client_file.add(client_id, ClientDocument(title="Policy", edition="1"))
    preview = world.services.registers.preview_text(client_id, "Title\tOwner\nPolicy\tEva Example")
    assert _steps(preview) == [RegisterStep.KNOWN]
