"""The commands that show windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.outcome import N_, Refused, t

if TYPE_CHECKING:
    import argparse


def show(arguments: argparse.Namespace) -> int:
    """Show the program."""
    from app.bootstrap import open_window  # noqa: PLC0415 - Qt is loaded here only

    try:
        return open_window([], arguments.data_dir)
    except ImportError as error:
        raise _without_qt(error) from error


def gallery(arguments: argparse.Namespace) -> int:
    """Show the gallery."""
    from app.bootstrap import open_gallery  # noqa: PLC0415 - as above

    try:
        return open_gallery(arguments.rest)
    except ImportError as error:
        raise _without_qt(error) from error


def _without_qt(error: ImportError) -> Exception:
    """Return a plain refusal when Qt is not installed; any other missing module is a bug and stays one."""
    if (error.name or "").split(".")[0] in {"PySide6", "shiboken6"}:
        return Refused(t(N_("This copy has no windows: Qt is not installed or cannot be loaded. See “onsite --help”.")))
    return error
