"""`python -m app gallery`: every part in every state, to look at.

`--shot DIR` saves pictures in every palette and at 150 % instead of showing the window.
"""

from __future__ import annotations

from app.ui.gallery.run import run

__all__ = ["run"]
