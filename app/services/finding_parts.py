"""Links of a finding (requirements, evidence, sites) as a state that can be put back: what undo and redo do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.models import fieldwork as tables

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

State = tuple[tuple[Any, ...], ...]
PARTS: Final[dict[str, tuple[Any, tuple[str, ...]]]] = {
    "link": (tables.FindingLink, ("item_id", "part", "other", "leading", "position")),
    "evidence": (tables.FindingEvidence, ("evidence_id", "position")),
    "site": (tables.FindingSite, ("site_id", "position")),
}


def state_of(session: Session, finding_id: str, part: str) -> State:
    """Return what the finding has of `part`, by content: a link that was taken off and came back is the same one."""
    _, columns = PARTS[part]
    rows = _rows(session, finding_id, part)
    return tuple(tuple(getattr(row, name) for name in columns) for row in rows)


def put_back(session: Session, finding_id: str, part: str, wanted: State) -> list[Any]:
    """Make the finding have `wanted`; returns the rows that were added, changed or removed."""
    table, columns = PARTS[part]
    rows = _rows(session, finding_id, part)
    touched: list[Any] = []
    left = list(wanted)
    for row in rows:
        mine = tuple(getattr(row, name) for name in columns)
        same = next((one for one in left if _content(part, one) == _content(part, mine)), None)
        if same is None:
            session.delete(row)
            touched.append(row)
            continue
        left.remove(same)
        if same != mine:
            for name, value in zip(columns, same, strict=True):
                setattr(row, name, value)
            touched.append(row)
    added = [table(finding_id=finding_id, **dict(zip(columns, one, strict=True))) for one in left]
    session.add_all(added)
    return [*touched, *added]


def _content(part: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what makes a link the same one: not whether it leads, nor its place."""
    return values[:3] if part == "link" else values[:1]


def _rows(session: Session, finding_id: str, part: str) -> list[Any]:
    table, _ = PARTS[part]
    return sorted(
        session.scalars(select(table).filter_by(finding_id=finding_id)), key=lambda row: (row.position, row.id)
    )
