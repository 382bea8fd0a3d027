"""The only file with threads: one writer for the workspace, and a small pool for reads and long work.

The writer takes typing and capture first. Work is a callable without Qt; its end is told in the main thread, in the
order: `done` or `failed`, then `finished`, which always comes. Callbacks are bound methods; they are held weakly, so
that a closed window is neither kept alive nor called.
"""

from __future__ import annotations

import itertools
import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import Cancelled

Progress = Callable[[int, str], None]
_READERS: Final = 2
_FIRST, _LATER, _LAST = 0, 1, 2


class _Callback:
    """A callback that dies with the object it belongs to."""

    def __init__(self, call: Callable[..., object] | None) -> None:
        owner = getattr(call, "__self__", None)
        bound = call is not None and isinstance(owner, QObject)
        self._weak = weakref.WeakMethod(call) if bound and call is not None else None
        self._call = None if bound else call

    def __bool__(self) -> bool:
        return self._weak is not None or self._call is not None

    def __call__(self, *values: object) -> None:
        call = self._weak() if self._weak else self._call
        if call is None:
            return
        owner = getattr(call, "__self__", None)
        if isinstance(owner, QObject) and not shiboken6.isValid(owner):
            return
        call(*values)


class Job(QObject):
    """One piece of work under way; lives in the main thread.

    Signals:
        progressed: percent and text, from work that reports.
        finished: the work is over, whatever its end.
    """

    progressed = Signal(int, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, call: Callable[[], object], *, writes: bool, origin: object | None = None) -> None:
        super().__init__()
        self.writes: Final = writes
        self.origin: Final = weakref.ref(origin) if isinstance(origin, QObject) else None
        self._call: Callable[[], object] | None = call
        self._asked_to_stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report of progress."""
        self._asked_to_stop.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether somebody asked the work to stop."""
        return self._asked_to_stop.is_set()

    def report(self, percent: int, text: str = "") -> None:
        """Report progress from the worker; raises `Cancelled` once asked to stop."""
        if self._asked_to_stop.is_set():
            raise Cancelled
        self.progressed.emit(percent, text)

    def run(self) -> None:
        """Do the work in a worker thread; every end is told, none is lost."""
        call, self._call = self._call, None
        if self.cancelled or call is None:
            self._ended.emit(Cancelled(), None)
            return
        try:
            value = call()
        except BaseException as problem:  # noqa: BLE001 - told in the main thread; the worker must live on
            self._ended.emit(problem, None)
        else:
            self._ended.emit(None, value)


class Jobs(QObject):
    """Runs work beside the window.

    Signals:
        writing: number of writes that wait or run.
        wrote: a write was committed.
        write_failed: a write failed, with its exception.
        changed: `Changes` of a committed write, and who asked for it.
        problem: work failed and nobody took the failure.
        idle: nothing waits or runs any more.
    """

    writing = Signal(int)
    wrote = Signal()
    write_failed = Signal(object)
    changed = Signal(object, object)
    problem = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = itertools.count()
        self._under_way: dict[Job, tuple[_Callback, _Callback]] = {}
        self._write_queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._read_queue: queue.PriorityQueue[tuple[int, int, Job | None]] = queue.PriorityQueue()
        self._closed = False
        self._threads = [self._thread("writer", self._write_queue)]
        self._threads += [self._thread(f"reader {n}", self._read_queue) for n in range(1, _READERS + 1)]

    def write(
        self,
        call: Callable[[], object],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        *,
        urgent: bool = False,
        origin: QObject | None = None,
    ) -> Job:
        """Run `call` on the writer thread; `urgent` (typing, capture) goes before other writes.

        `done` gets what `call` returned. If that is `Changes` or has a `changes`, everybody hears of it by `changed`.
        """
        job = Job(call, writes=True, origin=origin)
        self._start(job, done, failed, self._write_queue, _FIRST if urgent else _LATER)
        self.writing.emit(self.writes_under_way)
        return job

    def read(
        self,
        call: Callable[[], object],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        """Run a quick `call` that only reads, beside the writer."""
        job = Job(call, writes=False)
        self._start(job, done, failed, self._read_queue, _FIRST)
        return job

    def long(
        self,
        call: Callable[[Progress], object],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        """Run long work; it gets a `progress(percent, text)` that raises `Cancelled` once `Job.cancel` was called."""
        job = Job(_nothing, writes=False)
        job._call = lambda: call(job.report)  # noqa: SLF001 - job and report belong together
        self._start(job, done, failed, self._read_queue, _LATER)
        return job

    @property
    def writes_under_way(self) -> int:
        """Return the number of writes that wait or run."""
        return sum(job.writes for job in self._under_way)

    @property
    def busy(self) -> bool:
        """Tell whether anything waits or runs."""
        return bool(self._under_way)

    def cancel_all(self) -> None:
        """Ask all long work to stop; writes go on to their end."""
        for job in self._under_way:
            if not job.writes:
                job.cancel()

    def close(self) -> None:
        """Stop long work, let every write come to its end, and wait for the threads."""
        if self._closed:
            return
        self._closed = True
        self.cancel_all()
        self._write_queue.put((_LAST, next(self._count), None))
        for _ in range(_READERS):
            self._read_queue.put((_LAST, next(self._count), None))
        for thread in self._threads:
            thread.join()

    def _start(
        self,
        job: Job,
        done: Callable[[Any], object] | None,
        failed: Callable[[BaseException], object] | None,
        line: queue.PriorityQueue[tuple[int, int, Job | None]],
        level: int,
    ) -> None:
        if self._closed:
            raise RuntimeError("jobs are closed")
        self._under_way[job] = (_Callback(done), _Callback(failed))
        # Queued whatever thread emits: the end of a job is never told inside the call that started it.
        job._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)  # noqa: SLF001 - see above
        line.put((level, next(self._count), job))

    def _thread(self, name: str, line: queue.PriorityQueue[tuple[int, int, Job | None]]) -> threading.Thread:
        thread = threading.Thread(target=_work_through, args=(line,), name=f"onsite {name}", daemon=True)
        thread.start()
        return thread

    @Slot(object, object)
    def _on_ended(self, problem: object, value: object) -> None:
        job = self.sender()
        if not isinstance(job, Job) or job not in self._under_way:
            return
        done, failed = self._under_way.pop(job)
        try:
            if problem is None:
                self._tell_success(job, value, done)
            else:
                self._tell_failure(job, problem, failed)
        finally:
            job.finished.emit()
            if job.writes:
                self.writing.emit(self.writes_under_way)
            if not self._under_way:
                self.idle.emit()
            job.deleteLater()

    def _tell_success(self, job: Job, value: object, done: _Callback) -> None:
        if job.writes:
            self.wrote.emit()
        done(value)
        from app.domain.changes import Changes  # noqa: PLC0415 - not for the first window

        changes = value if isinstance(value, Changes) else getattr(value, "changes", None)
        if isinstance(changes, Changes):
            self.changed.emit(changes, job.origin() if job.origin else None)

    def _tell_failure(self, job: Job, problem: object, failed: _Callback) -> None:
        if job.writes:
            self.write_failed.emit(problem)
        if failed:
            failed(problem)
        elif not isinstance(problem, Cancelled):
            self.problem.emit(problem)


def _nothing() -> None:
    """Stand in until the real work is set."""


def _work_through(line: queue.PriorityQueue[tuple[int, int, Job | None]]) -> None:
    """Take jobs from `line` until told to end."""
    while True:
        job = line.get()[2]
        if job is None:
            return
        job.run()
