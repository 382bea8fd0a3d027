"""`make pictures`: every window in light and dark, and the pages of the report, from the real program.

All go to build/pictures; the five that show the product best also go to docs/images.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PySide6.QtWidgets import QWidget

from app.bootstrap import WorkspaceGate, create_services
from app.demo.play import DemoResult, play
from app.domain.clock import SetClock
from app.domain.drafts import AuditDraft, SiteDraft
from app.domain.kinds import AuditType, TeamRole
from app.domain.record import TeamMember
from app.storage.vault import RawKey
from app.ui.application import make_application, make_window
from app.ui.navigation import Place
from app.ui.pages import WORKSPACE_PAGES, audit_pages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.services.container import Services
    from app.ui.main_window import MainWindow

ROOT: Final = Path(__file__).resolve().parent.parent
SIZE: Final = (1360, 860)
SCHEMES: Final = ("light", "dark")
BEST: Final = {
    "overview.png": "overview-light.png",
    "fieldwork.png": "fieldwork-light.png",
    "opening-meeting.png": "wizard-opening-dark.png",
    "report-page.png": "report-light.png",
    "report-paper.png": "paper-01.png",
}


@dataclass(frozen=True, slots=True)
class Studio:
    """The window, the application and the audits that are photographed."""

    app: QApplication
    window: MainWindow
    services: Services
    audit_id: str
    next_id: str
    out: Path

    def settle(self) -> None:
        """Wait until nothing is under way and everything is painted."""
        quiet = time.monotonic() + 0.4
        while time.monotonic() < quiet:
            self.app.processEvents()
            if self.window.jobs.busy:
                quiet = time.monotonic() + 0.4
            time.sleep(0.005)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of the window."""
        self.settle()
        (widget or self.window).grab().save(str(self.out / f"{name}.png"))


def main() -> int:
    """Take all pictures; print where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "pictures")
    parser.add_argument("--keep", action="store_true", help="leave docs/images as they are")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="onsite-pictures-") as folder:
        for studio in _open(Path(folder), arguments.out):
            _windows(studio)
            _paper(studio)
    if not arguments.keep:
        images = ROOT / "docs" / "images"
        images.mkdir(parents=True, exist_ok=True)
        for name, source in BEST.items():
            shutil.copyfile(arguments.out / source, images / name)
    sys.stdout.write(f"{arguments.out}\n")
    return 0


def _open(folder: Path, out: Path) -> Iterator[Studio]:
    """Yield the window over a workspace with the sample audit and the one that follows it."""
    clock = SetClock(datetime(2026, 3, 2, 8, 0, tzinfo=UTC), "Europe/Warsaw")
    services, _ = create_services(folder / "workspace", RawKey(bytes(32)), clock)
    (folder / "files").mkdir()
    result = play(services, clock, folder / "files")
    clock.set(clock.now() + timedelta(days=400))
    app = make_application([])
    window = make_window(app, WorkspaceGate(clock), folder, folder / "nothing")
    window.resize(*SIZE)
    window.show()
    studio = Studio(app, window, services, result.audit_id, _next_audit(services, result), out)
    for scheme in SCHEMES:
        window.around.theme.apply(scheme, 100)
        studio.take(f"unlock-{scheme}")
    window.open_workspace(services, folder / "workspace")
    try:
        yield studio
    finally:
        window.close()
        studio.settle()


def _next_audit(services: Services, result: DemoResult) -> str:
    """Start the surveillance that follows the sample audit, so that a meeting can be shown while it is held."""
    before = services.audits.record(result.audit_id)
    draft = AuditDraft(
        client_id=before.client.id,
        reference=f"{before.audit.reference}-SV1",
        type=AuditType.SURVEILLANCE,
        scope=before.audit.scope,
        soa_id=before.audit.soa_id,
        planned_start=date(2027, 5, 11),
        planned_end=date(2027, 5, 12),
        zone=before.audit.zone,
        team=tuple(
            TeamMember(name=one.name, initials=one.initials, role=one.role, person_id=one.person_id)
            for one in before.team
            if one.role in (TeamRole.LEAD_AUDITOR, TeamRole.AUDITOR)
        ),
        sites=tuple(SiteDraft(client_site_id=one.client_site_id) for one in before.sites if one.client_site_id),
    )
    return services.audits.create(draft).id


def _windows(studio: Studio) -> None:
    """Take every page of the window in both schemes."""
    known = {spec.key for spec in (*WORKSPACE_PAGES, *audit_pages())}
    places = [
        Place("home"),
        Place("settings"),
        *(Place(key, studio.audit_id) for key in ("overview", "opening", "fieldwork", "findings", "closing", "report")),
        Place("wizard-opening", studio.next_id),
        Place("wizard-closing", studio.next_id),
        Place("wizard-capture", studio.next_id),
        Place("new_audit"),
    ]
    for scheme in SCHEMES:
        studio.window.around.theme.apply(scheme, 100)
        for place in places:
            if place.key not in known:
                continue
            studio.window.navigator.go(place.key, place.audit_id, place.item_id)
            studio.take(f"{place.key}-{scheme}")


def _paper(studio: Studio) -> None:
    """Render the pages of the signed report."""
    papers = studio.services.audits.record(studio.audit_id).papers
    data = studio.services.reports.file(papers[-1].id)
    document = pypdfium2.PdfDocument(data)
    document.init_forms()  # else the fields stay empty
    for number, page in enumerate(document, start=1):
        page.render(scale=1.6).to_pil().save(studio.out / f"paper-{number:02}.png")


if __name__ == "__main__":
    sys.exit(main())
