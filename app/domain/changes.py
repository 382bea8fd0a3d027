"""What a write changed: handed to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of rows touched by one unit of work (table names), the audit they belong to, and their ids."""

    kinds: frozenset[str]
    audit_id: str | None = None
    ids: tuple[str, ...] = ()

    def touches(self, *kinds: str) -> bool:
        """Tell whether any of `kinds` (table names) was changed."""
        return not self.kinds.isdisjoint(kinds)
