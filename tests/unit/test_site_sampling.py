"""Sampling of sites: the table of the facts, minima, the draw that anybody can repeat, and time per site."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import UserMistake
from app.domain.plain import from_plain, to_plain
from app.domain.site_draw import Draw, SiteFacts, check_sample, continued, draw, proposed_by_risk
from app.domain.site_sampling import SampleInputs, SampleKind, SampleSize, root_share, sample_size
from app.domain.site_spread import SiteWeight, spread

INITIAL, SURVEILLANCE, RECERTIFICATION = SampleKind
EFFECTIVE = {"effective_reason": "no major in three years"}
UNSUITABLE = {"unsuitable_reason": "every plant works in another way"}

# --------------------------------------------------------------------------------------------------------- sizes

TABLE = [  # sites, initial, surveillance, recertification with the reason, random of the initial sample
    (2, 2, 1, 2, 1),
    (4, 2, 2, 2, 1),
    (9, 3, 2, 3, 1),
    (10, 4, 2, 3, 1),
    (16, 4, 3, 4, 1),
    (24, 5, 3, 4, 2),
    (25, 5, 3, 4, 2),
    (26, 6, 4, 5, 2),
    (100, 10, 6, 8, 3),
    (225, 15, 9, 12, 4),
]


def size(kind: SampleKind, sites: int, **more: Any) -> SampleSize:
    return sample_size(SampleInputs(kind=kind, sites=sites, **more))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0]))
def test_the_table_of_the_facts(row: tuple[int, ...]) -> None:
    sites = row[0]
    initial = size(INITIAL, sites)
    others = size(SURVEILLANCE, sites).size, size(RECERTIFICATION, sites, **EFFECTIVE).size
    assert (sites, initial.size, *others, initial.random) == row


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0]))
def test_a_recertification_is_like_the_initial_audit_without_the_reason(row: tuple[int, ...]) -> None:
    assert size(RECERTIFICATION, row[0]).size == row[1]


@given(st.integers(0, 10**12), st.sampled_from([6, 8, 10]))
def test_the_size_is_the_smallest_that_reaches_the_root(sites: int, tenths: int) -> None:
    found = root_share(sites, tenths)
    assert (10 * found) ** 2 >= tenths**2 * sites
    assert found == 0 or (10 * (found - 1)) ** 2 < tenths**2 * sites


@given(st.integers(0, 500), st.sampled_from(SampleKind), st.booleans())
def test_a_sample_is_never_larger_than_the_sites_and_one_quarter_of_it_is_random(
    sites: int, kind: SampleKind, suitable: bool
) -> None:
    found = size(kind, sites, **({} if suitable else UNSUITABLE))
    assert (found.size == 0) == (sites == 0)
    assert found.size <= sites
    assert 4 * found.random >= found.size or found.size == sites


@given(st.integers(0, 500), st.sampled_from(SampleKind))
def test_the_central_function_comes_in_addition(sites: int, kind: SampleKind) -> None:
    found = size(kind, sites)
    assert found.visits == found.random + found.by_risk + 1


@pytest.mark.parametrize(("sites", "everywhere", "surveillance"), [(1, 1, 1), (10, 10, 3), (11, 11, 4), (20, 20, 6)])
def test_where_sampling_is_not_suitable(sites: int, everywhere: int, surveillance: int) -> None:
    found = [size(kind, sites, **UNSUITABLE) for kind in (INITIAL, RECERTIFICATION, SURVEILLANCE)]
    assert [one.size for one in found] == [everywhere, everywhere, surveillance]
    assert [one.random for one in found[:2]] == [0, 0]


def test_a_sample_can_be_raised_with_a_reason_and_the_random_part_grows_with_it() -> None:
    found = size(INITIAL, 25, raised_to=9, raise_reason="two incidents")
    assert (found.minimum, found.size, found.random) == (5, 9, 3)


REFUSED: list[tuple[SampleKind, int, dict[str, Any], str]] = [
    (INITIAL, -1, {}, "sample_sites_wrong"),
    (INITIAL, True, {}, "sample_sites_wrong"),
    (INITIAL, 25, {"raised_to": 4, "raise_reason": "short of time"}, "sample_below_minimum"),
    (INITIAL, 25, {"raised_to": 26, "raise_reason": "all"}, "sample_above_sites"),
    (INITIAL, 25, {"raised_to": 6, "raise_reason": " "}, "sample_raise_reason_missing"),
    (INITIAL, 25, EFFECTIVE, "sample_effective_not_here"),
    (SURVEILLANCE, 25, EFFECTIVE, "sample_effective_not_here"),
]


@pytest.mark.parametrize(("kind", "sites", "more", "code"), REFUSED, ids=[f"{one[0]}-{one[3]}" for one in REFUSED])
def test_a_sample_is_refused(kind: SampleKind, sites: int, more: dict[str, Any], code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        size(kind, sites, **more)


# ---------------------------------------------------------------------------------------------------------- draw

SITES = ("S-1", "S-2", "S-3", "S-4", "S-5", "S-6", "S-7", "S-8", "S-9", "S-10")
KNOWN = ("S-8", "S-7", "S-6", "S-10", "S-3", "S-9", "S-1", "S-4", "S-2", "S-5")  # by sha256sum and sort
ids = st.lists(st.uuids().map(str), min_size=1, max_size=30, unique=True)
seeds = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).map(lambda text: f"s{text}")


def by_hand(seed: str, listed: tuple[str, ...]) -> list[str]:
    """Return the order as the docstring of the method says it, written a second time."""
    text = [f"{len(seed.encode())}:{seed}|{place + 1}|{site}" for place, site in enumerate(listed)]
    hashes = [hashlib.sha256(one.encode()).hexdigest() for one in text]
    return [site for _hash, site in sorted(zip(hashes, listed, strict=True))]


def test_a_known_draw_stays_the_same_in_every_version() -> None:
    assert draw("2026-ABC", SITES, 3).order == KNOWN


@given(seeds, ids)
def test_the_order_is_that_of_the_documented_method(seed: str, listed: list[str]) -> None:
    assert list(draw(seed, listed, 0).order) == by_hand(seed, tuple(listed))


@given(seeds, ids, st.data())
def test_a_draw_repeats_and_a_larger_one_continues_it(seed: str, listed: list[str], data: st.DataObject) -> None:
    count = data.draw(st.integers(0, len(listed)))
    more = data.draw(st.integers(count, len(listed)))
    small = draw(seed, listed, count)
    assert small.repeats
    assert draw(seed, listed, more).drawn[:count] == small.drawn
    assert continued(small, more) == draw(seed, listed, more)


@given(seeds, ids)
def test_every_site_stands_in_the_order_once(seed: str, listed: list[str]) -> None:
    assert sorted(draw(seed, listed, len(listed)).drawn) == sorted(listed)


def test_another_seed_and_another_order_of_the_list_give_another_draw() -> None:
    assert len({draw(seed, SITES, 0).order for seed in ("1", "2", "3")}) == 3
    assert draw("2026-ABC", SITES[::-1], 0).order != KNOWN


def test_every_site_has_about_the_same_chance() -> None:
    first = [draw(str(seed), SITES, 1).drawn[0] for seed in range(2000)]
    assert all(150 <= first.count(site) <= 250 for site in SITES)


def test_seed_and_site_cannot_be_shifted_into_each_other() -> None:
    assert draw("a|1|b", ("c", "d", "e", "f"), 0).order != draw("a", ("1|b|1|c", "d", "e", "f"), 0).order


def test_a_draw_that_was_changed_does_not_repeat() -> None:
    found = draw("2026-ABC", SITES, 3)
    changed = [
        replace(found, drawn=("S-1", *found.drawn[1:])),
        replace(found, seed="2026-ABD"),
        replace(found, listed=SITES[::-1]),
        replace(found, method="sha256-order/2"),
    ]
    assert [one.repeats for one in changed] == [False] * 4


def test_a_changed_draw_is_not_continued() -> None:
    with pytest.raises(UserMistake, match="draw_not_repeatable"):
        continued(replace(draw("2026-ABC", SITES, 3), seed="other"), 4)


@pytest.mark.parametrize(
    ("seed", "listed", "count", "code"),
    [
        (" ", SITES, 1, "draw_seed_missing"),
        ("1", ("S-1", "S-1"), 1, "draw_site_twice"),
        ("1", SITES, 11, "draw_count_wrong"),
        ("1", SITES, -1, "draw_count_wrong"),
        ("\ud800", SITES, 1, "text_not_storable"),
    ],
)
def test_a_draw_is_refused(seed: str, listed: tuple[str, ...], count: int, code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        draw(seed, listed, count)


def test_a_continued_draw_is_never_smaller() -> None:
    with pytest.raises(UserMistake, match="draw_count_wrong"):
        continued(draw("1", SITES, 3), 2)


def test_a_draw_comes_back_from_plain_values() -> None:
    found = draw("2026-ABC", SITES, 3)
    assert from_plain(Draw, to_plain(found)) == found


FACTS = (
    SiteFacts(site_id="S-1", heads=500, risk=3, visited=True),
    SiteFacts(site_id="S-2", heads=10, risk=1),
    SiteFacts(site_id="S-3", heads=20, risk=3),
    SiteFacts(site_id="S-4", heads=90, risk=3),
    SiteFacts(site_id="S-5", heads=10, risk=1),
)


def test_the_choice_by_risk_begins_with_sites_not_yet_visited_of_high_risk() -> None:
    assert proposed_by_risk(FACTS, ("S-3",), 4) == ("S-4", "S-2", "S-5", "S-1")
    assert proposed_by_risk(FACTS, (), 0) == ()


def test_draw_and_choice_together_are_the_sample() -> None:
    check_sample(size(INITIAL, 10), draw("2026-ABC", SITES, 1), ("S-1", "S-2", "S-9"))


@pytest.mark.parametrize(
    ("drawn", "by_risk", "code"),
    [
        (draw("2026-ABC", SITES, 0), ("S-1", "S-2", "S-9", "S-7"), "sample_random_too_few"),
        (draw("2026-ABC", SITES, 1), ("S-1", "S-2"), "sample_too_small"),
        (draw("2026-ABC", SITES, 1), ("S-8", "S-2", "S-9"), "draw_site_twice"),
        (draw("2026-ABC", SITES, 1), ("S-1", "S-2", "S-99"), "sample_site_unknown"),
        (draw("2026-ABC", SITES[:9], 1), ("S-1", "S-2", "S-9"), "draw_list_differs"),
        (replace(draw("2026-ABC", SITES, 1), seed="x"), ("S-1", "S-2", "S-9"), "draw_not_repeatable"),
    ],
)
def test_what_is_not_the_sample_is_refused(drawn: Draw, by_risk: tuple[str, ...], code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        check_sample(size(INITIAL, 10), drawn, by_risk)


# -------------------------------------------------------------------------------------------------- time per site

weights = st.lists(
    st.builds(SiteWeight, site_id=st.uuids().map(str), heads=st.integers(0, 5000), risk=st.integers(1, 3)),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one.site_id,
)
floors = st.fractions(Fraction(1, 10), 60, max_denominator=10)


def days(floor: str, *sites: SiteWeight) -> list[Fraction]:
    return [one for _site, one in spread(Fraction(floor), sites).days]


@given(floors, weights)
def test_the_sum_is_exact_no_site_gets_nothing_and_the_floor_holds(floor: Fraction, sites: list[SiteWeight]) -> None:
    found = spread(floor, sites)
    assert sum(one for _site, one in found.days) == found.total >= floor
    assert found.total == max(Fraction(-(-2 * floor // 1), 2), Fraction(len(sites), 2))
    assert all(one >= Fraction(1, 2) and (2 * one).denominator == 1 for _site, one in found.days)


@given(floors, floors, weights)
def test_a_larger_total_takes_nothing_from_any_site(one: Fraction, two: Fraction, sites: list[SiteWeight]) -> None:
    fewer, more = spread(min(one, two), sites).days, spread(max(one, two), sites).days
    assert all(less[1] <= most[1] for less, most in zip(fewer, more, strict=True))


@given(floors, weights)
def test_a_heavier_site_never_gets_less(floor: Fraction, sites: list[SiteWeight]) -> None:
    found = sorted(zip((one.weight for one in sites), spread(floor, sites).days, strict=True), key=lambda one: one[0])
    got = [given for _weight, (_site, given) in found]
    heaviest = [weight for weight, _given in found]
    assert all(got[place] <= got[place + 1] for place in range(len(got) - 1) if heaviest[place] < heaviest[place + 1])


def test_risk_and_size_draw_time_to_a_site() -> None:
    assert days(
        "6",
        SiteWeight(site_id="office", heads=100, risk=2),
        SiteWeight(site_id="data centre", heads=25, risk=3),
        SiteWeight(site_id="shop", heads=4, risk=1),
    ) == [Fraction(3), Fraction("2.5"), Fraction("0.5")]


def test_each_further_half_goes_by_weight_per_odd_number() -> None:
    assert days("3", SiteWeight(site_id="a", heads=25), SiteWeight(site_id="b", heads=4)) == [2, 1]


def test_a_floor_that_is_enough_for_all_sites_stays_as_it_is() -> None:
    assert not spread(Fraction(3), [SiteWeight(site_id="a"), SiteWeight(site_id="b")]).raised


def test_more_sites_than_halves_raise_the_total_above_the_floor() -> None:
    found = spread(Fraction(1), [SiteWeight(site_id=str(number)) for number in range(5)])
    assert (found.total, found.raised) == (Fraction("2.5"), True)


@pytest.mark.parametrize(
    ("floor", "sites", "code"),
    [
        ("3", [], "spread_sites_missing"),
        ("0", [SiteWeight(site_id="a")], "spread_days_wrong"),
        ("1001", [SiteWeight(site_id="a")], "spread_days_wrong"),
        ("3", [SiteWeight(site_id="a"), SiteWeight(site_id="a")], "draw_site_twice"),
        ("3", [SiteWeight(site_id="a", heads=-1)], "spread_site_wrong"),
        ("3", [SiteWeight(site_id="a", risk=4)], "spread_site_wrong"),
    ],
)
def test_time_cannot_be_spread(floor: str, sites: list[SiteWeight], code: str) -> None:
    with pytest.raises(UserMistake, match=code):
        spread(Fraction(floor), sites)
