"""The measuring process of `lists`: builds the audit, shows each page, prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

import app.ui  # noqa: F401 - before PySide6
from app.domain.kinds import EvidenceKind, EvidenceState, Grade, Judgement
from app.models import fieldwork as tables
from app.ui.audit.coverage_page import CoveragePage
from app.ui.audit.fieldwork import EVIDENCE, REQUIREMENTS, FieldworkPage
from app.ui.audit.findings import FindingsPage
from tests.support import START
from tests.ui.stage import Stage, make_stage, pause, show, wait_until

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.ui.audit.base import AuditPage

ITEMS: Final = 10_000
FINDINGS: Final = 1_000
PATIENCE: Final = 120_000
_NOWHERE: Final = QModelIndex()


class Plain(QAbstractTableModel):
    """Four cells a row, made before; nothing can be sorted or filtered."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.cells = [[f"cell {place} {column}" for column in range(4)] for place in range(count)]

    def rowCount(self, parent: Any = _NOWHERE) -> int:  # noqa: N802 - Qt's
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Any = _NOWHERE) -> int:  # noqa: N802 - Qt's
        return 0 if parent.isValid() else 4

    def data(self, index: Any, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        return self.cells[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def main(rounds: int) -> dict[str, Any]:
    """Return medians are not made here: the series of seconds by name."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        stage = make_stage(Path(name) / "workspace")
        fill(stage)
        found: dict[str, Any] = {"rows": {}, "digests": {}}
        found["whole"] = 1000 * timed(partial(read, stage))
        for title, page, list_name in pages(stage):
            found["digests"][title] = open_page(stage, page, list_name, Series(title, found["rows"], rounds))
        after_a_change(stage, found["rows"], rounds)
        found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        stage.close()
    del application
    return found


def pages(stage: Stage) -> list[tuple[str, AuditPage, str]]:
    """Return the pages with a name and the attribute path of their list."""
    evidence = FieldworkPage(stage.ctx, stage.audit_id)
    evidence.show_view(EVIDENCE)
    sheet = FieldworkPage(stage.ctx, stage.audit_id)
    sheet.show_view(REQUIREMENTS)
    return [
        ("evidence", evidence, "evidence.table"),
        ("work sheet", sheet, "requirements.table"),
        ("findings", FindingsPage(stage.ctx, stage.audit_id), "table"),
        ("coverage", CoveragePage(stage.ctx, stage.audit_id), "table"),
    ]


@dataclass(frozen=True)
class Series:
    """Where the measurements of one page go, and how many are made of each."""

    title: str
    rows: dict[str, Any]
    rounds: int


def open_page(stage: Stage, page: AuditPage, path: str, series: Series) -> float:
    """Measure what the window thread does for one page; return the milliseconds of computing its rows beside."""
    show(page)
    page.load()
    wait_until(lambda: not stage.ctx.jobs.busy, PATIENCE)
    pause()
    table: Any = page
    for part in path.split("."):
        table = getattr(table, part)
    record = stage.world.services.audits.record(stage.audit_id)
    begin = time.perf_counter()
    page.digested = page.digest(record)
    digest = 1000 * (time.perf_counter() - begin)
    floor = floor_view(max(1, table.rows.total))
    steps: dict[str, Callable[[int], object]] = {
        "open": lambda _n: page.show_record(record),
        "sort": lambda n: table.rows.sort(n % table.rows.columnCount(), Qt.SortOrder(n % 2)),
        "filter": lambda n: table.set_filter(("access", "leavers 1", "9", "a b")[n % 4]),
        "clear": lambda _n: table.set_filter(""),
    }
    for step, call in steps.items():
        name = f"{series.title}, {table.rows.total} rows: {step} / plain view shown anew"
        ours, bare = series.rows.setdefault(name, ([], []))
        for number in range(series.rounds):
            ours.append(timed(partial(painted, table, partial(call, number))))
            bare.append(timed(partial(painted, floor, floor.model_kept.layoutChanged.emit)))  # type: ignore[attr-defined]
    floor.hide()
    page.hide()
    return digest


def floor_view(count: int) -> QTableView:
    """Return a plain view over as many rows."""
    view = QTableView()
    view.model_kept = Plain(count)  # type: ignore[attr-defined]
    view.setModel(view.model_kept)  # type: ignore[attr-defined]
    view.resize(1000, 700)
    view.show()
    pause()
    return view


def painted(view: QTableView, call: Callable[[], object]) -> None:
    """Call and paint."""
    call()
    view.viewport().repaint()


def after_a_change(stage: Stage, rows: dict[str, Any], rounds: int) -> None:
    """Measure reading the record after one field was typed, against reading it whole."""
    services = stage.world.services
    item = services.audits.record(stage.audit_id).evidence[0].id
    ours, whole = rows.setdefault("record after one typed field / read whole", ([], []))
    for number in range(min(rounds, 5)):
        services.fields.set("evidence", item, "title", f"typed {number}")
        ours.append(timed(partial(services.audits.record, stage.audit_id)))
        whole.append(timed(partial(read, stage)))


def read(stage: Stage) -> AuditRecord:
    """Read the whole audit anew."""
    stage.world.workspace.records._kept.clear()
    return stage.world.services.audits.record(stage.audit_id)


def timed(call: Callable[[], object]) -> float:
    """Return the seconds a call takes."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def fill(stage: Stage) -> None:
    """Put the items and findings into the audit, in a few units of work."""
    record = stage.world.services.audits.record(stage.audit_id)
    items = [item.id for item in record.criteria[0].items if item.auditable]
    kinds, judged = list(EvidenceKind), list(Judgement)
    keys: list[str] = []
    for first in range(0, ITEMS, 2000):
        with stage.world.workspace.write() as uow:
            made = [
                tables.Evidence(
                    audit_id=stage.audit_id, author="AB", number=n + 1, kind=kinds[n % len(kinds)],
                    state=EvidenceState.SORTED, title=f"Access of leavers {n} at the service desk", text="seen " * 12,
                    happened_at=START + timedelta(minutes=n), judgement=judged[n % len(judged)],
                    site_id=record.sites[n % len(record.sites)].id,
                )
                for n in range(first, first + 2000)
            ]  # fmt: skip
            uow.session.add_all(made)
            uow.session.flush()
            links = [
                tables.EvidenceLink(evidence_id=one.id, item_id=items[(one.number + more) % len(items)], position=more)
                for one in made
                for more in range(2)
            ]
            uow.session.add_all(links)
            uow.record("evidence.captured", *made, *links, audit=stage.audit_id)
            uow.commit()
            keys += [one.id for one in made]
    grades = list(Grade)
    with stage.world.workspace.write() as uow:
        found = [
            tables.Finding(
                audit_id=stage.audit_id, author="AB", number=n + 1, grade=grades[n % len(grades)],
                title=f"Access of leavers {n}", statement="Access of leavers is taken away late.", found_by="AB",
                objective_evidence=f"TR-{n} of 2026-03-30.", happened_at=START,
            )
            for n in range(FINDINGS)
        ]  # fmt: skip
        uow.session.add_all(found)
        uow.session.flush()
        named = [
            tables.FindingLink(finding_id=one.id, item_id=items[one.number % len(items)], leading=True, position=0)
            for one in found
        ]
        ties = [
            tables.FindingEvidence(finding_id=one.id, evidence_id=keys[one.number * 9], position=0) for one in found
        ]
        uow.session.add_all([*named, *ties])
        uow.record("finding.drafted", *found, *named, *ties, audit=stage.audit_id)
        uow.commit()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
