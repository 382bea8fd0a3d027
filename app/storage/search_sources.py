"""Which rows of the record can be found, and what of them: one line for each table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Select, and_, literal_column, or_, select

from app.domain.kinds import EvidenceState, FindingState
from app.domain.search import SearchKind
from app.storage.tables import metadata

Rule = Callable[[Any], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Source:
    """One table whose rows can be found.

    Attributes:
        label: columns whose texts form the short name (a number, a reference); `-` joins them.
        title: columns that weigh more.
        body: all other columns that are looked through.
        via: the way to the audit or client: (column of the table before, table it points to).
        at: columns that say when it was, the first one that is filled; else when it was entered.
        holder: column with what shows it, if it is not shown by itself.
        lives: which rows can be found.
    """

    table: str
    kind: SearchKind
    title: tuple[str, ...]
    body: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    via: tuple[tuple[str, str], ...] = ()
    site: str = ""
    at: tuple[str, ...] = ()
    holder: str = ""
    lives: Rule | None = None

    def query(self) -> Select[Any]:
        """Return the rows as they are indexed; the caller adds which of them, by `cursor` or by id."""
        here = metadata.tables[self.table]
        joined: Any = here
        last = here
        found: list[ColumnElement[Any]] = []
        for column, name in self.via:
            target = metadata.tables[name]
            joined = joined.join(target, last.c[column] == target.c.id, isouter=True)
            last = target
        for name in ("audit_id", "client_id"):
            owner = next((table for table in (here, last) if name in table.c), None)
            if owner is not None:
                found.append(owner.c[name].label(name))
        if self.table in {"audit", "client"}:
            found.append(here.c.id.label(f"{self.table}_id"))
        if self.site:
            found.append(_column(self.site, here).label("site_id"))
        if self.holder:
            found.append(_column(self.holder, here).label("holder_id"))
        found += [here.c[name].label(name) for name in ("author", "confidential") if name in here.c]
        parts = {"label": self.label, "title": self.title, "body": self.body, "at": self.at}
        for use, names in parts.items():
            found += [_column(name, here).label(f"{use}_{place}") for place, name in enumerate(names)]
        query = select(here.c.id.label("id"), self.cursor.label("cursor"), here.c.created_at, here.c.created_by, *found)
        query = query.select_from(joined)
        return query.where(self.lives(here.c)) if self.lives is not None else query

    @property
    def cursor(self) -> ColumnElement[int]:
        """Return what counts the rows up in the order in which they were entered."""
        return literal_column(f"{self.table}.rowid")

    @property
    def key(self) -> Column[Any]:
        """Return the column of the key."""
        return metadata.tables[self.table].c.id


def _column(name: str, here: Any) -> Column[Any]:  # noqa: ANN401 - a table
    table, _dot, column = name.rpartition(".")
    return (metadata.tables[table] if table else here).c[column]


def _filled(*names: str) -> Rule:
    return lambda columns: or_(*(columns[name] != "" for name in names))


def _not_withdrawn(state: object) -> Rule:
    return lambda columns: columns.state != state


AUDIT_OF_MEETING: Final = (("meeting_id", "meeting"),)
AUDIT_OF_SESSION: Final = (("session_id", "session"),)
_OF_AUDIT: Final = SearchKind.AUDIT
_OF_CLIENT: Final = SearchKind.CLIENT

SOURCES: Final[Sequence[Source]] = (
    Source(
        "evidence", SearchKind.EVIDENCE, ("title", "document_reference"),
        ("text", "document_edition", "document_owner", "classification", "pages", "seen_where", "sample_what",
         "sample_period", "selection", "sample_ids", "expected", "role", "unit", "topics", "guide_present", "place",
         "system", "setting", "operated_by", "consent", "photo_allowed"),
        label=("author", "number"), site="site_id", at=("happened_at",), lives=_not_withdrawn(EvidenceState.WITHDRAWN),
    ),
    Source(
        "finding", SearchKind.FINDING, ("title",),
        ("statement", "objective_evidence", "grade_reason", "process", "client_view", "team_view", "acknowledged_by"),
        label=("author", "number", "final_number"), at=("happened_at",), lives=_not_withdrawn(FindingState.WITHDRAWN),
    ),
    Source("note", SearchKind.NOTE, (), ("text", "said_by", "operated_by"), via=AUDIT_OF_SESSION,
           site="session.site_id", at=("happened_at",), holder="session_id"),
    Source("question", SearchKind.QUESTION, ("text",), ("answer", "to_whom"), label=("author", "number"),
           at=("happened_at",)),
    Source("session", SearchKind.SESSION, ("topic",), ("place", "remote_tool", "guide", "interpreter"), site="site_id",
           at=("started_at",)),
    Source("session_person", SearchKind.PERSON, ("name",), ("function",), via=AUDIT_OF_SESSION, site="session.site_id",
           at=("arrived_at", "session.started_at"), holder="session_id"),
    Source("attendee", SearchKind.PERSON, ("name", "latin_name"), ("function", "place", "remark"), via=AUDIT_OF_MEETING,
           at=("since", "meeting.started_at"), holder="meeting.kind"),
    Source("meeting_point", SearchKind.MEETING, (), ("remark", "reason"), label=("code",), via=AUDIT_OF_MEETING,
           at=("treated_at",), holder="meeting.kind", lives=_filled("remark", "reason")),
    Source("action", SearchKind.MEETING, ("what",), ("who", "due", "done"), label=("label",), via=AUDIT_OF_MEETING,
           at=("meeting.started_at",), holder="meeting.kind"),
    Source("verdict", SearchKind.REQUIREMENT, ("criteria_row.title",), ("note", "reason"), label=("criteria_row.ref",),
           via=(("item_id", "criteria_row"),), holder="criteria_row.ref", lives=_filled("note", "reason")),
    Source("judgement", SearchKind.REQUIREMENT, ("criteria_row.title",), ("note",), label=("criteria_row.ref",),
           via=(("item_id", "criteria_row"),), site="site_id", holder="criteria_row.ref", lives=_filled("note")),
    Source("report_text", SearchKind.TEXT, (), ("text",), label=("key",), holder="key", lives=_filled("text")),
    Source("team_member", SearchKind.PERSON, ("name", "latin_name"), ("initials", "area", "competence")),
    Source("person", SearchKind.PERSON, ("name", "latin_name"), ("initials", "function", "email", "phone")),
    Source("contact", SearchKind.PERSON, ("name", "latin_name"), ("function", "email", "phone")),
    Source("client_document", SearchKind.DOCUMENT, ("title",), ("edition", "owner", "classification"),
           label=("reference",)),
    Source("document_review", SearchKind.DOCUMENT, ("title",), ("edition", "requirements", "remark"),
           label=("reference",)),
    Source("audit", _OF_AUDIT, ("reference",), ("scope", "criteria_note", "remote_note", "conclusion", "plan_note",
           "recommendation_reason", "distribution", "stage2_focus", "file_number", "integration_note")),
    Source("objective", _OF_AUDIT, ("text",), ("remark",)),
    Source("deviation", _OF_AUDIT, ("subject",), ("planned", "done", "reason"), label=("label",)),
    Source("thread", _OF_AUDIT, ("name",), ("purpose", "result")),
    Source("timetable_row", _OF_AUDIT, ("topic",), ("people",), label=("label",), site="site_id"),
    Source("carried_item", _OF_AUDIT, ("text",), ("refs", "remark"), label=("label",)),
    Source("next_point", _OF_AUDIT, ("text",), ("refs",)),
    Source("client", _OF_CLIENT, ("name",), ("legal_form", "address", "register_number", "business", "outsourced",
           "shifts", "scope", "remote_tools", "safety", "customer_premises")),
    Source("site", _OF_CLIENT, ("name",), ("address", "activities"), label=("label",)),
    Source("process", _OF_CLIENT, ("name",), ("description", "supplier", "control")),
    Source("legal_duty", _OF_CLIENT, ("title",), ("remark",), label=("reference",)),
    Source("scope_statement", _OF_CLIENT, ("text",), ("edition",)),
    Source("soa_control", SearchKind.REQUIREMENT, (), ("reason", "judgement"), label=("ref",), via=(("soa_id", "soa"),),
           holder="soa_id", lives=_filled("reason", "judgement")),
    Source("attachment", SearchKind.FILE, ("name",), lives=lambda columns: and_(columns.destroyed_at.is_(None))),
)  # fmt: skip

OF_TABLE: Final = {source.table: source for source in SOURCES}

# table of a part -> (its column, table it belongs to): a change of the part changes what is found of the whole.
PARTS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "evidence_link": (("evidence_id", "evidence"),),
    "evidence_attachment": (("evidence_id", "evidence"), ("attachment_id", "attachment")),
    "sample_round": (("evidence_id", "evidence"),),
    "sample_item": (("round_id", "sample_round"),),
    "finding_link": (("finding_id", "finding"),),
    "grade_change": (("finding_id", "finding"),),
    "document_edition": (("document_id", "client_document"),),
}
# table of a whole -> (table in between, its column of the whole, its column of what is found).
WHOLES: Final = {
    "evidence": ("evidence_attachment", "evidence_id", "attachment_id", "attachment"),
    "session": ("note", "session_id", "id", "note"),
}
