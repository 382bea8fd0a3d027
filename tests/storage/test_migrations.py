"""Migrations: models and revisions agree, triggers survive, a backup comes first, failures leave all as it was."""

from __future__ import annotations

import ast
import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from app import paths
from app.domain.errors import EnvironmentProblem
from app.storage import schema, tables
from app.storage.triggers import TRIGGERS, statement
from app.storage.workspace import Workspace
from tests.storage.helpers import RAW, add_attachment, add_client, behind, clock, codes, entries, fingerprints, open_at

VERSIONS = sorted((paths.migrations() / "versions").glob("[0-9]*.py"))
AGAIN = "packaging/new_migration.py"


def module_of(path: Path) -> ModuleType:
    """Load a revision."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Return a connection to a database made by the revisions."""
    workspace, _ = Workspace.create(tmp_path_factory.mktemp("m") / "w", RAW, clock=clock())
    with workspace.read() as session:
        yield session.connection()
    workspace.close()


def test_there_is_one_head_and_ids_count_up() -> None:
    """A revision is named by its file; the list of files is the order."""
    directory = ScriptDirectory(str(paths.migrations()))
    assert directory.get_heads() == [schema.known_revisions()[-1]]
    assert [path.stem for path in VERSIONS] == schema.known_revisions()
    assert [int(path.stem[:4]) for path in VERSIONS] == list(range(1, len(VERSIONS) + 1))


def test_autogenerate_finds_no_difference(migrated: Connection) -> None:
    """The models say nothing that the revisions do not make; if red: write the next revision."""
    context = MigrationContext.configure(migrated, opts={"compare_type": True, "target_metadata": tables.metadata})
    ours = [one for one in compare_metadata(context, tables.metadata) if not _is_version_table(one)]
    assert ours == [], f"run {AGAIN}"


def _is_version_table(difference: Any) -> bool:
    return "alembic_version" in str(difference)


def master(connection: Connection) -> dict[str, list[str]]:
    """Return the text of every table and index without blanks, its parts sorted."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    )
    return {name: _parts(sql) for name, sql in rows if name != "alembic_version"}


def _parts(sql: str) -> list[str]:
    """Return the definitions of columns and constraints: added ones come last in the file, elsewhere in the models."""
    head, _, rest = "".join(sql.replace('"', "").split()).partition("(")
    parts, depth = [""], 0
    for letter in rest:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [head, *sorted(part.rstrip(")") for part in parts)]


def test_the_text_of_every_table_is_that_of_the_models(migrated: Connection) -> None:
    """Autogenerate does not see CHECKs; `sqlite_master` does."""
    with create_engine("sqlite://").connect() as plain:
        tables.metadata.create_all(plain)
        wanted, found = master(plain), master(migrated)
    assert wanted.keys() == found.keys()
    assert [name for name in wanted if wanted[name] != found[name]] == [], f"run {AGAIN}"


def test_the_triggers_are_exactly_the_frozen_list(migrated: Connection) -> None:
    """And the revisions carry the same texts, in the same order."""
    rows = migrated.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert dict(tuple(row) for row in rows) == {name: statement(name) for name in TRIGGERS}
    frozen = [text for path in VERSIONS for text in module_of(path).TRIGGERS]
    assert [statement(name) for name in TRIGGERS] == frozen


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_revision_imports_nothing_of_ours_and_leaves_bytes_and_trail_alone(path: Path) -> None:
    """Our code moves on, the revision must not; chunks and trail are made once and never altered."""
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names <= {"sqlalchemy", "alembic", "typing", "collections.abc"}
    texts = " ".join(str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant))
    assert path == VERSIONS[0] or not any(name in texts for name in ("blob_chunk", "trail"))


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_there_is_no_way_down(path: Path) -> None:
    """The way back is the backup."""
    with pytest.raises(NotImplementedError, match="backup"):
        module_of(path).downgrade()


def test_rows_of_the_first_version_come_through(tmp_path: Path) -> None:
    """New columns hold what the models say of a new row; nothing else of the row moves, and indexes stay."""
    old = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    schema.migrate(old, target="0001_start")
    row = {"id": f"{1:032x}", "name": "Muster AG", "created_at": "2026-01-01T00:00:00.000000Z", "created_zone": "UTC"}
    with old.begin() as connection:
        names = [found[1] for found in connection.exec_driver_sql("PRAGMA table_info(client)")]
        values = [row.get(name, 1 if name == "version" else "") for name in names]
        connection.exec_driver_sql(f"INSERT INTO client VALUES ({', '.join('?' * len(names))})", tuple(values))
        cycle = (f"{2:032x}", row["id"], "iso27001", 1, "", "certified", row["created_at"], "UTC", "", 1)
        connection.exec_driver_sql(f"INSERT INTO cycle VALUES ({', '.join('?' * len(cycle))})", cycle)
    schema.migrate(old)
    with old.connect() as connection:
        found = connection.exec_driver_sql("SELECT name, address, data_role, safety, version FROM client").one()
        assert tuple(found) == ("Muster AG", "", "unknown", "", 1)
        assert connection.exec_driver_sql("SELECT state, certificate, expires_on FROM cycle").one() == (
            "certified", "", None,
        )  # fmt: skip
        indexes = {one[1] for one in connection.exec_driver_sql("PRAGMA index_list(cycle)")}
        assert "ix_cycle_client_id" in indexes
    old.dispose()


# ------------------------------------------------------------------------------------------ with planted revisions

PLANTED = '''"""Planted."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = "{down}"
def upgrade():
    {body}
'''


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that adds a revision to a copy of the migrations, which the program then uses."""
    scripts = tmp_path / "migrations"
    shutil.copytree(paths.migrations(), scripts)
    head = schema.known_revisions()[-1]
    monkeypatch.setattr(paths, "migrations", lambda: scripts)

    def add(body: str, revision: str = "9001_planted") -> None:
        nonlocal head
        text = PLANTED.format(revision=revision, down=head, body=body)
        (scripts / "versions" / f"{revision}.py").write_text(text)
        head = revision

    return add


@pytest.fixture
def filled(folder: Path) -> Path:
    """Return a closed workspace with rows, bytes and a trail."""
    with open_at(folder) as workspace:
        for number in range(3):
            add_client(workspace, f"C{number}")
        add_attachment(workspace, b"x" * 2_000_000)
    return folder


REBUILD_TRAIL = """with op.batch_alter_table("trail", recreate="always") as batch:
        batch.add_column(sa.Column("extra", sa.Text()))"""
REBUILD_CLIENT = """with op.batch_alter_table("client", recreate="always") as batch:
        batch.add_column(sa.Column("motto", sa.Text()))"""


def test_a_rebuilt_trail_turns_the_migration_red(filled: Path, plant: Any) -> None:
    """A rebuild silently drops the triggers; the comparison before the commit stops it, and everything stays."""
    before = behind(filled, "SELECT * FROM trail", "SELECT * FROM alembic_version")
    plant(REBUILD_TRAIL)
    with pytest.raises(EnvironmentProblem) as caught:
        open_at(filled)
    assert (caught.value.code, caught.value.values["part"]) == ("damaged", "triggers")
    assert behind(filled, "SELECT * FROM trail", "SELECT * FROM alembic_version") == before


def test_children_survive_the_rebuild_of_their_parent_and_chunks_stay_where_they_are(filled: Path, plant: Any) -> None:
    """Foreign keys are off meanwhile; the chunk table keeps its root page and its bytes."""
    look = (
        "SELECT rootpage, sql FROM sqlite_master WHERE name = 'blob_chunk'",
        "SELECT count(*), sum(length(data)) FROM blob_chunk",
    )
    before = behind(filled, *look)
    plant(REBUILD_CLIENT)
    with open_at(filled) as workspace:
        assert "row_missing" not in codes(workspace)
    assert behind(filled, *look) == before
    assert behind(filled, "SELECT count(*) FROM client WHERE motto IS NULL") == [[(3,)]]


def test_a_verified_backup_comes_before(filled: Path, plant: Any, tmp_path: Path) -> None:
    """It holds the record as it was and can be restored, its bytes taken from the workspace itself."""
    plant("op.execute('UPDATE client SET address = 1')")
    open_at(filled).close()
    (made,) = (filled / "backups").iterdir()
    with Workspace.restore(made, tmp_path / "back", RAW, clock=clock()) as back:
        assert len(entries(back)) == len(behind(filled, "SELECT * FROM trail")[0]) + 1
        assert back.check().attachments == 1


def test_no_backup_no_migration(filled: Path, plant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the copy does not read back, nothing is migrated."""

    def fails(*_: object) -> None:
        raise EnvironmentProblem("damaged", part="backup")

    plant("op.execute('UPDATE client SET address = 1')")
    before = fingerprints(filled)
    monkeypatch.setattr("app.storage.backup.write_generation", fails)
    with pytest.raises(EnvironmentProblem):
        open_at(filled)
    assert {name: value for name, value in fingerprints(filled).items() if "backups" not in name} == before


@pytest.mark.parametrize(
    "body",
    [
        "op.execute('UPDATE client SET address = 1'); raise RuntimeError('planted')",
        "op.execute('CREATE TABLE half (id INTEGER)'); op.execute('no such statement')",
        "op.execute(\"UPDATE attachment SET blob_id = 'nowhere'\")",
        "op.execute('DROP TRIGGER trail_no_update')",
    ],
)
def test_an_error_midway_leaves_rows_and_revision_as_they_were(filled: Path, plant: Any, body: str) -> None:
    """One transaction per revision; what dangles or lacks a trigger is found before it commits."""
    look = (
        "SELECT * FROM client",
        "SELECT name, sql FROM sqlite_master ORDER BY name",
        "SELECT * FROM alembic_version",
    )
    before = behind(filled, *look)
    plant(body)
    with pytest.raises(Exception):  # noqa: B017, PT011 - a bug in a revision is no sorted problem
        open_at(filled)
    assert behind(filled, *look) == before


def test_the_revisions_before_a_failing_one_stay(filled: Path, plant: Any) -> None:
    """Each is whole in itself; the next opening goes on from there."""
    plant("op.execute('CREATE TABLE one (id INTEGER)')", "9001_one")
    plant("raise RuntimeError('planted')", "9002_two")
    with pytest.raises(RuntimeError):
        open_at(filled)
    assert behind(filled, "SELECT * FROM alembic_version") == [[("9001_one",)]]


def test_a_workspace_of_a_later_program_is_refused_untouched(
    filled: Path, plant: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Migrated by a newer Onsite, opened by this one."""
    plant("op.execute('CREATE TABLE one (id INTEGER)')")
    open_at(filled).close()
    monkeypatch.undo()
    before = fingerprints(filled)
    with pytest.raises(EnvironmentProblem) as caught:
        open_at(filled)
    assert caught.value.code == "newer_version"
    assert fingerprints(filled) == before
