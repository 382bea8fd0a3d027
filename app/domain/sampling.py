"""Samples of records: a draw that anybody can repeat, its continuation, a corrected population, and the sums.

Method `sha256-label/1`: each item gets the SHA-256 (hex) over the UTF-8 bytes of `<number of bytes of the seed>:<seed>|
<label>`; the items are ordered by that text and the first ones are drawn. The order of the pasted list plays no part,
so a larger sample is the smaller one continued, and a list that was corrected keeps its order: what was added stands
behind it in an order of its own (certification-audit facts, section 5: a sample must be identifiable).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.errors import UserMistake
from app.domain.kinds import ItemResult, Selection
from app.domain.samples import SampleItem, SampleRound

METHOD: Final = "sha256-label/1"
MOST: Final = 200_000
"""Most items of a population that are kept as a list."""

_LONGEST: Final = 300
_RANGE: Final = re.compile(r"^(?P<head>\D{0,40}?)(?P<first>\d{1,9})\s*(?:-|–|\.\.)\s*(?P<last>\d{1,9})$")
_HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was pasted: each item once, in the order of the list, and how many stood there again."""

    labels: tuple[str, ...]
    repeated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """A round to be added.

    `listed` is the population as a list, of which `draw` items are drawn; without a list the numbers from 1 to
    `population` are drawn. `chosen` are items that somebody chose; of `Selection.ALL` the whole list is looked at.
    """

    listed: tuple[str, ...] = ()
    population: int | None = None
    draw: int = 0
    chosen: tuple[str, ...] = ()
    selection: Selection = Selection.RANDOM
    how: str = ""
    reason: str = ""
    site_id: str | None = None
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A corrected population: the order to go on with, what came in, what is gone."""

    listed: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Numbers of a sample; `left_out` were drawn, and left the population before anybody looked at them."""

    population: int | None = None
    ok: int = 0
    deviating: int = 0
    not_found: int = 0
    open: int = 0
    left_out: int = 0

    @property
    def looked_at(self) -> int:
        """Return how many items were looked at; one that was not found was looked for."""
        return self.ok + self.deviating + self.not_found

    @property
    def size(self) -> int:
        """Return the size of the sample: what was looked at and what still has to be."""
        return self.looked_at + self.open


def read_list(text: str) -> Listed:
    """Return the items of a pasted list: one a line (the first cell of a table), or one line parted by commas.

    A single line such as `1-140` or `CHG-001..140` stands for all numbers between.

    Raises:
        UserMistake: `sample_list_too_long`.
    """
    lines = [line.partition("\t")[0].strip() for line in _HARMFUL.sub("", text).splitlines()]
    lines = [line for line in lines if line]
    if len(lines) == 1:
        lines = _one_line(lines[0])
    if len(lines) > MOST:
        raise UserMistake("sample_list_too_long", field="list", most=MOST)
    labels = tuple(dict.fromkeys(line[:_LONGEST] for line in lines))
    return Listed(labels, len(lines) - len(labels))


def _one_line(line: str) -> list[str]:
    found = _RANGE.match(line)
    if found is None:
        return [part.strip() for part in re.split(r"[;,]", line) if part.strip()]
    first, last, width = int(found["first"]), int(found["last"]), len(found["first"])
    if last < first:
        return [line]
    if last - first >= MOST:
        raise UserMistake("sample_list_too_long", field="list", most=MOST)
    filled = width if found["first"].startswith("0") else 0
    return [f"{found['head']}{number:0{filled}d}" for number in range(first, last + 1)]


def drawn_order(seed: str, labels: Iterable[str]) -> tuple[str, ...]:
    """Return the labels in the order of the draw.

    Raises:
        UserMistake: `draw_seed_missing`, `text_not_storable`.
    """
    if not seed.strip():
        raise UserMistake("draw_seed_missing", field="seed")
    try:
        start = seed.encode()
        keys = {label: hashlib.sha256(b"%d:%s|%s" % (len(start), start, label.encode())).digest() for label in labels}
    except UnicodeEncodeError:
        raise UserMistake("text_not_storable", field="list") from None
    return tuple(sorted(keys, key=keys.__getitem__))


def following(listed: Sequence[str], taken: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the next `count` items of the order that were not taken yet.

    Raises:
        UserMistake: `sample_count_wrong` for fewer than one or more than are left.
    """
    used = set(taken)
    left = [label for label in listed if label not in used]
    if not 1 <= count <= len(left):
        raise UserMistake("sample_count_wrong", field="count", count=count, left=len(left))
    return tuple(left[:count])


def corrected(seed: str, listed: Sequence[str], wanted: Iterable[str]) -> Correction:
    """Return the order for a corrected population: what stays keeps its place, what came in follows in its own order.

    Nothing is drawn again. Raises as `drawn_order`.
    """
    now = dict.fromkeys(wanted)
    before = set(listed)
    added = drawn_order(seed, [label for label in now if label not in before])
    return Correction(
        tuple(label for label in listed if label in now) + added,
        added,
        tuple(label for label in listed if label not in now),
    )


def current_list(rounds: Sequence[SampleRound], site_id: str | None) -> SampleRound | None:
    """Return the last round that holds the population of a site (None: of no particular one) as a list."""
    held = [one for one in rounds if one.site_id == site_id and one.listed]
    return held[-1] if held else None


def taken(rounds: Iterable[SampleRound], site_id: str | None) -> tuple[str, ...]:
    """Return the labels of all items of the rounds of a site."""
    return tuple(item.label for one in rounds if one.site_id == site_id for item in one.items)


def repeats(rounds: Sequence[SampleRound], site_id: str | None = None) -> bool:
    """Tell whether the draws of a site are what seed and lists give; False, too, for a method not known here."""
    order: tuple[str, ...] = ()
    gone: set[str] = set()
    drawn = False
    for one in (each for each in rounds if each.site_id == site_id):
        labels = tuple(item.label for item in one.items)
        if one.seed:
            drawn = True
            wanted = corrected(one.seed, order, one.listed).listed if one.listed else order
            left = tuple(label for label in wanted if label not in gone)
            if one.method != METHOD or (one.listed and tuple(one.listed) != wanted) or labels != left[: len(labels)]:
                return False
            order = wanted
        gone |= set(labels)
    return drawn


def round_sums(rounds: Sequence[SampleRound], number: int) -> Sums:
    """Return the sums of one round."""
    chosen = next(one for one in rounds if one.number == number)
    return _count(rounds, ((chosen, item) for item in chosen.items), chosen.population)


def site_sums(rounds: Sequence[SampleRound]) -> Mapping[str | None, Sums]:
    """Return the sums by site, in the order in which sites appear; an item without site belongs to its round's."""
    pairs = [(one, item) for one in rounds for item in one.items]
    sites = list(dict.fromkeys([*(one.site_id for one in rounds), *(site_of(*pair) for pair in pairs)]))
    return {
        site: _count(rounds, (pair for pair in pairs if site_of(*pair) == site), _population(rounds, site))
        for site in sites
        if site is not None or any(site_of(*pair) is None for pair in pairs)
    }


def sums(rounds: Sequence[SampleRound]) -> Sums:
    """Return the sums over all rounds; the population is that of the last round of each site, added up."""
    sites = dict.fromkeys(one.site_id for one in rounds)
    populations = [_population(rounds, site) for site in sites]
    known = [one for one in populations if one is not None]
    whole = sum(known) if known and len(known) == len(populations) else None
    return _count(rounds, ((one, item) for one in rounds for item in one.items), whole)


def site_of(one: SampleRound, item: SampleItem) -> str | None:
    """Return the site an item belongs to."""
    return item.site_id or one.site_id


def outside(rounds: Sequence[SampleRound]) -> frozenset[str]:
    """Return the ids of drawn items that are no longer in the population of their site, as last corrected."""
    known = _known(rounds)
    return frozenset(item.id for one in rounds for item in one.items if _is_gone(known, one, item))


def counted_items(rounds: Sequence[SampleRound]) -> tuple[SampleItem, ...]:
    """Return the items of the sample: not those that left the population before anybody looked at them."""
    gone = outside(rounds)
    items = (item for one in rounds for item in one.items)
    return tuple(item for item in items if item.result is not ItemResult.OPEN or item.id not in gone)


def _known(rounds: Sequence[SampleRound]) -> dict[str | None, frozenset[str] | None]:
    """Return the population of each site as it was last listed."""
    lists = {site: current_list(rounds, site) for site in {one.site_id for one in rounds}}
    return {site: None if held is None else frozenset(held.listed) for site, held in lists.items()}


def _is_gone(known: Mapping[str | None, frozenset[str] | None], one: SampleRound, item: SampleItem) -> bool:
    listed = known[one.site_id] if one.seed else None
    return listed is not None and item.label not in listed


def items_of(rounds: Iterable[SampleRound], *results: ItemResult) -> tuple[SampleItem, ...]:
    """Return the items with one of these results, in order."""
    return tuple(item for one in rounds for item in one.items if item.result in results)


def _population(rounds: Sequence[SampleRound], site_id: str | None) -> int | None:
    known = [one.population for one in rounds if one.site_id == site_id and one.population is not None]
    return known[-1] if known else None


def _count(
    rounds: Sequence[SampleRound], pairs: Iterable[tuple[SampleRound, SampleItem]], population: int | None
) -> Sums:
    known = _known(rounds)
    counted: Counter[str] = Counter()
    for one, item in pairs:
        gone = item.result is ItemResult.OPEN and _is_gone(known, one, item)
        counted["left_out" if gone else item.result.value] += 1
    return Sums(
        population, counted["ok"], counted["deviates"], counted["not_found"], counted["open"], counted["left_out"]
    )
