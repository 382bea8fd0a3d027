"""Files of strangers as evidence: none lost, none changed; looks, derived pictures, exported copies."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.errors import Cancelled, EnvironmentProblem, UserMistake
from app.domain.fieldwork import Attachment
from app.domain.kinds import EvidenceKind
from app.domain.looks import LookState, Step, Tool, can_be_seen, read_steps
from app.models.record import Blob
from tests.decoding.strangers import pdf, photo, picture, strangers
from tests.services.papers import reasons
from tests.support import World

MEBI = 1024 * 1024


def keep(world: World, audit_id: str, content: bytes, name: str = "door.jpg") -> tuple[str, Attachment]:
    """Capture a file; return the id of the item and the attachment."""
    made = world.services.evidence.capture(audit_id, EvidenceDraft(title="x"), [IncomingFile(name=name, data=content)])
    (item,) = (one for one in world.services.evidence.list(audit_id) if one.id == made.id)
    return item.id, item.attachments[0]


def test_a_look_is_made_once_and_kept(world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, file = keep(world, audit_id, photo())
    first = world.services.files.look(file.id)
    monkeypatch.setattr("app.services.files.ask_helper", lambda *_: pytest.fail("asked twice"))
    assert world.services.files.look(file.id) == first
    assert first.place == (52_229_700, -21_012_200)


def test_looks_are_made_in_the_background_until_none_is_missing(world: World, audit_id: str) -> None:
    keys = [keep(world, audit_id, one)[1].id for one in (picture("PNG"), pdf(), b"%PDF-1.7 broken", b"text")]
    while world.services.files.step():
        pass
    states = [world.services.files.looks(keys)[key].state for key in keys]
    assert states == [LookState.DONE, LookState.DONE, LookState.UNREADABLE, LookState.NONE]


def test_a_page_of_a_pdf_is_shown_larger(world: World, audit_id: str) -> None:
    _, file = keep(world, audit_id, pdf(2), "a.pdf")
    made = world.services.files.picture(file.id, 800, page=1)
    assert (made.state, made.pages) == (LookState.DONE, 2)


def test_a_derived_picture_names_its_parent_and_leaves_it_alone(world: World, audit_id: str) -> None:
    content = photo()
    item, file = keep(world, audit_id, content)
    steps = (Step(Tool.ROTATE, (90,)), Step(Tool.PIXELATE, (0, 0, 5000, 5000)))
    world.services.files.derive(item, file.id, steps)
    original, made = world.services.evidence.list(audit_id)[0].attachments
    assert (made.parent_id, read_steps(made.made_how or "")) == (file.id, steps)
    assert world.services.evidence.file(original.id) == content
    opened = Image.open(io.BytesIO(world.services.evidence.file(made.id)))
    assert (opened.size, len(opened.getexif())) == ((48, 64), 0)
    assert world.workspace.check().faults == ()


def test_what_is_no_picture_cannot_be_derived(world: World, audit_id: str) -> None:
    item, file = keep(world, audit_id, b"\xff\xd8\xff broken")
    with pytest.raises(UserMistake, match="picture_not_derived"):
        world.services.files.derive(item, file.id, (Step(Tool.ROTATE, (90,)),))


def test_a_copy_that_left_is_listed(world: World, audit_id: str, tmp_path: Path) -> None:
    _, file = keep(world, audit_id, b"content")
    world.services.files.export(file.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == b"content"
    (told,) = world.services.files.exported(audit_id)
    assert (told.attachment_id, told.path, told.name) == (file.id, str(tmp_path / "out.jpg"), "door.jpg")
    assert world.workspace.check().faults == ()


def test_an_export_overwrites_nothing(world: World, audit_id: str, tmp_path: Path) -> None:
    _, file = keep(world, audit_id, b"content")
    (tmp_path / "out.jpg").write_bytes(b"mine")
    with pytest.raises(EnvironmentProblem, match="file_exists"):
        world.services.files.export(file.id, tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").read_bytes() == b"mine"
    assert world.services.files.exported(audit_id) == ()


@pytest.mark.timeout(1800)  # the long form takes minutes
def test_strangers_files_are_kept_whole_and_those_that_cannot_be_shown_say_so(
    world: World, audit_id: str, size: Callable[[str], int]
) -> None:
    given: dict[str, tuple[str, bytes]] = {}
    for name, content in strangers(size("stranger_files")):
        key, file = keep(world, audit_id, content, name)
        given[file.id] = (name, content)
        assert key
    while world.services.files.step():
        pass
    held = {file.id: file for item in world.services.evidence.list(audit_id) for file in item.attachments}
    looks = world.services.files.looks(list(given))
    assert held.keys() == given.keys()
    for key, (name, content) in given.items():
        assert held[key].name == name
        assert hashlib.sha256(world.services.evidence.file(key)).hexdigest() == hashlib.sha256(content).hexdigest()
        shown = looks[key]
        assert shown.state is LookState.NONE or can_be_seen(held[key].media_type)
        assert bool(shown.thumbnail) is (shown.state is LookState.DONE)
    assert {one.state for one in looks.values()} >= {LookState.DONE, LookState.UNREADABLE, LookState.NONE}
    assert world.workspace.check().faults == ()


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Peak(threading.Thread):
    """Watches how much memory this process holds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.start_at = self.most = _resident()
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.005):
            self.most = max(self.most, _resident())

    def grown(self) -> int:
        self._over.set()
        self.join()
        return self.most - self.start_at


@pytest.fixture
def video(tmp_path: Path, size: Callable[[str], int]) -> Path:
    """Return a file of 500 MB that says it is a video."""
    path = tmp_path / "walk.mp4"
    with path.open("wb") as out:
        out.write(b"\0\0\0\x18ftypmp42")
        out.truncate(size("video_mebibytes") * MEBI)
    return path


def test_a_large_video_takes_little_memory_and_tells_how_far_it_is(world: World, audit_id: str, video: Path) -> None:
    keep(world, audit_id, b"warm")
    told: list[int] = []
    peak = Peak()
    peak.start()
    incoming = IncomingFile(name="walk.mp4", path=video)
    world.services.evidence.capture(audit_id, EvidenceDraft(), [incoming], lambda percent, _text: told.append(percent))
    item = world.services.evidence.list(audit_id)[-1]
    shown = world.services.files.look(item.attachments[0].id)
    assert peak.grown() <= 50 * MEBI
    assert shown.state is LookState.NONE
    assert told == sorted(told)
    assert told[-1] == 100


def test_a_large_file_that_is_cancelled_leaves_nothing(world: World, audit_id: str, video: Path) -> None:
    def stop(percent: int, _text: str) -> None:
        if percent:
            raise Cancelled

    with pytest.raises(Cancelled):
        world.services.evidence.capture(audit_id, EvidenceDraft(), [IncomingFile(name="w", path=video)], stop)
    world.workspace.sweep()
    assert world.services.evidence.list(audit_id) == ()
    with world.workspace.read() as session:
        assert session.query(Blob).count() == 0


@pytest.mark.parametrize("wanted", [True, False])
def test_the_report_prints_places_only_if_the_body_wants_it(world: World, audit_id: str, wanted: bool) -> None:
    item, _ = keep(world, audit_id, photo())
    world.services.evidence.set_kind(item, EvidenceKind.OBSERVATION)
    body = world.services.body.ensure()
    world.services.fields.set("body", body.id, "print_places", wanted)
    paper = world.services.reports.freeze(audit_id, reasons(world, audit_id))
    assert paper.data_blob_id is not None
    assert (b"52.22970 N" in world.workspace.blobs.open(paper.data_blob_id).read()) is wanted
