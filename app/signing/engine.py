"""How pyHanko is spoken to: its errors in one tuple, its log kept quiet, its coroutines run without sockets."""

from __future__ import annotations

import asyncio
import logging
import zlib
from struct import error as struct_error
from typing import TYPE_CHECKING, Final, TypeVar

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko.pdf_utils.generic import DictionaryObject, IndirectObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko_certvalidator.errors import CRLValidationError, OCSPValidationError, PathError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from pyhanko.pdf_utils.generic import PdfObject

T = TypeVar("T")

# pyHanko logs every finding as a warning with a traceback; our result says the same in words.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

BROKEN: Final = (
    PdfError,  # the file's syntax
    ValueError,  # also asn1crypto, pyHanko's validation errors, Unicode, bad ASN.1 times
    LookupError,  # a key or an index that a damaged file does not have
    TypeError,  # a number where a dictionary should be
    AttributeError,  # the same, met by a method call
    AssertionError,  # pyHanko asserts the type of many objects it reads
    ArithmeticError,  # numbers too large
    RuntimeError,  # RecursionError, NotImplementedError, ...
    OSError,  # seeking to a negative place
    EOFError,
    zlib.error,
    struct_error,
    PathError,
    ValidationError,
    CRLValidationError,
    OCSPValidationError,
    InvalidSignature,
    UnsupportedAlgorithm,
)
"""What pyHanko, certvalidator, asn1crypto and cryptography raise over a damaged or hostile file.

Proven by the flips in tests/signing: no other error came out. MemoryError is not here: it is the machine's.
"""


class QuietWriter(IncrementalPdfFileWriter):
    """An incremental writer that leaves Info and XMP alone.

    Revision 0 then differs from the signed file by signatures only, and the strict policy needs no rule for
    metadata (notes/pdf.md, section 5).
    """

    def _update_meta(self) -> None:
        """Do nothing: the time of signing stands in the signature."""


def entry(holder: PdfObject | None, key: str) -> Any:  # noqa: ANN401 - as untyped as PDF is
    """Return the object under `key` of a dictionary, indirect references followed; None if there is no such entry."""
    if isinstance(holder, IndirectObject):
        holder = holder.get_object()
    return holder[key] if isinstance(holder, DictionaryObject) and key in holder else None


class _NothingToWaitFor:
    """Stands where an event loop keeps its selector; there is no input or output to select."""

    def select(self, timeout: float | None) -> list[object]:
        """Return no events; refuse to wait for ever."""
        if timeout is None or timeout > 0:
            raise RuntimeError("signing offline, but something waits for the network")
        return []


class _OfflineLoop(asyncio.BaseEventLoop):
    """An event loop without sockets.

    pyHanko's functions are coroutines because a token or a time stamp could be far away. asyncio's own loops open
    a socket pair just to exist (on Windows a TCP connection to itself), and this program opens none.
    """

    def __init__(self) -> None:
        super().__init__()
        self._selector = _NothingToWaitFor()

    def _process_events(self, event_list: list[object]) -> None:
        """Do nothing: there are no events."""

    def _write_to_self(self) -> None:
        """Do nothing: nobody sleeps who must be woken."""


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a pyHanko coroutine in this thread and return its result; RuntimeError if it wants the network."""
    loop = _OfflineLoop()
    try:
        result: T = loop.run_until_complete(coroutine)
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
    return result
