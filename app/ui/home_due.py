"""What is due, as it is shown: the deadlines of the cycles, and audits that should begin or be under way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.cycle_kinds import DueState
from app.domain.due_items import state_of
from app.domain.due_row import DueRow
from app.domain.kinds import AuditState
from app.domain.record import AuditRow
from app.domain.sentences import N_
from app.domain.words_due import COUNTS_FROM, DEADLINE
from app.ui.saying import say

if TYPE_CHECKING:
    from app.translation import Words
    from app.ui.navigation import Navigator

AHEAD: Final = timedelta(days=30)
NEAR: Final = frozenset({DueState.OVERDUE, DueState.TODAY, DueState.SOON})
_BEGINS: Final = N_("Beginning of the audit")
_UNDER_WAY: Final = N_("Closing meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueThing:
    """One line: the day, what it is, why, from when it counts, whose it is and where it leads."""

    id: str
    day: date
    state: DueState
    code: str
    title: str
    text: str
    client: str
    counts: str = ""
    audit_id: str = ""
    client_id: str = ""


def due_things(rows: Sequence[AuditRow], due: Sequence[DueRow], today: date, words: Words) -> tuple[DueThing, ...]:
    """Return everything that is due, the earliest first; nothing is left out."""
    found = [_of_row(one, words) for one in due]
    found += [one for row in rows if (one := _of_audit(row, today, words)) is not None]
    return tuple(sorted(found, key=lambda one: (one.day, one.client.casefold(), one.code, one.text)))


def open_thing(thing: DueThing, navigator: Navigator) -> None:
    """Go where the thing is done: to its audit, else to the cycle of its client."""
    if thing.audit_id:
        navigator.go("overview", thing.audit_id)
    elif thing.client_id:
        navigator.go("client", item_id=f"{thing.client_id}#cycle")


def _of_row(row: DueRow, words: Words) -> DueThing:
    item, t = row.item, words.gettext
    code = item.code
    counts = t(COUNTS_FROM[code])
    if code not in ("D-05b", "D-07"):
        counts = t("{day}, {counted}").format(day=words.day(item.counts_from), counted=counts)
    return DueThing(
        id=row.id,
        day=item.due,
        state=item.state,
        code=code,
        title=t(DEADLINE[code]),
        text=say(words, item.said),
        client=row.client,
        counts=counts,
        audit_id=row.audit_id,
        client_id=row.client_id,
    )


def _of_audit(row: AuditRow, today: date, words: Words) -> DueThing | None:
    """Return a line for an audit that begins within thirty days, should have begun, or is under way."""
    if row.state is AuditState.OPENED:
        day = row.planned_end or today
        title, text = _UNDER_WAY, words.gettext("{label}: under way, the closing meeting is not held.")
    elif row.state is AuditState.PREPARED and row.planned_start is not None and row.planned_start <= today + AHEAD:
        day = row.planned_start
        title, text = _BEGINS, words.gettext("{label}: the opening meeting is not held.")
    else:
        return None
    return DueThing(
        id=f"audit:{row.id}",
        day=day,
        state=state_of(day, today),
        code="",
        title=words.gettext(title),
        text=text.format(label=row.reference),
        client=row.client,
        counts=words.gettext("the audit plan"),
        audit_id=row.id,
        client_id=row.client_id,
    )
