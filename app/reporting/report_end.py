"""The end of the report: sampling, complaints, distribution, signatures and the head of the trail (RPT-14, RPT-41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.reporting.blocks import Block, Space, Text
from app.reporting.kit import DOT, Kit
from app.reporting.layout import Side, Together
from app.reporting.qr import qr_code
from app.reporting.shaping import Span
from app.reporting.signatures import signature_blocks
from app.reporting.style import BODY, BODY_WIDTH, CELL, GUTTER, MM, SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.report import PaperStamp, ReportData
    from app.domain.report_parts import SignatureWanted

_QR = 27 * MM
READ_ALOUD = 16
"""Characters of the trail head that are read aloud in a meeting (design, section 10, point 1)."""


def ending(kit: Kit, data: ReportData) -> list[Block]:
    """Return the last two chapters."""
    facts = [
        (kit.t("Samples"), data.body.sampling_statement),
        (kit.t("Complaints and appeals"), data.body.complaints),
        (kit.t("Confidentiality"), data.confidentiality),
        (kit.t("Distribution"), "\n".join(data.distribution)),
    ]
    story: list[Block] = [kit.chapter(kit.t("Terms"))]
    story += [kit.field(label, value, "terms") for label, value in facts if value]
    return [*story, *signing(kit, data.signatures, data.stamp)]


def signing(kit: Kit, wanted: Sequence[SignatureWanted], stamp: PaperStamp) -> list[Block]:
    """Return the chapter with the signature boxes and the trail head."""
    note = kit.t(
        "The signatures are electronic and cover the whole file, the machine-readable copy inside it included. "
        "The times they show are those of the signer's device. Any later change can be found, with Onsite or with a "
        "PDF reader that checks signatures."
    )
    chapter = kit.chapter(kit.t("Signatures and integrity"))
    boxes = signature_blocks(kit, wanted)
    return [Together(chapter, Text(note), Space(4), *boxes[:1]), *boxes[1:], Space(4), integrity(kit, stamp)]


def integrity(kit: Kit, stamp: PaperStamp) -> Block:
    """Return the head of the trail as text and QR code, with revision, time and tools."""
    head = stamp.trail_head
    spoken = " ".join(head[start : start + 4] for start in range(0, READ_ALOUD, 4))
    tools = DOT.join(f"{one.name} {one.version}" for one in stamp.tools)
    lines: list[Block] = [
        Text((Span(kit.t("Head of the audit trail")),), BODY.strong()),
        Text((Span(kit.t("To read aloud: ")), Span(spoken, strong=True)), CELL),
        Text(head, SMALL),
        Space(3),
        Text(
            kit.t("Revision {revision}, composed {moment}").format(
                revision=stamp.revision, moment=kit.moment(stamp.composed_at)
            ),
            SMALL,
        ),
    ]
    if tools:
        lines.append(Text(kit.t("Made with {tools}").format(tools=tools), SMALL))
    code = qr_code(head, kit.t("QR code with the head of the audit trail, printed beside it"), _QR)
    return Side([code], lines, widths=[_QR, BODY_WIDTH - _QR - 2 * GUTTER], gap=2 * GUTTER)


__all__ = ["ending", "integrity", "signing"]
