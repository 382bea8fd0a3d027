"""Sentences about papers, signatures, signing keys and the check of a signed file."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_REPORTS: Final = {
    "drafts_open": Sentence(
        N_("What is typed was not finished: {places}."),
        N_("Finish or discard it there; the report can then be signed."),
    ),
    "line_not_added": Sentence(
        N_("Typed, but not added: {places}."), N_("It does not stand in the report until it is added.")
    ),
    "report_signed_already": Sentence(
        N_("Revision {revision} of the report is signed already; it is not made again."),
        N_("What changes later is an amendment."),
    ),
    "report_not_ready": Sentence(
        N_("Points that still hold the signature: {held}. The first: {held_by}"),
        N_("Settle them on their pages, or give a reason for each."),
    ),
    "paper_outdated": Sentence(
        N_("The audit was changed after revision {revision} of the report was made."),
        N_("Make the report again and sign that one."),
    ),
    "paper_without_file": Sentence(N_("This paper has no file.")),
    "clock_behind": Sentence(
        N_("The clock of this computer ({now}) stands before the last entry ({last})."),
        N_("Set the clock right, then sign."),
    ),
    "file_exists": Sentence(
        N_("{path} is there already; it was left as it is."),
        N_("Choose another name, or say that it may be replaced."),
    ),
    "meeting_unknown": Sentence(N_("This meeting is no longer there.")),
    "audit_unknown": Sentence(N_("There is no audit {id}."), N_("“onsite info” lists the audits.")),
    "audit_frozen": Sentence(
        N_("Audit {reference} is finished; its record can no longer be changed."),
        N_("What changes later is an amendment."),
    ),
}

_KEYS: Final = {
    "identity_without_key": Sentence(N_("There is no key of {name} here to sign with.")),
    "fingerprint_malformed": Sentence(
        N_("This is not a fingerprint."), N_("It has 64 digits and letters from a to f, in groups of four.")
    ),
    "identity.name_missing": Sentence(N_("Whose key is it? The name is missing.")),
    "identity.name_too_long": Sentence(N_("A name in a certificate has at most {most} characters.")),
    "identity.password_missing": Sentence(N_("The key needs a password of its own.")),
    "identity.not_pkcs12": Sentence(N_("This file holds no signing key (PKCS#12 is expected, .p12 or .pfx).")),
    "identity.wrong_password": Sentence(N_("This password does not open the signing key.")),
    "identity.no_key": Sentence(N_("The file holds a certificate, but no key to sign with.")),
    "identity.no_certificate": Sentence(N_("The file holds a key, but no certificate that belongs to it.")),
    "identity.key_unsupported": Sentence(
        N_("This kind of key cannot be used."), N_("RSA keys and the curves P-256, P-384 and P-521 can.")
    ),
    "identity.key_weak": Sentence(N_("A key of {bits} bits can be broken; 2048 are the least.")),
    "identity.not_for_signing": Sentence(N_("The certificate forbids signing documents.")),
    "identity.not_yet_valid": Sentence(N_("The certificate is valid from {since} on only.")),
    "identity.expired": Sentence(N_("The certificate ended on {until}."), N_("Make or take a new key.")),
}

_SIGNING: Final = {
    "sign.encrypted": Sentence(N_("An encrypted file cannot be signed.")),
    "sign.unreadable": Sentence(N_("The paper cannot be read, so it was not signed.")),
    "sign.appearance": Sentence(N_("The picture of the signature cannot be read, so the paper was not signed.")),
    "sign.field_missing": Sentence(N_("The paper has no place for this signature ({pdf_field}).")),
    "sign.field_filled": Sentence(N_("This place is signed already ({pdf_field}).")),
    "sign.key_used": Sentence(
        N_("The key of {name} has signed this paper already."), N_("Each place is for another person with another key.")
    ),
    "sign.field_locked": Sentence(N_("An earlier signature ({by}) has closed this place.")),
    "sign.lead_first": Sentence(N_("The lead auditor signs first.")),
    "sign.certify_first": Sentence(N_("The lead auditor signs first.")),
    "sign.certified_already": Sentence(N_("The lead auditor has signed this paper already.")),
    "sign.closed": Sentence(N_("The signature {by} has closed this paper; nobody can sign after it.")),
    "sign.altered": Sentence(
        N_("This paper was changed after it was signed ({pdf_field}); nobody can sign it any more.")
    ),
    "sign.clock": Sentence(
        N_("The clock of this computer ({now}) stands before the last signature ({last})."),
        N_("Set the clock right, then sign."),
    ),
    "sign.own_check_failed": Sentence(
        N_("The signed file did not pass our own check ({reason})."), N_("It was not kept; nothing has changed.")
    ),
}

_TRUST: Final = {
    "trust.not_a_list": Sentence(N_("This is not a list of trusted signers.")),
    "trust.version": Sentence(N_("This list of trusted signers has a version that is not known ({found}).")),
    "trust.field": Sentence(N_("The list of trusted signers is malformed at {path}.")),
    "trust.fingerprint": Sentence(N_("The list of trusted signers has a malformed fingerprint at {path}.")),
    "trust.root": Sentence(N_("The list of trusted signers has a malformed root certificate at {path}.")),
}

# Reasons of a verdict (`verification.Why`): what happened, and what the reader does now.
_ORIGINAL: Final = N_("Do not rely on this file. Ask the certification body for the original.")
_AGAIN: Final = N_("Ask the sender for the file again.")
_ASK_WHO: Final = N_("Ask the certification body who may sign here.")
_NEW_SIGNATURE: Final = N_("Ask the signer to sign again with a key that may be used.")

_REASONS: Final = {
    "file.empty": Sentence(N_("The file is empty."), _AGAIN),
    "file.not_pdf": Sentence(N_("The file is not a PDF."), N_("Check whether the right file was chosen.")),
    "file.truncated": Sentence(N_("The file does not end as a PDF does: it was cut off, or much was added."), _AGAIN),
    "file.encrypted": Sentence(
        N_("The file is encrypted; our papers never are."), N_("Ask for the file as it was before that.")
    ),
    "file.damaged": Sentence(N_("The file is damaged and cannot be read as a whole."), _AGAIN),
    "file.appended": Sentence(N_("Something was added behind the end of the signed file."), _ORIGINAL),
    "paper.list_damaged": Sentence(N_("The list of signatures inside the paper cannot be read."), _ORIGINAL),
    "paper.no_list": Sentence(
        N_("The paper does not say who has to sign it, so nobody can tell whether a signature is missing."),
        N_("Ask the certification body who had to sign."),
    ),
    "paper.other": Sentence(
        N_("The unsigned paper inside the file is not the one in the record."),
        N_("The paper in the record counts. Compare the two."),
    ),
    "paper.changed_first": Sentence(N_("The paper was changed before or with its first signature."), _ORIGINAL),
    "signature.none": Sentence(N_("The file is not signed."), N_("Ask for the signed file.")),
    "signature.missing": Sentence(
        N_("A signature that must be there is missing ({field})."),
        N_("It is not signed yet, or the signature was cut off. Ask for the complete file."),
    ),
    "signature.unreadable": Sentence(N_("A signature cannot be read ({field})."), _ORIGINAL),
    "signature.container": Sentence(N_("The container of a signature was changed ({field})."), _ORIGINAL),
    "signature.kind": Sentence(
        N_("A signature is not of the kind our papers carry ({field})."),
        N_("If the file comes from another program, check it with that program."),
    ),
    "signature.content": Sentence(N_("The content was changed after it was signed ({field})."), _ORIGINAL),
    "signature.false": Sentence(N_("A signature does not belong to its key ({field})."), _ORIGINAL),
    "signature.weak": Sentence(N_("A signature uses a method that is no longer safe ({field})."), _NEW_SIGNATURE),
    "signature.partial": Sentence(N_("A signature does not cover the whole paper ({field})."), _ORIGINAL),
    "signature.changed_after": Sentence(N_("The file was changed after a signature ({field})."), _ORIGINAL),
    "signature.not_certified": Sentence(
        N_("The first signature does not certify the paper ({field}), so it does not forbid later changes."), _ORIGINAL
    ),
    "signature.certified_late": Sentence(N_("The certifying signature is not the first one ({field})."), _ORIGINAL),
    "signature.duplicate": Sentence(N_("A place for a signature is there twice ({field})."), _ORIGINAL),
    "signature.unexpected": Sentence(N_("There is a signature that the paper does not foresee ({field})."), _ORIGINAL),
    "signature.no_time": Sentence(N_("A signature does not say when it was made ({field})."), _NEW_SIGNATURE),
    "signature.key_expired": Sentence(
        N_("A key was used outside the time its certificate is valid ({field})."), _NEW_SIGNATURE
    ),
    "stamp.broken": Sentence(N_("An archive time stamp is broken ({field})."), _ORIGINAL),
    "trust.nobody": Sentence(
        N_("Nobody vouches for the key of {name} ({field})."),
        N_("Compare its fingerprint with the list of the certification body."),
    ),
    "trust.role": Sentence(N_("The key of {name} is vouched for, but not for this place ({field})."), _ASK_WHO),
    "trust.person": Sentence(N_("The paper expects somebody else to sign at this place ({field})."), _ASK_WHO),
    "trust.revoked": Sentence(
        N_("The certificate of {name} was withdrawn by its issuer ({field})."),
        N_("Ask the certification body whether the signature still counts."),
    ),
    "note.time_order": Sentence(
        N_("The times of the signatures do not follow each other ({field})."),
        N_("They come from the clocks of the signers' computers. Ask the signer if the difference matters."),
    ),
    "note.stamp_untrusted": Sentence(
        N_("Nobody vouches for an archive time stamp ({field})."),
        N_("Add the root of the time stamping authority to the list of trusted signers."),
    ),
}

# Faults that the check of a workspace finds (`storage.check`).
_FAULTS: Final = {
    "attachment_damaged": Sentence(N_("The bytes of an attachment are not what was stored.")),
    "mark_missing": Sentence(N_("The high-water mark is missing.")),
    "page_damaged": Sentence(N_("A page of the workspace file is damaged.")),
    "row_differs": Sentence(N_("A row differs from what the trail says.")),
    "row_missing": Sentence(N_("A row that the trail knows is missing.")),
    "row_unrecorded": Sentence(N_("There is a row that the trail does not know.")),
    "trail_broken": Sentence(N_("The chain of the trail is broken.")),
    "triggers_differ": Sentence(N_("The guards inside the workspace file were changed.")),
    "value_differs": Sentence(N_("A value differs from its hash in the trail.")),
}

PAPERS: Final[dict[str, Sentence]] = {**_REPORTS, **_KEYS, **_SIGNING, **_TRUST, **_REASONS, **_FAULTS}
