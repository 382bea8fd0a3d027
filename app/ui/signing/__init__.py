"""Signing in the room: the pad, the dialog for one person, the card with everybody of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.attestations import Matter
    from app.ui.context import UiContext


def open_attestation(ctx: UiContext, parent: QWidget, audit_id: str, matter: Matter, name: str = "") -> None:
    """Show what is confirmed to a person and record how: `name` of the list, or the next who has not confirmed."""
    from app.ui.signing.opener import Opener  # noqa: PLC0415 - not before it is wanted

    Opener(ctx, parent, audit_id, matter, name).start()
