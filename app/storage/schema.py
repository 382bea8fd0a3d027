"""The version of the database: which revisions this program knows, and the way up to the newest one.

Forward only. One transaction per revision, foreign keys off while tables are rebuilt, `foreign_key_check` and the
frozen list of triggers after it. The way back is the backup made before.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from app import paths
from app.domain.errors import EnvironmentProblem
from app.storage.triggers import check_triggers

VERSION_FILE: Final = re.compile(r"(?P<id>\d{4}_[a-z0-9_]+)\.pyc?$")


def known_revisions() -> list[str]:
    """Return the ids of our revisions in order; an id is the name of its file (`0001_start`)."""
    found = (VERSION_FILE.match(path.name) for path in (paths.migrations() / "versions").iterdir())
    return sorted({match["id"] for match in found if match})


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the database.

    None in a new file, EnvironmentProblem("foreign_file") when it is none of ours.
    """
    try:
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").all()
    except OperationalError:
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
            raise EnvironmentProblem("foreign_file", reason="tables") from None
        return None
    if len(rows) != 1:
        raise EnvironmentProblem("damaged", part="version")
    return str(rows[0][0])


def pending_revisions(connection: Connection) -> list[str]:
    """Return the revisions still to run.

    EnvironmentProblem("newer_version", found, known) when the file is ahead of us.
    """
    known, current = known_revisions(), current_revision(connection)
    if current is None:
        return known
    if current not in known:
        raise EnvironmentProblem("newer_version", found=current, known=known[-1])
    return known[known.index(current) + 1 :]


def migrate(engine: Engine, target: str = "head", script: Path | None = None) -> None:
    """Bring the database to `target`; `engine` has one connection of its own.

    `script` replaces our migrations in tests.
    """
    # Alembic takes 0.3 s to import; a workspace that needs no migration does not wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(script or paths.migrations()).replace("%", "%%"))
    with engine.connect() as connection:
        _foreign_keys_off(connection)
        config.attributes["connection"] = connection
        config.attributes["after"] = _after_revision
        command.upgrade(config, target)


def _foreign_keys_off(connection: Connection) -> None:
    """Switch them off below SQLAlchemy: inside a transaction the pragma does nothing, without a word."""
    raw = connection.connection.driver_connection
    if raw is None:
        raise RuntimeError("no driver connection")
    raw.execute("PRAGMA foreign_keys=OFF")
    if raw.execute("PRAGMA foreign_keys").fetchone()[0] != 0:
        raise RuntimeError("foreign keys stay on")


def _after_revision(connection: Connection, revision: str) -> None:
    """Look before the revision commits: nothing may dangle, and every trigger must be there by now."""
    if connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise EnvironmentProblem("damaged", part="references")
    check_triggers(connection, revision)
