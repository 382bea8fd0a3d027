"""The pages of an audit on its last day, under the accessibility walk and at twice the size."""

from __future__ import annotations

import pytest

from app.ui.audit.registry import PAGES
from app.ui.navigation import Place
from tests.ui.crowd import crowd
from tests.ui.pages import shown
from tests.ui.stage import set_look
from tests.ui.walk import WALK

SPECS = {spec.key: spec for spec in PAGES if not spec.per_item and spec.in_navigation}


def _page(stage, key):
    spec = SPECS[key]
    return spec.factory(stage.ctx, Place(key, stage.audit_id))


def _item(stage, key):
    services = stage.world.services
    items = {
        "fieldwork": services.evidence.list(stage.audit_id)[0].id,
        "findings": services.findings.list(stage.audit_id)[2].id,
        "report": "RPT-20",
    }
    return items.get(key, "")


@pytest.mark.parametrize("key", SPECS)
def test_the_walk_finds_nothing_on_a_crowded_page(stage, key):
    crowd(stage.world, stage.audit_id, items=6)
    with shown(stage, _page(stage, key), _item(stage, key)) as page:
        found = {name: faults for name, walk in WALK.items() if (faults := walk(page))}
        assert not found


@pytest.mark.parametrize("key", SPECS)
def test_nothing_is_cut_on_a_crowded_page_at_twice_the_size(stage, key):
    crowd(stage.world, stage.audit_id, items=6)
    set_look(zoom=200)
    with shown(stage, _page(stage, key), _item(stage, key)) as page:
        assert not WALK["cut"](page) + WALK["targets"](page)


def test_the_requirements_are_walked_too(stage):
    crowd(stage.world, stage.audit_id, items=6)
    with shown(stage, _page(stage, "fieldwork"), "requirement:A.5.18") as page:
        found = {name: faults for name, walk in WALK.items() if (faults := walk(page))}
        assert not found
