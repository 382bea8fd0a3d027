r"""Makes a fresh clone run: system libraries, the virtual environment, then the command that was asked for.

Standard library only, because it runs before anything is installed. The Makefile is the usual door; where there is
no make (Windows), call it directly: ``py packaging\bootstrap.py run``.

Commands: ``setup`` (prepare and stop), ``run`` (the window; without a screen the sample audit), ``demo``, ``test``,
``soak`` and ``check`` (further arguments are passed on), and ``python ARGS`` (the environment's Python).
"""

from __future__ import annotations

import contextlib
import ctypes.util
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
ENVIRONMENT = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 14)

QT_LIBRARIES = {
    "glib-2.0": "libglib2.0-0",
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
    "xcb-cursor": "libxcb-cursor0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-shape": "libxcb-shape0",
}
"""Shared libraries that Qt needs on Linux, and the Debian package of each."""

TEST_PROGRAMS = {
    "pdfsig": "poppler-utils",
    "pdftotext": "poppler-utils",
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "strace": "strace",
}
"""Programs that the tests call, and the Debian package of each."""


class SetupError(Exception):
    """The clone cannot be made to run; the text says why and what to do."""


def missing_packages(libraries: Mapping[str, str], programs: Mapping[str, str]) -> list[str]:
    """Return the Debian packages that this machine lacks for the given libraries and programs, each once."""
    missing = [package for name, package in libraries.items() if not ctypes.util.find_library(name)]
    missing += [package for name, package in programs.items() if not shutil.which(name)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return list(dict.fromkeys(missing))


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages as root; anybody else is told the exact line to run."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        text = f"These system libraries are missing (names as in Debian): {' '.join(packages)}"
        raise SetupError(text)
    if os.geteuid() != 0:
        text = f"System libraries are missing. Please run this once, then try again:\n\n  sudo {' '.join(install)}\n"
        raise SetupError(text)
    say(f"Installing system libraries: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        if done.returncode:
            text = f"This failed (exit {done.returncode}): {' '.join(command)}"
            raise SetupError(text)


def environment_python(environment: Path = ENVIRONMENT) -> Path:
    """Return the path of the environment's interpreter on this system."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def python_series() -> str:
    """Return the series of this Python, 3.11: environments survive a patch of it, and installing one may bring one."""
    return "{}.{}".format(*sys.version_info)


def installed_packages(environment: Path = ENVIRONMENT) -> list[str]:
    """Return the installed distributions of an environment, as ``name-version``."""
    places = ("lib/python*/site-packages", "Lib/site-packages")
    return sorted({path.stem for place in places for path in environment.glob(f"{place}/*.dist-info")})


def is_ready(environment: Path = ENVIRONMENT, lock: Path = LOCK) -> bool:
    """Return whether the environment was finished for this lock and this Python, and is still whole."""
    try:
        stamp = json.loads((environment / ".stamp.json").read_text(encoding="utf-8"))
        return (
            stamp["lock"] == hashlib.sha256(lock.read_bytes()).hexdigest()
            and stamp["python"] == python_series()
            and environment_python(environment).exists()
            and set(stamp["packages"]) <= set(installed_packages(environment))
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def make_environment(environment: Path = ENVIRONMENT, lock: Path = LOCK) -> None:
    """Make the environment anew from the lock unless it is ready; the stamp is written last."""
    if is_ready(environment, lock):
        return
    with only_one(environment.with_name(f"{environment.name}.lock")):
        if is_ready(environment, lock):  # another command finished it while this one waited
            return
        say(f"Preparing {environment.name} from {lock.name} (once; a minute or two)")
        (environment / ".stamp.json").unlink(missing_ok=True)
        venv.create(environment, with_pip=True, clear=True)
        install = [*("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input")]
        install += ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
        done = subprocess.run([str(environment_python(environment)), *install], stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            text = f"pip could not install the packages of {lock.name} (exit {done.returncode}; the reason is above)."
            raise SetupError(text)
        write_stamp(environment, lock)


def write_stamp(environment: Path, lock: Path) -> None:
    """Say in the environment for which lock and Python it was finished, and what was in it then."""
    stamp = {
        "lock": hashlib.sha256(lock.read_bytes()).hexdigest(),
        "python": python_series(),
        "packages": installed_packages(environment),
    }
    unfinished = environment / ".stamp.new"
    unfinished.write_text(json.dumps(stamp), encoding="utf-8")
    unfinished.replace(environment / ".stamp.json")


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Let one process at a time make the environment; where the system has no flock, do without."""
    try:
        import fcntl  # noqa: PLC0415 (not on Windows)
    except ImportError:
        yield
        return
    with path.open("w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def has_screen(platform: str = sys.platform, variables: Mapping[str, str] = os.environ) -> bool:
    """Return whether a window can be shown: always so on Windows and macOS, else by the display variables."""
    if not platform.startswith("linux"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def call(*arguments: str, **variables: str) -> int:
    """Run the environment's Python in the project folder, with nothing else on its path; return its exit code."""
    command = [str(environment_python()), *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    code = subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
    if code < 0:
        say(f"Ended by signal {-code} ({signal.strsignal(-code)}): {' '.join(arguments)}")
        return 128 - code
    return code


def run(arguments: Sequence[str]) -> int:
    """Start the program; without a screen make the sample audit up to its signed report and say where it is."""
    if has_screen():
        return call("-m", "app", *arguments)
    say("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be shown.")
    say("Making the sample audit instead, from the empty workspace to the signed report.")
    report = ROOT / "build" / "demo" / "report.pdf"
    report.unlink(missing_ok=True)
    code = call("-m", "app", "demo", "--out", str(report.parent), QT_QPA_PLATFORM="offscreen")
    if code:
        return code
    if not report.is_file():
        text = f"The sample audit ended without its report: {report}"
        raise SetupError(text)
    print(f"The signed report of the sample audit: {report}", flush=True)
    return 0


def demo(arguments: Sequence[str]) -> int:
    """Make the sample audit in build/demo, or where the arguments say."""
    return call("-m", "app", "demo", *(arguments or ("--out", str(ROOT / "build" / "demo"))))


def test(arguments: Sequence[str]) -> int:
    """Run the tests at their quick sizes."""
    # Two processes, a file in one of them: what a file prepares once stays once.
    return call("-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments, QT_QPA_PLATFORM="offscreen")


def soak(arguments: Sequence[str]) -> int:
    """Run the tests that have a long form, at their full sizes."""
    variables = {"ONSITE_SIZES": "soak", "QT_QPA_PLATFORM": "offscreen"}
    return call("-m", "pytest", "-m", "soak or sized", "-o", "timeout=5400", *arguments, **variables)


def check(arguments: Sequence[str]) -> int:
    """Run every check that needs no running program."""
    return call("packaging/check.py", *arguments)


def python(arguments: Sequence[str]) -> int:
    """Run the environment's Python with any arguments."""
    return call(*arguments)


def setup(_arguments: Sequence[str]) -> int:
    """Say that everything is in place."""
    say("Ready.")
    return 0


COMMANDS = {"run": run, "setup": setup, "demo": demo, "test": test, "soak": soak, "check": check, "python": python}
NEEDS_TEST_PROGRAMS = {"setup", "test", "soak"}


def say(text: str) -> None:
    """Tell the person at the terminal what happens; never on standard output, which belongs to the command."""
    print(text, file=sys.stderr, flush=True)


def refuse(text: str) -> NoReturn:
    """End with a sentence and exit code 2."""
    say(text)
    sys.exit(2)


def main(arguments: Sequence[str]) -> int:
    """Prepare the machine and the environment, then do what the first argument says."""
    name, *rest = arguments or ["run"]
    if name not in COMMANDS:
        refuse(f"Unknown command {name!r}. Known: {', '.join(COMMANDS)}.")
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        refuse(f"Onsite needs Python 3.11 to 3.14; this is {sys.version.split()[0]}.")
    try:
        if sys.platform.startswith("linux"):
            install_packages(missing_packages(QT_LIBRARIES, TEST_PROGRAMS if name in NEEDS_TEST_PROGRAMS else {}))
        make_environment()
        return COMMANDS[name](rest)
    except SetupError as problem:
        refuse(str(problem))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
