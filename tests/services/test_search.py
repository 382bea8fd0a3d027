"""The search: what is found and what is not, where it is shown, and an index that follows the record."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.drafts import EvidenceDraft, FindingDraft, IncomingFile, LinkDraft
from app.domain.search import SearchFilters, SearchKind
from app.services.container import build
from app.storage import search as index
from app.storage import search_tables as tables
from app.storage.workspace import RawKey, Workspace
from tests.support import KEY, World, open_world


def found(world: World, text: str, **filters: object) -> set[tuple[str, str]]:
    """Return kind and title of what is found, once the index knows everything."""
    world.services.search.catch_up()
    hits = world.services.search.find(text, SearchFilters(**filters)).hits  # type: ignore[arg-type]
    return {(hit.kind.value, hit.title.text) for hit in hits}


def kinds(world: World, text: str) -> set[str]:
    """Return the kinds of what is found."""
    return {kind for kind, _title in found(world, text)}


def capture(world: World, audit_id: str, title: str = "Seen", text: str = "", *files: IncomingFile) -> str:
    """Capture evidence and return its key."""
    return world.services.evidence.capture(audit_id, EvidenceDraft(title=title, text=text), files).id


def letter(text: str, name: str = "letter.txt") -> IncomingFile:
    """Return a file of text."""
    return IncomingFile(name=name, data=text.encode())


def test_the_text_inside_a_file_is_found_and_leads_to_its_evidence(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "A letter", "", letter("The canary sings at dawn."))
    world.services.search.catch_up()
    (hit,) = world.services.search.find("canary").hits
    assert (hit.kind, hit.holder_id, hit.snippet.text) == (SearchKind.FILE, evidence_id, "The canary sings at dawn.")
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["canary"]


def test_withdrawn_evidence_and_its_files_are_not_found_until_it_is_used_again(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "A canary", "", letter("Another canary"))
    assert kinds(world, "canary") == {"evidence", "file"}
    world.services.evidence.withdraw(evidence_id, "taken twice")
    assert kinds(world, "canary") == set()
    world.services.evidence.restore(evidence_id)
    assert kinds(world, "canary") == {"evidence", "file"}


def test_the_text_of_a_withdrawn_draft_is_not_found(world: World, audit_id: str):
    finding = world.services.findings.draft(audit_id, FindingDraft(title="Canary rights", statement="quokka"))
    assert kinds(world, "quokka") == {"finding"}
    world.services.findings.withdraw(finding.id, "not so")
    assert kinds(world, "quokka") == set()


def test_what_is_being_typed_is_not_found(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "Seen")
    world.services.fields.keep_draft("evidence", evidence_id, "text", "a half-typed wombat")
    assert kinds(world, "wombat") == set()
    world.services.fields.set("evidence", evidence_id, "text", "a whole wombat")
    assert kinds(world, "wombat") == {"evidence"}


def test_a_changed_text_is_found_as_it_is_now(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "Seen", "an old quokka")
    assert kinds(world, "quokka") == {"evidence"}
    world.services.fields.set("evidence", evidence_id, "text", "a new wombat")
    assert kinds(world, "quokka") == set()
    assert kinds(world, "wombat") == {"evidence"}


def test_a_requirement_finds_the_evidence_linked_to_it_until_the_link_is_gone(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "Joiners and leavers")
    link = world.services.evidence.link(evidence_id, LinkDraft(ref="A.5.18"))
    assert ("evidence", "AB-1 · Joiners and leavers") in found(world, "A.5.18")
    world.services.evidence.unlink(link.id)
    assert ("evidence", "AB-1 · Joiners and leavers") not in found(world, "A.5.18")


def test_a_file_taken_off_its_evidence_is_not_found(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "Seen", "", letter("canary"))
    assert kinds(world, "canary") == {"file"}
    with world.workspace.read() as session:
        (file_id,) = session.connection().exec_driver_sql("SELECT id FROM attachment").scalars()
    world.services.evidence.detach(evidence_id, file_id)
    assert kinds(world, "canary") == set()


def test_confidential_items_are_found_and_say_so(world: World, audit_id: str):
    world.services.evidence.capture(audit_id, EvidenceDraft(title="A secret canary", confidential=True))
    world.services.search.catch_up()
    (hit,) = world.services.search.find("canary").hits
    assert hit.confidential


def test_people_clients_and_audits_are_found(world: World, audit_id: str):
    del audit_id
    assert ("person", "Eva Example") in found(world, "eva")
    assert ("client", "Muster AG") in found(world, "musterstadt")
    assert ("audit", "CB-2026-001") in found(world, "CB-2026")


def test_a_title_comes_before_a_text(world: World, audit_id: str):
    capture(world, audit_id, "Seen", "some canary " * 5)
    capture(world, audit_id, "A canary in the title")
    capture(world, audit_id, "Seen too", "a canary")
    world.services.search.catch_up()
    assert world.services.search.find("canary").hits[0].title.text == "AB-2 · A canary in the title"


def test_filters_narrow_down(world: World, audit_id: str):
    capture(world, audit_id, "First canary", "", letter("canary inside"))
    world.clock.set(world.clock.now() + timedelta(days=3))
    capture(world, audit_id, "Second canary")
    all_of_them = {"AB-1 · First canary", "AB-2 · Second canary", "letter.txt"}

    def titles(**filters: object) -> set[str]:
        return {title for _kind, title in found(world, "canary", **filters)}

    assert titles() == titles(audit_id=audit_id) == titles(author="AB") == all_of_them
    assert titles(audit_id="another") == titles(author="ZZ") == titles(site_id="none") == set()
    assert titles(kinds=(SearchKind.FILE,)) == {"letter.txt"}
    assert titles(first=date(2026, 3, 30)) == {"AB-2 · Second canary"}
    assert titles(last=date(2026, 3, 27)) == {"AB-1 · First canary", "letter.txt"}


def test_each_kind_is_seen_and_all_are_counted(world: World, audit_id: str):
    for number in range(9):
        capture(world, audit_id, f"Canary {number}")
    capture(world, audit_id, "Seen", "", letter("canary"))
    world.services.search.catch_up()
    hits = world.services.search.find("canary", each=3)
    assert hits.counts == {SearchKind.EVIDENCE: 9, SearchKind.FILE: 1}
    assert [hit.kind for hit in hits.hits].count(SearchKind.EVIDENCE) == 3


def test_an_index_made_anew_gives_the_same_hits(world: World, audit_id: str):
    for number in range(30):
        capture(world, audit_id, f"Canary {number}", "with text", letter(f"canary file {number}"))
    world.services.search.catch_up()
    before = world.services.search.find("canary", limit=100)
    with world.workspace.transaction() as connection:
        tables.put(connection, "version", "an older one")
    again = open_again(world)
    assert again.services.search.find("canary").hits == ()
    again.services.search.catch_up()
    assert again.services.search.find("canary", limit=100) == before


def open_again(world: World) -> World:
    """Close the workspace and open it once more; it is closed with the test's own."""
    world.workspace.close()
    again = open_world(world.folder, world.clock)
    world.workspace.close = again.workspace.close  # type: ignore[method-assign]  # the fixture closes what is open now
    return again


def test_what_was_captured_before_a_crash_is_taken_up_after_it(world: World, audit_id: str):
    world.services.search.catch_up()
    capture(world, audit_id, "Canary")
    again = open_again(world)
    assert kinds(again, "canary") == {"evidence"}


def test_nothing_is_left_out_when_more_was_changed_than_one_step_takes(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
):
    world.services.search.catch_up()
    monkeypatch.setattr(index, "ENTRIES", 2)
    for number in range(7):
        capture(world, audit_id, f"Canary {number}")
    assert len(found(world, "canary")) == 7


def test_building_is_done_in_pieces_and_goes_on_after_a_restart(world: World, audit_id: str):
    capture(world, audit_id, "Canary")
    for _ in range(3):
        world.services.search.step()
    again = open_again(world)
    assert again.services.search.state().rows_left > 0
    assert kinds(again, "canary") == {"evidence"}
    assert again.services.search.state().ready


def test_capturing_writes_nothing_for_the_search(world: World, audit_id: str):
    world.services.search.catch_up()
    with world.workspace.read() as session:
        before = session.connection().exec_driver_sql("SELECT count(*) FROM search_doc").scalar_one()
    capture(world, audit_id, "Canary")
    with world.workspace.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM search_doc").scalar_one() == before
    assert world.services.search.state().rows_left > 0


def everything_in(world: World) -> bytes:
    """Return the content of every table of the search, decrypted, and of the renditions."""
    out = []
    with world.workspace.read() as session:
        run = session.connection().exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search_%'").scalars().all()
        for name in [*(one for one in names if one != tables.INDEX), "rendition"]:
            out += [repr(tuple(row)).encode() for row in run(f'SELECT * FROM "{name}"')]
    return b"\n".join(out)


def test_a_destroyed_file_leaves_nothing_in_the_index(world: World, audit_id: str):
    capture(world, audit_id, "Seen", "", letter("the xylocanary sings"))
    for number in range(40):
        capture(world, audit_id, f"Other {number}", f"text {number}")
    world.services.search.catch_up()
    assert b"xylocanary" in everything_in(world)
    with world.workspace.read() as session:
        (blob_id,) = session.connection().exec_driver_sql("SELECT id FROM blob").scalars()
    world.services.search.forget_blob(blob_id)
    assert b"xylocanary" not in everything_in(world)
    assert world.services.search.find("xylocanary").hits == ()
    assert len(world.services.search.find("other", limit=100).hits) == 40


def test_a_destroyed_text_leaves_nothing_in_the_index(world: World, audit_id: str):
    evidence_id = capture(world, audit_id, "Seen", "the xylocanary sings")
    world.services.search.catch_up()
    world.services.fields.set("evidence", evidence_id, "text", "")
    world.services.search.forget_row("evidence", evidence_id)
    assert b"xylocanary" not in everything_in(world)
    assert ("evidence", "AB-1 · Seen") in found(world, "seen")


def test_a_step_that_began_before_something_was_destroyed_gives_up(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
):
    evidence_id = capture(world, audit_id, "Seen", "the xylocanary sings")
    real = index._prepared
    called: list[object] = []

    def meanwhile(one):  # the step has read the row by now
        if one.id == evidence_id and not called:
            called.append(True)
            with world.workspace.transaction() as connection:
                index.forget_row(connection, "evidence", evidence_id)
        return real(one)

    world.services.search.catch_up()
    world.services.fields.set("evidence", evidence_id, "title", "Seen again")
    monkeypatch.setattr(index, "_prepared", meanwhile)
    assert world.services.search.step()
    assert called
    assert world.services.search.find("xylocanary").hits == ()


def test_the_index_is_no_part_of_a_backup_and_is_made_anew_from_it(world: World, audit_id: str, tmp_path: Path):
    capture(world, audit_id, "Canary", "", letter("canary inside"))
    world.services.search.catch_up()
    (tmp_path / "medium").mkdir()
    made = world.services.workspace.backup(tmp_path / "medium")
    restored = Workspace.restore(made.folder, tmp_path / "restored", RawKey(KEY), clock=world.clock)
    search = build(restored).search
    try:
        assert search.find("canary").hits == ()
        search.catch_up()
        assert len(search.find("canary").hits) == 2
    finally:
        restored.close()
