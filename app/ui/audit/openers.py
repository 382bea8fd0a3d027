"""Opens the wizards; they are imported only when one is opened, because the first window does not need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.drafts import EvidenceDraft, IncomingFile
    from app.domain.kinds import MeetingKind
    from app.ui.context import UiContext


def open_opening(ctx: UiContext, audit_id: str) -> None:
    """Open the opening meeting where it was left."""
    from app.ui import wizards  # noqa: PLC0415 - not before it is wanted

    wizards.open_opening(ctx, audit_id)


def open_closing(ctx: UiContext, audit_id: str) -> None:
    """Open the closing meeting where it was left."""
    from app.ui import wizards  # noqa: PLC0415 - not before it is wanted

    wizards.open_closing(ctx, audit_id)


def open_short(ctx: UiContext, audit_id: str, kind: MeetingKind) -> None:
    """Open a daily wrap-up or an interim meeting: the one that runs, else a new one."""
    from app.ui import wizards  # noqa: PLC0415 - not before it is wanted

    wizards.open_short(ctx, audit_id, kind)


def capture_evidence(
    ctx: UiContext, audit_id: str, draft: EvidenceDraft | None = None, files: Sequence[IncomingFile] = ()
) -> None:
    """Open the capture of evidence, with what is known already."""
    from app.ui import wizards  # noqa: PLC0415 - not before it is wanted

    wizards.capture_evidence(ctx, audit_id, draft, files)
