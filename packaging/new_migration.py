"""Write a migration from the difference between the models and the migrations.

    python -m packaging.new_migration "evidence hash"     the next revision, 0002_evidence_hash
    python -m packaging.new_migration --start              0001_start anew (only while nothing has shipped)

The result is a proposal: read every line, add what autogenerate cannot see (triggers, data), then freeze it. A migration
imports nothing of ours, so our column types are written as the plain types behind them.
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
from app.storage import schema, tables, triggers
from app.storage.engine import make_engine
from app.storage.vault import new_key

HEAD: Final = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down}
branch_labels = None
depends_on = None
{more}

def upgrade() -> None:
    """{what}"""
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
    plain = {Instant: "INSTANT", CleanText: "sa.Text()", CleanJson: "sa.JSON()", Day: "sa.Date()", Real: "sa.Float()"}
    for ours, text in plain.items():
        if isinstance(item, ours):
            return text
    if isinstance(item, sa.Uuid):
        return "ID"
    if isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, sa.BigInteger):
        return "WHOLE"
    return False


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
    code = render_python_code(ops, **{name: value for name, value in options().items() if name != "target_metadata" and name != "compare_type"})
    return "\n".join(line if line.startswith("    ") or not line else f"    {line}" for line in code.splitlines())


def start() -> Path:
    """Write 0001_start from the models and the frozen triggers."""
    with sa.create_engine("sqlite://").connect() as connection:
        body = body_of(difference(connection))
    lines = [f"    {triggers.statement(name)!r}," for name in triggers.TRIGGERS]
    more = TYPES + "\nTRIGGERS = [\n" + "\n".join(lines) + "\n]\n"
    body += '\n    if op.get_bind().dialect.name == "sqlite":\n        for trigger in TRIGGERS:\n            op.execute(trigger)'
    what = "Make the tables of the first version and the triggers that refuse what must never happen."
    return _write("0001_start", "None", "The first version of the tables", what, body, more)


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
    what = "Bring the tables to this revision; rows are carried over by plain SQL."
    return _write(revision, repr(known[-1]), message.capitalize(), what, body_of(ops), TYPES)


def _write(revision: str, down: str, message: str, what: str, body: str, more: str) -> Path:
    path = paths.migrations() / "versions" / f"{revision}.py"
    path.write_text(HEAD.format(message=message, revision=revision, down=down, what=what, body=body, more=more), "utf-8")
    for command in (["format"], ["check", "--fix", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, str(path)], check=False)  # noqa: S603 - our own tool
    return path


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", nargs="?", default="")
    parser.add_argument("--start", action="store_true", help="write 0001_start anew")
    chosen = parser.parse_args()
    if not chosen.start and not chosen.message:
        parser.error("say what changes, or --start")
    path = start() if chosen.start else following(chosen.message)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
