"""Where resources, migrations and user data are, from source and frozen."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import Final

NAME: Final = "onsite"


def root() -> Path:
    """Return the folder that holds `resources/` and `migrations/`.

    The checkout, or the unpacked program when frozen.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """Return the path of resource `name` ("criteria/iso27001_2022.json").

    Absolute and ".." names are refused (ValueError).
    """
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name:
        raise ValueError(f"not a resource name: {name!r}")
    return root() / "resources" / parts


def migrations() -> Path:
    """Return the folder of the Alembic environment."""
    return root() / "migrations"


def data_folder() -> Path:
    """Return the user's folder for workspaces (not made here)."""
    import platformdirs  # noqa: PLC0415 - not for a window whose folders are given

    return Path(platformdirs.user_data_dir(NAME, appauthor=False, roaming=False))


def settings_folder() -> Path:
    """Return the user's folder for preferences (not made here)."""
    import platformdirs  # noqa: PLC0415 - as above

    return Path(platformdirs.user_config_dir(NAME, appauthor=False, roaming=False))
