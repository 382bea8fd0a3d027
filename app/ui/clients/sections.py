"""The registry of sections of the client page: a section plugs in here, the page is not touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain.sentences import N_

if TYPE_CHECKING:
    from app.domain.client_summary import ClientSheet
    from app.ui.clients.section import Section
    from app.ui.context import UiContext

Factory = Callable[["UiContext", str], "Section"]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section.

    Attributes:
        key: its name in code; `client_summary.gaps` and `open_client` name it.
        title: message id of its entry.
        icon: name of its icon.
        factory: builds it over a context and the id of a client when it is first shown; imports inside.
        count: how much it holds, for its entry; `None`: nothing to count.
    """

    key: str
    title: str
    icon: str
    factory: Factory
    count: Callable[[ClientSheet], int] | None = None


def open_client(ctx: UiContext, client_id: str, section: str = "") -> None:
    """Show the page of a client, at a section if one is given (`sites`, or `sites#row`)."""
    ctx.navigator.go("client", item_id=f"{client_id}#{section}" if section else client_id)


def _summary(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.summary import SummarySection  # noqa: PLC0415 - built when first shown

    return SummarySection(ctx, client_id)


def _organisation(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.organisation import OrganisationSection  # noqa: PLC0415 - as above

    return OrganisationSection(ctx, client_id)


def _scope(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.scope import ScopeSection  # noqa: PLC0415 - as above

    return ScopeSection(ctx, client_id)


def _sites(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.sites import SitesSection  # noqa: PLC0415 - as above

    return SitesSection(ctx, client_id)


def _people(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.people import PeopleSection  # noqa: PLC0415 - as above

    return PeopleSection(ctx, client_id)


def _processes(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.processes import ProcessesSection  # noqa: PLC0415 - as above

    return ProcessesSection(ctx, client_id)


def _documents(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.documents import DocumentsSection  # noqa: PLC0415 - as above

    return DocumentsSection(ctx, client_id)


def _soa(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.soa_section import SoaSection  # noqa: PLC0415 - as above

    return SoaSection(ctx, client_id)


def _duties(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.duties import DutiesSection  # noqa: PLC0415 - as above

    return DutiesSection(ctx, client_id)


def _further(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.further import FurtherSection  # noqa: PLC0415 - as above

    return FurtherSection(ctx, client_id)


def _time(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.time_section import TimeSection  # noqa: PLC0415 - as above

    return TimeSection(ctx, client_id)


def _audits(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.audits import AuditsSection  # noqa: PLC0415 - as above

    return AuditsSection(ctx, client_id)


def _cycle(ctx: UiContext, client_id: str) -> Section:
    from app.ui.clients.cycle_section import CycleSection  # noqa: PLC0415 - as above

    return CycleSection(ctx, client_id)


SECTIONS: Final[tuple[SectionSpec, ...]] = (
    SectionSpec("summary", N_("Summary"), "overview", _summary),
    SectionSpec("organisation", N_("Organisation"), "building", _organisation),
    SectionSpec("scope", N_("Scope"), "scope", _scope, lambda sheet: len(sheet.client.scopes)),
    SectionSpec("sites", N_("Sites and heads"), "site", _sites, lambda sheet: len(sheet.client.sites)),
    SectionSpec("people", N_("People"), "person", _people, lambda sheet: len(sheet.client.contacts)),
    SectionSpec("processes", N_("Processes"), "process", _processes, lambda sheet: len(sheet.client.processes)),
    SectionSpec("documents", N_("Documents"), "file", _documents, lambda sheet: len(sheet.client.documents)),
    SectionSpec("soa", N_("Statement of Applicability"), "coverage", _soa, lambda sheet: len(sheet.client.soas)),
    SectionSpec(
        "duties",
        N_("Duties and certificates"),
        "shield",
        _duties,
        lambda sheet: len(sheet.client.duties) + len(sheet.client.certificates),
    ),
    SectionSpec("further", N_("Further data"), "note", _further, lambda sheet: len(sheet.client.further)),
    SectionSpec("time", N_("Audit time"), "clock", _time),
    SectionSpec("cycle", N_("Cycle"), "programme", _cycle),
    SectionSpec("audits", N_("Audits"), "plan", _audits, lambda sheet: len(sheet.audits)),
)
"""In the order in which they stand at the side. Whoever makes a section adds a line."""
