"""Sentences about tables that clients send, and about Statements of Applicability read from them."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_AGAIN: Final = N_("Ask the client for the file again.")
_AS_XLSX: Final = N_("Open it in its own program, save it as XLSX or CSV and choose that file.")
_SMALLER: Final = N_("Save only the sheet that is needed as a new file, and choose that.")

_REFUSED: Final = {
    "table_empty": Sentence(N_("The file is empty."), _AGAIN),
    "table_without_cells": Sentence(
        N_("The table holds no text at all."), N_("Check whether the right file was chosen.")
    ),
    "table_unknown": Sentence(N_("This file is no table."), N_("XLSX, ODS, CSV and text with tabs can be read.")),
    "table_old_excel": Sentence(N_("Files of old Excel (XLS) cannot be read safely."), _AS_XLSX),
    "table_encrypted": Sentence(
        N_("The file is protected by a password."), N_("Save it without a password and choose that file.")
    ),
    "table_damaged": Sentence(N_("The file is damaged or was cut off, so it was not read."), _AGAIN),
    "table_encoding": Sentence(N_("The letters of this file cannot be read."), _AS_XLSX),
    "table_xml_refused": Sentence(
        N_("The file holds parts that no spreadsheet program writes; it was not read."), _AS_XLSX
    ),
    "table_unpacks": Sentence(N_("The file would unpack to far more than a table needs; it was not read."), _AS_XLSX),
    "table_too_big": Sentence(N_("The file is larger than {most} MB."), _SMALLER),
    "table_too_many_rows": Sentence(N_("The table has more than {most} rows."), _SMALLER),
    "table_too_many_columns": Sentence(N_("The table has more than {most} columns."), _SMALLER),
    "table_too_many_sheets": Sentence(N_("The file has more than {most} sheets."), _SMALLER),
    "table_too_much_text": Sentence(N_("The table holds more than {most} characters."), _SMALLER),
    "table_too_slow": Sentence(N_("Reading the file took too long and was ended."), _SMALLER),
    "table_too_much_memory": Sentence(N_("Reading the file needed too much memory and was ended."), _SMALLER),
    "table_not_readable": Sentence(
        N_("The file cannot be opened: {name}."), N_("Is it still there, and may it be read?")
    ),
}

_NOTES: Final = {
    "table_macros": Sentence(N_("The file holds macros. They were not run."), N_("Only the cells are read.")),
    "table_links": Sentence(N_("The file refers to other files. They were not opened.")),
    "table_hidden_sheet": Sentence(N_("This sheet is hidden.")),
    "table_cell_cut": Sentence(N_("The text of this cell is too long and was cut.")),
    "table_formula_without_value": Sentence(
        N_("A formula without a value: the cell counts as empty."),
        N_("Open the file in a spreadsheet program and save it once."),
    ),
    "table_named_otherwise": Sentence(N_("The name of the file says {value}, but it is another kind of table.")),
    "table_encoding_guessed": Sentence(
        N_("The file does not say how its letters are coded; the Western European way was taken."),
        N_("Look whether umlauts and accents are right."),
    ),
}

_READING: Final = {
    "soa_no_ref_column": Sentence(
        N_("No column holds the numbers of controls."), N_("Say which column it is, or choose another sheet.")
    ),
    "soa_no_applicable_column": Sentence(
        N_("No column says whether a control is applicable."), N_("Say which column it is.")
    ),
    "soa_no_state_column": Sentence(
        N_("No column says whether a control is implemented; all count as not implemented."),
        N_("Say which column it is, if there is one."),
    ),
    "soa_sheet_not_read": Sentence(
        N_("The sheet “{name}” names the same controls again and was not read."),
        N_("Choose it, if it is the right one."),
    ),
    "soa_hidden_column": Sentence(N_("This column is hidden in the file, and was read.")),
    "soa_hidden_row": Sentence(N_("This row is hidden in the file, and was read.")),
    "soa_row_ignored": Sentence(N_("This row names no control and was not taken over.")),
    "soa_clause": Sentence(N_("{ref} is a clause and no control; the row was not taken over.")),
    "soa_control_unknown": Sentence(N_("{ref} is no control of Annex A; the row is not taken over.")),
    "soa_old_edition": Sentence(
        N_("{ref} is a number of the edition of 2013; the row is not taken over."),
        N_("Ask for the Statement of Applicability by the edition of 2022."),
    ),
    "soa_ref_missing": Sentence(N_("The row says something about a control, but not which one.")),
    "soa_ref_zero": Sentence(N_("The spreadsheet has lost the last zero; the row was read as {ref}.")),
    "soa_ref_date": Sentence(N_("The spreadsheet has made a date of the number; the row was read as {ref}.")),
    "soa_applicable_missing": Sentence(N_("{ref}: it is not said whether the control is applicable.")),
    "soa_applicable_unreadable": Sentence(N_("{ref}: this is neither yes nor no.")),
    "soa_blank_tick": Sentence(N_("{ref}: not ticked, so it counts as not applicable.")),
    "soa_state_missing": Sentence(N_("{ref}: it is not said whether the control is implemented; counts as no.")),
    "soa_state_unreadable": Sentence(N_("{ref}: the state is not understood; counts as not implemented.")),
}

_RULES: Final = {
    "soa_control_missing": Sentence(N_("{ref} is missing: it is neither included nor excluded.")),
    "soa_double": Sentence(N_("{ref} stands in it twice."), N_("The first row counts.")),
    "soa_no_reason_excluded": Sentence(N_("{ref} is excluded without a reason.")),
    "soa_no_reason_included": Sentence(N_("{ref} is included without a reason.")),
    "soa_excluded_implemented": Sentence(N_("{ref} is excluded, and yet said to be implemented.")),
    "soa_own_control": Sentence(N_("{ref} is no control of Annex A.")),
    "soa_edition_missing": Sentence(N_("Which version is it? The number or name of the version is missing.")),
    "soa_edition_exists": Sentence(
        N_("There is a version {edition} already, and it says something else."),
        N_("A version that was entered is never changed: give this one another number."),
    ),
    "soa_nothing_to_take": Sentence(N_("There is no row to take over.")),
}

TABLES: Final[dict[str, Sentence]] = {**_REFUSED, **_NOTES, **_READING, **_RULES}
