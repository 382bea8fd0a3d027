"""First drafts of report texts from what the record knows; the lead auditor changes and confirms them.

The words come in from outside (language of the paper), so nothing here is a finished sentence of one language.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from app.domain.fieldwork import Finding
from app.domain.findings import is_nonconformity
from app.domain.kinds import AuditType, EvidenceKind, EvidenceState, FindingState, Grade, ItemKind, Mode, Verdict
from app.domain.record import AuditRecord
from app.domain.sentences import N_
from app.domain.timetable import remote_share
from app.domain.verdicts import RequirementView, views


class Words(Protocol):
    """The words of one language."""

    def gettext(self, msgid: str) -> str:
        """Return the translation of `msgid`."""
        ...

    def day(self, day: date) -> str:
        """Return a date in words."""
        ...


Maker = Callable[[AuditRecord, Words], str]


def proposal(key: str, record: AuditRecord, words: Words) -> str:
    """Return a first draft for the row `key` (`RPT-21`); empty when the record says nothing about it."""
    maker = _MAKERS.get(key)
    return maker(record, words) if maker else ""


def _programme(record: AuditRecord, words: Words) -> str:
    parts = []
    left = [view.ref for view in views(record) if view.row.verdict is Verdict.NOT_AUDITED]
    if left:
        parts.append(words.gettext(N_("Not audited, to be audited next time: {refs}.")).format(refs=", ".join(left)))
    remote = [site.label or site.name for site in record.sites if site.mode is Mode.REMOTE]
    if remote:
        parts.append(words.gettext(N_("Audited by remote means only: {sites}.")).format(sites=", ".join(remote)))
    return " ".join(parts)


def _earlier(record: AuditRecord, words: Words) -> str:
    if record.audit.type is not AuditType.STAGE2:
        return ""
    return words.gettext(N_("First certification: there are no earlier nonconformities."))


def _isms_facts(record: AuditRecord, words: Words) -> str:
    said = {
        (True, True): N_("Internal audit and management review were carried out and are effective."),
        (True, False): N_("The internal audit was carried out and is effective; the management review is not."),
        (False, True): N_("The management review was carried out and is effective; the internal audit is not."),
        (False, False): N_("Neither the internal audit nor the management review is effective."),
    }
    audit, review = record.audit.internal_audit_done, record.audit.management_review_done
    return "" if audit is None or review is None else words.gettext(said[audit, review])


def _scope(record: AuditRecord, words: Words) -> str:
    return words.gettext(N_("The scope is appropriate.")) if record.audit.scope_confirmed else ""


def _documents(record: AuditRecord, words: Words) -> str:
    used = sum(
        item.kind is EvidenceKind.DOCUMENT and item.state is not EvidenceState.WITHDRAWN for item in record.evidence
    )
    text = words.gettext(N_("Documents in the register: {count}; used as evidence: {used}."))
    return text.format(count=len(record.client.documents), used=used) if used else ""


def _soa(record: AuditRecord, words: Words) -> str:
    if record.soa is None:
        return ""
    left_out = [control.ref for control in record.soa.controls if not control.applicable]
    text = words.gettext(
        N_("{name}, version {version} of {day}: {used} controls applicable, {left} excluded ({refs}).")
    )
    return text.format(
        name=record.soa.reference,
        version=record.soa.edition,
        day=words.day(record.soa.dated) if record.soa.dated else "-",
        used=len(record.soa.controls) - len(left_out),
        left=len(left_out),
        refs=", ".join(left_out) or "-",
    )


def _observations(record: AuditRecord, words: Words) -> str:
    good = _labels(record, lambda one: one.grade is Grade.STRENGTH)
    rest = _labels(record, lambda one: one.grade in (Grade.OBSERVATION, Grade.OPPORTUNITY))
    return words.gettext(N_("Positive: {good}. Negative: {rest}.")).format(good=good or "-", rest=rest or "-")


def _clauses(record: AuditRecord, words: Words) -> str:
    """Return one sentence per main clause, with the nonconformities that touch it."""
    by_clause: dict[str, list[RequirementView]] = {}
    for view in views(record):
        if view.item.kind is ItemKind.CLAUSE:
            by_clause.setdefault(view.item.ref.split(".")[0], []).append(view)
    return "\n".join(_clause(number, group, words) for number, group in by_clause.items())


def _clause(number: str, group: list[RequirementView], words: Words) -> str:
    broken = sorted({one.label for view in group for one in view.findings if is_nonconformity(one.grade)})
    if broken:
        text = words.gettext(N_("Clause {number} conforms except for {findings}."))
        return text.format(number=number, findings=", ".join(broken))
    if any(view.row.verdict is Verdict.OPEN for view in group):
        return words.gettext(N_("Clause {number}: not judged yet.")).format(number=number)
    return words.gettext(N_("Clause {number} conforms.")).format(number=number)


def _controls(record: AuditRecord, words: Words) -> str:
    of_controls = [view.row.verdict for view in views(record) if view.item.kind is ItemKind.CONTROL]
    text = words.gettext(
        N_(
            "Controls: {conform} conform, {nonconform} with a nonconformity, {observation} with an observation, "
            "{not_applicable} not applicable, {not_audited} not audited."
        )
    )
    return text.format(**{verdict.value: of_controls.count(verdict) for verdict in Verdict})


def _remote(record: AuditRecord, words: Words) -> str:
    away, whole = remote_share(record.timetable)
    if not away:
        return ""
    labels = ", ".join(row.label for row in record.timetable if row.mode is Mode.REMOTE)
    text = words.gettext(N_("Done remotely: {rows}; {hours} hours, {share} % of the time with the client."))
    return text.format(rows=labels, hours=f"{away / 60:g}", share=f"{100 * away / whole:.1f}")


def _samples(record: AuditRecord, words: Words) -> str:
    taken = [
        item
        for item in record.evidence
        if item.kind is EvidenceKind.RECORD_SAMPLE and item.state is not EvidenceState.WITHDRAWN
    ]
    if not taken:
        return ""
    deviating = sum(bool(item.deviating) for item in taken)
    text = words.gettext(N_("Record samples: {count}; in {deviating} of them items deviated. See the list of samples."))
    return text.format(count=len(taken), deviating=deviating)


def _climate(record: AuditRecord, _words: Words) -> str:
    found = {view.ref: view for view in views(record) if view.ref in ("4.1", "4.2")}
    notes = [f"{ref}: {view.row.note}" for ref, view in found.items() if view.row.note]
    return "; ".join(notes)


def _labels(record: AuditRecord, wanted: Callable[[Finding], bool]) -> str:
    return ", ".join(one.label for one in record.findings if one.state is not FindingState.WITHDRAWN and wanted(one))


_MAKERS: Final[dict[str, Maker]] = {
    "RPT-08": _programme,
    "RPT-17": _earlier,
    "RPT-19": _isms_facts,
    "RPT-20": _scope,
    "RPT-21": _documents,
    "RPT-23": _soa,
    "RPT-26": _observations,
    "RPT-27": _clauses,
    "RPT-28": _controls,
    "RPT-30": _remote,
    "RPT-31": _samples,
    "RPT-44": _climate,
}
