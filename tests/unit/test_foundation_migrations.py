"""The chain of migrations: each way to break it is named."""

from __future__ import annotations

from tests.unit.foundation import script

migrations = script("check_migrations")

BACK = '\ndef downgrade():\n    """Refuse."""\n    raise NotImplementedError\n'


def migration(revision: str, previous: str | None) -> str:
    """Return the text of a migration."""
    return f"revision = {revision!r}\ndown_revision: str | None = {previous!r}\n{BACK}"


GOOD = {"0001_start": migration("0001_start", None), "0002_hash": migration("0002_hash", "0001_start")}


def test_our_migrations_are_in_order():
    assert migrations.main() == 0


def test_a_straight_chain_is_in_order():
    assert migrations.chain_problems(GOOD) == []


def test_a_gap_in_the_numbers_is_named():
    assert "expected a name like 0001_" in migrations.chain_problems({"0002_x": migration("0002_x", None)})[0]


def test_a_second_head_is_named():
    planted = GOOD | {"0003_other": migration("0003_other", "0001_start")}
    assert migrations.chain_problems(planted) == ["0003_other: follows '0001_start', expected '0002_hash'"]


def test_a_revision_that_is_not_the_name_of_its_file_is_named():
    planted = {"0001_start": migration("abc123", None)}
    assert "its revision is 'abc123'" in migrations.chain_problems(planted)[0]


def test_a_way_back_is_named():
    planted = {"0001_start": migration("0001_start", None).replace("raise NotImplementedError", "op.drop_table('x')")}
    assert "has a way back" in migrations.chain_problems(planted)[0]
