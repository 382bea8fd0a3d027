"""Criteria catalogues and the chart of audit time that come with the program."""

from __future__ import annotations

from functools import cache

from app.domain import audit_time_chart, criteria
from app.domain.errors import UserMistake
from app.paths import resource

BUILT_IN = {"iso27001": "criteria/iso27001_2022.json"}
CHART = "criteria/audit_time_chart.json"


@cache
def catalogue(key: str) -> criteria.CriteriaSet:
    """Return the catalogue `key`, read once (it is frozen); raises `UserMistake("catalogue_unknown")`."""
    name = BUILT_IN.get(key)
    if name is None:
        raise UserMistake("catalogue_unknown", key=key)
    return criteria.parse(resource(name).read_bytes())


@cache
def time_chart() -> audit_time_chart.Chart:
    """Return the chart of initial audit time, read once (it is frozen)."""
    return audit_time_chart.parse(resource(CHART).read_bytes())
