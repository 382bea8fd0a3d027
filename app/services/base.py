"""What the services share: the workspace, the undo stack, and the guards every write passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, func, select

from app.domain.errors import UserMistake
from app.domain.kinds import AuditState
from app.models.audit import Audit, Criteria, CriteriaRow

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.services.undo import UndoStack
    from app.storage.workspace import Workspace

T = TypeVar("T")
Progress = Callable[[int, str], None]
FROZEN = frozenset({AuditState.REPORTED, AuditState.ABORTED})
STATE = select(Audit.state, Audit.reference).where(Audit.id == bindparam("audit"))  # made once, as in `storage`
_LAST_NUMBER: dict[type[Any], Select[Any]] = {}


@dataclass(frozen=True, slots=True)
class Core:
    """The open workspace and the undo stack of this program run, shared by all services."""

    workspace: Workspace
    undo: UndoStack

    def now(self) -> datetime:
        """Return the present in UTC by the workspace's clock."""
        return self.workspace.clock.now()

    def zone(self) -> str:
        """Return the zone the user works in."""
        return self.workspace.clock.zone()


class Service:
    """A group of verbs over one open workspace."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._workspace = core.workspace


@dataclass(frozen=True, slots=True)
class Made:
    """The key of what was made, with what changed."""

    id: str
    changes: Changes


def open_audit(session: Session, audit_id: str) -> Audit:
    """Return the audit for writing.

    Raises:
        UserMistake: `audit_unknown`, or `audit_frozen` once its report is signed or it was ended early.
    """
    audit = session.get(Audit, audit_id)
    if audit is None:
        raise UserMistake("audit_unknown", id=audit_id)
    _refuse_frozen(audit.state, audit.reference)
    return audit


def check_open(session: Session, audit_id: str) -> None:
    """Raise as `open_audit`, without loading the audit: for what is called at every line that is typed."""
    found = session.execute(STATE, {"audit": audit_id}).first()
    if found is None:
        raise UserMistake("audit_unknown", id=audit_id)
    _refuse_frozen(found.state, found.reference)


def _refuse_frozen(state: AuditState, reference: str) -> None:
    if state in FROZEN:
        raise UserMistake("audit_frozen", reference=reference, state=state.value)


def get_row(session: Session, table: type[T], row_id: str) -> T:
    """Return the row; raises `UserMistake("row_unknown")` when it is gone."""
    row = session.get(table, row_id)
    if row is None:
        raise UserMistake("row_unknown", table=str(getattr(table, "__tablename__", table.__name__)))
    return row


def item_of(session: Session, audit_id: str, ref: str) -> CriteriaRow:
    """Return the pinned requirement that `ref` names (`A.5.18`, or `key:9.2` for a further criteria set).

    Raises:
        UserMistake: `requirement_unknown` if no auditable requirement of this audit is meant.
    """
    key, _, bare = ref.rpartition(":")
    query = (
        select(CriteriaRow)
        .join(Criteria, CriteriaRow.criteria_id == Criteria.id)
        .where(Criteria.audit_id == audit_id, CriteriaRow.ref == bare, CriteriaRow.auditable)
        .order_by(Criteria.position)
    )
    if key:
        query = query.where(Criteria.key == key)
    found = session.scalars(query).first()
    if found is None:
        raise UserMistake("requirement_unknown", field="requirement", ref=ref)
    return found


def next_number(session: Session, table: type[Any], audit_id: str, author: str) -> int:
    """Return the next running number of `author` in `table` of this audit; numbers are never used twice."""
    last = session.scalar(_last_number(table), {"audit": audit_id, "author": author})
    return int(last or 0) + 1


def _last_number(table: type[Any]) -> Select[Any]:
    """Return the statement, made once for each table: making it costs as much as running it."""
    if table not in _LAST_NUMBER:
        mine = (table.audit_id == bindparam("audit"), table.author == bindparam("author"))
        _LAST_NUMBER[table] = select(func.max(table.number)).where(*mine)
    return _LAST_NUMBER[table]


def required(text: str, code: str, field: str) -> str:
    """Return `text` without blanks around it; raises `UserMistake(code)` for `field` when nothing is left."""
    clean = text.strip()
    if not clean:
        raise UserMistake(code, field=field)
    return clean
