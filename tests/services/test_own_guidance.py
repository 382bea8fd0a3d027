"""A body's own lines below our guidance, typed or taken from its checklist."""

from __future__ import annotations

import pytest

from app.domain.checklist_import import ChecklistStep
from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.guidance import Source
from app.domain.kinds import GuidanceKind

KEY = "iso27001"
TABLE = (
    "Checklist of the body 2026\n"
    "Clause\tQuestion\tTypical evidence\tRemark\n"
    "A.5.18\tWho told the service desk about the last leaver?\tTicket of that day\tx\n"
    "\tHow long did it take?\t\t\n"
    "5.17\tWho may see the vault?\t\t\n"
    "A.9.9\tIs it there?\t\t\n"
    "Something\tAnd this?\t\t\n"
    "6.2\t\t\t\n"
)


def _preview(world, text=TABLE):
    return world.services.own_guidance.preview_text(KEY, text, "en")


def _own(world, ref):
    layers = world.services.own_guidance.guidance(KEY, "en").of(ref)
    return [one for layer in layers if layer.source is Source.BODY for one in layer.texts()]


def test_an_own_line_stands_below_ours(world):
    world.services.own_guidance.add(KEY, "A.5.18", GuidanceKind.QUESTION, "Who told the desk?")
    layers = world.services.own_guidance.guidance(KEY, "en").of("A.5.18")
    assert [layer.source for layer in layers] == [Source.OWN, Source.BODY]
    assert layers[1].questions == ("Who told the desk?",)


def test_what_stands_there_already_is_refused(world):
    ours = world.services.own_guidance.guidance(KEY, "en").of("A.5.18")[0].questions[0]
    with pytest.raises(UserMistake, match="guidance_there"):
        world.services.own_guidance.add(KEY, "A.5.18", GuidanceKind.QUESTION, ours.upper())


def test_a_line_is_changed_removed_and_brought_back(world):
    services = world.services
    made = services.own_guidance.add(KEY, "A.5.18", GuidanceKind.QUESTION, "Who told the desk?")
    services.fields.set("own_guidance", made.id, "text", "Who told the service desk?")
    services.own_guidance.remove(made.id)
    assert _own(world, "A.5.18") == []
    services.fields.undo()
    assert _own(world, "A.5.18") == ["Who told the service desk?"]


def test_every_row_of_a_checklist_is_taken_or_says_why_not(world):
    found = [(one.row, one.ref, one.step, [doubt.code for doubt in one.doubts]) for one in _preview(world).rows]
    assert found == [
        (3, "A.5.18", ChecklistStep.NEW, []),
        (3, "A.5.18", ChecklistStep.NEW, []),
        (4, "A.5.18", ChecklistStep.NEW, []),
        (5, "A.5.17", ChecklistStep.NEW, []),
        (6, "A.9.9", ChecklistStep.REFUSED, ["checklist_ref_unknown"]),
        (7, "Something", ChecklistStep.REFUSED, ["requirement_unreadable"]),
        (8, "6.2", ChecklistStep.REFUSED, ["guidance_text_missing"]),
    ]


def test_a_checklist_is_taken_once_and_undone_in_one_step(world):
    services = world.services
    services.own_guidance.take(KEY, _preview(world), "en")
    assert _own(world, "A.5.18")[0] == "Who told the service desk about the last leaver?"
    assert _preview(world).count(ChecklistStep.KNOWN) == 4
    services.fields.undo()
    assert _own(world, "A.5.18") == []


def test_taking_nothing_new_is_refused(world):
    world.services.own_guidance.take(KEY, _preview(world), "en")
    with pytest.raises(UserMistake, match="checklist_nothing_to_take"):
        world.services.own_guidance.take(KEY, _preview(world), "en")


def test_an_empty_table_is_refused(world):
    with pytest.raises(ForeignFileProblem):
        _preview(world, "Clause\tQuestion\n")
