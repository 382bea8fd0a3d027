"""What every row of the record carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What every row of the record carries: key, when and by whom it was entered, and its version."""

    id: str = ""
    created_at: datetime | None = None
    created_zone: str = "UTC"
    created_by: str = ""
    version: int = 1
