"""What may change after a signature: strict difference rules for papers with tagged, predefined fields.

pyHanko's own policy allows more (metadata, /MarkInfo, /NeedAppearances, form values, orphaned objects) and at
the same time rejects every tagged paper with two signatures, because a widget is also reached through the
structure tree (ISO 32000-1, 14.7.4.3; notes/pdf.md, section 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import RawPdfPath
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DSSCompareRule,
    FormUpdatingRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldMDPRule, FormUpdate
from pyhanko.sign.diff_analysis.rules_api import Context

from app.signing.engine import entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyhanko.pdf_utils.generic import Reference
    from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FieldComparisonSpec

_DEEPEST: Final = 32


class TaggedWidgetRule(FieldMDPRule):
    """Allow a predefined, tagged signature field to be filled although the structure tree points at its widget.

    Allowed is exactly the one use of the widget from the Form element that the *old* parent tree names for it;
    every other use must be explained by the standard rules, and any change of a structure element stays forbidden.
    """

    def apply(self, context: FieldComparisonContext) -> Iterable[tuple[ModificationLevel, FormUpdate]]:
        """Yield one approval per field that was empty and tagged before and is signed now."""
        tree = entry(entry(context.old.root, "/StructTreeRoot"), "/ParentTree")
        if tree is None:
            return
        for name, spec in context.field_specs.items():
            element = _form_element(tree, spec)
            if element is None or spec.old_field_ref is None or spec.new_field_ref is None:
                continue
            for path in _paths_to(element, spec.old_field_ref):
                yield (
                    ModificationLevel.LTA_UPDATES,
                    FormUpdate(
                        updated_ref=spec.new_field_ref,
                        field_name=name,
                        valid_when_locked=False,
                        context_checked=Context.relative_to(element, path),
                    ),
                )


def _form_element(tree: generic.PdfObject, spec: FieldComparisonSpec) -> generic.DictionaryObject | None:
    """Return the old Form element of a field that is signed now and was not, or None."""
    old, new = spec.old_field, spec.new_field
    if spec.field_type != "/Sig" or old is None or new is None or "/V" in old or "/V" not in new:
        return None
    key = entry(old, "/StructParent")
    if not isinstance(key, generic.NumberObject) or entry(new, "/StructParent") != key:
        return None
    element = _number_tree_get(tree, int(key))
    if isinstance(element, generic.DictionaryObject) and entry(element, "/S") == "/Form":
        return element
    return None


def _paths_to(element: generic.DictionaryObject, widget: Reference) -> Iterator[RawPdfPath]:
    kids = entry(element, "/K")
    if isinstance(kids, generic.DictionaryObject):
        entries = [(RawPdfPath("/K", "/Obj"), kids)]
    elif isinstance(kids, generic.ArrayObject):
        entries = [(RawPdfPath("/K", index, "/Obj"), kid) for index, kid in enumerate(kids)]
    else:
        return
    for path, kid in entries:
        if isinstance(kid, generic.DictionaryObject) and entry(kid, "/Type") == "/OBJR":
            target = kid.raw_get("/Obj")
            if isinstance(target, generic.IndirectObject) and target.reference == widget:
                yield path


def _number_tree_get(node: generic.PdfObject, key: int, depth: int = 0) -> generic.PdfObject | None:
    """Look `key` up in a number tree (ISO 32000-1, 7.9.7)."""
    if depth > _DEEPEST:
        return None
    numbers = entry(node, "/Nums") or ()
    for index in range(0, len(numbers) - 1, 2):
        if numbers[index] == key:
            found = numbers[index + 1]  # indexing follows references
            return found if isinstance(found, generic.PdfObject) else None
    for kid in entry(node, "/Kids") or ():
        limits = entry(kid, "/Limits")
        if limits is None or limits[0] <= key <= limits[1]:
            below = _number_tree_get(kid, key, depth + 1)
            if below is not None:
                return below
    return None


_FILLED: Final = {"always_modifiable": {"/Type"}, "value_update_keys": {"/Type", "/V", "/AP"}}

# No rule for document information, XMP, or values of other form fields: our own writer never touches them.
AFTER_SIGNATURE: Final = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(ignored_keys=frozenset({"/AcroForm", "/DSS"})),
        XrefStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        ObjectStreamRule().as_qualified(ModificationLevel.LTA_UPDATES),
        DSSCompareRule().as_qualified(ModificationLevel.LTA_UPDATES),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[
            SigFieldCreationRule(),
            SigFieldModificationRule(allow_in_place_appearance_stream_changes=False, **_FILLED),
            TaggedWidgetRule(),
        ],
        ignored_acroform_keys=frozenset({"/Fields"}),
    ),
    ignore_orphaned_objects=False,
    ignore_identical_objects=False,
)
"""Between a signature and the end of the file: further signatures in empty fields, DSS, time stamps."""
