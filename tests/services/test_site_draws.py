"""Draws of sites: repeatable, kept for ever, taken into the audit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DatabaseError

from app.domain.client import Client, Site
from app.domain.drafts import ClientDraft
from app.domain.errors import AuditError, UserMistake
from app.domain.kinds import ProgrammeStep
from app.domain.site_draw import SiteFacts
from app.domain.site_draw import draw as drawn_again
from app.domain.site_wish import SampleWish
from app.models.programme import SiteDraw
from tests.support import World, audit_draft, name_me, new_world


@pytest.fixture
def world(tmp_path: Path):
    yield from new_world(tmp_path / "w")


@pytest.fixture
def client(world: World) -> Client:
    """Return a client with a central function and nine branches."""
    sites = (
        Site(label="S-1", name="Head office", central=True),
        *(Site(label=f"S-{number}", name=f"Branch {number}", heads=number) for number in range(2, 11)),
    )
    made = world.services.clients.add(ClientDraft(client=Client(name="Nine Branches"), sites=sites))
    return world.services.clients.get(made.id)


def _wish(client: Client, **changes: Any) -> SampleWish:
    sites = tuple(SiteFacts(site_id=one.id, heads=one.heads or 0) for one in client.sites if not one.central)
    return replace(SampleWish(step=ProgrammeStep.STAGE2, sites=sites), **changes)


def test_a_draw_can_be_repeated_from_its_row(world: World, client: Client) -> None:
    world.services.times.draw(client.id, _wish(client))
    (kept,) = world.services.times.draws(client.id)
    again = drawn_again(kept.seed, tuple(kept.listed), 1)
    assert (kept.minimum, kept.size, len(kept.chosen), len(kept.by_risk)) == (3, 3, 3, 2)
    assert again.drawn == tuple(one for one in kept.chosen if one not in kept.by_risk)
    assert again.method == kept.method


def test_two_draws_take_two_seeds_and_both_stay(world: World, client: Client) -> None:
    for _ in range(2):
        world.services.times.draw(client.id, _wish(client))
    first, second = world.services.times.draws(client.id)
    assert first.seed != second.seed
    assert len(first.seed) == 32


def test_a_given_seed_gives_the_same_sites_again(world: World, client: Client) -> None:
    for _ in range(2):
        world.services.times.draw(client.id, _wish(client), seed="2026-11-24")
    first, second = world.services.times.draws(client.id)
    assert (first.seed, first.chosen) == ("2026-11-24", second.chosen)


def test_a_kept_draw_cannot_be_removed(world: World, client: Client) -> None:
    world.services.times.draw(client.id, _wish(client))
    with pytest.raises((DatabaseError, AuditError)), world.workspace.write() as uow:
        uow.session.execute(delete(SiteDraw))


def test_sites_of_high_risk_fill_the_rest_and_chosen_ones_come_first(world: World, client: Client) -> None:
    wish = _wish(client)
    sites = tuple(replace(one, risk=3) if one.site_id == client.sites[4].id else one for one in wish.sites)
    world.services.times.draw(client.id, replace(wish, sites=sites, chosen=(client.sites[2].id,)), seed="7")
    (kept,) = world.services.times.draws(client.id)
    assert {client.sites[2].id, client.sites[4].id} <= set(kept.chosen)


def test_a_larger_sample_needs_its_reason_and_keeps_it(world: World, client: Client) -> None:
    with pytest.raises(UserMistake) as caught:
        world.services.times.draw(client.id, _wish(client, raised_to=5))
    assert caught.value.code == "sample_raise_reason_missing"
    world.services.times.draw(client.id, _wish(client, raised_to=5, raise_reason="two sites are new"))
    (kept,) = world.services.times.draws(client.id)
    assert (kept.minimum, kept.size, kept.reason, len(kept.chosen)) == (3, 5, "two sites are new", 5)


@pytest.mark.parametrize(
    ("place", "code"), [(0, "draw_site_central"), (None, "draw_site_foreign"), ("none", "draw_sites_missing")]
)
def test_what_cannot_be_drawn_is_refused(world: World, client: Client, place: int | str | None, code: str) -> None:
    sites = {
        0: (SiteFacts(site_id=client.sites[0].id),),
        None: (SiteFacts(site_id="nowhere"),),
        "none": (),
    }[place]
    with pytest.raises(UserMistake) as caught:
        world.services.times.draw(client.id, SampleWish(step=ProgrammeStep.STAGE2, sites=sites))
    assert caught.value.code == code
    assert world.services.times.draws(client.id) == ()


def test_more_chosen_sites_than_the_sample_has_room_for_are_refused(world: World, client: Client) -> None:
    chosen = tuple(one.id for one in client.sites[1:4])
    with pytest.raises(UserMistake) as caught:
        world.services.times.draw(client.id, _wish(client, chosen=chosen))
    assert (caught.value.code, caught.value.values["room"]) == ("sample_chosen_too_many", 2)


def test_a_draw_brings_the_central_function_and_its_sites_into_the_audit(world: World, client: Client) -> None:
    audit_id = world.services.audits.create(audit_draft(client, name_me(world.services), sites=())).id
    world.services.times.draw(client.id, _wish(client), audit_id=audit_id)
    (kept,) = world.services.times.draws(client.id)
    world.services.times.take_draw(audit_id, kept.id)
    sites = world.services.audits.record(audit_id).sites
    assert [one.client_site_id for one in sites] == [client.sites[0].id, *kept.chosen]
    assert sites[0].central
    world.services.times.take_draw(audit_id, kept.id)  # they are there already
    assert len(world.services.audits.record(audit_id).sites) == 4
    world.services.fields.undo()
    assert world.services.audits.record(audit_id).sites == ()


def test_a_draw_of_another_client_is_refused(world: World, client: Client) -> None:
    other = world.services.clients.add(ClientDraft(client=Client(name="Other AG")))
    audit_id = world.services.audits.create(
        audit_draft(world.services.clients.get(other.id), name_me(world.services), sites=())
    ).id
    made = world.services.times.draw(client.id, _wish(client))
    with pytest.raises(UserMistake) as caught:
        world.services.times.take_draw(audit_id, made.id)
    assert caught.value.code == "draw_other_client"


def test_sites_of_earlier_audits_are_known_as_visited(world: World, client: Client) -> None:
    audit_id = world.services.audits.create(audit_draft(client, name_me(world.services), sites=())).id
    world.services.audits.add_site(audit_id, client.sites[3].id)
    assert world.services.times.visited(client.id) == {client.sites[3].id}
