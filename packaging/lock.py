"""Makes requirements.lock from pyproject.toml, and checks without a network that the two still agree.

The lock holds names, versions, markers and hashes. It never holds an address: whoever installs uses the index that
their own machine is set to. It is universal: CPython 3.11 to 3.14. There are wheels of everything for Linux with glibc
2.34 (arm64: 2.39), Windows on x64 and macOS 15 on Apple silicon; not for Macs with Intel processors.

``python packaging/lock.py`` checks; ``--make`` resolves anew, within the bounds of pyproject.toml.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"://|\bindex-url|\bfind-links|\bfile:|\s@\s|^\s*-")
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;]+)(?P<marker> ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pins(text: str) -> dict[str, str]:
    """Return the version of each package that a lock pins, by canonical name."""
    found = (PIN.match(line) for line in text.splitlines() if line[:1].strip())
    return {canonicalize_name(match["name"]): match["version"] for match in found if match}


def form_problems(text: str) -> list[str]:
    """Return what is wrong with the form of a lock: an address, a line that is no pin, a pin without a hash."""
    problems = []
    whole = text.replace("\\\n", " ")
    for number, line in enumerate(text.splitlines(), 1):
        if ADDRESS.search(line.replace("--hash", "")):
            problems.append(f"line {number}: an address or an option")
    for line in whole.splitlines():
        if not PIN.match(line):
            problems.append(f"no pinned package: {line[:60]}")
        elif not HASH.search(line):
            problems.append(f"no hash: {line.split()[0]}")
    return problems


def declared(project: dict[str, dict[str, object]]) -> list[Requirement]:
    """Return every requirement that pyproject.toml declares: of the program, its extras and the developers' groups."""
    groups = tomllib_lists(project["project"].get("optional-dependencies"))
    groups |= tomllib_lists(project.get("dependency-groups"))
    groups |= tomllib_lists({"program": project["project"]["dependencies"]})
    return [Requirement(text) for texts in groups.values() for text in texts]


def tomllib_lists(table: object) -> dict[str, list[str]]:
    """Return a table of lists of texts, as TOML has no types."""
    return {str(key): [str(text) for text in texts] for key, texts in table.items()} if isinstance(table, dict) else {}


def agreement_problems(project: dict[str, dict[str, object]], text: str) -> list[str]:
    """Return where a lock does not satisfy what pyproject.toml declares."""
    pinned = pins(text)
    problems = []
    for requirement in declared(project):
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None:
            problems.append(f"not in the lock: {requirement}")
        elif not requirement.specifier.contains(version, prereleases=True):
            problems.append(f"the lock has {version}, not {requirement}")
    return problems


def make() -> None:
    """Resolve pyproject.toml anew and write the lock; the lock of uv has addresses and stays in a throw-away folder."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "pyproject.toml", folder)
        uv = [sys.executable, "-m", "uv", "--quiet", "--directory", folder]
        subprocess.run([*uv, "lock"], check=True)
        plain = ["--frozen", "--no-emit-project", "--no-header", "--no-annotate", "--all-extras", "--all-groups"]
        done = subprocess.run([*uv, "export", *plain], check=True, capture_output=True, text=True)
    (ROOT / "requirements.lock").write_text(done.stdout, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Make the lock if asked to; then check it and print each problem."""
    if arguments == ["--make"]:
        make()
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    problems = form_problems(text) + agreement_problems(project, text)
    for problem in problems:
        print(f"requirements.lock: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
