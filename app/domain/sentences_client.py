"""What the client file says: what is missing or does not fit, why something stays, and doubts about pasted lists."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_GAPS: Final = {
    "top_management_missing": Sentence(N_("Nobody is marked as top management.")),
    "representative_missing": Sentence(N_("Nobody is marked as management representative.")),
    "central_function_missing": Sentence(N_("Say which site holds the central function.")),
    "head_counts_differ": Sentence(
        N_("{site}: confirmed are {total} heads, its lines add up to {sum}."), N_("Take over the sum, or correct one.")
    ),
    "outsourcing_uncontrolled": Sentence(N_("{process}: name the supplier and how the client controls it.")),
}
_REFUSED: Final = {
    "share_unreadable": Sentence(N_("“{text}” is no share of a full day."), N_("Try 1/2, 0.75 or 50 %.")),
    "heads_wrong": Sentence(N_("A number of heads is a whole number, not below zero.")),
    "zone_unknown": Sentence(N_("There is no time zone “{zone}”."), N_("Try Europe/Warsaw.")),
    "scope_fixed": Sentence(
        N_("This version was agreed, so it stays as it is."), N_("Begin a new version to change the sentence.")
    ),
    "scope_exists": Sentence(N_("Version {edition} in this language is there already.")),
    "scope_state_wrong": Sentence(N_("A sentence cannot go back to this state."), N_("Begin a new version.")),
    "edition_same": Sentence(N_("The register holds version {edition} already.")),
    "site_used_by_audit": Sentence(N_("{reference} uses this site, so it stays.")),
    "site_used_by_process": Sentence(N_("The process {name} belongs to this site."), N_("Give it another site first.")),
    "site_drawn": Sentence(N_("This site was in a drawing of sites, so it stays.")),
    "process_planned": Sentence(N_("{reference} has this process in its plan, so it stays.")),
    "programme_names_it": Sentence(N_("The audit programme names it, so it stays."), N_("Clear its cells first.")),
    "document_reviewed": Sentence(N_("{reference} reviewed this document, so it stays.")),
    "still_referred_to": Sentence(N_("Something else in the workspace refers to this entry, so it stays.")),
}
_LISTS: Final = {
    "people_too_many": Sentence(N_("Only the first {most} lines are taken.")),
    "person_known": Sentence(N_("{name} is in the client file already.")),
    "person_rest": Sentence(N_("Not understood and left out: {text}")),
    "person_mail_unreadable": Sentence(N_("The e-mail address could not be read.")),
    "register_empty": Sentence(N_("There is no row in this table.")),
    "register_too_long": Sentence(N_("A register of more than {most} documents is not read.")),
    "register_twice": Sentence(N_("“{title}” stands in the table twice.")),
    "register_date_ambiguous": Sentence(N_("{text} may be two different days, so no date is taken over.")),
    "register_date_unreadable": Sentence(N_("“{text}” is no date that can be read.")),
    "register_nothing_to_take": Sentence(N_("The register holds all of this already.")),
}
CLIENT: Final = {**_GAPS, **_REFUSED, **_LISTS}
