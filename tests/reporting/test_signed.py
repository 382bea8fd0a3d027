"""Confirmations on paper: strokes as vector paths at their place with an alternative text, states in words, notes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pikepdf
import pytest

from app.domain.blank_sheet import BlankSheetData, Sheet
from app.domain.kinds import AttestationState, MeetingKind, PaperKind, Side
from app.domain.note_data import NoteData
from app.domain.paper_data import paper_from_json, paper_json
from app.domain.report_parts import SignatureWanted, SignerRole
from app.domain.signed_lines import ChangedWords, ScopeSheet, SignedBy, SignedList, SignedPerson
from app.reporting.blank_sheets import build_blank
from app.reporting.meeting_record import build_meeting_record
from app.reporting.nc_note import NOTE_FILE, build_note
from app.reporting.signed import HEIGHT, WIDTH, WORTH
from tests.reporting import harbour_report as harbour
from tests.reporting.papers import WORDS, attachment, failures, squeezed, text_of

S = AttestationState
WHEN = datetime(2026, 3, 27, 8, 20, tzinfo=UTC).astimezone(ZoneInfo("Europe/Warsaw"))
STROKES = ((0, 0, 500, 250, 1000, 1000), (250, 900))


def by(state: AttestationState, **facts) -> SignedBy:
    values = {"words": "", "code": "", "strokes": (), "drawing_sha256": "", "text_sha256": "c" * 64, **facts}
    return SignedBy(state=state, when=None if state is S.OPEN else WHEN, **values)


DRAWN = by(S.DRAWN, strokes=STROKES, drawing_sha256="3f2a91bc0d1122aa" * 4)
WAYS = (
    DRAWN,
    by(S.TYPED),
    by(S.ELECTRONIC),
    by(S.REMOTE, code="K7W2PQ"),
    by(S.ON_PAPER, code="ab12" * 16),
    by(S.REFUSED, words="not without our lawyer"),
    by(S.NOT_REQUIRED, words="an observer"),
    by(S.NOT_PRESENT),
    by(S.OPEN),
    by(S.TYPED, changes=(ChangedWords("weeks.", "months."), ChangedWords("", "two"))),
)


def people(columns: int = 1) -> tuple[SignedPerson, ...]:
    return tuple(
        SignedPerson(f"Łucja Gęsicka {place}", "head of operations", Side.CLIENT, (one,) * columns)
        for place, one in enumerate(WAYS)
    )


def record(kind: MeetingKind = MeetingKind.CLOSING):
    meetings = (MeetingKind.OPENING, MeetingKind.CLOSING) if kind is MeetingKind.CLOSING else (kind,)
    sheet = ScopeSheet("Storage of data", "Storage and handling of data", (ChangedWords("", "and handling"),), people())
    return replace(
        harbour.meeting_record(kind),
        signed=(SignedList(meetings, people(len(meetings)), expected=False),),
        scope_sheet=(sheet,) if kind is MeetingKind.CLOSING else (),
    )


def note() -> NoteData:
    report = harbour.report()
    return NoteData(
        stamp=report.stamp, body=report.body, client=report.client, reference=report.audit.reference,
        file_number=report.audit.file_number, audit_kind=report.audit.kind, finding=report.findings[0], draft=False,
        people=people(),
        signatures=(
            SignatureWanted("LeadAuditor", SignerRole.LEAD_AUDITOR, "Katharina Zeller", required=True),
            SignatureWanted("Client", SignerRole.CLIENT, "", required=False),
        ),
    )  # fmt: skip


BUILT = {
    "opening": lambda: build_meeting_record(record(MeetingKind.OPENING), WORDS).pdf,
    "closing": lambda: build_meeting_record(record(), WORDS).pdf,
    "note": lambda: build_note(note(), WORDS).pdf,
}


@pytest.mark.parametrize("paper", BUILT)
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_a_paper_with_every_way_of_confirming_is_archival_and_accessible(paper, profile, tmp_path):
    assert failures(BUILT[paper](), tmp_path, profile) == []


@pytest.mark.parametrize("paper", BUILT)
def test_every_state_stands_in_words_with_the_honest_sentence(paper):
    text = squeezed(" ".join(text_of(BUILT[paper]())))
    told = ("Signed by hand on the screen", "Name typed and confirmed", "Code K7W2PQ", "Scan ab12 ab12 ab12 ab12",
            "“not without our lawyer”", "Signature not required", "Not present", "Confirmed in an earlier wording",
            "Then: “weeks.”. Now: “months.”", "Added since: “two”", "3f2a 91bc 0d11 22aa", WORTH)  # fmt: skip
    assert [one for one in told if squeezed(one) not in text] == []


def figures(pdf: bytes):
    """Give (page, alternative text, box, marked content) of each figure whose text names a signature."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: page for page in (leaf.obj for leaf in opened.pages)}
        found = []
        todo = [opened.Root.StructTreeRoot.K]
        while todo:
            element = todo.pop()
            if isinstance(element, pikepdf.Array):
                todo.extend(element)
            elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
                if element.S == "/Figure" and "Signature of" in str(element.get("/Alt", "")):
                    found.append(_figure(element, pages))
                todo.append(element.get("/K", pikepdf.Array()))
        return found


def _figure(element, pages):
    (kid,) = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    number = int(kid) if isinstance(kid, int) else int(kid.MCID)
    page = pages[(element.Pg if "/Pg" in element else kid.Pg).objgen]
    attributes = element.A if isinstance(element.A, pikepdf.Dictionary) else element.A[0]
    return str(element.Alt), [float(edge) for edge in attributes.BBox], _marked(page, number)


def _marked(page, number: int) -> list[tuple[str, list[float]]]:
    """Return operators and numbers of one marked content."""
    inside, found = False, []
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name == "BDC":
            properties = instruction.operands[1]
            inside = isinstance(properties, pikepdf.Dictionary) and properties.get("/MCID") == number
        elif name == "EMC":
            inside = False
        elif inside:
            found.append((name, [float(one) for one in instruction.operands if isinstance(one, int | float) or
                                 re.fullmatch(r"-?[\d.]+", str(one))]))  # fmt: skip
    return found


def test_a_drawing_is_a_vector_path_at_its_place_with_an_alternative_text():
    (found,) = figures(BUILT["note"]())
    alt, box, operators = found
    assert alt == "Signature of Łucja Gęsicka 0, drawn on 27 Mar 2026, 09:20 UTC+1"
    left, bottom, right, top = box
    assert (round(right - left, 1), round(top - bottom, 1)) == (round(WIDTH, 1), round(HEIGHT, 1))
    moves = [numbers for name, numbers in operators if name == "m"]
    lines = [numbers for name, numbers in operators if name == "l"]
    expected = [(left, top), (left + WIDTH / 4, top - 0.9 * HEIGHT)]
    assert moves == [pytest.approx(one, abs=0.05) for one in expected]
    ends = [(left + WIDTH / 2, top - HEIGHT / 4), (right, bottom), (left + WIDTH / 4, top - 0.9 * HEIGHT)]
    assert lines == [pytest.approx(one, abs=0.05) for one in ends]
    assert not any(name == "Do" for name, _numbers in operators)


def test_whoever_signed_twice_has_two_drawings_side_by_side():
    sheet = figures(build_meeting_record(replace(record(), scope_sheet=()), WORDS).pdf)
    assert len(sheet) == 2
    (first, second) = sorted(box for _alt, box, _operators in sheet)
    assert first[1] == second[1]
    assert first[2] < second[0]


def blank(sheet: Sheet) -> bytes:
    report = harbour.report()
    known = (("Łucja Gęsicka", "head of operations", Side.CLIENT),)
    data = BlankSheetData(
        report.stamp, report.body, report.client, report.audit.reference, report.audit.file_number, report.audit.kind,
        report.audit.scope, sheet, known if sheet is Sheet.ATTENDANCE else (),
    )  # fmt: skip
    return build_blank(data, WORDS)


@pytest.mark.parametrize("sheet", Sheet)
@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_an_empty_sheet_is_archival_and_accessible(sheet, profile, tmp_path):
    assert failures(blank(sheet), tmp_path, profile) == []


@pytest.mark.parametrize("sheet", Sheet)
def test_an_empty_sheet_names_audit_and_trail(sheet):
    text = squeezed(" ".join(text_of(blank(sheet))))
    report = harbour.report()
    assert squeezed(report.audit.reference) in text
    assert report.stamp.trail_head in text


def test_the_copy_inside_a_note_is_its_data():
    data = note()
    inside = attachment(build_note(data, WORDS).pdf, NOTE_FILE)
    assert inside == paper_json(PaperKind.NC_NOTE, data)
    assert paper_from_json(PaperKind.NC_NOTE, inside) == data


def test_a_record_of_before_is_read_and_has_the_bytes_it_had():
    old = harbour.meeting_record(MeetingKind.OPENING)
    text = paper_json(PaperKind.OPENING_RECORD, old)
    assert b"scope_sheet" not in text
    assert paper_from_json(PaperKind.OPENING_RECORD, text) == old


def test_all_that_a_note_must_have_stands_in_it():
    data = note()
    text = squeezed(" ".join(text_of(build_note(data, WORDS).pdf)))
    one = data.finding
    assert one.plan_due is not None
    told = (one.number, one.statement, one.objective_evidence, one.grade_reason, *one.sites, one.process, *one.auditors,
            WORDS.day(one.plan_due), data.stamp.trail_head, *(ref.ref for ref in one.requirements))  # fmt: skip
    assert [part for part in told if squeezed(part) not in text] == []
