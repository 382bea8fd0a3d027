"""The registry of pages: what the main window can show, and in which order the navigation names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.sentences import N_

if TYPE_CHECKING:
    from app.domain.kinds import AuditType
    from app.ui.context import UiContext
    from app.ui.navigation import Place
    from app.ui.widgets.page import Page

Factory = Callable[["UiContext", "Place"], "Page"]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One kind of page.

    Attributes:
        key: its name for `Navigator.go`.
        title: message id of its entry in the navigation.
        icon: name of its icon.
        factory: builds it for a place when it is first shown; imports inside, so that the first window is quick.
        in_navigation: whether it has an entry; wizards and editors have none.
        of_audit: whether it belongs to one audit; it is then built once per audit.
        per_item: whether it is built once per item (a wizard of one meeting).
        below: key of the entry that stays marked while this page without an entry is shown; it keeps the navigation.
        only: types of audit whose navigation has the entry; empty: all.
    """

    key: str
    title: str
    icon: str
    factory: Factory
    in_navigation: bool = True
    of_audit: bool = False
    per_item: bool = False
    below: str = ""
    only: frozenset[AuditType] = frozenset()

    def of_type(self, audit_type: AuditType | None) -> bool:
        """Tell whether the navigation of an audit of this type names the page; None: the type is not known yet."""
        return not self.only or audit_type in self.only


def _home(ctx: UiContext, place: Place) -> Page:
    from app.ui.home import HomePage  # noqa: PLC0415 - built when first shown

    del place
    return HomePage(ctx)


def _due(ctx: UiContext, place: Place) -> Page:
    from app.ui.home_due_page import DuePage  # noqa: PLC0415 - built when first shown

    del place
    return DuePage(ctx)


def _clients(ctx: UiContext, place: Place) -> Page:
    from app.ui.clients.list_page import ClientsPage  # noqa: PLC0415 - built when first shown

    del place
    return ClientsPage(ctx)


def _client(ctx: UiContext, place: Place) -> Page:
    from app.ui.clients.client_page import ClientPage  # noqa: PLC0415 - built when first shown

    return ClientPage(ctx, place.item_id.partition("#")[0])


def _programme(ctx: UiContext, place: Place) -> Page:
    from app.ui.programme.page import ProgrammePage  # noqa: PLC0415 - built when first shown

    return ProgrammePage(ctx, place.item_id)


def _search(ctx: UiContext, place: Place) -> Page:
    from app.ui.search.page import SearchPage  # noqa: PLC0415 - built when first shown

    del place
    return SearchPage(ctx)


def _next_audit(ctx: UiContext, place: Place) -> Page:
    from app.ui.dialogs.next_audit import NextAuditPage  # noqa: PLC0415 - built when first shown

    return NextAuditPage(ctx, place.item_id)


def _review_form(ctx: UiContext, place: Place) -> Page:
    from app.ui.clients.review_form import ReviewFormPage  # noqa: PLC0415 - built when first shown

    return ReviewFormPage(ctx, place.item_id)


def _settings(ctx: UiContext, place: Place) -> Page:
    from app.ui.settings import SettingsPage  # noqa: PLC0415 - built when first shown

    del place
    return SettingsPage(ctx)


def _new_audit(ctx: UiContext, place: Place) -> Page:
    from app.ui.dialogs.new_audit import NewAuditPage  # noqa: PLC0415 - built when first shown

    del place
    return NewAuditPage(ctx)


def _soa(ctx: UiContext, place: Place) -> Page:
    from app.ui.clients.soa_page import SoaPage  # noqa: PLC0415 - built when first shown

    return SoaPage(ctx, place.item_id)


def _soa_import(ctx: UiContext, place: Place) -> Page:
    from app.ui.clients.soa_import import SoaImportPage  # noqa: PLC0415 - built when first shown

    return SoaImportPage(ctx, place.item_id)


WORKSPACE_PAGES: Final = (
    PageSpec("home", N_("Audits"), "home", _home),
    PageSpec("new_audit", N_("New audit"), "plus", _new_audit, in_navigation=False),
    PageSpec("due", N_("What is due"), "calendar", _due),
    PageSpec("clients", N_("Clients"), "building", _clients),
    PageSpec("client", N_("Client"), "building", _client, in_navigation=False, per_item=True, below="clients"),
    PageSpec(
        "programme",
        N_("Programme of the cycle"),
        "programme",
        _programme,
        in_navigation=False,
        per_item=True,
        below="clients",
    ),
    PageSpec("search", N_("Search"), "search", _search),
    PageSpec("next_audit", N_("Next audit"), "play", _next_audit, in_navigation=False, per_item=True),
    PageSpec("review_form", N_("Form"), "check", _review_form, in_navigation=False, per_item=True, below="clients"),
    PageSpec("settings", N_("Settings"), "settings", _settings),
    PageSpec("soa", N_("Statement of Applicability"), "file", _soa, in_navigation=False, per_item=True),
    PageSpec(
        "soa_import",
        N_("Import a Statement of Applicability"),
        "download",
        _soa_import,
        in_navigation=False,
        per_item=True,
    ),
)


def audit_pages() -> tuple[PageSpec, ...]:
    """Return the pages of one audit and its wizards, in the order of the auditor's day."""
    from app.ui.audit.registry import PAGES  # noqa: PLC0415 - after the first window
    from app.ui.wizards.registry import PAGES as WIZARDS  # noqa: PLC0415 - as above

    return (*PAGES, *WIZARDS)
