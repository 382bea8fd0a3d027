"""The files of the sample audit, laid out in a folder as they would lie on the auditor's stick."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.demo.case import FILES, Case
from app.domain.drafts import IncomingFile
from app.paths import resource


def lay_out(case: Case, folder: Path) -> dict[str, IncomingFile]:
    """Copy the files of the case into `folder` (it exists); return them by key, `F-01`.

    They were made by `packaging/demo_files.py` and come with the program.
    """
    found = {}
    for key, one in case.part("files").items():
        target = folder / one["name"]
        shutil.copyfile(resource(FILES) / one["name"], target)
        found[key] = IncomingFile(name=one["name"], path=target)
    return found
