"""The duty tables of both meetings against the domain facts, and the texts that are read aloud."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.domain.agenda import SIGNS, TEXTS, listed_duty, points
from app.domain.kinds import AuditType, Duty, MeetingKind

TABLE = Path(__file__).parents[1] / "reference" / "agenda.csv"
TYPES = {
    "S1": AuditType.STAGE1,
    "S2": AuditType.STAGE2,
    "SV": AuditType.SURVEILLANCE,
    "RC": AuditType.RECERTIFICATION,
    "SP": AuditType.SPECIAL,
}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("column", TYPES)
def test_each_duty_is_the_one_of_the_table(column: str) -> None:
    wanted = {row["code"]: SIGNS[row[column]] for row in table()}
    assert {code: listed_duty(code, TYPES[column]) for code in wanted} == wanted


@pytest.mark.parametrize("column", TYPES)
def test_an_audit_without_remote_part_has_the_points_of_the_table(column: str) -> None:
    found = {
        point.code: point.duty
        for kind in (MeetingKind.OPENING, MeetingKind.CLOSING)
        for point in points(kind, TYPES[column], remote=False)
    }
    wanted = {row["code"]: SIGNS[row[column].rstrip("*")] for row in table()}
    assert found == wanted


def test_the_codes_run_from_1_to_24_and_from_1_to_20() -> None:
    opening = [point.code for point in points(MeetingKind.OPENING, AuditType.STAGE2, remote=False)]
    closing = [point.code for point in points(MeetingKind.CLOSING, AuditType.STAGE2, remote=False)]
    assert opening == [f"OM-{number:02}" for number in range(1, 25)]
    assert closing == [f"CM-{number:02}" for number in range(1, 21)]


@pytest.mark.parametrize("audit_type", AuditType)
def test_remote_tools_are_mandatory_as_soon_as_a_part_is_remote(audit_type: AuditType) -> None:
    def duty(*, remote: bool) -> Duty:
        return next(p.duty for p in points(MeetingKind.OPENING, audit_type, remote=remote) if p.code == "OM-21")

    assert (duty(remote=False), duty(remote=True)) == (Duty.AS_NEEDED, Duty.MANDATORY)


def test_a_remote_part_changes_no_other_point() -> None:
    for kind in MeetingKind:
        near, far = (points(kind, AuditType.STAGE1, remote=remote) for remote in (False, True))
        assert {a.code for a, b in zip(near, far, strict=True) if a != b} <= {"OM-21"}


def test_a_point_knows_whether_it_is_mandatory_and_used() -> None:
    found = {point.code: point for point in points(MeetingKind.CLOSING, AuditType.STAGE1, remote=False)}
    assert [(found[code].mandatory, found[code].used) for code in ("CM-01", "CM-04", "CM-05")] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def test_a_transfer_review_uses_the_agenda_of_special_audits() -> None:
    for kind in MeetingKind:
        assert points(kind, AuditType.TRANSFER, remote=False) == points(kind, AuditType.SPECIAL, remote=False)


def test_interim_meetings_and_wrap_ups_share_the_short_form() -> None:
    short = points(MeetingKind.WRAP_UP, AuditType.STAGE2, remote=False)
    assert short == points(MeetingKind.INTERIM, AuditType.STAGE2, remote=False)
    assert [point.code for point in short if point.mandatory] == ["WU-02", "WU-03"]


@pytest.mark.parametrize("kind", [MeetingKind.OPENING, MeetingKind.CLOSING])
def test_every_point_has_two_to_four_sentences_to_read_aloud(kind: MeetingKind) -> None:
    for code, title, say in TEXTS[kind]:
        assert title, code
        assert 2 <= sum(say.count(mark) for mark in ".?!") <= 5, code
