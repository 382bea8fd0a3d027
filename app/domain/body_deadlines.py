"""The deadlines of one certification body: its preset, single numbers it changed, its holidays, its last day.

One function for everybody who counts a date, so that a changed setting is seen everywhere at once. The four numbers
that older settings kept beside the preset still count where no number of the new kind says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.domain.client import Body
from app.domain.deadline_settings import FIELDS, of_preset
from app.domain.deadlines import PRESETS, DeadlineRules, EndDay, Span, Unit

USUAL: Final = "usual"
_OLD: Final = {
    "D-03": ("report_days", Unit.WORKING_DAYS),
    "D-04": ("plan_days", Unit.DAYS),
    "D-05": ("major_days", Unit.DAYS),
    "D-05-limit": ("major_months", Unit.MONTHS),
}


def rules_of(body: Body) -> DeadlineRules:
    """Return the deadlines of a body; codes that this version does not know are left out."""
    found = of_preset(preset_of(body), changed(body), [one.day for one in body.holidays])
    return replace(found, ends=EndDay.DAY_BEFORE) if body.expiry_day_before else found


def preset_of(body: Body) -> str:
    """Return the name of the preset in force."""
    return body.deadline_preset if body.deadline_preset in PRESETS else USUAL


def changed(body: Body) -> dict[str, Span]:
    """Return the numbers that differ from the preset because somebody set them, by code."""
    blank = Body()
    found = {
        code: Span(getattr(body, name), unit)
        for code, (name, unit) in _OLD.items()
        if getattr(body, name) != getattr(blank, name)
    }
    known = {one.value for one in Unit}
    found |= {one.code: Span(one.amount, Unit(one.unit)) for one in body.deadlines
              if one.code in FIELDS and one.unit in known}  # fmt: skip
    return found
