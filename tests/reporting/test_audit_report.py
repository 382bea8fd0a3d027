"""The report of the harbour case: valid, complete, honest, the same every time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from app.domain.finding_rules import NAMES
from app.domain.kinds import Grade
from app.domain.report import report_json
from app.domain.report_parts import PhotoLine, ReportText, RuleLine, SignerRole, TrailLine
from app.reporting.audit_report import REPORT_FILE, build
from app.translation import load
from tests.reporting import harbour_report as harbour
from tests.reporting.harbour_findings import MAJOR
from tests.reporting.papers import WORDS, attachment, failures, squeezed, tags, text_of, told

CANARIES = ("Leavers of S-2 against accounts", "CTR-2023-017", "kx-stg-03 and, for comparison", "TR-4465")
"""Words of confidential evidence that no finding quotes."""


@pytest.fixture(scope="module")
def report():
    return harbour.report()


@pytest.fixture(scope="module")
def slim(report):
    """The report with few rows, for what does not depend on their number."""
    lines = report.verdicts[:4]
    return replace(
        report,
        verdicts=lines,
        theme_counts=harbour.theme_counts(lines),
        evidence=report.evidence[:3],
        samples=(),
        attendees=report.attendees[:3],
        meetings=tuple(replace(one, points=one.points[:2]) for one in report.meetings),
        texts=(),
    )


@pytest.fixture(scope="module")
def built(report):
    return build(report, WORDS, {})


@pytest.fixture(scope="module")
def pages(built):
    return text_of(built.pdf)


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_the_unsigned_report_is_valid(built, tmp_path, profile):
    assert failures(built.pdf, tmp_path, profile) == []


def test_page_1_says_what_an_executive_needs(report, pages):
    first = squeezed(pages[0])
    wanted = [
        report.client.name,
        report.audit.reference,
        report.conclusion,
        "Recommend once the majors are verified as closed",
        "major nonconformities 1",
        "minor nonconformities 4",
        "strengths 3",
        "123 requirements",
        "103 Conform",
        "6 Nonconform",
        *(WORDS.day(one.day) for one in report.deadlines),
    ]
    assert [text for text in wanted if squeezed(text) not in first] == []


def test_page_1_keeps_counts_and_dates_when_the_conclusion_is_long(slim):
    long = replace(slim, conclusion="The system is able to meet requirements. " * 120)
    first = squeezed(text_of(build(long, WORDS, {}).pdf)[0])
    assert "4requirements" in first
    assert all(squeezed(WORDS.day(one.day)) in first for one in slim.deadlines)


def test_every_word_of_the_data_is_printed(report, pages):
    text = squeezed(_body(pages))
    missing = [word for word in told(report) if not _is_printed(word, text)]
    assert missing == []


def _body(pages: list[str]) -> str:
    """Return the text without running head and foot, so that what a page break cuts stands together."""
    heads = {"Bryzadok Systemy Sp. z o.o.", "Audit report VTV-2026-0417-S2, revision 1"}
    furniture = re.compile(r"^(Vettravik Certification Body · Form.*|.*Page \d+ of \d+.*|Bryzadok.*revision 1)$")
    kept = []
    for number, page in enumerate(pages):
        lines = page.splitlines()
        kept += [line for line in lines if number == 0 or (line not in heads and not furniture.match(line.strip()))]
    return "\n".join(kept)


def _is_printed(word: str, text: str) -> bool:
    """Tell whether a text stands in the pages.

    A name from right to left in a line from left to right is looked for in parts: Chrome's engine turns brackets and
    parts words at vowel signs there (poppler does not).
    """
    if re.search(r"[\u0590-\u08ff]", word):
        return all(squeezed(part) in text for part in re.split(r"[\s(),\u064b-\u0652]+", word))
    return squeezed(word) in text


def test_all_requirements_evidence_and_findings_are_there(report, pages):
    text = "\n".join(pages)
    assert all(one.ref in text for one in report.verdicts)
    assert all(one.label in text for one in report.evidence)
    assert all(one.number in text for one in report.findings)
    assert len(report.verdicts) == 123


def test_the_copy_inside_is_the_data_word_for_word(report, built):
    assert attachment(built.pdf, REPORT_FILE) == report_json(report)


def test_confidential_evidence_is_nowhere(built, pages):
    inside = attachment(built.pdf, REPORT_FILE).decode() + "\n".join(pages)
    assert [canary for canary in CANARIES if squeezed(canary) in squeezed(inside)] == []
    with pikepdf.open(io.BytesIO(built.pdf)) as opened:
        alternatives = [str(one.get("/Alt", "")) for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
    assert not any(canary in text for canary in CANARIES for text in alternatives)


def test_a_planted_canary_is_found(slim):
    planted = replace(slim, conclusion=f"{slim.conclusion} {CANARIES[0]}")
    pdf = build(planted, WORDS, {}).pdf
    assert CANARIES[0] in attachment(pdf, REPORT_FILE).decode()
    assert squeezed(CANARIES[0]) in squeezed("".join(text_of(pdf)))


def test_every_font_is_embedded(built):
    with pikepdf.open(io.BytesIO(built.pdf)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        types = {str(one.Subtype) for one in fonts}
        descriptors = [one.FontDescriptor for one in fonts if one.Subtype == "/CIDFontType2"]
        assert types == {"/Type0", "/CIDFontType2"}
        assert descriptors
        assert all("/FontFile2" in one for one in descriptors)


def test_headings_have_no_gaps(built):
    levels = [int(name[1]) for name, _ in tags(built.pdf) if re.fullmatch(r"H[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_page_x_of_y_and_the_form_stand_on_every_page(pages):
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Form VF-40 · Revision 9 · Issued 1 Sept 2025" in page


def test_all_fields_are_made_and_only_the_archive_is_invisible(report, built):
    assert [one.name for one in built.fields] == ["LeadAuditor", "CoAuditor1", "Client", "Reviewer", "Archive1"]
    flat = {one.role for one in built.fields if one.rect[2] == one.rect[0]}
    assert flat == {SignerRole.ARCHIVE}
    with pikepdf.open(io.BytesIO(built.pdf)) as opened:
        fields = {str(one.T): one for one in opened.Root.AcroForm.Fields}
        assert all("/StructParent" in fields[one.name] and "/V" not in fields[one.name] for one in built.fields)


def test_the_trail_head_is_printed_whole_and_its_start_for_reading_aloud(report, pages):
    assert report.stamp.trail_head in squeezed(pages[-1])
    assert "4f1c 09ab 77d2 e630" in pages[-1]


def test_a_report_without_signers_can_be_made(slim):
    assert build(replace(slim, signatures=()), WORDS, {}).fields == ()


def test_an_empty_report_can_be_made(slim, tmp_path):
    bare = replace(
        slim, conclusion="", recommendation=None, recommendation_facts="", counts=(), deadlines=(), team=(),
        meetings=(), attendees=(), findings=(), verdicts=(), theme_counts=(), evidence=(), samples=(), deviations=(),
        texts=(), remote=None, confidentiality="", distribution=(),
        audit=replace(slim.audit, days=(), sites=(), objectives=(), soa=None, time=(), criteria=()),
    )  # fmt: skip
    pdf = build(bare, WORDS, {}).pdf
    assert failures(pdf, tmp_path, "3a") + failures(pdf, tmp_path, "ua1") == []


def test_long_names_and_texts_break_nothing(report, tmp_path):
    name = "Wolfeschlegelsteinhausenbergerdorff" * 6
    text = "A long text with many words. " * 600
    spoilt = replace(
        report,
        client=replace(report.client, name=f"{name} {name}", address=text[:600]),
        body=replace(report.body, name=name, accreditation=text[:900], form=replace(report.body.form, number=name)),
        audit=replace(report.audit, reference=name, scope=text),
        findings=(replace(MAJOR, objective_evidence=text, statement=text[:3000], number=name),),
        texts=(*report.texts, ReportText("RPT-99", harbour.kinds.TextState.CONFIRMED, text)),
        verdicts=(replace(report.verdicts[0], note=text, title=name), *report.verdicts[1:4]),
        evidence=report.evidence[:3],
        attendees=tuple(replace(one, name=name, function=text[:500]) for one in report.attendees[:4]),
        signatures=tuple(replace(one, person=name) for one in report.signatures),
    )
    pdf = build(spoilt, WORDS, {}).pdf
    assert failures(pdf, tmp_path, "3a") + failures(pdf, tmp_path, "ua1") == []


def test_markup_in_any_text_is_printed_as_it_is(slim):
    evil = "<b>x</b> & ]]> <para>"
    spoilt = replace(slim, conclusion=evil, client=replace(slim.client, name=evil))
    pdf = build(spoilt, WORDS, {}).pdf
    assert squeezed(evil) in squeezed(text_of(pdf)[0])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo.Subject) == evil
        assert "&lt;b&gt;" in opened.Root.Metadata.read_bytes().decode()


def _photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (945, 708), colour).save(out, "JPEG")
    return out.getvalue()


def test_photographs_are_printed_as_they_are_with_their_captions(slim, tmp_path):
    shots = {digit * 64: _photo(colour) for digit, colour in (("a", "navy"), ("b", "olive"), ("c", "teal"))}
    lines = tuple(PhotoLine("E-20", key, f"Caption {key[0]}") for key in [*shots, "d" * 64])
    pdf = build(replace(slim, photos=lines), WORDS, shots).pdf
    text = "\n".join(text_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [bytes(image.read_raw_bytes()) for leaf in opened.pages for image in leaf.get_images().values()]
    assert sorted(map(hash, images)) == sorted(map(hash, shots.values()))
    assert all(one.caption in text for one in lines)
    assert "Picture not available" in text
    assert failures(pdf, tmp_path, "3a") + failures(pdf, tmp_path, "ua1") == []


@pytest.mark.parametrize("mode", ["RGBA", "RGB"])
def test_a_logo_takes_the_place_of_the_name(slim, tmp_path, mode):
    out = io.BytesIO()
    Image.new(mode, (300, 80), "#123c5c").save(out, "PNG")
    branded = replace(slim, body=replace(slim.body, logo_sha256="e" * 64))
    pdf = build(branded, WORDS, {"e" * 64: out.getvalue()}).pdf
    assert slim.body.name in text_of(pdf)[0]
    assert failures(pdf, tmp_path, "3a") + failures(pdf, tmp_path, "ua1") == []


def test_every_grade_has_its_word(slim):
    rows = tuple(replace(MAJOR, number=f"N-{grade}", grade=grade) for grade in Grade)
    text = squeezed("".join(text_of(build(replace(slim, findings=rows), WORDS, {}).pdf)))
    assert all(f"N{grade}" in text for grade in Grade)


def test_words_a_third_longer_leave_page_1_whole(report, tmp_path):
    pdf = build(report, load("qps"), {}).pdf
    first = text_of(pdf)[0]
    assert all(WORDS.day(one.day) in first for one in report.deadlines)
    assert failures(pdf, tmp_path, "ua1") == []


def test_every_word_of_the_program_can_be_translated(report):
    """What is left of a pseudo-translated page, once the data are taken out, holds no English word of ours."""
    pages = text_of(build(report, load("qps"), {}).pdf)
    data = squeezed("".join(told(report)))
    plain = re.findall(r"\b[A-Z][a-z]{4,}\b", "\n".join(pages))
    # names of the criteria's themes and of the tools are data too; months come from Babel
    assert sorted({word for word in plain if word not in data} - MONTHS) == []


MONTHS = {"March", "April", "Sept"}

BUILD = """
import hashlib, json, sys
written = []
def watch(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & 0o103 and str(args[0]) != "/dev/null":
        written.append(str(args[0]))
sys.dont_write_bytecode = True
sys.addaudithook(watch)
from app.reporting.audit_report import build
from tests.reporting import harbour_report
from app.translation import load
pdf = build(harbour_report.report(), load("en"), {}).pdf
print(json.dumps([hashlib.sha256(pdf).hexdigest(), [name for name in written if not name.endswith(".pyc")]]))
"""


def test_same_data_same_bytes_in_three_processes_and_nothing_on_disk(built):
    root = Path(__file__).parents[2]
    running = []
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("77", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", BUILD]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=root))
    found = [json.loads(one.communicate()[0]) for one in running]
    assert [digest for digest, _ in found] == [hashlib.sha256(built.pdf).hexdigest()] * 3
    assert [files for _, files in found] == [[]] * 3


def test_the_contents_list_chapter_4_from_its_first_section_and_stay_on_one_page(pages):
    contents = squeezed(pages[1])
    assert squeezed("4.1 Overview") in contents
    assert squeezed("4.2 Clauses of the management system") in contents
    assert squeezed("How to read this report") in contents


def test_trails_are_listed_with_what_they_lead_through(slim):
    trail = TrailLine("Joiner, mover, leaver", "five people", "two kept rights", ("A.5.16", "A.6.5"), ("KZ-1",), ())
    words = squeezed(" ".join(text_of(build(replace(slim, trails=(trail,)), WORDS, {}).pdf)))
    for said in ("Joiner, mover, leaver", "A.5.16, A.6.5", "KZ-1", "two kept rights"):
        assert squeezed(said) in words


def test_rule_and_decision_are_both_printed_with_the_reason_of_the_grade(slim):
    made = RuleLine("minors_on_one_requirement", "two nights only", "Katarzyna Z.")
    first = replace(slim.findings[0], decisions=(made,), repeats=("NC-02 (CB-2025-007)",))
    words = squeezed(" ".join(text_of(build(replace(slim, findings=(first, *slim.findings[1:])), WORDS, {}).pdf)))
    for said in (NAMES[made.code], "Decided otherwise by Katarzyna Z.: two nights only", "NC-02 (CB-2025-007)"):
        assert squeezed(said) in words
