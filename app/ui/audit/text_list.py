"""What the lead auditor writes for the report: the rows of this type of audit, each with its state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import report_texts as rules
from app.domain.kinds import Duty, Reached, TextState
from app.domain.readiness import CONCLUSION, is_remote
from app.domain.recommendation import facts_of
from app.domain.recommendation import problems as advice
from app.domain.sentences import N_
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.record import AuditRecord
    from app.ui.context import UiContext

RECOMMENDATION, OBJECTIVES, DEVIATIONS = "recommendation", "objectives", "deviations"
_SPECIAL: Final = (
    (RECOMMENDATION, N_("Conclusion and recommendation"), N_("What the team recommends; never the decision.")),
    (OBJECTIVES, N_("Objectives of the audit"), N_("Was each of them reached?")),
    (DEVIATIONS, N_("Deviations from the plan"), N_("What was done otherwise than planned, and why.")),
)
DEVIATION_ROW: Final = "RPT-07"
_LOOKS: Final = {
    "done": ("done", "ok", N_("Done")),
    "none": ("slash", "ok", N_("None")),
    "missing": ("warning", "warning", N_("Missing")),
    "optional": ("open", "neutral", N_("Optional")),
}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of the list; `state` is done, none, missing or optional."""

    id: str
    title: str
    help: str
    state: str
    text: str = ""
    text_id: str = ""


def text_rows(record: AuditRecord, t: Callable[[str], str]) -> tuple[TextRow, ...]:
    """Return the special rows first, then the narrative ones in their order."""
    forbidden = any(one.blocking for one in advice(record.audit.recommendation, facts_of(record)))
    states = {
        RECOMMENDATION: "missing" if forbidden else "done",
        OBJECTIVES: "missing" if any(one.reached is Reached.OPEN for one in record.objectives) else "done",
        DEVIATIONS: _deviations(record),
    }  # fmt: skip
    special = [TextRow(key, t(title), t(said), states[key]) for key, title, said in _SPECIAL]
    written = {one.key: one for one in record.texts}
    remote = is_remote(record)
    rows = []
    for row in rules.narrative(record.audit.type):
        text = written.get(row.key)
        duty = rules.duty(row, record.audit.type, remote=remote)
        state = _state(text.text if text else "", text.state if text else TextState.EMPTY, duty)
        if row.key == CONCLUSION and state == "missing" and record.audit.conclusion.strip():
            state = "done"  # the conclusion of the closing meeting is this text
        rows.append(
            TextRow(row.key, t(row.title), t(row.help), state, text.text if text else "", text.id if text else "")
        )
    return (*special, *rows)


def text_table(ctx: UiContext) -> TwoLineTable:
    """Return the table."""
    t = ctx.t
    columns = (
        Column("title", t("Text"), _title, sort=_key),
        Column("state", t("State"), partial(_word, t), chip=partial(state_chip, t), chars=9),
    )
    table = TwoLineTable(t("Report texts"), columns, _spoken)
    table.use_two_lines()
    return table


def state_chip(t: Callable[[str], str], row: TextRow) -> ChipLook:
    """Return the chip of a row's state."""
    icon, tone, word = _LOOKS[row.state]
    return ChipLook(t(word), icon, tone)


def _state(text: str, state: TextState, duty: Duty) -> str:
    if rules.answered(text, state):
        return "none" if state is TextState.NONE else "done"
    return "missing" if duty is Duty.MANDATORY else "optional"


def _deviations(record: AuditRecord) -> str:
    if record.deviations:
        return "done"
    said = any(one.key == DEVIATION_ROW and one.state is TextState.NONE for one in record.texts)
    return "none" if said else "optional"


def _title(row: TextRow) -> str:
    number = isolated(row.id) if row.id.startswith("RPT") else ""
    first_line = row.text.strip().partition("\n")[0]
    return f"{row.title}\n" + "  ·  ".join(part for part in (number, first_line or row.help) if part)


def _key(row: TextRow) -> str:
    return row.id if row.id.startswith("RPT") else f" {row.id}"


def _word(t: Callable[[str], str], row: TextRow) -> str:
    return t(_LOOKS[row.state][2])


def _spoken(row: TextRow) -> str:
    return row.title
