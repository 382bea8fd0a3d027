"""The trail: what an entry says, what the database refuses, and how tampering is found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
import rfc8785
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.domain.errors import ForeignFileProblem
from app.models.base import new_id
from app.models.client import Client
from app.models.record import Trail, TrailValue
from app.storage import verify
from app.storage.tables import metadata
from app.storage.trail import ForeignEntry, chain_name
from app.storage.triggers import TRIGGERS
from app.storage.workspace import Workspace
from tests.storage.helpers import add_client, behind, codes, entries, open_at

OF_TRAIL = tuple(name for name in TRIGGERS if name.startswith("trail"))


def test_entries_form_a_chain_of_canonical_json(workspace: Workspace) -> None:
    """Each entry is RFC 8785 JSON, names the hash before it, and carries no value."""
    add_client(workspace, "Hafen GmbH")
    add_client(workspace, "Kontor AG", reason="because")
    mine = [entry for entry in entries(workspace) if entry.replica_id == workspace.replica_id]
    previous = "0" * 64
    for seq, entry in enumerate(mine, start=1):
        told = json.loads(entry.entry)
        assert rfc8785.dumps(told).decode() == entry.entry
        assert (told["seq"], told["prev"]) == (seq, previous)
        previous = hashlib.sha256(entry.entry.encode()).hexdigest()
        assert previous == entry.hash
    assert not any(word in entry.entry for entry in mine for word in ("Hafen", "Kontor", "because"))


def test_values_lie_beside_with_their_own_salt(workspace: Workspace) -> None:
    """The hash of a value is SHA-256 over its salt and its canonical JSON; equal values have different hashes."""
    add_client(workspace, "Same")
    add_client(workspace, "Same")
    hashes = set()
    with workspace.read() as session:
        for row in session.scalars(select(TrailValue).where(TrailValue.new_value == '"Same"')):
            entry = session.get_one(Trail, (row.chain, row.seq))
            told = json.loads(entry.entry)["rows"][0]["fields"]["name"][1]
            assert told == hashlib.sha256(bytes.fromhex(row.new_salt or "") + b'"Same"').hexdigest()
            hashes.add(told)
    assert len(hashes) == 2


def test_the_head_is_the_hash_of_the_sorted_chain_heads(workspace: Workspace) -> None:
    """Anybody can compute it from the entries; its short form is the first 16 characters."""
    add_client(workspace)
    tips = {entry.chain: (entry.seq, entry.hash) for entry in entries(workspace)}
    lines = "".join(f"{chain} {seq} {value}\n" for chain, (seq, value) in sorted(tips.items()))
    head = workspace.head()
    assert head.value == hashlib.sha256(lines.encode()).hexdigest()
    assert head.short == head.value[:16]
    assert head.count == len(entries(workspace))


def test_an_entry_names_the_heads_it_had_seen(workspace: Workspace) -> None:
    """The copied workspace writes a chain of its own and names the one it found."""
    add_client(workspace)
    first, *_, last = entries_by_chain(workspace)
    assert len({entry.chain for entry in entries(workspace)}) == 2
    seen = json.loads(last.entry)["seen"]
    other = {entry.chain for entry in entries(workspace)} - {last.chain}
    assert set(seen) == other
    assert first.chain != ""


def entries_by_chain(workspace: Workspace) -> list[Trail]:
    """Return the entries with this replica's last."""
    return sorted(entries(workspace), key=lambda entry: (entry.replica_id == workspace.replica_id, entry.seq))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET entry = '{}'",
        "UPDATE OR REPLACE trail SET seq = 99",
        "DELETE FROM trail",
        "INSERT INTO trail SELECT chain, seq + 5, audit_id, replica_id, entry, hash FROM trail LIMIT 1",
        "INSERT OR REPLACE INTO trail SELECT chain, seq, audit_id, replica_id, '{}', hash FROM trail LIMIT 1",
        (
            "INSERT OR REPLACE INTO trail (rowid, chain, seq, replica_id, entry, hash)"
            " SELECT rowid, 'other', 1, replica_id, '{}', hash FROM trail LIMIT 1"
        ),
        "UPDATE trail_value SET new_value = 'x'",
        "UPDATE trail_value SET new_value = NULL",
        "UPDATE trail_value SET field = 'x', new_value = NULL, old_value = NULL, new_salt = NULL, old_salt = NULL",
        "DELETE FROM trail_value",
        "INSERT OR REPLACE INTO trail_value SELECT * FROM trail_value LIMIT 1",
    ],
)
def test_the_database_refuses_to_rewrite_the_trail(workspace: Workspace, statement: str) -> None:
    """Even the program itself cannot, whatever statement it uses."""
    add_client(workspace)
    with pytest.raises(DBAPIError, match=r"trail"), workspace.transaction() as connection:
        connection.execute(text(statement))
    assert codes(workspace) == []


def test_a_destroyed_value_leaves_a_chain_that_verifies(workspace: Workspace) -> None:
    """At the client's request a value goes; its hash, place and entry stay."""
    key = add_client(workspace, "Forget me")
    with workspace.transaction() as connection:
        connection.execute(
            text(
                "UPDATE trail_value SET old_value = NULL, old_salt = NULL, new_value = NULL, new_salt = NULL"
                " WHERE row_id = :key AND field = 'name'"
            ),
            {"key": key},
        )
    assert codes(workspace) == []
    with workspace.read() as session:
        assert session.scalar(select(TrailValue.new_value).where(TrailValue.new_value.contains("Forget"))) is None


COLUMNS = [column.name for column in Client.__table__.columns]
TAMPERING = {
    "changed": (
        "UPDATE trail SET entry = replace(entry, 'client.entered', 'client.removed') WHERE seq = 3",
        {"trail_broken"},
    ),
    "changed with its hash": (
        "UPDATE trail SET entry = replace(entry, 'client.entered', 'x'), hash = lower(hex(zeroblob(32))) WHERE seq = 3",
        {"trail_broken"},
    ),
    "author changed": (
        "UPDATE trail SET entry = replace(entry, 'person-1', 'person-2') WHERE seq = 2",
        {"trail_broken"},
    ),
    "deleted in the middle": ("DELETE FROM trail WHERE seq = 3", {"trail_broken"}),
    "moved to another audit": ("UPDATE trail SET audit_id = replica_id WHERE seq = 4", {"trail_broken"}),
    "cut at the end": (
        "DELETE FROM trail WHERE seq = (SELECT max(seq) FROM trail)",
        {"older_than_saved", "row_unrecorded", "row_differs"},
    ),
    "inserted twice": (
        "INSERT INTO trail SELECT chain, max(seq) + 1, audit_id, replica_id, entry, hash FROM trail WHERE seq > 1",
        {"trail_broken"},
    ),
    "two swapped": ("UPDATE trail SET seq = CASE seq WHEN 2 THEN 3 WHEN 3 THEN 2 ELSE seq END + 100", {"trail_broken"}),
    "value changed": ("UPDATE trail_value SET new_value = '\"Else\"' WHERE field = 'name'", {"value_differs"}),
    "salt changed": ("UPDATE trail_value SET new_salt = '00' WHERE field = 'name'", {"value_differs", "row_differs"}),
    "value removed": ("DELETE FROM trail_value WHERE field = 'name'", {"value_differs"}),
    "reason changed": ("UPDATE trail_value SET new_value = '\"no\"' WHERE field = 'reason'", {"value_differs"}),
    "row changed": ("UPDATE client SET name = 'Else'", {"row_differs"}),
    "empty field filled": ("UPDATE client SET address = 'Weg 1'", {"row_differs"}),
    "row removed": ("DELETE FROM client WHERE name = 'C2'", {"row_missing"}),
    "row from nowhere": (
        f"INSERT INTO client ({', '.join(COLUMNS)}) SELECT '{1:032}', {', '.join(COLUMNS[1:])} FROM client LIMIT 1",
        {"row_unrecorded"},
    ),
    "trigger dropped": ("DROP TRIGGER trail_no_update", {"triggers_differ"}),
    "trigger weakened": (
        "CREATE TRIGGER evil AFTER INSERT ON client BEGIN DELETE FROM contact; END",
        {"triggers_differ"},
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_tampering_behind_the_programs_back_is_found(folder: Path, how: str) -> None:
    """Somebody with file and key changes, deletes, inserts, swaps or cuts: the check names it."""
    with open_at(folder) as workspace:
        for number in range(5):
            add_client(workspace, f"C{number}", reason="why")
        assert codes(workspace) == []
    statement, expected = TAMPERING[how]
    without = () if "trigger" in how else OF_TRAIL
    behind(folder, "PRAGMA foreign_keys=OFF", statement, without=without)
    with open_at(folder, accept_older=True) as workspace:
        found = set(codes(workspace))
    if how == "cut at the end":
        assert found & expected  # opening had to be told to accept it; test_mark sees the refusal
    else:
        assert expected <= found


def test_an_entry_rewritten_with_its_right_hash_breaks_the_next_one(folder: Path) -> None:
    """The next entry names the hash that was there before."""
    with open_at(folder) as workspace:
        for number in range(3):
            add_client(workspace, f"C{number}")
    ((old,),) = behind(folder, "SELECT entry FROM trail WHERE seq = 2")[0]
    new = rfc8785.dumps(json.loads(old) | {"who": "somebody else"}).decode()
    digest = hashlib.sha256(new.encode()).hexdigest()
    forged = f"UPDATE trail SET entry = '{new}', hash = '{digest}' WHERE seq = 2"
    behind(folder, forged, without=OF_TRAIL)
    with open_at(folder) as workspace:
        fault = workspace.check().faults[0]
    assert (fault.code, fault.values["seq"], fault.values["reason"]) == ("trail_broken", 3, "previous")


def foreign(workspace: Workspace) -> list[ForeignEntry]:
    """Return the entries of all chains of `workspace`, as a package would carry them."""
    return [ForeignEntry(e.audit_id, e.replica_id, e.entry) for e in entries(workspace)]


@pytest.fixture
def other(tmp_path: Path, folder: Path) -> Path:
    """Return a second copy of the blank workspace."""
    from tests.storage.helpers import blank_folder  # noqa: PLC0415 - beside its only use

    del folder
    return blank_folder(tmp_path / "other")


def test_entries_of_another_replica_are_kept_word_for_word(workspace: Workspace, other: Path) -> None:
    """They go into their own chain; a second time they are no news."""
    with open_at(other) as theirs:
        add_client(theirs)
        arrived = [one for one in foreign(theirs) if one.replica_id == theirs.replica_id]
    with workspace.write() as uow:
        assert [uow.adopt(one) for one in arrived] == [True] * len(arrived)
        assert [uow.adopt(one) for one in arrived] == [False] * len(arrived)
        uow.commit()
    texts = {entry.entry for entry in entries(workspace)}
    assert {one.text for one in arrived} <= texts


def adopt(workspace: Workspace, *arrived: ForeignEntry) -> None:
    """Take the entries in."""
    with workspace.write() as uow:
        for one in arrived:
            uow.adopt(one)
        uow.commit()


def reworded(one: ForeignEntry, **changes: object) -> ForeignEntry:
    """Return an entry with other content that is still canonical."""
    return replace(one, text=rfc8785.dumps(json.loads(one.text) | changes).decode())


def test_two_entries_with_one_place_are_refused_as_a_fork(workspace: Workspace, other: Path) -> None:
    """A chain has one history: a second one means a copied workspace went on under the same name."""
    with open_at(other) as theirs:
        add_client(theirs)
        first, second = [one for one in foreign(theirs) if one.replica_id == theirs.replica_id]
    adopt(workspace, first)
    before = workspace.head()
    for arrived in (reworded(first, kind="else"), reworded(second, prev="f" * 64)):
        with pytest.raises(ForeignFileProblem) as caught:
            adopt(workspace, arrived)
        assert caught.value.code == "fork"
    assert workspace.head() == before


def test_somebody_elses_entry_in_my_chain_is_a_fork(workspace: Workspace) -> None:
    """Nobody else writes for this replica."""
    own = next(one for one in foreign(workspace) if one.replica_id == workspace.replica_id)
    tip = workspace.tips.tip(chain_name(None, workspace.replica_id))
    with pytest.raises(ForeignFileProblem) as caught:
        adopt(workspace, reworded(own, seq=tip.seq + 1, prev=tip.hash))
    assert caught.value.code == "fork"


def test_a_gap_and_a_wrong_place_are_refused(workspace: Workspace, other: Path) -> None:
    """Entries come in order, each where its own text says."""
    with open_at(other) as theirs:
        add_client(theirs)
        first, second = [one for one in foreign(theirs) if one.replica_id == theirs.replica_id]
    cases = {"entry_gap": second, "entry_refused": replace(first, replica_id=new_id())}
    for code, arrived in cases.items():
        with pytest.raises(ForeignFileProblem) as caught:
            adopt(workspace, arrived)
        assert caught.value.code == code


def test_a_default_that_a_migration_filled_in_is_no_difference(workspace: Workspace) -> None:
    """The trail never told of the new column in rows there were before; another value there is a difference."""
    column = metadata.tables["client"].columns["data_role"]
    assert verify._field_fits(None, "unknown", column)
    assert not verify._field_fits(None, "processor", column)
