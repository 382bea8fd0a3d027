"""Sums, gaps and the line of a client; shares of a day; pasted lists of people."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.client import Client, ClientDocument, Contact, Site
from app.domain.client_file import FurtherData, HeadCount, Process, ScopeStatement
from app.domain.client_summary import CONSULTANTS, client_row, gaps, latest_cycle, present, scope_text
from app.domain.cycle_kinds import ApplicationItem
from app.domain.errors import UserMistake
from app.domain.head_counts import share_of, totals
from app.domain.kinds import AuditState, AuditType, CycleState, ScopeState
from app.domain.people_import import MOST, read_people
from app.domain.record import AuditRow, Cycle
from app.domain.sentences import ERRORS

WHOLE = Client(
    name="Muster AG",
    scope="Operation of the platform",
    outsourced="nothing",
    contacts=(Contact(name="Eva", top_management=True), Contact(name="Ivo", representative=True)),
    sites=(Site(id="a", name="Head office", heads=12),),
    documents=(ClientDocument(title="Policy"),),
    further=(FurtherData(paper=CONSULTANTS, label="Consultants used", value="none"),),
)


def _codes(client: Client) -> list[str]:
    return [one.code for one in gaps(client)]


def test_a_whole_file_has_no_gaps() -> None:
    assert gaps(WHOLE) == ()


def test_an_empty_file_names_everything_an_application_holds() -> None:
    assert _codes(Client(name="x"))[:6] == [
        "application_scope_missing", "application_sites_missing", "application_head_count_missing",
        "application_outsourcing_missing", "application_consultants_missing", "application_documents_missing",
    ]  # fmt: skip


def test_every_gap_has_its_sentence() -> None:
    bad = Client(
        name="x",
        contacts=(Contact(name="a"),),
        sites=(Site(name="s", heads=1, head_counts=(HeadCount(heads=3),)), Site(name="t")),
        processes=(Process(name="p", outsourced=True),),
    )
    codes = {*_codes(bad), *_codes(Client(name="x"))}
    assert codes <= ERRORS.keys()
    assert len(codes) == 12


def test_a_site_without_heads_keeps_the_head_count_open() -> None:
    client = Client(name="x", sites=(Site(name="a", heads=3), Site(name="b")))
    assert ApplicationItem.HEAD_COUNT not in present(client)


def test_nobody_at_a_virtual_site_is_a_head_count_too() -> None:
    assert ApplicationItem.HEAD_COUNT in present(Client(name="x", sites=(Site(name="cloud", heads=0),)))


def test_the_line_of_consultants_counts_only_with_an_answer() -> None:
    asked = Client(name="x", further=(FurtherData(paper=CONSULTANTS, label="Consultants used", value=" "),))
    assert ApplicationItem.CONSULTANTS not in present(asked)


def test_the_sentence_on_the_certificate_stands_before_an_agreed_one() -> None:
    scopes = (
        ScopeStatement(edition="1", text="old", state=ScopeState.CERTIFIED),
        ScopeStatement(edition="2", text="new", state=ScopeState.AGREED),
        ScopeStatement(edition="3", text="wish"),
    )
    assert scope_text(Client(name="x", scope="asked", scopes=scopes)) == "old"
    assert scope_text(Client(name="x", scope="asked", scopes=scopes[2:])) == "asked"


def test_part_time_is_summed_exactly() -> None:
    found = totals(
        (HeadCount(heads=3, part_time="1/3"), HeadCount(heads=10, identical=True), HeadCount(heads=1, part_time="0.1"))
    )
    assert (found.persons, found.full_time, found.identical) == (14, Fraction(111, 10), 10)


@pytest.mark.parametrize(
    ("said", "share"),
    [("1", Fraction(1)), ("1/2", Fraction(1, 2)), ("0,75", Fraction(3, 4)), (" 50 % ", Fraction(1, 2))],
)
def test_a_share_of_a_day_is_read_as_people_write_it(said: str, share: Fraction) -> None:
    assert share_of(said) == share


@pytest.mark.parametrize("said", ["", "0", "2", "1/0", "-1", "110%", "half", "\uff11", "1/2/3"])
def test_what_is_no_share_of_a_day_is_refused(said: str) -> None:
    with pytest.raises(UserMistake, match="share_unreadable"):
        share_of(said)


@given(st.fractions(min_value=Fraction(1, 400), max_value=1, max_denominator=400))
def test_a_share_is_the_same_after_it_was_written(share: Fraction) -> None:
    assert share_of(str(share)) == share


@given(st.lists(st.builds(HeadCount, heads=st.integers(0, 500), part_time=st.sampled_from(["1", "1/2", "3/4", "x"]))))
def test_full_time_never_exceeds_the_persons(counts: list[HeadCount]) -> None:
    found = totals(counts)
    assert found.full_time <= found.persons


def _audit(reference: str, start: date | None, state: AuditState = AuditState.PREPARED) -> AuditRow:
    return AuditRow(
        id=reference, reference=reference, client="x", type=AuditType.STAGE2, state=state, planned_start=start,
        planned_end=start, closed_on=None, evidence=0, findings=0,
    )  # fmt: skip


def test_the_next_audit_is_neither_past_nor_finished() -> None:
    today = date(2026, 3, 1)
    audits = (
        _audit("past", date(2026, 2, 1)),
        _audit("later", date(2026, 5, 1)),
        _audit("done", date(2026, 3, 2), AuditState.REPORTED),
        _audit("next", date(2026, 3, 9)),
        _audit("undated", None),
    )
    row = client_row(Client(name="x"), audits, (), today)
    assert (row.next_reference, row.open_audits, row.audits) == ("next", 4, 5)


def test_the_latest_cycle_of_the_leading_standard_is_shown() -> None:
    cycles = (
        Cycle(standard="iso9001", number=4, state=CycleState.CERTIFIED),
        Cycle(number=1, state=CycleState.EXPIRED),
        Cycle(number=2, state=CycleState.SUSPENDED),
    )
    found = latest_cycle(cycles)
    assert found is not None
    assert found.state is CycleState.SUSPENDED


@pytest.mark.parametrize(
    "line",
    [
        "Łucja Gęsicka; CISO; l.gesicka@example.org; +48 22 123 45 67",
        "Łucja Gęsicka\tCISO\t+48 22 123 45 67\tl.gesicka@example.org",
        "Łucja Gęsicka, CISO, <l.gesicka@example.org>, tel. +48 22 123 45 67",
        '"Łucja  Gęsicka <l.gesicka@example.org>"; CISO; +48 22 123 45 67',
    ],
)
def test_a_person_is_understood_in_whatever_order(line: str) -> None:
    contact = read_people(line)[0].contact
    assert contact is not None
    assert (contact.name, contact.function, contact.email, contact.phone) == (
        "Łucja Gęsicka", "CISO", "l.gesicka@example.org", "+48 22 123 45 67",
    )  # fmt: skip


def test_headings_and_empty_lines_are_nobody() -> None:
    assert [one.line for one in read_people("Name;Function\n\nEva; CEO\n")] == [3]


def test_a_person_who_stands_twice_is_taken_once() -> None:
    lines = read_people("Eva; CEO\n eva ; chief", (Contact(name="Ivo"),))
    assert [one.contact is None for one in lines] == [False, True]


def test_what_was_not_understood_is_said_and_not_dropped_silently() -> None:
    doubts = read_people("Eva; CEO; room 3; likes tea")[0].doubts
    assert [(one.code, one.value("text")) for one in doubts] == [("person_rest", "room 3, likes tea")]


def test_a_flood_of_lines_is_cut_and_said() -> None:
    lines = read_people("\n".join(f"Person {number}" for number in range(MOST + 50)))
    assert len(lines) == MOST + 1
    assert lines[-1].doubts[0].code == "people_too_many"
