"""Whatever way a row of the record is changed, a unit of work that did not record it cannot commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session

from app.models.base import guarded_tables, new_id
from app.models.client import Body, BodyPaper, Client, Contact
from app.models.record import Trail
from app.storage.tables import metadata
from app.storage.unit_of_work import Touched, UnrecordedChange
from app.storage.workspace import Workspace
from tests.storage.helpers import START, add_client, codes

TABLE = metadata.tables["client"]
EMPTY = {column.name: "" for column in TABLE.columns}
NEW: dict[str, Any] = EMPTY | {
    "name": "New",
    "data_role": "unknown",
    "remote_tools": "",
    "safety": "",
    "customer_premises": "",
    "created_at": START,
    "created_zone": "UTC",
    "created_by": "x",
    "version": 1,
}


def new() -> dict[str, Any]:
    """Return the values of a new client."""
    return NEW | {"id": new_id()}


def raw_new(session: Session, verb: str, key: str) -> None:
    """Insert by plain SQL: the driver's text, nothing of SQLAlchemy's schema."""
    names = ", ".join(NEW | {"id": ""})
    values = ", ".join(f":{name}" for name in NEW | {"id": ""})
    row = new() | {"created_at": "2026-01-01T00:00:00.000000Z", "id": key}
    session.execute(text(f"{verb} INTO client ({names}) VALUES ({values})"), row)


def orm_attribute(session: Session, key: str) -> None:
    session.get_one(Client, key).name = "Other"


def orm_add(session: Session, key: str) -> None:
    del key
    session.add(Client(name="New"))


def orm_delete(session: Session, key: str) -> None:
    session.delete(session.get_one(Client, key))


def orm_bulk_update(session: Session, key: str) -> None:
    session.execute(update(Client).where(Client.id == key).values(name="Other"))


def orm_bulk_insert(session: Session, key: str) -> None:
    del key
    session.execute(insert(Client), [new(), new()])


def orm_bulk_delete(session: Session, key: str) -> None:
    session.execute(delete(Client).where(Client.id == key))


def core_insert(session: Session, key: str) -> None:
    del key
    session.connection().execute(insert(TABLE).values(new()))


def core_update_all(session: Session, key: str) -> None:
    del key
    session.connection().execute(update(TABLE).values(name="Other"))


def core_delete_all(session: Session, key: str) -> None:
    del key
    session.connection().execute(delete(TABLE))


def core_executemany(session: Session, key: str) -> None:
    del key
    session.connection().execute(insert(TABLE), [new(), new()])


def on_conflict(session: Session, key: str) -> None:
    query = upsert(Client).values(new() | {"id": key})
    session.execute(query.on_conflict_do_update(index_elements=["id"], set_={"name": "Other"}))


def raw_update(session: Session, key: str) -> None:
    del key
    session.execute(text("UPDATE client SET name = 'Other'"))


def raw_insert(session: Session, key: str) -> None:
    del key
    raw_new(session, "INSERT OR IGNORE", new_id())


def raw_replace(session: Session, key: str) -> None:
    raw_new(session, "INSERT OR REPLACE", key.replace("-", ""))


def raw_or_fail(session: Session, key: str) -> None:
    del key
    session.execute(text("UPDATE OR FAIL client SET name = 'Other'"))


def driver_cursor(session: Session, key: str) -> None:
    del key
    session.connection().exec_driver_sql("UPDATE client SET name = 'Other'")


def delete_by_subquery(session: Session, key: str) -> None:
    session.execute(delete(Client).where(Client.id.in_(select(Client.id).where(Client.id == key))))


def update_returning(session: Session, key: str) -> None:
    session.execute(update(Client).where(Client.id == key).values(name="Other").returning(Client.id)).all()


def change_of_key(session: Session, key: str) -> None:
    del key
    session.execute(text("UPDATE client SET id = '00000000000000000000000000000000'"))


WAYS: list[Callable[[Session, str], None]] = [
    orm_attribute, orm_add, orm_delete, orm_bulk_update, orm_bulk_insert, orm_bulk_delete, core_insert,
    core_update_all, core_delete_all, core_executemany, on_conflict, raw_update, raw_insert, raw_replace,
    raw_or_fail, driver_cursor, delete_by_subquery, update_returning, change_of_key,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_unrecorded_change_is_refused_and_rolled_back(
    workspace: Workspace, way: Callable[[Session, str], None]
) -> None:
    """Each of the ways to write is seen, and nothing of it stays."""
    key = add_client(workspace)
    before = workspace.head()
    with pytest.raises(UnrecordedChange), workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        way(uow.session, key)
        uow.commit()
    assert workspace.head() == before
    assert codes(workspace) == []


def test_a_cascade_of_the_database_is_seen(workspace: Workspace) -> None:
    """Rows that a foreign key removes count like any other (the models have no cascade, so the test makes one)."""
    with workspace.transaction() as connection:
        connection.exec_driver_sql(
            "ALTER TABLE contact ADD COLUMN boss CHAR(32) REFERENCES client (id) ON DELETE CASCADE"
        )
    boss, other = add_client(workspace), add_client(workspace)
    with workspace.write() as uow:
        row = Contact(client_id=other, name="Eva")
        uow.session.add(row)
        uow.record("contact.entered", row, audit=None)
        uow.session.execute(text("UPDATE contact SET boss = :boss"), {"boss": boss.replace("-", "")})
        uow.record("contact.moved", Touched("contact", row.id, {"boss": (None, boss)}), audit=None)
        uow.commit()
    with pytest.raises(UnrecordedChange, match=row.id), workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        client = uow.session.get_one(Client, boss)
        uow.session.delete(client)
        uow.record("client.removed", client, audit=None)
        uow.commit()


def test_a_row_that_replace_pushes_out_is_seen(workspace: Workspace) -> None:
    """REPLACE removes another row on a unique constraint; its delete triggers fire only with recursive_triggers."""
    with workspace.write() as uow:
        body = Body(name="CB")
        uow.session.add(body)
        uow.session.flush()
        paper = BodyPaper(body_id=body.id, paper="plan")
        uow.session.add(paper)
        uow.record("body.entered", body, paper, audit=None)
        uow.commit()
    fresh = new_id()
    columns = [column.name for column in metadata.tables["body_paper"].columns if column.name != "id"]
    key = fresh.replace("-", "")
    copied = f"INSERT OR REPLACE INTO body_paper SELECT '{key}', {', '.join(columns)} FROM body_paper"
    with pytest.raises(UnrecordedChange, match=paper.id), workspace.write() as uow:  # noqa: PT012 - the block as a whole
        uow.session.execute(text(copied))
        uow.record("paper.entered", Touched("body_paper", fresh, op="add"), audit=None)
        uow.commit()


def test_a_change_after_the_entry_is_refused(workspace: Workspace) -> None:
    """One entry does not cover what happens to the row later in the same unit."""
    key = add_client(workspace)
    with pytest.raises(UnrecordedChange), workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        client = uow.session.get_one(Client, key)
        client.name = "First"
        uow.record("client.changed", client, audit=None)
        client.name = "Second"
        uow.commit()


def test_an_object_changed_by_a_statement_needs_touched(workspace: Workspace) -> None:
    """The session knows no old values then, so an entry from the object would tell nothing."""
    key = add_client(workspace)
    with pytest.raises(UnrecordedChange, match="Touched"), workspace.write() as uow:  # noqa: PT012 - the refusal comes from the block as a whole
        client = uow.session.get_one(Client, key)
        uow.session.execute(text("UPDATE client SET name = 'Other'"))
        uow.record("client.changed", client, audit=None)


def test_touched_for_a_row_that_was_not_changed_is_refused(workspace: Workspace) -> None:
    """An entry must not tell of what did not happen."""
    key = add_client(workspace)
    with pytest.raises(UnrecordedChange, match="not changed"), workspace.write() as uow:
        uow.record("client.changed", Touched("client", key, {"name": ("a", "b")}), audit=None)


def test_a_recorded_statement_commits(workspace: Workspace) -> None:
    """Core statements are allowed when the entry says what they did."""
    key = add_client(workspace)
    with workspace.write() as uow:
        uow.session.execute(text("UPDATE client SET name = 'Other'"))
        uow.record("client.changed", Touched("client", key, {"name": ("Muster AG", "Other")}), audit=None)
        changes = uow.commit()
    assert changes.kinds == {"client"}
    assert codes(workspace) == []


@pytest.mark.parametrize("table", guarded_tables(), ids=lambda table: table.name)
def test_every_guarded_table_has_a_single_key_and_its_triggers(workspace: Workspace, table: Any) -> None:
    """The triggers note `id`, so every table they watch has one."""
    assert [column.name for column in table.primary_key] == ["id"]
    wanted = {f"fence_{table.name}_{verb}" for verb in ("insert", "update", "delete")}
    rows = workspace.writer.exec_driver_sql("SELECT name FROM temp.sqlite_master WHERE type = 'trigger'").scalars()
    found = set(rows)
    workspace.writer.rollback()
    assert wanted <= found


def test_bytes_drafts_and_pictures_need_no_entry_but_others_do(workspace: Workspace) -> None:
    """`transaction` is for tables that are no record, and refuses the others."""
    add_client(workspace)
    with pytest.raises(UnrecordedChange), workspace.transaction() as connection:
        connection.exec_driver_sql("UPDATE client SET name = 'Other'")
    assert codes(workspace) == []


def test_nothing_but_the_unit_commits(workspace: Workspace) -> None:
    """`session.commit()` and savepoints would get round the fence."""
    with pytest.raises(UnrecordedChange, match="commit"), workspace.write() as uow:
        uow.session.commit()
    with pytest.raises(UnrecordedChange, match="savepoint"), workspace.write() as uow:
        uow.session.begin_nested()


def test_the_trail_itself_is_out_of_reach(workspace: Workspace) -> None:
    """An entry written by hand is refused by the database, not by the fence."""
    add_client(workspace)
    with workspace.write() as uow, pytest.raises(Exception, match="trail"):
        uow.session.execute(update(Trail).values(entry="{}"))
