"""A lock that lets writers in by the order in which they came."""

from __future__ import annotations

import threading
from collections import deque


class Turns:
    """One at a time, first come first served (a plain lock may starve one); not for the same thread twice."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._holder: int | None = None

    def take(self) -> None:
        """Wait for the turn; RuntimeError when this thread has it already (it would wait for ever)."""
        me = threading.get_ident()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a unit of work inside a unit of work")
            if self._holder is None and not self._waiting:
                self._holder = me
                return
            called = threading.Event()
            self._waiting.append(called)
        called.wait()
        with self._guard:
            self._waiting.popleft()
            self._holder = me

    def give(self) -> None:
        """Hand the turn to the one who waits longest."""
        with self._guard:
            self._holder = None
            if self._waiting:
                # The holder stays None until the called one wakes; the queue is not empty, so nobody jumps it.
                self._waiting[0].set()
