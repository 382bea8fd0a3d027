"""Windows of what is due: rows of several clients, a crowd, and nothing at all; for the walks and for pictures."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.due_facts import SubjectKind
from app.domain.due_items import DueItem, state_of
from app.domain.due_row import DueRow
from app.domain.kinds import AuditState, AuditType
from app.domain.problems import hint
from app.domain.record import AuditRow
from app.ui.home import HomePage
from app.ui.home_due_page import DuePage
from tests.ui.stage import Stage

NAMES = ("Bryzadok Systemy Sp. z o.o.", "Muster AG", "Çelik Lojistik A.Ş.", "Beispiel Zentrallager GmbH", "Quay & Sons")
_CODES = ("D-04", "D-05", "D-03", "D-06", "D-01", "D-09", "D-12", "D-08", "D-13", "D-07", "D-05b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = date.today().year  # noqa: DTZ011 - the rows lie around the day on the wall
DUE_DATA = frozenset({
    *NAMES, "NC-01, NC-04", "A-26-",
    *(f"{month} {year}" for month in _MONTHS for year in range(_YEAR - 1, _YEAR + 7)),
})  # fmt: skip


def due_row(number: int, today: date) -> DueRow:
    """Return a row; the numbers spread over clients, codes and days around `today`."""
    code, day = _CODES[number % len(_CODES)], today + timedelta(days=number * 7 - 21)
    said = f"due_{code.lower().replace('-', '_')}"
    item = DueItem(
        code=code,
        due=day,
        counts_from=day - timedelta(days=30),
        state=state_of(day, today),
        kind=SubjectKind.AUDIT,
        subject_id=f"a{number}",
        said=hint(said, code, label=f"A-26-{number:03}", numbers="NC-01, NC-04", year=2027),
    )
    return DueRow(item=item, client_id="c", client=NAMES[number % len(NAMES)], audit_id=f"a{number}")


def due_rows(count: int) -> tuple[DueRow, ...]:
    """Return `count` rows around the day on the wall."""
    today = date.today()  # noqa: DTZ011 - as the windows do
    return tuple(due_row(number, today) for number in range(count))


def audit_rows(count: int) -> tuple[AuditRow, ...]:
    """Return audits of the clients, some under way."""
    today = date.today()  # noqa: DTZ011 - as above
    states = (AuditState.OPENED, AuditState.PREPARED, AuditState.REPORTED)
    return tuple(
        AuditRow(
            id=f"a{number}", reference=f"A-26-{number:03}", client=NAMES[number % len(NAMES)], type=AuditType.STAGE2,
            state=states[number % 3], planned_start=today + timedelta(days=number), planned_end=None, closed_on=None,
            evidence=number, findings=number % 5,
        )
        for number in range(count)
    )  # fmt: skip


def due_page(stage: Stage, *, count: int = 12) -> DuePage:
    page = DuePage(stage.ctx)
    page.show_due(((), due_rows(count)))
    return page


def home_page(stage: Stage, *, count: int = 12) -> HomePage:
    page = HomePage(stage.ctx)
    page.show_rows((audit_rows(6), due_rows(count)))
    return page
