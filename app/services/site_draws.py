"""Draws of the sites to visit: kept as rows that never change, with all that is needed to repeat them."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import UnaryExpression, literal_column, select

from app.domain.client import Site
from app.domain.errors import UserMistake
from app.domain.programme_record import SiteDraw
from app.domain.site_wish import sample
from app.models import programme as tables
from app.models.audit import Audit, AuditSite, Cycle
from app.models.client import Client as ClientTable
from app.models.client import Site as SiteTable
from app.services.audits import site_copy
from app.services.base import Made, Service, get_row, open_audit
from app.services.undo import Step
from app.storage.records import to_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain.changes import Changes
    from app.domain.site_wish import SampleWish

SEED_BYTES: Final = 16
LATER: Final[UnaryExpression[Any]] = literal_column("rowid").desc()
"""Which of two rows of the same moment came later; rows that never change never move."""


class SiteDraws(Service):
    """The sites to visit of a client with several sites (IAF MD 1)."""

    def draw(
        self, client_id: str, wish: SampleWish, *, seed: str = "", audit_id: str | None = None,
        cycle_id: str | None = None,
    ) -> Made:  # fmt: skip
        """Draw the sites to visit and keep the draw; without a `seed` one is taken from the system's randomness.

        A seed is only given to repeat a draw in another place: who may choose it could choose the sites. Each draw is
        kept, so that nobody can draw until the sites please.

        Raises:
            UserMistake: as `site_wish.sample`; `draw_site_central`, `draw_site_foreign`, `draw_other_client`,
                `row_unknown`, `audit_unknown`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            get_row(uow.session, ClientTable, client_id)
            _check_owner(uow.session, client_id, audit_id, cycle_id)
            _check_sites(uow.session, client_id, [one.site_id for one in wish.sites])
            found = sample(wish, seed.strip() or secrets.token_hex(SEED_BYTES))
            row = tables.SiteDraw(
                client_id=client_id,
                cycle_id=cycle_id,
                audit_id=audit_id,
                step=wish.step,
                seed=found.drawn.seed,
                method=found.drawn.method,
                listed=list(found.drawn.listed),
                chosen=list(found.visited),
                by_risk=list(found.by_risk),
                minimum=found.size.minimum,
                size=found.size.size,
                reason=_reason(wish),
            )
            uow.session.add(row)
            uow.record("sites.drawn", row, audit=audit_id)
            return Made(row.id, uow.commit("site_draw"))

    def draws(self, client_id: str) -> tuple[SiteDraw, ...]:
        """Return the draws of a client, the latest first."""
        with self._workspace.read() as session:
            query = select(tables.SiteDraw).filter_by(client_id=client_id)
            rows = session.scalars(query.order_by(tables.SiteDraw.created_at.desc(), LATER))
            return tuple(to_value(SiteDraw, row) for row in rows)

    def visited(self, client_id: str, but: str = "") -> frozenset[str]:
        """Return the sites of the client that audits `but` this one took in: the next sample prefers others."""
        with self._workspace.read() as session:
            query = select(AuditSite.client_site_id).join(Audit, AuditSite.audit_id == Audit.id)
            found = session.scalars(query.where(Audit.client_id == client_id, Audit.id != but))
            return frozenset(one for one in found if one)

    def take_draw(self, audit_id: str, draw_id: str) -> Changes:
        """Take the central function and the sites of a draw into the audit; those that are there stay as they are.

        Raises:
            UserMistake: `draw_other_client`, `row_unknown`, `audit_unknown`, `audit_frozen`.
        """
        added, changes = self._take(audit_id, draw_id)
        if added:
            back = partial(self._take_back, audit_id, added)
            again = partial(self._take_again, audit_id, draw_id)
            self._core.undo.add(Step("undo_sites", str(len(added)), back, again))
        return changes

    def _take_again(self, audit_id: str, draw_id: str) -> Changes:
        return self._take(audit_id, draw_id)[1]

    def _take(self, audit_id: str, draw_id: str) -> tuple[tuple[str, ...], Changes]:
        with self._workspace.write() as uow:
            audit = open_audit(uow.session, audit_id)
            draw = get_row(uow.session, tables.SiteDraw, draw_id)
            if draw.client_id != audit.client_id:
                raise UserMistake("draw_other_client", field="draw")
            there = list(uow.session.scalars(select(AuditSite).filter_by(audit_id=audit_id)))
            known = {one.client_site_id for one in there}
            wanted = [one for one in (*_central(uow.session, audit.client_id), *draw.chosen) if one not in known]
            first = max((one.position for one in there), default=-1) + 1
            rows = [
                site_copy(uow.session, audit_id, one, position=place) for place, one in enumerate(wanted, start=first)
            ]
            if rows:
                uow.session.add_all(rows)
                uow.record("sites.taken_from_draw", *rows, audit=audit_id)
            return tuple(wanted), uow.commit("audit_site")

    def _take_back(self, audit_id: str, sites: Sequence[str]) -> Changes:
        """Take sites out again that were taken in; raises `audit_part_used` where something refers to one by now."""
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            query = select(AuditSite).where(AuditSite.audit_id == audit_id, AuditSite.client_site_id.in_(sites))
            rows = list(uow.session.scalars(query))
            for row in rows:
                uow.session.delete(row)
            uow.record("audit_site.removed", *rows, audit=audit_id)
            return uow.commit("audit_site")


def _reason(wish: SampleWish) -> str:
    """Return every reason that shaped the size, each on a line of its own."""
    reasons = (wish.unsuitable_reason, wish.effective_reason, wish.raise_reason)
    return "\n".join(one.strip() for one in reasons if one.strip())


def _central(session: Session, client_id: str) -> list[str]:
    query = select(SiteTable.id).filter_by(client_id=client_id, central=True).order_by(SiteTable.position)
    return list(session.scalars(query))


def _check_sites(session: Session, client_id: str, listed: Sequence[str]) -> None:
    own = {row.id: to_value(Site, row) for row in session.scalars(select(SiteTable).filter_by(client_id=client_id))}
    for one in listed:
        if one not in own:
            raise UserMistake("draw_site_foreign", field="sites")
        if own[one].central:
            raise UserMistake("draw_site_central", field="sites", name=own[one].name)


def _check_owner(session: Session, client_id: str, audit_id: str | None, cycle_id: str | None) -> None:
    if audit_id is not None and open_audit(session, audit_id).client_id != client_id:
        raise UserMistake("draw_other_client", field="audit")
    if cycle_id is not None and get_row(session, Cycle, cycle_id).client_id != client_id:
        raise UserMistake("draw_other_client", field="cycle")
