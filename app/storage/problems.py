"""SQLite's errors sorted once into problems of the environment (by primary code; sqlcipher3 has no extended ones)."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2

from app.domain.errors import EnvironmentProblem, UserMistake

# https://www.sqlite.org/rescode.html, primary result codes
CODES: Final = {
    5: "file_busy",
    8: "read_only",
    10: "disk_error",
    11: "damaged",
    13: "disk_full",
    14: "missing_file",
    26: "damaged_first_page",
}
ERRNOS: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EIO: "disk_error",
    errno.EFBIG: "disk_full",
    errno.ENOENT: "missing_file",
}


def problem_of(error: BaseException, path: Path) -> EnvironmentProblem | None:
    """Return the problem behind an error of the driver or the operating system.

    None when it is a bug or a rule of ours.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, dbapi2.IntegrityError):
        return None
    if isinstance(cause, dbapi2.Error):
        code = CODES.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    elif isinstance(cause, OSError):
        code = ERRNOS.get(cause.errno or 0)
    else:
        code = None
    return None if code is None else EnvironmentProblem(code, path=str(path))


@contextmanager
def sorted_errors(path: Path, *, of_files: bool = True) -> Iterator[None]:
    """Raise problems of the machine as `EnvironmentProblem`, a lost race on a row as `UserMistake`.

    `of_files=False` leaves errors of the operating system alone: around code of others, who have files of their own.
    """
    try:
        yield
    except StaleDataError as error:
        raise UserMistake("changed_meanwhile") from error
    except (DBAPIError, dbapi2.Error, OSError) as error:
        problem = problem_of(error, path)
        if problem is None or (isinstance(error, OSError) and not of_files):
            raise
        raise problem from error
