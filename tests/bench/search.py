"""First hits in 100,000 rows and 2,000 attachments, against the bare question to the same FTS5 table.

The rows are written into the index as the index writes them, without the record behind them: a hundred thousand units
of work would take an hour, and a question does not look at the record.
"""

from __future__ import annotations

import hashlib
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert

from app.domain.search import SearchFilters, SearchKind
from app.domain.search_query import parse
from app.models.base import new_id
from app.models.record import Rendition, RenditionKind
from app.storage import search_find
from app.storage import search_tables as tables
from app.storage.search import _prepared, _write
from app.storage.search_documents import Document
from tests.bench.table import Row, row
from tests.support import fresh_folder, open_world

if TYPE_CHECKING:
    from tests.support import World

ROWS: Final = 100_000
FILES: Final = 2_000
BUDGET_MS: Final = 50
START: Final = datetime(2024, 1, 8, 8, tzinfo=UTC)
SYLLABLES: Final = (
    "ka", "lo", "mi", "ter", "an", "sys", "con", "pro", "tec", "ver", "ri", "sk", "pol", "icy", "ac", "cess", "dat",
    "ung", "heit", "ować", "ność", "tion", "ment", "äu", "ß", "ły", "đi",
)  # fmt: skip
QUESTIONS: Final = (
    "supplier", "rare1234", "Zugriffskontrolle", "access control", '"access control policy"', "A.8.24", "POL-007",
    "acc", "po", "s", "e", "安全", "信", "access -supplier", "müller", "die", "prote", "the access", "12", "a",
)  # fmt: skip


def measure(rounds: int) -> list[Row]:
    """Return the time to first hits, in all and of the slowest question, against the bare question."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        audit_id = fresh_folder(folder, with_audit=True)
        world = open_world(folder)
        try:
            built = _build(world, audit_id)
            return _ask(world, rounds, built)
        finally:
            world.workspace.close()


def _ask(world: World, rounds: int, built: float) -> list[Row]:
    ours: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    bare: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    for number in range(min(rounds, 10) + 1):
        for question in QUESTIONS:
            start = time.perf_counter()
            world.services.search.find(question, each=6)
            middle = time.perf_counter()
            with world.workspace.read() as session:
                expression = search_find.expressed(parse(question), SearchFilters())
                sql = f"SELECT rowid FROM {tables.INDEX} WHERE {tables.INDEX} MATCH ? ORDER BY rowid DESC LIMIT 2000"
                session.connection().exec_driver_sql(sql, (expression,)).all()
            if number:
                ours[question].append(middle - start)
                bare[question].append(time.perf_counter() - middle)
    cpu = {question: _least_cpu(world, question) for question in QUESTIONS}
    medians = {question: statistics.median(taken) * 1000 for question, taken in ours.items()}
    slowest = max(medians, key=lambda one: medians[one])
    say = sys.stdout.write
    say(f"search: {ROWS} rows and {FILES} attachments taken up in {built:.0f} s; first hits, budget {BUDGET_MS} ms,")
    say(" median of wall time (least CPU time):\n")
    say("  " + ", ".join(f"{question} {taken:.0f} ({cpu[question]:.0f})" for question, taken in medians.items()) + "\n")
    everything = [sum(taken) / len(QUESTIONS) for taken in zip(*ours.values(), strict=True)]
    floor = [sum(taken) / len(QUESTIONS) for taken in zip(*bare.values(), strict=True)]
    return [
        row("search, mean of all questions / bare FTS5 question", everything, floor, None),
        row(f"search, slowest question ({slowest}) / bare", ours[slowest], bare[slowest], None),
    ]


def _least_cpu(world: World, question: str) -> float:
    """Return the least milliseconds of processor time of three: what is left on a machine that does nothing else."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        world.services.search.find(question, each=6)
        taken.append(time.process_time() - start)
    return min(taken) * 1000


def _build(world: World, audit_id: str) -> float:
    """Fill the index; return the seconds it took."""
    service = world.services.search
    service.catch_up()
    lottery = random.Random(5)
    words = _words(lottery)
    start = time.perf_counter()
    client = world.services.clients.list()[0].id
    for first in range(0, ROWS, 500):
        batch = [_note(lottery, words, number, audit_id, client) for number in range(first, first + 500)]
        with world.workspace.transaction() as connection:
            _write(connection, [_prepared(one) for one in batch], [])
    for first in range(0, FILES, 20):
        texts = [_text(lottery, words, 2500) for _ in range(20)]
        _keep_files(world, audit_id, first, texts)
    return time.perf_counter() - start


def _words(lottery: random.Random) -> list[str]:
    made = {"".join(lottery.choice(SYLLABLES) for _ in range(lottery.randint(1, 4))) for _ in range(30_000)}
    often = ("access", "control", "policy", "supplier", "review", "the", "die", "und", "of", "Zugriffskontrolle")
    return [*often, "Müller", *sorted(made)]


def _text(lottery: random.Random, words: list[str], count: int) -> str:
    """Return so many words, the first ones often, as in any language."""
    picked = [words[min(int(lottery.paretovariate(0.6)) - 1, len(words) - 1)] for _ in range(count)]
    if lottery.random() < 0.08:
        picked += ["信息安全策略", "访问控制", "供应商审查记录"]
    picked.append(f"A.{lottery.randint(5, 8)}.{lottery.randint(1, 34)} POL-{lottery.randint(1, 200):03d}")
    return " ".join(picked)


def _note(lottery: random.Random, words: list[str], number: int, audit_id: str, client: str) -> Document:
    kind = lottery.choice((SearchKind.NOTE, SearchKind.EVIDENCE, SearchKind.FINDING, SearchKind.DOCUMENT))
    title = "" if kind == SearchKind.NOTE else _text(lottery, words, 5)
    body = _text(lottery, words, 20) + (" rare1234" if number % 9999 == 0 else "")
    return Document(
        table=kind.value, id=new_id(), cursor=number, kind=kind.value, at=START + timedelta(minutes=5 * number),
        label=f"AB-{number}", title=title, body=body, audit_id=audit_id, client_id=client, author="AB",
    )  # fmt: skip


def _keep_files(world: World, audit_id: str, first: int, texts: list[str]) -> None:
    """Keep the texts of files as they are kept: beside a blob, and found by the name of an attachment."""
    from app.domain.drafts import EvidenceDraft, IncomingFile  # noqa: PLC0415 - kept beside its use

    files = [IncomingFile(name=f"file-{first + place}.txt", data=f"{first + place}".encode()) for place in range(20)]
    world.services.evidence.capture(audit_id, EvidenceDraft(title=f"files {first}"), files)
    for file, text in zip(files, texts, strict=True):
        sha256 = hashlib.sha256(file.data or b"").hexdigest()
        with world.workspace.transaction() as connection:
            blob = connection.exec_driver_sql("SELECT id FROM blob WHERE sha256 = ?", (sha256,)).scalar_one()
            values = {
                "blob_id": blob, "kind": RenditionKind.TEXT, "state": "done", "media_type": "text/plain",
                "data": text.encode(), "made_at": START,
            }  # fmt: skip
            connection.execute(insert(Rendition), values)
    world.services.search.catch_up()
