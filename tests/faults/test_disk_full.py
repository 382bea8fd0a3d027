"""A disk that is full, fails or is read-only: the item is not stored, the rest is whole, work goes on later."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.helpers import blank_folder, codes, open_at

ROOT = Path(__file__).parents[2]

# Runs on a small disk: captures until it is full, then frees space and goes on. Prints what happened.
FILL = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.errors import EnvironmentProblem
from tests.storage.helpers import add_attachment, add_client, codes, open_at
disk = Path(sys.argv[1])
ballast = disk / "ballast"
ballast.write_bytes(bytes(400_000))
workspace = open_at(disk / "workspace")
stored = 0
try:
    for n in range(1000):
        add_attachment(workspace, os.urandom(150_000), f"p{n}")
        stored += 1
except EnvironmentProblem as problem:
    print("code", problem.code)
try:
    while True:
        add_client(workspace, "x" * 3000)
        stored += 1
except EnvironmentProblem as problem:
    print("code", problem.code)
print("faults", codes(workspace))
ballast.unlink()
add_client(workspace, "after")
stored += 1
print("faults", codes(workspace))
print("stored", stored, "warnings", workspace.warnings)
workspace.close()
with open_at(disk / "workspace") as again:
    print("faults", codes(again))
"""


def namespace_works() -> bool:
    """Tell whether this machine lets us mount a small disk of our own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


needs_namespace = pytest.mark.skipif(not namespace_works(), reason="needs a mount namespace")


def on_small_disk(tmp_path: Path, script: str, *arguments: str, then: str = "") -> str:
    """Run `script` with a 6 MB disk at its first argument, a blank workspace on it; return what it printed."""
    disk, blank = tmp_path / "disk", blank_folder(tmp_path / "blank")
    disk.mkdir()
    shell = 'mount -t tmpfs -o size=6m,mode=700 tmpfs "$1" && cp -r "$2" "$1/workspace" && '
    shell += f'{then} exec "$3" -c "$4" "$1" "$5"'
    command = ["unshare", "-rm", "sh", "-c", shell, "sh", str(disk), str(blank), sys.executable, script, str(ROOT)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_namespace
def test_a_full_disk_refuses_the_item_and_harms_nothing(tmp_path: Path) -> None:
    """Told as "the disk is full"; the record checks clean, and after space is freed the next save works."""
    told = on_small_disk(tmp_path, FILL).splitlines()
    assert [line for line in told if line.startswith("code")] == ["code disk_full", "code disk_full"]
    assert [line for line in told if line.startswith("faults")] == ["faults []"] * 3


READ_ONLY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.errors import EnvironmentProblem
from tests.storage.helpers import open_at
try:
    open_at(Path(sys.argv[1]) / "workspace")
except EnvironmentProblem as problem:
    print("code", problem.code)
"""


@needs_namespace
def test_a_read_only_medium_is_said(tmp_path: Path) -> None:
    """Also to root, whom modes do not stop."""
    told = on_small_disk(tmp_path, READ_ONLY, then='mount -o remount,ro "$1" &&')
    assert told.split() == ["code", "read_only"]


LIMITED = """
import os, resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.errors import EnvironmentProblem
from tests.storage.helpers import add_attachment, codes, open_at
workspace = open_at(Path(sys.argv[1]))
add_attachment(workspace, b"before")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, resource.RLIM_INFINITY))
try:
    add_attachment(workspace, os.urandom(5_000_000))
except EnvironmentProblem as problem:
    print("code", problem.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
add_attachment(workspace, b"after")
print("faults", codes(workspace))
workspace.close()
"""


def run(script: str, *arguments: str) -> list[str]:
    """Run `script` in a process of its own and return its lines."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_limit_on_the_size_of_files_is_an_error_of_the_disk(tmp_path: Path) -> None:
    """SQLite reports it as an input/output error; nothing is half stored, the next save works."""
    folder = blank_folder(tmp_path / "workspace")
    told = run(LIMITED, str(folder), str(ROOT))
    assert told[0] in {"code disk_error", "code disk_full"}
    assert told[1:] == ["faults []"]


CAPTURE_ONCE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.errors import EnvironmentProblem
from tests.storage.helpers import add_attachment, open_at
try:
    workspace = open_at(Path(sys.argv[1]))
    add_attachment(workspace, b"planted" * 100_000)
    print("stored")
    workspace.close()
except EnvironmentProblem as problem:
    print("code", problem.code)
"""
CALLS = ("fsync", "pwrite64", "write")
ERRORS = ("ENOSPC", "EIO", "EDQUOT")


@pytest.mark.skipif(shutil.which("strace") is None, reason="injects faults with strace")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("call", CALLS)
def test_any_failing_system_call_loses_nothing(tmp_path: Path, size: Callable[[str], int], call: str) -> None:
    """Each index once: told as a problem of the machine or not at all, never a crash, never half an item."""
    log, results = tmp_path / "trace", []
    tries = size("failing_calls")
    for index in random.Random(call).sample(range(1, 2 * tries + 1), tries):
        folder = tmp_path / f"{call}{index}"
        blank_folder(folder)
        with open_at(folder) as workspace:
            before = workspace.head()
        fault = ERRORS[index % len(ERRORS)]
        command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", str(log), "-P", str(folder / "workspace.db"), "-P"]
        command += [str(folder / "workspace.db-wal"), "-P", str(folder / "workspace.mark")]
        command += ["-e", f"trace={call}", "-e", f"inject={call}:error={fault}:when={index}"]
        command += [sys.executable, "-c", CAPTURE_ONCE, str(folder), str(ROOT)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode == 0, done.stderr
        results.append(done.stdout.strip())
        with open_at(folder) as workspace:
            assert codes(workspace) in ([], ["mark_missing"])
            assert workspace.head().count - before.count in ({0, 1} if "code" in done.stdout else {1})
        shutil.rmtree(folder)
    assert len(results) == tries
    print(f"{call}: {[(one, results.count(one)) for one in sorted(set(results))]}")
