"""What other programs say about our papers: poppler's pdfsig, and pyHanko with its own policy."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.signing.engine import run
from app.signing.reader import Paper
from app.signing.verify import verify
from tests.signing.attacks import comment_appended, title_in_the_metadata_changed
from tests.signing.papers import BOTH, good, key_of, paper, signed_twice
from tests.signing.raw import update

pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")


def pdfsig_says(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False)
    return [line.strip(" -") for line in done.stdout.splitlines() if "Validation" in line or "total" in line.lower()]


VALID = "Signature Validation: Signature is Valid."


@pdfsig
def test_poppler_finds_both_signatures_intact(tmp_path: Path) -> None:
    assert pdfsig_says(good(), tmp_path) == ["Not total document signed", VALID, "Total document signed", VALID]


@pdfsig
def test_poppler_alone_would_not_be_enough(tmp_path: Path) -> None:
    """docs/verify.md says so; if this fails, poppler has learned and the page can be shortened."""
    assert pdfsig_says(update(good(), title_in_the_metadata_changed), tmp_path).count(VALID) == 2
    assert pdfsig_says(comment_appended(), tmp_path).count(VALID) == 2


def pyhanko_says(pdf: bytes) -> list[tuple[bool, bool, bool]]:
    """Return (intact, valid, bottom line) per signature with pyHanko's default policy, both keys trusted."""
    roots = [x509.Certificate.load(key_of(one.person).certificate) for one in BOTH]
    states = [
        run(async_validate_pdf_signature(one, ValidationContext(trust_roots=roots)))
        for one in PdfFileReader(BytesIO(pdf)).embedded_signatures
    ]
    return [(bool(one.intact), bool(one.valid), bool(one.bottom_line)) for one in states]


def test_pyhanko_finds_both_signatures_intact_and_valid() -> None:
    assert [(intact, valid) for intact, valid, _ in pyhanko_says(good())] == [(True, True)] * 2


def test_pyhanko_s_own_policy_accepts_our_papers_if_a_form_element_has_one_kid_without_an_array() -> None:
    """Its policy (0.38) knows /K as a dictionary and calls the same reference in an array a forbidden change."""
    assert [line for _, _, line in pyhanko_says(signed_twice(paper(single_kid=True)))] == [True, True]
    assert [line for _, _, line in pyhanko_says(good())] == [False, True]


def test_pyhanko_alone_would_not_be_enough() -> None:
    """docs/verify.md says so."""
    sound = signed_twice(paper(single_kid=True))
    for changed in (update(sound, title_in_the_metadata_changed), sound + b"\n% more\n"):
        assert [line for _, _, line in pyhanko_says(changed)] == [True, True]
        assert verify(changed, None).altered


def test_our_reader_reads_what_pyhanko_s_reads() -> None:
    ours, theirs = Paper(good()), PdfFileReader(BytesIO(good()))
    references = theirs.xrefs.explicit_refs_in_revision(0)
    assert len(references) > 15
    for reference in references:
        assert ours.get_object(reference) == theirs.get_object(reference)
