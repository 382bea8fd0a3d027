"""Files that leave the workspace: whole or not at all, and never over another file without being told."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from app.domain.errors import EnvironmentProblem, UserMistake
from app.storage.files import make_private_file, sync_folder
from app.storage.problems import sorted_errors

if TYPE_CHECKING:
    from pathlib import Path

ASIDE: Final = ".part"


def write_out(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write `content` to `path`: aside, synced, renamed.

    Raises:
        UserMistake: `file_exists` when something is there and `replace` was not said.
        EnvironmentProblem: `no_folder`, `disk_full`, `read_only` ...; no half file is left.
    """
    if not path.parent.is_dir():
        raise EnvironmentProblem("no_folder", folder=str(path.parent))
    if path.exists() and (path.is_dir() or not replace):
        raise UserMistake("file_exists", field="path", path=str(path))
    aside = path.with_name(f".{path.name}.{os.getpid()}{ASIDE}")
    with sorted_errors(path):
        try:
            make_private_file(aside, content)
            if replace:
                aside.replace(path)
            else:
                _name_new(aside, path)
            sync_folder(path.parent)
        finally:
            aside.unlink(missing_ok=True)


def _name_new(aside: Path, path: Path) -> None:
    """Give the finished file its name, unless somebody was faster; sticks without hard links get a plain rename."""
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        raise UserMistake("file_exists", field="path", path=str(path)) from None
    except OSError:
        aside.rename(path)
