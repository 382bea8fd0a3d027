"""Record samples: rounds, marks, widening, a corrected population; the evidence follows."""

from __future__ import annotations

import pytest

from app.domain import sampling
from app.domain.drafts import EvidenceDraft
from app.domain.errors import UserMistake
from app.domain.fieldwork import Evidence
from app.domain.kinds import EvidenceKind, ItemResult, Selection
from app.domain.sampling import RoundDraft
from tests.support import World

LABELS = tuple(f"CHG-{n:03d}" for n in range(1, 141))


def begin(world: World, audit_id: str, **draft: object) -> str:
    """Capture an item and add its first round; 12 of 140 unless `draft` says otherwise."""
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="Changes"))
    world.services.samples.add_round(made.id, RoundDraft(**({"listed": LABELS, "draw": 12} | draft)))  # type: ignore[arg-type]
    return made.id


def item_of(world: World, audit_id: str) -> Evidence:
    """Return the only evidence item."""
    (item,) = world.services.evidence.list(audit_id)
    return item


def mark(world: World, evidence_id: str, *results: ItemResult) -> None:
    """Mark the first items of the last round."""
    last = world.services.samples.rounds(evidence_id)[-1]
    for item, result in zip(last.items, results, strict=False):
        world.services.samples.mark(item.id, result)


def test_the_evidence_follows_its_rounds(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    mark(world, key, ItemResult.DEVIATES, *[ItemResult.OK] * 11)
    item = item_of(world, audit_id)
    assert (item.kind, item.population, item.sample_size, item.deviating) == (EvidenceKind.RECORD_SAMPLE, 140, 12, 1)
    assert item.sample_ids == ", ".join(one.label for one in item.rounds[0].items)


def test_a_draw_keeps_seed_and_order_and_repeats(world: World, audit_id: str) -> None:
    first = world.services.samples.rounds(begin(world, audit_id))[0]
    assert tuple(first.listed) == sampling.drawn_order(first.seed, LABELS)
    assert sampling.repeats([first])
    assert len(first.seed) == 32


def test_widening_goes_on_in_the_same_order_and_says_why(world: World, audit_id: str) -> None:
    key = begin(world, audit_id, seed="known")
    world.services.samples.widen(key, 5, " one deviated ")
    first, second = world.services.samples.rounds(key)
    assert [one.label for one in second.items] == list(first.listed[12:17])
    assert (second.widened_reason, item_of(world, audit_id).sample_size) == ("one deviated", 17)


def test_widening_without_a_reason_is_refused(world: World, audit_id: str) -> None:
    with pytest.raises(UserMistake, match="sample_reason_missing"):
        world.services.samples.widen(begin(world, audit_id), 5, " ")


def test_a_corrected_population_is_not_drawn_again(world: World, audit_id: str) -> None:
    key = begin(world, audit_id, seed="known")
    mark(world, key, ItemResult.OK)
    first = world.services.samples.rounds(key)[0]
    gone = {first.items[0].label, first.items[1].label}
    wanted = [label for label in LABELS if label not in gone] + ["CHG-999"]
    world.services.samples.correct_population(key, wanted, "two were of last year")
    item = item_of(world, audit_id)
    assert (item.population, item.sample_size) == (139, 11)
    assert sampling.repeats(item.rounds)
    world.services.samples.widen(key, 2, "the one that is gone, and one more")
    assert sampling.repeats(item_of(world, audit_id).rounds)


def test_the_numbers_of_a_population_are_drawn_without_a_list(world: World, audit_id: str) -> None:
    first = world.services.samples.rounds(begin(world, audit_id, listed=(), population=140))[0]
    assert set(first.listed) == {str(number) for number in range(1, 141)}


def test_items_chosen_by_judgement_can_be_set_again_and_keep_their_results(world: World, audit_id: str) -> None:
    key = begin(world, audit_id, listed=(), draw=0, selection=Selection.JUDGEMENT, chosen=("a", "b"), population=9)
    mark(world, key, ItemResult.OK)
    one = world.services.samples.rounds(key)[0]
    world.services.samples.set_items(one.id, ["c", "a"])
    items = world.services.samples.rounds(key)[0].items
    assert [(each.label, each.result) for each in items] == [("c", ItemResult.OPEN), ("a", ItemResult.OK)]
    with pytest.raises(UserMistake, match="sample_item_marked"):
        world.services.samples.set_items(one.id, ["c"])


def test_what_was_drawn_is_not_changed_by_hand(world: World, audit_id: str) -> None:
    one = world.services.samples.rounds(begin(world, audit_id))[0]
    with pytest.raises(UserMistake, match="sample_drawn"):
        world.services.samples.set_items(one.id, ["x"])
    with pytest.raises(UserMistake, match="sample_drawn"):
        world.services.samples.set_population(one.id, 5)


def test_a_second_list_for_the_same_site_is_refused(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    with pytest.raises(UserMistake, match="sample_list_there"):
        world.services.samples.add_round(key, RoundDraft(listed=("a", "b"), draw=1, reason="again"))


def test_each_site_has_a_population_of_its_own(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    site = world.services.audits.record(audit_id).sites[0].id
    world.services.samples.add_round(key, RoundDraft(listed=("a", "b"), draw=1, site_id=site))
    assert item_of(world, audit_id).population == 142


@pytest.mark.parametrize("field", ["population", "sample_size", "deviating", "sample_ids"])
def test_what_follows_the_rounds_cannot_be_typed(world: World, audit_id: str, field: str) -> None:
    key = begin(world, audit_id)
    with pytest.raises(UserMistake, match="sample_follows_rounds"):
        world.services.fields.set("evidence", key, field, "7" if field == "sample_ids" else 7)


def test_all_that_is_open_gets_one_result_and_one_undo(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    mark(world, key, ItemResult.DEVIATES)
    world.services.samples.mark_open(key, ItemResult.OK)
    assert sampling.sums(item_of(world, audit_id).rounds) == sampling.Sums(140, ok=11, deviating=1)
    world.services.fields.undo()
    assert sampling.sums(item_of(world, audit_id).rounds) == sampling.Sums(140, open=11, deviating=1)


def test_a_mark_is_taken_back_with_its_remark(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    item = world.services.samples.rounds(key)[0].items[0]
    world.services.samples.mark(item.id, ItemResult.DEVIATES, remark="no approval")
    world.services.fields.undo()
    again = world.services.samples.rounds(key)[0].items[0]
    assert (again.result, again.remark) == (ItemResult.OPEN, "")
    world.services.fields.redo()
    assert world.services.samples.rounds(key)[0].items[0].remark == "no approval"


def test_a_round_is_taken_away_only_while_nobody_looked(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    world.services.samples.widen(key, 2, "more")
    first, second = world.services.samples.rounds(key)
    with pytest.raises(UserMistake, match="sample_round_not_last"):
        world.services.samples.remove(first.id)
    world.services.samples.remove(second.id)
    mark(world, key, ItemResult.OK)
    with pytest.raises(UserMistake, match="sample_round_used"):
        world.services.samples.remove(first.id)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (RoundDraft(), "sample_empty"),
        (RoundDraft(draw=3), "sample_list_missing"),
        (RoundDraft(listed=("a",), draw=3), "sample_count_wrong"),
    ],
)
def test_a_round_that_looks_at_nothing_is_refused(world: World, audit_id: str, draft: RoundDraft, code: str) -> None:
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="x"))
    with pytest.raises(UserMistake, match=code):
        world.services.samples.add_round(made.id, draft)


def test_the_whole_check_is_clean_after_all_verbs(world: World, audit_id: str) -> None:
    key = begin(world, audit_id)
    mark(world, key, ItemResult.OK)
    world.services.samples.widen(key, 2, "more")
    world.services.samples.remove(world.services.samples.rounds(key)[-1].id)
    assert world.workspace.check().faults == ()
