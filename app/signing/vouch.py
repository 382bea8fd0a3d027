"""Who vouches for a signature: the reader's list of fingerprints, or a root that the reader trusts.

An intact signature says that the holder of a key signed. Whose key it is, only the list can say.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from asn1crypto import crl, ocsp, pem, x509
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import RevokedError
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from app.domain.verification import Why
from app.signing.engine import BROKEN, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pyhanko.pdf_utils.reader import PdfFileReader

    from app.signing.paper import Wanted
    from app.signing.trust import TrustList

_NO_LISTS: Final = RevocationCheckingPolicy(RevocationCheckingRule.NO_CHECK, RevocationCheckingRule.NO_CHECK)
_SIGNER_LISTED: Final = RevocationCheckingPolicy(
    RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.NO_CHECK
)
_ALL_LISTED: Final = RevocationCheckingPolicy(
    RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
)
_MAY_SIGN: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Certificates and revocation data that the file carries (PAdES document security store)."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[crl.CertificateList, ...] = ()
    ocsps: tuple[ocsp.OCSPResponse, ...] = ()
    present: bool = False


@dataclass(frozen=True, slots=True)
class Vouched:
    """The name to show, and why the signer is not trusted (no reason = trusted)."""

    name: str
    reasons: tuple[Why, ...]


def evidence(reader: PdfFileReader) -> Evidence:
    """Read the document security store of a file; raises one of `engine.BROKEN` if it is damaged."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Evidence()
    return Evidence(
        tuple(store.load_certs()),
        tuple(crl.CertificateList.load(reference.get_object().data) for reference in store.crls),
        tuple(ocsp.OCSPResponse.load(reference.get_object().data) for reference in store.ocsps),
        present=True,
    )


class Voucher:
    """Judges signers by one list of trust and the evidence in one file."""

    def __init__(self, trust: TrustList | None, carried: Evidence) -> None:
        self._trust = trust
        self._carried = carried
        self._roots = [_root(text) for text in trust.roots] if trust is not None else []

    def judge(
        self, certificate: x509.Certificate, others: Iterable[x509.Certificate], wanted: Wanted | None, when: datetime
    ) -> Vouched:
        """Return who vouches for `certificate` at the time `when` in the role and for the person `wanted`.

        A pinned certificate counts in its role; a certificate below a trusted root counts only for the person the
        paper names, because a root says who somebody is, not what he may sign.
        """
        name = common_name(certificate)
        pins = self._trust.pinned(certificate.sha256.hex()) if self._trust is not None else ()
        if pins:
            fitting = [pin for pin in pins if not pin.role or wanted is None or pin.role == wanted.role]
            pin = (fitting or pins)[0]
            reasons = () if fitting else (Why.TRUST_ROLE,)
            names = {pin.name, name}
            return Vouched(pin.name or name, reasons + _other_person(names, wanted, needed=False))
        chained = self._chained(certificate, tuple(others), when)
        if chained is not None:
            return Vouched(name, (chained,))
        return Vouched(name, _other_person({name}, wanted, needed=True))

    def context(
        self,
        when: datetime,
        others: Iterable[x509.Certificate] = (),
        revocation: RevocationCheckingPolicy = _NO_LISTS,
    ) -> ValidationContext:
        """Return a validation context without network at the time `when`, trusting this list's roots alone."""
        return ValidationContext(
            trust_roots=self._roots,
            other_certs=[*self._carried.certificates, *others],
            moment=when,
            allow_fetching=False,
            crls=self._carried.crls,
            ocsps=self._carried.ocsps,
            revinfo_policy=CertRevTrustPolicy(revocation, retroactive_revinfo=True),
        )

    def _chained(
        self, certificate: x509.Certificate, others: tuple[x509.Certificate, ...], when: datetime
    ) -> Why | None:
        """Return why no trusted root vouches for `certificate`, None if one does."""
        if not self._roots or not self._has_path(certificate, self.context(when, others)):
            return Why.TRUST_NOBODY
        if self._revoked(certificate, others, when):
            return Why.TRUST_REVOKED
        return None

    def _has_path(self, certificate: x509.Certificate, context: ValidationContext) -> bool:
        try:
            run(
                find_valid_path(
                    certificate,
                    context.path_builder.async_build_paths_lazy(certificate),
                    validation_context=context,
                )
            )
            _MAY_SIGN.validate(certificate)
        except RevokedError:
            raise
        except BROKEN:
            return False
        return True

    def _revoked(self, certificate: x509.Certificate, others: tuple[x509.Certificate, ...], when: datetime) -> bool:
        """Tell whether the lists in the file revoke `certificate`.

        The signer's own clock proves nothing against a revocation, so the newest list counts, whenever it was made.
        """
        updates = [one["tbs_cert_list"]["this_update"].native for one in self._carried.crls]
        updates += [
            response["tbs_response_data"]["produced_at"].native
            for response in (one.basic_ocsp_response for one in self._carried.ocsps)
        ]
        if not updates:
            return False
        moment = max(*updates, when) + timedelta(seconds=1)
        for policy in (
            _SIGNER_LISTED,
            _ALL_LISTED,
        ):  # the path is walked from the root and ends where a list is missing
            try:
                self._has_path(certificate, self.context(moment, others, policy))
            except RevokedError:
                return True
        return False


def common_name(certificate: x509.Certificate) -> str:
    """Return the subject's common name, or the whole name if it has none."""
    names = certificate.subject.native
    found = names.get("common_name") or certificate.subject.human_friendly
    return found if isinstance(found, str) else str(found[0])


def organisation(certificate: x509.Certificate) -> str:
    """Return the subject's organisation, empty if it has none."""
    found = certificate.subject.native.get("organization_name") or ""
    return found if isinstance(found, str) else str(found[0])


def _other_person(names: set[str], wanted: Wanted | None, *, needed: bool) -> tuple[Why, ...]:
    if wanted is None or not wanted.person:
        # Below a root stand many people; without a name in the paper nobody says that it had to be this one.
        return (Why.TRUST_PERSON,) if needed else ()
    return () if _folded(wanted.person) in {_folded(name) for name in names} else (Why.TRUST_PERSON,)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _root(text: str) -> x509.Certificate:
    _, _, der = pem.unarmor(text.encode())
    return x509.Certificate.load(der)
