"""The programme of a cycle in its window: keys, filter, what is uncovered, suggestion, undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from app.domain.kinds import ProgrammeLine, ProgrammeStep
from app.ui.programme.model import UNCOVERED
from app.ui.programme.page import ProgrammePage
from app.ui.programme.suggestion import SuggestionDialog
from app.ui.widgets.buttons import Button
from app.ui.widgets.jump_line import JumpLine
from tests.ui.pages import press, shown
from tests.ui.programme_windows import cycle_of
from tests.ui.stage import Stage, pause

REQUIREMENT, SHIFT = ProgrammeLine.REQUIREMENT, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(stage: Stage) -> Iterator[ProgrammePage]:
    with shown(stage, ProgrammePage(stage.ctx, cycle_of(stage))) as page:
        page.arrive()
        pause()
        yield page


def planned(stage: Stage, step: ProgrammeStep) -> tuple[str, ...]:
    return stage.world.services.programmes.matrix(cycle_of(stage)).planned(step)


def at(page: ProgrammePage, key: str, step: ProgrammeStep) -> None:
    cells = page.table.cells
    page.table.setCurrentIndex(cells.index(cells.place_of(REQUIREMENT, key), cells.column_of(step)))


def test_space_plans_a_cell_and_takes_it_out_again(stage, page):
    at(page, "4.3", ProgrammeStep.SURVEILLANCE1)
    press(Qt.Key.Key_Space)
    assert page.table.currentIndex().data() == "Planned"
    stage.settle()
    assert planned(stage, ProgrammeStep.SURVEILLANCE1) == ("4.3",)
    press(Qt.Key.Key_Space)
    stage.settle()
    assert planned(stage, ProgrammeStep.SURVEILLANCE1) == ()


def test_a_range_is_planned_in_one_step_and_undone_in_one(stage, page):
    at(page, "4.1", ProgrammeStep.STAGE2)
    for _ in range(3):
        press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Space)
    stage.settle()
    assert planned(stage, ProgrammeStep.STAGE2) == ("4.1", "4.2", "4.3", "4.4")
    stage.ctx.jobs.write(stage.world.services.fields.undo)
    stage.settle()
    assert planned(stage, ProgrammeStep.STAGE2) == ()
    assert not page.table.currentIndex().data()


def test_a_name_stands_for_its_whole_line(stage, page):
    page.table.setCurrentIndex(page.table.cells.index(0, 0))
    press(Qt.Key.Key_Space)
    stage.settle()
    assert all(planned(stage, step) == ("4.1",) for step in page.table.cells.matrix.steps)


def test_an_excluded_control_is_not_planned(stage, page):
    at(page, "A.7.6", ProgrammeStep.STAGE2)
    press(Qt.Key.Key_Space)
    stage.settle()
    assert planned(stage, ProgrammeStep.STAGE2) == ()
    assert page.table.currentIndex().data() == "Excluded"


def test_a_gap_leads_to_its_cells_and_space_closes_it(stage, page):
    lines = page.gaps.findChildren(JumpLine)
    gaps = len(lines)
    line = next(one for one in lines if "SV1" in one.accessibleName())
    line.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    stage.settle()
    assert planned(stage, ProgrammeStep.SURVEILLANCE1)
    assert len(page.gaps.findChildren(JumpLine)) == gaps - 1


def test_only_what_is_uncovered_is_shown(stage, page):
    programmes = stage.world.services.programmes
    programmes.take(cycle_of(stage), programmes.suggest(cycle_of(stage)))
    programmes.set_cells(cycle_of(stage), [(REQUIREMENT, "4.1", ProgrammeStep.STAGE2, False)])
    page.load()
    stage.settle()
    page.filter.changed.emit("", UNCOVERED)
    assert [line.key for line in page.table.cells.lines] == ["4.1"]


def test_a_group_is_shown_alone(stage, page):
    page.group.show_value("sites")
    page.group.chosen.emit("sites")
    assert {line.line for line in page.table.cells.lines} == {ProgrammeLine.SITE}


def test_a_suggestion_is_seen_before_it_is_taken(stage, page):
    page.suggest.click()
    stage.settle()
    dialog = page.findChild(SuggestionDialog)
    assert planned(stage, ProgrammeStep.STAGE2) == ()
    next(one for one in dialog.findChildren(Button) if one.text() == "Plan these cells").click()
    stage.settle()
    assert len(planned(stage, ProgrammeStep.STAGE2)) > 100
    assert not page.gaps.findChildren(JumpLine)


def test_a_cell_that_is_refused_is_shown_as_it_was(stage, page):
    problems: list[BaseException] = []
    stage.ctx.jobs.problem.connect(problems.append)
    page.cycle_id = "gone"
    at(page, "4.3", ProgrammeStep.SURVEILLANCE1)
    press(Qt.Key.Key_Space)
    stage.settle()
    assert problems
    assert not page.table.currentIndex().data()
    page.cycle_id = cycle_of(stage)
