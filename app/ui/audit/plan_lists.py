"""Team, sites and objectives of an audit, edited in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.client import Site
from app.domain.kinds import Mode, TeamRole
from app.domain.record import AuditSite, Objective, TeamMember
from app.ui.audit.row_list import RowLine, RowList

if TYPE_CHECKING:
    from app.domain.record import AuditRecord
    from app.services.container import Services
    from app.ui.context import UiContext


class PlanLists:
    """Makes and fills the three lists; each change is one service call."""

    def __init__(self, ctx: UiContext, audit_id: str) -> None:
        t = ctx.t
        self.team = TeamList(ctx, audit_id, t("Add a person by name"), t("Person of the team"))
        self.sites = SiteList(ctx, audit_id, t("Add a site by name"), t("Site"))
        self.objectives = ObjectiveList(ctx, audit_id, t("Add an objective"), t("Objective"))

    def show_record(self, record: AuditRecord) -> None:
        """Show the rows of the record."""
        for one in (self.team, self.sites, self.objectives):
            one.keep_under(f"{one.kind}:{record.audit.id}")
        self.team.show_rows(record.team)
        self.sites.record = record
        self.sites.show_rows(record.sites)
        self.objectives.show_rows(record.objectives)


class _PlanList(RowList):
    """A list whose rows are taken out by `audits.remove`."""

    kind = ""

    def __init__(self, ctx: UiContext, audit_id: str, placeholder: str, name: str) -> None:
        super().__init__(ctx, audit_id, placeholder, name)
        self.wanted.connect(self._on_wanted)
        self.removed.connect(self._on_removed)

    def _on_removed(self, row_id: str) -> None:
        self.ctx.jobs.write(partial(self.ctx.services.audits.remove, self.kind, row_id))

    def _on_wanted(self, text: str) -> None:
        raise NotImplementedError


class TeamList(_PlanList):
    """People in and beside the team, with their role and initials."""

    kind = "team_member"

    def make_line(self, row: TeamMember) -> RowLine:
        """Return name, initials and role of a person."""
        t, line = self.ctx.t, RowLine(self.ctx, self.kind, self.audit_id)
        said = {"name": row.name}
        line.add("name", t("Name of {name}").format(**said), line.form.bare_line("name"), 5)
        line.add("initials", t("Initials of {name}").format(**said), line.form.bare_line("initials"), 1)
        line.add("role", t("Role of {name}").format(**said), line.form.bare_choice("role", TeamRole), 3)
        line.close_with(t("Take {name} out of the team").format(**said))
        return line

    def _on_wanted(self, text: str) -> None:
        member = TeamMember(name=text, initials="".join(part[0] for part in text.split()[:3]).upper())
        self.add(partial(self.ctx.services.audits.add_member, self.audit_id, member))


class SiteList(_PlanList):
    """Sites of this audit and how they are audited."""

    kind = "audit_site"
    record: AuditRecord | None = None

    def make_line(self, row: AuditSite) -> RowLine:
        """Return label, name and mode of a site."""
        t, line = self.ctx.t, RowLine(self.ctx, self.kind, self.audit_id)
        said = {"name": row.name}
        line.add("label", t("Short name of {name}").format(**said), line.form.bare_line("label"), 1)
        line.add("name", t("Name of site {name}").format(**said), line.form.bare_line("name"), 5)
        line.add("mode", t("How {name} is audited").format(**said), line.form.bare_choice("mode", Mode), 3)
        line.close_with(t("Take {name} out of the audit").format(**said))
        return line

    def _on_wanted(self, text: str) -> None:
        if self.record is not None:
            self.add(partial(take_site_in, self.ctx.services, self.record, text))


class ObjectiveList(_PlanList):
    """Objectives of the audit; whether they were reached is said with the report."""

    kind = "objective"

    def make_line(self, row: Objective) -> RowLine:
        """Return the text of an objective."""
        t, line = self.ctx.t, RowLine(self.ctx, self.kind, self.audit_id)
        said = {"n": row.position + 1}
        line.add("text", t("Objective {n}").format(**said), line.form.bare_line("text"))
        line.close_with(t("Remove objective {n}").format(**said))
        return line

    def _on_wanted(self, text: str) -> None:
        self.add(partial(self.ctx.services.audits.add_objective, self.audit_id, Objective(text=text)))


def take_site_in(services: Services, record: AuditRecord, name: str) -> object:
    """Take the client's site `name` into the audit; a site the client does not have is entered first."""
    wanted = name.casefold()
    known = next((one for one in record.client.sites if wanted in (one.name.casefold(), one.label.casefold())), None)
    if known is None:
        site = Site(label=f"S-{len(record.client.sites) + 1}", name=name, zone=record.audit.zone)
        known_id = services.clients.add_site(record.client.id, site).id
    else:
        known_id = known.id
    return services.audits.add_site(record.audit.id, known_id, Mode.ON_SITE)
