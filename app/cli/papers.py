"""Commands for papers: write one, check one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.cli import secret
from app.cli.outcome import DONE, N_, NOT_IN_ORDER, UNTRUSTED, Refused, answer, complain, t, told
from app.cli.workspace import opened
from app.domain.kinds import AuditType, MeetingKind, PaperKind

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from app.domain.verification import Verification
    from app.services.container import Services
    from app.signing.trust import TrustList

VERDICTS: Final = {
    "valid": N_("Valid: unchanged, complete, and every signer is vouched for."),
    "untrusted": N_("Untrusted: unchanged, but a signer is vouched for by nobody."),
    "invalid": N_("Invalid: do not rely on this file."),
}
LATER: Final = frozenset({"actions", "package", "dossier", "oscal", "audit-json", "xlsx"})
NAMED: Final = {"stage1": PaperKind.STAGE1_REPORT, "audit-time": PaperKind.AUDIT_TIME}
"""Words of the command line that are no value of `PaperKind`."""
MOST_TRUST: Final = 4 * 1024 * 1024
MOST_READ: Final = 1024 * 1024 * 1024
WHAT: Final = {
    "plain": N_("not signed"),
    "signed": N_("signed"),
    "frozen": N_("frozen, not signed"),
    "preview": N_("preview, not signed"),
}
ROLES: Final = {
    "lead_auditor": N_("lead auditor"),
    "co_auditor": N_("auditor"),
    "client": N_("client"),
    "reviewer": N_("reviewer"),
}
LEAD_FIELD: Final = "LeadAuditor"


def take_in(arguments: argparse.Namespace) -> int:
    """Refuse: taking files in comes with a later version."""
    del arguments
    raise Refused(t(N_("This version cannot take in files yet; nothing was read.")))


def export(arguments: argparse.Namespace) -> int:
    """Write a paper of an audit to a file."""
    kind: str = arguments.kind
    if kind in LATER:
        raise Refused(
            t(
                N_(
                    "This version cannot write “{kind}” yet; it writes report, plan, audit-time, stage1, opening and "
                    "closing."
                ),
                kind=kind,
            )
        )
    with opened(arguments) as services:
        wanted = _wanted(services, services.audits.find(arguments.audit), kind)
        content, what = _paper(services, wanted, arguments.sign_with)
        _write(arguments, content)
    answer(
        {"file": str(arguments.out), "what": what}, as_json=arguments.json, text=f"{arguments.out} ({t(WHAT[what])})"
    )
    return DONE


def _write(arguments: argparse.Namespace, content: bytes) -> None:
    from app.services.outgoing import write_out  # noqa: PLC0415 - kept beside its use

    write_out(arguments.out, content, replace=arguments.replace)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper of which audit; `subject_id` names the meeting of a record."""

    audit_id: str
    kind: PaperKind
    subject_id: str = ""


def _wanted(services: Services, audit_id: str, kind: str) -> Wanted:
    """Return the paper that a word of the command line means."""
    if kind == "stage1" and services.audits.record(audit_id).audit.type is not AuditType.STAGE1:
        raise Refused(t(N_("This audit is no stage 1; it has no stage 1 report.")))
    if kind not in {"opening", "closing"}:
        return Wanted(audit_id, NAMED.get(kind) or PaperKind(kind))
    meeting = services.meetings.find(audit_id, MeetingKind(kind))
    if meeting is None:
        raise Refused(t(N_("This meeting was not prepared yet.")))
    return Wanted(audit_id, PaperKind(f"{kind}_record"), meeting.id)


def _paper(services: Services, wanted: Wanted, key_file: Path | None) -> tuple[bytes, str]:
    """Return the paper and what it is: signed now, the last one kept, a preview or (of the others) one not signed."""
    if key_file is not None:
        return _sign(services, wanted, key_file), "signed"
    kept = [
        one
        for one in services.reports.list(wanted.audit_id)
        if one.kind is wanted.kind and one.subject_id == wanted.subject_id
    ]
    if kept:
        newest = max(kept, key=lambda one: one.revision)
        return services.reports.file(newest.id), newest.state.value
    if wanted.kind in {PaperKind.REPORT, PaperKind.STAGE1_REPORT}:
        return services.reports.preview(wanted.audit_id, kind=wanted.kind), "preview"
    return services.reports.plain(wanted.audit_id, wanted.kind, wanted.subject_id), "plain"


def _sign(services: Services, wanted: Wanted, key_file: Path) -> bytes:
    """Freeze the paper and sign it as the lead auditor with the key in `key_file`."""
    packed, password = _read(key_file), secret.sign_password()
    identity = services.identities.take(packed, password)
    paper = services.reports.freeze(wanted.audit_id, kind=wanted.kind, subject_id=wanted.subject_id)
    return services.reports.file(services.reports.sign(paper.id, identity.id, password, LEAD_FIELD).id)


def verify(arguments: argparse.Namespace) -> int:
    """Check a signed paper: valid 0, invalid 1, intact but vouched for by nobody 3. Needs no workspace."""
    from app.signing.verify import verify as check  # noqa: PLC0415 - the signing stack is loaded when it is needed

    found = check(_read(arguments.file), _trust(arguments.trust))
    answer(found.to_plain(), as_json=arguments.json, text=_report_of(found))
    if found.verdict == "valid":
        return DONE
    complain(_why(found))
    return UNTRUSTED if found.verdict == "untrusted" else NOT_IN_ORDER


def _trust(path: Path | None) -> TrustList | None:
    from app.signing.trust import TrustList  # noqa: PLC0415 - as above

    if path is None:
        return None
    content = _read(path)
    if len(content) > MOST_TRUST:
        raise Refused(t(N_("{path} is too large for a list of trusted signers."), path=path))
    return TrustList.from_json(content)


def _read(path: Path) -> bytes:
    """Return what is in a file; a device or a pipe may never end, so only files are read."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise Refused(t(N_("{path} is not a file."), path=path))
        if path.stat().st_size > MOST_READ:
            raise Refused(t(N_("{path} is too large for a paper."), path=path))
        return path.read_bytes()
    except OSError as error:
        raise Refused(t(N_("{path} cannot be read: {reason}."), path=path, reason=error.strerror)) from error


def _why(found: Verification) -> str:
    """Return the verdict with its reasons as one line."""
    return f"{found.verdict}: " + " ".join(told(one.code.value, dict(one.values)) for one in found.reasons)


def _report_of(found: Verification) -> str:
    """Return what a person wants to know about a paper."""
    lines = [t(VERDICTS[found.verdict])]
    lines += [f"  {told(one.code.value, dict(one.values))}" for one in (*found.reasons, *found.notes)]
    for one in found.signers:
        vouched = N_("the key is vouched for") if one.trusted else N_("the key is vouched for by nobody")
        when = one.time.isoformat() if one.time else ""
        lines.append(
            t(
                N_("Signed by {name} ({role}), {when}: {vouched}"),
                name=one.name,
                role=t(ROLES.get(one.role, "")) or one.role or one.field,
                when=when,
                vouched=t(vouched),
            )
        )
        lines.append(t(N_("Fingerprint: {digits}"), digits=one.fingerprint))
    covered = N_("The signatures cover the whole file.")
    lines.append(t(covered if found.covers_whole_file else N_("The signatures do not cover the whole file.")))
    lines.append(t(N_("Trail head: {head}"), head=found.trail_head or "-"))
    return "\n".join(lines)
