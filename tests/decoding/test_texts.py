"""The text inside files: every kind that is read, and hostile bytes that give a reason instead of a text."""

from __future__ import annotations

import io
import os
from email.message import EmailMessage

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from app.decoding import text_client
from app.decoding.text_client import has_none, read_text
from app.decoding.text_office import MOST_LETTERS
from app.decoding.text_worker import answer
from app.domain.errors import Cancelled
from app.domain.search import TextRead
from tests.decoding.texts import docx, odf, pdf, pptx, zipped

BOMB = b"\0" * 40_000_000
ENTITIES = '<!DOCTYPE x [<!ENTITY a "canary"><!ENTITY b "&a;&a;&a;">]>'


def text_of(name: str, content: bytes) -> str:
    """Return the text that is read; fails when there is none."""
    state, text = answer(name, content)
    assert state is TextRead.DONE
    return text


def workbook() -> bytes:
    """Return a workbook with texts, numbers and a comment."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Leavers"
    sheet.append(["Name", "Ticket"])
    sheet.append(["Żaneta Nowak", 4711])
    sheet["A2"].comment = Comment("asked twice", "AB")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def message() -> bytes:
    """Return a message with a text and an attachment."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "Prüfung der Zugänge", "eva@example.org", "ivo@example.org"
    made.set_content("The canary is über all.\n")
    made.add_attachment(b"secret inside", maintype="application", subtype="zip", filename="list.zip")
    return bytes(made)


def test_a_text_document_with_header_and_notes():
    text = text_of("a.docx", docx("Leavers are removed", "Zażółć gęślą"))
    assert text.splitlines() == ["Leavers are removed", "Zażółć gęślą", "In a note", "In the header"]


def test_a_workbook_row_by_row_with_comments():
    text = text_of("a.xlsx", workbook())
    assert "Leavers" in text
    assert "asked twice" in text
    assert "Żaneta Nowak 4711" in text.replace("\t", " ")


def test_slides_in_their_order_with_notes():
    slides = [f"Slide number {number}" for number in range(1, 12)]
    text = text_of("a.pptx", pptx(*slides))
    assert text.index("number 2") < text.index("number 10")
    assert "To be said" in text


@pytest.mark.parametrize(("ending", "kind"), [("odt", "text"), ("ods", "spreadsheet"), ("odp", "presentation")])
def test_open_document(ending: str, kind: str):
    assert text_of(f"a.{ending}", odf(kind, "Leavers are removed", "Second")) == "Leavers are removed\nSecond"


def test_a_pdf_page_by_page():
    assert text_of("a.pdf", pdf("First page", "The canary")) == "First page\fThe canary"


def test_a_message_without_what_is_attached():
    text = text_of("a.eml", message())
    assert "Prüfung der Zugänge" in text
    assert "über all" in text
    assert "list.zip" in text
    assert "secret" not in text


def test_a_web_page_as_it_is_shown():
    page = (
        b"<!doctype html><title>T</title><script>var wombat</script><style>p{}</style><p>A <b>can</b>ary &amp; co</p>"
    )
    text = text_of("a.html", page)
    assert "A canary & co" in text
    assert "wombat" not in text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "# Über canaries".encode()),
        ("a.csv", "name;Über canaries".encode("cp1252")),
        ("a.txt", "\ufeffÜber canaries".encode("utf-16")),
        ("a.json", '{"a": "Über canaries"}'.encode()),
    ],
)
def test_plain_texts(name: str, content: bytes):
    assert "Über canaries" in text_of(name, content)


def test_marks_of_direction_and_control_characters_are_left_out():
    assert text_of("a.txt", "a\u202eb\x07c\x1b[31m".encode()) == "abc[31m"


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("locked.pdf", pdf("secret", password="opensesame"), TextRead.ENCRYPTED),
        ("scan.pdf", pdf(""), TextRead.NONE),
        ("cut.pdf", pdf("canary")[:300], TextRead.UNREADABLE),
        ("empty.docx", b"", TextRead.NONE),
        ("cut.docx", docx("canary")[:200], TextRead.UNREADABLE),
        ("bomb.docx", zipped({"word/document.xml": BOMB}), TextRead.BOMB),
        ("bomb2.xlsx", zipped({"xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": BOMB}), TextRead.BOMB),
        ("entities.docx", docx("canary", before=ENTITIES), TextRead.BOMB),
        ("many.odt", zipped({f"part{number}": "" for number in range(10_001)}), TextRead.BOMB),
        ("locked.odt", odf("text", "x", manifest="<m><encryption-data/></m>"), TextRead.ENCRYPTED),
        ("inside.zip", zipped({"inner.docx": docx("canary")}), TextRead.OTHER),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            TextRead.ENCRYPTED,
        ),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, TextRead.OTHER),
        ("noise.bin", bytes(range(256)) * 8, TextRead.OTHER),
        ("broken.docx", zipped({"word/document.xml": "<w:document"}), TextRead.UNREADABLE),
        ("wrong.pdf", docx("canary"), TextRead.DONE),
    ],
)
def test_bytes_that_mean_harm_or_hold_nothing(name: str, content: bytes, state: TextRead):
    found, text = answer(name, content)
    assert found is state
    assert bool(text) is (state is TextRead.DONE)


def test_more_text_than_is_kept_is_cut():
    state, text = answer("long.txt", b"canary " * (MOST_LETTERS // 6))
    assert state is TextRead.CUT
    assert len(text) <= MOST_LETTERS


def test_the_helper_reads_in_a_process_of_its_own():
    assert read_text("a\nb.docx", docx("The canary")) == (TextRead.DONE, "The canary\nIn a note\nIn the header")


def test_a_file_larger_than_a_pipe_reaches_the_helper():
    state, text = read_text("long.txt", b"canary " * 100_000)
    assert state is TextRead.DONE
    assert text.count("canary") == 100_000


def test_whoever_waits_can_give_up():
    def give_up() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_text("a.docx", docx("The canary"), give_up)


def test_a_helper_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text_client, "SECONDS", 0)
    monkeypatch.setattr(text_client, "_command", lambda: ["sleep", "20"])
    assert read_text("slow.txt", b"x") == (TextRead.SLOW, "")


def test_a_helper_that_dies_or_lies_gives_no_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text_client, "_command", lambda: ["cat"])
    assert read_text("liar", b"x") == (TextRead.UNREADABLE, "")
    monkeypatch.setattr(text_client, "_command", lambda: ["false"])
    assert read_text("dead", os.urandom(10)) == (TextRead.UNREADABLE, "")


def test_the_helper_is_not_asked_about_pictures_and_films():
    assert has_none("image/jpeg")
    assert not has_none("application/pdf")
