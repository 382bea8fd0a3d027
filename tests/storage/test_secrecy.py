"""Without the key nothing is readable: no known word, no pattern, in none of the files."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from app.storage import drafts
from tests.storage.helpers import add_attachment, add_client, open_at

WORDS = ("Hafenlogistik", "Geheimnis", "Zeuge", "vertraulich.pdf", "halber Satz", "weil sie es sagte")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
KINDS_READABLE = ("SQLite format", "CREATE TABLE", "client", "attachment", "trail")


def entropy(content: bytes) -> float:
    """Return bits per byte."""
    return -sum(n / len(content) * math.log2(n / len(content)) for n in Counter(content).values())


def fill(folder: Path, medium: Path) -> None:
    """Put every word somewhere: row, reason, name and content of an attachment, draft; log and backup included."""
    with open_at(folder) as workspace:
        for number in range(30):
            add_client(workspace, f"{WORDS[0]} {WORDS[1]} {number}", reason=WORDS[5])
        add_attachment(workspace, (WORDS[2] + "\n").encode() * 30_000, WORDS[3])
        drafts.put(workspace, "AB", "finding", "f1", "statement", WORDS[4])
        workspace.backup(medium)
        for path in folder.iterdir():
            (medium / f"live-{path.name}").write_bytes(path.read_bytes())


def test_no_file_holds_a_known_word_and_the_data_look_random(folder: Path, tmp_path: Path) -> None:
    """Database, log, index of the log, mark, header, backup, pool: looked at while open and after closing."""
    medium = tmp_path / "medium"
    medium.mkdir()
    fill(folder, medium)
    files = [path for path in [*folder.rglob("*"), *medium.rglob("*")] if path.is_file()]
    assert {"live-workspace.db-wal", "workspace.db", "chunks.db"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        readable = () if path.suffix in {".key", ".copy", ".mark", ".json", ".lock"} else KINDS_READABLE
        for word in (*WORDS, *readable):
            assert not any(word.encode(encoding) in content for encoding in ENCODINGS), f"{word} in {path.name}"
        if path.name.endswith(("workspace.db", "workspace.db-wal", "chunks.db")):
            assert entropy(content) >= 7.9, path.name


def test_no_file_name_tells_of_a_client(folder: Path, tmp_path: Path) -> None:
    """Names are ours, times and hashes."""
    medium = tmp_path / "medium"
    medium.mkdir()
    fill(folder, medium)
    names = " ".join(str(path) for path in [*folder.rglob("*"), *medium.rglob("*")])
    assert not any(word in names for word in WORDS)


def test_the_passphrase_and_the_key_stay_out_of_errors(folder: Path) -> None:
    """Values of rows are hidden in the driver's errors (`hide_parameters`), so that a report shows none."""
    with open_at(folder) as workspace:
        assert "k'" not in repr(workspace.writer.engine.url)
        assert workspace.writer.engine.hide_parameters
