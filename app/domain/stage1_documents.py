"""Stage 1: which documents are to be reviewed: those of the client's register, and what the criteria want besides.

A title tells by its words which requirements it belongs to; the auditor corrects what was guessed wrong. Source:
17021-1, 9.3.1.2.2 a) and the column of documented information of the pinned criteria.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.client import ClientDocument
from app.domain.composing_shared import shown_ref
from app.domain.preparing import DocumentReview
from app.domain.record import AuditRecord

_SPLIT: Final = re.compile(r"[,;\s]+")
# Words of titles, English and German, and the requirements they speak for. The first line that fits does not end it.
_WORDS: Final = tuple(
    (re.compile(pattern), tuple(refs.split()))
    for pattern, refs in (
        (r"\bscope\b|geltungsbereich|anwendungsbereich", "4.3"),
        (r"\bcontext\b|interested part|kontext|interessierte", "4.1 4.2"),
        (r"security policy|isms policy|sicherheitsleitlinie|sicherheitspolitik", "5.2 A.5.1"),
        (r"topic.specific polic|\bpolicies\b|richtlinien", "A.5.1"),
        (r"\b(roles?|responsibilit\w+)\b|rollen", "5.3"),
        (r"(method|process|procedure|criteria)\b.*\brisk assess|risk assess.*\b(process|method)", "6.1.2"),
        (r"(method|process|procedure)\b.*\btreatment|treatment (process|method)", "6.1.3"),
        (r"risikomethode|methode.*risik|risikomanagement", "6.1.2 6.1.3"),
        (r"risk assessment (report|result|20)|risk register|risk assessments|risikoregister|risikobewertung", "8.2"),
        (r"treatment plan|behandlungsplan", "6.1.3 8.3"),
        (r"results? of the risk treatment|treatment results?", "8.3"),
        (r"applicability|\bsoa\b|anwendbarkeit", "6.1.3"),
        (r"objectives?\b|sicherheitsziele", "6.2"),
        (r"competence|training|qualification|kompetenz|schulung", "7.2"),
        (r"awareness|sensibilisierung", "7.3"),
        (r"document control|documented information|lenkung", "7.5.1 7.5.3"),
        (r"external origin|externe dokumente", "7.5.3"),
        (r"operational planning|processes ran as planned", "8.1"),
        (r"monitoring|measurement|metrics|\bkpis?\b|kennzahl|messung", "9.1"),
        (r"internal audit|audit programme|audit results|internes audit|auditprogramm", "9.2.2"),
        (r"management reviews?|managementbewertung", "9.3.3"),
        (r"corrective|nonconformit|korrekturma", "10.2"),
        (r"\b(inventory|assets?)\b|inventar", "A.5.9"),
        (r"acceptable use|zulässige[rn]? gebrauch|nutzungsrichtlinie", "A.5.10"),
        (r"classification|klassifizierung", "A.5.12"),
        (r"\blabels?\b|labell?ing|kennzeichnung", "A.5.13"),
        (r"\baccess\b|zugriff|zugang", "A.5.15 A.5.18"),
        (r"supplier|lieferant", "A.5.19"),
        (r"incident|vorfall|vorfälle", "A.5.26"),
        (r"continuity|notfall|kontinuität", "A.5.29 A.5.30"),
        (r"\blegal\b|contractual requirement|rechtskataster|rechtsregister", "A.5.31"),
        (r"operating procedures?|operations? manual|betriebshandbuch", "A.5.37"),
        (r"disciplin", "A.6.4"),
        (r"non.?disclosure|confidentiality agreement|\bnda\b|geheimhaltung", "A.6.6"),
        (r"remote work|work at home|telework|homeoffice|mobiles arbeiten", "A.6.7"),
        (r"visitors?\b|besucher", "A.7.2"),
        (r"vulnerabilit|schwachstelle", "A.8.8"),
        (r"configurations?\b|hardening|konfiguration", "A.8.9"),
        (r"backup|datensicherung", "A.8.13"),
        (r"cryptograph|encryption|kryptogra|verschlüsselung", "A.8.24"),
        (r"secure development|sichere entwicklung", "A.8.25 A.8.27"),
        (r"engineering principles", "A.8.27"),
    )
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something the criteria want documented: the requirement and what in catalogue words; `only` one per ref."""

    ref: str
    what: str
    only: bool = True


def refs_of(text: str) -> tuple[str, ...]:
    """Return the references typed in one field: `4.3, A.5.1`."""
    return tuple(dict.fromkeys(one for one in _SPLIT.split(text.strip()) if one))


def refs_in_title(title: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the requirements that the words of a title speak for, as far as the audit has them."""
    folded, there = _fold(title), set(known)
    found = dict.fromkeys(ref for pattern, refs in _WORDS if pattern.search(folded) for ref in refs)
    return tuple(ref for ref in found if ref in there)


def wanted_documents(record: AuditRecord) -> tuple[Wanted, ...]:
    """Return what the pinned criteria want documented; a control the SoA excludes wants nothing."""
    out = {one.ref for one in record.soa.controls if not one.applicable} if record.soa else set()
    found = []
    for place, criteria in enumerate(record.criteria):
        for item in criteria.items:
            pieces = [one.strip() for one in item.mandatory_document.split(";") if one.strip()]
            if item.ref not in out:
                ref = shown_ref(place, criteria.key, item.ref)
                found += [Wanted(ref, one[0].upper() + one[1:], len(pieces) == 1) for one in pieces]
    return tuple(found)


def proposals(record: AuditRecord) -> tuple[DocumentReview, ...]:
    """Return the reviews to add: documents of the register not reviewed yet, then what nothing in it covers."""
    known = [shown_ref(place, one.key, item.ref) for place, one in enumerate(record.criteria) for item in one.items]
    reviewed = {one.document_id for one in record.reviews if one.document_id}
    fresh = [_copy(one, known) for one in record.client.documents if one.id not in reviewed]
    missing = uncovered(record, (*record.reviews, *fresh))
    return (*fresh, *(DocumentReview(title=one.what, requirements=one.ref) for one in missing))


def uncovered(record: AuditRecord, reviews: Iterable[DocumentReview]) -> tuple[Wanted, ...]:
    """Return what the criteria want documented and none of `reviews` is about."""
    rows = [(one, refs_of(one.requirements)) for one in reviews]
    return tuple(one for one in wanted_documents(record) if not any(_about(row, refs, one) for row, refs in rows))


def newer_edition(review: DocumentReview, record: AuditRecord) -> ClientDocument | None:
    """Return the document of the register if its version is no longer the reviewed one."""
    found = next((one for one in record.client.documents if one.id == review.document_id), None)
    return found if found is not None and found.edition != review.edition else None


def _copy(one: ClientDocument, known: list[str]) -> DocumentReview:
    return DocumentReview(
        document_id=one.id, title=one.title, reference=one.reference, edition=one.edition, dated=one.dated,
        requirements=", ".join(refs_in_title(one.title, known)),
    )  # fmt: skip


def _about(review: DocumentReview, refs: tuple[str, ...], wanted: Wanted) -> bool:
    """Tell whether a review is about what is wanted; where one requirement wants several, titles must speak alike."""
    if wanted.ref not in refs:
        return False
    title, what = _fold(review.title), _fold(wanted.what)
    if wanted.only or title == what:
        return True
    return any(pattern.search(title) and pattern.search(what) for pattern, _refs in _WORDS)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
