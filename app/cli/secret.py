"""Where secrets come from: the environment or a prompt, never an argument, which others could read."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Final

from app.cli.outcome import N_, Refused, t

PASSWORD: Final = "ONSITE_PASSWORD"  # noqa: S105 - the name of a variable
SIGN_PASSWORD: Final = "ONSITE_SIGN_PASSWORD"  # noqa: S105 - as above


def password() -> str:
    """Return the password of the workspace; refused without a terminal to ask at."""
    return _from(PASSWORD, N_("Password: "))


def new_password() -> str:
    """Return a new password; at a prompt it is asked for twice."""
    if os.environ.get(PASSWORD):
        return os.environ[PASSWORD]
    first = _asked(N_("New password: "), PASSWORD)
    if _asked(N_("The same again: "), PASSWORD) != first:
        raise Refused(t(N_("The two passwords differ.")))
    return first


def sign_password() -> str:
    """Return the password of a signing key; `ONSITE_SIGN_PASSWORD`, because it is not that of the workspace."""
    return _from(SIGN_PASSWORD, N_("Password of the signing key: "))


def _from(name: str, prompt: str) -> str:
    return os.environ.get(name) or _asked(prompt, name)


def _asked(prompt: str, name: str) -> str:
    if not sys.stdin.isatty():
        raise Refused(t(N_("A password is needed: set {name}, or run the command in a terminal."), name=name))
    return getpass.getpass(t(prompt), stream=sys.stderr)
