"""What is said to people: one sentence per error code and per problem a rule finds.

`what` says what happened, `next` what to do now (may be empty). Both are message ids of the catalogue and hold
named placeholders that are filled with the values of the error. Storage, services and rules raise codes only.
"""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence
from app.domain.sentences_attest import ATTEST
from app.domain.sentences_client import CLIENT
from app.domain.sentences_cycle import CYCLE
from app.domain.sentences_meetings import MEETINGS
from app.domain.sentences_notes import NOTES
from app.domain.sentences_papers import PAPERS
from app.domain.sentences_plan import PLAN
from app.domain.sentences_rules import RULES
from app.domain.sentences_samples import SAMPLES
from app.domain.sentences_steps import STEPS
from app.domain.sentences_tables import TABLES
from app.domain.sentences_team import TEAM
from app.domain.sentences_time import TIME

__all__ = ["ERRORS", "N_", "Sentence", "sentence"]

_WORKSPACE: Final = {
    "wrong_password": Sentence(
        N_("This password does not open the workspace."),
        N_("Check the keyboard layout and the Caps Lock key, or use the recovery key."),
    ),
    "wrong_recovery_key": Sentence(
        N_("This recovery key does not open the workspace."),
        N_("Compare it with the printed sheet, group by group."),
    ),
    "weak_password": Sentence(
        N_("This password could be guessed."),
        N_("Make it longer, or take the five words that are offered."),
    ),
    "damaged": Sentence(
        N_("The workspace file is damaged."),
        N_("Nothing was written to it. Restore the last backup with Workspace > Restore, or run “onsite check”."),
    ),
    "damaged_first_page": Sentence(
        N_("The beginning of the workspace file is damaged, so no password can open it."),
        N_("Your password may well be right. Restore the last backup; do not create a new workspace in its place."),
    ),
    "damaged_header": Sentence(
        N_("The key file of the workspace is damaged."),
        N_("Put the copy of the key file from a backup beside the workspace file."),
    ),
    "newer_version": Sentence(
        N_("This workspace was made by a newer version of Onsite."),
        N_("Install that version on this computer. The file was left untouched."),
    ),
    "locked_by_other": Sentence(
        N_("{holder} has this workspace open since {since} on {host} (process {pid})."),
        N_("Close Onsite there first. Two programs must never write to one workspace."),
    ),
    "read_only": Sentence(
        N_("The workspace cannot be written to: the file or its folder is read-only."),
        N_("Ask for write permission, or copy the workspace folder to a place of your own."),
    ),
    "disk_full": Sentence(
        N_("The disk is full. The last change was not saved."),
        N_("Free some space; what you typed is still in the window and is saved as soon as there is room."),
    ),
    "missing_file": Sentence(
        N_("The workspace file is not there."),
        N_("Is the disk or the stick connected? Nothing was created in its place."),
    ),
    "missing_folder": Sentence(
        N_("The folder of the workspace is not there."),
        N_("Choose the folder again, or connect the disk it is on."),
    ),
    "no_folder": Sentence(N_("The folder {folder} is not there."), N_("Choose another one, or make it first.")),
    "disk_error": Sentence(
        N_("The disk reported an error."),
        N_("Copy the workspace folder to another disk before you go on working."),
    ),
    "older_than_saved": Sentence(
        N_("The workspace is older than what was last saved: {missing} recorded changes are missing."),
        N_("An older copy may have been put in its place. Find the newer file before you go on."),
    ),
    "folder_open_to_others": Sentence(
        N_("Other users of this computer can read the workspace folder."),
        N_("Move the workspace into your own folder, or take the others' permission away."),
    ),
    "foreign_file": Sentence(
        N_("This file was not made by Onsite, or it was changed afterwards."),
        N_("Ask the sender for a new copy. Nothing was taken over from it."),
    ),
    "header_refused": Sentence(
        N_("The key file of the workspace is not one that this program would write."),
        N_("Somebody may have weakened it. Put the copy of the key file from a backup in its place."),
    ),
    "out_of_memory": Sentence(
        N_("This computer has too little free memory to unlock the workspace ({mib} MiB are needed)."),
        N_("Close other programs and try again."),
    ),
    "file_busy": Sentence(
        N_("Another program is holding the workspace file."),
        N_("Close it (a virus scanner or a synchronising service can be the cause) and try again."),
    ),
    "no_attachment": Sentence(
        N_("The content of this attachment is not there."),
        N_("If it was destroyed on purpose, its number, size and SHA-256 are kept."),
    ),
    "fork": Sentence(
        N_("Two different histories of the same laptop: the entry number {seq} exists twice."),
        N_("A copied workspace was used under the same name. Ask the sender to open it once and export again."),
    ),
    "entry_gap": Sentence(
        N_("Entries are missing before number {seq} in what came in."),
        N_("Ask the sender for a package that begins earlier."),
    ),
    "entry_refused": Sentence(
        N_("What came in holds an entry that is not whole."),
        N_("Ask the sender for a new copy. Nothing was taken over from it."),
    ),
    "text_not_storable": Sentence(
        N_("This text holds a character that cannot be stored."),
        N_("Type the place again instead of pasting it."),
    ),
    "number_not_storable": Sentence(N_("This is not a number.")),
    "folder_not_empty": Sentence(
        N_("This folder already holds other files."),
        N_("Choose an empty folder for the new workspace."),
    ),
    "workspace_exists": Sentence(
        N_("There is a workspace in this folder already."),
        N_("Open it, or choose another folder."),
    ),
}

_WORK: Final = {
    "missing_value": Sentence(N_("Something is still missing here.")),
    "changed_meanwhile": Sentence(
        N_("Somebody changed this field while you were typing."),
        N_("Compare both texts and keep the right one."),
    ),
    "not_found": Sentence(N_("This entry is no longer there."), N_("It may have been withdrawn meanwhile.")),
}

ERRORS: Final[dict[str, Sentence]] = {
    **_WORKSPACE, **_WORK, **ATTEST, **PAPERS, **PLAN, **RULES, **CLIENT, **CYCLE, **MEETINGS, **NOTES, **SAMPLES,
    **STEPS, **TABLES, **TEAM, **TIME,
}  # fmt: skip

_UNKNOWN: Final = Sentence(N_("This cannot be done ({code})."))


def sentence(code: str) -> Sentence:
    """Return the sentence for `code` (hyphens and underscores mean the same); one that names the code if unknown."""
    return ERRORS.get(code.replace("-", "_"), _UNKNOWN)
