"""Text being typed: kept at once, one row a field, no trail entry."""

from __future__ import annotations

from pathlib import Path

from app.storage import drafts
from app.storage.workspace import Workspace
from tests.storage.helpers import codes, entries, open_at


def put(workspace: Workspace, text: str, field: str = "statement") -> None:
    """Keep a text typed by AB."""
    drafts.put(workspace, "AB", "finding", "f1", field, text, base_hash=drafts.text_hash("was"), audit_id=None)


def test_typing_replaces_the_draft_and_makes_no_entry(workspace: Workspace) -> None:
    """One row a field; it remembers the value it started from."""
    before = len(entries(workspace))
    for text in ("T", "Th", "The"):
        put(workspace, text)
    (draft,) = drafts.list(workspace)
    assert (draft.text, draft.base_hash) == ("The", drafts.text_hash("was"))
    assert len(entries(workspace)) == before
    assert codes(workspace) == []


def test_drafts_are_dropped_by_field(workspace: Workspace) -> None:
    """The others stay."""
    put(workspace, "one", "a")
    put(workspace, "two", "b")
    drafts.drop(workspace, "AB", "finding", "f1", "a")
    assert [draft.field for draft in drafts.list(workspace)] == ["b"]
    assert drafts.list(workspace, "another audit") == ()


def test_a_draft_is_durable_when_put_returns(folder: Path, tmp_path: Path) -> None:
    """The files as they lie on the disk at that moment hold it, without closing."""
    import shutil  # noqa: PLC0415 - beside its only use

    with open_at(folder) as workspace:
        put(workspace, "half a senten")
        shutil.copytree(folder, tmp_path / "crashed")
    with open_at(tmp_path / "crashed") as workspace:
        assert [draft.text for draft in drafts.list(workspace)] == ["half a senten"]
