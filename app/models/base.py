"""What every table shares.

Constraint names, the columns of a row, enums, references, and which tables the fence watches.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    LargeBinary,
    MetaData,
    Table,
    event,
)
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import TypeEngine

from app.models.types import ID, WHOLE, CleanJson, CleanText, Day, Instant, Real

__all__ = [
    "GUARDED_NOT",
    "ID",
    "WHOLE",
    "Base",
    "Day",
    "Instant",
    "Row",
    "enum_column",
    "guarded_tables",
    "is_guarded",
    "new_id",
    "ref",
]

CHOICE_LENGTH: Final = 40
PLAIN: Final = DefaultDialect().identifier_preparer

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# Tables whose rows are no record of their own: text being typed, bytes (named by the hash in `attachment`),
# pictures made from them, the trail itself, and what is derived for search.
GUARDED_NOT: Final = frozenset(
    {"draft", "blob", "blob_chunk", "rendition", "trail", "trail_value", "alembic_version"},
)


def choice(kinds: type[StrEnum]) -> Enum:
    """Return the column type of a `StrEnum`: text by value, CHECK added with the table."""
    return Enum(
        kinds,
        native_enum=False,
        create_constraint=False,
        length=CHOICE_LENGTH,
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


class Base(DeclarativeBase):
    """Base of all tables.

    `Mapped[str]`, `int`, `bool`, `float`, `date`, `datetime`, `bytes`, JSON get their checked types.
    """

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        str: CleanText(),
        int: WHOLE,
        bool: Boolean(create_constraint=False),
        float: Real(),
        date: Day(),
        datetime: Instant(),
        bytes: LargeBinary(),
        dict[str, Any]: CleanJson(),
        list[str]: CleanJson(),
        list[dict[str, Any]]: CleanJson(),
    }


def new_id() -> str:
    """Return a new random key (UUID version 4, with dashes)."""
    return str(uuid4())


class Row:
    """Columns of every row of the record; `created_*` are filled by the unit of work, `version` by SQLAlchemy."""

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(Instant(), sort_order=100)
    created_zone: Mapped[str] = mapped_column(CleanText(), sort_order=101)
    created_by: Mapped[str] = mapped_column(CleanText(), sort_order=102)
    version: Mapped[int] = mapped_column(WHOLE, sort_order=103)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class, as SQLAlchemy calls it
        """Count the version up on each UPDATE and compare it (`StaleDataError` when another was faster)."""
        return {"version_id_col": cls.version}


def enum_column(kinds: type[StrEnum], **options: Any) -> MappedColumn[Any]:  # noqa: ANN401 - options of mapped_column
    """Return a column for the `StrEnum` `kinds`: stored as text by value, with a named CHECK of the known values."""
    return mapped_column(choice(kinds), **options)


def ref(target: str, *, ondelete: str | None = None, index: bool = True, **options: Any) -> MappedColumn[Any]:  # noqa: ANN401 - as above
    """Return a foreign key column to `target` ("table.id"), indexed; nullable as `Mapped[str | None]` says."""
    return mapped_column(ID, ForeignKey(target, ondelete=ondelete), index=index, **options)


def guarded_tables() -> list[Table]:
    """Return the tables whose every change must have a trail entry, by name."""
    return [table for name, table in sorted(Base.metadata.tables.items()) if is_guarded(name)]


def is_guarded(name: str) -> bool:
    """Tell whether the fence watches table `name`."""
    return name not in GUARDED_NOT and not name.startswith(("search_", "sqlite_"))


def _check_for(column: Column[Any]) -> CheckConstraint | None:
    """Return the CHECK that keeps foreign types and unknown words out of `column`: SQLite would take anything."""
    kind, quoted = column.type, PLAIN.quote(column.name)
    if isinstance(kind, Enum):
        words = ", ".join(f"'{word}'" for word in kind.enums)
        return CheckConstraint(f"{quoted} IN ({words})", name=f"{column.name}_known")
    if isinstance(kind, Boolean):
        return CheckConstraint(f"{quoted} IN (0, 1)", name=f"{column.name}_bool").ddl_if(dialect="sqlite")
    if isinstance(kind, BigInteger):
        rule = f"typeof({quoted}) IN ('integer', 'null')"
        return CheckConstraint(rule, name=f"{column.name}_whole").ddl_if(dialect="sqlite")
    return None


@event.listens_for(Table, "after_parent_attach")
def _add_checks(table: Table, parent: object) -> None:
    """Add the checks of every table of ours as it is made."""
    if parent is not Base.metadata:
        return
    for column in list(table.columns):
        check = _check_for(column)
        if check is not None:
            table.append_constraint(check)
