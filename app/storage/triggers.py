"""The frozen list of the triggers in the database file; compared after each migration and at each check.

They refuse what must never happen, whoever asks: changed or removed trail entries, gaps in a chain, changed chunks.
A migration that rebuilds a table silently drops its triggers; this list turns that red (DESIGN 10.7). The migrations
carry copies of their own, because a migration imports nothing of ours.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from app.domain.errors import EnvironmentProblem

TRIGGERS: Final = {
    "trail_no_update": "BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail: entries are never changed'); END",
    "trail_no_delete": "BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail: entries are never removed'); END",
    "trail_next_only": (
        "BEFORE INSERT ON trail WHEN"
        " NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM trail WHERE chain = NEW.chain)"
        " OR EXISTS (SELECT 1 FROM trail WHERE rowid = NEW.rowid)"
        " BEGIN SELECT RAISE(ABORT, 'trail: only the next place of a chain'); END"
    ),
    "trail_value_destroy_only": (
        "BEFORE UPDATE ON trail_value WHEN"
        " NEW.chain IS NOT OLD.chain OR NEW.seq IS NOT OLD.seq OR NEW.table_name IS NOT OLD.table_name"
        " OR NEW.row_id IS NOT OLD.row_id OR NEW.field IS NOT OLD.field"
        " OR NEW.old_value IS NOT NULL OR NEW.old_salt IS NOT NULL"
        " OR NEW.new_value IS NOT NULL OR NEW.new_salt IS NOT NULL"
        " BEGIN SELECT RAISE(ABORT, 'trail_value: values are destroyed, never changed'); END"
    ),
    "trail_value_no_delete": (
        "BEFORE DELETE ON trail_value BEGIN SELECT RAISE(ABORT, 'trail_value: the empty row stays'); END"
    ),
    "trail_value_once": (
        "BEFORE INSERT ON trail_value WHEN"
        " EXISTS (SELECT 1 FROM trail_value WHERE chain = NEW.chain AND seq = NEW.seq"
        " AND table_name = NEW.table_name AND row_id = NEW.row_id AND field = NEW.field)"
        " OR EXISTS (SELECT 1 FROM trail_value WHERE rowid = NEW.rowid)"
        " BEGIN SELECT RAISE(ABORT, 'trail_value: values are written once'); END"
    ),
    "blob_begins_incoming": (
        "BEFORE INSERT ON blob WHEN NEW.state IS NOT 'incoming'"
        " OR EXISTS (SELECT 1 FROM blob WHERE rowid = NEW.rowid OR id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'blob: begins as incoming'); END"
    ),
    "blob_steps": (
        "BEFORE UPDATE ON blob WHEN NEW.id IS NOT OLD.id OR NEW.state IS OLD.state"
        " OR NOT ((OLD.state = 'incoming' AND NEW.state = 'whole')"
        " OR (OLD.state = 'whole' AND NEW.state = 'destroyed'"
        " AND NEW.sha256 IS OLD.sha256 AND NEW.size IS OLD.size))"
        " BEGIN SELECT RAISE(ABORT, 'blob: incoming, whole, destroyed'); END"
    ),
    "blob_no_delete_whole": (
        "BEFORE DELETE ON blob WHEN OLD.state = 'whole' BEGIN SELECT RAISE(ABORT, 'blob: whole'); END"
    ),
    "blob_chunk_no_update": (
        "BEFORE UPDATE ON blob_chunk BEGIN SELECT RAISE(ABORT, 'blob_chunk: bytes are never changed'); END"
    ),
    "blob_chunk_no_delete_whole": (
        "BEFORE DELETE ON blob_chunk WHEN (SELECT state FROM blob WHERE id = OLD.blob_id) = 'whole'"
        " BEGIN SELECT RAISE(ABORT, 'blob_chunk: the blob is whole'); END"
    ),
    "blob_chunk_next_only": (
        "BEFORE INSERT ON blob_chunk WHEN (SELECT state FROM blob WHERE id = NEW.blob_id) IS NOT 'incoming'"
        " OR NEW.n IS NOT (SELECT coalesce(max(n), -1) + 1 FROM blob_chunk WHERE blob_id = NEW.blob_id)"
        " OR EXISTS (SELECT 1 FROM blob_chunk WHERE rowid = NEW.rowid)"
        " BEGIN SELECT RAISE(ABORT, 'blob_chunk: only the next chunk of an incoming blob'); END"
    ),
    "attachment_of_whole_blob": (
        "BEFORE INSERT ON attachment WHEN coalesce((SELECT state FROM blob WHERE id = NEW.blob_id), '')"
        " NOT IN ('whole', 'destroyed') BEGIN SELECT RAISE(ABORT, 'attachment: the blob is not whole'); END"
    ),
    "time_calculation_no_update": (
        "BEFORE UPDATE ON time_calculation BEGIN SELECT RAISE(ABORT, 'time_calculation: never changed'); END"
    ),
    "time_calculation_no_delete": (
        "BEFORE DELETE ON time_calculation BEGIN SELECT RAISE(ABORT, 'time_calculation: never removed'); END"
    ),
    "site_draw_no_update": "BEFORE UPDATE ON site_draw BEGIN SELECT RAISE(ABORT, 'site_draw: never changed'); END",
    "site_draw_no_delete": "BEFORE DELETE ON site_draw BEGIN SELECT RAISE(ABORT, 'site_draw: never removed'); END",
    "destruction_no_update": (
        "BEFORE UPDATE ON destruction BEGIN SELECT RAISE(ABORT, 'destruction: never changed'); END"
    ),
    "destruction_no_delete": (
        "BEFORE DELETE ON destruction BEGIN SELECT RAISE(ABORT, 'destruction: never removed'); END"
    ),
}


# Which revision made a trigger; the others are of the first.
SINCE: Final = dict.fromkeys(
    ("time_calculation_no_update", "time_calculation_no_delete", "site_draw_no_update", "site_draw_no_delete"),
    "0002_programme",
) | dict.fromkeys(("destruction_no_update", "destruction_no_delete"), "0003_fieldwork")


def statement(name: str) -> str:
    """Return the CREATE statement of trigger `name`, as it stands in `sqlite_master`."""
    return f"CREATE TRIGGER {name} {TRIGGERS[name]}"


def trigger_faults(connection: Connection, revision: str | None = None) -> list[str]:
    """Return the names of triggers that are missing, changed or not ours, at `revision` (none: the newest)."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'")
    found = {row.name: row.sql for row in rows}
    wanted = {name: statement(name) for name in TRIGGERS if revision is None or SINCE.get(name, "") <= revision}
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def check_triggers(connection: Connection, revision: str | None = None) -> None:
    """Raise `EnvironmentProblem("damaged", part="triggers")` unless the triggers are exactly the frozen list."""
    faults = trigger_faults(connection, revision)
    if faults:
        raise EnvironmentProblem("damaged", part="triggers", names=", ".join(faults))
