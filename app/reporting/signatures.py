"""Where people sign: boxes with a signature field, made before the first signature so that none breaks another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.report_parts import SignatureWanted, SignerRole
from app.domain.words import N_
from app.reporting.blocks import Block, Text, draw_stack, stack_height
from app.reporting.layout import Side
from app.reporting.style import BODY, GUTTER, HAIRLINE, MM, SMALL, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.reporting.kit import Kit
    from app.reporting.tagging import Rect, TagCanvas, Widget

BOX_HEIGHT: Final = 27 * MM

ROLES: Final = {
    SignerRole.LEAD_AUDITOR: N_("Lead auditor"),
    SignerRole.CO_AUDITOR: N_("Auditor"),
    SignerRole.CLIENT: N_("Client: received and understood"),
    SignerRole.REVIEWER: N_("Technical reviewer of the certification body"),
    SignerRole.ARCHIVE: N_("Archive time stamp"),
}


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A field of the finished paper: page from 1, rectangle in points; no area for an invisible one."""

    name: str
    role: SignerRole
    page: int
    rect: Rect


class SignatureBox(Block):
    """Who is to sign as what, and the empty field below it."""

    def __init__(self, field: str, tooltip: str, caption: Sequence[Text]) -> None:
        self.field = field
        self.tooltip = tooltip
        self.caption = caption

    def height(self, width: float) -> float:
        """Return the height of caption and box."""
        return stack_height(self.caption, width) + 4 + BOX_HEIGHT

    def draw(self, canvas: TagCanvas, x: float, top: float, width: float) -> None:
        """Draw caption and frame and reserve the field."""
        draw_stack(self.caption, canvas, x, top, width)
        upper = top - stack_height(self.caption, width) - 4
        with canvas.artifact():
            canvas.stroke(HAIRLINE, 0.8)
            canvas.rect(x, upper - BOX_HEIGHT, width, BOX_HEIGHT, stroke=1, fill=0)
        element = canvas.element(("signature", self.field), "Form")
        canvas.widget(element, (x, upper - BOX_HEIGHT, x + width, upper), self.field, self.tooltip)


def tooltip(kit: Kit, wanted: SignatureWanted) -> str:
    """Return what a screen reader says for a field."""
    role = kit.t(ROLES[wanted.role])
    return kit.t("Signature, {role}").format(role=f"{role}: {wanted.person}" if wanted.person else role)


def signature_blocks(kit: Kit, wanted: Sequence[SignatureWanted]) -> list[Block]:
    """Return the boxes of all visible fields, two in a row."""
    boxes: list[Block] = []
    for one in wanted:
        if one.role is SignerRole.ARCHIVE:
            continue
        duty = kit.t("Required") if one.required else kit.t("Optional")
        caption = [
            Text(kit.t(ROLES[one.role]), BODY.strong()),
            Text(one.person or kit.t("Name as signed"), BODY),
            Text(duty, SMALL),
        ]
        for text in caption:
            text.before = text.after = 0
        boxes.append(SignatureBox(one.field, tooltip(kit, one), caption))
    pairs = [boxes[index : index + 2] for index in range(0, len(boxes), 2)]
    width = columns(6)
    return [Side(*([box] for box in pair), widths=[width] * len(pair), gap=GUTTER, after=16) for pair in pairs]


def hidden_fields(kit: Kit, wanted: Sequence[SignatureWanted]) -> tuple[tuple[str, str], ...]:
    """Return name and tooltip of the invisible fields."""
    return tuple((one.field, tooltip(kit, one)) for one in wanted if one.role is SignerRole.ARCHIVE)


def made_fields(wanted: Sequence[SignatureWanted], widgets: Sequence[Widget]) -> tuple[SignatureField, ...]:
    """Return what was made for what was wanted; raises ValueError when a field is missing."""
    found = {widget.name: widget for widget in widgets}
    missing = [one.field for one in wanted if one.field not in found]
    if missing:
        raise ValueError(f"signature fields without place: {missing}")
    return tuple(SignatureField(one.field, one.role, found[one.field].page, found[one.field].rect) for one in wanted)
