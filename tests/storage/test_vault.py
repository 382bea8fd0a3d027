"""Keys: password, recovery key, header. These tests run Argon2 for real, at the lowest allowed cost."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import rfc8785

from app.domain.errors import EnvironmentProblem, UserMistake
from app.storage import files, opening, passphrase, vault
from app.storage.engine import PLAIN_START, connect
from app.storage.vault import FLOOR, HEADER, HEADER_COPY, KdfCost, Password, RecoveryKey
from app.storage.workspace import Workspace
from tests.storage.helpers import KEY, add_client, clock, fingerprints

GOOD, OTHER = "walnut-harbor-violet-engine-maple", "copper-meadow-island-pencil-tiger"
CHEAP = KdfCost(memory=FLOOR)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a workspace under a password, and its recovery key."""
    folder = tmp_path_factory.mktemp("vault") / "workspace"
    workspace, recovery = Workspace.create(folder, GOOD, clock=clock(), cost=CHEAP)
    workspace.close()
    return folder, recovery


def refused(folder: Path, secret: vault.Secret) -> EnvironmentProblem:
    """Return the problem that opening raises."""
    with pytest.raises(EnvironmentProblem) as caught:
        Workspace.open(folder, secret, clock=clock())
    return caught.value


def test_password_and_recovery_key_open(made: tuple[Path, str]) -> None:
    """Both lead to the same data key; the recovery key as people type it."""
    folder, recovery = made
    assert [len(group) for group in recovery.split("-")] == [4] * 8
    header = vault.read_header(folder)
    key = vault.unlock(header, Password(GOOD))
    typed = recovery.lower().replace("-", "  ").replace("o", "0").replace("i", "1")
    assert key == vault.unlock(header, RecoveryKey(typed))
    assert len(key) == 32


def test_a_wrong_password_changes_nothing(made: tuple[Path, str]) -> None:
    """And is told apart from damage."""
    folder, recovery = made
    before = fingerprints(folder)
    assert refused(folder, Password("wrong")).code == "wrong_password"
    assert (
        refused(folder, RecoveryKey(recovery[:-1] + ("A" if recovery[-1] != "A" else "B"))).code == "wrong_recovery_key"
    )
    assert refused(folder, RecoveryKey("no such key")).code == "wrong_recovery_key"
    assert fingerprints(folder) == before


def test_a_new_password_rewraps_the_same_key(tmp_path: Path) -> None:
    """The old one is refused, the recovery key and the data stay."""
    folder = tmp_path / "w"
    workspace, recovery = Workspace.create(folder, GOOD, clock=clock(), cost=CHEAP)
    add_client(workspace)
    head = workspace.head()
    workspace.change_password(OTHER, CHEAP)
    workspace.close()
    assert refused(folder, Password(GOOD)).code == "wrong_password"
    for secret in (Password(OTHER), RecoveryKey(recovery)):
        with Workspace.open(folder, secret, clock=clock()) as opened:
            assert opened.head() == head


@pytest.mark.parametrize("step", range(6))
def test_a_password_change_killed_at_any_step_leaves_one_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Write aside, sync, rename, twice: after each step the old or the new password opens."""
    old = vault.seal("w", KEY, None, vault.new_recovery_key(), CHEAP)
    new = vault.seal("w", KEY, None, vault.new_recovery_key(), CHEAP)
    vault.write_header(tmp_path, old)
    steps = iter(range(100))

    def killed(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            if next(steps) == step:
                raise KeyboardInterrupt
            return real(*args, **named)

        return call

    monkeypatch.setattr(files, "make_private_file", killed(files.make_private_file))
    monkeypatch.setattr(Path, "replace", killed(Path.replace))
    monkeypatch.setattr(files, "sync_folder", killed(files.sync_folder))
    with pytest.raises(KeyboardInterrupt):
        vault.write_header(tmp_path, new)
    monkeypatch.undo()
    assert vault.read_header(tmp_path).encode() in {old.encode(), new.encode()}


def test_a_damaged_header_is_replaced_by_its_copy(tmp_path: Path) -> None:
    """And both are whole again afterwards; with both damaged the code says so."""
    folder = tmp_path / "w"
    workspace, recovery = Workspace.create(folder, GOOD, clock=clock(), cost=CHEAP)
    workspace.close()
    whole = (folder / HEADER).read_bytes()
    (folder / HEADER).write_bytes(whole[:40] + b"?" + whole[41:])
    Workspace.open(folder, RecoveryKey(recovery), clock=clock()).close()
    assert (folder / HEADER).read_bytes() == whole
    for name in (HEADER, HEADER_COPY):
        (folder / name).write_bytes(whole[:-9])
    assert refused(folder, RecoveryKey(recovery)).code == "damaged_header"


def test_every_flipped_bit_of_the_header_is_noticed(tmp_path: Path, size: Callable[[str], int]) -> None:
    """The hash finds damage before anything is believed; nothing is ever taken for a wrong password."""
    header = vault.seal("w", KEY, None, vault.new_recovery_key(), CHEAP)
    whole, chance = header.encode(), random.Random(7)
    path = tmp_path / HEADER
    for _ in range(size("header_flips")):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        with pytest.raises(EnvironmentProblem) as caught:
            vault.read_header(tmp_path)
        assert caught.value.code == "damaged_header"


def forged(header: vault.Header, **slot: object) -> vault.Header:
    """Return the header with a changed password slot and a right hash, as an attacker would write it."""
    slots = {**header.slots, "password": {**header.slots["password"], **slot}}
    return vault.Header(header.workspace, slots, header.mac)


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ({"memory": 8}, "header_refused"),
        ({"memory": 1 << 40}, "header_refused"),
        ({"passes": 1}, "header_refused"),
        ({"lanes": 0}, "header_refused"),
        ({"memory": "much"}, "header_refused"),
        ({"salt": "zz"}, "header_refused"),
        ({"passes": 4}, "wrong_password"),
    ],
)
def test_a_weakened_header_is_refused(made: tuple[Path, str], slot: dict[str, object], code: str) -> None:
    """Parameters are bound to the slot and have limits: less invites guessing, more stops the machine."""
    header = forged(vault.read_header(made[0]), **slot)
    with pytest.raises(EnvironmentProblem) as caught:
        vault.unlock(header, Password(GOOD))
    assert caught.value.code == code


def test_a_header_with_another_workspace_or_mac_is_refused(made: tuple[Path, str]) -> None:
    """What the slot does not cover, the MAC under the data key does."""
    header = vault.read_header(made[0])
    key = vault.unlock(header, RecoveryKey(made[1]))
    unsealed = vault.Header(header.workspace, {"recovery": header.slots["recovery"]}, header.mac)
    with pytest.raises(EnvironmentProblem) as caught:
        vault.unlock(unsealed, RecoveryKey(made[1]))
    assert caught.value.code == "header_refused"
    with pytest.raises(EnvironmentProblem):
        vault.unlock(vault.Header("other", header.slots, header.mac), RecoveryKey(made[1]))
    assert len(key) == 32


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    """A header of a later kind is not guessed at."""
    header = vault.seal("w", KEY, None, vault.new_recovery_key(), CHEAP)
    body = rfc8785.dumps({**json.loads(header.encode().split(b"\n")[0]), "format": "onsite-workspace-2"})
    (tmp_path / HEADER).write_bytes(body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n")
    with pytest.raises(EnvironmentProblem) as caught:
        vault.read_header(tmp_path)
    assert caught.value.code == "header_refused"


def test_new_workspaces_ask_much_of_a_guesser(made: tuple[Path, str]) -> None:
    """256 MiB, 3 passes on an ordinary machine, never below 64 MiB; a fresh salt each."""
    cost = KdfCost.for_this_machine()
    assert FLOOR <= cost.memory <= KdfCost().memory == 256 * 1024
    assert cost.passes >= 3
    slot = vault.read_header(made[0]).slots["password"]
    assert (slot["kdf"], slot["memory"], len(slot["salt"])) == ("argon2id", FLOOR, 32)
    with pytest.raises(EnvironmentProblem):
        KdfCost(memory=FLOOR - 1).check()


def test_the_key_has_32_bytes(tmp_path: Path) -> None:
    """SQLCipher would silently take any other length for a passphrase."""
    (tmp_path / "x.db").touch()
    with pytest.raises(ValueError, match="32"):
        connect(tmp_path / "x.db", b"short")


def test_weak_passwords_are_refused_and_offered_ones_are_not(tmp_path: Path) -> None:
    """50 bits by a careful estimate; five words of our list have more."""
    for weak in ("", "demo", "Password2024!", "Warszawa1984Warszawa1984", "qwertyuiop1234567890", "a" * 40):
        with pytest.raises(UserMistake) as caught:
            Workspace.create(tmp_path / "w", weak, clock=clock(), cost=CHEAP)
        assert caught.value.code == "weak_password"
    assert not (tmp_path / "w").exists()
    for _ in range(50):
        opening.check_password(passphrase.generate())
    opening.check_password("kT9#vQ2!xL5z")


def test_the_word_list_is_long_enough() -> None:
    """At least 11 bits a word, short plain words, none twice."""
    words = passphrase.word_list()
    assert not set(words) & passphrase.common_words()
    assert len(words) >= 2048
    assert all(3 <= len(word) <= 8 and word.isascii() and word.islower() for word in words)
    assert len(passphrase.generate().split("-")) == 5


def test_the_header_tells_nothing_but_parameters(made: tuple[Path, str]) -> None:
    """No name, no path, no hint at the password."""
    told = json.loads((made[0] / HEADER).read_bytes().split(b"\n")[0])
    assert set(told) == {"format", "workspace", "slots", "mac"}
    assert set(told["slots"]["password"]) == {"kdf", "memory", "passes", "lanes", "salt", "nonce", "wrapped"}
    assert not (made[0] / "workspace.db").read_bytes().startswith(PLAIN_START)
