"""The sample audit as data: read from `resources/demo/harbour.json`, with the numbers its items will get.

A text of the case names an evidence item by its key in braces, `{E-14}`. The program numbers evidence per author in the
order of typing, so the numbers are known before anything is typed, and the texts can name items that come later.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Final

from app.paths import resource

NAME: Final = "demo/harbour.json"
FILES: Final = "demo/files"
_KEY: Final = re.compile(r"\{([EF]-\d\d)\}")

Row = dict[str, Any]


class Case:
    """The whole case; rows are plain dictionaries as in the file."""

    def __init__(self, data: Row) -> None:
        self.data: Final = data
        self.labels: Final = _labels(data["evidence"])

    def rows(self, name: str) -> list[Row]:
        """Return a list of the file, for example `evidence`."""
        found: list[Row] = self.data[name]
        return found

    def part(self, name: str) -> Row:
        """Return an object of the file, for example `audit`."""
        found: Row = self.data[name]
        return found

    def text(self, text: str) -> str:
        """Return a text of the case with the numbers of the evidence it names; an unknown key raises KeyError."""
        return _KEY.sub(lambda found: self.labels[found.group(1)], text)


def load() -> Case:
    """Read the case that comes with the program."""
    return Case(json.loads(resource(NAME).read_text(encoding="utf-8")))


def _labels(evidence: list[Row]) -> dict[str, str]:
    """Return key -> number, counted per author in the order in which the items are entered."""
    counted: Counter[str] = Counter()
    labels = {}
    for row in sorted(evidence, key=lambda one: (one["entered"], one["key"])):
        counted[row["by"]] += 1
        labels[row["key"]] = f"{row['by']}-{counted[row['by']]}"
    return labels
