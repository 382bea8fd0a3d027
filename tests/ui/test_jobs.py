"""Jobs: order, ends, cancelling, callbacks that die with their window, waiting at the close."""

from __future__ import annotations

import gc
import threading
import time
from functools import partial

import pytest
from PySide6.QtCore import QObject, QThread

from app.domain.changes import Changes
from app.domain.errors import Cancelled, EnvironmentProblem
from app.ui.jobs import Jobs
from tests.ui.stage import wait_until


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[bool] = []

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.append(QThread.currentThread() is self.thread())


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def listener(qapp) -> Listener:
    return Listener()


def idle(jobs: Jobs) -> None:
    wait_until(lambda: not jobs.busy)


def test_the_value_comes_back_in_the_main_thread(jobs, listener):
    jobs.write(lambda: threading.current_thread().name, listener.hear)
    idle(jobs)
    assert listener.heard == ["onsite writer"]
    assert listener.threads == [True]


def test_nothing_is_told_inside_the_call_that_starts_a_job(jobs, listener):
    jobs.read(lambda: 1, listener.hear)
    time.sleep(0.05)
    assert listener.heard == []
    idle(jobs)
    assert listener.heard == [1]


def test_typing_goes_before_other_writes(jobs):
    order: list[str] = []
    gate = threading.Event()
    jobs.write(gate.wait)
    for name in ("one", "two"):
        jobs.write(lambda name=name: order.append(name))
    jobs.write(lambda: order.append("typing"), urgent=True)
    gate.set()
    idle(jobs)
    assert order == ["typing", "one", "two"]


def test_writes_never_run_at_the_same_time(jobs):
    running, most = [0], [0]

    def write() -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        time.sleep(0.002)
        running[0] -= 1

    for _ in range(20):
        jobs.write(write)
    idle(jobs)
    assert most == [1]


def test_a_read_does_not_wait_for_a_write(jobs, listener):
    gate = threading.Event()
    jobs.write(gate.wait)
    jobs.read(lambda: "read", listener.hear)
    wait_until(lambda: listener.heard == ["read"])
    gate.set()
    idle(jobs)


def test_a_failure_reaches_who_asked(jobs, listener):
    problem = EnvironmentProblem("disk_full")

    def fail() -> None:
        raise problem

    jobs.write(fail, None, listener.hear)
    idle(jobs)
    assert listener.heard == [problem]


def test_a_failure_nobody_takes_is_a_problem(jobs, qtbot):
    def fail() -> None:
        raise ValueError

    with qtbot.waitSignal(jobs.problem, check_params_cb=lambda problem: isinstance(problem, ValueError)):
        jobs.read(fail)


@pytest.mark.parametrize("problem", [ValueError(), Cancelled(), SystemExit(1), KeyboardInterrupt()])
def test_finished_always_comes(jobs, qtbot, problem):
    def fail() -> None:
        raise problem

    job = jobs.write(fail, None, lambda _: None)
    with qtbot.waitSignal(job.finished):
        pass
    assert not jobs.busy


def test_finished_comes_though_the_callback_fails(jobs, qtbot):
    def break_down(_: object) -> None:
        raise RuntimeError

    job = jobs.read(lambda: 1, break_down)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(job.finished):
        pass
    assert caught[0][0] is RuntimeError


def test_the_worker_lives_on_after_a_failure(jobs, listener):
    def fail() -> None:
        raise SystemExit(1)

    jobs.write(fail, None, lambda _: None)
    jobs.write(lambda: 2, listener.hear)
    idle(jobs)
    assert listener.heard == [2]


def test_long_work_reports_and_stops(jobs, listener):
    seen: list[int] = []
    gate = threading.Event()

    def work(progress) -> None:
        for percent in range(100):
            progress(percent, "working")
            gate.wait(2)

    job = jobs.long(work, None, listener.hear)
    job.progressed.connect(lambda percent, _text: seen.append(percent))
    wait_until(lambda: bool(seen))
    job.cancel()
    gate.set()
    idle(jobs)
    assert isinstance(listener.heard[0], Cancelled)
    assert len(seen) < 10


def test_work_that_waits_can_be_cancelled_before_it_begins(jobs, listener):
    gate = threading.Event()
    for _ in range(2):
        jobs.read(gate.wait)
    job = jobs.long(lambda progress: "done", listener.hear, listener.hear)
    job.cancel()
    gate.set()
    idle(jobs)
    assert [type(value) for value in listener.heard] == [Cancelled]


def test_a_cancelled_job_is_no_problem_for_the_user(jobs, qtbot):
    with qtbot.assertNotEmitted(jobs.problem):
        jobs.long(lambda progress: None).cancel()
        idle(jobs)


def test_changes_are_told_after_the_caller(jobs, listener):
    order: list[str] = []
    changes = Changes(frozenset({"finding"}))
    jobs.changed.connect(lambda told, origin: order.append(f"{told is changes} {origin is listener}"))
    jobs.write(lambda: changes, lambda _: order.append("done"), origin=listener)
    idle(jobs)
    assert order == ["done", "True True"]


def test_a_callback_dies_with_its_window(jobs):
    gate = threading.Event()
    listener = Listener()
    heard = listener.heard
    jobs.write(gate.wait, listener.hear)
    del listener
    gc.collect()
    gate.set()
    idle(jobs)
    assert heard == []


def test_closing_waits_for_every_write(qapp):
    jobs = Jobs()
    done: list[int] = []

    def write(number: int) -> None:
        time.sleep(0.005)
        done.append(number)

    for number in range(10):
        jobs.write(partial(write, number))
    jobs.close()
    assert done == list(range(10))
    with pytest.raises(RuntimeError):
        jobs.write(lambda: None)


def test_the_event_loop_is_not_held_up(jobs, listener):
    began = time.monotonic()
    jobs.write(lambda: time.sleep(0.3), listener.hear)
    assert time.monotonic() - began < 0.1
    idle(jobs)
