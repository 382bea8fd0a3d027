"""The keys of a workspace: 32 random bytes, wrapped once under the password and once under the printed recovery key.

The header is two lines: canonical JSON (RFC 8785) and the hex SHA-256 of it. The JSON holds the slots (AES-256-GCM over
the data key, bound to the workspace, the slot and its Argon2id parameters) and a MAC under a key derived from the data
key, so that a change anywhere is noticed: by the hash when it is damage, by tag or MAC when it is intent.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import rfc8785
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import EnvironmentProblem
from app.storage.files import replace_file

KEY_BYTES: Final = 32
RECOVERY_BYTES: Final = 20  # 160 bits, 32 letters of base32, printed as 8 groups of 4
MIB: Final = 1024
FLOOR: Final = 64 * MIB
NORMAL: Final = 256 * MIB
CEILING: Final = 2048 * MIB
PASSES: Final = (3, 16)
LANES: Final = (1, 16)
FORMAT: Final = "onsite-workspace-1"
HEADER, HEADER_COPY = "workspace.key", "workspace.key.copy"
LONGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Password:
    """A password as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The printed recovery key as typed: case, spaces and dashes do not matter."""

    text: str


@dataclass(frozen=True, slots=True)
class RawKey:
    """The 32 bytes themselves; for tests only."""

    key: bytes


Secret = Password | RecoveryKey | RawKey


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id (RFC 9106): memory in KiB, passes, lanes."""

    memory: int = NORMAL
    passes: int = 3
    lanes: int = 4

    @classmethod
    def for_this_machine(cls) -> KdfCost:
        """Return 256 MiB, or an eighth of the machine's memory when that is less, never below 64 MiB."""
        try:
            kib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
        except (AttributeError, ValueError, OSError):
            return cls()
        return cls(memory=max(FLOOR, min(NORMAL, kib // 8 // MIB * MIB)))

    def check(self) -> None:
        """Raise `EnvironmentProblem("header_refused")` outside the limits.

        Weaker invites guessing, greater stops the machine.
        """
        fine = (
            FLOOR <= self.memory <= CEILING
            and PASSES[0] <= self.passes <= PASSES[1]
            and LANES[0] <= self.lanes <= LANES[1]
        )
        if not fine:
            raise EnvironmentProblem("header_refused", reason="kdf_limits")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the header file; `slots` maps "password" and "recovery" to their JSON."""

    workspace: str
    slots: dict[str, dict[str, Any]]
    mac: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the JSON object without its MAC."""
        return {"format": FORMAT, "workspace": self.workspace, "slots": self.slots}

    def encode(self) -> bytes:
        """Return the bytes of the file."""
        body = rfc8785.dumps({**self.plain(), "mac": self.mac})
        return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"

    def sealed(self, key: bytes) -> Header:
        """Return the header with the MAC under the data key."""
        return replace(self, mac=_mac(key, self.plain()))


def new_key() -> bytes:
    """Return a new data key."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_key() -> str:
    """Return a new recovery key: 8 groups of 4 letters and digits (base32, RFC 4648)."""
    letters = base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def seal(workspace: str, key: bytes, password: str | None, recovery: str, cost: KdfCost) -> Header:
    """Return a new header that opens `key` by `password` (left out when None: tests) and by `recovery`."""
    slots = {"recovery": _recovery_slot(workspace, key, recovery)}
    if password is not None:
        slots["password"] = _password_slot(workspace, key, password, cost)
    return Header(workspace, slots).sealed(key)


def unlock(header: Header, secret: Secret) -> bytes:
    """Return the data key; EnvironmentProblem: wrong_password, wrong_recovery_key, header_refused, out_of_memory."""
    match secret:
        case RawKey(key):
            opened = key
        case Password(text):
            opened = _open_slot(header, "password", lambda slot: _password_kek(text, slot))
        case RecoveryKey(text):
            opened = _open_slot(header, "recovery", lambda slot: _recovery_kek(text, slot))
    if len(opened) != KEY_BYTES:
        raise ValueError("the data key has 32 bytes")
    if not hmac.compare_digest(_mac(opened, header.plain()), header.mac):
        code = "wrong_password" if isinstance(secret, RawKey) else "header_refused"
        raise EnvironmentProblem(code, reason="mac")
    return opened


def rewrap(header: Header, key: bytes, password: str, cost: KdfCost) -> Header:
    """Return the header with a new password; the recovery key and the data stay."""
    slots = {**header.slots, "password": _password_slot(header.workspace, key, password, cost)}
    return Header(header.workspace, slots).sealed(key)


def write_header(folder: Path, header: Header) -> None:
    """Write the header and its copy, each whole or not at all.

    Between the two the old copy still opens by the old password.
    """
    replace_file(folder / HEADER, header.encode())
    replace_file(folder / HEADER_COPY, header.encode())


def read_header(folder: Path) -> Header:
    """Return the header, or its copy when it is damaged.

    EnvironmentProblem: missing_file, damaged_header, header_refused.
    """
    try:
        return decode_header(folder / HEADER)
    except EnvironmentProblem as first:
        if first.code == "header_refused":
            raise
        try:
            return decode_header(folder / HEADER_COPY)
        except EnvironmentProblem:
            raise first from None


def decode_header(path: Path) -> Header:
    """Return the header in `path`; the hash is looked at before anything is believed."""
    if not path.is_file():
        raise EnvironmentProblem("missing_file", path=str(path))
    with path.open("rb") as file:
        content = file.read(LONGEST)
    body, _, told = content.partition(b"\n")
    if told != hashlib.sha256(body).hexdigest().encode() + b"\n":
        raise EnvironmentProblem("damaged_header", path=str(path))
    try:
        return _parse(json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise EnvironmentProblem("header_refused", reason="format") from error


def _parse(told: dict[str, Any]) -> Header:
    if told["format"] != FORMAT or set(told) != {"format", "workspace", "slots", "mac"}:
        raise ValueError("another format")
    header = Header(str(told["workspace"]), dict(told["slots"]), str(told["mac"]))
    if not {"recovery"} <= set(header.slots) <= {"recovery", "password"}:
        raise ValueError("other slots")
    return header


def _mac(key: bytes, plain: dict[str, Any]) -> str:
    return hmac.new(derived_key(key, "header"), rfc8785.dumps(plain), hashlib.sha256).hexdigest()


def derived_key(key: bytes, purpose: str) -> bytes:
    """Return 32 bytes for one `purpose` (HKDF-SHA-256, RFC 5869).

    The data key itself is used for one thing only.
    """
    return HKDF(SHA256(), KEY_BYTES, None, f"onsite {purpose}".encode()).derive(key)


def _wrap(workspace: str, name: str, kek: bytes, key: bytes, slot: dict[str, Any]) -> dict[str, Any]:
    nonce = secrets.token_bytes(12)
    bound = rfc8785.dumps({"workspace": workspace, "slot": name, **slot})
    return {**slot, "nonce": nonce.hex(), "wrapped": AESGCM(kek).encrypt(nonce, key, bound).hex()}


def _open_slot(header: Header, name: str, kek_of: Any) -> bytes:  # noqa: ANN401 - a callable over the slot
    wrong = EnvironmentProblem("wrong_password" if name == "password" else "wrong_recovery_key")
    if name not in header.slots:
        raise wrong
    slot = dict(header.slots[name])
    try:
        nonce, wrapped = bytes.fromhex(slot.pop("nonce")), bytes.fromhex(slot.pop("wrapped"))
        bound = rfc8785.dumps({"workspace": header.workspace, "slot": name, **slot})
        return AESGCM(kek_of(slot)).decrypt(nonce, wrapped, bound)
    except InvalidTag:
        raise wrong from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvironmentProblem("header_refused", reason="format") from error


def _password_slot(workspace: str, key: bytes, password: str, cost: KdfCost) -> dict[str, Any]:
    cost.check()
    slot = {
        "kdf": "argon2id",
        "memory": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": secrets.token_hex(16),
    }
    return _wrap(workspace, "password", _password_kek(password, slot), key, slot)


def _recovery_slot(workspace: str, key: bytes, recovery: str) -> dict[str, Any]:
    slot = {"kdf": "hkdf-sha256", "salt": secrets.token_hex(16)}
    return _wrap(workspace, "recovery", _recovery_kek(recovery, slot), key, slot)


def _password_kek(password: str, slot: dict[str, Any]) -> bytes:
    cost = KdfCost(slot["memory"], slot["passes"], slot["lanes"])
    cost.check()
    salt = bytes.fromhex(slot["salt"])
    try:
        return hash_secret_raw(
            _password_bytes(password), salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID
        )
    except (HashingError, MemoryError) as error:
        raise EnvironmentProblem("out_of_memory", mib=cost.memory // MIB) from error


def _password_bytes(password: str) -> bytes:
    """Keyboards give one letter as one or two code points: NFC, as RFC 8265 section 4.2 says for passwords."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _recovery_kek(recovery: str, slot: dict[str, Any]) -> bytes:
    letters = "".join(recovery.upper().split()).replace("-", "")
    # 0, 1 and 8 are not in the alphabet; people read O, I and B so.
    letters = letters.translate(str.maketrans("018", "OIB"))
    try:
        raw = base64.b32decode(letters)
    except ValueError:
        raise EnvironmentProblem("wrong_recovery_key") from None
    if len(raw) != RECOVERY_BYTES:
        raise EnvironmentProblem("wrong_recovery_key")
    return HKDF(SHA256(), KEY_BYTES, bytes.fromhex(slot["salt"]), b"onsite recovery").derive(raw)
