"""Client files for the window tests: a crowded one, built through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.client import Client, ClientDocument, Contact, Site
from app.domain.client_file import FurtherData, HeadCount, LegalDuty, OtherCertificate, Process, Sector
from app.domain.drafts import ClientDraft
from app.domain.kinds import DataRole, ScopeState
from app.ui.clients.client_page import ClientPage
from app.ui.clients.list_page import ClientsPage
from app.ui.clients.new_client import NewClientDialog
from app.ui.clients.paste_people import PeopleDialog
from app.ui.clients.paste_register import RegisterDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.container import Services
    from tests.ui.stage import Stage

NAME: Final = "Allgemeine Versicherungs- und Rückversicherungsgesellschaft für Binnenschifffahrt Süddeutschland SE"
PLACES: Final = (
    "Kotwica", "東京営業所", "مكتب دبي", "Zweigniederlassung Süd-Ost mit Rechenzentrum", "Łódź, ul. Piotrkowska",
    "Cloud region eu-central-1",
)  # fmt: skip
PEOPLE: Final = (
    ("Łucja Gęsicka", "chief executive"), ("ليلى منصور", "information security officer"),
    ("山田太郎", "head of operations"), ("Ελευθερία Παπαγιαννοπούλου", "data protection officer"),
    ("Nguyễn Thị Ánh Tuyết", "service desk"),
)  # fmt: skip
SCOPE: Final = (
    "Operation, support and further development of the booking platform for container slots, with the data centres "
    "in Duisburg and Łódź and the customer service in Tokyo and Dubai."
)

LIST: Final = "Eva Example; chief executive; eva@example.org\nNo Body; a; b; c\nEva Example"
TABLE: Final = "Title\tVersion\tDate\nPolicy\t3\t03/04/2026\n\t1\t"
DATA: Final = frozenset({
    NAME, SCOPE, "SE", "Muster AG", "Neue Firma", "Deutsch", "English", "Insurance", "ISO 9001:2015", "Office",
    "Development of the platform", "Rechenzentrum Nord GmbH", "Łucja Gęsicka", "ليلى منصور", "山田太郎", "iso27701",
    "Ελευθερία Παπαγιαννοπούλου", "Nguyễn Thị Ánh Tuyết", "Claims handling included.", "Betrieb der Buchungsplattform.",
    "Feb 2025", "Jan 2024", "Mar 2026", "Jan 2026", "May 2024", "May 2027",
    "Procedure", "for the handling of information", *PLACES,
    "Eva Example", "*.xlsx *.xlsm *.ods *.csv *.tsv *.txt", "eva@example.org", "XLSX", "NIS2, article", "Question",
})  # fmt: skip
"""Pieces of data that the windows of clients show untranslated."""


def client_window(stage: Stage, section: str, *, crowded: bool = False) -> QWidget:
    """Return the page of a crowded or an empty client at one section; the client is made once per stage."""
    services = stage.world.services
    wanted = NAME if crowded else "Neue Firma"
    known = next((one.id for one in services.clients.list() if one.name == wanted), "")
    if not known:
        made = crowded_client(services) if crowded else services.clients.add(ClientDraft(client=Client(name=wanted))).id
        known = made
    page = ClientPage(stage.ctx, known)
    page.load()
    page.show_item(f"{known}#{section}")
    stage.settle()
    return page


def clients_window(stage: Stage, *, empty: bool = False) -> QWidget:
    """Return the list of clients."""
    page = ClientsPage(stage.ctx)
    page.show_rows(() if empty else stage.world.services.client_file.rows())
    return page


def dialog_window(stage: Stage, kind: str) -> QWidget:
    """Return a dialog of the client file, filled."""
    client_id = stage.world.services.clients.list()[0].id
    if kind == "new":
        return NewClientDialog(None, stage.ctx)
    made: QWidget
    made = (
        PeopleDialog(None, stage.ctx, client_id, LIST)
        if kind == "people"
        else RegisterDialog(None, stage.ctx, client_id, TABLE)
    )
    stage.settle()
    return made


def crowded_client(services: Services, sites: int = 30) -> str:
    """Enter a client with many sites, names of several scripts, documents with history, and return its id."""
    file = services.client_file
    client_id = services.clients.add(ClientDraft(client=Client(name=NAME, legal_form="SE", scope=SCOPE))).id
    for field, value in (
        ("business", "Insures inland vessels and their cargo.\nRuns a platform that brokers slots."),
        ("address", "Hafenstraße 12\n47119 Duisburg"), ("languages", "German, Polish, Arabic, Japanese"),
        ("data_role", DataRole.BOTH), ("shifts", "three"), ("safety", "Safety shoes in the port."),
    ):  # fmt: skip
        services.fields.set("client", client_id, field, value)
    file.add_many(client_id, [_site(number) for number in range(sites)])
    client = services.clients.get(client_id)
    for site in client.sites[:3]:
        for activity, shift, heads, share in (
            ("Customer service", "early and late", 24, "3/4"),
            ("Operations", "night", 7, "1/3"),
            ("Office", "", 40, "1"),
        ):
            file.add_heads(
                site.id, HeadCount(activity=activity, shift=shift, heads=heads, part_time=share, identical=heads == 24)
            )
    file.add_many(client_id, [_person(number) for number in range(14)])
    file.add_many(client_id, [_process(number, client.sites[number % 3].id) for number in range(12)])
    _documents(services, client_id)
    file.add_many(client_id, (Sector(code="32", name="Insurance"), Sector(standard="iso27701", code="33", name="IT")))
    file.add_many(client_id, [LegalDuty(title=f"NIS2, article {n}", reference="(EU) 2022/2555") for n in range(4)])
    file.add(
        client_id, OtherCertificate(standard="ISO 9001:2015", issued_by="Beispiel CB", valid_until=date(2027, 5, 1))
    )
    file.add_many(client_id, [FurtherData(label=f"Question {n} of the form", value="yes") for n in range(5)])
    _scopes(services, client_id)
    return client_id


def _site(number: int) -> Site:
    return Site(
        label=f"S-{number + 1}", name=f"{PLACES[number % len(PLACES)]} {number + 1}", address=f"Street {number}",
        activities="customer service, operations", zone="Europe/Berlin", heads=71 if number < 2 else number * 3,
        central=number == 0,
    )  # fmt: skip


def _person(number: int) -> Contact:
    name, function = PEOPLE[number % len(PEOPLE)]
    return Contact(
        name=f"{name} {number + 1}", function=function, email=f"person{number}@example.org", phone="+48 22 123 45 67",
        top_management=number == 0, representative=number == 1,
    )  # fmt: skip


def _process(number: int, site_id: str) -> Process:
    outsourced = number % 3 == 0
    return Process(
        name=f"P-{number + 1:02} Development of the platform", site_id=site_id, special=number % 4 == 0,
        outsourced=outsourced, supplier="Rechenzentrum Nord GmbH" if outsourced else "",
        control="yearly audit, monthly report" if number % 2 == 0 else "",
    )  # fmt: skip


def _documents(services: Services, client_id: str) -> None:
    first = date(2024, 1, 8)
    documents = [
        ClientDocument(
            title=f"Procedure {number} for the handling of information", reference=f"P-{number:02}", edition="1.0",
            dated=first + timedelta(days=30 * number), owner="Łucja Gęsicka", classification="internal",
        )
        for number in range(24)
    ]  # fmt: skip
    services.client_file.add_many(client_id, documents)
    document = services.clients.get(client_id).documents[0].id
    for edition, dated in (("2.0", date(2025, 2, 3)), ("2.1", date(2026, 1, 12))):
        services.client_file.new_edition(document, edition, dated)


def _scopes(services: Services, client_id: str) -> None:
    file = services.client_file
    first = file.add_scope(client_id, "1", "en", SCOPE).id
    file.set_scope_state(first, ScopeState.CERTIFIED, date(2024, 5, 1))
    second = file.add_scope(client_id, "2", "en", SCOPE + " Claims handling included.").id
    file.set_scope_state(second, ScopeState.AGREED)
    file.add_scope(client_id, "2", "de", "Betrieb der Buchungsplattform.")
