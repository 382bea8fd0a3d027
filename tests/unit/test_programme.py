"""The three-year programme: its cells, what it leaves uncovered, and a good spreading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import ItemKind, ProgrammeLine, ProgrammeStep
from app.domain.programme import STEPS, SURVEILLANCES, Cell, Line, LineKey, Matrix, StepFacts, matrix
from app.domain.programme_coverage import GapCode, uncovered
from app.domain.programme_record import ProgrammeCell
from app.domain.programme_suggestion import Why, suggest
from app.domain.surveillance import SurveillanceItem
from tests.unit.harbour_plan import CRITERIA

R, S, P = ProgrammeLine.REQUIREMENT, ProgrammeLine.SITE, ProgrammeLine.PROCESS
S1, S2, SV1, SV2, RC = STEPS
LINES = (
    *(
        Line(line=R, key=one.ref, kind=one.kind, theme=one.theme, applicable=one.ref not in {"A.7.6", "A.8.33"})
        for one in CRITERIA.items
        if one.auditable
    ),
    Line(line=S, key="office", weighty=True),
    Line(line=S, key="desk"),
    Line(line=P, key="gate", weighty=True),
    Line(line=P, key="capture"),
)


def made(*cells: tuple[ProgrammeLine, str, ProgrammeStep], audits: tuple[StepFacts, ...] = ()) -> Matrix:
    return matrix(LINES, [ProgrammeCell(line=line, key=key, step=step) for line, key, step in cells], audits)


def taken(found: Matrix, *, audits: tuple[StepFacts, ...] = ()) -> Matrix:
    """Return the matrix with everything planned that is suggested."""
    return made(*((one.line, one.key, one.step) for one in suggest(found)), audits=audits)


def facts(step: ProgrammeStep, **values: object) -> StepFacts:
    return StepFacts(step=step, **values)  # type: ignore[arg-type]


def key(ref: str) -> LineKey:
    return (R, ref)


def test_a_cell_tells_what_is_planned_done_and_found() -> None:
    audit = facts(S2, done=frozenset({key("A.5.18")}), findings={key("A.5.18"): 2}, over=True)
    found = made((R, "A.5.18", S2), audits=(audit,))
    assert found.cell(R, "A.5.18", S2) == Cell(planned=True, done=True, findings=2)
    assert found.cell(R, "A.5.18", SV1) == Cell()


def test_what_was_planned_and_left_out_is_not_covered() -> None:
    found = made((R, "A.5.6", S2), audits=(facts(S2, left_out=frozenset({key("A.5.6")})),))
    assert not found.cell(R, "A.5.6", S2).covered


def test_excluded_controls_are_not_planned_for_an_audit() -> None:
    assert made((R, "A.7.6", SV1), (R, "A.7.7", SV1)).planned(SV1) == ("A.7.7",)


def test_a_special_audit_gets_a_column_of_its_own_only_when_there_is_one() -> None:
    assert made().steps == STEPS
    assert made(audits=(facts(ProgrammeStep.SPECIAL),)).steps == (*STEPS, ProgrammeStep.SPECIAL)


def test_an_empty_programme_leaves_everything_uncovered() -> None:
    assert {one.code for one in uncovered(made())} == set(GapCode)


def test_the_suggested_programme_leaves_nothing_uncovered() -> None:
    assert uncovered(taken(made())) == ()


def without(found: Matrix, *places: tuple[ProgrammeLine, str, ProgrammeStep]) -> Matrix:
    return replace(found, cells={place: cell for place, cell in found.cells.items() if place not in places})


@pytest.mark.parametrize(
    ("place", "code", "step"),
    [
        ((R, "4.1", S2), GapCode.STAGE2, S2),
        ((R, "A.8.28", S2), GapCode.STAGE2, S2),
        ((R, "7.4", RC), GapCode.RECERTIFICATION, RC),
        ((R, "9.3.2", SV1), GapCode.SURVEILLANCE, SV1),
        ((R, "A.5.31", SV2), GapCode.SURVEILLANCE, SV2),
        ((S, "office", SV1), GapCode.CENTRAL, SV1),
    ],
)
def test_each_cell_that_is_taken_out_leaves_its_gap(place, code, step) -> None:
    (gap,) = uncovered(without(taken(made()), place))
    assert (gap.code, gap.step, gap.keys) == (code, step, (place[1],))


def test_a_gap_of_a_surveillance_says_what_it_leaves_out() -> None:
    (gap,) = uncovered(without(taken(made()), (R, "9.3.2", SV1)))
    assert gap.item is SurveillanceItem.MANAGEMENT_REVIEW


def test_a_control_in_neither_surveillance_is_covered_by_the_recertification() -> None:
    gone = without(taken(made()), (R, "A.8.28", SV1), (R, "A.8.28", SV2))
    assert uncovered(gone) == ()
    (gap,) = uncovered(without(gone, (R, "A.8.28", RC)))
    assert (gap.code, gap.keys) == (GapCode.CONTROL, ("A.8.28",))


def test_sites_and_processes_are_seen_once_in_the_cycle() -> None:
    found = taken(made())
    gone = ((line, name, step) for line, name in ((S, "desk"), (P, "capture")) for step in STEPS)
    codes = [one.code for one in uncovered(without(found, *gone))]
    assert codes == [GapCode.SITE, GapCode.PROCESS]


def test_what_was_found_wrong_or_left_out_comes_in_the_next_surveillance() -> None:
    audit = facts(
        S2, over=True, findings={key("A.6.5"): 1}, left_out=frozenset({key("A.5.6")}), done=frozenset({key("A.6.5")})
    )
    found = {(one.key, one.step): one.why for one in suggest(made(audits=(audit,)))}
    assert found["A.6.5", SV1] is Why.FINDING
    assert found["A.5.6", SV1] is Why.LEFT_OUT


def test_after_the_first_surveillance_it_comes_in_the_second() -> None:
    audits = (facts(S2, over=True, findings={key("A.6.5"): 1}), facts(SV1, over=True, findings={key("A.6.8"): 1}))
    found = {(one.key, one.step): one.why for one in suggest(made(audits=audits))}
    assert (found["A.6.5", SV2], found["A.6.8", SV2]) == (Why.FINDING, Why.FINDING)


def test_an_audit_that_is_over_gets_no_new_cells() -> None:
    found = suggest(made(audits=(facts(S1, over=True), facts(S2, over=True))))
    assert {one.step for one in found} == {SV1, SV2, RC}


def test_both_surveillances_are_about_equally_large() -> None:
    found = taken(made())
    counts = [len(found.planned(step)) for step in SURVEILLANCES]
    assert abs(counts[0] - counts[1]) <= 8
    assert max(counts) < 0.75 * len(found.planned(S2))


def test_what_belongs_together_comes_together() -> None:
    found = taken(made())
    suppliers = {ref: [step for step in SURVEILLANCES if found.cell(R, ref, step).planned] for ref in
                 ("A.5.19", "A.5.20", "A.5.21", "A.5.22")}  # fmt: skip
    assert len({tuple(steps) for steps in suppliers.values()}) == 1


def test_drawn_sites_are_planned_instead_of_all() -> None:
    found = suggest(made(), {SV1: frozenset({"desk"}), RC: frozenset()})
    sites = {(one.key, one.step): one.why for one in found if one.line is S}
    assert sites["desk", SV1] is Why.SAMPLE
    assert ("desk", RC) not in sites
    assert sites["office", RC] is Why.CENTRAL


def test_what_is_planned_is_not_suggested_again() -> None:
    assert suggest(taken(made())) == ()


@given(st.sets(st.sampled_from([(line.line, line.key, step) for line in LINES for step in STEPS]), max_size=80))
def test_whatever_is_planned_before_the_suggestion_leaves_nothing_uncovered(cells) -> None:
    planned = made(*sorted(cells))
    more = [(one.line, one.key, one.step) for one in suggest(planned)]
    assert uncovered(made(*cells, *more)) == ()
    assert not {(one.kind, one.applicable) for one in LINES if not one.applicable} & {(ItemKind.CLAUSE, False)}
    assert not {name for _, name, _ in more} & {"A.7.6", "A.8.33"}
