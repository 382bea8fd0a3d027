"""Write migrations/versions/0001_start.py anew from the models.

Only while nothing has shipped; then delete this file.

python packaging/start_migration.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import sqlalchemy as sa

from app import paths
from app.models.types import CleanJson, CleanText, Day, Instant, Real
from app.storage import tables, triggers

KINDS: Final = {
    Instant: "INSTANT",
    CleanText: "TEXT",
    CleanJson: "sa.JSON()",
    Day: "sa.Date()",
    Real: "sa.Float()",
    sa.Uuid: "ID",
    sa.Enum: "WORD",
    sa.BigInteger: "WHOLE",
    sa.Boolean: "sa.Boolean()",
    sa.LargeBinary: "sa.LargeBinary()",
}
ROOM: Final = 106
ROW: Final = ("created_at", "created_zone", "created_by", "version")

HEAD: Final = '''"""The first version of the tables, and the triggers that refuse what must never happen."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001_start"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
TEXT = sa.Text()
WORD = sa.String(length=40)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

# Frozen: app/storage/triggers.py holds the same list, a test compares them.
TRIGGERS = [
{triggers}
]


def cols(kind: object, names: str) -> list[sa.Column]:
    """Columns of one kind that are always filled."""
    return [sa.Column(name, kind, nullable=False) for name in names.split()]


def maybe(kind: object, names: str) -> list[sa.Column]:
    """Columns of one kind that may be NULL."""
    return [sa.Column(name, kind, nullable=True) for name in names.split()]


def checks(
    table: str, known: dict[str, str] | None = None, whole: str = "", flags: str = ""
) -> Iterator[sa.CheckConstraint]:
    """Known words of a column everywhere; real whole numbers and flags on SQLite, which would take anything."""
    for column, words in (known or {{}}).items():
        listed = ", ".join(f"'{{word}}'" for word in words.split())
        yield sa.CheckConstraint(f"{{column}} IN ({{listed}})", name=f"ck_{{table}}_{{column}}_known")
    for column in whole.split():
        rule = f"typeof({{column}}) IN ('integer', 'null')"
        yield sa.CheckConstraint(rule, name=f"ck_{{table}}_{{column}}_whole").ddl_if(dialect="sqlite")
    for column in flags.split():
        yield sa.CheckConstraint(f"{{column}} IN (0, 1)", name=f"ck_{{table}}_{{column}}_bool").ddl_if(dialect="sqlite")


def make(
    table: str, columns: list[sa.Column], *more: sa.Constraint, key: str = "id", refs: dict[str, str] | None = None,
    unique: tuple[str, ...] = (), index: str = "", **checked: Any,  # noqa: ANN401 - handed on to `checks`
) -> None:
    """Make a table; key, references ({{column: table}}), uniqueness and indexes are named as the models name them."""
    op.create_table(
        table,
        *columns,
        *checks(table, **checked),
        *more,
        sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{{table}}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{{target}}.id"], name=f"fk_{{table}}_{{column}}_{{target}}")
            for column, target in (refs or {{}}).items()
        ),
        *(sa.UniqueConstraint(*names.split(), name=f"uq_{{table}}_{{names.replace(' ', '_')}}") for names in unique),
    )
    for column in index.split():
        op.create_index(f"ix_{{table}}_{{column}}", table, [column])


def row(table: str, columns: list[sa.Column], *, whole: str = "", **more: Any) -> None:  # noqa: ANN401 - handed on
    """Make a table of the record: each row has an id, when, in which zone and by whom it was entered, and a version."""
    last = [*cols(INSTANT, "created_at"), *cols(TEXT, "created_zone created_by"), *cols(WHOLE, "version")]
    make(table, [*cols(ID, "id"), *columns, *last], whole=f"{{whole}} version", **more)


def upgrade() -> None:  # noqa: PLR0915 - one statement a table
    """Make everything."""
    # fmt: off
{body}
    # fmt: on
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)


def downgrade() -> None:
    """Refuse: the way back is the backup made before."""
    raise NotImplementedError("restore the backup made before the migration")
'''


def kind_of(column: sa.Column[Any]) -> str:
    """Return the name of a column's plain type in the migration."""
    return next(text for kind, text in KINDS.items() if isinstance(column.type, kind))


def quoted(value: object) -> str:
    """Return a literal in double quotes: text, or a list or dictionary of texts."""
    return json.dumps(value)


def words(names: Iterable[str]) -> str:
    """Return names as one literal of words, in lines of at most 90 characters."""
    lines = textwrap.wrap(" ".join(names), 96)
    texts = [quoted(line + (" " if line is not lines[-1] else "")) for line in lines]
    glue = "\n            "
    return texts[0] if len(texts) == 1 else f"({glue}{glue.join(texts)})"


def columns_of(columns: Iterable[sa.Column[Any]]) -> list[str]:
    """Return the columns in their order, neighbours of one kind together, as arguments of a list."""
    groups = groupby(columns, key=lambda column: (bool(column.nullable), kind_of(column)))
    parts = []
    for (nullable, kind), members in groups:
        names = words(column.name for column in members)
        parts.append(f"*{'maybe' if nullable else 'cols'}({kind}, {names})")
    parts[0] = f"[{parts[0]}"
    parts[-1] += "]"
    return parts


def checks_of(columns: list[sa.Column[Any]]) -> Iterator[str]:
    """Yield the arguments for the CHECKs by kind of column."""
    known = {column.name: words(column.type.enums) for column in columns if isinstance(column.type, sa.Enum)}
    if known:
        texts = [f"{quoted(name)}: {listed}" for name, listed in known.items()]
        texts[0] = f"known={{{texts[0]}"
        texts[-1] += "}"
        yield from texts
    for name, kind in (("whole", sa.BigInteger), ("flags", sa.Boolean)):
        found = [column.name for column in columns if isinstance(column.type, kind)]
        if found:
            yield f"{name}={words(found)}"


def links_of(table: sa.Table, key: tuple[str, ...]) -> Iterator[str]:
    """Yield the arguments for key, references, uniqueness and plain indexes."""
    if key != ("id",):
        yield f"key={words(key)}"
    single = [one for one in table.foreign_key_constraints if len(one.columns) == 1]
    refs = {one.column_keys[0]: one.referred_table.name for one in single}
    if refs:
        told = quoted(dict(sorted(refs.items())))
        yield "refs=" + (told if len(told) < ROOM else told.replace(", ", ",\n        "))
    unique = [" ".join(one.columns.keys()) for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
    if unique:
        yield f"unique=({', '.join(map(quoted, sorted(unique)))},)"
    plain = [tuple(one.columns.keys()) for one in table.indexes if not one.unique and len(one.columns) == 1]
    if plain:
        yield f"index={words(names[0] for names in sorted(plain))}"


def special(table: sa.Table) -> Iterator[str]:
    """Yield what only one or two tables have: composite references, further checks."""
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        name = str(constraint.name)
        if isinstance(constraint, sa.ForeignKeyConstraint) and len(constraint.columns) > 1:
            target = [element.target_fullname for element in constraint.elements]
            here = quoted(list(constraint.column_keys))
            yield f"sa.ForeignKeyConstraint({here}, {quoted(target)}, name={quoted(name)})"
        ordinary = name.endswith(("_known", "_whole", "_bool"))
        if isinstance(constraint, sa.CheckConstraint) and not ordinary:
            rule = quoted(str(constraint.sqltext))
            yield f"sa.CheckConstraint(\n            {rule},\n            name={quoted(name)})"


def indexes_of(table: sa.Table) -> Iterator[str]:
    """Yield the indexes that are not over one plain column."""
    for index in sorted(table.indexes, key=lambda one: str(one.name)):
        names = list(index.columns.keys())
        where = index.dialect_options["sqlite"].get("where")
        if index.unique or len(names) > 1:
            options = ", unique=True" if index.unique else ""
            if where is not None:
                options += "".join(
                    f",\n        {name}_where=sa.text({quoted(str(where))})" for name in ("sqlite", "postgresql")
                )
            yield f"    op.create_index({quoted(str(index.name))}, {quoted(table.name)}, {quoted(names)}{options})"


def table_text(table: sa.Table) -> str:
    """Return the statement that makes one table."""
    columns = list(table.columns)
    ours = columns[0].name == "id" and tuple(column.name for column in columns[-4:]) == ROW
    told = columns[1:-4] if ours else columns
    key = tuple(column.name for column in table.primary_key)
    parts = [quoted(table.name), *columns_of(told), *special(table), *checks_of(told), *links_of(table, key)]
    return "\n".join([f"    {'row' if ours else 'make'}(", *packed(parts), "    )", *indexes_of(table)])


def packed(parts: list[str]) -> Iterator[str]:
    """Yield the arguments in lines of at most 116 characters; the formatter would give each word a line of its own."""
    line = ""
    for part in parts:
        if line and len(line) + len(part) > ROOM:
            yield f"        {line.rstrip()}"
            line = ""
        line += f"{part}, "
    yield f"        {line.rstrip()}"


def main() -> None:
    """Write the file and let ruff lay it out."""
    body = "\n".join(table_text(table) for table in tables.metadata.sorted_tables)
    listed = "\n".join(f"    {words(triggers.statement(name).split(' '))}," for name in triggers.TRIGGERS)
    path = paths.migrations() / "versions" / "0001_start.py"
    path.write_text(HEAD.format(triggers=listed, body=body), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
