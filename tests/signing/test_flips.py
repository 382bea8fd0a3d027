"""Random damage: no flip of a bit is accepted, and none raises."""

from __future__ import annotations

import random
from collections.abc import Callable

from app.signing.verify import verify
from tests.signing.attacks import containers
from tests.signing.good_papers import list_of_trust
from tests.signing.papers import good


def flipped(pdf: bytes, place: int, bit: int) -> bytes:
    return pdf[:place] + bytes([pdf[place] ^ (1 << bit)]) + pdf[place + 1 :]


def test_no_flip_outside_the_containers_is_accepted(size: Callable[[str], int]) -> None:
    pdf, trust, dice = good(), list_of_trust(), random.Random(20261120)
    inside = {place for start, end in containers(pdf) for place in range(start, end)}
    outside = [place for place in range(len(pdf)) if place not in inside]
    for _ in range(size("report_flips")):
        place, bit = dice.choice(outside), dice.randrange(8)
        assert verify(flipped(pdf, place, bit), trust).verdict == "invalid", (place, bit)


def test_no_flip_inside_a_container_is_accepted_either(size: Callable[[str], int]) -> None:
    """Our containers are strict DER with nothing spare in them, so even the part nobody covers has no room."""
    pdf, trust, dice = good(), list_of_trust(), random.Random(20261121)
    inside = [place for start, end in containers(pdf) for place in range(start, end)]
    for _ in range(size("container_flips")):
        place, bit = dice.choice(inside), dice.randrange(8)
        assert verify(flipped(pdf, place, bit), trust).verdict == "invalid", (place, bit)


def test_no_cut_is_accepted(size: Callable[[str], int]) -> None:
    pdf, trust, dice = good(), list_of_trust(), random.Random(20261122)
    for _ in range(size("report_cuts")):
        assert verify(pdf[: dice.randrange(len(pdf))], trust).verdict == "invalid"


def test_rubbish_is_refused_without_an_error(size: Callable[[str], int]) -> None:
    pdf, dice = good(), random.Random(20261123)
    for _ in range(size("report_cuts")):
        start, length = dice.randrange(len(pdf)), dice.randrange(1, 400)
        damaged = pdf[:start] + dice.randbytes(length) + pdf[start + dice.choice((0, length)) :]
        assert verify(damaged, None).verdict == "invalid"
