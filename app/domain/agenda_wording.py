"""The agenda in the body's own words and order, mapped to the codes OM, CM and WU."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain import agenda

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.agenda import AgendaPoint
    from app.domain.confirming import AgendaText
    from app.domain.kinds import AuditType, MeetingKind


def points(
    kind: MeetingKind, audit_type: AuditType, own: Sequence[AgendaText], *, remote: bool, language: str = "en"
) -> tuple[AgendaPoint, ...]:
    """Return the points of a meeting in the body's order, with its own titles and words where it has some."""
    found = {one.code: one for one in agenda.points(kind, audit_type, remote=remote)}
    return tuple(_worded(found[code], own, kind, language) for code in order(kind, own))


def order(kind: MeetingKind, own: Sequence[AgendaText]) -> tuple[str, ...]:
    """Return the codes of a meeting in the body's order; the order is the same in every language."""
    codes = [code for code, _title, _say in agenda.TEXTS[kind]]
    places = {one.code: one.position for one in own if one.meeting is kind and one.position}
    return tuple(sorted(codes, key=lambda code: places.get(code, codes.index(code) + 1)))


def own_text(own: Sequence[AgendaText], kind: MeetingKind, code: str, language: str) -> AgendaText | None:
    """Return the body's row for a point in a language: exactly that one, else that without a region."""
    rows = {one.language: one for one in own if one.meeting is kind and one.code == code}
    return rows.get(language) or rows.get(language.partition("-")[0].partition("_")[0])


def own_title(own: Sequence[AgendaText], kind: MeetingKind, code: str, language: str) -> str:
    """Return the body's own title of a point, empty where it has none."""
    row = own_text(own, kind, code, language)
    return "" if row is None else row.title.strip()


def _worded(point: AgendaPoint, own: Sequence[AgendaText], kind: MeetingKind, language: str) -> AgendaPoint:
    row = own_text(own, kind, point.code, language)
    if row is None:
        return point
    return replace(point, title=row.title.strip() or point.title, say=row.words.strip() or point.say)
