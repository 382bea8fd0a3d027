"""The rules of the suite: a run over planted tests, of which each breaks one rule, fails each of them and no other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.unit.foundation import ROOT

PLANTED = """
import logging, os, pathlib, socket, tempfile, threading, time, tomllib, warnings
import pytest

def test_good_nothing(): pass

def test_bad_network():
    with socket.socket() as client: client.connect(("192.0.2.1", 80))

def test_bad_loopback_without_the_marker():
    with socket.socket() as client: client.connect_ex(("127.0.0.1", 9))

def test_bad_name_lookup(): socket.getaddrinfo("example.org", 80)

@pytest.mark.loopback
def test_good_loopback():
    with socket.socket() as client: assert client.connect_ex(("127.0.0.1", 9)) != 0

@pytest.mark.loopback
def test_bad_far_address_with_the_marker():
    with socket.socket() as client: client.connect_ex(("192.0.2.1", 80))

def test_bad_datagram():
    with socket.socket(type=socket.SOCK_DGRAM) as client: client.sendto(b"x", ("192.0.2.1", 53))

def test_good_unix():
    near, far = socket.socketpair()
    near.close(); far.close()

def test_error_log(): logging.getLogger("app.x").warning("something odd")

@pytest.mark.log("app.x: something (odd|new)")
def test_good_log_declared(): logging.getLogger("app.x").warning("something odd")

@pytest.mark.log("never said")
def test_error_log_declared_in_vain(): logging.getLogger("app.x").info("quiet")

def test_error_thread(): threading.Thread(target=time.sleep, args=(8,), daemon=True, name="leftover").start()

def test_good_thread(): threading.Thread(target=time.sleep, args=(0.05,)).start()

def test_bad_warning(): warnings.warn("old")

def test_good_home(): assert "onsite-tests-" in str(pathlib.Path.home()) and "onsite-tests-" in tempfile.gettempdir()

def test_good_no_qt_application():
    import sys
    widgets = sys.modules.get("PySide6.QtWidgets")
    assert widgets is None or widgets.QApplication.instance() is None

def test_good_garbage_is_collected():
    import gc
    assert gc.isenabled()

def test_good_size(size):
    table = tomllib.loads(pathlib.Path("tests/sizes.toml").read_text())["kill_captures"]
    assert size("kill_captures") == table[os.environ.get("ONSITE_SIZES", "quick")]

def test_bad_size(size): size("never heard of")

@pytest.mark.soak
def test_good_only_when_long(): pass

@pytest.mark.xfail
def test_bad_xfail_that_passes(): pass
"""

WINDOWS = """
def test_error_window(qapp):
    from PySide6.QtWidgets import QWidget
    global window
    window = QWidget(); window.setWindowTitle("left"); window.show()

def test_good_window(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget(); qtbot.addWidget(window); window.show()

def test_good_garbage_waits_for_the_main_thread(qtbot):
    import gc
    assert not gc.isenabled()

def test_bad_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("QObject::connect: no such slot")

def test_good_size_hint_of_the_offscreen_platform(qapp):
    from PySide6.QtCore import qWarning
    qWarning("This plugin does not support propagateSizeHints()")
"""


def run(folder: Path, text: str, *arguments: str, **variables: str) -> dict[str, str]:
    """Run planted tests under our conftest and settings; return the outcome of each test, by its name."""
    (folder / "test_planted.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", "-q", "-rA", *arguments, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S+::(\w+)", done.stdout, re.MULTILINE)
    late_errors_last = sorted(found, key=lambda pair: pair[0] == "ERROR")
    return {name: outcome for outcome, name in late_errors_last}


EXPECTED = {"good": "PASSED", "bad": "FAILED", "error": "ERROR"}


@pytest.mark.parametrize("text", [PLANTED, WINDOWS], ids=["plain", "windows"])
def test_each_planted_test_ends_as_its_name_says(tmp_path, text):
    outcomes = run(tmp_path, text)
    names = set(re.findall(r"^def (test_\w+)", text, re.MULTILINE)) - {"test_good_only_when_long"}
    assert set(outcomes) == names
    assert {name: outcome for name, outcome in outcomes.items() if outcome != EXPECTED[name.split("_")[1]]} == {}


def test_soak_runs_the_long_forms_only(tmp_path):
    outcomes = run(tmp_path, PLANTED, "-m", "soak or sized", ONSITE_SIZES="soak")
    assert outcomes == {"test_good_size": "PASSED", "test_bad_size": "FAILED", "test_good_only_when_long": "PASSED"}


def test_every_size_has_a_quick_and_a_larger_soak_form():
    table = tomllib.loads((ROOT / "tests/sizes.toml").read_text(encoding="utf-8"))
    assert {name: sizes for name, sizes in table.items() if not 0 < sizes["quick"] <= sizes["soak"]} == {}


def test_an_unknown_marker_is_refused(tmp_path):
    assert run(tmp_path, "import pytest\n\n@pytest.mark.sloow\ndef test_x(): pass\n") == {}
