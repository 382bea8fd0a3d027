"""What is said about confirmations: drawings, typed names, codes, scans, refusals."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

ATTEST: Final = {
    "strokes_missing": Sentence(N_("Nothing is drawn yet."), N_("Sign in the box, or choose another way.")),
    "strokes_damaged": Sentence(N_("The drawing is not whole."), N_("Clear the box and sign again.")),
    "strokes_too_many": Sentence(N_("The drawing has more than {most} points."), N_("Clear the box and sign again.")),
    "strokes_times": Sentence(N_("The times of the drawing run backwards."), N_("Clear the box and sign again.")),
    "strokes_too_short": Sentence(N_("This is a dot, no signature."), N_("Clear the box and sign again.")),
    "typed_name_differs": Sentence(N_("The typed name is not “{name}”."), N_("Type the name as it stands above.")),
    "code_differs": Sentence(
        N_("This is not the code that belongs to this text and this person."), N_("Have it read aloud once more.")
    ),
    "scan_missing": Sentence(N_("The scan of the signed sheet is missing."), N_("Choose the file.")),
    "refusal_without_words": Sentence(N_("Write down in which words it was refused.")),
    "attestation_reason_missing": Sentence(N_("Write down the reason.")),
    "attestation_not_allowed": Sentence(
        N_("Something else is recorded for this person."), N_("Open the line again with a reason first.")
    ),
    "shown_text_changed": Sentence(
        N_("The text was changed while it was shown."), N_("Show it again, then have it confirmed.")
    ),
    "electronic_signature_missing": Sentence(
        N_("{name} has not signed this paper electronically."), N_("Sign the paper with a key first.")
    ),
    "scope_final_missing": Sentence(N_("There is no scope sentence to sign yet."), N_("Enter the scope first.")),
}
