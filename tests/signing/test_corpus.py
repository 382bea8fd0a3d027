"""Every attack is refused for the right reason; every honest file is accepted."""

from __future__ import annotations

from collections import Counter

import pytest

from app.domain.verification import UNVOUCHED
from app.signing.verify import verify
from tests.signing import attacks_keys  # noqa: F401 - registers its half of the corpus
from tests.signing.attacks import ATTACKS, Attack
from tests.signing.good_papers import GOOD, Good, list_of_trust
from tests.signing.papers import HEAD


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_refused_for_the_right_reason(attack: Attack) -> None:
    found = verify(attack.make(), list_of_trust())
    assert attack.why in {reason.code for reason in found.reasons}
    assert found.verdict == ("untrusted" if attack.why in UNVOUCHED else "invalid")


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.name)
def test_an_honest_file_is_accepted(good: Good) -> None:
    found = verify(good.make(), list_of_trust())
    assert (found.verdict, found.reasons) == ("valid", ())
    assert (found.level, found.trail_head, found.altered) == (good.level, HEAD, False)


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.name)
def test_without_a_list_nobody_is_trusted(good: Good) -> None:
    found = verify(good.make(), None)
    assert found.verdict == "untrusted"
    assert not any(signer.trusted for signer in found.signers)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(ATTACKS) >= 80
    assert len(GOOD) >= 10
    assert not [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1]
