"""Write a migration from the difference between the models and the migrations.

python packaging/new_migration.py "evidence hash"     the next revision, 0002_evidence_hash

The result is a proposal: read every line, add what nobody can guess (renamed columns, data), then freeze it. New
tables, new columns, new known words of a column and new triggers are written by themselves. A migration imports nothing
of ours, so our column types are written as the plain types behind them, and the short verbs stand in every file anew.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import migration_text
import sqlalchemy as sa
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations.ops import (
    AddColumnOp,
    CreateForeignKeyOp,
    CreateIndexOp,
    CreateTableOp,
    CreateUniqueConstraintOp,
    DropConstraintOp,
    ModifyTableOps,
    UpgradeOps,
)

from app import paths
from app.storage import schema, tables, triggers
from app.storage.engine import make_engine
from app.storage.vault import new_key


def difference(connection: sa.Connection) -> UpgradeOps:
    """Return what the models have and the database has not."""
    chosen = {"target_metadata": tables.metadata, "compare_type": True, "include_object": _ours}
    ops = produce_migrations(MigrationContext.configure(connection, opts=chosen), tables.metadata).upgrade_ops
    if ops is None:
        raise RuntimeError("Alembic gave nothing")
    return ops


def _ours(item: object, name: str | None, kind: str, *_: object) -> bool:
    del item
    return not (kind == "table" and name == "alembic_version")


def body_of(ops: UpgradeOps, reworded: dict[str, dict[str, list[str]]]) -> str:
    """Return the statements of the upgrade; SystemExit names what the short form cannot say."""
    new = {op.table_name for op in ops.ops if isinstance(op, CreateTableOp)}
    added: dict[str, list[str]] = {}
    unique: dict[str, dict[str, str]] = {}
    for op in ops.ops:
        if isinstance(op, ModifyTableOps) and op.table_name not in new:
            for part in op.ops:
                if isinstance(part, AddColumnOp):
                    added.setdefault(op.table_name, []).append(part.column.name)
                elif isinstance(part, CreateUniqueConstraintOp | DropConstraintOp):
                    told, constraint = part.to_diff_tuple()
                    if isinstance(constraint, sa.UniqueConstraint):
                        unique.setdefault(op.table_name, {})[told] = " ".join(constraint.columns.keys())
                elif not isinstance(part, CreateIndexOp | CreateForeignKeyOp):
                    raise SystemExit(f"write this by hand: {op.table_name} {part.to_diff_tuple()}")
        elif not isinstance(op, CreateTableOp | ModifyTableOps):
            raise SystemExit(f"write this by hand: {op}")
    texts = [migration_text.table_text(table) for table in tables.metadata.sorted_tables if table.name in new]
    for name in sorted(added.keys() | reworded.keys()):
        table = tables.metadata.tables[name]
        swap = unique.get(name, {})
        pair = (swap.get("remove_constraint", ""), swap.get("add_constraint", ""))
        texts.append(migration_text.widen_text(table, added.get(name, []), reworded.get(name, {}), pair))
    return "\n".join(texts)


def changed_words(connection: sa.Connection) -> dict[str, dict[str, list[str]]]:
    """Return table -> column -> words where the known words of the models are no longer those of the database."""
    found: dict[str, dict[str, list[str]]] = {}
    for table in tables.metadata.sorted_tables:
        query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
        text = "".join((connection.exec_driver_sql(query, (table.name,)).scalar() or "").split())
        for column in table.columns:
            known = re.search(rf"ck_{table.name}_{column.name}_knownCHECK\(\S+?IN\((.*?)\)\)", text)
            if known and isinstance(column.type, sa.Enum):
                words = [word.strip("'") for word in known.group(1).split(",")]
                if words != list(column.type.enums):
                    found.setdefault(table.name, {})[column.name] = list(column.type.enums)
    return found


def following(message: str) -> Path:
    """Write the next revision from the difference; SystemExit when there is none."""
    known = schema.known_revisions()
    revision = f"{len(known) + 1:04d}_{re.sub('[^a-z0-9]+', '_', message.lower()).strip('_')}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "now.db"
        path.touch()
        engine = make_engine(path, new_key(), begin="IMMEDIATE")
        schema.migrate(engine)
        with engine.connect() as connection:
            ops, reworded = difference(connection), changed_words(connection)
            there = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
        engine.dispose()
    new = [name for name in triggers.TRIGGERS if name not in there]
    if ops.is_empty() and not reworded and not new:
        raise SystemExit("the models and the migrations agree: nothing to write")
    body = body_of(ops, reworded)
    return _write(revision, migration_text.text_of(message.capitalize(), revision, known[-1], body, new))


def _write(revision: str, text: str) -> Path:
    path = paths.migrations() / "versions" / f"{revision}.py"
    path.write_text(text, "utf-8")
    for command in (["format"], ["check", "--fix", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(path)], check=False)
    return path


def main() -> None:
    """Read the argument and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", help="what changes, in two or three words")
    sys.stdout.write(f"{following(parser.parse_args().message)}\n")


if __name__ == "__main__":
    main()
