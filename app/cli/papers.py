"""Commands for papers: write one, check one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.cli import secret
from app.cli.outcome import DONE, N_, NOT_IN_ORDER, UNTRUSTED, Refused, answer, complain, t, told
from app.cli.workspace import opened

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from app.domain.record import Paper
    from app.domain.verification import Verification
    from app.services.container import Services
    from app.signing.trust import TrustList

VERDICTS: Final = {
    "valid": N_("Valid: unchanged, complete, and every signer is vouched for."),
    "untrusted": N_("Untrusted: unchanged, but a signer is vouched for by nobody."),
    "invalid": N_("Invalid: do not rely on this file."),
}
LATER: Final = frozenset({"plan", "stage1", "actions", "package", "dossier", "oscal", "audit-json", "xlsx"})
MOST_TRUST: Final = 4 * 1024 * 1024
MOST_READ: Final = 1024 * 1024 * 1024
WHAT: Final = {
    "record": N_("meeting record, not signed"),
    "signed": N_("signed report"),
    "frozen": N_("frozen report, not signed"),
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
            t(N_("This version cannot write “{kind}” yet; it writes report, opening and closing."), kind=kind)
        )
    if arguments.sign_with is not None and kind != "report":
        raise Refused(t(N_("Only the report can be signed in this version; meeting records are written unsigned.")))
    with opened(arguments) as services:
        audit_id = services.audits.find(arguments.audit)
        if kind == "report":
            paper, what = _report(services, audit_id, arguments.sign_with)
        else:
            paper, what = _meeting(services, audit_id, kind), "record"
        _write(arguments, paper)
    answer(
        {"file": str(arguments.out), "what": what}, as_json=arguments.json, text=f"{arguments.out} ({t(WHAT[what])})"
    )
    return DONE


def _write(arguments: argparse.Namespace, content: bytes) -> None:
    from app.services.outgoing import write_out  # noqa: PLC0415 - kept beside its use

    write_out(arguments.out, content, replace=arguments.replace)


def _report(services: Services, audit_id: str, key_file: Path | None) -> tuple[bytes, str]:
    """Return the report and what it is: signed now, the last one kept, or a preview."""
    if key_file is not None:
        return _sign(services, audit_id, key_file), "signed"
    kept = services.reports.list(audit_id)
    if not kept:
        return services.reports.preview(audit_id), "preview"
    newest: Paper = max(kept, key=lambda one: one.revision)
    return services.reports.file(newest.id), newest.state.value


def _sign(services: Services, audit_id: str, key_file: Path) -> bytes:
    """Freeze the report and sign it as the lead auditor with the key in `key_file`."""
    packed, password = _read(key_file), secret.sign_password()
    identity = services.identities.take(packed, password)
    paper = services.reports.freeze(audit_id)
    return services.reports.file(services.reports.sign(paper.id, identity.id, password, LEAD_FIELD).id)


def _meeting(services: Services, audit_id: str, kind: str) -> bytes:
    from app.domain.kinds import MeetingKind  # noqa: PLC0415 - kept beside its use

    meeting = services.meetings.find(audit_id, MeetingKind(kind))
    if meeting is None:
        raise Refused(t(N_("This meeting was not prepared yet.")))
    return services.reports.meeting_record(meeting.id)


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
