"""The structure tree of a paper written into the PDF: elements, parent tree, links and signature widgets.

ISO 32000-1, 14.7 and 14.8; PDF/UA-1 wants every annotation reachable from the tree through an OBJR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, Object, String

from app.reporting.tagging import Content, Element, LinkTo, Widget

if TYPE_CHECKING:
    import pikepdf

    from app.reporting.tagging import Rect

_PRINT = 4
_HIDDEN_LOCKED = 132  # print and locked: the invisible field of the archive time stamp


def write_structure(pdf: pikepdf.Pdf, root: Element) -> list[Object]:
    """Write `root` as the document's structure and return the signature fields made on the way."""
    return _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._contents: list[list[Object]] = [[] for _ in self._pages]
        self._annotations: list[Object] = []
        """Elements of annotations; number i has the key len(pages) + i."""
        self._fields: list[Object] = []

    def write(self, root: Element) -> list[Object]:
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        numbers = Array()
        for index, (page, elements) in enumerate(zip(self._pages, self._contents, strict=True)):
            page.StructParents = index
            page.Tabs = Name.S
            numbers.append(index)
            numbers.append(self._pdf.make_indirect(Array(elements)))
        for index, element in enumerate(self._annotations, len(self._pages)):
            numbers.append(index)
            numbers.append(element)
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._pages) + len(self._annotations)
        self._pdf.Root.StructTreeRoot = tree
        return self._fields

    def _element(self, element: Element, parent: Object) -> Object:
        made = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + element.tag), P=parent))
        if element.alt:
            made.Alt = String(element.alt)
        if element.language:
            made.Lang = String(element.language)
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
        if element.box:
            made.A = _layout(element.box)
        kids = [self._kid(kid, made) for kid in element.kids]
        # A form with one widget names it directly: the standard rules of pyHanko then accept a second signature.
        made.K = kids[0] if element.tag == "Form" and len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Element | Content | LinkTo | Widget, parent: Object) -> Object:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        if isinstance(kid, Content):
            contents = self._contents[kid.page - 1]
            if len(contents) != kid.mcid:  # content of one page is drawn, and found, in order only per element
                contents.extend([parent] * (kid.mcid + 1 - len(contents)))
                contents[kid.mcid] = parent
            else:
                contents.append(parent)
            return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page - 1], MCID=kid.mcid)
        annotation = self._link(kid) if isinstance(kid, LinkTo) else self._widget(kid, parent)
        return self._reference(kid.page, annotation, parent)

    def _reference(self, page: int, annotation: Object, element: Object) -> Object:
        annotation.StructParent = len(self._pages) + len(self._annotations)
        self._annotations.append(element)
        holder = self._pages[page - 1]
        if Name.Annots not in holder:
            holder.Annots = Array()
        holder.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Pg=holder, Obj=annotation)

    def _link(self, link: LinkTo) -> Object:
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=_numbers(link.rect),
                Border=Array([0, 0, 0]),
                F=_PRINT,
                Contents=String(link.text),
                Dest=Name("/" + link.destination),
            )
        )

    def _widget(self, widget: Widget, element: Object) -> Object:
        element.Alt = String(widget.tooltip)
        x0, y0, x1, y1 = widget.rect
        visible = x1 > x0
        appearance = self._pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=_numbers((0, 0, x1 - x0, y1 - y0)), Resources=Dictionary()
        )
        made = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String(widget.name),
                TU=String(widget.tooltip),
                Rect=_numbers(widget.rect),
                F=_PRINT if visible else _HIDDEN_LOCKED,
                P=self._pages[widget.page - 1],
                AP=Dictionary(N=appearance),
            )
        )
        self._fields.append(made)
        return made


def _layout(box: Rect) -> Dictionary:
    x0, y0, x1, y1 = box
    return Dictionary(
        O=Name.Layout,
        BBox=_numbers(box),
        Placement=Name.Block,
        Width=round(x1 - x0, 2),
        Height=round(y1 - y0, 2),
    )


def _numbers(values: tuple[float, ...]) -> Array:
    return Array([round(value, 2) for value in values])
