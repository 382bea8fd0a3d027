"""A shaped font inside one document: which glyphs it uses, for which text, written as a Type 0 font.

ReportLab asks every "delayed font" for its objects when the file is closed; ours are characters with explicit
positions (Identity-H, ISO 32000-1, 9.7.5.2), so what HarfBuzz decided is what is printed. Each pair of glyph and
text is a character (CID) of its own, so ToUnicode is exact even where one glyph stands for several texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from app.reporting.fonts import subset_prefix

if TYPE_CHECKING:
    from app.reporting.fonts import Face, Shaped

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def "
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class EmbeddedFace:
    """`face` as used by one document under the resource name `name`."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self._characters: dict[tuple[int, str], int] = {}
        self.written: dict[int, tuple[Shaped, str]] = {}
        """What `glyphs` wrote for a shaped stretch, by its identity (words repeat)."""

    def character(self, gid: int, text: str) -> int:
        """Return the character (CID, from 1) that prints glyph `gid` and copies as `text`."""
        return self._characters.setdefault((gid, text), len(self._characters) + 1)

    def register(self, document: Any) -> None:  # noqa: ANN401 - ReportLab's PDFDocument is untyped
        """Make the font known to ReportLab's document."""
        document.delayedFonts.append(self)
        document.idToObject["BasicFonts"].dict[self.name] = PDFObjectReference(f"shaped.{self.name}")

    def addObjects(self, document: Any) -> None:  # noqa: ANN401, N802 - called by ReportLab
        """Write the font's objects; called once, when the document is closed."""
        gids = sorted({0, *(gid for gid, _ in self._characters)})
        program = self.face.subset(gids)
        base = PDFName(f"{subset_prefix(gids)}+{self.face.name}")
        descriptor = document.Reference(self._descriptor(document, base, program), f"descriptor.{self.name}")
        descendant = _dictionary(
            Type=PDFName("Font"),
            Subtype=PDFName("CIDFontType2"),
            BaseFont=base,
            CIDSystemInfo=_dictionary(Registry=PDFString("Adobe"), Ordering=PDFString("Identity"), Supplement=0),
            FontDescriptor=descriptor,
            DW=1000,
            W=self._widths(),
            CIDToGIDMap=document.Reference(_compressed(self._glyph_map()), f"glyphs.{self.name}"),
        )
        font = _dictionary(
            Type=PDFName("Font"),
            Subtype=PDFName("Type0"),
            BaseFont=base,
            Encoding=PDFName("Identity-H"),
            DescendantFonts=PDFArray([document.Reference(descendant, f"descendant.{self.name}")]),
            ToUnicode=document.Reference(_compressed(self._to_unicode()), f"unicode.{self.name}"),
        )
        document.Reference(font, f"shaped.{self.name}")

    def _descriptor(self, document: Any, base: object, program: bytes) -> PDFDictionary:  # noqa: ANN401
        stream = _compressed(program)
        stream.dictionary["Length1"] = len(program)
        ascent, descent = self.face.vertical
        return _dictionary(
            Type=PDFName("FontDescriptor"),
            FontName=base,
            Flags=4,  # symbolic: the program carries no character map
            FontBBox=PDFArray([-1000, descent, 3000, ascent]),
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=714,
            StemV=80,
            FontFile2=document.Reference(stream, f"program.{self.name}"),
        )

    def _widths(self) -> PDFArray:
        scale = 1000 / self.face.units
        gids = [0, *(gid for gid, _ in self._characters)]
        return PDFArray([0, PDFArray([round(self.face.advance_of(gid) * scale, 3) for gid in gids])])

    def _glyph_map(self) -> bytes:
        return bytes(2) + b"".join(gid.to_bytes(2, "big") for gid, _ in self._characters)

    def _to_unicode(self) -> str:
        lines = [f"<{cid:04X}> <{utf16_hex(text)}>" for (_, text), cid in self._characters.items()]
        blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
        body = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
        return _CMAP_HEAD + body + _CMAP_TAIL


def utf16_hex(text: str) -> str:
    """Return `text` as upper-case hex of UTF-16, big end first, as CMaps and text strings want it."""
    return text.encode("utf-16-be").hex().upper()


def _dictionary(**entries: object) -> PDFDictionary:
    return PDFDictionary(entries)


def _compressed(content: bytes | str) -> PDFStream:
    stream = PDFStream(content=content)
    stream.filters = [PDFZCompress]
    return stream
