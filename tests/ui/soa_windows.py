"""Windows of the Statement of Applicability over the stage's client, for the walks and for pictures."""

from __future__ import annotations

from datetime import date

from app.domain.soa_import import SoaPreview
from app.services.catalogues import catalogue
from app.ui.clients.soa_card import COMPARED, SoaCard
from app.ui.clients.soa_import import SoaImportPage
from app.ui.clients.soa_page import SoaPage
from tests.ui.stage import Stage, pause

TITLES = {item.ref: item.title for item in catalogue("iso27001").items if item.kind == "control"}
SOA_DATA = frozenset({
    *TITLES.values(), *TITLES, "2.1", "3.0", "SOA", "Eva Example", "risk analysis", "no secure areas", "soa.csv", "yes",
    "no", "perhaps", "partly", "planned", "A.9.4.1", "SoA", "Responsible", "CISO", "Anwendbar",
    "law of the country", "TEXT",
})  # fmt: skip
HEAD = "Control\tTitle\tApplicable\tReason\tStatus\tResponsible"


def lines(*, changed: bool = False) -> str:
    """Return the cells of a table as a client would paste them; `changed` as its next version, with faults."""
    found = [HEAD]
    for number, (ref, title) in enumerate(TITLES.items()):
        excluded = ref in {"A.7.6", "A.8.30"}
        reason = "no secure areas" if excluded else "risk analysis"
        state = "" if excluded else ("yes", "partly", "planned")[0 if number % 5 else number % 3]
        cells = [ref, title, "no" if excluded else "yes", reason, state, "CISO"]
        if changed:
            cells = _changed(number, cells)
        found.append("\t".join(cells))
    return "\n".join(found)


def _changed(number: int, cells: list[str]) -> list[str]:
    if number == 3:
        cells[2] = "perhaps"
    if number == 7:
        cells[0] = "A.9.4.1"
    if number in {11, 12}:
        cells[2:5] = ["no", "" if number == 11 else "law of the country", ""]
    if number in {20, 25}:
        cells[4] = "partly"
    return cells


def client_id(stage: Stage) -> str:
    """Return the client of the stage's audit."""
    return stage.world.services.clients.list()[0].id


def preview(stage: Stage, *, changed: bool = False) -> SoaPreview:
    """Return what the table gives."""
    return stage.world.services.soas.preview_bytes("soa.csv", lines(changed=changed).encode())


def two_versions(stage: Stage) -> tuple[str, str]:
    """Enter a version and the next one; return their ids."""
    soas, client = stage.world.services.soas, client_id(stage)
    first = soas.take(client, "2.5", date(2026, 3, 2), "Eva Example", preview(stage), reference="SOA")
    second = soas.take(client, "3.0", date(2026, 9, 1), "Eva Example", preview(stage, changed=True), reference="SOA")
    return first.id, second.id


def soa_card(stage: Stage) -> SoaCard:
    two_versions(stage)
    card = SoaCard(stage.ctx, client_id(stage))
    card.load()
    stage.settle()
    return card


def soa_page(stage: Stage, *, compared: bool = False) -> SoaPage:
    first, second = two_versions(stage)
    page = SoaPage(stage.ctx, f"{second}{COMPARED}{first}" if compared else second)
    page.load()
    stage.settle()
    return page


def soa_import_page(stage: Stage, *, read: bool = False) -> SoaImportPage:
    page = SoaImportPage(stage.ctx, client_id(stage))
    page.load()
    if read:
        page._name = "soa.csv"
        page.show_preview(preview(stage, changed=True))
    stage.settle()
    pause()
    return page
