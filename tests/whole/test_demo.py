"""The sample audit ends with a signed report that a stranger can check, and that shows every change."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.domain import kinds, report_parts
from app.signing.policy import AFTER_SIGNATURE
from tests.whole.commands import ROOT, Ended, onsite
from tests.whole.conftest import Demo

pytestmark = pytest.mark.timeout(240)  # the first test plays the whole audit
CONTAINER = re.compile(rb"/Contents\s*<[0-9a-fA-F]+>")


def verified(demo: Demo, data: bytes, folder: Path) -> Ended:
    """Verify `data` as a file, with the list of trusted signers."""
    changed = folder / "changed.pdf"
    changed.write_bytes(data)
    return onsite("verify", changed, "--trust", demo.trust, "--json", qt=False)


def test_the_demo_leaves_the_papers_and_tells_times(demo: Demo) -> None:
    assert (demo.ended.code, demo.ended.err) == (0, "")
    assert {one.name for one in demo.folder.iterdir()} == {
        "report.pdf",
        "trusted-signers.json",
        "plan.pdf",
        "opening.pdf",
        "closing.pdf",
    }
    assert len(re.findall(r"^ *\d+\.\d{3} s  ", demo.ended.out, re.MULTILINE)) == 7


def test_the_report_is_valid_for_who_has_the_list(demo: Demo) -> None:
    ended = onsite("verify", demo.report, "--trust", demo.trust, "--json", qt=False)
    found = ended.json
    assert (ended.code, found["verdict"], found["reasons"], found["covers_whole_file"]) == (0, "valid", [], True)
    assert [(one["role"], one["trusted"]) for one in found["signers"]] == [("lead_auditor", True), ("co_auditor", True)]
    assert re.fullmatch(r"[0-9a-f]{64}", found["trail_head"])


def test_the_report_is_untrusted_without_the_list(demo: Demo) -> None:
    ended = onsite("verify", demo.report, "--json", qt=False)
    assert (ended.code, ended.json["verdict"]) == (3, "untrusted")
    assert ended.reason.startswith("untrusted: ")


def test_poppler_agrees_that_it_is_intact(demo: Demo) -> None:
    pdfsig = shutil.which("pdfsig")
    if pdfsig is None:
        pytest.skip("poppler-utils is not installed")
    told = subprocess.run([pdfsig, "-nocert", demo.report], capture_output=True, encoding="utf-8", check=True).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("Total document signed") == 1


def test_pyhanko_agrees_that_it_is_intact(demo: Demo) -> None:
    nobody = ValidationContext(trust_roots=[], allow_fetching=False)
    with demo.report.open("rb") as file:
        found = [
            validate_pdf_signature(one, nobody, diff_policy=AFTER_SIGNATURE, skip_diff=False)
            for one in PdfFileReader(file).embedded_signatures
        ]
    assert [(one.intact, one.valid, one.docmdp_ok) for one in found] == [(True, True, True)] * 2
    assert [one.coverage.name for one in found if one.coverage] == ["ENTIRE_REVISION", "ENTIRE_FILE"]


def containers(data: bytes) -> list[tuple[int, int]]:
    return [one.span() for one in CONTAINER.finditer(data) if one.end() - one.start() > 1000]


def places(data: bytes, count: int) -> list[int]:
    """Return places all over the file, outside of the signature containers, the same ones each time."""
    kept_out = containers(data)
    assert len(kept_out) == 2
    drawn = (int.from_bytes(hashlib.sha256(b"%d" % n).digest()[:8]) % len(data) for n in range(count * 2))
    free = [at for at in drawn if not any(start <= at < end for start, end in kept_out)]
    return [0, len(data) - 1, *free[: count - 2]]


def test_one_byte_changed_anywhere_is_invalid_with_a_reason(demo: Demo, size: Callable[[str], int]) -> None:
    from app.signing.trust import TrustList  # noqa: PLC0415 - many verdicts, so not a process for each
    from app.signing.verify import verify  # noqa: PLC0415 - as above

    data, trust = demo.report.read_bytes(), TrustList.from_json(demo.trust.read_bytes())
    for at in places(data, size("demo_flips")):
        changed = bytearray(data)
        changed[at] ^= 0x01
        found = verify(bytes(changed), trust)
        assert (found.verdict, bool(found.reasons)) == ("invalid", True), at


def test_a_changed_byte_ends_the_command_with_1_and_one_line(demo: Demo, tmp_path: Path) -> None:
    data = bytearray(demo.report.read_bytes())
    data[len(data) // 3] ^= 0x40
    ended = verified(demo, bytes(data), tmp_path)
    assert (ended.code, ended.json["verdict"], bool(ended.json["reasons"])) == (1, "invalid", True)
    assert ended.reason.startswith("invalid: ")


@pytest.mark.parametrize("tail", [b"\n", b"x", b"%%EOF\n", b"\0" * 100])
def test_appended_bytes_are_invalid(demo: Demo, tmp_path: Path, tail: bytes) -> None:
    ended = verified(demo, demo.report.read_bytes() + tail, tmp_path)
    assert (ended.code, ended.json["verdict"], ended.json["covers_whole_file"]) == (1, "invalid", False)


def test_an_annotation_by_incremental_update_is_invalid(demo: Demo, tmp_path: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(demo.report.read_bytes()))
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (100, 100, 300, 200))),
            generic.pdf_name("/Contents"): generic.pdf_string("No nonconformities."),
        }
    )
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    page[generic.pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    ended = verified(demo, out.getvalue(), tmp_path)
    assert (ended.code, ended.json["verdict"], ended.json["altered"]) == (1, "invalid", True)


def test_a_signature_cut_off_leaves_a_valid_earlier_revision_only(demo: Demo) -> None:
    """The first revision with a signature is whole by itself; what the paper requires (the lead) is in it."""
    from app.signing.verify import verify  # noqa: PLC0415 - as above

    data = demo.report.read_bytes()
    with io.BytesIO(data) as stream:
        first = PdfFileReader(stream).embedded_signatures[0]
        end = first.byte_range[2] + first.byte_range[3]
    assert verify(data[:end], None).verdict == "untrusted"
    assert verify(data[: end - 1], None).verdict in {"invalid", "untrusted"}
    assert verify(data[: end // 2], None).verdict == "invalid"


def inside(demo: Demo) -> dict[str, Any]:
    """Return the machine-readable copy inside the report."""
    with pikepdf.open(demo.report) as opened:
        document = json.loads(opened.attachments["report.json"].get_file().read_bytes())
    assert set(document) == {"format", "report"}
    report: dict[str, Any] = document["report"]
    return report


def pages(demo: Demo) -> str:
    """Return the words of all pages without blanks and hyphens, because lines are broken anywhere."""
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("poppler-utils is not installed")
    told = subprocess.run([pdftotext, "-raw", demo.report, "-"], capture_output=True, encoding="utf-8", check=True)
    return bare(told.stdout)


def bare(text: str) -> str:
    """Return `text` as it can be compared: one form of each letter, no blanks, hyphens or direction marks."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069-]+", "", unicodedata.normalize("NFKC", text))


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of the copy with its place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, place)
    elif isinstance(value, str) and value:
        yield place, value


CODES = {member.value for module in (kinds, report_parts) for kind in vars(module).values()
         if isinstance(kind, type) and issubclass(kind, StrEnum) for member in kind}  # fmt: skip
NOT_WORDS = re.compile(r"\d{4}-\d\d-\d\d(T.*)?|\d\d:\d\d:\d\d|#[0-9a-f]{6}|RPT-\d\d")
UNSEEN = {"signatures.field"}  # names of the fields in the file; the pages show role and person


def test_every_text_of_the_copy_inside_stands_on_the_pages(demo: Demo) -> None:
    shown = pages(demo)
    missing = [
        (place, text)
        for place, text in texts(inside(demo))
        if text not in CODES
        and not NOT_WORDS.fullmatch(text)
        and place not in UNSEEN
        and not any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)  # read in another order
        and bare(text) not in shown
    ]
    assert missing == []


def test_the_copy_inside_is_large_enough_to_mean_something(demo: Demo) -> None:
    assert sum(1 for _ in texts(inside(demo))) > 2000


def test_confidential_evidence_keeps_number_kind_and_result_only(demo: Demo) -> None:
    hidden = [one for one in inside(demo)["evidence"] if one["confidential"]]
    assert len(hidden) == 6
    assert all(not (one["title"] or one["requirements"] or one["files"] or one["happened"]) for one in hidden)


def test_confidential_texts_of_the_case_are_nowhere_in_the_paper(demo: Demo) -> None:
    case = json.loads((ROOT / "resources" / "demo" / "harbour.json").read_text("utf-8"))
    secret = [row[name] for row in case["evidence"] if row.get("confidential") for name in ("title", "text")]
    told = {text for _, text in texts(inside(demo))}
    shown = pages(demo)
    assert len(secret) == 12
    assert [text for text in secret if text in told or bare(text) in shown] == []


def test_the_figures_of_the_case_stand_in_the_report(demo: Demo) -> None:
    report = inside(demo)
    counts = {one["grade"]: one["count"] for one in report["counts"]}
    assert counts == {"major": 1, "minor": 4, "observation": 4, "opportunity": 1, "strength": 3}
    assert [one["day"] for one in report["deadlines"]] == ["2026-04-14", "2026-04-30", "2026-06-29", "2026-09-30"]
    assert (report["remote"]["minutes"], report["remote"]["of_minutes"]) == (390, 2880)
    assert len(report["evidence"]) == 46
