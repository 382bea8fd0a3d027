"""The three wizards: opening meeting, evidence capture, closing meeting. Pages open them with these functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.drafts import EvidenceDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.drafts import IncomingFile
    from app.domain.kinds import MeetingKind
    from app.ui.context import UiContext

OPENING, CLOSING, CAPTURE = "wizard-opening", "wizard-closing", "wizard-capture"
WRAP_UP, INTERIM = "wizard-wrap-up", "wizard-interim"


def open_opening(ctx: UiContext, audit_id: str) -> None:
    """Show the wizard of the opening meeting where it was left."""
    ctx.navigator.go(OPENING, audit_id)


def open_closing(ctx: UiContext, audit_id: str) -> None:
    """Show the wizard of the closing meeting where it was left."""
    ctx.navigator.go(CLOSING, audit_id)


def open_short(ctx: UiContext, audit_id: str, kind: MeetingKind) -> None:
    """Show the wizard of a daily wrap-up or an interim meeting: the one that runs, else a new one."""
    ctx.navigator.go(WRAP_UP if kind == "wrap_up" else INTERIM, audit_id)


def capture_evidence(
    ctx: UiContext, audit_id: str, draft: EvidenceDraft | None = None, files: Sequence[IncomingFile] = ()
) -> None:
    """Show the wizard that captures evidence; what is known already (a line, files) is kept at once."""
    if draft is None and not files:
        ctx.navigator.go(CAPTURE, audit_id)
        return
    known = draft or EvidenceDraft()
    if not (known.title or known.text or files):
        ctx.navigator.go(CAPTURE, audit_id, f"session:{known.session_id or ''}")
        return
    from app.ui.wizards.keeping import Keeper  # noqa: PLC0415 - only when something is known already

    Keeper(ctx, audit_id).keep(known, tuple(files))
