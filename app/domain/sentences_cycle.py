"""What the cycle says: why a step is refused, and what is due by which day."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_STEP: Final = {
    "cycle_final": Sentence(N_("This cycle has ended."), N_("A new application begins a new one.")),
    "cycle_step_not_from_here": Sentence(
        N_("This step does not follow from where the cycle stands."), N_("The steps that do are listed.")
    ),
    "cycle_actor_wrong": Sentence(
        N_("This step belongs to another role."), N_("Choose the role in which it was taken.")
    ),
}
_APPLICATION: Final = {
    "contact_missing": Sentence(N_("Nobody at the client is named yet.")),
    "application_scope_missing": Sentence(N_("The application does not say what is to be certified.")),
    "application_sites_missing": Sentence(N_("The sites are missing in the application.")),
    "application_head_count_missing": Sentence(N_("The head count is missing in the application.")),
    "application_outsourcing_missing": Sentence(N_("The application does not say what is outsourced.")),
    "application_consultants_missing": Sentence(N_("The application does not say whether consultants were used.")),
    "application_documents_missing": Sentence(N_("The documents that belong to the application are missing.")),
    "application_signature_missing": Sentence(N_("The application is not signed.")),
    "competence_not_judged": Sentence(N_("Has the body the competence for this client?")),
    "competence_refused": Sentence(N_("The body lacks the competence for this client."), N_("Decline, or gain it.")),
    "impartiality_not_judged": Sentence(N_("Is the body impartial towards this client?")),
    "impartiality_refused": Sentence(N_("The body is not impartial towards this client."), N_("Decline it.")),
    "scope_clear_not_judged": Sentence(N_("Is the scope clear?")),
    "scope_clear_refused": Sentence(N_("The scope is not clear."), N_("Ask the client for more.")),
    "audit_time_missing": Sentence(N_("The audit time is not calculated yet.")),
    "quote_not_sent": Sentence(N_("The client has no offer yet.")),
    "contract_not_signed_by_client": Sentence(N_("The client has not signed the contract.")),
    "contract_not_signed_by_body": Sentence(N_("The body has not signed the contract.")),
    "programme_missing": Sentence(N_("The audit programme is not drawn up yet.")),
    "programme_not_approved": Sentence(N_("The certification manager has not approved the audit programme.")),
    "transfer_reason_open": Sentence(N_("Why the client leaves its body is not clear.")),
    "transfer_certificate_open": Sentence(N_("The certificate and its cycle are not confirmed.")),
    "transfer_scope_open": Sentence(N_("The scope of the certificate is not confirmed.")),
    "transfer_reports_open": Sentence(N_("The last audit reports were not reviewed.")),
    "transfer_nonconformities_open": Sentence(
        N_("Nonconformities of the other body are not settled: majors closed, minors with a plan.")
    ),
    "transfer_complaints_open": Sentence(N_("Complaints about the client were not looked at.")),
    "transfer_legal_open": Sentence(N_("Whether there is trouble with the law was not looked at.")),
    "transfer_suspension_open": Sentence(N_("Whether the certificate is or may be suspended was not looked at.")),
    "transfer_accreditation_open": Sentence(N_("Whether the accreditation covers the certificate is not confirmed.")),
}
_AUDIT: Final = {
    "team_not_chosen": Sentence(N_("The audit team is not chosen.")),
    "plan_not_sent": Sentence(N_("The client does not have the audit plan yet.")),
    "declarations_missing": Sentence(
        N_("Not everybody in the team has signed a clean declaration."), N_("This comes before the audit.")
    ),
    "objection_open": Sentence(N_("The client objected to team or plan, and that is not settled.")),
    "plan_not_acknowledged": Sentence(N_("The client has not acknowledged the audit plan.")),
    "withheld_not_asked": Sentence(N_("The client was not asked which records it may not show.")),
    "withheld_not_judged": Sentence(
        N_("The client may not show some records ({count})."), N_("Judge whether the audit can be done without them.")
    ),
    "withheld_until_access": Sentence(
        N_("Without access to some records ({count}) this audit cannot be done."), N_("Settle the access first.")
    ),
    "audit_broken_off": Sentence(N_("The audit ended early."), N_("It has to be planned and held again.")),
    "no_audit_broken_off": Sentence(N_("No audit ended early."), N_("The reason belongs to the audit.")),
    "closing_day_ahead": Sentence(N_("The closing meeting lies in the future ({day}).")),
    "audit_report_not_signed": Sentence(N_("The report of this audit is not signed.")),
    "stage1_not_reviewed": Sentence(N_("Nobody of the body has reviewed the stage 1 report.")),
    "go_not_judged": Sentence(N_("Whether stage 2 can go ahead is not judged yet.")),
    "go_refused": Sentence(N_("The body said no to stage 2."), N_("Repeat stage 1.")),
    "go_against_recommendation": Sentence(
        N_("The team did not recommend to go on to stage 2."), N_("Say why it goes ahead.")
    ),
    "stage1_too_old": Sentence(
        N_("Stage 1 was good until {day}."), N_("Repeat it wholly or partly, or say why it still holds.")
    ),
    "recertification_needs_stage1": Sentence(
        N_("The client has changed much."), N_("Hold a stage 1 before the recertification audit.")
    ),
}
_CLEARING: Final = {
    "no_nonconformity": Sentence(N_("There is no nonconformity."), N_("The file can go to the review.")),
    "nonconformities_to_issue": Sentence(N_("The client has to answer first: {numbers}.")),
    "majors_not_verified": Sentence(N_("Not verified yet: {numbers}.")),
    "minors_not_planned": Sentence(N_("The action plan is not accepted yet: {numbers}.")),
    "major_verified_late": Sentence(
        N_("{number} was verified after the limit ({day})."), N_("Stage 2 has to be held again.")
    ),
    "majors_still_in_time": Sentence(N_("No major nonconformity has passed its limit {day}.")),
}
_DECISION: Final = {
    "reviewer_missing": Sentence(N_("The technical reviewer is not named.")),
    "reviewer_in_team": Sentence(N_("{name} was in the audit team and cannot review the file.")),
    "review_incomplete": Sentence(N_("The technical review is not finished.")),
    "questions_open": Sentence(N_("Questions of the review are open ({count}).")),
    "no_question_asked": Sentence(N_("There is no question to the team."), N_("Write it down first.")),
    "decider_missing": Sentence(N_("Nobody is named as deciding.")),
    "decider_in_team": Sentence(N_("{name} was in the audit team and cannot decide.")),
    "decision_day_missing": Sentence(N_("The day of the decision is missing.")),
    "decision_day_ahead": Sentence(N_("The day of the decision lies in the future ({day}).")),
    "decision_before_audit": Sentence(N_("The decision lies before the end of the audit ({day}).")),
    "decision_reason_missing": Sentence(N_("This decision needs its reasons.")),
    "decision_departs": Sentence(N_("The decision departs from the recommendation."), N_("Say why.")),
    "renewal_too_late": Sentence(
        N_("The certificate ended on {day}; it can no longer be renewed."), N_("Record the expiry, then restore it.")
    ),
}
_CERTIFICATE: Final = {
    "expiry_unknown": Sentence(N_("The end of the certificate is not known.")),
    "certificate_over": Sentence(N_("The certificate ended on {day}."), N_("Record the expiry.")),
    "certificate_still_valid": Sentence(N_("The certificate is valid until {day}.")),
    "suspension_cause_open": Sentence(N_("What led to the suspension is not solved.")),
    "new_scope_missing": Sentence(N_("The new scope sentence is missing.")),
    "restore_too_late": Sentence(N_("It could be restored until {day}."), N_("Hold at least a stage 2.")),
}
_DUE: Final = {
    "due_d_01": Sentence(N_("{label}: the client has neither accepted the plan nor objected.")),
    "due_d_02": Sentence(N_("{label}: stage 1 grows old; later it has to be repeated wholly or partly.")),
    "due_d_03": Sentence(N_("{label}: the client does not have the report.")),
    "due_d_04": Sentence(N_("{label}: no action plan for {numbers}.")),
    "due_d_05": Sentence(N_("{label}: {numbers} not verified.")),
    "due_d_05_limit": Sentence(N_("{label}: {numbers} not verified; after this day stage 2 is held again.")),
    "due_d_05b": Sentence(N_("{label}: {numbers} to be verified at the next audit.")),
    "due_d_06": Sentence(N_("{label}: the first surveillance audit is not held yet.")),
    "due_d_07": Sentence(N_("{label}: no surveillance audit in {year} yet.")),
    "due_d_08": Sentence(N_("{label}: the certificate ends.")),
    "due_d_09": Sentence(N_("{label}: the recertification audit is not held yet.")),
    "due_d_10": Sentence(N_("{label}: the certificate has expired; until this day it can be restored.")),
    "due_d_11": Sentence(N_("{label}: suspended; lift it, reduce the scope or withdraw the certificate.")),
    "due_d_12": Sentence(N_("{label} may not audit this client before this day.")),
    "due_d_13": Sentence(N_("{label}: the records are kept until this day.")),
    "due_date_missing": Sentence(N_("{label}: the date this counts from is missing.")),
    "deadline_code_unknown": Sentence(N_("There is no deadline “{rule}”.")),
    "deadline_beyond_standard": Sentence(
        N_("{rule} is longer than the standard allows ({amount} {unit})."), N_("Shorten it.")
    ),
}
CYCLE: Final = {**_STEP, **_APPLICATION, **_AUDIT, **_CLEARING, **_DECISION, **_CERTIFICATE, **_DUE}
