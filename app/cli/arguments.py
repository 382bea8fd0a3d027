"""The commands and their arguments (design, section 8); modules of commands import heavy ones when they are called."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from app.cli import papers, sample, self_test, window, workspace
from app.cli.outcome import N_, Misused, t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KINDS: Final = (
    "report", "plan", "opening", "closing", "stage1", "audit-time", "actions", "package", "dossier", "oscal",
    "audit-json", "xlsx",
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """Refuses wrong arguments with one line instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        raise Misused(f"{self.prog}: {message}")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `run` is the command to call with them. Raises `Misused` for wrong ones."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(list(argv))
    if rest and not arguments.takes_rest:
        parser.error(t(N_("not known: {arguments}"), arguments=" ".join(rest)))
    arguments.rest = rest
    return arguments


def _parser() -> _Parser:
    parser = _Parser(
        prog="onsite", description=t(N_("Carries an ISO/IEC 27001 audit to the signed report, without a network."))
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help=t(N_("folder of the workspace")))
    parser.set_defaults(run=window.show, json=False, takes_rest=False)
    commands = parser.add_subparsers(title=t(N_("commands")), metavar="COMMAND", parser_class=_Parser)
    _workspace_commands(commands)
    _paper_commands(commands)
    _other_commands(commands)
    return parser


Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _command(
    commands: Commands[_Parser], name: str, help_text: str, run: Callable[[argparse.Namespace], int]
) -> _Parser:
    made = commands.add_parser(name, help=t(help_text), description=t(help_text))
    made.add_argument("--json", action="store_true", help=t(N_("print one JSON object")))
    made.set_defaults(run=run)
    return made


def _workspace_commands(commands: Commands[_Parser]) -> None:
    _command(commands, "init", N_("make a workspace"), workspace.init)
    _command(commands, "info", N_("say what is in the workspace"), workspace.info)
    _command(commands, "check", N_("check pages, trail and attachments of the workspace"), workspace.check)
    backup = _command(commands, "backup", N_("write a verified backup"), workspace.backup)
    backup.add_argument(
        "--to", type=Path, metavar="DIR", help=t(N_("folder for backups (default: beside the workspace)"))
    )
    restore = _command(commands, "restore", N_("make a workspace from a backup"), workspace.restore)
    restore.add_argument("source", type=Path, metavar="BACKUP", help=t(N_("folder of one backup, or a file in it")))
    restore.add_argument("--to", type=Path, metavar="DIR", help=t(N_("new folder (default: the one of --data-dir)")))


def _paper_commands(commands: Commands[_Parser]) -> None:
    export = _command(commands, "export", N_("write a paper of an audit"), papers.export)
    export.add_argument("audit", metavar="AUDIT", help=t(N_("reference of the audit")))
    export.add_argument("kind", choices=KINDS, help=t(N_("what to write")))
    export.add_argument("--out", type=Path, required=True, metavar="PATH", help=t(N_("the file to write")))
    export.add_argument("--sign-with", type=Path, metavar="FILE.p12", help=t(N_("sign as lead auditor with this key")))
    export.add_argument("--replace", action="store_true", help=t(N_("write over an existing file")))
    verify = _command(commands, "verify", N_("check a signed paper"), papers.verify)
    verify.add_argument("file", type=Path, metavar="FILE", help=t(N_("the paper")))
    verify.add_argument("--trust", type=Path, metavar="FILE", help=t(N_("list of trusted signers")))
    taken = _command(commands, "import", N_("take a file in (not in this version)"), papers.take_in)
    taken.add_argument("file", type=Path, metavar="FILE")


def _other_commands(commands: Commands[_Parser]) -> None:
    demo = _command(commands, "demo", N_("carry the sample audit through to its signed report"), sample.demo)
    demo.add_argument("--out", type=Path, required=True, metavar="DIR", help=t(N_("folder for the papers")))
    _command(commands, "self-test", N_("check what an installed copy needs"), self_test.self_test)
    gallery = _command(commands, "gallery", N_("show every part of the windows"), window.gallery)
    gallery.set_defaults(takes_rest=True)
