"""How a changed wording is told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.attestations import Reading, WordChange


def told_changes(reading: Reading, t: Callable[[str], str]) -> str:
    """Return that something was confirmed in an earlier wording, and every place that reads differently now."""
    changes = "; ".join(_change(one, t) for one in reading.difference)
    return t("Confirmed in an earlier wording. What changed: {changes}").format(changes=changes)


def _change(one: WordChange, t: Callable[[str], str]) -> str:
    if not one.then:
        return t("added “{now}”").format(now=one.now)
    if not one.now:
        return t("left out “{then}”").format(then=one.then)
    return t("“{then}” became “{now}”").format(then=one.then, now=one.now)
