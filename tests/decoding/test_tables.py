"""The helper for tables: plain cells with their places, and a sentence of its own for every refusal."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import threading
import time

import openpyxl
import pytest

from app.decoding import HIDDEN_TABLE, limits, table_client, table_worker
from app.domain.cells import ForeignTable, TableKind, letters
from app.domain.errors import Cancelled, ForeignFileProblem
from app.domain.sentences import ERRORS
from tests.decoding.workbooks import MIB, ods, part, repacked, with_formula, xlsx

PLAIN = xlsx(("One", [["Control", "Applicable"], ["A.5.1", "yes"]]))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
NAMES = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def read(content: bytes, name: str = "soa.xlsx") -> ForeignTable:
    return table_worker.decode(name, content)


def cells(table: ForeignTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.sheets[0].rows]


def refusal(content: bytes, name: str = "soa.xlsx") -> str:
    with pytest.raises(ForeignFileProblem) as caught:
        read(content, name)
    assert caught.value.code in ERRORS
    return caught.value.code


def sheet(body: bytes) -> bytes:
    return repacked(PLAIN, {SHEET: b"<worksheet " + NAMES + b"><sheetData>" + body + b"</sheetData></worksheet>"})


def test_the_helper_hands_back_cells_with_their_places() -> None:
    table = table_client.read_table("soa.xlsx", PLAIN)
    assert (table.kind, table.sheets[0].name) == (TableKind.XLSX, "One")
    assert [(row.number, row.cells) for row in table.sheets[0].rows] == [
        (1, ("Control", "Applicable")), (2, ("A.5.1", "yes")),
    ]  # fmt: skip


def test_a_file_larger_than_a_pipe_comes_through_both_ways() -> None:
    text = "\n".join(f"A.5.{number};{'reason ' * 20}{number * 7919 % 99991}" for number in range(5_000))
    calls: list[int] = []
    table = table_client.read_table("soa.csv", text.encode(), lambda percent, text: calls.append(percent))
    assert (len(table.sheets[0].rows), len(text) > 500_000) == (5_000, True)


def test_a_refusal_comes_back_as_one() -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        table_client.read_table("soa.xlsx", b"%PDF-1.7")
    assert caught.value.code == "table_unknown"


def test_numbers_days_and_truth_are_text() -> None:
    rows = [[5.1, 5.0, 7, True, dt.date(2026, 3, 27), dt.datetime.fromisoformat("2026-03-27T09:30"), dt.time(9, 30)]]
    assert cells(read(xlsx(("S", rows)))) == [
        ("5.1", "5", "7", "TRUE", "2026-03-27", "2026-03-27 09:30", "09:30"),
    ]  # fmt: skip


def test_a_share_is_read_as_people_see_it() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 0.5
    book.worksheets[0]["A1"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    assert cells(read(out.getvalue())) == [("50%",)]


def test_a_formula_gives_the_value_it_had_when_saved_and_one_without_is_told() -> None:
    table = read(with_formula())
    assert cells(table) == [("2",), ("shared",)]
    assert [(note.code, note.row, note.column) for note in table.notes] == [("table_formula_without_value", 1, 1)]


def test_hidden_sheets_rows_and_columns_are_marked() -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.append(["a", "b"])
    first.append(["c", "d"])
    first.row_dimensions[2].hidden = True
    first.column_dimensions["B"].hidden = True
    book.create_sheet("Secret").append(["x"])
    book["Secret"].sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    shown, secret = read(out.getvalue()).sheets
    assert [row.hidden for row in shown.rows] == [False, True]
    assert (shown.hidden_columns, shown.hidden, secret.hidden) == ((1,), False, True)


def test_macros_and_links_are_told_and_the_cells_are_read() -> None:
    content = repacked(PLAIN, {"xl/vbaProject.bin": OLE, "xl/externalLinks/externalLink1.xml": b"<x/>"})
    table = read(content, "soa.xlsm")
    assert (table.kind, cells(table)[1]) == (TableKind.XLSM, ("A.5.1", "yes"))
    assert [note.code for note in table.notes] == ["table_macros", "table_links"]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"Control;Applicable\nA.5.1;yes\n", "soa.xlsx"), (PLAIN, "soa.csv"), (b"a,b\n1,2\n", "soa.ods")],
)
def test_the_bytes_say_what_it_is_and_a_wrong_name_is_told(content: bytes, name: str) -> None:
    assert [note.code for note in read(content, name).notes] == ["table_named_otherwise"]


def test_a_long_cell_is_cut_and_told() -> None:
    table = read(xlsx(("S", [["a", "x" * (limits.CELL + 1)]])))
    assert len(cells(table)[0][1]) == limits.CELL
    assert [(note.code, note.row, note.column) for note in table.notes] == [("table_cell_cut", 1, 1)]


def test_marks_that_turn_text_round_and_control_characters_do_not_come_in() -> None:
    assert cells(read("a\u202eb\x07c\u2066;d".encode(), "x.csv")) == [("abc", "d")]


# -- refusals ---------------------------------------------------------------------------------------------------


BOMB = repacked(PLAIN, {SHEET: b"<worksheet>" + b" " * (40 * MIB) + b"</worksheet>"})
MANY_PARTS = repacked(PLAIN, {f"p{number}": b"" for number in range(limits.PARTS + 1)})
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b"<worksheet " + NAMES + b'><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    b"</worksheet>"
)
OUTSIDE = b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet ' + NAMES + b"><sheetData/></worksheet>"

REFUSED = {
    "nothing": (b"", "table_empty"),
    "only blanks": (b"\xef\xbb\xbf \r\n\t\n", "table_empty"),
    "cut off": (PLAIN[: len(PLAIN) // 2], "table_damaged"),
    "cut at the end": (PLAIN[:-30], "table_damaged"),
    "no sheet data": (repacked(PLAIN, {SHEET: b"<worksheet"}), "table_damaged"),
    "style that is none": (repacked(PLAIN, {"xl/styles.xml": b"\0\1"}), "table_damaged"),
    "bomb": (BOMB, "table_unpacks"),
    "too many parts": (MANY_PARTS, "table_unpacks"),
    "encrypted": (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "table_encrypted"),
    "old Excel": (OLE + b"\0" * 500, "table_old_excel"),
    "PDF": (b"%PDF-1.7\n...", "table_unknown"),
    "web page": (b"<html><table><tr><td>A.5.1</td></tr></table></html>", "table_unknown"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "table_unknown"),
    "entities": (repacked(PLAIN, {SHEET: ENTITIES}), "table_xml_refused"),
    "entities in the texts": (repacked(with_formula(), {"xl/sharedStrings.xml": ENTITIES}), "table_xml_refused"),
    "from outside": (repacked(PLAIN, {SHEET: OUTSIDE}), "table_xml_refused"),
    "no cells": (xlsx(("S", [])), "table_without_cells"),
    "too many columns": (xlsx(("S", [["x"] * (limits.COLUMNS + 1)])), "table_too_many_columns"),
    "too many sheets": (xlsx(*((f"S{n}", [["x"]]) for n in range(limits.SHEETS + 1))), "table_too_many_sheets"),
    "too many rows": (b"a;b\n" * (limits.ROWS + 1), "table_too_many_rows"),
    "too much text": (("x" * 7_000 + ";y\n").encode() * 1_800, "table_too_much_text"),
    "no letters": (b"a;b\n\x81\x8d;\x90\n", "table_encoding"),
    "half a UTF-16": (b"\xff\xfea\0;\0b", "table_encoding"),
    "other archive": (b"PK\x05\x06" + b"\0" * 18, "table_unknown"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_honest_table_is_refused_with_its_own_reason(name: str) -> None:
    content, code = REFUSED[name]
    assert refusal(content) == code


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"])
def test_no_part_of_a_workbook_is_read_with_entities(name: str) -> None:
    body = part(PLAIN, name)
    head = b'<!DOCTYPE w [<!ENTITY a "b">]>'
    begin = body.index(b"?>") + 2 if body.startswith(b"<?xml") else 0
    with pytest.raises(ForeignFileProblem) as caught:
        table_client.read_table("soa.xlsx", repacked(PLAIN, {name: body[:begin] + head + body[begin:]}))
    assert caught.value.code == "table_xml_refused"


def test_a_file_beyond_the_limit_is_not_even_handed_to_the_helper() -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        table_client.read_table("x.csv", bytes(limits.LONGEST + 1))
    assert caught.value.code == "table_too_big"


def test_an_encrypted_archive_is_told_apart_from_a_damaged_one() -> None:
    marked = bytearray(PLAIN)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(signature)
        while place >= 0:
            marked[place + offset] |= 1
            place = marked.find(signature, place + 1)
    assert refusal(bytes(marked)) == "table_encrypted"


def test_a_sheet_that_claims_to_be_huge_costs_nothing() -> None:
    claimed = part(PLAIN, "xl/worksheets/sheet1.xml").replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    began = time.process_time()
    table = read(repacked(PLAIN, {SHEET: claimed}))
    assert (len(table.sheets[0].rows), b"XFD1048576" in claimed) == (2, True)
    assert time.process_time() - began < 2


def test_one_cell_at_the_far_end_is_read_at_its_place() -> None:
    table = read(sheet(b'<row r="1048576"><c r="B1048576"><v>5</v></c></row>'))
    assert [(row.number, row.cells) for row in table.sheets[0].rows] == [(1048576, ("", "5"))]


def test_formatted_cells_far_out_to_the_right_are_no_columns() -> None:
    table = read(sheet(b'<row r="1"><c r="A1"><v>5</v></c><c r="XFD1" s="0"/></row>'))
    assert cells(table) == [("5",)]


def test_a_helper_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_client, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(table_client, "SECONDS", 0.3)
    with pytest.raises(ForeignFileProblem) as caught:
        table_client.read_table("x.csv", b"a;b")
    assert caught.value.code == "table_too_slow"


def test_a_helper_that_dies_or_lies_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("raise SystemExit(7)", 'print(\'{"table": {"name": 1}}\')', "print('[]')"):
        monkeypatch.setattr(table_client, "_command", lambda code=code: [sys.executable, "-c", code])
        with pytest.raises(ForeignFileProblem) as caught:
            table_client.read_table("x.csv", b"a;b")
        assert caught.value.code == "table_damaged"


def test_reading_can_be_cancelled_and_the_helper_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_client, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])

    def stop(percent: int, text: str) -> None:
        raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        table_client.read_table("x.csv", b"a;b", stop)
    assert time.monotonic() - began < 10
    assert not [thread for thread in threading.enumerate() if thread.name == "table helper"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the client's clock stops the helper")
def test_the_helper_has_little_memory_and_no_files() -> None:
    code = (
        "import resource, app.decoding.table_worker as w; w._limit();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == w.MEMORY, resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["True", "0"]


def test_the_helper_for_tables_opens_no_database_and_no_window() -> None:
    code = (
        "import sys, io; sys.stdin = io.TextIOWrapper(io.BytesIO(b'x.csv\\na;b')); from app.cli import main;"
        f"main(['{HIDDEN_TABLE}']);"
        "print(sorted({'sqlalchemy', 'PySide6', 'reportlab', 'cryptography'} & set(sys.modules)), end='')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.endswith("[]")


# -- text -------------------------------------------------------------------------------------------------------


UMLAUT = "Maßnahme;Begründung\nA.5.1;größer\n"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_are_read_in_every_usual_coding(code: str) -> None:
    table = read(UMLAUT.encode(code), "soa.csv")
    assert cells(table) == [("Maßnahme", "Begründung"), ("A.5.1", "größer")]
    assert [note.code for note in table.notes] == (["table_encoding_guessed"] if code == "cp1252" else [])


@pytest.mark.parametrize(
    "text",
    [
        "Ref;Reason\nA.5.1;one, two\n",
        'Ref,Reason\nA.5.1,"one, two"\n',
        "Ref\tReason\nA.5.1\tone, two\n",
        "Ref|Reason\nA.5.1|one, two\n",
    ],
)
def test_the_delimiter_is_found(text: str) -> None:
    assert cells(read(text.encode(), "soa.csv")) == [("Ref", "Reason"), ("A.5.1", "one, two")]


def test_a_declared_delimiter_counts_and_the_rows_keep_their_numbers() -> None:
    table = read(b"sep=,\na;b,c\n", "soa.csv")
    assert [(row.number, row.cells) for row in table.sheets[0].rows] == [(2, ("a;b", "c"))]


def test_line_breaks_in_a_cell_stay_and_the_next_row_counts_on() -> None:
    table = read(b'a;"x\r\ny"\nb;z\n', "soa.csv")
    assert [(row.number, row.cells) for row in table.sheets[0].rows] == [(1, ("a", "x\ny")), (2, ("b", "z"))]


def test_the_apostrophe_before_a_formula_is_taken_off_again() -> None:
    assert cells(read(b"'=1+1;'quoted';'-5\n", "soa.csv")) == [("=1+1", "'quoted'", "-5")]


# -- OpenDocument -----------------------------------------------------------------------------------------------


CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def ods_sheet(rows: str) -> bytes:
    return ods(f'<office:spreadsheet><table:table table:name="T">{rows}</table:table></office:spreadsheet>')


def test_opendocument_gives_values_at_their_places() -> None:
    rows = (
        f'<table:table-row>{CELL.format("a")}<table:table-cell table:number-columns-repeated="2"/>{CELL.format("b")}'
        '<table:table-cell office:value-type="date" office:date-value="2026-03-27"/>'
        '<table:table-cell office:value-type="float" office:value="5.1"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        f'<table:table-row table:visibility="collapse">{CELL.format("c")}</table:table-row>'
    )
    table = read(ods_sheet(rows), "soa.ods")
    assert [(row.number, row.cells, row.hidden) for row in table.sheets[0].rows] == [
        (1, ("a", "", "", "b", "2026-03-27", "5.1"), False), (5, ("c",), True),
    ]  # fmt: skip


def test_opendocument_that_repeats_a_row_a_million_times_is_refused_or_costs_nothing() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    one = f"<table:table-row>{CELL.format('a')}</table:table-row>"
    assert len(read(ods_sheet(one + empty), "x.ods").sheets[0].rows) == 1
    full = f'<table:table-row table:number-rows-repeated="1048576">{CELL.format("a")}</table:table-row>'
    assert refusal(ods_sheet(full), "x.ods") == "table_too_many_rows"


def test_an_encrypted_opendocument_says_so() -> None:
    content = ods("<office:spreadsheet/>", manifest="<m><encryption-data/></m>")
    assert refusal(content, "x.ods") == "table_encrypted"


def test_columns_have_the_names_of_spreadsheets() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
