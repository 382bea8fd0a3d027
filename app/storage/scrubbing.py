"""Older generations of a backup lose what was destroyed since: renditions, texts, values; and the pool its bytes.

A generation is written anew beside the old one, verified, and takes its place by renaming; interrupted, the old one
is put back at the next run. Its trail, its rows and its tombstones stay, so that it can still be restored.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from app.domain.errors import EnvironmentProblem
from app.storage.engine import connect

DATABASE: Final = "workspace.db"
ASIDE: Final = ".scrubbed"
BEFORE: Final = ".before"
_NAME: Final = re.compile(r"[a-z_0-9]{1,40}")


@dataclass(frozen=True, slots=True)
class Gone:
    """What was destroyed: SHA-256 of bytes that are nowhere whole, and the places of texts (table, row id, field)."""

    bytes: frozenset[str]
    texts: frozenset[tuple[str, str, str]]


def what_is_gone(database: Path, key: bytes) -> Gone:
    """Return what the record in `database` says was destroyed."""
    with closing(connect(database, key)) as raw:
        blobs = raw.execute(
            "SELECT DISTINCT sha256 FROM blob WHERE state = 'destroyed' AND sha256 NOT IN"
            " (SELECT sha256 FROM blob WHERE state = 'whole')"
        )
        found = frozenset(str(row[0]) for row in blobs)
        rows = raw.execute("SELECT table_name, row_id, field FROM destruction WHERE field <> ''").fetchall()
    return Gone(found, frozenset((str(a), str(b), str(c)) for a, b, c in rows))


def scrub_all(root: Path, key: bytes, gone: Gone, seal: Callable[[Path, Path], None]) -> tuple[str, ...]:
    """Scrub every generation in `root` that still holds what is gone; return the names of those that could not be.

    `seal(old, new)` verifies the new generation and writes its manifest. A damaged generation is left as it is: it
    must not keep the next backup from being made.
    """
    _put_back(root)
    left = []
    for generation in _generations(root):
        try:
            if _holds(generation / DATABASE, key, gone):
                _scrub(generation, key, gone, seal)
        except (EnvironmentProblem, dbapi2.DatabaseError):
            left.append(generation.name)
    return tuple(left)


def _generations(root: Path) -> Iterator[Path]:
    if root.is_dir():
        yield from sorted(one for one in root.iterdir() if (one / DATABASE).is_file() and not one.name.startswith("."))


def _put_back(root: Path) -> None:
    """Undo what was interrupted: a generation whose place is empty comes back."""
    for old in root.glob(f"*{BEFORE}") if root.is_dir() else ():
        place = old.with_name(old.name.removesuffix(BEFORE).lstrip("."))
        if place.exists():
            shutil.rmtree(old)
        else:
            old.rename(place)


def _holds(database: Path, key: bytes, gone: Gone) -> bool:
    with closing(connect(database, key, wal=False)) as raw:
        return any(_rows(raw, gone, "SELECT 1 FROM {table} WHERE {where} LIMIT 1"))


def _scrub(generation: Path, key: bytes, gone: Gone, seal: Callable[[Path, Path], None]) -> None:
    fresh = generation.with_name(f".{generation.name}{ASIDE}")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(generation, fresh)
    with closing(connect(fresh / DATABASE, key, wal=False)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        for _ in _rows(raw, gone, ""):
            pass
        raw.execute("COMMIT")
    seal(generation, fresh)
    old = generation.with_name(f".{generation.name}{BEFORE}")
    generation.rename(old)
    fresh.rename(generation)
    shutil.rmtree(old)


def _rows(raw: Any, gone: Gone, asked: str) -> Iterator[object]:  # noqa: ANN401 - sqlcipher3 has no types
    """Yield what `asked` finds in each place that still holds something; without a question, remove it."""
    for sha256 in sorted(gone.bytes):
        of_bytes = "blob_id IN (SELECT id FROM blob WHERE sha256 = ?)"
        yield from _do(raw, asked, "rendition", of_bytes, "DELETE FROM rendition", (sha256,))
        whole = "sha256 = ? AND state = 'whole'"
        yield from _do(raw, asked, "blob", whole, "UPDATE blob SET state = 'destroyed'", (sha256,))
    known = {str(row[0]) for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table, row_id, field in sorted(gone.texts):
        if table not in known or not _NAME.fullmatch(field):
            continue
        place = "table_name = ? AND row_id = ? AND field = ? AND (old_salt IS NOT NULL OR new_salt IS NOT NULL)"
        emptied = "UPDATE trail_value SET old_value = NULL, old_salt = NULL, new_value = NULL, new_salt = NULL"
        yield from _do(raw, asked, "trail_value", place, emptied, (table, row_id, field))
        typed = "target_kind = ? AND target_id = ? AND field = ?"
        yield from _do(raw, asked, "draft", typed, "DELETE FROM draft", (table, row_id, field))
        held = f"id = ? AND \"{field}\" <> ''"
        key = row_id.replace("-", "")
        yield from _do(raw, asked, table, held, f'UPDATE "{table}" SET "{field}" = \'\'', (key,))  # noqa: S608 - names of our schema


def _do(raw: Any, asked: str, table: str, where: str, verb: str, values: tuple[str, ...]) -> Iterator[object]:  # noqa: ANN401, PLR0917 - as above
    if asked:
        yield from raw.execute(asked.format(table=f'"{table}"', where=where), values).fetchall()
    else:
        raw.execute(f"{verb} WHERE {where}", values)
        yield None
