"""Runs every measurement and prints one table (design, section 9)."""

from __future__ import annotations

import argparse
import os
import platform
import sys

from tests.bench import capture, first_paint, grids, lists, search
from tests.bench.table import Row, show


def main() -> int:
    """Measure and print; the exit code is 0 whatever the numbers are: a ratio on a busy machine is no verdict."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds of each measurement")
    rounds = parser.parse_args().rounds
    rows: list[Row] = [*first_paint.measure(rounds), *capture.measure(rounds), *grids.measure(rounds)]
    rows += search.measure(rounds)
    rows += lists.measure(min(rounds, 7))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    sys.stdout.write(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}, {rounds} rounds\n")
    show(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
