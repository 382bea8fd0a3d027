"""Commands for the workspace as a whole: make, look into, check, back up, restore."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from app.cli import secret
from app.cli.outcome import DONE, N_, NOT_IN_ORDER, answer, complain, say_error, t, tell_json, told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.container import Services
    from app.storage.check import CheckReport
    from app.storage.trail import Head

DAMAGE: Final = frozenset({"damaged", "damaged_first_page", "damaged_header", "header_refused", "older_than_saved"})


def folder_of(arguments: argparse.Namespace) -> Path:
    """Return the folder of the workspace: the one named, or the user's own."""
    from app import paths  # noqa: PLC0415 - kept beside its use

    named: Path | None = arguments.data_dir
    return named if named is not None else paths.data_folder() / "workspace"


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Services]:
    """Give the services of the workspace and close it; a missing folder is said before a password is asked for."""
    from app.bootstrap import WorkspaceGate, open_with  # noqa: PLC0415 - as above
    from app.domain.errors import EnvironmentProblem  # noqa: PLC0415 - as above

    folder = folder_of(arguments)
    if not WorkspaceGate().exists(folder):
        raise EnvironmentProblem("missing_file", path=str(folder))
    services = open_with(folder, secret.password())
    try:
        yield services
    finally:
        services.workspace.close()


def init(arguments: argparse.Namespace) -> int:
    """Make a workspace and print its recovery key, which is shown this once."""
    from app.bootstrap import create_services  # noqa: PLC0415 - as above

    folder = folder_of(arguments)
    services, recovery = create_services(folder, secret.new_password())
    services.workspace.close()
    text = t(N_("Workspace: {folder}"), folder=folder)
    text += "\n" + t(N_("Recovery key (write it down, it is shown only now): {key}"), key=recovery)
    answer({"folder": str(folder), "recovery_key": recovery}, as_json=arguments.json, text=text)
    return DONE


def info(arguments: argparse.Namespace) -> int:
    """Say which audits are in the workspace, and the state of its trail."""
    with opened(arguments) as services:
        audits = [
            {
                "ref": one.reference,
                "client": one.client,
                "type": one.type.value,
                "state": one.state.value,
                "evidence": one.evidence,
                "findings": one.findings,
                "head": services.workspace.head(one.id).value,
            }
            for one in services.audits.list()
        ]
        head = services.workspace.whole_head()
        document = {"folder": str(services.workspace.folder), "audits": audits, "trail": _trail(head)}
    lines = [f"{one['ref']}  {one['client']}  {one['type']}  {one['state']}" for one in audits]
    lines.append(t(N_("Trail: {count} entries, head {head}"), count=head.count, head=head.value))
    answer(document, as_json=arguments.json, text="\n".join(lines))
    return DONE


def _trail(head: Head) -> dict[str, object]:
    return {"count": head.count, "head": head.value}


def check(arguments: argparse.Namespace) -> int:
    """Check everything; exit 1 with one line when something is not in order, even so much that it cannot be opened."""
    from app.domain.errors import EnvironmentProblem  # noqa: PLC0415 - as above

    try:
        with opened(arguments) as services:
            report = services.workspace.check()
    except EnvironmentProblem as problem:
        if problem.code not in DAMAGE:
            raise
        fault = {"code": problem.code, "values": dict(problem.values)}
        if arguments.json:
            tell_json({"ok": False, "entries": 0, "attachments": 0, "faults": [fault]})
        complain(say_error(problem))
        return NOT_IN_ORDER
    return _told_check(arguments, report)


def _told_check(arguments: argparse.Namespace, report: CheckReport) -> int:
    faults = [{"code": one.code, "values": dict(one.values)} for one in report.faults]
    document = {"ok": report.ok, "entries": report.entries, "attachments": report.attachments, "faults": faults}
    counts = {"entries": report.entries, "attachments": report.attachments}
    lines = [t(N_("{entries} entries and {attachments} attachments checked."), **counts)]
    lines += [told(one.code, one.values) for one in report.faults]
    answer(document, as_json=arguments.json, text="\n".join(lines))
    if report.ok:
        return DONE
    first = report.faults[0]
    problem = told(first.code, first.values)
    complain(t(N_("The workspace is not in order ({count} faults). {first}"), count=len(faults), first=problem))
    return NOT_IN_ORDER


def backup(arguments: argparse.Namespace) -> int:
    """Write a verified backup and say where it is."""
    with opened(arguments) as services:
        target = arguments.to or services.workspace.folder.parent / "onsite-backups"
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = services.workspace.backup(target)
    document = {
        "folder": str(made.folder),
        "entries": made.entries,
        "head": made.head,
        "attachments": made.attachments,
        "new_attachments": made.new_attachments,
    }
    answer(document, as_json=arguments.json, text=str(made.folder))
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    """Make a workspace from a backup in a new folder and check it whole."""
    from app.bootstrap import restore_with  # noqa: PLC0415 - as above

    folder = arguments.to or folder_of(arguments)
    services = restore_with(arguments.source, folder, secret.password())
    try:
        report = services.workspace.check()
        head = services.workspace.whole_head()
    finally:
        services.workspace.close()
    document = {"folder": str(folder), "ok": report.ok, "entries": report.entries, "trail": _trail(head)}
    answer(document, as_json=arguments.json, text=str(folder))
    if not report.ok:
        complain(t(N_("The restored workspace is not in order ({count} faults)."), count=len(report.faults)))
        return NOT_IN_ORDER
    return DONE
