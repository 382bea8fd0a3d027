"""The windows: everything Qt. Sees services, drafts and frozen rows, never a table or a session."""

from app.ui.steady import hold_constants

hold_constants()
