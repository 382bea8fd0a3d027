"""The self-test: does this installed copy have all it needs? Migrate, write, sign, verify, load every window."""

from __future__ import annotations

import importlib
import pkgutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.cli.outcome import DONE, N_, NOT_IN_ORDER, complain, t, tell, tell_json
from app.cli.sample import START, ZONE, Stopwatch, throw_away

if TYPE_CHECKING:
    import argparse

    from app.services.container import Services

NAME: Final = "Self Test"
PASSWORD: Final = "self-test"  # noqa: S105 - of a key that lives for a second
REASON: Final = "self-test"
PICTURE: Final = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the self-test found: verdicts on a signed report with its list, without it and after a change."""

    valid: str
    untrusted: str
    altered: str
    record_in_order: bool

    @property
    def fine(self) -> bool:
        """Tell whether all is as it must be."""
        verdicts = (self.valid, self.untrusted, self.altered)
        return self.record_in_order and verdicts == ("valid", "untrusted", "invalid")


def self_test(arguments: argparse.Namespace) -> int:
    """Go the whole way once in a throw-away workspace; exit 1 with one line when something is not as it must be."""
    watch = Stopwatch(quiet=arguments.json)
    with tempfile.TemporaryDirectory(prefix="onsite-self-test-") as folder:
        found = _go(Path(folder), watch)
    with watch.step(N_("loading the windows")):
        windows = _load_windows()
    if arguments.json:
        verdicts = [found.valid, found.untrusted, found.altered]
        tell_json({"ok": found.fine, "verdicts": verdicts, "windows": windows, "seconds": watch.seconds})
    else:
        tell(t(N_("Window modules loaded: {count}"), count="-" if windows is None else windows))
    if found.fine:
        return DONE
    text = N_(
        "The self-test failed: its report is {valid} with its list of signers, {untrusted} without, {altered} altered."
    )
    complain(t(text, valid=found.valid, untrusted=found.untrusted, altered=found.altered))
    return NOT_IN_ORDER


def _go(folder: Path, watch: Stopwatch) -> _Found:
    from app.domain.clock import SetClock  # noqa: PLC0415 - kept beside its use

    with watch.step(N_("empty workspace")):
        services = throw_away(folder / "workspace", SetClock(START, ZONE))
    try:
        with watch.step(N_("writing")):
            audit_id = _write(services)
        with watch.step(N_("signing")):
            signed = _sign(services, audit_id)
        with watch.step(N_("check of the signatures")):
            return _judge(services, signed)
    finally:
        services.workspace.close()


def _write(services: Services) -> str:
    """Enter a person, a client, an audit and an item of evidence with a file; return the audit's id."""
    from app.domain.client import Body, Client, Person  # noqa: PLC0415 - as above
    from app.domain.drafts import AuditDraft, ClientDraft, EvidenceDraft, IncomingFile  # noqa: PLC0415 - as above
    from app.domain.kinds import TeamRole  # noqa: PLC0415 - as above
    from app.domain.record import TeamMember  # noqa: PLC0415 - as above

    services.body.set_up(Body(name=NAME))
    person = services.body.add_person(Person(name=NAME, initials="ST"))
    services.body.i_am(person.id)
    client = services.clients.add(ClientDraft(client=Client(name=NAME)))
    lead = TeamMember(name=NAME, initials="ST", role=TeamRole.LEAD_AUDITOR, person_id=person.id)
    audit_id = services.audits.create(AuditDraft(client_id=client.id, reference=NAME, team=(lead,))).id
    file = IncomingFile(name="picture.jpg", data=PICTURE)
    services.evidence.capture(audit_id, EvidenceDraft(title=NAME), (file,))
    return audit_id


def _sign(services: Services, audit_id: str) -> bytes:
    """Freeze and sign the report with a new key, which is pinned; return the signed file."""
    from app.domain.report_parts import SignerRole  # noqa: PLC0415 - as above

    key = services.identities.make(NAME, "", PASSWORD)
    services.identities.trust(key.fingerprint, NAME, SignerRole.LEAD_AUDITOR.value)
    reasons = {one.code: REASON for one in services.reports.missing(audit_id) if one.blocking}
    paper = services.reports.freeze(audit_id, reasons)
    return services.reports.file(services.reports.sign(paper.id, key.id, PASSWORD, "LeadAuditor").id)


def _judge(services: Services, signed: bytes) -> _Found:
    from app.signing.verify import verify  # noqa: PLC0415 - the signing stack is loaded when it is needed

    altered = bytearray(signed)
    altered[len(signed) // 3] ^= 1
    return _Found(
        valid=services.reports.verify(signed).verdict,
        untrusted=verify(signed, None).verdict,
        altered=services.reports.verify(bytes(altered)).verdict,
        record_in_order=services.workspace.check().ok,
    )


def _load_windows() -> int | None:
    """Return how many modules of the windows were loaded, None where this copy has no Qt."""
    import app.ui  # noqa: PLC0415 - holds no Qt itself

    names = [one.name for one in pkgutil.walk_packages(app.ui.__path__, "app.ui.")]
    try:
        for name in names:
            importlib.import_module(name)
    except ImportError as error:
        if (error.name or "").split(".")[0] in {"PySide6", "shiboken6"}:
            return None
        raise
    return len(names)
