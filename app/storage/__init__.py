"""The workspace file: keys, engine, migrations, unit of work, trail, attachments, backup."""
