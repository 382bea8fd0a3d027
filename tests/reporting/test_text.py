"""Text of all scripts: what is copied out of a paper is what was put in."""
# ruff: noqa: RUF001 - names and sentences as people write them

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from app.reporting.blocks import Heading, Text
from app.reporting.document import Paper, render
from app.reporting.shaping import Span, printable, set_lines
from app.reporting.style import BODY, DEFAULT_ACCENT, DEFAULT_PRIMARY, Theme
from tests.reporting.papers import squeezed, text_of

THEME = Theme(DEFAULT_PRIMARY, DEFAULT_ACCENT)
LANGUAGES = {
    "vi": "Đánh giá nội bộ: tổ chức phải xác định các ranh giới và khả năng áp dụng của hệ thống quản lý an "
    "toàn thông tin.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy; Łódź, Ăăâîșț, Ðþæøå, ĞğİıŞş.",
    "el": "Η εσωτερική επιθεώρηση ολοκληρώθηκε χωρίς μείζονες μη συμμορφώσεις.",
    "ru": "Внутренний аудит выполнен; существенных несоответствий не выявлено.",
    "hi": "संगठन को सूचना सुरक्षा प्रबंधन प्रणाली की सीमाओं और प्रयोज्यता का निर्धारण करना चाहिए। क्षत्रिय",
    "th": "องค์กรต้องกำหนดขอบเขตและการบังคับใช้ของระบบการจัดการความมั่นคงปลอดภัยสารสนเทศเพื่อกำหนดขอบเขตของระบบนั้น",
    "ja": "組織は、情報セキュリティマネジメントシステムの適用範囲を定めるために、その境界及び適用可能性を決定"
    "しなければならない。",
    "zh": "组织应确定信息安全管理体系的边界及其适用性，以建立其范围。在确定范围时，组织应考虑外部和内部事项。",
    "ko": "조직은 정보보안경영시스템의 적용범위를 수립하기 위하여 경계와 적용성을 결정하여야 한다.",
    "ar": "ليلى منصور الحدّاد السلامة لا الأمن",
    "he": "על הארגון לקבוע את הגבולות",
}


def paper(*blocks) -> bytes:
    facts = Paper(
        title="T",
        author="A",
        subject="S",
        language="en",
        composed_at=datetime(2026, 3, 31, tzinfo=UTC),
        head_left="",
        head_right="",
        foot_left="",
        page_words=lambda number, count: f"{number}/{count}",
    )
    pdf, _, _ = render(facts, [Heading("Title", THEME.title, 1), *blocks])
    return pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_copies_out_of_chromes_engine_as_it_went_in(language):
    pdf = paper(Text(LANGUAGES[language], language=language))
    assert squeezed(LANGUAGES[language]) in squeezed(text_of(pdf)[0])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_copies_out_of_poppler_as_it_went_in(language, tmp_path):
    target = tmp_path / "paper.pdf"
    target.write_bytes(paper(Text(LANGUAGES[language], language=language)))
    done = subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True)
    copied = done.stdout.translate(dict.fromkeys(range(0x202A, 0x202F)))
    assert squeezed(LANGUAGES[language]) in squeezed(copied)


def test_an_arabic_name_stands_at_the_left_of_a_latin_line():
    (line,) = set_lines((Span("ليلى منصور (Layla Mansour)"),), 1e9, strong=False, language="en")
    assert not line.rtl or line.pieces[-1].rtl


def test_a_latin_sentence_that_starts_in_arabic_runs_from_left_to_right():
    text = "ليلى is the legal counsel of the organisation"
    (line,) = set_lines((Span(text),), 1e9, strong=False, language="en")
    assert not line.rtl
    assert line.pieces[0].rtl


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>&amp;</b> ]]> %s {x} \\n", "<b>&amp;</b> ]]> %s {x} \\n"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b\x07", "a[U+0000]b[U+0007]"),
        ("\U0001f600", "[U+1F600]"),
        ("a\tb\r\nc", "a b\nc"),
    ],
)
def test_what_cannot_be_printed_is_shown_by_its_number(text, shown):
    assert printable(text) == shown


def test_markup_is_printed_word_for_word():
    text = "<b>bold</b> & <font size=99> ]]> &lt; <!-- x --> (a\\b) %PDF"
    assert squeezed(text) in squeezed(text_of(paper(Text(text)))[0])


@pytest.mark.parametrize("identifier", ["TR-4471", "E-16", "24/7", "IA-2025-02"])
def test_an_identifier_is_never_broken(identifier):
    for width in range(6500, 14000, 250):
        lines = set_lines((Span(f"some words before {identifier} and after"),), width, strong=False, language="en")
        assert any(identifier in "".join(piece.text for piece in line.pieces) for line in lines)


def test_no_line_is_wider_than_its_column():
    text = "x" * 300 + " Donaudampfschifffahrtsgesellschaft/kapitän_mütze " + "é" * 200
    for width in (1000, 5000, 20000):
        lines = set_lines((Span(text),), width, strong=False, language="en")
        assert max(line.width for line in lines) <= width
        assert squeezed("".join(piece.text for line in lines for piece in line.pieces)) == squeezed(text)


def test_a_column_narrower_than_a_letter_still_ends():
    lines = set_lines((Span("WWW"),), 1, strong=False, language="en")
    assert len(lines) == 3


def test_a_paragraph_is_cut_with_two_lines_on_each_side():
    block = Text("word " * 200)
    count = len(block.lines(200))
    parts = block.split(200, BODY.leading * (count - 1))
    assert parts is not None
    first, second = parts
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert len(first.lines(200)) == count - 2
    assert len(second.lines(200)) == 2
    assert block.split(200, BODY.leading * 1.5) is None
