"""Meetings."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004_meetings"
down_revision = "0003_fieldwork"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
TEXT = sa.Text()
WORD = sa.String(length=40)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

# Frozen: app/storage/triggers.py holds the same list, a test compares them.
TRIGGERS = []


def cols(kind: object, names: str) -> list[sa.Column]:
    """Columns of one kind that are always filled."""
    return [sa.Column(name, kind, nullable=False) for name in names.split()]


def maybe(kind: object, names: str) -> list[sa.Column]:
    """Columns of one kind that may be NULL."""
    return [sa.Column(name, kind, nullable=True) for name in names.split()]


def words_in(column: str, words: str) -> str:
    """The rule that keeps unknown words out of a column."""
    listed = ", ".join(f"'{word}'" for word in words.split())
    return f"{column} IN ({listed})"


def checks(
    table: str, known: dict[str, str] | None = None, whole: str = "", flags: str = ""
) -> Iterator[sa.CheckConstraint]:
    """Known words of a column everywhere; real whole numbers and flags on SQLite, which would take anything."""
    for column, words in (known or {}).items():
        yield sa.CheckConstraint(words_in(column, words), name=f"ck_{table}_{column}_known")
    for column in whole.split():
        rule = f"typeof({column}) IN ('integer', 'null')"
        yield sa.CheckConstraint(rule, name=f"ck_{table}_{column}_whole").ddl_if(dialect="sqlite")
    for column in flags.split():
        yield sa.CheckConstraint(f"{column} IN (0, 1)", name=f"ck_{table}_{column}_bool").ddl_if(dialect="sqlite")


def links(table: str, refs: dict[str, str] | None) -> list[sa.ForeignKeyConstraint]:
    """References {column: table}, named as the models name them."""
    return [
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")
        for column, target in (refs or {}).items()
    ]


def uq(table: str, names: str) -> str:
    """The name of the uniqueness of columns together, as the models name it."""
    return f"uq_{table}_{names.replace(' ', '_')}" if names else ""


def target_of(link: sa.ForeignKeyConstraint) -> str:
    """The table that a reference points to."""
    return link.elements[0].target_fullname.split(".")[0]


def make(
    table: str,
    columns: list[sa.Column],
    *more: sa.Constraint,
    key: str = "id",
    refs: dict[str, str] | None = None,
    unique: tuple[str, ...] = (),
    index: str = "",
    **checked: Any,  # noqa: ANN401 - handed on to `checks`
) -> None:
    """Make a table; key, references, uniqueness and indexes are named as the models name them."""
    op.create_table(
        table,
        *columns,
        *checks(table, **checked),
        *more,
        sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}"),
        *links(table, refs),
        *(sa.UniqueConstraint(*names.split(), name=uq(table, names)) for names in unique),
    )
    for column in index.split():
        op.create_index(f"ix_{table}_{column}", table, [column])


def row(table: str, columns: list[sa.Column], *, whole: str = "", **more: Any) -> None:  # noqa: ANN401 - handed on
    """Make a table of the record: each row has an id, when, in which zone and by whom it was entered, and a version."""
    last = [*cols(INSTANT, "created_at"), *cols(TEXT, "created_zone created_by"), *cols(WHOLE, "version")]
    make(table, [*cols(ID, "id"), *columns, *last], whole=f"{whole} version", **more)


def widen(
    table: str,
    columns: list[sa.Column],
    *,
    fill: dict[str, object] | None = None,
    reworded: dict[str, str] | None = None,
    refs: dict[str, str] | None = None,
    index: str = "",
    unique: str = "",
    was_unique: str = "",
    **checked: Any,  # noqa: ANN401 - handed on to `checks`
) -> None:
    """Add columns to a table with rows (`fill`: what they hold there).

    `reworded` changes the known words of columns; the uniqueness of `unique` takes the place of that of `was_unique`.
    """
    more = [*checks(table, **checked), *links(table, refs)]
    swap = (uq(table, was_unique), uq(table, unique), unique.split())
    if op.get_bind().dialect.name == "sqlite":
        rebuild(table, columns, more, fill=fill or {}, reworded=reworded or {}, swap=swap)
    else:
        alter(table, columns, more, fill=fill or {}, reworded=reworded or {}, swap=swap)
    for column in index.split():
        op.create_index(f"ix_{table}_{column}", table, [column])


def alter(
    table: str,
    columns: list[sa.Column],
    more: list[Any],
    *,
    fill: dict[str, object],
    reworded: dict[str, str],
    swap: tuple[str, str, list[str]],
) -> None:
    """Change a table in place, where the database can."""
    for column in columns:
        column.server_default = sa.DefaultClause(str(fill[column.name])) if column.name in fill else None
        op.add_column(table, column)
        op.alter_column(table, column.name, server_default=None)
    was, name, names = swap
    if name:
        op.drop_constraint(was, table)
        op.create_unique_constraint(name, table, names)
    for one in more:
        if isinstance(one, sa.ForeignKeyConstraint):
            op.create_foreign_key(one.name, table, target_of(one), one.column_keys, ["id"])
        elif not str(one.name).endswith(("_whole", "_bool")):
            op.create_check_constraint(one.name, table, one.sqltext)
    for column, words in reworded.items():
        op.drop_constraint(f"ck_{table}_{column}_known", table)
        op.create_check_constraint(f"ck_{table}_{column}_known", table, words_in(column, words))


def rebuild(
    table: str,
    columns: list[sa.Column],
    more: list[Any],
    *,
    fill: dict[str, object],
    reworded: dict[str, str],
    swap: tuple[str, str, list[str]],
) -> None:
    """Make the table anew with what is added, take the rows over, and give it its name and indexes back (SQLite)."""
    run = op.get_bind().exec_driver_sql
    text = run("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).scalar_one()
    indexes = (
        run("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,))
        .scalars()
        .all()
    )
    old = [found[1] for found in run(f"PRAGMA table_info({table})")]
    beside = sa.MetaData()
    for target in {target_of(one) for one in more if isinstance(one, sa.ForeignKeyConstraint)}:
        sa.Table(target, beside, sa.Column("id", ID, primary_key=True))
    made = sa.schema.CreateTable(sa.Table("added", beside, *columns, *more)).compile(op.get_bind())
    added = parts(str(made)) if columns else []
    rules = {f"CONSTRAINT ck_{table}_{one}_known ": words_in(one, words) for one, words in reworded.items()}
    was, name, names = swap
    left = (*rules, *([f"CONSTRAINT {was} "] if name else []))
    kept = [part for part in parts(text) if not part.startswith(left)]
    changed = [f"{start}CHECK ({rule})" for start, rule in rules.items()]
    changed += [f"CONSTRAINT {name} UNIQUE ({', '.join(names)})"] if name else []
    every = sorted([*kept, *added, *changed], key=lambda part: part.startswith(("CONSTRAINT", "PRIMARY")))
    run(f"CREATE TABLE {table}__new ({', '.join(every)})")
    into, values = ", ".join([*old, *fill]), ", ".join([*old, *("?" for _ in fill)])
    carry = f"INSERT INTO {table}__new ({into}) SELECT {values} FROM {table}"  # noqa: S608 - names of ours
    run(carry, tuple(fill.values()))
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE {table}__new RENAME TO {table}")
    for index in indexes:
        run(index)


def parts(text: str) -> list[str]:
    """The definitions of columns and constraints in the text of a table."""
    found, depth = [""], 0
    for letter in text[text.index("(") + 1 : text.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [" ".join(one.split()) for one in found]


def upgrade() -> None:
    """Bring the tables to this revision; rows are carried over."""
    # fmt: off
    row(
        "clock_check", [*cols(sa.Date(), "day"), *cols(TEXT, "zone"), *cols(INSTANT, "shown_at"),
        *cols(TEXT, "by_name remark")],
    )
    row(
        "agenda_text", [*cols(ID, "body_id"), *cols(WORD, "meeting"), *cols(TEXT, "code language title words"),
        *cols(WHOLE, "position")], known={"meeting": "opening closing wrap_up interim"}, whole="position",
        refs={"body_id": "body"}, unique=("body_id meeting code language",), index="body_id",
    )
    row(
        "gate_reason", [*cols(ID, "audit_id"), *cols(TEXT, "code row reason by_name")], refs={"audit_id": "audit"},
        unique=("audit_id code row",), index="audit_id",
    )
    row(
        "amendment", [*cols(ID, "meeting_id"), *cols(WHOLE, "number"),
        *cols(TEXT, "subject old new reason by_name")], whole="number", refs={"meeting_id": "meeting"},
        index="meeting_id",
    )
    row(
        "meeting_answer", [*cols(ID, "meeting_id"), *cols(TEXT, "code subject old new"), *cols(WORD, "taken"),
        *cols(TEXT, "taken_id"), *cols(WHOLE, "position")],
        known={"taken": "open deviation new_version changed nothing"}, whole="position",
        refs={"meeting_id": "meeting"}, index="meeting_id",
    )
    row(
        "attendance_span", [*cols(ID, "attendee_id"), *maybe(INSTANT, "since until"), *cols(WHOLE, "position")],
        whole="position", refs={"attendee_id": "attendee"}, index="attendee_id",
    )
    row(
        "attestation", [*cols(ID, "audit_id"), *cols(WORD, "paper"), *cols(TEXT, "subject_id"),
        *maybe(ID, "attendee_id"), *cols(TEXT, "moment name function"), *cols(WORD, "side state"),
        *cols(TEXT, "words typed_name code"), *cols(sa.JSON(), "strokes"), *maybe(ID, "scan_id"),
        *cols(TEXT, "text text_sha256"), *maybe(INSTANT, "confirmed_at"), *cols(TEXT, "confirmed_zone"),
        *maybe(ID, "replaces_id")],
        known={"paper": (
            "plan opening_record closing_record stage1_report report nc_note follow_up certificate audit_time "
            "programme declaration cover_letter"),
        "side": "body client accreditation other",
        "state": "open drawn typed electronic remote on_paper refused not_required not_present"},
        refs={"attendee_id": "attendee", "audit_id": "audit", "replaces_id": "attestation", "scan_id": "attachment"},
        index="attendee_id audit_id replaces_id scan_id",
    )
    row(
        "point_repeat", [*cols(ID, "point_id attendee_id"), *maybe(INSTANT, "repeated_at")],
        refs={"attendee_id": "attendee", "point_id": "meeting_point"}, unique=("point_id attendee_id",),
        index="attendee_id point_id",
    )
    widen(
        "audit", [*maybe(sa.Date(), "aborted_on"), *cols(TEXT, "aborted_told scope_final")],
        fill={"aborted_told": "", "scope_final": ""},
    )
    widen(
        "body", [*cols(sa.Boolean(), "attendance_signed")], fill={"attendance_signed": 0},
        flags="attendance_signed",
    )
    widen(
        "meeting", [*cols(TEXT, "tools consent summary")], fill={"tools": "", "consent": "", "summary": ""},
    )
    widen(
        "meeting_point", [*cols(TEXT, "said")], fill={"said": ""},
    )
    # fmt: on
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)


def downgrade() -> None:
    """Refuse: the way back is the backup made before."""
    raise NotImplementedError("restore the backup made before the migration")
