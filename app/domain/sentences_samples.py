"""What is said about samples of records, files, and copies that are destroyed."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

SAMPLES: Final = {
    "sample_list_too_long": Sentence(N_("The list has more than {most} items."), N_("Give their number instead.")),
    "sample_count_wrong": Sentence(N_("{count} cannot be drawn: {left} are left.")),
    "sample_empty": Sentence(N_("Say how many are drawn, or name the items looked at.")),
    "sample_list_missing": Sentence(N_("Paste the list of all items, or give their number.")),
    "sample_reason_missing": Sentence(N_("Say why the sample is widened or its population corrected.")),
    "sample_list_there": Sentence(N_("There is a list already."), N_("Draw more from it, or correct it.")),
    "sample_not_drawn": Sentence(N_("Nothing was drawn from a list here."), N_("Add a round with a list.")),
    "sample_unchanged": Sentence(N_("This is the list that is there already.")),
    "sample_drawn": Sentence(N_("What was drawn is not changed by hand."), N_("Draw more, or correct the population.")),
    "sample_item_marked": Sentence(N_("{name} was looked at and stays in the sample.")),
    "sample_nothing_open": Sentence(N_("Every item has been looked at.")),
    "sample_round_used": Sentence(N_("Items of this round were looked at; it stays.")),
    "sample_round_not_last": Sentence(N_("Only the last round can be taken away.")),
    "sample_site_unknown": Sentence(N_("This site does not belong to the audit.")),
    "destroy_reason_missing": Sentence(N_("Say why it is destroyed.")),
    "destroy_asker_missing": Sentence(N_("Say who asked for it.")),
    "destroy_consent_missing": Sentence(N_("Say who agreed to it.")),
    "destroy_done_already": Sentence(N_("Its content was destroyed already.")),
    "destroy_empty": Sentence(N_("There is no text here.")),
    "destroy_not_possible": Sentence(N_("This field is no free text and cannot be destroyed.")),
    "destroy_is_paper": Sentence(
        N_("The same bytes are kept as a paper or a key of the workspace."), N_("They cannot be destroyed here.")
    ),
    "steps_wrong": Sentence(N_("Nothing was changed in the picture.")),
    "picture_not_derived": Sentence(
        N_("No copy could be made of {name}."), N_("The original is kept; save a copy and edit it elsewhere.")
    ),
    "number_unreadable": Sentence(N_("This is not a whole number.")),
    "sample_follows_rounds": Sentence(N_("This number follows the rounds of the sample."), N_("Change it there.")),
}
