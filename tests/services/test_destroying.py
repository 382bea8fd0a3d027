"""Destroying a copy or a text: nothing readable is left, the record still verifies, the tombstone tells."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image

from app.domain.destroying import Wish
from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.errors import EnvironmentProblem, UserMistake
from app.domain.fieldwork import Attachment
from app.domain.kinds import AuditState, EvidenceKind
from app.models.record import BlobChunk
from app.storage.destroying import destroy_blob
from app.storage.engine import connect
from app.storage.workspace import RawKey, Workspace
from tests.services.papers import sign
from tests.support import KEY, World

WISH = Wish(reason="The client took it back", asked_by="Eva Example", agreed_by="Anna Berg", asked_on=date(2026, 4, 1))
SECRET = b"Zanzibarkarpfen"
PAGE, RESERVED = 4096, 80


def readable(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield every page of an encrypted file in the clear, free ones too (SQLCipher 4: AES-256-CBC, IV behind it)."""
    data = path.read_bytes()
    for at in range(0, len(data), PAGE):
        page = data[at : at + PAGE]
        start = 16 if at == 0 else 0
        body, iv = page[start : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
        found = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        yield found.update(body) + found.finalize()


def holds(path: Path, secret: bytes) -> bool:
    """Tell whether a page of the file, its log included, holds the secret."""
    log = path.with_name(path.name + "-wal")
    assert not log.exists() or log.stat().st_size == 0
    return any(secret in page for page in readable(path, KEY))


def jpeg() -> bytes:
    """Return a small photograph."""
    out = io.BytesIO()
    Image.new("RGB", (120, 80), "teal").save(out, "JPEG")
    return out.getvalue()


def keep(world: World, audit_id: str, content: bytes, name: str = "list.txt", **draft: Any) -> Attachment:
    """Capture a file and return its attachment."""
    made = world.services.evidence.capture(
        audit_id,
        EvidenceDraft(title="seen", **draft),
        [IncomingFile(name=name, data=content)],
    )
    (item,) = (one for one in world.services.evidence.list(audit_id) if one.id == made.id)
    return item.attachments[0]


def test_no_byte_of_a_file_is_left(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, b"accounts\n" + SECRET * 90_000)
    world.services.search.catch_up()
    world.workspace.checkpoint()
    assert holds(world.workspace.file, SECRET)
    world.services.destroying.destroy_file(file.id, WISH)
    assert not holds(world.workspace.file, SECRET)
    assert not holds(world.workspace.file, SECRET.lower())


def test_no_word_of_a_file_is_found_any_more(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, SECRET)
    world.services.search.catch_up()
    assert world.services.search.find(SECRET.decode()).hits
    world.services.destroying.destroy_file(file.id, WISH)
    world.services.search.catch_up()
    assert not world.services.search.find(SECRET.decode()).hits


def test_the_tombstone_and_the_row_tell_what_there_was(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, SECRET)
    world.services.destroying.destroy_file(file.id, WISH)
    (stone,) = world.services.audits.record(audit_id).destructions
    assert (stone.name, stone.size, stone.sha256) == ("list.txt", len(SECRET), hashlib.sha256(SECRET).hexdigest())
    assert (stone.reason, stone.asked_by, stone.agreed_by, stone.asked_on) == (
        WISH.reason, WISH.asked_by, WISH.agreed_by, WISH.asked_on,
    )  # fmt: skip
    (item,) = world.services.evidence.list(audit_id)
    assert (item.attachments[0].destroyed_reason, item.attachments[0].name) == (WISH.reason, "list.txt")


def test_the_whole_check_is_clean_afterwards(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, SECRET * 60_000)
    world.services.fields.set("evidence", world.services.evidence.list(audit_id)[0].id, "text", "said in confidence")
    key = world.services.evidence.list(audit_id)[0].id
    world.services.destroying.destroy_file(file.id, WISH)
    world.services.destroying.destroy_text("evidence", key, "text", WISH)
    assert world.workspace.check().faults == ()


def test_the_bytes_cannot_be_read_any_more(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, SECRET)
    world.services.destroying.destroy_file(file.id, WISH)
    with pytest.raises(EnvironmentProblem, match="no_attachment"):
        world.services.evidence.file(file.id)


def test_the_same_bytes_elsewhere_go_too_and_are_told_before(world: World, audit_id: str) -> None:
    file, twin = keep(world, audit_id, SECRET), keep(world, audit_id, SECRET, "copy.txt")
    doomed = world.services.destroying.look_file(file.id)
    assert {one.name for one in doomed.files} == {"list.txt", "copy.txt"}
    world.services.destroying.destroy_file(file.id, WISH)
    with pytest.raises(UserMistake, match="destroy_done_already"):
        world.services.destroying.destroy_file(twin.id, WISH)


def test_no_word_of_a_text_is_left(world: World, audit_id: str) -> None:
    text = f"said: {SECRET.decode()} is the password"
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="talk", text=text))
    world.services.fields.keep_draft("evidence", made.id, "text", text + " and more", audit_id=audit_id)
    world.services.fields.set("evidence", made.id, "text", text + ".")
    world.services.fields.keep_draft("evidence", made.id, "text", text + " again", audit_id=audit_id)
    world.services.search.catch_up()
    world.services.destroying.destroy_text("evidence", made.id, "text", WISH)
    assert not holds(world.workspace.file, SECRET)
    assert not holds(world.workspace.file, SECRET.lower())
    assert world.services.fields.next_undo() is None


def test_a_text_leaves_no_hash_that_could_be_guessed(world: World, audit_id: str) -> None:
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="talk", text="PIN 4711"))
    world.services.destroying.destroy_text("evidence", made.id, "text", WISH)
    (stone,) = world.services.destroying.list(audit_id)
    assert (stone.sha256, stone.size, stone.field) == ("", 8, "text")


def test_what_is_no_free_text_is_refused(world: World, audit_id: str) -> None:
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="talk"))
    for field, code in (("state", "destroy_not_possible"), ("text", "destroy_empty")):
        with pytest.raises(UserMistake, match=code):
            world.services.destroying.destroy_text("evidence", made.id, field, WISH)


def test_other_places_of_the_same_words_are_told_and_stay(world: World, audit_id: str) -> None:
    words = "Everybody knows the code of the safe"
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="a", text=words))
    world.services.evidence.capture(audit_id, EvidenceDraft(title="b", text=f"He said: {words}"))
    assert world.services.destroying.look_text("evidence", made.id, "text").also_in == ("AB-2",)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("reason", "destroy_reason_missing"),
        ("asked_by", "destroy_asker_missing"),
        ("agreed_by", "destroy_consent_missing"),
    ],
)
def test_nothing_is_destroyed_without_reason_and_names(world: World, audit_id: str, part: str, code: str) -> None:
    file = keep(world, audit_id, SECRET)
    told: dict[str, Any] = {"reason": "r", "asked_by": "a", "agreed_by": "b", part: " "}
    with pytest.raises(UserMistake, match=code):
        world.services.destroying.destroy_file(file.id, Wish(**told))
    assert world.services.evidence.file(file.id) == SECRET


def test_a_signed_report_is_named_and_stays_valid(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, jpeg(), "door.jpg", kind=EvidenceKind.OBSERVATION)
    signed = sign(world, audit_id)
    assert world.services.audits.record(audit_id).audit.state is AuditState.REPORTED
    (kept,) = world.services.destroying.look_file(file.id).papers
    assert kept.signed
    world.services.destroying.destroy_file(file.id, WISH)
    assert world.services.reports.verify(world.services.reports.file(signed.paper.id)).verdict == "valid"
    assert world.workspace.check().faults == ()


def test_backups_lose_it_at_their_next_run(world: World, audit_id: str, tmp_path: Path) -> None:
    file = keep(world, audit_id, SECRET * 40_000)
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="talk", text=f"x {SECRET.decode()} y"))
    world.services.search.catch_up()
    medium = tmp_path / "medium"
    medium.mkdir()
    first = world.workspace.backup(medium)
    pool = first.folder.parent / "chunks.db"
    assert holds(pool, SECRET)
    assert holds(first.folder / "workspace.db", SECRET)
    world.services.destroying.destroy_file(file.id, WISH)
    world.services.destroying.destroy_text("evidence", made.id, "text", WISH)
    second = world.workspace.backup(medium)
    for path in (pool, first.folder / "workspace.db", second.folder / "workspace.db"):
        assert not holds(path, SECRET)
    assert second.still_holding == ()


def test_an_earlier_backup_can_still_be_restored(world: World, audit_id: str, tmp_path: Path) -> None:
    gone, stays = keep(world, audit_id, SECRET), keep(world, audit_id, b"stays")
    medium = tmp_path / "medium"
    medium.mkdir()
    first = world.workspace.backup(medium)
    world.services.destroying.destroy_file(gone.id, WISH)
    world.workspace.backup(medium)
    with Workspace.restore(first.folder, tmp_path / "restored", RawKey(KEY), clock=world.clock) as restored:
        assert restored.check().faults == ()
        assert restored.blobs.open(stays.blob_id).read() == b"stays"


def test_a_copy_that_was_begun_to_be_destroyed_is_destroyed_at_the_next_opening(world: World, audit_id: str) -> None:
    file = keep(world, audit_id, SECRET)
    with world.workspace.transaction() as connection:
        destroy_blob(connection, file.blob_id)
    world.workspace.sweep()
    with world.workspace.read() as session:
        assert session.query(BlobChunk).count() == 0


def test_the_same_file_may_come_again_and_is_backed_up(world: World, audit_id: str, tmp_path: Path) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    file = keep(world, audit_id, SECRET)
    world.workspace.backup(medium)
    world.services.destroying.destroy_file(file.id, WISH)
    world.workspace.backup(medium)
    keep(world, audit_id, SECRET, "again.txt")
    info = world.workspace.backup(medium)
    raw = connect(info.folder.parent / "chunks.db", KEY, wal=False)
    assert raw.execute("SELECT count(*) FROM blob_chunk").fetchone() == (1,)
    raw.close()
