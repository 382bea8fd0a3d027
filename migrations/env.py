"""Alembic's environment, run in code by `app/storage/schema.py` (no ini): one transaction per revision."""

from __future__ import annotations

from alembic import context
from alembic.runtime.migration import MigrationInfo

config = context.config


def run() -> None:
    """Run the revisions on the connection that was handed over; look at the result before each commits."""
    connection = config.attributes["connection"]
    after = config.attributes.get("after")

    def on_version_apply(*, step: MigrationInfo, **_: object) -> None:
        if after is not None:
            after(connection, step.up_revision_id)

    context.configure(
        connection=connection,
        target_metadata=config.attributes.get("metadata"),
        transactional_ddl=True,
        transaction_per_migration=True,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        on_version_apply=on_version_apply,
        **config.attributes.get("options", {}),
    )
    with context.begin_transaction():
        context.run_migrations()


run()
