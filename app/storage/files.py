"""Files on the disk: private modes, whole replacement, and what is wrong with a folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from app.domain.errors import EnvironmentProblem

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
WRITABLE_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def make_private_folder(folder: Path) -> None:
    """Make `folder` (and its parents) for this user only; an existing one is narrowed to 0700."""
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    folder.chmod(PRIVATE_FOLDER)


def make_private_file(path: Path, content: bytes = b"") -> None:
    """Make a new file of mode 0600 whatever the umask, write `content`, sync; FileExistsError when it is there."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), PRIVATE_FILE)
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), PRIVATE_FILE)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, content: bytes) -> None:
    """Replace `path` by `content` so that a crash leaves the old or the new.

    Write aside, sync, rename, sync the folder.
    """
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    make_private_file(aside, content)
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_folder(folder: Path) -> None:
    """Raise the `EnvironmentProblem` that keeps `folder` from being worked in.

    Its code is missing_folder, folder_open_to_others or read_only.
    """
    if not folder.is_dir():
        raise EnvironmentProblem("missing_folder", folder=str(folder))
    if os.name != "nt" and folder.stat().st_mode & WRITABLE_BY_OTHERS:
        raise EnvironmentProblem("folder_open_to_others", folder=str(folder))
    # The mode is looked at too: for root, access() allows everything.
    if not folder.stat().st_mode & stat.S_IWUSR or not os.access(folder, os.W_OK | os.X_OK):
        raise EnvironmentProblem("read_only", path=str(folder))


def check_file(path: Path) -> None:
    """Raise the `EnvironmentProblem` that keeps `path` from being used: missing_file, damaged (empty), read_only."""
    if not path.is_file():
        raise EnvironmentProblem("missing_file", path=str(path))
    if not path.stat().st_size:
        raise EnvironmentProblem("damaged", path=str(path), part="empty")
    read_only = not (path.stat().st_mode & stat.S_IWUSR) or not os.access(path, os.R_OK | os.W_OK)
    if read_only:
        raise EnvironmentProblem("read_only", path=str(path))
