"""The command line: arguments, exit codes, one line per refusal; no rules.

Exit 0 = done, 1 = the thing checked is not in order, 2 = used wrongly or refused, 3 = intact but vouched for by nobody
(design, section 8). A reason stands in one line on stderr; `--json` prints one object on stdout,
for a refusal too. Passwords come from `ONSITE_PASSWORD` or a prompt, never from an argument. Nothing here imports Qt
but the commands that show windows.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from app.cli.arguments import parse
from app.cli.outcome import N_, Broken, Refused, Stopped, complain, refusal_of, say_error, t, tell_json
from app.decoding import HIDDEN_ARGUMENT, HIDDEN_TABLE, HIDDEN_TEXT, HIDDEN_VIEW
from app.decoding.worker import run as decode
from app.domain.errors import AuditError, Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEBUG: Final = "ONSITE_DEBUG"
JSON: Final = "--json"
REFUSED: Final = 2
BROKEN_PIPE: Final = 141


def _helper(given: Sequence[str]) -> Callable[[], int] | None:
    """Return what runs in a helper process; each is seldom needed and imported then."""
    if given == [HIDDEN_ARGUMENT]:
        return decode
    if given == [HIDDEN_TABLE]:
        from app.decoding.table_worker import run as decode_table  # noqa: PLC0415 - see above

        return decode_table
    if given == [HIDDEN_TEXT]:
        from app.decoding.text_worker import run as decode_text  # noqa: PLC0415 - see above

        return decode_text
    if given == [HIDDEN_VIEW]:
        from app.decoding.view_worker import run as decode_view  # noqa: PLC0415 - see above

        return decode_view
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    helper = _helper(given)
    if helper is not None:
        return helper()
    try:
        return _run(given)
    except (Refused, AuditError) as refusal:
        return _refuse(refusal, as_json=JSON in given)
    except BrokenPipeError:
        # Whoever read our output is gone; the rest of it goes nowhere (signal 13 by convention of shells).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def _run(given: Sequence[str]) -> int:
    """Run the command; what ends it otherwise than by a refusal becomes one."""
    try:
        arguments = parse(given)
        return int(arguments.run(arguments))
    except (Refused, AuditError, BrokenPipeError):
        raise
    except (Cancelled, KeyboardInterrupt) as stop:
        raise Stopped(t(N_("Stopped."))) from stop
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        place = _where(error)
        said = N_("Onsite met an error of its own ({place}). Set {name}=1 to see it whole.")
        raise Broken(t(said, place=place, name=DEBUG)) from error


def _refuse(refusal: Refused | AuditError, *, as_json: bool) -> int:
    """Say why: in one line on stderr, and as one object on stdout for whoever asked for JSON."""
    complain(say_error(refusal) if isinstance(refusal, AuditError) else str(refusal))
    if as_json:
        tell_json(refusal_of(refusal))
    return REFUSED


def _where(error: BaseException) -> str:
    """Return the type of an error and where it came up; its text may hold what a client said."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    code = trace.tb_frame.f_code
    return f"{type(error).__name__} in {os.path.basename(code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119 - no path needed
