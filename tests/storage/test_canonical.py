"""The short way to canonical JSON of a text gives the bytes of the long one."""

from __future__ import annotations

import rfc8785

from app.storage.trail import Json, _canonical

FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF


def test_every_character_is_written_as_rfc_8785_says():
    every = [chr(code) for code in range(0x110000) if not FIRST_SURROGATE <= code <= LAST_SURROGATE]
    lines = ["".join(every[start : start + 4096]) for start in range(0, len(every), 4096)]
    assert [line for line in lines if _canonical(line) != rfc8785.dumps(line).decode()] == []
    assert [sign for sign in every[:256] if _canonical(sign) != rfc8785.dumps(sign).decode()] == []


def test_everything_else_goes_the_long_way():
    values: list[Json] = [1, 1.0, 1e21, True, ["b", {"b": 1, "a": "\u20ac"}], {"\u20ac": 1, "a": [None]}]
    assert [_canonical(value) for value in values] == [rfc8785.dumps(value).decode() for value in values]
    assert _canonical(1.0) == "1"
