"""Reading a client's Statement of Applicability: what is taken, and every doubt with its place."""

from __future__ import annotations

import pytest

from app.domain.cells import ForeignTable, TableKind, TableNote, TableRow, TableSheet
from app.domain.client import SoaControl
from app.domain.kinds import Implemented
from app.domain.sentences import ERRORS
from app.domain.soa_import import SoaColumn, SoaLayout, SoaPreview
from app.exchange.soa_refs import RefKind, read_ref
from app.exchange.soa_table import read
from app.exchange.soa_words import HEADINGS, state, yes_or_no
from app.services.catalogues import catalogue

ISO = catalogue("iso27001")
REFS = frozenset(item.ref for item in ISO.items if item.kind == "control")
HEAD = ("Control", "Title", "Applicable", "Reason", "Implemented")
Y, P, N = Implemented.YES, Implemented.PARTLY, Implemented.NO


def sheet(*rows: tuple[str, ...], name: str = "SoA", hidden: bool = False) -> TableSheet:
    return TableSheet(
        name, tuple(TableRow(number, cells) for number, cells in enumerate(rows, 1) if any(cells)), hidden
    )


def table(*sheets: TableSheet, notes: tuple[TableNote, ...] = ()) -> ForeignTable:
    return ForeignTable("soa.xlsx", "0" * 64, TableKind.XLSX, sheets, notes)


def preview(*rows: tuple[str, ...]) -> SoaPreview:
    return read(table(sheet(HEAD, *rows)), ISO)


def found(preview: SoaPreview) -> list[tuple[str, str]]:
    """Return code and place of every doubt but missing controls."""
    return [(one.problem.code, one.place) for one in preview.issues if one.problem.code != "soa_control_missing"]


def row(ref: str, applicable: str = "yes", reason: str = "risk", implemented: str = "yes") -> tuple[str, ...]:
    return (ref, "", applicable, reason, implemented)


@pytest.mark.parametrize(
    "text",
    ["A.5.1", "a.5.1", "5.1", "A 5.1", "A5.1", "A.5.01", "A-5.1", "5,1", "Annex A 5.1", "A.5.1 Policies", "A.5.1.",
     "ISO/IEC 27001:2022 A.5.1", "ISO 27001 - A.5.1", "Control A.5.1", "\uff21.5.1"],
)  # fmt: skip
def test_a_control_is_known_however_it_is_written(text: str) -> None:
    assert read_ref(text, REFS).ref == "A.5.1"


@pytest.mark.parametrize(
    ("text", "kind", "ref"),
    [
        ("A.9.2.3", RefKind.OLD, "A.9.2.3"), ("A.5.1.1", RefKind.OLD, "A.5.1.1"), ("A.12.1", RefKind.OLD, "A.12.1"),
        ("18.2.1", RefKind.OLD, "A.18.2.1"), ("A.5.99", RefKind.UNKNOWN, "A.5.99"),
        ("A.19.1.1", RefKind.UNKNOWN, "A.19.1.1"),
        ("4.1", RefKind.CLAUSE, "4.1"), ("A.5", RefKind.THEME, ""), ("5 Organizational controls", RefKind.THEME, ""),
        ("17", RefKind.NONE, ""), ("Version 5.1", RefKind.NONE, ""), ("", RefKind.NONE, ""),
        ("2026-13-45", RefKind.NONE, ""),
        ("5.1.2024", RefKind.NONE, ""), ("50%", RefKind.NONE, ""),
    ],
)  # fmt: skip
def test_what_is_no_control_is_told_apart(text: str, kind: RefKind, ref: str) -> None:
    read = read_ref(text, REFS)
    assert (read.kind, read.ref) == (kind, ref)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes", True), ("Ja", True), ("OUI", True), ("x", True), ("✓", True), ("Applicable", True), ("TRUE", True),
        ("anwendbar", True), ("Yes, see policy", True), ("ja (teilweise)", True), ("1", True), ("Sí", True),
        ("no", False), ("Nein", False), ("non", False), ("excluded", False), ("n/a", False), ("N.A.", False),
        ("not applicable", False), ("nicht anwendbar", False), ("-", False), ("–", False), ("FALSE", False),
        ("entfällt", False), ("out of scope", False), ("perhaps", None), ("", None),
        ("see annex", None), ("yesterday", None),
    ],
)  # fmt: skip
def test_yes_and_no_in_the_words_of_clients(text: str, said: bool | None) -> None:
    assert yes_or_no(text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("implemented", Y), ("Umgesetzt", Y), ("100%", Y), ("yes", Y), ("x", Y), ("Done", Y),
        ("partly", P), ("Teilweise umgesetzt", P), ("in progress", P), ("40 %", P), ("12,5%", P),
        ("planned", N), ("geplant", N), ("not implemented", N), ("Nicht umgesetzt", N), ("0%", N), ("open", N),
        ("n/a", N), ("-", N), ("soon", None), ("", None), ("half%", None),
    ],
)  # fmt: skip
def test_states_in_the_words_of_clients(text: str, said: Implemented | None) -> None:
    assert state(text) is said


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Control", SoaColumn.REF), ("Nr.", SoaColumn.REF), ("Maßnahme", SoaColumn.REF),
        ("ANNEX A CONTROL", SoaColumn.REF),
        ("Applicable (Y/N)", SoaColumn.APPLICABLE), ("Is the control applicable?", SoaColumn.APPLICABLE),
        ("Anwendbar?", SoaColumn.APPLICABLE), ("Begründung", SoaColumn.REASON), ("Justification", SoaColumn.REASON),
        ("Reason for inclusion or exclusion", SoaColumn.REASON), ("Begründung für Ein-/Ausschluss", SoaColumn.REASON),
        ("Justification for exclusion", SoaColumn.REASON_EXCLUDED), ("Reason for inclusion", SoaColumn.REASON_INCLUDED),
        ("Implementation\nstatus", SoaColumn.IMPLEMENTED), ("Umsetzungsstatus", SoaColumn.IMPLEMENTED),
        ("Status", SoaColumn.IMPLEMENTED), ("Excluded", SoaColumn.EXCLUDED), ("Bezeichnung", SoaColumn.TITLE),
        ("Owner", None), ("", None), ("A sentence that goes on and on. " * 5 + "control", None),
    ],
)  # fmt: skip
def test_headings_in_english_and_german(heading: str, role: SoaColumn | None) -> None:
    assert HEADINGS.role(heading) is role


def test_rows_become_controls() -> None:
    taken = preview(row("A.5.1"), row("A.5.2", "no", "one person", ""), row("A.5.3", "yes", "law", "partly")).controls
    assert taken == (
        SoaControl(ref="A.5.1", applicable=True, reason="risk", implemented=Y, position=0),
        SoaControl(ref="A.5.2", applicable=False, reason="one person", implemented=N, position=1),
        SoaControl(ref="A.5.3", applicable=True, reason="law", implemented=P, position=2),
    )


DOUBTS = {
    "unknown": ([row("A.5.99")], [("soa_control_unknown", "A2")]),
    "own control": ([row("CC-1")], [("soa_control_unknown", "A2")]),
    "old edition": ([row("A.9.4.1")], [("soa_old_edition", "A2")]),
    "no number": ([row("")], [("soa_ref_missing", "A2")]),
    "twice": ([row("A.5.1"), row("5.1")], [("soa_clause", "A3")]),
    "twice alike": ([row("5.1"), row("5.1")], [("soa_double", "A3")]),
    "twice lettered": ([row("A.5.1"), row("A.5.1")], [("soa_double", "A3")]),
    "applicable missing": ([row("A.5.1", "")], [("soa_applicable_missing", "C2")]),
    "applicable unreadable": ([row("A.5.1", "see note")], [("soa_applicable_unreadable", "C2")]),
    "excluded without reason": ([row("A.5.1", "no", "", "")], [("soa_no_reason_excluded", "D2")]),
    "included without reason": ([row("A.5.1", "yes", "")], [("soa_no_reason_included", "D2")]),
    "excluded yet implemented": ([row("A.5.1", "no")], [("soa_excluded_implemented", "E2")]),
    "state missing": ([row("A.5.1", implemented="")], [("soa_state_missing", "E2")]),
    "state unreadable": ([row("A.5.1", implemented="soon")], [("soa_state_unreadable", "E2")]),
    "clause": ([row("4.1")], [("soa_clause", "A2")]),
    "theme": ([("A.5 Organizational controls",), row("A.5.1")], []),
    "free text": ([row("A.5.1"), ("Approved by the board",)], [("soa_row_ignored", "A3")]),
    "date": ([row("2026-01-05")], [("soa_ref_date", "A2")]),
}  # fmt: skip


@pytest.mark.parametrize("name", DOUBTS)
def test_every_doubt_has_a_code_and_its_place(name: str) -> None:
    rows, expected = DOUBTS[name]
    doubts = found(preview(*rows))
    assert doubts == expected
    assert all(code in ERRORS for code, _place in doubts)


@pytest.mark.parametrize("name", ["unknown", "old edition", "no number", "applicable missing", "applicable unreadable"])
def test_a_row_with_an_error_is_listed_and_not_taken_over(name: str) -> None:
    read = preview(*DOUBTS[name][0])
    assert (len(read.rows), read.controls, len(read.errors)) == (1, (), 1)


def test_of_a_double_the_first_row_is_taken() -> None:
    read = preview(row("A.5.1", "yes"), row("A.5.1", "no"))
    assert [one.applicable for one in read.controls] == [True]


def test_controls_that_the_file_lacks_are_named_one_by_one() -> None:
    missing = [one.value for one in preview(row("A.5.1")).issues if one.problem.code == "soa_control_missing"]
    assert (len(missing), missing[0], missing[-1]) == (92, "A.5.2", "A.8.34")


def test_a_lost_zero_is_restored_from_the_order_and_told() -> None:
    read = preview(*(row(f"5.{number}") for number in (*range(1, 10), 1, *range(11, 20), 2)))
    assert [one.ref for one in read.controls] == [f"A.5.{number}" for number in range(1, 21)]
    assert found(read) == [("soa_ref_zero", "A11"), ("soa_ref_zero", "A21")]


def test_a_column_of_ticks_takes_a_blank_for_no_and_says_so() -> None:
    read = preview(row("A.5.1", "x"), row("A.5.2", "", "one person", ""))
    assert [one.applicable for one in read.controls] == [True, False]
    assert found(read) == [("soa_blank_tick", "C3")]


def test_a_column_that_asks_for_exclusion_is_turned_round() -> None:
    read_ = read(table(sheet(("Control", "Excluded", "Reason"), ("A.5.1", "yes", "x"), ("A.5.2", "no", "y"))), ISO)
    assert [one.applicable for one in read_.controls] == [False, True]


def test_two_columns_of_reasons_give_the_one_that_fits() -> None:
    head = ("Control", "Applicable", "Reason for inclusion", "Reason for exclusion", "Status")
    rows = (("A.5.1", "yes", "law", "", "yes"), ("A.5.2", "no", "", "small", "n/a"), ("A.5.3", "no", "odd", "", ""))
    assert [one.reason for one in read(table(sheet(head, *rows)), ISO).controls] == ["law", "small", "odd"]


def test_the_header_is_found_below_a_title_and_in_german() -> None:
    rows = (
        ("Erklärung zur Anwendbarkeit", "", ""), ("Muster AG, Version 3",), (),
        ("Nr.", "Maßnahme", "Bezeichnung", "Anwendbar", "Begründung", "Umsetzungsstand", "Verantwortlich"),
        ("1", "A.5.1", "Richtlinien", "Ja", "Risiko", "umgesetzt", "CISO"),
        ("2", "A.5.2", "Rollen", "Nein", "Ein-Mann-Betrieb", "entfällt", "CEO"),
    )  # fmt: skip
    read_ = read(table(sheet(*rows)), ISO)
    assert read_.layout.header_row == 4
    assert [(one.ref, one.applicable, one.implemented) for one in read_.controls] == [
        ("A.5.1", True, Y),
        ("A.5.2", False, N),
    ]
    assert [(one.letter, one.header) for one in read_.unused] == [
        ("A", "Nr."), ("C", "Bezeichnung"), ("G", "Verantwortlich"),
    ]  # fmt: skip


def test_without_a_word_that_is_known_the_numbers_are_found_and_the_rest_is_asked_for() -> None:
    rows = [("foo", "bar"), *((f"A.5.{number}", "yes") for number in range(1, 6))]
    read_ = read(table(sheet(*rows)), ISO)
    assert read_.layout.columns == ((0, SoaColumn.REF),)
    assert found(read_)[0] == ("soa_no_applicable_column", "")


def test_the_mapping_can_be_overridden() -> None:
    rows = [("foo", "bar"), *((f"A.5.{number}", "yes") for number in range(1, 6))]
    layout = SoaLayout("SoA", 1, ((0, SoaColumn.REF), (1, SoaColumn.APPLICABLE)))
    read_ = read(table(sheet(*rows)), ISO, layout)
    assert (len(read_.controls), read_.layout) == (5, layout)


def test_nothing_that_looks_like_controls_is_one_clear_error() -> None:
    read_ = read(table(sheet(("a", "b"), ("c", "d"))), ISO)
    assert (found(read_), read_.controls) == ([("soa_no_ref_column", "")], ())


def test_one_sheet_per_theme_is_read_as_one_statement() -> None:
    first, second = sheet(HEAD, row("A.5.1"), name="A.5"), sheet(HEAD, row("A.6.1"), name="A.6")
    assert [one.ref for one in read(table(first, second), ISO).controls] == ["A.5.1", "A.6.1"]


def test_an_older_copy_on_another_sheet_is_not_mixed_in() -> None:
    now, old = sheet(HEAD, row("A.5.1"), row("A.5.2"), name="Now"), sheet(HEAD, row("A.5.1", "no"), name="Old")
    read_ = read(table(old, now), ISO)
    assert (read_.layout.sheet, len(read_.controls)) == ("Now", 2)
    assert ("soa_sheet_not_read", "") in found(read_)


def test_a_visible_sheet_goes_before_a_hidden_one() -> None:
    secret, shown = sheet(HEAD, row("A.5.1"), row("A.5.2"), hidden=True), sheet(HEAD, row("A.5.1"), name="Shown")
    assert read(table(secret, shown), ISO).layout.sheet == "Shown"


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    rows = (TableRow(1, HEAD), TableRow(2, row("A.5.1"), hidden=True))
    read_ = read(table(TableSheet("SoA", rows, hidden_columns=(3,))), ISO)
    assert found(read_) == [("soa_hidden_column", ""), ("soa_hidden_row", "2")]


def test_what_the_helper_noted_comes_along_with_its_place() -> None:
    note = TableNote("table_cell_cut", "SoA", 2, 3, "long")
    assert ("table_cell_cut", "D2") in found(read(table(sheet(HEAD, row("A.5.1")), notes=(note,)), ISO))


def test_every_doubt_has_an_id_of_its_own() -> None:
    read_ = preview(row("A.5.1", ""), row("A.5.2", "", "", ""), row("A.9.9.9"), row("A.5.1"))
    ids = [one.id for one in read_.issues]
    assert len(ids) == len(set(ids))
