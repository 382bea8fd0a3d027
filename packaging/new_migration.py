"""Write a migration from the difference between the models and the migrations.

python packaging/new_migration.py "evidence hash"     the next revision, 0002_evidence_hash

The result is a proposal: read every line, add what autogenerate cannot see (triggers, changed CHECKs, data), then
freeze it. A migration imports nothing of ours, so our column types are written as the plain types behind them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import UpgradeOps

from app import paths
from app.models.types import CleanJson, CleanText, Day, Instant, Real
from app.storage import schema, tables
from app.storage.engine import make_engine
from app.storage.vault import new_key

HEAD: Final = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{down}"
branch_labels = None
depends_on = None
{more}

def upgrade() -> None:
    """Bring the tables to this revision; rows are carried over by plain SQL."""
{body}


def downgrade() -> None:
    """Refuse: the way back is the backup made before."""
    raise NotImplementedError("restore the backup made before the migration")
'''

TYPES: Final = """
ID = sa.Uuid(as_uuid=False)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")
"""


PLAIN: Final = {
    Instant: "INSTANT",
    CleanText: "sa.Text()",
    CleanJson: "sa.JSON()",
    Day: "sa.Date()",
    Real: "sa.Float()",
    sa.Uuid: "ID",
    sa.Enum: "sa.String(length=40)",
    sa.BigInteger: "WHOLE",
}


def render_item(kind: str, item: Any, context: Any) -> str | bool:  # noqa: ANN401 - Alembic's hook
    """Return the text of a type or check as a migration writes it; False leaves it to Alembic."""
    del context
    if kind == "check":
        text = f"sa.CheckConstraint({str(item.sqltext)!r}, name=op.f({item.name!r}))"
        # Alembic's copies of the constraints forget `ddl_if`; these two kinds are made for SQLite only.
        only_sqlite = str(item.name).endswith(("_whole", "_bool"))
        return text + ('.ddl_if(dialect="sqlite")' if only_sqlite else "")
    if kind != "type":
        return False
    return next((text for ours, text in PLAIN.items() if isinstance(item, ours)), False)


def options() -> dict[str, Any]:
    """Return Alembic's options for comparing and rendering."""
    return {
        "target_metadata": tables.metadata,
        "compare_type": True,
        "render_item": render_item,
        "render_as_batch": True,
        "sqlalchemy_module_prefix": "sa.",
        "alembic_module_prefix": "op.",
        "user_module_prefix": None,
    }


def difference(connection: sa.Connection) -> UpgradeOps:
    """Return what the models have and the database has not."""
    context = MigrationContext.configure(connection, opts={**options(), "include_object": _ours})
    ops = produce_migrations(context, tables.metadata).upgrade_ops
    if ops is None:
        raise RuntimeError("Alembic gave nothing")
    return ops


def _ours(item: object, name: str | None, kind: str, *_: object) -> bool:
    del item
    return not (kind == "table" and name == "alembic_version")


def body_of(ops: UpgradeOps) -> str:
    """Return the Python lines of the upgrade."""
    chosen = {name: value for name, value in options().items() if name not in {"target_metadata", "compare_type"}}
    code = render_python_code(ops, **chosen)
    return "\n".join(line if line.startswith("    ") or not line else f"    {line}" for line in code.splitlines())


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
            ops = difference(connection)
        engine.dispose()
    if ops.is_empty():
        raise SystemExit("the models and the migrations agree: nothing to write")
    text = HEAD.format(message=message.capitalize(), revision=revision, down=known[-1], body=body_of(ops), more=TYPES)
    return _write(revision, text)


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
