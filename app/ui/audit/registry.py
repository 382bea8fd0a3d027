"""The pages of one audit, for `app.ui.pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.ui.pages import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = ()
