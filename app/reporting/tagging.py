"""A ReportLab canvas that tags what it draws and embeds shaped fonts; ReportLab itself can do neither.

Every mark on a page is either content of a structure element (`tagged`) or an artifact (`artifact`), as
PDF/UA-1 (ISO 14289-1, 7.1) demands. Elements are found again by a key, so that a paragraph cut by a page break
stays one element. `finishing` writes the tree.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfgen.canvas import Canvas

from app.reporting.embedding import EmbeddedFace
from app.reporting.style import PAGE_HEIGHT, PAGE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from app.reporting.fonts import Face
    from app.reporting.style import Colour

# Streams as ASCII-85 cost 50 times the time and a fifth more bytes; dates and ids of the day spoil equal bytes.
rl_config.useA85 = 0
rl_config.invariant = 1

Tag = Literal[
    "Document",
    "H1",
    "H2",
    "H3",
    "H4",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Figure",
    "Form",
    "BlockQuote",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "TOC",
    "TOCI",
    "Reference",
    "Link",
]

Rect = tuple[float, float, float, float]


@dataclass(slots=True)
class Content:
    """Marked content number `mcid` of a page (1, 2, ...)."""

    page: int
    mcid: int


@dataclass(slots=True)
class LinkTo:
    """A link annotation on `page` to the named destination."""

    page: int
    rect: Rect
    destination: str
    text: str


@dataclass(slots=True)
class Widget:
    """A signature field on `page`; a rectangle without area is an invisible field."""

    page: int
    rect: Rect
    name: str
    tooltip: str


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: tag, children in reading order, alternative text, language and layout facts."""

    tag: Tag
    alt: str = ""
    language: str = ""
    scope: Literal["", "Column", "Row"] = ""
    box: Rect | None = None
    kids: list[Element | Content | LinkTo | Widget] = field(default_factory=list)


class TagCanvas(Canvas):
    """Draws one document into memory; `root` is its structure, `widgets` its fields, `images` its pictures."""

    # parts of ReportLab's canvas that its type stubs leave out
    _code: list[str]
    _doc: Any
    _formsinuse: list[str]
    _pageNumber: int  # noqa: N815
    _setXObjects: Any  # noqa: N815

    def __init__(self, language: str, size: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT)) -> None:
        self._out = io.BytesIO()
        super().__init__(self._out, pagesize=size, pageCompression=1, invariant=1, lang=language)
        self.language = language
        self.root = Element("Document")
        self.widgets: list[Widget] = []
        self.images: dict[str, bytes] = {}
        """JPEG bytes by the name of their resource."""
        self._open: list[Element] = [self.root]
        self._known: dict[Hashable, Element] = {}
        self._faces: dict[str, EmbeddedFace] = {}
        self._next_mcid = 0
        self._in_artifact = False
        self._in_content = False

    def _make_preamble(self) -> None:
        """Start pages without ReportLab's default font: Helvetica is never embedded, PDF/A wants every font."""
        self._preamble = ""

    @property
    def page(self) -> int:
        """The number of the page being drawn, from 1."""
        return self._pageNumber

    def finished(self) -> bytes:
        """End the document and return ReportLab's file, not yet tagged."""
        self.save()
        return self._out.getvalue()

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page; marked content is numbered per page."""
        super().showPage()
        self._next_mcid = 0

    def element(self, key: Hashable, tag: Tag, parent: Element | None = None) -> Element:
        """Return the element of `key`, made under `parent` (default: the innermost open one) when new.

        Inside an artifact it is one that no tree holds.
        """
        if self._in_artifact:
            return Element(tag)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Element(tag)
            (parent or self._open[-1]).kids.append(found)
        return found

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Make new elements children of `element`."""
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """Draw the content of `element`; inside an artifact nothing is tagged."""
        if self._in_artifact:
            yield
            return
        if self._in_content:
            raise RuntimeError("content inside content")
        element.kids.append(Content(self.page, self._next_mcid))
        self.operate(f"/{element.tag} <</MCID {self._next_mcid}>> BDC")
        self._next_mcid += 1
        self._in_content = True
        try:
            yield
        finally:
            self._in_content = False
            self.operate("EMC")

    @contextmanager
    def artifact(self, kind: Literal["Layout", "Pagination"] = "Layout") -> Iterator[None]:
        """Draw something a reader need not be told: rules, grounds, running heads, repeated table heads."""
        if self._in_artifact or self._in_content:
            yield
            return
        self.operate(f"/Artifact <</Type /{kind}>> BDC")
        self._in_artifact = True
        try:
            yield
        finally:
            self._in_artifact = False
            self.operate("EMC")

    def link(self, element: Element, rect: Rect, destination: str, text: str) -> None:
        """Put a link annotation over `rect` (page coordinates) as a child of `element`."""
        element.kids.append(LinkTo(self.page, rect, destination, text))

    def widget(self, element: Element, rect: Rect, name: str, tooltip: str) -> None:
        """Reserve a signature field as a child of `element`."""
        made = Widget(self.page, rect, name, tooltip)
        self.widgets.append(made)
        element.kids.append(made)

    def operate(self, code: str) -> None:
        """Append operators to the page's content stream."""
        self._code.append(code)

    def embedded(self, face: Face) -> EmbeddedFace:
        """Return the place of `face` in this document, registered at its first use."""
        found = self._faces.get(face.name)
        if found is None:
            found = self._faces[face.name] = EmbeddedFace(face, f"T{len(self._faces) + 1}")
            found.register(self._doc)
        return found

    def place_image(self, name: str, jpeg: bytes, place: Rect) -> None:
        """Draw a JPEG (x, y, width, height) without decoding it; `name` is unique for its bytes.

        ReportLab's `drawImage` decodes every pixel to find equal pictures: fifteen times slower. The bytes themselves
        are put in by `finishing`, so that they are not held three times.
        """
        document = self._doc
        resource = document.getXObjectName(name)
        if resource not in document.idToObject:
            image = PDFImageXObject(name, None)
            if not image.loadImageFromJPEG(io.BytesIO(jpeg)):
                raise ValueError("not a JPEG picture")
            image.streamContent = ""
            self.images[resource] = jpeg
            self._setXObjects(image)
            document.Reference(image, resource)
            document.addForm(name, image)
        x, y, width, height = place
        self.operate(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /{resource} Do Q")
        self._formsinuse.append(name)

    def fill(self, colour: Colour) -> None:
        """Set the colour of grounds and text."""
        self.setFillColorRGB(*colour.parts())

    def stroke(self, colour: Colour, width: float) -> None:
        """Set colour and width of lines."""
        self.setStrokeColorRGB(*colour.parts())
        self.setLineWidth(width)

    def rule(self, x: float, y: float, width: float, colour: Colour, weight: float) -> None:
        """Draw a horizontal rule as an artifact."""
        with self.artifact():
            self.stroke(colour, weight)
            self.line(x, y, x + width, y)

    def ground(self, rect: Rect, colour: Colour) -> None:
        """Fill a rectangle (x0, y0, x1, y1) as an artifact."""
        with self.artifact():
            self.fill(colour)
            self.rect(rect[0], rect[1], rect[2] - rect[0], rect[3] - rect[1], stroke=0, fill=1)
