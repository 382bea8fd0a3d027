"""Signing keys and pinned certificates in a workspace."""

from __future__ import annotations

import pytest

from app.domain.errors import ForeignFileProblem, UserMistake
from app.domain.kinds import IdentityKind
from app.signing.trust import TrustList
from tests.support import World, name_me

PASSWORD = "key-password"


def test_a_key_made_here_is_trusted_by_nobody_yet(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "Body", PASSWORD)
    assert (made.kind, made.has_key, made.trusted) == (IdentityKind.SELF_MADE, True, False)
    assert world.services.identities.trust_list() == TrustList()


def test_a_key_of_mine_is_tied_to_me(world: World) -> None:
    person_id = name_me(world.services)
    mine = world.services.identities.make("Anna Berg", "", PASSWORD)
    other = world.services.identities.make("Somebody Else", "", PASSWORD)
    assert (mine.person_id, other.person_id) == (person_id, None)


def test_a_pin_is_limited_to_its_role(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "", PASSWORD)
    world.services.identities.trust(made.fingerprint, "Anna Berg", "lead_auditor")
    (one,) = world.services.identities.trust_list().signers
    assert (one.name, one.role, one.fingerprint) == ("Anna Berg", "lead_auditor", made.fingerprint)


def test_a_fingerprint_may_be_typed_as_it_is_printed(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "", PASSWORD)
    typed = world.services.identities.groups(made.id).upper()
    assert world.services.identities.trust(typed, "Anna Berg").id == made.id
    assert len(typed.split()) == 16


def test_somebody_elses_certificate_can_be_pinned(world: World) -> None:
    pinned = world.services.identities.trust("ab" * 32, "Far Away", "reviewer")
    assert (pinned.has_key, pinned.trusted) == (False, True)
    with pytest.raises(UserMistake, match="identity_without_key"):
        world.services.identities.key(pinned.id)


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "ab" * 33])
def test_what_is_no_fingerprint_is_refused(world: World, text: str) -> None:
    with pytest.raises(UserMistake, match="fingerprint_malformed"):
        world.services.identities.trust(text, "Anna Berg")


def test_a_pin_is_taken_back_with_a_reason(world: World) -> None:
    pinned = world.services.identities.trust("ab" * 32, "Far Away")
    with pytest.raises(UserMistake, match="reason_missing"):
        world.services.identities.distrust(pinned.id, " ")
    world.services.identities.distrust(pinned.id, "card lost")
    assert world.services.identities.trust_list().signers == ()


def test_a_key_goes_out_and_comes_in_as_the_same_identity(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "Body", PASSWORD)
    packed = world.services.identities.key(made.id)
    again = world.services.identities.take(packed, PASSWORD)
    assert (again.id, len(world.services.identities.list())) == (made.id, 1)


def test_a_pin_gets_its_key_when_it_comes(world: World) -> None:
    from app.signing.identity import make  # noqa: PLC0415 - a key made elsewhere

    elsewhere = make("Anna Berg", "", PASSWORD, world.clock.now())
    world.services.identities.trust(elsewhere.fingerprint, "Anna Berg", "lead_auditor")
    taken = world.services.identities.take(elsewhere.pkcs12, PASSWORD)
    assert (taken.has_key, taken.trusted, taken.role) == (True, True, "lead_auditor")


def test_wrong_passwords_and_other_files_are_refused(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "", PASSWORD)
    with pytest.raises(UserMistake, match="wrong_password"):
        world.services.identities.take(world.services.identities.key(made.id), "wrong")
    with pytest.raises(ForeignFileProblem, match="not_pkcs12"):
        world.services.identities.take(b"hello", PASSWORD)


def test_the_card_holds_one_signer_and_no_key(world: World) -> None:
    made = world.services.identities.make("Anna Berg", "", PASSWORD)
    card = TrustList.from_json(world.services.identities.export_card(made.id))
    assert [one.fingerprint for one in card.signers] == [made.fingerprint]
    assert b"PRIVATE" not in world.services.identities.export_card(made.id)


def test_every_step_is_in_the_trail(world: World) -> None:
    pinned = world.services.identities.trust("ab" * 32, "Far Away")
    world.services.identities.distrust(pinned.id, "card lost")
    world.services.identities.make("Anna Berg", "", PASSWORD)
    assert world.services.workspace.check().ok
