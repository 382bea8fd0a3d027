"""A unit of work: all or nothing, one moment, who and when on every row, the history of every field."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from app.domain.errors import EnvironmentProblem, UserMistake
from app.models.client import Client, Contact
from app.models.record import TrailValue
from app.storage.turns import Turns
from app.storage.workspace import Workspace
from tests.storage.helpers import ME, START, add_client, codes, entries


def last_rows(workspace: Workspace) -> list[Any]:
    """Return the rows of the last entry."""
    return list(json.loads(entries(workspace)[-1].entry)["rows"])


def values(workspace: Workspace, field: str) -> list[tuple[str | None, str | None]]:
    """Return the recorded (old, new) values of a field, in order."""
    with workspace.read() as session:
        rows = session.scalars(select(TrailValue).where(TrailValue.field == field).order_by(TrailValue.seq))
        return [(row.old_value, row.new_value) for row in rows]


def test_a_row_knows_who_when_and_where_it_was_entered(workspace: Workspace) -> None:
    """`created_*` come from the unit of work, not from the service."""
    key = add_client(workspace)
    with workspace.read() as session:
        row = session.get_one(Client, key)
    assert (row.created_at, row.created_by, row.created_zone) == (START, ME.person_id, ME.zone)
    assert row.version == 1


def test_without_commit_nothing_stays(workspace: Workspace) -> None:
    """Leaving the block rolls back, entry included."""
    before = len(entries(workspace))
    with workspace.write() as uow:
        row = Client(name="Gone")
        uow.session.add(row)
        uow.record("client.entered", row, audit=None)
    assert len(entries(workspace)) == before
    assert add_client(workspace)  # the writer is free again


def test_an_error_rolls_back_and_frees_the_writer(workspace: Workspace) -> None:
    """An exception inside the block is the caller's, the transaction is gone."""
    with pytest.raises(ZeroDivisionError), workspace.write() as uow:
        uow.session.add(Client(name=str(1 // 0)))
    add_client(workspace)
    assert codes(workspace) == []


def test_changes_say_what_was_touched(workspace: Workspace) -> None:
    """Kinds are table names, ids those of the rows, the audit the chain that got the entries."""
    with workspace.write() as uow:
        one, two = Client(name="One"), Client(name="Two")
        uow.session.add_all([one, two])
        uow.record("clients.entered", one, two, audit=None)
        changes = uow.commit("extra")
    assert changes.kinds == {"client", "extra"}
    assert set(changes.ids) == {one.id, two.id}
    assert changes.audit_id is None


def test_the_old_value_survives_an_early_flush(workspace: Workspace) -> None:
    """A query between the change and the entry flushes; the history must not be lost with it."""
    key = add_client(workspace, "First")
    with workspace.write() as uow:
        row = uow.session.get_one(Client, key)
        row.name = "Second"
        uow.session.scalars(select(Client)).all()
        row.name = "Third"
        uow.record("client.changed", row, audit=None)
        uow.commit()
    assert values(workspace, "name")[-1] == ('"First"', '"Third"')


def test_the_old_value_is_read_when_the_session_does_not_know_it(workspace: Workspace) -> None:
    """An expired attribute that is set has no history; the database still has the old value."""
    key = add_client(workspace, "First")
    with workspace.write() as uow:
        row = uow.session.get_one(Client, key)
        uow.session.expire(row)
        row.name = "Second"
        uow.record("client.changed", row, audit=None)
        uow.commit()
    assert values(workspace, "name")[-1] == ('"First"', '"Second"')


def test_a_removed_row_leaves_its_values(workspace: Workspace) -> None:
    """Removing tells every old value, expired ones too."""
    key = add_client(workspace, "First")
    with workspace.write() as uow:
        row = uow.session.get_one(Client, key)
        uow.session.expire(row, ["name"])
        uow.session.delete(row)
        uow.record("client.removed", row, audit=None, reason="entered twice")
        uow.commit()
    assert values(workspace, "name")[-1] == ('"First"', None)
    assert values(workspace, "reason") == [(None, '"entered twice"')]
    assert codes(workspace) == []


def test_a_field_set_back_is_not_told(workspace: Workspace) -> None:
    """What is as it was is no change."""
    key = add_client(workspace, "First")
    with workspace.write() as uow:
        row = uow.session.get_one(Client, key)
        row.name, row.address = "Second", "Weg 1"
        uow.session.flush()
        row.name = "First"
        uow.record("client.changed", row, audit=None)
        uow.commit()
    assert list(last_rows(workspace)[0]["fields"]) == ["address"]


def test_an_added_row_tells_no_empty_texts(workspace: Workspace) -> None:
    """Half the columns of an evidence item are empty; a text that is not told is empty."""
    add_client(workspace)
    told = last_rows(workspace)[0]
    assert set(told["fields"]) == {"name", "data_role", "created_at", "created_by", "created_zone"}
    assert told["op"] == "add"


def test_two_dates(workspace: Workspace) -> None:
    """When it happened stands beside when it was entered."""
    seen = datetime(2026, 3, 1, 9, tzinfo=UTC)
    with workspace.write() as uow:
        uow.record("seen", audit=None, happened=seen)
        assert uow.now == START
        uow.commit()
    entry = json.loads(entries(workspace)[-1].entry)
    assert (entry["happened"], entry["at"]) == ("2026-03-01T09:00:00.000000Z", "2026-03-27T07:30:00.000000Z")


def test_a_lost_race_on_a_row_is_a_users_matter(workspace: Workspace) -> None:
    """The version counter finds a change that came between."""
    key = add_client(workspace)
    with pytest.raises(UserMistake) as caught, workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        row = uow.session.get_one(Client, key)
        uow.session.execute(text("UPDATE client SET version = version + 1"))
        row.name = "Late"
        uow.record("client.changed", row, audit=None)
    assert caught.value.code == "changed_meanwhile"


def test_files_of_others_are_not_our_problem(workspace: Workspace) -> None:
    """An error of the caller's own file inside the block stays what it is."""
    with pytest.raises(FileNotFoundError), workspace.read():
        Path("/no/such/photo").read_bytes()
    with pytest.raises(FileNotFoundError), workspace.write():
        Path("/no/such/photo").read_bytes()


def test_a_problem_in_the_middle_of_a_unit_is_sorted_too(workspace: Workspace) -> None:
    """The disk may be full at any statement, not only at the commit."""
    full = dbapi2.OperationalError("database or disk is full")
    full.sqlite_errorcode = 13
    with pytest.raises(EnvironmentProblem) as caught, workspace.write():
        raise OperationalError("INSERT", None, full)
    assert caught.value.code == "disk_full"


@pytest.mark.parametrize("bad", ["nul\0", "lone \ud800 surrogate"])
def test_text_that_one_database_would_refuse_is_refused_at_the_door(workspace: Workspace, bad: str) -> None:
    """PostgreSQL takes no NUL, nobody takes half a character."""
    with pytest.raises(UserMistake) as caught, workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        uow.session.add(Client(name=bad))
        uow.session.flush()
    assert caught.value.code == "text_not_storable"


def test_naive_times_are_a_bug(workspace: Workspace) -> None:
    """A moment without a zone would mean something else on the next laptop."""
    with pytest.raises(Exception, match="naive"), workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        row = Client(name="x", created_at=datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
        uow.session.add(row)
        uow.session.flush()


def test_a_unit_inside_a_unit_is_refused(workspace: Workspace) -> None:
    """It would wait for itself for ever."""
    with workspace.write(), pytest.raises(RuntimeError, match="inside"):
        workspace.write().__enter__()


def test_readers_see_one_moment_and_cannot_write(workspace: Workspace) -> None:
    """A reading session keeps its snapshot while others commit."""
    add_client(workspace)
    with workspace.read() as session:
        before = len(session.scalars(select(Client)).all())
        add_client(workspace)
        assert len(session.scalars(select(Client.id)).all()) == before
        with pytest.raises(Exception, match=r"readonly|read-only|attempt to write"):
            session.execute(text("DELETE FROM client"))


def test_writers_take_turns_in_the_order_they_came() -> None:
    """A plain lock may let one starve."""
    turns, threads = Turns(), []
    order: list[int] = []

    def work(number: int) -> None:
        turns.take()
        order.append(number)
        turns.give()

    turns.take()
    for number in range(8):
        thread = threading.Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        while len(turns._waiting) <= number:
            pass
    turns.give()
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_nobody_jumps_the_queue_while_the_called_one_wakes() -> None:
    """Between the call and the waking nobody holds the turn, and still it is not free."""
    turns = Turns()
    turns._waiting.append(threading.Event())
    late = threading.Thread(target=turns.take)
    late.start()
    late.join(0.2)
    assert late.is_alive()
    turns._waiting.popleft()
    turns.give()
    late.join()


def test_forty_threads_lose_nothing(workspace: Workspace) -> None:
    """Writers from many threads end up in one whole chain."""
    threads = [threading.Thread(target=add_client, args=(workspace, f"C{n}")) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with workspace.read() as session:
        assert len(session.scalars(select(Client)).all()) == 40
    assert codes(workspace) == []


def test_rows_of_one_parent_are_recorded_with_their_keys(workspace: Workspace) -> None:
    """A foreign key that the flush fills in is in the entry."""
    with workspace.write() as uow:
        client = Client(name="Muster AG")
        uow.session.add(client)
        uow.session.flush()
        contact = Contact(client_id=client.id, name="Eva")
        uow.session.add(contact)
        uow.record("client.entered", client, contact, audit=None)
        uow.commit()
    assert {row["table"] for row in last_rows(workspace)} == {"client", "contact"}
    assert values(workspace, "client_id")[-1] == (None, f'"{client.id}"')
