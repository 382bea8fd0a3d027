"""Opening by what people type: a password, a recovery key, or a password that looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import bootstrap
from app.domain.errors import EnvironmentProblem
from app.storage.vault import FLOOR, KdfCost, Password, RecoveryKey

PASSWORD = "fly-filter-monkey-genuine-food"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys with the least memory that is allowed."""
    monkeypatch.setattr(KdfCost, "for_this_machine", lambda: KdfCost(memory=FLOOR))


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        (PASSWORD, [Password]),
        ("JIEQ-7K42-ZJRS-DXK5-RHWV-JD4M-3B2J-2FE2", [RecoveryKey, Password]),
        ("jieq 7k42 zjrs dxk5 rhwv jd4m 3b2j 2fe2", [RecoveryKey, Password]),
        ("JIEQ-7K42", [Password]),
    ],
)
def test_what_a_typed_secret_may_be(typed: str, kinds: list[type]) -> None:
    assert [type(one) for one in bootstrap.secret_of(typed)] == kinds


def test_password_and_recovery_key_open(cheap: None, tmp_path: Path) -> None:
    gate = bootstrap.WorkspaceGate()
    assert not gate.exists(tmp_path / "w")
    services, recovery = gate.create(tmp_path / "w", PASSWORD)
    services.workspace.close()
    assert gate.exists(tmp_path / "w")
    for secret in (PASSWORD, recovery, recovery.lower().replace("-", " ")):
        gate.unlock(tmp_path / "w", secret).workspace.close()


def test_a_wrong_recovery_key_is_tried_as_a_password_too(cheap: None, tmp_path: Path) -> None:
    services, _ = bootstrap.create_services(tmp_path / "w", PASSWORD)
    services.workspace.close()
    with pytest.raises(EnvironmentProblem, match="wrong_password"):
        bootstrap.open_with(tmp_path / "w", "A" * 32)


def test_a_damaged_workspace_still_counts_as_one(tmp_path: Path) -> None:
    (tmp_path / "workspace.db").write_bytes(b"")
    assert bootstrap.WorkspaceGate().exists(tmp_path)


def test_the_offered_passphrase_is_strong_enough() -> None:
    gate = bootstrap.WorkspaceGate()
    assert gate.strength(gate.suggest_passphrase()) >= 50 > gate.strength("summer2026")
