"""Opening pictures and tables of strangers: in a process of its own, with little memory and little time.

`client` and `table_client` start the helper (the same executable with a hidden argument, so that it works frozen
too), `worker` and `table_worker` are what runs in it. Importing this package imports nothing heavy.
"""

from __future__ import annotations

from typing import Final

HIDDEN_ARGUMENT: Final = "--decode-picture"
"""What the program is started with to be the helper for one picture."""

HIDDEN_TABLE: Final = "--decode-table"
"""What the program is started with to be the helper for one table."""

HIDDEN_TEXT: Final = "--decode-text"
"""What the program is started with to be the helper for the text inside one file."""

HIDDEN_VIEW: Final = "--decode-view"
"""What the program is started with to be the helper that shows a picture or the page of a PDF, or edits a picture."""
