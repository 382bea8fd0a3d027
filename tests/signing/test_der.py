"""The strict reader of DER."""

from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from app.signing.der import length_of


@given(st.integers(), st.binary(max_size=300), st.binary(max_size=5))
def test_what_asn1crypto_writes_is_der_whatever_follows(number: int, content: bytes, rest: bytes) -> None:
    value = core.SequenceOf(spec=core.Any)
    value.append(core.Any(core.Integer(number)))
    value.append(core.Any(core.OctetString(content)))
    der = value.dump()
    assert length_of(der + rest) == len(der)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("", id="nothing"),
        pytest.param("30", id="no length"),
        pytest.param("3080020101" + "0000", id="indefinite length"),
        pytest.param("30810302010a", id="length longer than needed"),
        pytest.param("3082000302010a", id="leading zero in the length"),
        pytest.param("3004020200 05".replace(" ", ""), id="integer longer than needed"),
        pytest.param("0202ff80", id="negative integer longer than needed"),
        pytest.param("0200", id="integer without contents"),
        pytest.param("010101", id="boolean that is neither"),
        pytest.param("050100", id="null with contents"),
        pytest.param("3003020105 01".replace(" ", "")[:8], id="cut short"),
        pytest.param("30020405", id="inner value longer than the outer"),
        pytest.param("1f0101", id="long tag"),
        pytest.param("0000", id="end of contents"),
        pytest.param("300502010a0000", id="padding inside a sequence"),
    ],
)
def test_other_encodings_are_refused(wrong: str) -> None:
    assert length_of(bytes.fromhex(wrong)) is None


def test_deep_nesting_is_refused_without_running_out_of_stack() -> None:
    nested = b"\x05\x00"
    for _ in range(60):
        nested = core.Sequence(contents=nested).dump()
    assert length_of(nested) is None
