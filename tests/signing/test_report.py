"""The real report: made, signed by three people, checked by us and by others."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import page
import pytest

from app.domain.report_parts import SignerRole
from app.reporting.appearance import signature_appearance
from app.reporting.audit_report import build
from app.signing.sign import sign
from app.signing.trust import TrustedSigner, TrustList
from app.signing.verify import verify
from app.translation import Words
from tests.reporting import harbour_report as harbour
from tests.reporting.harbour_findings import AUDITOR, LEAD
from tests.signing.papers import PASSWORD, SIGNED, key_of

CLIENT = "Bożydar Wąsikowski"
SIGNERS = (
    ("LeadAuditor", SignerRole.LEAD_AUDITOR, LEAD),
    ("CoAuditor1", SignerRole.CO_AUDITOR, AUDITOR),
    ("Client", SignerRole.CLIENT, CLIENT),
)


@cache
def unsigned() -> bytes:
    return build(harbour.report(), Words("en"), {}).pdf


@cache
def signed() -> bytes:
    pdf = unsigned()
    for number, (field, role, person) in enumerate(SIGNERS):
        key, when = key_of(person), SIGNED + timedelta(minutes=number)
        look = signature_appearance(
            Words("en"), name=person, role=role, when=when, fingerprint=key.fingerprint, self_made=True
        )
        pdf = sign(
            pdf,
            key.pkcs12,
            PASSWORD,
            field=field,
            role=role.value,
            when=when,
            location="Gdynia",
            appearance=look,
            certify=number == 0,
        )
    return pdf


def everybody() -> TrustList:
    return TrustList(
        tuple(TrustedSigner(person, role.value, key_of(person).fingerprint) for _, role, person in SIGNERS)
    )


def test_the_signed_report_is_valid() -> None:
    found = verify(signed(), everybody(), unsigned_sha256=hashlib.sha256(unsigned()).hexdigest())
    assert (found.verdict, found.reasons, found.trail_head) == ("valid", (), harbour.report().stamp.trail_head)
    assert [(one.name, one.role) for one in found.signers] == [(person, role.value) for _, role, person in SIGNERS]


def test_without_a_list_the_signed_report_is_untrusted() -> None:
    assert verify(signed(), None).verdict == "untrusted"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda pdf: pdf[:200] + bytes([pdf[200] ^ 1]) + pdf[201:], id="a byte"),
        pytest.param(lambda pdf: pdf + b"\n", id="appended"),
        pytest.param(lambda pdf: pdf[: pdf.rindex(b"%%EOF", 0, -8) + 6], id="last signature cut off"),
    ],
)
def test_a_changed_report_is_refused(change: Callable[[bytes], bytes]) -> None:
    assert verify(change(signed()), everybody(), expected=("Client",)).verdict == "invalid"


@pytest.mark.parametrize(("profile", "known"), [("ua1", set()), ("3a", {"PDFA3A-SIGNATURE-BYTERANGE-001"})])
def test_the_signed_report_stays_archival_and_accessible(tmp_path: Path, profile: str, known: set[str]) -> None:
    """The one known rule wants every signature to cover the whole file (notes/pdf.md, section 2)."""
    target = tmp_path / "report.pdf"
    target.write_bytes(signed())
    report = str(page.validate_pdf(str(target), profile=profile, limits=page.SafetyLimits.unlimited()))
    broken = {line[1:].split("]")[0] for line in report.splitlines() if line.startswith("[")}
    assert broken <= known, report


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_finds_all_signatures_intact(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(signed())
    done = subprocess.run(["pdfsig", "-nocert", str(target)], capture_output=True, text=True, check=True)
    assert done.stdout.count("Signature is Valid.") == len(SIGNERS)
