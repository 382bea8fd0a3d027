"""The text of a migration: new tables and columns in a short form that a person can read, from the models."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from app.models.types import CleanJson, CleanText, Day, Instant, Real
from app.storage import triggers

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

TEMPLATE: Final = Path(__file__).with_name("migration_template.txt")


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


def widen_text(
    table: sa.Table, names: list[str], reworded: dict[str, list[str]], unique: tuple[str, str] = ("", "")
) -> str:
    """Return the statement that adds the columns `names`, gives others new known words, and changes what is unique."""
    columns = [column for column in table.columns if column.name in names]
    parts = [quoted(table.name), *(columns_of(columns) if columns else ["[]"])]
    filled = {column.name: _plain(column) for column in columns if not column.nullable}
    if filled:
        told = quoted(filled)
        parts.append("fill=" + (told if len(told) < ROOM else told.replace(", ", ",\n        ")))
    if reworded:
        listed = ", ".join(f"{quoted(name)}: {words(told)}" for name, told in reworded.items())
        parts.append(f"reworded={{{listed}}}")
    if unique[0]:
        parts.append(f"was_unique={quoted(unique[0])}, unique={quoted(unique[1])}")
    parts += checks_of(columns)
    targets = {
        column.name: next(iter(column.foreign_keys)).column.table.name for column in columns if column.foreign_keys
    }
    if targets:
        parts.append(f"refs={quoted(targets)}")
    indexed = [one.columns.keys()[0] for one in table.indexes if one.columns.keys()[0] in names]
    if indexed:
        parts.append(f"index={words(sorted(indexed))}")
    return "\n".join(["    widen(", *packed(parts), "    )"])


def _plain(column: sa.Column[Any]) -> object:
    """Return what rows that exist already hold in a new column: the default of the model."""
    default = column.default
    value = default.arg if isinstance(default, sa.ColumnDefault) and default.is_scalar else ""
    return getattr(value, "value", int(value) if isinstance(value, bool) else value)


def text_of(message: str, revision: str, down: str, body: str, new_triggers: list[str]) -> str:
    """Return the whole file."""
    listed = "\n".join(f"    {words(triggers.statement(name).split(' '))}," for name in new_triggers)
    filled = {"message": message, "revision": revision, "down": down, "triggers": listed, "body": body}
    text = TEMPLATE.read_text("utf-8")
    for name, value in filled.items():
        text = text.replace(f"@{name}@", value)
    return text
