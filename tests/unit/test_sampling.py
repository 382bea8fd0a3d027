"""Samples of records: the draw repeats, goes on, survives a correction; the sums count each item once."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import sampling
from app.domain.errors import UserMistake
from app.domain.kinds import ItemResult, Selection
from app.domain.samples import SampleItem, SampleRound

LABELS = tuple(f"CHG-{n:03d}" for n in range(1, 141))


def made(number: int = 1, labels: tuple[str, ...] = (), **values: object) -> SampleRound:
    """Return a round with open items."""
    items = tuple(SampleItem(id=f"{number}/{label}", label=label) for label in labels)
    plain: dict[str, object] = {"listed": ()}
    return SampleRound(id=str(number), number=number, items=items, **(plain | values))  # type: ignore[arg-type]


def drawn(number: int, listed: tuple[str, ...], labels: tuple[str, ...], **values: object) -> SampleRound:
    """Return a round that was drawn with the seed `s`."""
    return made(number, labels, listed=listed, seed="s", method=sampling.METHOD, **values)


def marked(one: SampleRound, *results: ItemResult) -> SampleRound:
    """Return the round with results for its first items."""
    items = [replace(item, result=result) for item, result in zip(one.items, results, strict=False)]
    return replace(one, items=(*items, *one.items[len(items) :]))


def test_the_order_is_the_one_that_is_written_down() -> None:
    by_hand = sorted(LABELS, key=lambda label: hashlib.sha256(f"1:s|{label}".encode()).hexdigest())
    assert sampling.drawn_order("s", LABELS) == tuple(by_hand)


@given(st.permutations(LABELS[:20]))
def test_the_order_of_the_pasted_list_plays_no_part(labels: list[str]) -> None:
    assert sampling.drawn_order("s", labels) == sampling.drawn_order("s", LABELS[:20])


def test_another_seed_gives_another_order() -> None:
    assert sampling.drawn_order("s", LABELS) != sampling.drawn_order("t", LABELS)


def test_a_draw_without_seed_is_refused() -> None:
    with pytest.raises(UserMistake, match="draw_seed_missing"):
        sampling.drawn_order(" ", LABELS)


def test_the_next_items_follow_those_that_were_taken() -> None:
    order = sampling.drawn_order("s", LABELS)
    assert sampling.following(order, order[:12], 5) == order[12:17]


@pytest.mark.parametrize("count", [0, -1, 4])
def test_no_more_can_be_drawn_than_is_left(count: int) -> None:
    with pytest.raises(UserMistake, match="sample_count_wrong"):
        sampling.following(("a", "b", "c", "d"), ("a",), count)


def test_a_correction_keeps_the_order_and_puts_what_came_in_behind_it() -> None:
    order = sampling.drawn_order("s", LABELS)
    found = sampling.corrected("s", order, [*LABELS[3:], "new 1", "new 2"])
    assert found.listed == (
        *(label for label in order if label not in LABELS[:3]),
        *sampling.drawn_order("s", ("new 1", "new 2")),
    )
    assert set(found.removed) == set(LABELS[:3])


@given(st.sets(st.integers(0, 200)), st.sets(st.integers(0, 200)))
def test_a_correction_holds_exactly_what_was_wanted(before: set[int], after: set[int]) -> None:
    order = sampling.drawn_order("s", map(str, before))
    assert sorted(sampling.corrected("s", order, map(str, after)).listed) == sorted(map(str, after))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A-1\n\n A-2 \r\nA-3", ("A-1", "A-2", "A-3")),
        ("A-1\tadmin\t2026\nA-2\tguest\t2025", ("A-1", "A-2")),
        ("A-1; A-2, A-3", ("A-1", "A-2", "A-3")),
        ("1-3", ("1", "2", "3")),
        ("CHG-008..011", ("CHG-008", "CHG-009", "CHG-010", "CHG-011")),
        ("9-7", ("9-7",)),
        ("\u202egnp\x00.exe\nB", ("gnp.exe", "B")),
        ("", ()),
    ],
)
def test_a_pasted_list_is_read(text: str, labels: tuple[str, ...]) -> None:
    assert sampling.read_list(text).labels == labels


def test_what_stands_twice_is_listed_once_and_told() -> None:
    assert sampling.read_list("A\nB\nA\nA") == sampling.Listed(("A", "B"), 2)


@pytest.mark.parametrize("text", ["1-200001", "\n".join(map(str, range(200_001)))])
def test_a_list_without_end_is_refused(text: str) -> None:
    with pytest.raises(UserMistake, match="sample_list_too_long"):
        sampling.read_list(text)


def test_sums_count_what_was_looked_at() -> None:
    one = marked(made(1, LABELS[:5], population=140), ItemResult.OK, ItemResult.DEVIATES, ItemResult.NOT_FOUND)
    found = sampling.sums([one])
    assert (found.population, found.looked_at, found.deviating, found.not_found, found.open) == (140, 3, 1, 1, 2)
    assert found.size == 5


def test_rounds_are_added_up_and_the_last_population_counts() -> None:
    order = sampling.drawn_order("s", LABELS)
    rounds = [
        marked(drawn(1, order, order[:3], population=140), *[ItemResult.OK] * 3),
        marked(drawn(2, (), order[3:5], population=142), ItemResult.DEVIATES),
    ]
    assert sampling.sums(rounds) == sampling.Sums(142, ok=3, deviating=1, open=1)
    assert sampling.round_sums(rounds, 2) == sampling.Sums(142, deviating=1, open=1)


def test_sums_by_site_follow_the_item_before_the_round() -> None:
    one = made(1, ("a", "b"), site_id="x", population=10)
    one = replace(one, items=(replace(one.items[0], site_id="y", result=ItemResult.OK), one.items[1]))
    found = sampling.site_sums([one])
    assert (found["x"].open, found["y"].ok, found["x"].population) == (1, 1, 10)


def test_populations_of_sites_are_added_unless_one_is_not_known() -> None:
    rounds = [made(1, ("a",), site_id="x", population=10), made(2, ("b",), site_id="y", population=5)]
    assert sampling.sums(rounds).population == 15
    assert sampling.sums([rounds[0], replace(rounds[1], population=None)]).population is None


def corrected_rounds() -> tuple[SampleRound, ...]:
    """Return a round of four, two of them looked at, and a correction that takes a looked at and an open one away."""
    order = sampling.drawn_order("s", LABELS)
    first = marked(drawn(1, order, order[:4]), ItemResult.OK, ItemResult.DEVIATES)
    gone = {order[1], order[3]}
    return first, drawn(2, sampling.corrected("s", order, [label for label in LABELS if label not in gone]).listed, ())


def test_what_left_the_population_stays_if_it_was_looked_at() -> None:
    found = sampling.sums(corrected_rounds())
    assert (found.looked_at, found.deviating, found.open, found.left_out) == (2, 1, 1, 1)
    assert len(sampling.outside(corrected_rounds())) == 2
    assert len(sampling.counted_items(corrected_rounds())) == 3


def test_an_honest_draw_repeats() -> None:
    first, second = corrected_rounds()
    following = sampling.following(second.listed, [item.label for item in first.items], 3)
    assert sampling.repeats([first, second, drawn(3, (), following)])


@pytest.mark.parametrize("fault", ["order", "items", "method", "widened"])
def test_a_draw_that_was_helped_does_not_repeat(fault: str) -> None:
    order = sampling.drawn_order("s", LABELS)
    rounds = {
        "order": [drawn(1, LABELS, LABELS[:3])],
        "items": [drawn(1, order, (order[0], order[2]))],
        "method": [replace(drawn(1, order, order[:3]), method="other/1")],
        "widened": [drawn(1, order, order[:3]), drawn(2, (), order[4:6])],
    }
    assert not sampling.repeats(rounds[fault])


def test_what_was_chosen_is_no_draw() -> None:
    assert not sampling.repeats([made(1, ("a",), selection=Selection.JUDGEMENT)])
