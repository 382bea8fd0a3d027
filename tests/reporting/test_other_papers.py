"""Meeting records and the appearance of a signature."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from app.domain.kinds import MeetingKind
from app.domain.report import meeting_json
from app.domain.report_parts import SignerRole
from app.reporting.appearance import FIELD_SIZE, grouped, signature_appearance
from app.reporting.meeting_record import RECORD_FILE, build_meeting_record
from tests.reporting import harbour_report as harbour
from tests.reporting.papers import WORDS, attachment, failures, squeezed, tags, text_of

MEETINGS = [MeetingKind.OPENING, MeetingKind.CLOSING]
PRINT = "69582b8699d5" * 5 + "abcd"


@pytest.mark.parametrize("kind", MEETINGS)
def test_a_meeting_record_is_valid_and_complete(kind, tmp_path):
    data = harbour.meeting_record(kind)
    pdf = build_meeting_record(data, WORDS).pdf
    text = squeezed("".join(text_of(pdf)))
    assert failures(pdf, tmp_path, "3a") + failures(pdf, tmp_path, "ua1") == []
    assert all(squeezed(one.code) in text and squeezed(one.remark) in text for one in data.meeting.points)
    assert all(squeezed(one.function) in text for one in data.attendees)
    assert data.stamp.trail_head in text


@pytest.mark.parametrize("kind", MEETINGS)
def test_the_copy_inside_a_record_is_its_data(kind):
    data = harbour.meeting_record(kind)
    assert attachment(build_meeting_record(data, WORDS).pdf, RECORD_FILE) == meeting_json(data)


def test_headings_of_a_record_have_no_gaps():
    levels = [int(name[1]) for name, _ in tags(build_meeting_record(harbour.meeting_record(MEETINGS[0]), WORDS).pdf)
              if name in {"H1", "H2", "H3", "H4"}]  # fmt: skip
    assert all(below - above <= 1 for above, below in pairwise(levels))


def appearance(**changes) -> bytes:
    facts = {
        "name": "Łucja Gęsicka",
        "role": SignerRole.CLIENT,
        "when": harbour.stamp().composed_at,
        "fingerprint": PRINT,
    }
    return signature_appearance(WORDS, **{**facts, **changes})


def test_an_appearance_says_who_as_what_when_and_with_which_key():
    (text,) = text_of(appearance())
    assert all(part in text for part in ("Łucja Gęsicka", "Client: received and understood", "18:40 UTC+2"))
    assert "clock of the device" in text
    assert squeezed(grouped(PRINT)) in squeezed(text)


@pytest.mark.parametrize(
    ("self_made", "words"), [(True, "compare the fingerprint"), (False, "issuer of the certificate")]
)
def test_an_appearance_is_honest_about_its_key(self_made, words):
    assert words in text_of(appearance(self_made=self_made))[0].replace("\n", " ")


@pytest.mark.parametrize("name", ["山田 太郎", "ليلى منصور الحدّاد", "Wolfe" * 40, "X" * 400])
def test_any_name_fits_the_field(name):
    pdf = appearance(name=name)
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    right, bottom = image.size
    boxes = [(0, 0, right, 4), (0, bottom - 4, right, bottom), (right - 4, 0, right, bottom)]
    edges = [image.crop(box).getextrema()[0] for box in boxes]
    assert edges == [255, 255, 255]
    assert squeezed(name) in squeezed(text_of(pdf)[0])


def test_an_appearance_is_one_page_of_the_size_of_the_field():
    with pikepdf.open(io.BytesIO(appearance())) as opened:
        assert len(opened.pages) == 1
        assert [round(float(edge), 2) for edge in opened.pages[0].mediabox[2:]] == [
            round(edge, 2) for edge in FIELD_SIZE
        ]


def test_an_appearance_without_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        appearance(when=datetime(2026, 3, 31, 18, 40))  # noqa: DTZ001


def test_fingerprints_stand_in_groups_of_four():
    assert grouped("AB:CD:EF:01:23") == "abcd ef01 23"
