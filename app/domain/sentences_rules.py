"""What the rules of an audit say: sentences for the problems they find and for what services refuse."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

FORM: Final = {
    "name_missing": Sentence(N_("The name is missing.")),
    "title_missing": Sentence(N_("The title is missing.")),
    "text_missing": Sentence(N_("There is nothing written yet.")),
    "topic_missing": Sentence(N_("The topic of the session is missing.")),
    "edition_missing": Sentence(N_("The version is missing.")),
    "reason_missing": Sentence(N_("A reason is needed here."), N_("One sentence is enough.")),
    "words_missing": Sentence(N_("The client disputes this: write down in which words.")),
    "client_missing": Sentence(N_("Say which client is audited.")),
    "reference_missing": Sentence(N_("The audit needs a reference.")),
    "reference_taken": Sentence(N_("The reference {reference} is taken."), N_("Choose another one.")),
    "dates_reversed": Sentence(N_("The last day lies before the first.")),
    "scope_missing": Sentence(N_("The scope sentence is missing.")),
    "field_not_editable": Sentence(N_("This cannot be changed by typing.")),
    "field_unknown": Sentence(N_("There is no field “{field}” here.")),
    "changed_meanwhile": Sentence(
        N_("Somebody changed this field meanwhile; it now holds: {theirs}"), N_("Compare both, then type again.")
    ),
    "row_unknown": Sentence(N_("This entry is no longer there."), N_("Go back and open the page again.")),
    "audit_part_used": Sentence(N_("Evidence, a finding or a meeting refers to this entry, so it stays.")),
    "still_used": Sentence(N_("An audit refers to this entry, so it stays.")),
    "span_out_of_range": Sentence(N_("{amount} is not a length of time this rule can use.")),
    "working_days_wrong": Sentence(N_("A week needs at least one working day.")),
    "catalogue_unknown": Sentence(N_("There is no criteria catalogue “{key}”.")),
    "criteria_refused": Sentence(N_("The criteria file is refused: {reason} ({path})."), N_("Nothing was taken.")),
    "guidance_refused": Sentence(N_("The guidance file is refused: {reason} ({path})."), N_("Nothing was taken.")),
    "requirement_unknown": Sentence(N_("“{ref}” is no requirement of this audit."), N_("Try A.5.18.")),
    "requirement_unreadable": Sentence(N_("“{text}” is no reference."), N_("Try 6.1.2 c) or A.5.18.")),
    "nothing_to_undo": Sentence(N_("There is nothing to undo.")),
    "nothing_to_redo": Sentence(N_("There is nothing to redo.")),
    "audit_unknown": Sentence(N_("There is no audit {id}.")),
    "audit_frozen": Sentence(
        N_("The audit {reference} takes no more changes: its report is signed, or it was ended early.")
    ),
    "evidence_empty": Sentence(N_("Type one line, or add a file.")),
    "evidence_withdrawn": Sentence(N_("This evidence was withdrawn."), N_("Use it again first if it is needed.")),
    "file_unreadable": Sentence(N_("“{name}” could not be read: {reason}."), N_("Nothing was taken in.")),
}
MEETING: Final = {
    "meeting_place_missing": Sentence(N_("Say where the meeting is held, or its video link.")),
    "chair_missing": Sentence(N_("Say who chairs the meeting.")),
    "meeting_language_missing": Sentence(N_("The language of the meeting is not named.")),
    "end_before_start": Sentence(N_("The meeting ends before it starts.")),
    "client_absent": Sentence(N_("Nobody of the client is marked as present.")),
    "lead_absent": Sentence(N_("The lead auditor is not marked as present.")),
    "left_before_coming": Sentence(N_("{name} leaves before coming.")),
    "refusal_without_remark": Sentence(N_("{name} refused to confirm: write down what was said.")),
    "attendee_twice": Sentence(N_("{name} stands on the list twice.")),
    "point_open": Sentence(N_("Point {code} is open.")),
    "point_reason_missing": Sentence(N_("Point {code} is mandatory: say why it was left out.")),
    "action_without_owner": Sentence(N_("{label} needs an owner and a date.")),
    "meeting_finished": Sentence(N_("The record of this meeting is closed."), N_("A correction needs a reason.")),
    "opening_meeting_not_held": Sentence(N_("The opening meeting is not recorded yet.")),
    "closing_meeting_not_held": Sentence(N_("The closing meeting is not recorded yet.")),
    "acknowledgement_open": Sentence(N_("{number}: what does the client say to it?")),
    "views_missing": Sentence(N_("{number} is disputed: both views have to be written down.")),
    "conclusion_missing": Sentence(N_("The conclusion is not written yet.")),
}
FINDING: Final = {
    "requirement_missing": Sentence(N_("Name the requirement that is not met.")),
    "leading_requirement_missing": Sentence(N_("Say which requirement leads.")),
    "control_excluded": Sentence(
        N_("{ref} is excluded in the Statement of Applicability."), N_("Only the exclusion can be a finding, on 6.1.3.")
    ),
    "binding_clause_missing": Sentence(
        N_("{ref} is a control: name the clause that makes it binding as well, 6.1.3 or 8.3, or the client's own rule.")
    ),
    "statement_missing": Sentence(N_("The statement is missing: what is not as it must be.")),
    "objective_evidence_missing": Sentence(N_("The objective evidence is missing: exactly what was seen.")),
    "objective_evidence_without_items": Sentence(N_("Name the items looked at, so that the client finds them.")),
    "evidence_missing": Sentence(N_("No evidence item is linked.")),
    "evidence_withdrawn_linked": Sentence(N_("{number} was withdrawn: rest the finding on other evidence.")),
    "nonconformity_written_as_less": Sentence(
        N_("The evidence is judged a nonconformity: an unmet requirement is not an observation.")
    ),
    "concern_only_in_stage1": Sentence(N_("Areas of concern belong to stage 1.")),
    "stage1_raises_concerns": Sentence(
        N_("In stage 1 this body raises areas of concern, not nonconformities."),
        N_("A setting of the body allows both."),
    ),
    "grade_reason_missing": Sentence(N_("Say why it has this grade.")),
    "grade_unchanged": Sentence(N_("It has this grade already.")),
    "minors_on_one_requirement": Sentence(N_("{numbers} are about {ref}: together they may be a major nonconformity.")),
    "minor_found_again": Sentence(
        N_("{number} of {audit} is found again: a minor nonconformity may be a major one now.")
    ),
    "minor_not_acted_on": Sentence(
        N_("{number} was not acted on effectively: a minor nonconformity may be a major one now.")
    ),
    "rule_unknown": Sentence(N_("This rule is not one that can be decided against.")),
    "not_lead_auditor": Sentence(N_("Only the lead auditor decides that.")),
    "repeat_unknown": Sentence(N_("No earlier audit of this client issued that finding.")),
    "sounds_like_cause": Sentence(N_("“{word}” sounds like a cause; a finding names none.")),
    "sounds_like_advice": Sentence(N_("“{word}” sounds like advice; a finding gives none.")),
    "finding_issued": Sentence(N_("{number} is issued."), N_("A change of its text needs a reason.")),
    "finding_withdrawn": Sentence(N_("This finding was withdrawn."), N_("Take it up again first.")),
    "finding_not_issued": Sentence(N_("{number} is still a draft."), N_("It is issued when the closing meeting ends.")),
}
VERDICT: Final = {
    "verdict_open": Sentence(N_("{ref} has no verdict yet. Not looked at is not conform.")),
    "verdicts_open": Sentence(N_("{count} requirements have no verdict yet, the first is {first}.")),
    "not_audited_without_reason": Sentence(N_("{ref} is not audited: the reason is missing.")),
    "conform_without_evidence": Sentence(N_("{ref} is called conform without linked evidence.")),
    "nonconform_without_finding": Sentence(N_("{ref} is nonconform, but no finding says why.")),
    "verdict_against_finding": Sentence(N_("{ref} has a nonconformity ({number}), but another verdict.")),
    "clause_not_applicable": Sentence(N_("{ref} is a clause of the standard: clauses cannot be excluded.")),
    "control_not_excluded": Sentence(N_("{ref} is applicable in the Statement of Applicability.")),
    "excluded_control_judged": Sentence(N_("{ref} is excluded in the SoA and yet has a verdict.")),
    "judgements_differ": Sentence(N_("The auditors judge {ref} differently: the lead auditor decides.")),
    "judgement_of_nobody": Sentence(N_("Say whose judgement this is."), N_("Only the team of this audit judges.")),
    "thread_name_missing": Sentence(N_("The audit trail needs a name.")),
    "thread_there": Sentence(N_("There is an audit trail “{name}” already.")),
    "guidance_text_missing": Sentence(N_("There is nothing to ask or to look at in it.")),
    "checklist_empty": Sentence(N_("There is no row in this table."), N_("Nothing was taken.")),
    "checklist_too_long": Sentence(N_("This table has more than {most} texts."), N_("Nothing was taken.")),
    "checklist_text_long": Sentence(N_("This text is longer than {most} characters.")),
    "checklist_ref_missing": Sentence(N_("The row names no requirement.")),
    "checklist_ref_unknown": Sentence(N_("“{ref}” is no requirement of this catalogue.")),
    "checklist_nothing_to_take": Sentence(N_("There is nothing new in it.")),
    "guidance_there": Sentence(N_("This stands there already.")),
}
REPORT: Final = {
    "recommendation_missing": Sentence(N_("The recommendation is missing.")),
    "recommendation_of_other_audit": Sentence(N_("This recommendation belongs to another type of audit.")),
    "recommendation_reason_missing": Sentence(N_("This recommendation needs its reason.")),
    "major_not_verified": Sentence(N_("No positive recommendation with an unverified major nonconformity ({count}).")),
    "nonconformity_open": Sentence(N_("An open nonconformity allows no recommendation without a condition ({count}).")),
    "no_major_to_verify": Sentence(N_("There is no major nonconformity to verify.")),
    "no_plan_to_accept": Sentence(N_("There is no nonconformity, so no plan to accept.")),
    "concern_open": Sentence(N_("An area of concern is open ({count}).")),
    "internal_audit_unanswered": Sentence(N_("Was the internal audit really done and effective?")),
    "internal_audit_not_effective": Sentence(N_("The internal audit was not done or not effective.")),
    "management_review_unanswered": Sentence(N_("Was the management review really done and effective?")),
    "management_review_not_effective": Sentence(N_("The management review was not done or not effective.")),
    "lead_auditor_missing": Sentence(N_("The team has no lead auditor.")),
    "sites_missing": Sentence(N_("No site is named.")),
    "body_name_missing": Sentence(N_("The name of the certification body is missing in the settings.")),
    "evidence_unsorted": Sentence(N_("{count} evidence items wait in the inbox.")),
    "sample_incomplete": Sentence(N_("{number} is a sample without population or size.")),
    "scope_not_confirmed": Sentence(N_("The scope sentence is not marked as confirmed.")),
    "objective_open": Sentence(N_("Was this objective reached: {text}")),
    "report_text_missing": Sentence(N_("The text {key} of the report is not written yet.")),
}
RULES: Final = {**FORM, **MEETING, **FINDING, **VERDICT, **REPORT}
