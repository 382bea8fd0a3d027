"""Which sites are visited: a random draw that anybody can repeat, and the choice by risk beside it.

Method `sha256-order/1`: the list gets positions from 1 on; each site gets the SHA-256 (hex) over the UTF-8 bytes of
`<number of bytes of the seed>:<seed>|<position>|<key of the site>`; the sites are ordered by that text and the first
ones are drawn. Neither Python's random numbers nor a clock takes part, so the same seed and list give the same sites
on every machine and in every version, and a larger sample is the smaller one continued.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.errors import UserMistake
from app.domain.site_sampling import SampleSize

METHOD: Final = "sha256-order/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A draw with all that is needed to repeat it; `listed` are the keys of the sites in the order of the list."""

    method: str
    seed: str
    listed: tuple[str, ...]
    order: tuple[str, ...]
    drawn: tuple[str, ...]

    @property
    def repeats(self) -> bool:
        """Tell whether drawing again gives the same; False, too, for a method that is not known here."""
        return self.method == METHOD and draw(self.seed, self.listed, len(self.drawn)) == self


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What the choice by risk looks at; `risk` is 1 (low) to 3 (high), `visited` tells of this cycle."""

    site_id: str
    heads: int = 0
    risk: int = 2
    visited: bool = False


def draw(seed: str, listed: Sequence[str], count: int) -> Draw:
    """Return the draw of `count` sites out of the list.

    Raises:
        UserMistake: `draw_seed_missing`, `draw_site_twice`, `draw_count_wrong`, `text_not_storable`.
    """
    if not seed.strip():
        raise UserMistake("draw_seed_missing", field="seed")
    if len(set(listed)) != len(listed):
        raise UserMistake("draw_site_twice", field="listed")
    if not 0 <= count <= len(listed):
        raise UserMistake("draw_count_wrong", field="count", count=count, sites=len(listed))
    keys = {site: _key(seed, position, site) for position, site in enumerate(listed, start=1)}
    order = tuple(sorted(listed, key=keys.__getitem__))
    return Draw(method=METHOD, seed=seed, listed=tuple(listed), order=order, drawn=order[:count])


def continued(earlier: Draw, count: int) -> Draw:
    """Return the draw raised to `count` sites: the same order, further down.

    Raises:
        UserMistake: `draw_not_repeatable` where the earlier draw is not what its seed gives, `draw_count_wrong` for
            fewer sites than were drawn or more than are listed.
    """
    if not earlier.repeats:
        raise UserMistake("draw_not_repeatable", field="seed")
    if count < len(earlier.drawn):
        raise UserMistake("draw_count_wrong", field="count", count=count, sites=len(earlier.listed))
    return draw(earlier.seed, earlier.listed, count)


def proposed_by_risk(sites: Sequence[SiteFacts], drawn: Sequence[str], count: int) -> tuple[str, ...]:
    """Return `count` sites for the choice by risk; a person decides.

    Not yet visited in this cycle comes first, then high risk, then many heads, then the order of the list.
    """
    free = [one for one in sites if one.site_id not in set(drawn)]
    ranked = sorted(free, key=lambda one: (one.visited, -one.risk, -one.heads))
    return tuple(one.site_id for one in ranked[: max(count, 0)])


def check_sample(size: SampleSize, drawn: Draw, by_risk: Sequence[str]) -> None:
    """Check that draw and choice together are the sample that `size` asks for.

    Raises:
        UserMistake: `draw_not_repeatable`, `draw_list_differs` (not all sites were in the list), `sample_site_unknown`,
            `draw_site_twice`, `sample_random_too_few`, `sample_too_small`.
    """
    if not drawn.repeats:
        raise UserMistake("draw_not_repeatable", field="seed")
    if len(drawn.listed) != size.inputs.sites:
        raise UserMistake("draw_list_differs", field="listed", listed=len(drawn.listed), sites=size.inputs.sites)
    if not set(by_risk) <= set(drawn.listed):
        raise UserMistake("sample_site_unknown", field="by_risk")
    chosen = [*drawn.drawn, *by_risk]
    if len(set(chosen)) != len(chosen):
        raise UserMistake("draw_site_twice", field="by_risk")
    if len(drawn.drawn) < size.random:
        raise UserMistake("sample_random_too_few", field="drawn", drawn=len(drawn.drawn), least=size.random)
    if len(chosen) < size.size:
        raise UserMistake("sample_too_small", field="by_risk", chosen=len(chosen), least=size.size)


def _key(seed: str, position: int, site: str) -> str:
    try:
        start = seed.encode("utf-8")
        text = b"%d:%s|%d|%s" % (len(start), start, position, site.encode("utf-8"))
    except UnicodeEncodeError:
        raise UserMistake("text_not_storable", field="seed") from None
    return hashlib.sha256(text).hexdigest()
