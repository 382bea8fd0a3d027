"""The head of page 1: the body's logo or name, accreditation, address, and a strong rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.reporting.blocks import Block, Space, Text
from app.reporting.fonts import STRONG
from app.reporting.layout import Rule, Side
from app.reporting.pictures import picture
from app.reporting.style import BODY_WIDTH, GUTTER, INK, MM, SMALL, Align, TextStyle, columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.report_parts import ReportBody
    from app.reporting.kit import Kit

_NAME: Final = TextStyle(12.5, 16, STRONG, INK)
_RIGHT: Final = TextStyle(SMALL.size, SMALL.leading, colour=SMALL.colour, align=Align.END)
_LOGO: Final = (52 * MM, 15 * MM)


def masthead(kit: Kit, body: ReportBody, photos: Mapping[str, bytes]) -> list[Block]:
    """Return the head; a logo stands in place of the name, which then stands small beside it."""
    logo = photos.get(body.logo_sha256) if body.logo_sha256 else None
    if logo is None:
        left: list[Block] = [Text(body.name, TextStyle(_NAME.size, _NAME.leading, STRONG, kit.theme.primary))]
        right = [body.address, body.accreditation]
    else:
        left = [picture(logo, body.name, _LOGO)]
        right = [body.name, body.address, body.accreditation]
    return [
        Side(
            left,
            [Text(line, _RIGHT) for line in right if line],
            widths=[columns(6), BODY_WIDTH - columns(6) - GUTTER],
        ),
        Space(7),
        Rule(kit.theme.primary, 2),
        Space(30),
    ]
