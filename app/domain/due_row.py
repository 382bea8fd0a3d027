"""One thing that is due, with the client it belongs to: what lists over all clients are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.cycle_kinds import DueState
from app.domain.due_items import DueItem


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A due item of a client; `audit_id` leads to its audit, `cycle_id` to its cycle (empty: none)."""

    item: DueItem
    client_id: str
    client: str
    cycle_id: str = ""
    audit_id: str = ""

    @property
    def id(self) -> str:
        """Return what tells the row from the others, the same each time it is counted anew."""
        item = self.item
        return f"{item.code}:{item.kind}:{item.subject_id}:{item.due.isoformat()}:{item.said.value('numbers') or ''}"

    @property
    def due(self) -> date:
        """Return the day."""
        return self.item.due

    @property
    def state(self) -> DueState:
        """Return how near the day is."""
        return self.item.state


def in_order(rows: tuple[DueRow, ...]) -> tuple[DueRow, ...]:
    """Return rows by day, then client, code and what they are about."""
    return tuple(
        sorted(rows, key=lambda one: (one.due, one.client.casefold(), one.item.code, str(one.item.said.value("label"))))
    )
