"""Keeps Python 3.11 alive under PySide6 6.12."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_MANY: Final = 1 << 60
_done: list[bool] = []


def hold_constants() -> None:
    """Give `None`, `True` and the other constants so many references that they cannot run out.

    WORKAROUND: the wheel of PySide6 6.12 for Python 3.10 and up is compiled against headers in which `None` is immortal
    (PEP 683, Python 3.12). On 3.11 every call that returns `None` (`parentWidget()`, `property()`) takes a reference
    away without giving one; measured: exactly one per call. After some thousands of calls the interpreter ends with
    "none_dealloc: deallocating None". On 3.12 and later nothing is done. May go when 3.11 goes.
    """
    ordinary = sys.implementation.name == "cpython" and not hasattr(sys, "getobjects")
    if _done or sys.version_info >= (3, 12) or not ordinary or ctypes.sizeof(ctypes.c_ssize_t) != 8:  # noqa: PLR2004
        return
    for constant in (None, True, False, Ellipsis, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += _MANY  # the count is the first word of an object
    _done.append(True)
