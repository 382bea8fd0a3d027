"""What stands behind the points of a meeting: answers taken over, corrections, and what stayed open with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.sentences import sentence
from app.reporting.blocks import Block
from app.reporting.kit import NOTHING, Kit
from app.reporting.tables import Row, Table

if TYPE_CHECKING:
    from app.domain.report_parts import LeftOpenLine, MeetingPart


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def after_points(kit: Kit, meeting: MeetingPart) -> list[Block]:
    """Return the tables of a meeting that are there only when something stands in them."""
    return [*_answers(kit, meeting), *_left_open(kit, meeting), *_amendments(kit, meeting)]


def _answers(kit: Kit, meeting: MeetingPart) -> list[Block]:
    rows: list[Row] = [
        [one.code, kit.t(one.subject).format(name=one.name), one.old or NOTHING, one.new, kit.name(one.taken)]
        for one in meeting.answers
    ]
    heads = [kit.t("Point"), kit.t("Subject"), kit.t("Before"), kit.t("Answer"), kit.t("Taken over")]
    return [kit.subsection(kit.t("Answers taken over")), Table(heads, rows, [1.5, 3.4, 4, 4, 2.6])] if rows else []


def _left_open(kit: Kit, meeting: MeetingPart) -> list[Block]:
    rows: list[Row] = [[_said(kit, one), one.reason, one.by or NOTHING] for one in meeting.left_open]
    heads = [kit.t("What was missing"), kit.t("Reason"), kit.t("Given by")]
    return [kit.subsection(kit.t("Left open with a reason")), Table(heads, rows, [7, 5.5, 3])] if rows else []


def _said(kit: Kit, one: LeftOpenLine) -> str:
    values = _Values(pair.split("=", 1) for pair in one.values)
    return kit.t(sentence(one.code).what).format_map(values)


def _amendments(kit: Kit, meeting: MeetingPart) -> list[Block]:
    rows: list[Row] = [
        [
            str(one.number),
            one.subject,
            one.old or NOTHING,
            one.new or NOTHING,
            one.reason,
            "\n".join(part for part in (one.by, kit.words.day(one.on.date()) if one.on else "") if part),
        ]
        for one in meeting.amendments
    ]
    heads = [kit.t("No."), kit.t("Place"), kit.t("Before"), kit.t("Now"), kit.t("Reason"), kit.t("Corrected by")]
    return [kit.subsection(kit.t("Amendments")), Table(heads, rows, [1.1, 2.9, 3, 3, 3.2, 2.4])] if rows else []
