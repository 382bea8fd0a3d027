"""Samples of records in rounds: drawn so that anybody can repeat it, marked, widened, corrected.

Population, size, number deviating and items of the evidence follow the rounds: they cannot be typed beside them.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain import sampling
from app.domain.errors import UserMistake
from app.domain.kinds import EvidenceKind, EvidenceState, ItemResult, Selection
from app.models.audit import AuditSite
from app.models.base import new_id
from app.models.fieldwork import Evidence
from app.models.samples import SampleItem, SampleRound
from app.services.base import Made, Service, check_open, get_row, required
from app.services.undo import Step
from app.storage.records import load_rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain import samples as values
    from app.domain.changes import Changes
    from app.domain.sampling import RoundDraft
    from app.storage.unit_of_work import UnitOfWork

SEED_BYTES: Final = 16
_LABELS_SHOWN: Final = 2000


class SampleService(Service):
    """The rounds of a record sample and the items in them."""

    def rounds(self, evidence_id: str) -> tuple[values.SampleRound, ...]:
        """Return the rounds of an evidence item, the first first, with their items."""
        with self._workspace.read() as session:
            return load_rounds(session, evidence_id)

    def add_round(self, evidence_id: str, draft: RoundDraft) -> Made:
        """Add a round: drawn from a list or the numbers of a population, or chosen by somebody.

        The first round makes the item a record sample. A further one for the same site needs a reason and no list;
        without a seed one is taken from the system's randomness.

        Raises:
            UserMistake: `sample_empty`, `sample_reason_missing`, `sample_list_there`, `sample_count_wrong`,
                `sample_site_unknown`, `evidence_withdrawn`, `audit_frozen`.
        """
        with self._workspace.write() as uow:
            row = _for_writing(uow.session, evidence_id)
            held = load_rounds(uow.session, evidence_id)
            _check_draft(uow.session, row, held, draft)
            made, items = _round(uow, row, held, draft)
            row.kind, row.state = EvidenceKind.RECORD_SAMPLE, EvidenceState.SORTED
            _add(uow, made, items)
            _follow(uow, row)
            uow.record("sample.round_added", made, *items, row, audit=row.audit_id, reason=draft.reason)
            return Made(made.id, uow.commit("evidence"))

    def widen(self, evidence_id: str, count: int, reason: str, site_id: str | None = None) -> Made:
        """Look at the next `count` items of the order that was drawn.

        Raises:
            UserMistake: `sample_reason_missing`, `sample_not_drawn`, `sample_count_wrong` and those of `add_round`.
        """
        clean = required(reason, "sample_reason_missing", "reason")
        with self._workspace.write() as uow:
            row = _for_writing(uow.session, evidence_id)
            held = load_rounds(uow.session, evidence_id)
            listed = _drawn_list(held, site_id)
            labels = sampling.following(listed.listed, sampling.taken(held, site_id), count)
            made = _next_round(uow, row, held, site_id=site_id, seed=listed.seed, widened_reason=clean)
            made.population, made.size, made.method = len(listed.listed), len(labels), sampling.METHOD
            items = _items(made.id, labels)
            _add(uow, made, items)
            _follow(uow, row)
            uow.record("sample.widened", made, *items, row, audit=row.audit_id, reason=clean)
            return Made(made.id, uow.commit("evidence"))

    def correct_population(
        self, evidence_id: str, labels: Sequence[str], reason: str, site_id: str | None = None
    ) -> Made:
        """Go on with a corrected population without drawing again: a round of its own that looks at nothing.

        What stays keeps its place in the order, what came in follows in an order of its own, what is gone is no longer
        looked at; items that were looked at stay.

        Raises:
            UserMistake: `sample_reason_missing`, `sample_not_drawn`, `sample_unchanged` and those of `add_round`.
        """
        clean = required(reason, "sample_reason_missing", "reason")
        with self._workspace.write() as uow:
            row = _for_writing(uow.session, evidence_id)
            held = load_rounds(uow.session, evidence_id)
            before = _drawn_list(held, site_id)
            found = sampling.corrected(before.seed, before.listed, labels)
            if not found.added and not found.removed:
                raise UserMistake("sample_unchanged", field="list")
            made = _next_round(uow, row, held, site_id=site_id, seed=before.seed, widened_reason=clean)
            made.population, made.size, made.method = len(found.listed), 0, sampling.METHOD
            made.listed = list(found.listed)
            _add(uow, made, [])
            _follow(uow, row)
            uow.record("sample.population_corrected", made, row, audit=row.audit_id, reason=clean)
            return Made(made.id, uow.commit("evidence"))

    def set_items(self, round_id: str, labels: Sequence[str]) -> Changes:
        """Set the items of a round that somebody chose; an item that stays keeps its result.

        Raises:
            UserMistake: `sample_drawn` (what was drawn is not changed by hand), `sample_item_marked` for an item
                that was looked at and would go, `sample_empty`.
        """
        with self._workspace.write() as uow:
            one = get_row(uow.session, SampleRound, round_id)
            row = _for_writing(uow.session, one.evidence_id)
            if one.seed:
                raise UserMistake("sample_drawn", field="list")
            wanted = dict.fromkeys(label for label in labels if label)
            if not wanted:
                raise UserMistake("sample_empty", field="list")
            changed = _exchange(uow.session, one, tuple(wanted))
            one.size = len(wanted)
            _follow(uow, row)
            uow.record("sample.items_set", one, *changed, row, audit=row.audit_id)
            return uow.commit("evidence")

    def mark(
        self, item_id: str, result: ItemResult, *, remark: str | None = None, site_id: str | None = None
    ) -> Changes:
        """Say what an item showed; without a `remark` the one that is there stays, without a site as well.

        Raises:
            UserMistake: `row_unknown`, `sample_site_unknown`, `evidence_withdrawn`, `audit_frozen`.
        """
        changes, old = self._mark(item_id, result, remark, site_id)
        back = partial(self._marked, item_id, old)
        again = partial(self._marked, item_id, (result, remark, site_id))
        self._core.undo.add(Step("undo_field", "sample_item.result", back, again))
        return changes

    def mark_open(self, evidence_id: str, result: ItemResult) -> Changes:
        """Give all items that were not looked at yet the same result, as one step.

        Raises:
            UserMistake: `sample_nothing_open` and those of `mark`.
        """
        with self._workspace.write() as uow:
            row = _for_writing(uow.session, evidence_id)
            rounds = load_rounds(uow.session, evidence_id)
            keys = [item.id for item in sampling.counted_items(rounds) if item.result is ItemResult.OPEN]
            if not keys:
                raise UserMistake("sample_nothing_open")
            changes = _set_results(uow, row, dict.fromkeys(keys, result))
        back = partial(self._set_all, evidence_id, dict.fromkeys(keys, ItemResult.OPEN))
        again = partial(self._set_all, evidence_id, dict.fromkeys(keys, result))
        self._core.undo.add(Step("undo_field", "sample_item.result", back, again))
        return changes

    def set_population(self, round_id: str, population: int | None) -> Changes:
        """Say how many there are of which a round was chosen; raises `sample_drawn` where a list says it."""
        with self._workspace.write() as uow:
            one = get_row(uow.session, SampleRound, round_id)
            row = _for_writing(uow.session, one.evidence_id)
            if one.seed:
                raise UserMistake("sample_drawn", field="population")
            if population is not None and population < (one.size or 0):
                raise UserMistake("sample_count_wrong", field="population", count=one.size or 0, left=population)
            if population == one.population:
                return uow.commit()
            one.population = population
            _follow(uow, row)
            uow.record("sample.population_set", one, row, audit=row.audit_id)
            return uow.commit("evidence")

    def remove(self, round_id: str) -> Changes:
        """Take the last round away while nothing of it was looked at; the trail keeps that it was drawn.

        Raises:
            UserMistake: `sample_round_used`, `sample_round_not_last`.
        """
        with self._workspace.write() as uow:
            one = get_row(uow.session, SampleRound, round_id)
            row = _for_writing(uow.session, one.evidence_id)
            rounds = load_rounds(uow.session, one.evidence_id)
            if rounds[-1].id != round_id:
                raise UserMistake("sample_round_not_last")
            if any(item.result is not ItemResult.OPEN for item in rounds[-1].items):
                raise UserMistake("sample_round_used")
            items = list(uow.session.scalars(select(SampleItem).filter_by(round_id=round_id)))
            for item in items:
                uow.session.delete(item)
            uow.session.flush()  # the items go before the round they point to
            uow.session.delete(one)
            _follow(uow, row)
            uow.record("sample.round_removed", one, *items, row, audit=row.audit_id)
            return uow.commit("evidence")

    def _mark(
        self, item_id: str, result: ItemResult, remark: str | None, site_id: str | None
    ) -> tuple[Changes, tuple[ItemResult, str, str | None]]:
        with self._workspace.write() as uow:
            item = get_row(uow.session, SampleItem, item_id)
            one = get_row(uow.session, SampleRound, item.round_id)
            row = _for_writing(uow.session, one.evidence_id)
            old = (item.result, item.remark, item.site_id)
            new = (result, item.remark if remark is None else remark.strip(), site_id or item.site_id)
            _check_site(uow.session, row, new[2])
            if new == old:
                return uow.commit(), old
            item.result, item.remark, item.site_id = new
            _follow(uow, row)
            uow.record("sample.marked", item, row, audit=row.audit_id)
            return uow.commit("evidence"), old

    def _marked(self, item_id: str, wanted: tuple[ItemResult, str | None, str | None]) -> Changes:
        result, remark, site_id = wanted
        return self._mark(item_id, result, remark, site_id)[0]

    def _set_all(self, evidence_id: str, wanted: dict[str, ItemResult]) -> Changes:
        with self._workspace.write() as uow:
            return _set_results(uow, _for_writing(uow.session, evidence_id), wanted)


def _for_writing(session: Session, evidence_id: str) -> Evidence:
    row = get_row(session, Evidence, evidence_id)
    check_open(session, row.audit_id)
    if row.state == EvidenceState.WITHDRAWN:
        raise UserMistake("evidence_withdrawn")
    return row


def _check_site(session: Session, row: Evidence, site_id: str | None) -> None:
    if site_id is not None and get_row(session, AuditSite, site_id).audit_id != row.audit_id:
        raise UserMistake("sample_site_unknown", field="site")


def _check_draft(session: Session, row: Evidence, held: Sequence[values.SampleRound], draft: RoundDraft) -> None:
    """Refuse a round that looks at nothing, and a second one of a site without a reason or with a list of its own."""
    _check_site(session, row, draft.site_id)
    drawn = draft.selection is Selection.RANDOM and draft.draw
    everything = draft.selection is Selection.ALL and draft.listed
    if not (drawn or everything or draft.chosen):
        raise UserMistake("sample_empty", field="list")
    if drawn and not (draft.listed or draft.population):
        raise UserMistake("sample_list_missing", field="list")
    if any(one.site_id == draft.site_id for one in held):
        required(draft.reason, "sample_reason_missing", "reason")
        if sampling.current_list(held, draft.site_id) is not None and (draft.listed or drawn):
            raise UserMistake("sample_list_there", field="list")


def _round(
    uow: UnitOfWork, row: Evidence, held: Sequence[values.SampleRound], draft: RoundDraft
) -> tuple[SampleRound, list[SampleItem]]:
    made = _next_round(uow, row, held, site_id=draft.site_id, seed="", widened_reason=draft.reason.strip())
    made.selection, made.how = draft.selection, draft.how.strip()
    labels, made.population = draft.chosen, draft.population
    if draft.selection is Selection.RANDOM and draft.draw:
        made.seed, made.method = draft.seed.strip() or secrets.token_hex(SEED_BYTES), sampling.METHOD
        listed = draft.listed or tuple(str(number) for number in range(1, (draft.population or 0) + 1))
        made.listed = list(sampling.drawn_order(made.seed, listed))
        made.population = len(made.listed)
        labels = sampling.following(made.listed, sampling.taken(held, draft.site_id), draft.draw)
    elif draft.selection is Selection.ALL:
        labels = draft.listed or draft.chosen
        made.population = len(labels)
    made.size = len(labels)
    return made, _items(made.id, labels)


def _next_round(
    uow: UnitOfWork, row: Evidence, held: Sequence[values.SampleRound], *, site_id: str | None, seed: str,
    widened_reason: str,
) -> SampleRound:  # fmt: skip
    number = max((one.number for one in held), default=0) + 1
    return SampleRound(
        id=new_id(), evidence_id=row.id, number=number, position=number, happened_at=uow.now,
        happened_zone=row.happened_zone, site_id=site_id, seed=seed, widened_reason=widened_reason,
        selection=Selection.RANDOM, method="", how="", listed=[],
    )  # fmt: skip


def _items(round_id: str, labels: Sequence[str]) -> list[SampleItem]:
    return [
        SampleItem(round_id=round_id, label=label, result=ItemResult.OPEN, position=place)
        for place, label in enumerate(labels)
    ]


def _add(uow: UnitOfWork, made: SampleRound, items: Sequence[SampleItem]) -> None:
    uow.session.add(made)
    uow.session.flush()  # the items point to it
    uow.session.add_all(items)
    uow.session.flush()  # the sums below are read from the rows


def _drawn_list(held: Sequence[values.SampleRound], site_id: str | None) -> values.SampleRound:
    listed = sampling.current_list(held, site_id)
    if listed is None:
        raise UserMistake("sample_not_drawn", field="list")
    return listed


def _exchange(session: Session, one: SampleRound, wanted: Sequence[str]) -> list[SampleItem]:
    """Remove, move and add items so that they are the wanted ones; return what changed."""
    held = {item.label: item for item in session.scalars(select(SampleItem).filter_by(round_id=one.id))}
    changed: list[SampleItem] = []
    for label, item in held.items():
        if label in wanted:
            continue
        if item.result is not ItemResult.OPEN:
            raise UserMistake("sample_item_marked", field="list", name=label)
        session.delete(item)
        changed.append(item)
    for place, label in enumerate(wanted):
        if label not in held:
            fresh = SampleItem(round_id=one.id, label=label, result=ItemResult.OPEN, position=place)
            session.add(fresh)
            changed.append(fresh)
        elif held[label].position != place:
            held[label].position = place
            changed.append(held[label])
    session.flush()  # the sums are read from the rows
    return changed


def _set_results(uow: UnitOfWork, row: Evidence, wanted: dict[str, ItemResult]) -> Changes:
    items = list(uow.session.scalars(select(SampleItem).where(SampleItem.id.in_(wanted))))
    for item in items:
        item.result = wanted[item.id]
    _follow(uow, row)
    uow.record("sample.marked", *items, row, audit=row.audit_id)
    return uow.commit("evidence")


def _follow(uow: UnitOfWork, row: Evidence) -> None:
    """Let the fields of the evidence say what the rounds say."""
    uow.session.flush()  # they are read from the rows
    rounds = load_rounds(uow.session, row.id)
    found = sampling.sums(rounds)
    labels = [item.label for item in sampling.counted_items(rounds)]
    new: dict[str, Any] = {
        "population": found.population,
        "sample_size": found.size if rounds else None,
        "deviating": found.deviating if found.looked_at else None,
        "sample_ids": ", ".join(labels[:_LABELS_SHOWN]),
    }
    for name, value in new.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
