"""The list of points of each type of audit, remote or not, against the tables of the domain facts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from app.domain.agenda import points
from app.domain.kinds import AuditType, Duty, MeetingKind

TABLE = Path(__file__).parents[1] / "reference" / "agenda.csv"
TYPES = {
    "S1": AuditType.STAGE1,
    "S2": AuditType.STAGE2,
    "SV": AuditType.SURVEILLANCE,
    "RC": AuditType.RECERTIFICATION,
    "SP": AuditType.SPECIAL,
}
KINDS = {MeetingKind.OPENING: "OM-", MeetingKind.CLOSING: "CM-"}
# How many points the tables give, counted by hand: (used, mandatory near, mandatory with a remote part).
COUNTS = {
    ("S1", "opening"): (22, 16, 17),
    ("S2", "opening"): (23, 22, 23),
    ("SV", "opening"): (24, 22, 23),
    ("RC", "opening"): (24, 23, 24),
    ("SP", "opening"): (24, 15, 16),
    ("S1", "closing"): (18, 14, 14),
    ("S2", "closing"): (19, 19, 19),
    ("SV", "closing"): (19, 19, 19),
    ("RC", "closing"): (19, 19, 19),
    ("SP", "closing"): (19, 16, 16),
}


def wanted(column: str, prefix: str, *, remote: bool) -> list[tuple[str, bool]]:
    """Return (code, mandatory) of the points that are used, read from the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["code"].startswith(prefix) and row[column] != "-"]
    return [(row["code"], row[column] == "M" or (remote and row["code"] == "OM-21")) for row in rows]


@pytest.mark.parametrize("remote", [False, True], ids=["near", "remote"])
@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("column", TYPES)
def test_the_list_of_points_is_the_one_of_the_table(column: str, kind: MeetingKind, remote: bool) -> None:
    found = [(one.code, one.mandatory) for one in points(kind, TYPES[column], remote=remote) if one.used]
    assert found == wanted(column, KINDS[kind], remote=remote)


@pytest.mark.parametrize(("column", "kind"), COUNTS)
def test_the_lists_are_as_long_as_the_tables(column: str, kind: str) -> None:
    near, far = (points(MeetingKind(kind), TYPES[column], remote=remote) for remote in (False, True))
    counted = (
        sum(one.used for one in near),
        sum(one.mandatory for one in near),
        sum(one.duty is Duty.MANDATORY for one in far),
    )
    assert counted == COUNTS[(column, kind)]
