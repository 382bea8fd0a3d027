"""The list of trusted signers: pinned fingerprints of certificates, and roots of the body's own authority.

File format (`trusted-signers.json`):
`{"format": "onsite-trusted-signers", "version": 1, "signers": [{"name", "role", "fingerprint"}], "roots": [PEM]}`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from cryptography import x509

from app.domain.errors import ForeignFileProblem

FORMAT: Final = "onsite-trusted-signers"
VERSION: Final = 1
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TrustedSigner:
    """One person whose certificate is pinned by its SHA-256 (64 lower-case hex digits).

    `role` limits the pin to one role of the paper (`lead_auditor`, ...); empty = any role.
    """

    name: str
    role: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TrustList:
    """Whom a reader believes. `roots` are CA certificates in PEM: only those that issue to the body's own people."""

    signers: tuple[TrustedSigner, ...] = ()
    roots: tuple[str, ...] = ()

    def pinned(self, fingerprint: str) -> tuple[TrustedSigner, ...]:
        """Return the entries for a certificate; one person may be listed for several roles."""
        return tuple(signer for signer in self.signers if signer.fingerprint == fingerprint)

    def to_json(self) -> bytes:
        """Return the list as UTF-8 JSON that people can read."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "signers": [
                {"name": signer.name, "role": signer.role, "fingerprint": signer.fingerprint} for signer in self.signers
            ],
            "roots": list(self.roots),
        }
        return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"

    @classmethod
    def from_json(cls, text: bytes) -> TrustList:
        """Read a list; nothing unknown, missing, doubled or malformed is accepted.

        Raises ForeignFileProblem: `trust.not_a_list`, `trust.version` (values: found), `trust.field` (values:
        path, for example `signers[2].role`), `trust.fingerprint` and `trust.root` (values: path).
        """
        document = _object(_parse(text), {"format", "version", "signers", "roots"}, "")
        if document["format"] != FORMAT:
            raise ForeignFileProblem("trust.not_a_list")
        if document["version"] != VERSION or isinstance(document["version"], bool):
            raise ForeignFileProblem("trust.version", found=str(document["version"]))
        return cls(
            tuple(_signer(item, place) for item, place in _items(document, "signers")),
            tuple(_root(item, place) for item, place in _items(document, "roots")),
        )


def _parse(text: bytes) -> object:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        for name in names:
            if names.count(name) > 1:
                raise ForeignFileProblem("trust.field", path=name)
        return dict(pairs)

    try:
        return json.loads(text.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise ForeignFileProblem("trust.not_a_list") from error


def _object(value: object, names: set[str], path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ForeignFileProblem("trust.field", path=path) if path else ForeignFileProblem("trust.not_a_list")
    wrong = sorted(names ^ set(value))
    if wrong:
        raise ForeignFileProblem("trust.field", path=f"{path}.{wrong[0]}".lstrip("."))
    return value


def _items(document: dict[str, Any], name: str) -> list[tuple[object, str]]:
    found = document[name]
    if not isinstance(found, list):
        raise ForeignFileProblem("trust.field", path=name)
    return [(item, f"{name}[{number}]") for number, item in enumerate(found)]


def _signer(value: object, path: str) -> TrustedSigner:
    entry = _object(value, {"name", "role", "fingerprint"}, path)
    for name, content in entry.items():
        if not isinstance(content, str):
            raise ForeignFileProblem("trust.field", path=f"{path}.{name}")
    if not _FINGERPRINT.fullmatch(entry["fingerprint"]):
        raise ForeignFileProblem("trust.fingerprint", path=f"{path}.fingerprint")
    return TrustedSigner(entry["name"], entry["role"], entry["fingerprint"])


def _root(value: object, path: str) -> str:
    try:
        if not isinstance(value, str):
            raise ForeignFileProblem("trust.root", path=path)
        certificate = x509.load_pem_x509_certificate(value.encode())
        authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, x509.ExtensionNotFound) as error:
        raise ForeignFileProblem("trust.root", path=path) from error
    if not authority:
        raise ForeignFileProblem("trust.root", path=path)
    return value
