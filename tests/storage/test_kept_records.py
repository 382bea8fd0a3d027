"""Audits that are kept between two readings: always what the tables hold, and cheap to bring up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from app.domain.drafts import EvidenceDraft, FindingDraft, IncomingFile, LinkDraft
from app.domain.kinds import EvidenceKind, Grade, Verdict
from app.models.base import guarded_tables
from app.models.samples import SampleItem, SampleRound
from app.storage import kept_records
from app.storage.records import load_audit, load_evidence, load_findings, load_notes
from tests.support import World, new_world
from tests.ui.crowd import crowd


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from new_world(tmp_path / "workspace", with_audit=True)


@pytest.fixture
def audit_id(world):
    return world.services.audits.list()[0].id


TEXT = IncomingFile(name="a.txt", data=b"a")


def _fresh(world, audit_id):
    with world.workspace.read() as session:
        return load_audit(session, audit_id)


def _sample(world, audit_id):
    """Put a round with an item into a record sample."""
    record = world.services.audits.record(audit_id)
    owner = next(one.id for one in record.evidence if one.kind == EvidenceKind.RECORD_SAMPLE)
    with world.workspace.write() as uow:
        made = SampleRound(evidence_id=owner, listed=[])
        uow.session.add(made)
        uow.session.flush()
        item = SampleItem(round_id=made.id, label="TR-1")
        uow.session.add(item)
        uow.record("sample.drawn", made, item, audit=audit_id)
        uow.commit()


@contextmanager
def _statements(world) -> Iterator[list[str]]:
    told: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        told.append(statement)

    engine = world.workspace._read_engine
    event.listen(engine, "before_cursor_execute", note)
    yield told
    event.remove(engine, "before_cursor_execute", note)


def _tables(told):
    words = " ".join(told).replace('"', "").split()
    return {words[place + 1] for place, word in enumerate(words[:-1]) if word in {"FROM", "JOIN"}}


STEPS = (
    ("capture", lambda s, a, e, f: s.evidence.capture(a, EvidenceDraft(title="one more"))),
    ("file", lambda s, a, e, f: s.evidence.capture(a, EvidenceDraft(title="x"), [TEXT])),
    ("type", lambda s, a, e, f: s.fields.set("evidence", e, "title", "another title")),
    ("link", lambda s, a, e, f: s.evidence.link(e, LinkDraft(ref="A.8.1"))),
    ("withdraw", lambda s, a, e, f: s.evidence.withdraw(e, "seen twice")),
    ("draft", lambda s, a, e, f: s.findings.draft(a, FindingDraft(grade=Grade.MINOR, title="new"))),
    ("regrade", lambda s, a, e, f: s.findings.regrade(f, Grade.MAJOR, "found again")),
    ("issue", lambda s, a, e, f: s.findings.issue(a)),
    ("decide", lambda s, a, e, f: s.verdicts.decide(a, ["A.8.34"], Verdict.CONFORM)),
    ("client", lambda s, a, e, f: s.fields.set("client", s.audits.record(a).client.id, "name", "Other AG")),
    ("note", lambda s, a, e, f: s.notes.take(a, "a line")),
)  # fmt: skip


@pytest.mark.parametrize("step", [one for _, one in STEPS], ids=[name for name, _ in STEPS])
def test_after_a_change_it_is_what_the_tables_hold(world, audit_id, step):
    crowd(world, audit_id, items=6)
    before = world.services.audits.record(audit_id)
    step(world.services, audit_id, before.evidence[1].id, before.findings[0].id)
    assert world.services.audits.record(audit_id) == _fresh(world, audit_id) != before


def test_what_is_taken_off_is_gone(world, audit_id):
    crowd(world, audit_id, items=6)
    record = world.services.audits.record(audit_id)
    link = next(one.links[0] for one in record.evidence if one.links and one.state != "withdrawn")
    world.services.evidence.unlink(link.id)
    assert world.services.audits.record(audit_id) == _fresh(world, audit_id) != record


def test_without_a_change_nothing_is_read(world, audit_id):
    world.services.audits.record(audit_id)
    with _statements(world) as told:
        world.services.audits.record(audit_id)
    assert told == []


def test_one_typed_item_reads_that_item_only(world, audit_id):
    crowd(world, audit_id, items=6)
    item = world.services.audits.record(audit_id).evidence[0]
    world.services.fields.set("evidence", item.id, "title", "another title")
    with _statements(world) as told:
        world.services.audits.record(audit_id)
    assert not _tables(told) & {"finding", "note", "client", "criteria_row"}
    assert not any("FROM evidence" in one and "evidence.id IN" not in one for one in told if "evidence_" not in one)


@pytest.mark.parametrize(
    ("part", "load"), [("evidence", load_evidence), ("findings", load_findings), ("notes", load_notes)]
)
def test_every_table_a_part_is_read_from_is_named(world, audit_id, part, load):
    crowd(world, audit_id, items=10)
    _sample(world, audit_id)
    with _statements(world) as told, world.workspace.read() as session:
        load(session, audit_id)
    assert _tables(told) - {"sqlite_master"} <= kept_records.PARTS[part]


def test_a_slow_reader_does_not_put_an_older_record_in_place(world, audit_id):
    kept, services = world.workspace.records, world.services
    kept._kept.clear()
    old, places, turn = kept._take(audit_id)
    stale = _fresh(world, audit_id)
    services.evidence.capture(audit_id, EvidenceDraft(title="meanwhile"))
    services.audits.record(audit_id)
    kept._keep(audit_id, stale, turn)
    assert (old, places) == (None, set())
    assert services.audits.record(audit_id) == _fresh(world, audit_id)


def test_only_a_few_audits_are_kept(world, audit_id, monkeypatch):
    monkeypatch.setattr(kept_records, "MOST", 0)
    world.services.audits.record(audit_id)
    assert not world.workspace.records._kept


def test_nothing_of_an_audit_is_read_from_tables_that_may_change_unnoticed(world, audit_id):
    crowd(world, audit_id, items=6)
    with _statements(world) as told, world.workspace.read() as session:
        load_audit(session, audit_id)
    assert _tables(told) - {"sqlite_master"} <= {table.name for table in guarded_tables()}


def test_a_marked_item_of_a_sample_is_read_anew(world, audit_id):
    crowd(world, audit_id, items=6)
    world.services.audits.record(audit_id)
    _sample(world, audit_id)
    assert world.services.audits.record(audit_id) == _fresh(world, audit_id)
