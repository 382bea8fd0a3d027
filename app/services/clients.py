"""The client file: organisation, people, sites, documents, Statements of Applicability."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.domain.changes import Changes
from app.domain.client import Client, ClientDocument, Contact, Site, Soa
from app.domain.drafts import ClientDraft
from app.domain.errors import UserMistake
from app.models import client as tables
from app.services.base import Made, Service, get_row, required
from app.storage.records import from_value, load_client, to_value


class ClientService(Service):
    """Clients and what belongs to them."""

    def list(self) -> tuple[Client, ...]:
        """Return all clients by name, without their children."""
        with self._workspace.read() as session:
            rows = session.scalars(select(tables.Client).order_by(tables.Client.name))
            return tuple(to_value(Client, row) for row in rows)

    def get(self, client_id: str) -> Client:
        """Return one client with contacts, sites, documents and SoA versions."""
        with self._workspace.read() as session:
            get_row(session, tables.Client, client_id)
            return load_client(session, client_id)

    def add(self, draft: ClientDraft) -> Made:
        """Enter a new client with contacts and sites in one step; raises `UserMistake("name_missing")`."""
        name = required(draft.client.name, "name_missing", "name")
        with self._workspace.write() as uow:
            row = from_value(replace(draft.client, name=name), tables.Client)
            uow.session.add(row)
            uow.session.flush()  # the children need the key
            children = [
                from_value(one, tables.Contact, client_id=row.id, position=place)
                for place, one in enumerate(draft.contacts)
            ]
            children += [
                from_value(one, tables.Site, client_id=row.id, position=place) for place, one in enumerate(draft.sites)
            ]
            uow.session.add_all(children)
            uow.record("client.entered", row, *children, audit=None)
            changes = uow.commit("client")
        if draft.soa is not None:
            self.add_soa(row.id, draft.soa)
        return Made(row.id, changes)

    def add_contact(self, client_id: str, contact: Contact) -> Made:
        """Enter a person of the client; raises `UserMistake("name_missing")`."""
        required(contact.name, "name_missing", "name")
        return self._add_child("contact.entered", client_id, from_value(contact, tables.Contact, client_id=client_id))

    def add_site(self, client_id: str, site: Site) -> Made:
        """Enter a site of the client; raises `UserMistake("name_missing")`."""
        required(site.name, "name_missing", "name")
        return self._add_child("site.entered", client_id, from_value(site, tables.Site, client_id=client_id))

    def add_document(self, client_id: str, document: ClientDocument) -> Made:
        """Enter a document of the client's ISMS; raises `UserMistake("title_missing")`."""
        required(document.title, "title_missing", "title")
        row = from_value(document, tables.ClientDocument, client_id=client_id)
        return self._add_child("document.registered", client_id, row)

    def _add_child(self, kind: str, client_id: str, row: tables.Contact | tables.Site | tables.ClientDocument) -> Made:
        with self._workspace.write() as uow:
            get_row(uow.session, tables.Client, client_id)
            taken = uow.session.scalars(select(type(row).position).where(type(row).client_id == client_id))
            row.position = max(taken, default=-1) + 1
            uow.session.add(row)
            uow.record(kind, row, audit=None)
            return Made(row.id, uow.commit(row.__tablename__))

    def remove(self, kind: str, row_id: str) -> Changes:
        """Take a contact, site or document out of the client file; the trail keeps it.

        Raises:
            UserMistake: `still_used` when an audit refers to it.
        """
        table = {"contact": tables.Contact, "site": tables.Site, "client_document": tables.ClientDocument}[kind]
        with self._workspace.write() as uow:
            row = get_row(uow.session, table, row_id)
            uow.session.delete(row)
            try:
                uow.record(f"{kind}.removed", row, audit=None)
            except IntegrityError as error:
                raise UserMistake("still_used", kind=kind) from error
            return uow.commit(kind)

    def add_soa(self, client_id: str, soa: Soa) -> Made:
        """Enter one version of the Statement of Applicability with its controls; an audit names the version it used."""
        edition = required(soa.edition, "edition_missing", "edition")
        with self._workspace.write() as uow:
            row = from_value(replace(soa, edition=edition), tables.Soa, client_id=client_id)
            uow.session.add(row)
            uow.session.flush()  # the controls need the key
            controls = [
                from_value(one, tables.SoaControl, soa_id=row.id, position=place)
                for place, one in enumerate(soa.controls)
            ]
            uow.session.add_all(controls)
            uow.record("soa.entered", row, *controls, audit=None)
            return Made(row.id, uow.commit("soa"))
