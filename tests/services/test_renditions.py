"""Photographs get their prints when the report is made, once, and only those that may be shown."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select

from app.domain.drafts import EvidenceDraft, IncomingFile
from app.domain.errors import Cancelled
from app.domain.kinds import EvidenceKind
from app.models.record import Rendition
from app.services import renditions
from app.services.base import Core
from app.services.evidence import no_progress
from app.services.undo import UndoStack
from tests.services.papers import freeze
from tests.support import World


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), colour).save(out, "JPEG")
    return out.getvalue()


def capture(world: World, audit_id: str, name: str, data: bytes, **more: object) -> None:
    values: dict[str, object] = {"title": name, "kind": EvidenceKind.OBSERVATION} | more
    world.services.evidence.capture(audit_id, EvidenceDraft(**values), (IncomingFile(name=name, data=data),))  # type: ignore[arg-type]


def states(world: World) -> list[str]:
    with world.workspace.read() as session:
        return sorted(session.scalars(select(Rendition.state)))


def test_a_photo_is_printed_in_the_report_and_the_paper_can_be_made_again(world: World, audit_id: str) -> None:
    capture(world, audit_id, "door.jpg", photo("red"))
    paper = freeze(world, audit_id)
    with pikepdf.open(io.BytesIO(world.services.reports.unsigned(paper.id))) as opened:
        assert [image.Width for page in opened.pages for image in page.get_images().values()] == [945]
    assert states(world) == ["done"]
    assert world.services.reports.rebuild_and_compare(paper.id).same


def test_confidential_photos_and_documents_are_left_alone(world: World, audit_id: str) -> None:
    capture(world, audit_id, "secret.jpg", photo("red"), confidential=True)
    capture(world, audit_id, "page.jpg", photo("blue"), kind=EvidenceKind.DOCUMENT)
    capture(world, audit_id, "face.jpg", photo("green"), kind=EvidenceKind.INTERVIEW)
    freeze(world, audit_id)
    assert states(world) == []


def test_what_is_no_picture_is_noted_and_not_tried_again(
    world: World, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture(world, audit_id, "broken.jpg", photo("red")[:300])
    core = Core(world.workspace, UndoStack())
    assert renditions.make_missing(core, audit_id, no_progress) == 1
    assert (states(world), renditions.make_missing(core, audit_id, no_progress)) == (["refused"], 0)
    freeze(world, audit_id)


def test_making_prints_writes_no_trail_and_can_be_stopped(world: World, audit_id: str) -> None:
    capture(world, audit_id, "one.jpg", photo("red"))
    head = world.services.workspace.head(audit_id)

    def stop(percent: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        world.services.reports.preview(audit_id, stop)
    world.services.reports.preview(audit_id)
    assert world.services.workspace.head(audit_id) == head
    assert world.services.workspace.check().ok
