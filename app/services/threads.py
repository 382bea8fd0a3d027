"""Audit trails: named threads through requirements, evidence and findings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.domain.errors import UserMistake
from app.models.samples import Thread, ThreadLink
from app.services.base import Made, Service, get_row, item_of, open_audit, required
from app.services.undo import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain.audit_trails import Stop
    from app.domain.changes import Changes


class Target(NamedTuple):
    """What is put on a trail: exactly one of a requirement by its reference, an evidence item, a finding."""

    ref: str = ""
    evidence_id: str | None = None
    finding_id: str | None = None


class _Link(NamedTuple):
    """A link by content, so that undo can put it back."""

    item_id: str | None
    evidence_id: str | None
    finding_id: str | None


class ThreadService(Service):
    """Name, purpose and result are typed through the fields; here is what stands on a trail and in which order."""

    def begin(self, audit_id: str, name: str, *targets: Target) -> Made:
        """Begin a trail with what is on it already.

        Raises:
            UserMistake: `thread_name_missing`, `thread_there`, `requirement_unknown`, `audit_frozen`.
        """
        clean = required(name, "thread_name_missing", "name")
        with self._workspace.write() as uow:
            open_audit(uow.session, audit_id)
            there = uow.session.scalars(select(Thread.name).filter_by(audit_id=audit_id)).all()
            if clean.casefold() in {one.casefold() for one in there}:
                raise UserMistake("thread_there", field="name", name=clean)
            row = Thread(audit_id=audit_id, name=clean, position=len(there))
            uow.session.add(row)
            uow.session.flush()  # the links need the key
            links = [_link(uow.session, row, one, place) for place, one in enumerate(targets)]
            uow.session.add_all(links)
            uow.record("thread.begun", row, *links, audit=audit_id)
            made = Made(row.id, uow.commit("thread"))
        kept = _Kept(audit_id, made.id, clean, row.position)
        back, again = partial(self._take_away, kept), partial(self._bring_back, kept)
        self._core.undo.add(Step("undo_thread", clean, back, again))
        return made

    def remove(self, thread_id: str) -> Changes:
        """Take a trail away; what stood on it stays where it is."""
        with self._workspace.read() as session:
            row = get_row(session, Thread, thread_id)
            kept = _Kept(row.audit_id, row.id, row.name, row.position)
        changes = self._take_away(kept)
        back, again = partial(self._bring_back, kept), partial(self._take_away, kept)
        self._core.undo.add(Step("undo_thread", kept.name, back, again))
        return changes

    def add(self, thread_id: str, *targets: Target) -> Changes:
        """Put requirements, evidence or findings at the end of a trail; what is on it already stays where it is."""
        return self._change(thread_id, targets=targets)

    def take_off(self, thread_id: str, link_id: str) -> Changes:
        """Take something off a trail."""
        return self._change(thread_id, off=link_id)

    def move(self, thread_id: str, link_id: str, step: int) -> Changes:
        """Move something on a trail by `step` places; at its ends nothing happens."""
        return self._change(thread_id, off=link_id, step=step)

    def _change(self, thread_id: str, targets: Sequence[Target] = (), off: str = "", step: int = 0) -> Changes:
        with self._workspace.write() as uow:
            row = get_row(uow.session, Thread, thread_id)
            open_audit(uow.session, row.audit_id)
            before = _links(uow.session, thread_id)
            wanted = [_content(one) for one in before if one.id != off]
            if step:
                place = next(place for place, one in enumerate(before) if one.id == off)
                moved = min(max(0, place + step), len(wanted))
                wanted.insert(moved, _content(before[place]))
            made = [_content(_link(uow.session, row, one, 0)) for one in targets]
            wanted += [one for one in dict.fromkeys(made) if one not in wanted]
            old = [_content(one) for one in before]
            if wanted == old:
                return uow.commit()
            changed = _put(uow.session, thread_id, wanted)
            uow.record("thread.changed", *changed, audit=row.audit_id)
            changes, name = uow.commit("thread"), row.name
        back, again = partial(self._set, thread_id, old), partial(self._set, thread_id, wanted)
        self._core.undo.add(Step("undo_thread", name, back, again))
        return changes

    def _set(self, thread_id: str, wanted: Sequence[_Link]) -> Changes:
        with self._workspace.write() as uow:
            row = get_row(uow.session, Thread, thread_id)
            open_audit(uow.session, row.audit_id)
            uow.record("thread.changed", *_put(uow.session, thread_id, wanted), audit=row.audit_id)
            return uow.commit("thread")

    def _take_away(self, kept: _Kept) -> Changes:
        with self._workspace.write() as uow:
            open_audit(uow.session, kept.audit_id)
            row = get_row(uow.session, Thread, kept.id)
            links = _links(uow.session, kept.id)
            kept.name, kept.purpose, kept.result, kept.position = row.name, row.purpose, row.result, row.position
            kept.links = [_content(one) for one in links]
            for one in links:
                uow.session.delete(one)
            uow.session.flush()  # the links go before what they point to
            uow.session.delete(row)
            uow.record("thread.removed", row, *links, audit=kept.audit_id)
            return uow.commit("thread")

    def _bring_back(self, kept: _Kept) -> Changes:
        with self._workspace.write() as uow:
            open_audit(uow.session, kept.audit_id)
            row = Thread(id=kept.id, audit_id=kept.audit_id, name=kept.name, purpose=kept.purpose,
                         result=kept.result, position=kept.position)  # fmt: skip
            uow.session.add(row)
            uow.session.flush()  # the links need the row
            uow.record("thread.begun", row, *_put(uow.session, kept.id, kept.links), audit=kept.audit_id)
            return uow.commit("thread")


class _Kept:
    """A trail that can be brought back under its own key, so that later steps of undo still find it."""

    def __init__(self, audit_id: str, thread_id: str, name: str, position: int) -> None:
        self.audit_id, self.id, self.name, self.position = audit_id, thread_id, name, position
        self.purpose = self.result = ""
        self.links: list[_Link] = []


def target_of(stop: Stop) -> Target:
    """Return what a stop of a trail is, to be put on another one."""
    kinds = {"requirement": Target(ref=stop.target), "evidence": Target(evidence_id=stop.target)}
    return kinds.get(stop.kind.value, Target(finding_id=stop.target))


def _links(session: Session, thread_id: str) -> list[ThreadLink]:
    rows = session.scalars(select(ThreadLink).filter_by(thread_id=thread_id))
    return sorted(rows, key=lambda row: (row.position, row.created_at, row.id))


def _content(row: ThreadLink) -> _Link:
    return _Link(row.item_id, row.evidence_id, row.finding_id)


def _link(session: Session, row: Thread, target: Target, place: int) -> ThreadLink:
    item = item_of(session, row.audit_id, target.ref).id if target.ref else None
    return ThreadLink(
        thread_id=row.id, item_id=item, evidence_id=target.evidence_id, finding_id=target.finding_id, position=place
    )


def _put(session: Session, thread_id: str, wanted: Sequence[_Link]) -> list[ThreadLink]:
    """Make the trail hold `wanted` in this order; returns the rows that were added, moved or removed."""
    rows = {_content(one): one for one in _links(session, thread_id)}
    touched = []
    for place, one in enumerate(wanted):
        row = rows.pop(one, None)
        if row is None:
            row = ThreadLink(thread_id=thread_id, position=place, **one._asdict())
            session.add(row)
        elif row.position == place:
            continue
        row.position = place
        touched.append(row)
    for row in rows.values():
        session.delete(row)
        touched.append(row)
    return touched


__all__ = ["Target", "ThreadService", "target_of"]
