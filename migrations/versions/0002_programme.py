"""Programme."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002_programme"
down_revision = "0001_start"
branch_labels = None
depends_on = None

ID = sa.Uuid(as_uuid=False)
TEXT = sa.Text()
WORD = sa.String(length=40)
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")

# Frozen: app/storage/triggers.py holds the same list, a test compares them.
TRIGGERS = [
    (
        "CREATE TRIGGER time_calculation_no_update BEFORE UPDATE ON time_calculation BEGIN SELECT "
        "RAISE(ABORT, 'time_calculation: never changed'); END"
    ),
    (
        "CREATE TRIGGER time_calculation_no_delete BEFORE DELETE ON time_calculation BEGIN SELECT "
        "RAISE(ABORT, 'time_calculation: never removed'); END"
    ),
    (
        "CREATE TRIGGER site_draw_no_update BEFORE UPDATE ON site_draw BEGIN SELECT RAISE(ABORT, "
        "'site_draw: never changed'); END"
    ),
    (
        "CREATE TRIGGER site_draw_no_delete BEFORE DELETE ON site_draw BEGIN SELECT RAISE(ABORT, "
        "'site_draw: never removed'); END"
    ),
]


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
        "bar", [*cols(ID, "person_id"), *maybe(ID, "client_id"), *cols(TEXT, "subject reason"),
        *maybe(sa.Date(), "until"), *cols(WHOLE, "position")], whole="position",
        refs={"client_id": "client", "person_id": "person"}, index="client_id person_id",
    )
    row(
        "competence", [*cols(ID, "person_id"), *cols(TEXT, "standard area code"), *maybe(sa.Date(), "since"),
        *cols(TEXT, "proof"), *cols(WHOLE, "position")], whole="position", refs={"person_id": "person"},
        index="person_id",
    )
    row(
        "legal_duty", [*cols(ID, "client_id"), *cols(TEXT, "title reference remark"), *cols(WHOLE, "position")],
        whole="position", refs={"client_id": "client"}, index="client_id",
    )
    row(
        "other_certificate", [*cols(ID, "client_id"), *cols(TEXT, "standard issued_by number"),
        *maybe(sa.Date(), "valid_until"), *cols(WHOLE, "position")], whole="position",
        refs={"client_id": "client"}, index="client_id",
    )
    row(
        "scope_statement", [*cols(ID, "client_id"), *cols(TEXT, "edition language text"), *cols(WORD, "state"),
        *maybe(sa.Date(), "valid_from"), *cols(WHOLE, "position")],
        known={"state": "proposed agreed certified replaced"}, whole="position", refs={"client_id": "client"},
        unique=("client_id edition language",), index="client_id",
    )
    row(
        "sector", [*cols(ID, "client_id"), *cols(TEXT, "standard code name"), *cols(WHOLE, "position")],
        whole="position", refs={"client_id": "client"}, index="client_id",
    )
    row(
        "deadline_setting", [*cols(ID, "body_id"), *cols(TEXT, "code"), *cols(WHOLE, "amount"),
        *cols(TEXT, "unit")], whole="amount", refs={"body_id": "body"}, unique=("body_id code",), index="body_id",
    )
    row(
        "document_edition", [*cols(ID, "document_id"), *cols(TEXT, "edition"), *maybe(sa.Date(), "dated"),
        *cols(TEXT, "title owner"), *maybe(sa.Date(), "replaced_on"), *cols(TEXT, "note"),
        *cols(WHOLE, "position")], whole="position", refs={"document_id": "client_document"}, index="document_id",
    )
    row(
        "head_count", [*cols(ID, "site_id"), *cols(TEXT, "activity shift"), *cols(WHOLE, "heads"),
        *cols(TEXT, "part_time"), *cols(sa.Boolean(), "identical"), *cols(TEXT, "reason"),
        *cols(WHOLE, "position")], whole="heads position", flags="identical", refs={"site_id": "site"},
        index="site_id",
    )
    row(
        "holiday", [*cols(ID, "body_id"), *cols(sa.Date(), "day"), *cols(TEXT, "name")], refs={"body_id": "body"},
        unique=("body_id day",), index="body_id",
    )
    row(
        "process", [*cols(ID, "client_id"), *maybe(ID, "site_id"), *cols(TEXT, "name description"),
        *cols(sa.Boolean(), "special outsourced"), *cols(TEXT, "supplier control"), *cols(WHOLE, "position")],
        whole="position", flags="special outsourced", refs={"client_id": "client", "site_id": "site"},
        index="client_id site_id",
    )
    row(
        "programme_cell", [*cols(ID, "cycle_id"), *cols(WORD, "line"), *cols(TEXT, "key"), *cols(WORD, "step"),
        *cols(sa.Boolean(), "planned"), *cols(TEXT, "note")], known={"line": "requirement site process",
        "step": "stage1 stage2 surveillance1 surveillance2 recertification special"}, flags="planned",
        refs={"cycle_id": "cycle"}, unique=("cycle_id line key step",), index="cycle_id",
    )
    row(
        "cycle_event", [*cols(ID, "cycle_id"), *maybe(ID, "audit_id"), *cols(TEXT, "event"), *maybe(WORD, "old"),
        *cols(WORD, "new"), *cols(TEXT, "actor by_name"), *cols(sa.Date(), "happened_on"),
        *cols(TEXT, "record reason")],
        known={"old": (
            "enquiry application application_review declined quoted contracted programme_set stage1_planned "
            "stage1_done stage1_repeat stage2_ready stage2_done stage2_again nc_open review decision "
            "certified suspended recertification expired refused withdrawn transfer_review cancelled"),
        "new": (
            "enquiry application application_review declined quoted contracted programme_set stage1_planned "
            "stage1_done stage1_repeat stage2_ready stage2_done stage2_again nc_open review decision "
            "certified suspended recertification expired refused withdrawn transfer_review cancelled")},
        refs={"audit_id": "audit", "cycle_id": "cycle"}, index="audit_id cycle_id",
    )
    row(
        "document_review", [*cols(ID, "audit_id"), *maybe(ID, "document_id"),
        *cols(TEXT, "title reference edition"), *maybe(sa.Date(), "dated"), *cols(TEXT, "requirements"),
        *cols(WORD, "adequacy"), *cols(TEXT, "remark reviewed_by"), *maybe(sa.Date(), "reviewed_on"),
        *cols(WHOLE, "position")], known={"adequacy": "not_reviewed adequate partly not_adequate"},
        whole="position", refs={"audit_id": "audit", "document_id": "client_document"},
        index="audit_id document_id",
    )
    row(
        "further_data", [*maybe(ID, "client_id audit_id"), *cols(TEXT, "paper label value"),
        *cols(sa.Boolean(), "printed"), *cols(WHOLE, "position")], whole="position", flags="printed",
        refs={"audit_id": "audit", "client_id": "client"}, index="audit_id client_id",
    )
    row(
        "next_point", [*cols(ID, "audit_id"), *cols(TEXT, "text refs"), *cols(WHOLE, "position")],
        whole="position", refs={"audit_id": "audit"}, index="audit_id",
    )
    row(
        "readiness", [*cols(ID, "audit_id"), *cols(TEXT, "ref"), *cols(WORD, "state"), *cols(TEXT, "remark"),
        *cols(WHOLE, "position")], known={"state": "open ready partly not_ready"}, whole="position",
        refs={"audit_id": "audit"}, unique=("audit_id ref",), index="audit_id",
    )
    row(
        "review_form", [*cols(ID, "cycle_id"), *maybe(ID, "audit_id"), *cols(WORD, "kind"),
        *cols(sa.JSON(), "answers"), *cols(WORD, "result"), *cols(TEXT, "reason by_name"),
        *maybe(sa.Date(), "done_on")], known={"kind": "application transfer stage2_go",
        "result": "open positive negative"}, refs={"audit_id": "audit", "cycle_id": "cycle"},
        index="audit_id cycle_id",
    )
    row(
        "site_draw", [*cols(ID, "client_id"), *maybe(ID, "cycle_id audit_id"), *cols(WORD, "step"),
        *cols(TEXT, "seed method"), *cols(sa.JSON(), "listed chosen by_risk"), *cols(WHOLE, "minimum size"),
        *cols(TEXT, "reason")],
        known={"step": "stage1 stage2 surveillance1 surveillance2 recertification special"}, whole="minimum size",
        refs={"audit_id": "audit", "client_id": "client", "cycle_id": "cycle"},
        index="audit_id client_id cycle_id",
    )
    row(
        "time_calculation", [*cols(ID, "client_id"), *maybe(ID, "cycle_id audit_id"), *cols(TEXT, "purpose"),
        *cols(sa.JSON(), "inputs result"), *cols(WHOLE, "chart_version"),
        *cols(TEXT, "chart_sha256 approved_by remark")], whole="chart_version",
        refs={"audit_id": "audit", "client_id": "client", "cycle_id": "cycle"},
        index="audit_id client_id cycle_id",
    )
    row(
        "withheld_record", [*cols(ID, "audit_id"), *cols(TEXT, "what reason"), *cols(WORD, "judgement"),
        *cols(TEXT, "judgement_reason judged_by"), *maybe(sa.Date(), "judged_on"), *cols(WHOLE, "position")],
        known={"judgement": "open can_be_audited not_until_access"}, whole="position", refs={"audit_id": "audit"},
        index="audit_id",
    )
    row(
        "audit_time", [*cols(ID, "audit_id calculation_id"), *cols(TEXT, "days remark")],
        refs={"audit_id": "audit", "calculation_id": "time_calculation"}, unique=("audit_id",),
        index="audit_id calculation_id",
    )
    row(
        "carried_item", [*cols(ID, "audit_id"), *maybe(ID, "source_audit_id source_finding_id"),
        *cols(WORD, "kind"), *cols(TEXT, "label"), *maybe(WORD, "grade"), *cols(TEXT, "refs text"),
        *cols(WORD, "state"), *cols(TEXT, "remark"), *cols(WHOLE, "position")],
        known={"kind": "nonconformity concern point",
        "grade": "major minor observation opportunity strength concern",
        "state": "open verified not_effective noted"}, whole="position",
        refs={"audit_id": "audit", "source_audit_id": "audit", "source_finding_id": "finding"},
        index="audit_id source_audit_id source_finding_id",
    )
    row(
        "client_statement", [*cols(ID, "audit_id"), *cols(WORD, "kind outcome"), *maybe(ID, "member_id paper_id"),
        *cols(TEXT, "by_name"), *maybe(sa.Date(), "said_on"), *cols(TEXT, "text answer answered_by"),
        *maybe(sa.Date(), "answered_on"), *cols(WHOLE, "position")], known={"kind": "team plan withheld",
        "outcome": "asked accepted changes_wanted objection"}, whole="position",
        refs={"audit_id": "audit", "member_id": "team_member", "paper_id": "paper"},
        index="audit_id member_id paper_id",
    )
    row(
        "declaration", [*cols(ID, "audit_id member_id"), *cols(WORD, "kind"), *cols(sa.JSON(), "answers"),
        *cols(TEXT, "text text_sha256"), *maybe(sa.Date(), "signed_on"), *cols(TEXT, "signed_name"),
        *cols(WORD, "how")], known={"kind": "impartiality confidentiality",
        "how": "recorded_by_lead typed remote on_paper refused not_required"},
        refs={"audit_id": "audit", "member_id": "team_member"}, unique=("member_id kind",),
        index="audit_id member_id",
    )
    widen(
        "audit", [*maybe(ID, "previous_id"), *maybe(WORD, "step"), *maybe(sa.Date(), "plan_sent_on"),
        *cols(TEXT, "plan_note stage2_focus integration_note")],
        fill={"plan_note": "", "stage2_focus": "", "integration_note": ""},
        known={"step": "stage1 stage2 surveillance1 surveillance2 recertification special"},
        refs={"previous_id": "audit"}, index="previous_id",
    )
    widen(
        "audit_site", [*cols(WORD, "kind"), *cols(sa.Boolean(), "central"), *cols(TEXT, "conditions")],
        fill={"kind": "permanent", "central": 0, "conditions": ""}, known={"kind": "permanent temporary virtual"},
        flags="central",
    )
    widen(
        "body", [*cols(TEXT, "deadline_preset"), *cols(sa.Boolean(), "expiry_day_before stage1_findings"),
        *cols(TEXT, "time_rounding"), *cols(WHOLE, "stage1_share client_share remote_warning")],
        fill={"deadline_preset": "usual",
        "expiry_day_before": 0,
        "stage1_findings": 0,
        "time_rounding": "nearest_half",
        "stage1_share": 30,
        "client_share": 70,
        "remote_warning": 30},
        whole="stage1_share client_share remote_warning", flags="expiry_day_before stage1_findings",
    )
    widen(
        "client", [*cols(WORD, "data_role"), *cols(TEXT, "remote_tools safety customer_premises")],
        fill={"data_role": "unknown", "remote_tools": "", "safety": "", "customer_premises": ""},
        known={"data_role": "unknown none controller processor both"},
    )
    widen(
        "cycle", [*maybe(sa.Date(), "decided_on expires_on old_expires_on suspended_on"),
        *cols(TEXT, "certificate remark")], fill={"certificate": "", "remark": ""},
        reworded={"state": (
            "enquiry application application_review declined quoted contracted programme_set stage1_planned "
            "stage1_done stage1_repeat stage2_ready stage2_done stage2_again nc_open review decision "
            "certified suspended recertification expired refused withdrawn transfer_review cancelled")},
    )
    widen(
        "finding", [*maybe(WORD, "could_become"), *maybe(WHOLE, "concern_rating")],
        known={"could_become": "major minor observation opportunity strength concern"}, whole="concern_rating",
    )
    widen(
        "paper", [*cols(TEXT, "subject_id")], fill={"subject_id": ""},
        reworded={"kind": (
            "plan opening_record closing_record stage1_report report nc_note follow_up certificate audit_time "
            "programme declaration cover_letter")},
        was_unique="audit_id kind revision", unique="audit_id kind subject_id revision",
    )
    widen(
        "site", [*cols(WORD, "kind"), *cols(sa.Boolean(), "central")], fill={"kind": "permanent", "central": 0},
        known={"kind": "permanent temporary virtual"}, flags="central",
    )
    widen(
        "team_member", [*cols(WORD, "assignment"), *cols(TEXT, "assignment_reason"),
        *maybe(sa.Date(), "assigned_on")], fill={"assignment": "open", "assignment_reason": ""},
        known={"assignment": "open accepted declined"},
    )
    widen(
        "timetable_row", [*cols(WORD, "kind"), *maybe(ID, "process_id")], fill={"kind": "audit"},
        known={"kind": "audit opening closing team_meeting wrap_up lunch break travel office"},
        refs={"process_id": "process"}, index="process_id",
    )
    # fmt: on
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)


def downgrade() -> None:
    """Refuse: the way back is the backup made before."""
    raise NotImplementedError("restore the backup made before the migration")
