"""Runs every check that needs no running program, all of them even if one fails, and says at the end which failed.

``python packaging/check.py --mend`` formats the code and mends what ruff can mend, instead of checking.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "house rules": ["packaging/house_rules.py"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"],
    "types": ["-m", "mypy", "--no-error-summary"],
    "lock": ["packaging/lock.py"],
    "migrations": ["packaging/check_migrations.py"],
}
MEND = {
    "format": ["-m", "ruff", "format", "."],
    "lint": ["-m", "ruff", "check", "--fix", "."],
}


def run(name: str, arguments: list[str]) -> bool:
    """Run one check; its output appears only if it fails."""
    began = time.monotonic()
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        print(done.stdout.rstrip())
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Run the checks, or mend."""
    steps = MEND if arguments == ["--mend"] else CHECKS
    failed = [name for name, step in steps.items() if not run(name, step)]
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
