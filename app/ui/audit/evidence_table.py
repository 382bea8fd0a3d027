"""The table of evidence and what its filters mean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.domain.kinds import EvidenceState, Judgement
from app.domain.sentences import N_
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.choice_row import Choice
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.fieldwork import Evidence
    from app.ui.context import UiContext

ALL, INBOX, FILES, WITHDRAWN = "all", "inbox", "files", "withdrawn"
_FILTERS: Final = ((ALL, N_("All")), (INBOX, N_("Inbox")), (FILES, N_("With files")), (WITHDRAWN, N_("Withdrawn")))
_JUDGED: Final = {
    Judgement.NOT_JUDGED: ("open", "neutral"),
    Judgement.CONFORM: ("done", "ok"),
    Judgement.NONCONFORMITY: ("cross", "danger"),
    Judgement.OBSERVATION: ("eye", "info"),
    Judgement.STRENGTH: ("star", "ok"),
}


def filter_choices(t: Callable[[str], str]) -> list[Choice]:
    """Return the filters above the table."""
    return [Choice(value, t(text)) for value, text in _FILTERS]


def fits(value: str, session_id: str, row: Evidence) -> bool:
    """Tell whether a row belongs to the chosen filter and session."""
    if session_id and row.session_id != session_id:
        return False
    if value == WITHDRAWN:
        return row.state is EvidenceState.WITHDRAWN
    if value == INBOX:
        return row.state is EvidenceState.INBOX
    if value == FILES and not row.attachments:
        return False
    return row.state is not EvidenceState.WITHDRAWN


def evidence_table(ctx: UiContext) -> TwoLineTable:
    """Return the table."""
    t = ctx.t
    columns = (
        Column("label", t("No."), _label, sort=_number, chars=6),
        Column("title", t("What"), partial(_what, t), sort=_moment),
        Column("judgement", t("State"), partial(_judgement, t), chip=partial(_judgement_chip, t), chars=12),
    )
    table = TwoLineTable(t("Evidence"), columns, _label)
    table.use_two_lines()
    return table


def judgement_look(t: Callable[[str], str], value: Judgement) -> ChipLook:
    """Return word, sign and tone of a judgement."""
    icon, tone = _JUDGED[value]
    return ChipLook(t(word(value)), icon, tone)


def _label(row: Evidence) -> str:
    return isolated(row.label)


def _number(row: Evidence) -> tuple[str, int]:
    return row.author, row.number


def _when(row: Evidence) -> str:
    if row.happened_at is None:
        return ""
    local = row.happened_at.astimezone(ZoneInfo(row.happened_zone or "UTC"))
    return isolated(f"{local:%Y-%m-%d %H:%M}")


def _moment(row: Evidence) -> float:
    return row.happened_at.timestamp() if row.happened_at else 0.0


def _what(t: Callable[[str], str], row: Evidence) -> str:
    """Return the title, and below it requirements, when it was seen, kind, files and the beginning of the text."""
    files = t("files: {n}").format(n=len(row.attachments)) if row.attachments else ""
    text = row.text if row.text != row.title else ""
    parts = [_refs(row), _when(row), t(word(row.kind)), files, text]
    return f"{row.title or row.text}\n" + "  ·  ".join(part for part in parts if part)


def _refs(row: Evidence) -> str:
    return ", ".join(isolated(f"{link.ref} {link.part}".strip() or link.other) for link in row.links)


def _judgement(t: Callable[[str], str], row: Evidence) -> str:
    return t(word(EvidenceState.INBOX)) if row.state is EvidenceState.INBOX else t(word(row.judgement))


def _judgement_chip(t: Callable[[str], str], row: Evidence) -> ChipLook:
    if row.state is EvidenceState.INBOX:
        return ChipLook(t(word(EvidenceState.INBOX)), "inbox", "warning")
    if row.state is EvidenceState.WITHDRAWN:
        return ChipLook(t(word(EvidenceState.WITHDRAWN)), "slash", "neutral")
    return judgement_look(t, row.judgement)
