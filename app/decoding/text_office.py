"""The text of Office files (OOXML and OpenDocument): zip and XML, streamed, nothing unpacked to anywhere."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, Final

from app.decoding.archive import open_archive, plain_name
from app.decoding.limits import MEBI, UNPACKED
from app.domain.errors import ForeignFileProblem

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

MOST_LETTERS: Final = 1_000_000
_READ: Final = MEBI
_DOCX: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_PPTX: Final = re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_BESIDE: Final = re.compile(r"xl/(workbook|comments\d*|comments/[^/]+|drawings/[^/]+)\.xml")
_ODF: Final = ("content.xml", "styles.xml")
_LINES: Final = frozenset({"p", "h", "br", "cr", "line-break", "row", "table-row", "comment", "si", "sheet"})
_GAPS: Final = frozenset({"tab", "tc", "c", "s", "table-cell", "tabs"})
_OFFICE_TEXT: Final = frozenset({"t"})
_ODF_TEXT: Final = frozenset({"p", "h"})
_LEFT_OUT: Final = frozenset({"tracked-changes", "instrText", "delText", "binary-data", "rPh"})


class Enough(Exception):
    """As much text was read as is kept."""


class Gathered:
    """The text so far; stops the reading when there is enough."""

    def __init__(self, most: int = MOST_LETTERS) -> None:
        self.parts: list[str] = []
        self._left = most

    def add(self, text: str) -> None:
        """Take a piece; raises `Enough`."""
        self.parts.append(text[: self._left])
        self._left -= len(text)
        if self._left <= 0:
            raise Enough

    def text(self) -> str:
        """Return all of it."""
        return "".join(self.parts)


class _Target:
    """Hears the XML of one part: text inside the elements that hold text, gaps and lines between them."""

    def __init__(self, gathered: Gathered, holding: frozenset[str]) -> None:
        self._gathered = gathered
        self._holding = holding
        self._inside = self._out = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = plain_name(tag)
        if name in _LEFT_OUT:
            self._out += 1
        elif name in self._holding:
            self._inside += 1
        if name == "sheet":
            self._gathered.add(attributes.get("name", ""))

    def data(self, text: str) -> None:
        """Take text."""
        if self._inside and not self._out:
            self._gathered.add(text)

    def end(self, tag: str) -> None:
        """End an element."""
        name = plain_name(tag)
        if name in _LEFT_OUT:
            self._out -= 1
        elif name in self._holding:
            self._inside -= 1
        if name in _LINES:
            self._gathered.add("\n")
        elif name in _GAPS:
            self._gathered.add("\t")

    def close(self) -> None:
        """Nothing is left to do."""


class _Cells:
    """Hears the XML of a sheet: cells of a row in one line, shared texts put in."""

    def __init__(self, gathered: Gathered, shared: list[str]) -> None:
        self._gathered, self._shared = gathered, shared
        self._kind = ""
        self._text: list[str] = []
        self._takes = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a cell or its value."""
        name = plain_name(tag)
        if name == "c":
            self._kind, self._text = attributes.get("t", ""), []
        self._takes = name in {"v", "t"}

    def data(self, text: str) -> None:
        """Take the value."""
        if self._takes:
            self._text.append(text)

    def end(self, tag: str) -> None:
        """End a cell or a row."""
        name = plain_name(tag)
        self._takes = False
        if name == "c" and self._text:
            self._gathered.add(self._value("".join(self._text)) + "\t")
        elif name == "row":
            self._gathered.add("\n")

    def _value(self, text: str) -> str:
        if self._kind == "s" and text.strip().isdigit() and int(text) < len(self._shared):
            return self._shared[int(text)]
        return text

    def close(self) -> None:
        """Nothing is left to do."""


class _Strings:
    """Hears the table of shared texts."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._takes = False
        self._out = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Begin a text."""
        name = plain_name(tag)
        self._takes = name == "t"
        self._out += name in _LEFT_OUT

    def data(self, text: str) -> None:
        """Take text."""
        if self._takes and not self._out:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        """End a text."""
        name = plain_name(tag)
        self._takes = False
        self._out -= name in _LEFT_OUT
        if name == "si":
            self.found.append("".join(self._parts))
            self._parts = []

    def close(self) -> None:
        """Nothing is left to do."""


def office_text(content: bytes, gathered: Gathered) -> bool:
    """Gather the text of an Office file; False for an archive that is none.

    Raises:
        ForeignFileProblem: `table_damaged`, `table_encrypted`, `table_unpacks`, `table_xml_refused`.
        Enough: there is more text than is kept.
    """
    with open_archive(content) as archive:
        reader = _Parts(archive)
        names = archive.namelist()
        if "word/document.xml" in names:
            return reader.texts(_in_order(names, _DOCX), gathered, _OFFICE_TEXT)
        if "xl/workbook.xml" in names:
            return reader.sheets(names, gathered)
        if "ppt/presentation.xml" in names:
            return reader.texts(_in_order(names, _PPTX), gathered, _OFFICE_TEXT)
        if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
            if b"encryption-data" in (archive.read(_MANIFEST) if _MANIFEST in names else b""):
                raise ForeignFileProblem("table_encrypted")
            return reader.texts([name for name in _ODF if name in names], gathered, _ODF_TEXT)
    return False


_MANIFEST: Final = "META-INF/manifest.xml"


class _Parts:
    """Reads parts of one archive and counts what it unpacks."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = UNPACKED

    def texts(self, names: list[str], gathered: Gathered, holding: frozenset[str]) -> bool:
        """Gather the text of the parts."""
        for name in names:
            self._hear(name, lambda: _Target(gathered, holding))
            gathered.add("\n")
        return True

    def sheets(self, names: list[str], gathered: Gathered) -> bool:
        """Gather the text of a workbook: names of sheets and comments, then the rows."""
        self.texts(_in_order(names, _BESIDE), gathered, _OFFICE_TEXT)
        shared: list[str] = []
        if "xl/sharedStrings.xml" in names:
            strings = _Strings()
            self._hear("xl/sharedStrings.xml", lambda: strings)
            shared = strings.found
        for name in _in_order(names, _SHEET):
            self._hear(name, lambda: _Cells(gathered, shared))
        return True

    def _hear(self, name: str, target: Callable[[], Any]) -> None:
        from defusedxml import DefusedXmlException  # noqa: PLC0415 - only in the helper
        from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - as above

        parser = DefusedXMLParser(target=target(), forbid_dtd=True)
        try:
            with self._archive.open(name) as stream:
                for piece in self._pieces(stream):
                    parser.feed(piece)
            parser.close()
        except DefusedXmlException as error:
            raise ForeignFileProblem("table_xml_refused") from error

    def _pieces(self, stream: IO[bytes]) -> Iterator[bytes]:
        while piece := stream.read(_READ):
            self._left -= len(piece)
            if self._left < 0:
                raise ForeignFileProblem("table_unpacks")
            yield piece


def _in_order(names: list[str], wanted: re.Pattern[str]) -> list[str]:
    """Return the parts that fit, slide 2 before slide 10."""
    found = [name for name in names if wanted.fullmatch(name)]
    return sorted(found, key=lambda name: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)])
