"""Is this exactly one DER value (ITU-T X.690)? asn1crypto reads BER, which has many encodings of one value."""

from __future__ import annotations

from typing import Final

_CONSTRUCTED: Final = 0x20
_NUMBER: Final = 0x1F
_NO_TAG: Final = (0x00, 0x20)
_LONG: Final = 0x80
_DEEPEST: Final = 40
_BOOLEAN: Final = 0x01
_INTEGERS: Final = (0x02, 0x0A)
_NULL: Final = 0x05


def length_of(content: bytes) -> int | None:
    """Return how many bytes the strictly encoded value at the beginning of `content` takes, None if it is not DER.

    Checked are definite and shortest lengths, shortest integers, booleans, nulls and the nesting of constructed
    values (X.690, 10.1, 8.3.2, 11.1); not the order in sets, which a signature over the set fixes already.
    """
    return _value(content, 0, len(content), 0)


def _value(content: bytes, start: int, limit: int, depth: int) -> int | None:
    """Return the place behind the value at `start`."""
    if depth > _DEEPEST or start + 2 > limit:
        return None
    tag = content[start]
    head = _length(content, start + 1, limit)
    # Zero ends indefinite lengths, which DER has not; no structure here has tags of more than one byte.
    if tag in _NO_TAG or tag & _NUMBER == _NUMBER or head is None:
        return None
    inside, length = head
    end = inside + length
    if end > limit:
        return None
    if tag & _CONSTRUCTED:
        return _values(content, inside, end, depth + 1)
    return end if _primitive(tag, content[inside:end]) else None


def _values(content: bytes, start: int, end: int, depth: int) -> int | None:
    """Return `end` if exactly filled by values, else None."""
    place: int | None = start
    while place is not None and place < end:
        place = _value(content, place, end, depth)
    return place


def _length(content: bytes, start: int, limit: int) -> tuple[int, int] | None:
    """Return (where the contents begin, how long they are)."""
    first = content[start]
    if first < _LONG:
        return start + 1, first
    count = first - _LONG
    if count == 0 or start + 1 + count > limit:
        return None  # indefinite
    digits = content[start + 1 : start + 1 + count]
    length = int.from_bytes(digits, "big")
    shortest = digits[0] != 0 and length >= _LONG
    return (start + 1 + count, length) if shortest else None


def _primitive(tag: int, value: bytes) -> bool:
    if tag == _BOOLEAN:
        return value in (b"\0", b"\xff")
    if tag == _NULL:
        return not value
    if tag in _INTEGERS:
        return bool(value) and not (len(value) > 1 and value[0] in (0, 0xFF) and (value[0] ^ value[1]) < _LONG)
    return True
