"""The table of the team: role, assignment and declarations of each member."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain import declarations as signing
from app.domain.kinds import Assignment, Side
from app.domain.sentences import N_
from app.domain.team_facts import declarations_of
from app.domain.team_rules import AREA_WORDS, team_problems
from app.domain.words import word
from app.ui.widgets.chip import ChipLook
from app.ui.widgets.labels import isolated
from app.ui.widgets.table_model import Column
from app.ui.widgets.two_line_table import TwoLineTable

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.problems import Problem
    from app.domain.record import AuditRecord, TeamMember
    from app.domain.team_rules import TeamProblem
    from app.ui.context import UiContext

_ASSIGNED: Final = {
    Assignment.OPEN: ("open", "neutral", N_("Open")),
    Assignment.ACCEPTED: ("done", "ok", N_("Accepted")),
    Assignment.DECLINED: ("cross", "danger", N_("Declined")),
}
_SIGNED: Final = {
    "none": ("slash", "neutral", N_("Not needed")),
    "missing": ("open", "warning", N_("Missing")),
    "doubt": ("warning", "danger", N_("Doubt")),
    "cleared": ("half", "ok", N_("Let through")),
    "clean": ("done", "ok", N_("Clean")),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with what stands against taking part; `signed` is none, missing, doubt, cleared or clean."""

    id: str
    member: TeamMember
    problems: tuple[Problem, ...]
    signed: str


@dataclass(frozen=True, slots=True)
class TeamDigest:
    """What the page shows: the members, and what stands against the team."""

    rows: tuple[MemberRow, ...]
    problems: tuple[TeamProblem, ...]


def team_digest(record: AuditRecord, today: date) -> TeamDigest:
    """Compute the rows and the problems; those who declined stand last."""
    found = team_problems(record, today)
    rows = [
        MemberRow(one.id, one, tuple(p.problem for p in found if p.member_id == one.id), _signed(one, record))
        for one in record.team
    ]
    rows.sort(key=_declined)
    return TeamDigest(tuple(rows), found)


def _declined(row: MemberRow) -> bool:
    return row.member.assignment is Assignment.DECLINED


def _signed(member: TeamMember, record: AuditRecord) -> str:
    kinds = signing.required_kinds(member.role, member.side)
    if not kinds or member.assignment is Assignment.DECLINED:
        return "none"
    known = declarations_of(member, record)
    if any(kind not in known or known[kind].signed_on is None for kind in kinds):
        return "missing"
    if not all(signing.usable(known[kind]) for kind in kinds):
        return "doubt"
    return "cleared" if any(signing.doubtful(known[kind]) for kind in kinds) else "clean"


def team_table(ctx: UiContext) -> TwoLineTable:
    """Return the table."""
    t = ctx.t
    columns = (
        Column("name", t("Name"), partial(_name, t), sort=_plain_name),
        Column("days", t("Days"), _days, chars=6),
        Column("assignment", t("Assignment"), partial(_assigned, t), chip=partial(assigned_look, t), chars=10),
        Column("signed", t("Declarations"), partial(_said, t), chip=partial(signed_look, t), chars=11),
    )
    table = TwoLineTable(t("Team"), columns, _plain_name)
    table.use_two_lines()
    return table


def assigned_look(t: Callable[[str], str], row: MemberRow) -> ChipLook:
    """Return the chip of the assignment."""
    if row.member.side is Side.CLIENT and row.member.assignment is Assignment.OPEN:
        return ChipLook(t("Not needed"), "slash", "neutral")
    icon, tone, text = _ASSIGNED[row.member.assignment]
    return ChipLook(t(text), icon, tone)


def signed_look(t: Callable[[str], str], row: MemberRow) -> ChipLook:
    """Return the chip of the declarations."""
    icon, tone, text = _SIGNED[row.signed]
    return ChipLook(t(text), icon, tone)


def area_word(t: Callable[[str], str], area: str) -> str:
    """Return the word for an area of competence; what somebody typed stays as it is."""
    return t(AREA_WORDS[area]) if area in AREA_WORDS else area


def _name(t: Callable[[str], str], row: MemberRow) -> str:
    """Return the name, and below it role, part of the audit and whom the person accompanies."""
    one = row.member
    with_whom = t("with {name}").format(name=one.accompanies) if one.accompanies.strip() else ""
    parts = (
        isolated(one.initials) if one.initials else "",
        t(word(one.role)),
        one.area,
        with_whom,
        one.assignment_reason,
    )
    return f"{one.name}\n" + "  ·  ".join(part for part in parts if part.strip())


def _plain_name(row: MemberRow) -> str:
    return row.member.name


def _days(row: MemberRow) -> str:
    return row.member.days


def _assigned(t: Callable[[str], str], row: MemberRow) -> str:
    return assigned_look(t, row).text


def _said(t: Callable[[str], str], row: MemberRow) -> str:
    return signed_look(t, row).text
