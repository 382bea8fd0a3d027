"""The first version of the tables, and the triggers that refuse what must never happen."""

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
    (
        "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail: entries "
        "are never changed'); END"
    ),
    (
        "CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'trail: entries "
        "are never removed'); END"
    ),
    (
        "CREATE TRIGGER trail_next_only BEFORE INSERT ON trail WHEN NEW.seq IS NOT (SELECT "
        "coalesce(max(seq), 0) + 1 FROM trail WHERE chain = NEW.chain) OR EXISTS (SELECT 1 FROM trail "
        "WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'trail: only the next place of a chain'); END"
    ),
    (
        "CREATE TRIGGER trail_value_destroy_only BEFORE UPDATE ON trail_value WHEN NEW.chain IS NOT "
        "OLD.chain OR NEW.seq IS NOT OLD.seq OR NEW.table_name IS NOT OLD.table_name OR NEW.row_id IS NOT "
        "OLD.row_id OR NEW.field IS NOT OLD.field OR NEW.old_value IS NOT NULL OR NEW.old_salt IS NOT "
        "NULL OR NEW.new_value IS NOT NULL OR NEW.new_salt IS NOT NULL BEGIN SELECT RAISE(ABORT, "
        "'trail_value: values are destroyed, never changed'); END"
    ),
    (
        "CREATE TRIGGER trail_value_no_delete BEFORE DELETE ON trail_value BEGIN SELECT RAISE(ABORT, "
        "'trail_value: the empty row stays'); END"
    ),
    (
        "CREATE TRIGGER trail_value_once BEFORE INSERT ON trail_value WHEN EXISTS (SELECT 1 FROM "
        "trail_value WHERE chain = NEW.chain AND seq = NEW.seq AND table_name = NEW.table_name AND row_id "
        "= NEW.row_id AND field = NEW.field) OR EXISTS (SELECT 1 FROM trail_value WHERE rowid = "
        "NEW.rowid) BEGIN SELECT RAISE(ABORT, 'trail_value: values are written once'); END"
    ),
    (
        "CREATE TRIGGER blob_begins_incoming BEFORE INSERT ON blob WHEN NEW.state IS NOT 'incoming' OR "
        "EXISTS (SELECT 1 FROM blob WHERE rowid = NEW.rowid OR id = NEW.id) BEGIN SELECT RAISE(ABORT, "
        "'blob: begins as incoming'); END"
    ),
    (
        "CREATE TRIGGER blob_steps BEFORE UPDATE ON blob WHEN NEW.id IS NOT OLD.id OR NEW.state IS "
        "OLD.state OR NOT ((OLD.state = 'incoming' AND NEW.state = 'whole') OR (OLD.state = 'whole' AND "
        "NEW.state = 'destroyed' AND NEW.sha256 IS OLD.sha256 AND NEW.size IS OLD.size)) BEGIN SELECT "
        "RAISE(ABORT, 'blob: incoming, whole, destroyed'); END"
    ),
    (
        "CREATE TRIGGER blob_no_delete_whole BEFORE DELETE ON blob WHEN OLD.state = 'whole' BEGIN SELECT "
        "RAISE(ABORT, 'blob: whole'); END"
    ),
    (
        "CREATE TRIGGER blob_chunk_no_update BEFORE UPDATE ON blob_chunk BEGIN SELECT RAISE(ABORT, "
        "'blob_chunk: bytes are never changed'); END"
    ),
    (
        "CREATE TRIGGER blob_chunk_no_delete_whole BEFORE DELETE ON blob_chunk WHEN (SELECT state FROM "
        "blob WHERE id = OLD.blob_id) = 'whole' BEGIN SELECT RAISE(ABORT, 'blob_chunk: the blob is "
        "whole'); END"
    ),
    (
        "CREATE TRIGGER blob_chunk_next_only BEFORE INSERT ON blob_chunk WHEN (SELECT state FROM blob "
        "WHERE id = NEW.blob_id) IS NOT 'incoming' OR NEW.n IS NOT (SELECT coalesce(max(n), -1) + 1 FROM "
        "blob_chunk WHERE blob_id = NEW.blob_id) OR EXISTS (SELECT 1 FROM blob_chunk WHERE rowid = "
        "NEW.rowid) BEGIN SELECT RAISE(ABORT, 'blob_chunk: only the next chunk of an incoming blob'); END"
    ),
    (
        "CREATE TRIGGER attachment_of_whole_blob BEFORE INSERT ON attachment WHEN coalesce((SELECT state "
        "FROM blob WHERE id = NEW.blob_id), '') NOT IN ('whole', 'destroyed') BEGIN SELECT RAISE(ABORT, "
        "'attachment: the blob is not whole'); END"
    ),
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
    for column, words in (known or {}).items():
        listed = ", ".join(f"'{word}'" for word in words.split())
        yield sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}_known")
    for column in whole.split():
        rule = f"typeof({column}) IN ('integer', 'null')"
        yield sa.CheckConstraint(rule, name=f"ck_{table}_{column}_whole").ddl_if(dialect="sqlite")
    for column in flags.split():
        yield sa.CheckConstraint(f"{column} IN (0, 1)", name=f"ck_{table}_{column}_bool").ddl_if(dialect="sqlite")


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
    """Make a table; key, references ({column: table}), uniqueness and indexes are named as the models name them."""
    op.create_table(
        table,
        *columns,
        *checks(table, **checked),
        *more,
        sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}_{target}")
            for column, target in (refs or {}).items()
        ),
        *(sa.UniqueConstraint(*names.split(), name=f"uq_{table}_{names.replace(' ', '_')}") for names in unique),
    )
    for column in index.split():
        op.create_index(f"ix_{table}_{column}", table, [column])


def row(table: str, columns: list[sa.Column], *, whole: str = "", **more: Any) -> None:  # noqa: ANN401 - handed on
    """Make a table of the record: each row has an id, when, in which zone and by whom it was entered, and a version."""
    last = [*cols(INSTANT, "created_at"), *cols(TEXT, "created_zone created_by"), *cols(WHOLE, "version")]
    make(table, [*cols(ID, "id"), *columns, *last], whole=f"{whole} version", **more)


def upgrade() -> None:  # noqa: PLR0915 - one statement a table
    """Make everything."""
    # fmt: off
    make(
        "blob", [*cols(ID, "id"), *cols(WORD, "state"), *maybe(TEXT, "sha256"), *maybe(WHOLE, "size"),
        *cols(INSTANT, "started_at")],
        sa.CheckConstraint(
            "state = 'incoming' OR (sha256 IS NOT NULL AND size IS NOT NULL)",
            name="ck_blob_named_and_sized"),
        known={"state": "incoming whole destroyed"}, whole="size",
    )
    op.create_index("uq_blob_whole_sha256", "blob", ["sha256"], unique=True,
        sqlite_where=sa.text("state = 'whole'"),
        postgresql_where=sa.text("state = 'whole'"))
    row(
        "client",
        [*cols(TEXT, "name legal_form address register_number business languages outsourced shifts scope")],
    )
    row(
        "person", [*cols(TEXT, "name latin_name initials function email phone")],
    )
    make(
        "trail", [*cols(TEXT, "chain"), *cols(WHOLE, "seq"), *maybe(ID, "audit_id"), *cols(ID, "replica_id"),
        *cols(TEXT, "entry hash")], whole="seq", key="chain seq", index="audit_id",
    )
    row(
        "workspace_info", [*cols(ID, "replica_id"), *cols(TEXT, "origin made_with"), *maybe(ID, "person_id")],
    )
    make(
        "blob_chunk", [*cols(ID, "blob_id"), *cols(WHOLE, "n"), *cols(sa.LargeBinary(), "data")], whole="n",
        key="blob_id n", refs={"blob_id": "blob"},
    )
    row(
        "body", [*cols(TEXT, "name address accreditation"), *maybe(ID, "logo_id"),
        *cols(TEXT, "colour second_colour report_language"),
        *cols(WHOLE, "report_days plan_days major_days major_months")],
        whole="report_days plan_days major_days major_months", refs={"logo_id": "blob"}, index="logo_id",
    )
    row(
        "client_document", [*cols(ID, "client_id"), *cols(TEXT, "title reference edition"),
        *maybe(sa.Date(), "dated"), *cols(TEXT, "owner classification"), *cols(WHOLE, "position")],
        whole="position", refs={"client_id": "client"}, index="client_id",
    )
    row(
        "contact", [*cols(ID, "client_id"), *cols(TEXT, "name latin_name function email phone"),
        *cols(sa.Boolean(), "top_management representative"), *cols(WHOLE, "position")], whole="position",
        flags="top_management representative", refs={"client_id": "client"}, index="client_id",
    )
    row(
        "cycle", [*cols(ID, "client_id"), *cols(TEXT, "standard"), *cols(WHOLE, "number"),
        *cols(TEXT, "file_number"), *cols(WORD, "state")],
        known={"state": (
            "enquiry application application_review quoted contracted programme_set stage1_planned "
            "stage1_done stage2_ready stage2_done nc_open review decision certified suspended withdrawn "
            "refused expired")},
        whole="number", refs={"client_id": "client"}, index="client_id",
    )
    make(
        "draft", [*cols(ID, "id"), *cols(TEXT, "author"), *maybe(ID, "audit_id"),
        *cols(TEXT, "target_kind target_id field text"), *maybe(TEXT, "base_hash"), *maybe(ID, "blob_id"),
        *cols(INSTANT, "changed_at")], refs={"blob_id": "blob"}, unique=("author target_kind target_id field",),
        index="audit_id blob_id",
    )
    row(
        "identity", [*maybe(ID, "key_blob_id person_id"), *cols(TEXT, "name organisation"), *cols(WORD, "kind"),
        *cols(TEXT, "fingerprint"), *cols(sa.Boolean(), "has_key trusted"), *cols(TEXT, "role")],
        known={"kind": "self_made pkcs12"}, flags="has_key trusted",
        refs={"key_blob_id": "blob", "person_id": "person"}, index="key_blob_id person_id",
    )
    make(
        "rendition", [*cols(ID, "blob_id"), *cols(WORD, "kind"), *cols(TEXT, "state media_type"),
        *maybe(WHOLE, "width height"), *maybe(sa.LargeBinary(), "data"), *cols(INSTANT, "made_at")],
        known={"kind": "thumbnail print text"}, whole="width height", key="blob_id kind", refs={"blob_id": "blob"},
    )
    row(
        "site", [*cols(ID, "client_id"), *cols(TEXT, "label name address activities zone"), *maybe(WHOLE, "heads"),
        *cols(WHOLE, "position")], whole="heads position", refs={"client_id": "client"}, index="client_id",
    )
    row(
        "soa", [*cols(ID, "client_id"), *cols(TEXT, "reference edition"), *maybe(sa.Date(), "dated"),
        *cols(TEXT, "approved_by"), *maybe(sa.Date(), "approved_on")], refs={"client_id": "client"},
        index="client_id",
    )
    make(
        "trail_value", [*cols(TEXT, "chain"), *cols(WHOLE, "seq"), *cols(TEXT, "table_name row_id field"),
        *maybe(TEXT, "old_value old_salt new_value new_salt")],
        sa.ForeignKeyConstraint(["chain", "seq"], ["trail.chain", "trail.seq"], name="fk_trail_value_chain_seq_trail"),
        whole="seq", key="chain seq table_name row_id field",
    )
    op.create_index("ix_trail_value_row", "trail_value", ["table_name", "row_id"])
    row(
        "audit", [*cols(ID, "client_id"), *maybe(ID, "soa_id"), *cols(TEXT, "reference"),
        *cols(WORD, "type state"), *cols(TEXT, "scope"), *cols(sa.Boolean(), "scope_confirmed"),
        *cols(TEXT, "language report_language"), *maybe(sa.Date(), "planned_start planned_end closed_on"),
        *cols(TEXT, "file_number criteria_note remote_note conclusion"), *maybe(WORD, "recommendation"),
        *cols(TEXT, "recommendation_reason"), *maybe(sa.Boolean(), "internal_audit_done management_review_done"),
        *cols(TEXT, "aborted_reason distribution zone")],
        known={"type": "stage1 stage2 surveillance recertification special transfer",
        "state": "prepared opened closed reported aborted",
        "recommendation": (
            "proceed proceed_after_concerns not_ready repeat_stage1 recommend recommend_after_plan_accepted "
            "recommend_after_majors_verified do_not_recommend continue continue_after_plan "
            "continue_after_majors_verified suspend withdraw extend reduce lift_suspension")},
        flags="scope_confirmed internal_audit_done management_review_done",
        refs={"client_id": "client", "soa_id": "soa"}, index="client_id soa_id",
    )
    row(
        "body_paper", [*cols(ID, "body_id"), *cols(TEXT, "paper form_number form_revision"),
        *maybe(sa.Date(), "issued_on")], refs={"body_id": "body"}, unique=("body_id paper",), index="body_id",
    )
    row(
        "body_text", [*cols(ID, "body_id"), *cols(TEXT, "key language text")], refs={"body_id": "body"},
        unique=("body_id key language",), index="body_id",
    )
    row(
        "soa_control", [*cols(ID, "soa_id"), *cols(TEXT, "ref"), *cols(sa.Boolean(), "applicable"),
        *cols(TEXT, "reason"), *cols(WORD, "implemented"), *cols(TEXT, "judgement"), *cols(WHOLE, "position")],
        known={"implemented": "yes partly no"}, whole="position", flags="applicable", refs={"soa_id": "soa"},
        unique=("soa_id ref",), index="soa_id",
    )
    row(
        "attachment", [*maybe(ID, "audit_id"), *cols(ID, "blob_id"), *cols(TEXT, "name media_type sha256"),
        *cols(WHOLE, "size"), *maybe(ID, "parent_id"), *maybe(TEXT, "made_how"),
        *maybe(INSTANT, "taken_at destroyed_at"), *maybe(TEXT, "destroyed_reason")], whole="size",
        refs={"audit_id": "audit", "blob_id": "blob", "parent_id": "attachment"},
        index="audit_id blob_id parent_id",
    )
    row(
        "audit_site", [*cols(ID, "audit_id"), *maybe(ID, "client_site_id"),
        *cols(TEXT, "label name address activities zone"), *maybe(WHOLE, "heads"), *cols(WORD, "mode"),
        *cols(WHOLE, "position")], known={"mode": "on_site remote hybrid office"}, whole="heads position",
        refs={"audit_id": "audit", "client_site_id": "site"}, index="audit_id client_site_id",
    )
    row(
        "criteria", [*cols(ID, "audit_id"), *maybe(ID, "cycle_id"), *cols(TEXT, "key edition"),
        *cols(WHOLE, "catalogue_version"), *cols(TEXT, "sha256"), *cols(WHOLE, "position")],
        whole="catalogue_version position", refs={"audit_id": "audit", "cycle_id": "cycle"},
        index="audit_id cycle_id",
    )
    row(
        "deviation", [*cols(ID, "audit_id"), *cols(TEXT, "label subject planned done reason"),
        *cols(WHOLE, "position")], whole="position", refs={"audit_id": "audit"}, index="audit_id",
    )
    row(
        "finding", [*cols(ID, "audit_id"), *cols(TEXT, "author"), *cols(WHOLE, "number"),
        *cols(TEXT, "final_number"), *cols(WORD, "grade state"),
        *cols(TEXT, "title statement objective_evidence grade_reason process found_by"),
        *maybe(INSTANT, "happened_at"), *cols(TEXT, "happened_zone"), *maybe(INSTANT, "issued_at"),
        *cols(TEXT, "withdrawn_reason"), *cols(WORD, "acknowledgement"), *cols(TEXT, "acknowledged_by"),
        *maybe(INSTANT, "acknowledged_at"), *cols(TEXT, "acknowledged_sha256 client_view team_view"),
        *maybe(sa.Date(), "due_plan due_verified")],
        known={"grade": "major minor observation opportunity strength concern", "state": "draft issued withdrawn",
        "acknowledgement": "open accepted understood disputed"}, whole="number", refs={"audit_id": "audit"},
        unique=("audit_id author number",), index="audit_id",
    )
    row(
        "objective", [*cols(ID, "audit_id"), *cols(WHOLE, "position"), *cols(TEXT, "text"), *cols(WORD, "reached"),
        *cols(TEXT, "remark")], known={"reached": "open reached partly not_reached"}, whole="position",
        refs={"audit_id": "audit"}, index="audit_id",
    )
    row(
        "paper", [*cols(ID, "audit_id"), *cols(WORD, "kind audience"), *cols(WHOLE, "revision"),
        *cols(WORD, "state"), *cols(TEXT, "trail_head"), *maybe(ID, "data_blob_id unsigned_blob_id file_blob_id"),
        *cols(TEXT, "unsigned_sha256 file_sha256"), *maybe(INSTANT, "composed_at")],
        known={"kind": "plan opening_record closing_record stage1_report report nc_note follow_up certificate",
        "audience": "client body_only one_person", "state": "frozen signed"}, whole="revision",
        refs={"audit_id": "audit", "data_blob_id": "blob", "file_blob_id": "blob", "unsigned_blob_id": "blob"},
        unique=("audit_id kind revision",), index="audit_id data_blob_id file_blob_id unsigned_blob_id",
    )
    row(
        "report_text", [*cols(ID, "audit_id"), *cols(TEXT, "key text"), *cols(WORD, "state")],
        known={"state": "empty draft confirmed none"}, refs={"audit_id": "audit"}, unique=("audit_id key",),
        index="audit_id",
    )
    row(
        "team_member", [*cols(ID, "audit_id"), *maybe(ID, "person_id"), *cols(TEXT, "name latin_name initials"),
        *cols(WORD, "role side"), *cols(TEXT, "days area competence accompanies"),
        *maybe(sa.Date(), "declared_on"), *cols(TEXT, "declaration"), *cols(WHOLE, "position")],
        known={"role": "lead_auditor auditor technical_expert trainee observer interpreter guide",
        "side": "body client accreditation other"}, whole="position",
        refs={"audit_id": "audit", "person_id": "person"}, index="audit_id person_id",
    )
    row(
        "criteria_row", [*cols(ID, "criteria_id"), *cols(TEXT, "ref parent"), *cols(WORD, "kind"),
        *cols(TEXT, "title theme"), *cols(sa.Boolean(), "auditable"), *cols(TEXT, "mandatory_document note"),
        *cols(WHOLE, "position")], known={"kind": "clause theme control"}, whole="position", flags="auditable",
        refs={"criteria_id": "criteria"}, unique=("criteria_id ref",), index="criteria_id",
    )
    row(
        "finding_site", [*cols(ID, "finding_id site_id"), *cols(WHOLE, "position")], whole="position",
        refs={"finding_id": "finding", "site_id": "audit_site"}, unique=("finding_id site_id",),
        index="finding_id site_id",
    )
    row(
        "grade_change", [*cols(ID, "finding_id"), *maybe(WORD, "old new"), *cols(TEXT, "reason decided_by"),
        *maybe(INSTANT, "decided_at"), *cols(WHOLE, "position")],
        known={"old": "major minor observation opportunity strength concern",
        "new": "major minor observation opportunity strength concern"}, whole="position",
        refs={"finding_id": "finding"}, index="finding_id",
    )
    row(
        "meeting", [*cols(ID, "audit_id"), *cols(WORD, "kind"), *maybe(ID, "site_id"), *cols(WORD, "state"),
        *maybe(INSTANT, "planned_start planned_end started_at ended_at"),
        *cols(TEXT, "zone place link chair language"), *cols(WHOLE, "step")],
        known={"kind": "opening closing wrap_up interim", "state": "prepared running finished"}, whole="step",
        refs={"audit_id": "audit", "site_id": "audit_site"}, index="audit_id site_id",
    )
    row(
        "paper_signature", [*cols(ID, "paper_id"), *maybe(ID, "identity_id"),
        *cols(TEXT, "field name role fingerprint"), *maybe(INSTANT, "signed_at"), *maybe(ID, "file_blob_id"),
        *cols(TEXT, "file_sha256")], refs={"file_blob_id": "blob", "identity_id": "identity", "paper_id": "paper"},
        unique=("paper_id field",), index="file_blob_id identity_id paper_id",
    )
    row(
        "timetable_row", [*cols(ID, "audit_id"), *cols(TEXT, "label"), *maybe(sa.Date(), "day"),
        *cols(TEXT, "starts ends"), *maybe(ID, "site_id"), *cols(WORD, "mode"),
        *cols(TEXT, "topic auditors people language"), *cols(WHOLE, "position")],
        known={"mode": "on_site remote hybrid office"}, whole="position",
        refs={"audit_id": "audit", "site_id": "audit_site"}, index="audit_id site_id",
    )
    row(
        "action", [*cols(ID, "meeting_id"), *cols(TEXT, "label what who due done"), *cols(WHOLE, "position")],
        whole="position", refs={"meeting_id": "meeting"}, index="meeting_id",
    )
    row(
        "attendee", [*cols(ID, "meeting_id"), *cols(TEXT, "name latin_name function"), *maybe(WORD, "role"),
        *cols(WORD, "side presence"), *cols(TEXT, "place"), *maybe(INSTANT, "since until"),
        *cols(WORD, "confirmation"), *cols(TEXT, "remark"), *cols(WHOLE, "position")],
        known={"role": "lead_auditor auditor technical_expert trainee observer interpreter guide",
        "side": "body client accreditation other", "presence": "in_room remote absent",
        "confirmation": "recorded_by_lead typed remote on_paper refused not_required"}, whole="position",
        refs={"meeting_id": "meeting"}, index="meeting_id",
    )
    row(
        "finding_link", [*cols(ID, "finding_id"), *maybe(ID, "item_id"), *cols(TEXT, "part other"),
        *cols(sa.Boolean(), "leading"), *cols(WHOLE, "position")], whole="position", flags="leading",
        refs={"finding_id": "finding", "item_id": "criteria_row"}, index="finding_id item_id",
    )
    row(
        "meeting_point", [*cols(ID, "meeting_id"), *cols(TEXT, "code"), *cols(WHOLE, "position"),
        *cols(sa.Boolean(), "mandatory"), *cols(WORD, "state"), *maybe(INSTANT, "treated_at"),
        *cols(TEXT, "remark reason")], known={"state": "open done not_used"}, whole="position", flags="mandatory",
        refs={"meeting_id": "meeting"}, unique=("meeting_id code",), index="meeting_id",
    )
    row(
        "session", [*cols(ID, "audit_id"), *maybe(ID, "timetable_row_id site_id"), *cols(TEXT, "topic"),
        *cols(WORD, "mode"), *cols(TEXT, "place remote_tool guide interpreter"),
        *maybe(INSTANT, "started_at ended_at"), *cols(TEXT, "zone")],
        known={"mode": "on_site remote hybrid office"},
        refs={"audit_id": "audit", "site_id": "audit_site", "timetable_row_id": "timetable_row"},
        index="audit_id site_id timetable_row_id",
    )
    row(
        "timetable_ref", [*cols(ID, "row_id item_id"), *cols(WHOLE, "position")], whole="position",
        refs={"item_id": "criteria_row", "row_id": "timetable_row"}, unique=("row_id item_id",),
        index="item_id row_id",
    )
    row(
        "verdict", [*cols(ID, "audit_id item_id"), *cols(WORD, "verdict"), *cols(TEXT, "note reason decided_by")],
        known={"verdict": "open conform nonconform observation not_applicable not_audited"},
        refs={"audit_id": "audit", "item_id": "criteria_row"}, unique=("audit_id item_id",),
        index="audit_id item_id",
    )
    row(
        "evidence", [*cols(ID, "audit_id"), *cols(TEXT, "author"), *cols(WHOLE, "number"),
        *maybe(ID, "session_id site_id"), *cols(WORD, "kind state"), *cols(TEXT, "title text"),
        *maybe(INSTANT, "happened_at"), *cols(TEXT, "happened_zone"), *maybe(ID, "observed_by_id"),
        *cols(WORD, "judgement"), *cols(sa.Boolean(), "confidential"),
        *cols(TEXT, (
            "withdrawn_reason document_reference document_edition document_date document_owner classification "
            "pages seen_where")),
        *cols(sa.Boolean(), "copy_kept"), *cols(TEXT, "consent sample_what sample_period"),
        *maybe(WHOLE, "population sample_size"), *cols(TEXT, "selection sample_ids expected"),
        *maybe(WHOLE, "deviating"), *cols(TEXT, "role"), *cols(sa.Boolean(), "name_in_report"),
        *cols(TEXT, "unit topics guide_present place photo_allowed system setting operated_by")],
        known={"kind": "note document record_sample interview observation test", "state": "inbox sorted withdrawn",
        "judgement": "not_judged conform nonconformity observation strength"},
        whole="number population sample_size deviating", flags="confidential copy_kept name_in_report",
        refs={"audit_id": "audit", "observed_by_id": "team_member", "session_id": "session", "site_id": "audit_site"},
        unique=("audit_id author number",), index="audit_id observed_by_id session_id site_id",
    )
    row(
        "judgement", [*cols(ID, "audit_id item_id"), *maybe(ID, "auditor_id site_id session_id"),
        *cols(WORD, "verdict"), *cols(TEXT, "note")],
        known={"verdict": "open conform nonconform observation not_applicable not_audited"},
        refs={"audit_id": "audit",
        "auditor_id": "team_member",
        "item_id": "criteria_row",
        "session_id": "session",
        "site_id": "audit_site"},
        index="audit_id auditor_id item_id session_id site_id",
    )
    row(
        "note", [*cols(ID, "audit_id"), *maybe(ID, "session_id"), *cols(TEXT, "author"), *cols(WHOLE, "number"),
        *cols(TEXT, "text said_by"), *maybe(INSTANT, "happened_at"), *cols(TEXT, "happened_zone")], whole="number",
        refs={"audit_id": "audit", "session_id": "session"}, unique=("audit_id author number",),
        index="audit_id session_id",
    )
    row(
        "session_person", [*cols(ID, "session_id"), *cols(TEXT, "name function"), *cols(WORD, "side"),
        *maybe(INSTANT, "arrived_at"), *cols(WHOLE, "position")],
        known={"side": "body client accreditation other"}, whole="position", refs={"session_id": "session"},
        index="session_id",
    )
    row(
        "evidence_attachment", [*cols(ID, "evidence_id attachment_id"), *cols(TEXT, "caption"),
        *cols(WHOLE, "position")], whole="position",
        refs={"attachment_id": "attachment", "evidence_id": "evidence"}, unique=("evidence_id attachment_id",),
        index="attachment_id evidence_id",
    )
    row(
        "evidence_link", [*cols(ID, "evidence_id"), *maybe(ID, "item_id"), *cols(TEXT, "part other"),
        *cols(WHOLE, "position")], whole="position", refs={"evidence_id": "evidence", "item_id": "criteria_row"},
        index="evidence_id item_id",
    )
    row(
        "finding_evidence", [*cols(ID, "finding_id evidence_id"), *cols(WHOLE, "position")], whole="position",
        refs={"evidence_id": "evidence", "finding_id": "finding"}, unique=("finding_id evidence_id",),
        index="evidence_id finding_id",
    )
    # fmt: on
    if op.get_bind().dialect.name == "sqlite":
        for trigger in TRIGGERS:
            op.execute(trigger)


def downgrade() -> None:
    """Refuse: the way back is the backup made before."""
    raise NotImplementedError("restore the backup made before the migration")
