"""What capturing costs, counted instead of timed: statements, and keys without objects."""

from __future__ import annotations

import os
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.errors import UserMistake
from app.models.types import ID
from app.services.base import check_open
from tests.support import World


def statements_of(world: World, audit_id: str, files: int) -> list[str]:
    """Return the statements of one capture with so many files, when all caches are warm."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    for _ in range(2):
        said.clear()
        photos = [IncomingFile(name="photo.jpg", data=os.urandom(1000)) for _ in range(files)]
        engine = world.workspace.writer.engine
        event.listen(engine, "before_cursor_execute", note)
        world.services.evidence.capture(audit_id, EvidenceDraft(title="A photo"), photos)
        event.remove(engine, "before_cursor_execute", note)
    return said


def test_a_line_costs_at_most_ten_statements_and_a_photo_nine_more(world: World, audit_id: str):
    assert len(statements_of(world, audit_id, 0)) <= 10
    assert len(statements_of(world, audit_id, 1)) <= 19


def test_nothing_is_counted_for_a_new_item(world: World, audit_id: str):
    assert not [one for one in statements_of(world, audit_id, 1) if "count(" in one]


def test_the_quick_look_at_the_state_refuses_as_the_slow_one(world: World):
    with world.workspace.read() as session, pytest.raises(UserMistake) as caught:
        check_open(session, str(uuid4()))
    assert caught.value.code == "audit_unknown"


@pytest.mark.parametrize("key", ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "0" * 8 + "-0000-4000-8000-" + "f" * 12])
def test_a_key_is_read_as_it_was_written(key: str):
    dialect = sqlite.dialect()
    bind, result = ID.bind_processor(dialect), ID.result_processor(dialect, None)
    assert bind is not None
    assert result is not None
    assert result(bind(key)) == key
    assert result(bind(key).upper()) == key
    assert result(key) == key
    assert result(None) is None


def test_a_key_is_no_other_column_than_before():
    assert ID.compile(dialect=sqlite.dialect()) == "CHAR(32)"
    assert ID.compile(dialect=postgresql.dialect()) == "UUID"
