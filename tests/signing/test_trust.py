"""The file of trusted signers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.errors import ForeignFileProblem
from app.signing.trust import TrustedSigner, TrustList
from tests.signing.raw import employee, root

LENA = TrustedSigner("Lena Lead", "lead_auditor", "a1" * 32)
Document = dict[str, Any]


def document() -> Document:
    loaded: Document = json.loads(TrustList((LENA,), (root().pem,)).to_json())
    return loaded


def test_a_list_comes_back_as_it_was_written() -> None:
    written = TrustList((LENA, TrustedSigner("山田 太郎", "", "b2" * 32)), (root().pem,))
    assert TrustList.from_json(written.to_json()) == written


def test_the_format_is_the_one_that_is_documented() -> None:
    assert document() == {
        "format": "onsite-trusted-signers",
        "version": 1,
        "signers": [{"name": "Lena Lead", "role": "lead_auditor", "fingerprint": "a1" * 32}],
        "roots": [root().pem],
    }


def test_a_person_can_be_listed_for_two_roles() -> None:
    twice = TrustList((LENA, TrustedSigner("Lena Lead", "reviewer", LENA.fingerprint)))
    assert [one.role for one in twice.pinned(LENA.fingerprint)] == ["lead_auditor", "reviewer"]
    assert twice.pinned("00" * 32) == ()


def put(path: str, value: object) -> Callable[[Document], None]:
    def change(of: Document) -> None:
        if path in {"name", "role", "fingerprint", "extra"}:
            of["signers"][0][path] = value
        else:
            of[path] = value

    return change


def drop(of: Document) -> None:
    del of["signers"][0]["role"]


@pytest.mark.parametrize(
    ("change", "code", "values"),
    [
        (put("note", "x"), "trust.field", {"path": "note"}),
        (put("extra", "x"), "trust.field", {"path": "signers[0].extra"}),
        (drop, "trust.field", {"path": "signers[0].role"}),
        (put("name", 1), "trust.field", {"path": "signers[0].name"}),
        (put("signers", {}), "trust.field", {"path": "signers"}),
        (put("signers", ["x"]), "trust.field", {"path": "signers[0]"}),
        (put("roots", None), "trust.field", {"path": "roots"}),
        (put("roots", ["x"]), "trust.root", {"path": "roots[0]"}),
        (put("roots", [1]), "trust.root", {"path": "roots[0]"}),
        (put("fingerprint", "A1" * 32), "trust.fingerprint", {"path": "signers[0].fingerprint"}),
        (put("fingerprint", "a1" * 33), "trust.fingerprint", {"path": "signers[0].fingerprint"}),
        (put("fingerprint", "a1" * 31), "trust.fingerprint", {"path": "signers[0].fingerprint"}),
        (put("format", "other"), "trust.not_a_list", {}),
        (put("version", 2), "trust.version", {"found": "2"}),
        (put("version", True), "trust.version", {"found": "True"}),
    ],
)
def test_anything_unexpected_is_refused_with_its_place(
    change: Callable[[Document], None], code: str, values: dict[str, str]
) -> None:
    wrong = document()
    change(wrong)
    with pytest.raises(ForeignFileProblem) as caught:
        TrustList.from_json(json.dumps(wrong).encode())
    assert (caught.value.code, caught.value.values) == (code, values)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}x", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_list_is_refused(text: bytes) -> None:
    with pytest.raises(ForeignFileProblem) as caught:
        TrustList.from_json(text)
    assert caught.value.code == "trust.not_a_list"


def test_a_key_that_stands_twice_is_refused() -> None:
    text = TrustList((LENA,)).to_json().replace(b'"version": 1', b'"version": 1, "version": 1')
    with pytest.raises(ForeignFileProblem) as caught:
        TrustList.from_json(text)
    assert caught.value.values == {"path": "version"}


def test_a_person_s_certificate_is_no_root() -> None:
    wrong = document()
    wrong["roots"] = [employee("Lena Lead").pem]
    with pytest.raises(ForeignFileProblem) as caught:
        TrustList.from_json(json.dumps(wrong).encode())
    assert caught.value.code == "trust.root"
