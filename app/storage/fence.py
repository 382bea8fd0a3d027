"""The fence: TEMP triggers on the writing connection note every changed row, however it was changed.

A fence in the ORM session saw 3 of 11 ways to write (DESIGN 10.3); triggers see bulk statements, raw SQL, cascades and
REPLACE too. The unit of work compares what they noted with what was recorded before it commits.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

from app.storage.tables import guarded_tables

Place = tuple[str, str]
HEX_LENGTH = 32


def raise_fence(connection: Connection) -> None:
    """Make `temp.touched` and the triggers of all guarded tables on this connection, outside a transaction of ours."""
    connection.exec_driver_sql("CREATE TEMP TABLE touched (n INTEGER PRIMARY KEY, tab TEXT NOT NULL, id TEXT)")
    for table in guarded_tables():
        for statement in _triggers(table):
            connection.exec_driver_sql(statement)


def _triggers(table: Table) -> list[str]:
    """Return three triggers; no OR IGNORE inside, since the outer statement's conflict clause would override it."""
    quoted = sqlite.dialect().identifier_preparer.quote(table.name)
    noted = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
    triggers = []
    for verb, sides in noted.items():
        note = "".join(f"INSERT INTO touched (tab, id) VALUES ('{table.name}', {side}.id); " for side in sides)  # noqa: S608 - names of our schema
        name = f"fence_{table.name}_{verb.lower()}"
        triggers.append(f"CREATE TEMP TRIGGER {name} AFTER {verb} ON main.{quoted} BEGIN {note}END")
    return triggers


class Fence:
    """What was touched in the present transaction and not yet recorded, as (table, id)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen = 0
        self._open: set[Place] = set()
        connection.exec_driver_sql("DELETE FROM touched")

    def touched(self) -> set[Place]:
        """Return the rows that were changed since they were last recorded."""
        rows = self._connection.exec_driver_sql("SELECT n, tab, id FROM touched WHERE n > ?", (self._seen,))
        for n, table, key in rows:
            self._seen = max(self._seen, n)
            self._open.add((table, canonical_id(key)))
        return self._open

    def recorded(self, place: Place) -> None:
        """Take `place` off: it has its trail entry."""
        self._open.discard(place)


def canonical_id(key: str) -> str:
    """Return an id as the program writes it (with dashes); SQLite keeps 32 hexadecimal digits."""
    if len(key) == HEX_LENGTH:
        try:
            return str(UUID(key))
        except ValueError:
            return key
    return key
