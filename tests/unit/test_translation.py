"""Words of one language: texts, dates, sizes, and the pseudo-locales."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.translation import PSEUDO, PSEUDO_RTL, compile_catalogue, load, pseudo

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def catalogue(folder: Path, body: str, language: str = "de") -> Path:
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "onsite.po").write_text(PO + body, encoding="utf-8")
    return folder


def test_english_needs_no_catalogue():
    assert load("en").gettext("Saved {time}") == "Saved {time}"


def test_an_unknown_language_speaks_english():
    assert load("xx").gettext("Saved") == "Saved"


def test_the_empty_text_stays_empty(tmp_path: Path):
    assert load("de", catalogue(tmp_path, 'msgid "a"\nmsgstr "b"\n')).gettext("") == ""


def test_a_text_and_a_plural_are_translated(tmp_path: Path):
    body = 'msgid "Saved"\nmsgstr "Gespeichert"\n\nmsgid "{n} row"\nmsgid_plural "{n} rows"\n'
    body += 'msgstr[0] "{n} Zeile"\nmsgstr[1] "{n} Zeilen"\n'
    words = load("de", catalogue(tmp_path, body))
    assert words.gettext("Saved") == "Gespeichert"
    assert words.ngettext("{n} row", "{n} rows", 2) == "{n} Zeilen"


def test_an_older_compiled_file_is_not_used(tmp_path: Path):
    folder = catalogue(tmp_path, 'msgid "Saved"\nmsgstr "neu"\n')
    place = folder / "de" / "LC_MESSAGES"
    (place / "onsite.mo").write_bytes(compile_catalogue(PO + 'msgid "Saved"\nmsgstr "alt"\n', "de"))
    import os  # noqa: PLC0415 - only here

    os.utime(place / "onsite.mo", (1, 1))
    assert load("de", folder).gettext("Saved") == "neu"


def test_a_newer_compiled_file_is_used(tmp_path: Path):
    folder = catalogue(tmp_path, 'msgid "Saved"\nmsgstr "neu"\n')
    (folder / "de" / "LC_MESSAGES" / "onsite.mo").write_bytes(
        compile_catalogue(PO + 'msgid "Saved"\nmsgstr "fertig"\n', "de")
    )
    assert load("de", folder).gettext("Saved") == "fertig"


@pytest.mark.parametrize(
    ("language", "day", "clock", "size"),
    [
        ("en", "3 Mar 2026", "09:05", "1.2 MB"),
        ("de", "03.03.2026", "09:05", "1,2 MB"),
        (PSEUDO, "3 Mar 2026", "09:05", "1.2 MB"),
    ],
)
def test_dates_and_sizes_are_those_of_the_language(language: str, day: str, clock: str, size: str):
    words = load(language)
    assert words.day(date(2026, 3, 3)) == day
    assert words.clock(time(9, 5)) == clock
    assert words.size(1_234_567) == size


def test_an_instant_is_shown_in_the_zone_it_was_entered_in():
    at = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert load("en").instant(at, "Europe/Warsaw") == "29 Mar 2026, 01:30"
    assert load("en").instant(at, "America/New_York") == "28 Mar 2026, 20:30"


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (800_000, "800 kB"), (3 * 10**9, "3.0 GB")]
)
def test_bytes_for_people(count: int, said: str):
    assert load("en").size(count) == said


def test_the_pseudo_locale_keeps_placeholders_and_mnemonics():
    text = pseudo("&Open {holder} for 5 %s")
    assert text.startswith("[&O")
    assert "{holder}" in text
    assert "%s" in text


def test_the_pseudo_locale_is_a_third_longer():
    assert len(pseudo("Withdraw the finding with a reason")) >= 1.3 * len("Withdraw the finding with a reason")


@pytest.mark.parametrize(
    ("language", "right"), [("en", False), ("de", False), ("ar", True), (PSEUDO, False), (PSEUDO_RTL, True)]
)
def test_the_direction_of_a_language(language: str, right: bool):
    assert load(language).right_to_left is right
