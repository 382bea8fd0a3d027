"""The sample audit ends with a signed report that a stranger can check, and that shows every change."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.signing.policy import AFTER_SIGNATURE
from tests.whole.commands import Ended, onsite
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
        "opening.pdf",
        "closing.pdf",
    }
    assert len(re.findall(r"^ *\d+\.\d{3} s  ", demo.ended.out, re.MULTILINE)) == 6


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


def test_the_copy_inside_holds_what_the_pages_show_and_no_more(demo: Demo) -> None:
    with pikepdf.open(demo.report) as opened:
        inside = json.loads(opened.attachments["report.json"].get_file().read_bytes())["report"]
    hidden = [one for one in inside["evidence"] if one["confidential"]]
    assert len(hidden) == 6
    assert all(not (one["title"] or one["requirements"] or one["files"] or one["happened"]) for one in hidden)
    assert "notes" not in inside


def test_confidential_texts_of_the_case_are_nowhere_in_the_papers(demo: Demo) -> None:
    case = json.loads((Path(__file__).parents[2] / "resources" / "demo" / "harbour.json").read_text("utf-8"))
    secret = [row for row in case["evidence"] if row.get("confidential")]
    assert len(secret) == 6
    with pikepdf.open(demo.report) as opened:
        inside = opened.attachments["report.json"].get_file().read_bytes().decode()
    for row in secret:
        for text in (row["title"], row["text"]):
            assert json.dumps(text, ensure_ascii=False)[1:-1] not in inside


def test_the_figures_of_the_case_stand_in_the_report(demo: Demo) -> None:
    with pikepdf.open(demo.report) as opened:
        inside = json.loads(opened.attachments["report.json"].get_file().read_bytes())["report"]
    counts = {one["grade"]: one["count"] for one in inside["counts"]}
    assert counts == {"major": 1, "minor": 4, "observation": 4, "opportunity": 1, "strength": 3}
    assert [one["day"] for one in inside["deadlines"]] == ["2026-04-14", "2026-04-30", "2026-06-29", "2026-09-30"]
    assert (inside["remote"]["minutes"], inside["remote"]["of_minutes"]) == (390, 2880)
    assert len(inside["evidence"]) == 46
