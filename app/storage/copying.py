"""Copying the record tables into another encrypted file, inside one snapshot of the source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from app.domain.errors import EnvironmentProblem
from app.storage.engine import file_uri, key_literal

# Bytes go to the pool; the search index is made anew from the record.
NOT_COPIED: Final = frozenset({"blob_chunk"})
MADE_ANEW: Final = "search_"
KEYWORDS: Final = re.compile(r"CREATE (UNIQUE )?(TABLE|INDEX|VIEW|TRIGGER)", re.IGNORECASE)
TURN: Final = {"table": 0, "index": 1, "view": 2, "trigger": 3}


def attach(raw: Any, name: str, path: Path, key: bytes) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    """Attach the keyed database in `path` under `name`."""
    raw.execute(f'ATTACH DATABASE ? AS {name} KEY "{key_literal(key)}"', (file_uri(path, "rw"),))


def copy_tables(raw: Any, name: str) -> None:  # noqa: ANN401 - as above
    """Copy schema and rows of `main` into the empty attached database `name`, triggers last; row ids are kept.

    One transaction: the source is read as it was at one moment while others go on writing.
    """
    raw.execute("BEGIN")
    try:
        things = raw.execute(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE sql IS NOT NULL"
        ).fetchall()
        things = [thing for thing in things if not thing[2].startswith(("sqlite_", MADE_ANEW))]
        things.sort(key=lambda thing: TURN[thing[0]])
        for kind, thing, table, sql in things:
            if kind == "trigger":
                continue
            raw.execute(_elsewhere(sql, thing, name))
            if kind == "table" and table not in NOT_COPIED:
                _copy_rows(raw, table, name)
        for kind, thing, _, sql in things:
            if kind == "trigger":
                raw.execute(_elsewhere(sql, thing, name))
        raw.execute("COMMIT")
    except BaseException:
        raw.execute("ROLLBACK")
        raise


def _copy_rows(raw: Any, table: str, name: str) -> None:  # noqa: ANN401 - as above
    columns = ", ".join(f'"{row[1]}"' for row in raw.execute(f'PRAGMA main.table_info("{table}")'))
    raw.execute(f'INSERT INTO {name}."{table}" (rowid, {columns}) SELECT rowid, {columns} FROM main."{table}"')  # noqa: S608 - names of our schema
    counts = {raw.execute(f'SELECT count(*) FROM {side}."{table}"').fetchone()[0] for side in ("main", name)}  # noqa: S608 - as above
    if len(counts) != 1:
        raise EnvironmentProblem("damaged", part="backup", table=table)


def _elsewhere(sql: str, thing: str, name: str) -> str:
    """Return a CREATE statement with its object put into the database `name` (SQLite keeps the text without it)."""
    for written in (thing, f'"{thing}"', f"`{thing}`", f"[{thing}]"):
        before, found, after = sql.partition(f" {written}")
        if found and KEYWORDS.fullmatch(before):  # a renamed table is quoted, and its name may stand again further on
            return f"{before} {name}.{written}{after}"
    raise ValueError(f"no name in {sql[:60]!r}")
