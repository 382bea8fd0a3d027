"""What is said about the team, its declarations, and the work of stage 1."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_MEMBERS: Final = {
    "lead_auditor_twice": Sentence(N_("{name} is a second lead auditor."), N_("One person leads the team.")),
    "assignment_open": Sentence(N_("{name} has not accepted the assignment yet.")),
    "assignment_declined": Sentence(N_("The assignment was declined.")),
    "auditor_of_other_side": Sentence(N_("{name} does not belong to the certification body and cannot audit for it.")),
    "days_do_not_count": Sentence(N_("The days of {name} are no audit time."), N_("Only auditors' time counts.")),
    "not_an_auditor": Sentence(N_("Observers, interpreters and guides audit nothing.")),
    "works_with_auditor": Sentence(N_("Experts and auditors in training work together with an auditor only.")),
    "accompanies_nobody": Sentence(N_("Say which auditor {name} accompanies."), N_("Initials or a name.")),
    "barred_from_client": Sentence(
        N_("{name} may not audit this client: {reason}"), N_("Choose somebody else, or wait until {until}.")
    ),
    "barred_from_subject": Sentence(N_("{name} may not audit “{subject}”: {reason}")),
    "competence_not_entered": Sentence(
        N_("No area of competence is entered for {name}."), N_("Enter it in the settings, under People.")
    ),
    "competence_other_standard": Sentence(N_("{name} has no competence entered for {standard}.")),
    "competences_not_entered": Sentence(
        N_("Nobody's competence is entered, so nothing can be compared."), N_("Settings, People, Competence.")
    ),
    "information_security_not_covered": Sentence(N_("Nobody of the team knows information security ({standard}).")),
    "technical_activity_not_covered": Sentence(
        N_("Nobody of the team knows the client's technical activity ({standard}). {sectors}")
    ),
    "management_systems_not_covered": Sentence(N_("No auditor of the team knows management systems ({standard}).")),
    "audit_principles_not_covered": Sentence(N_("No auditor of the team knows the principles of audits ({standard}).")),
    "monitoring_not_covered": Sentence(
        N_("No auditor of the team knows monitoring and measurement of an ISMS ({standard}).")
    ),
    "area_missing": Sentence(N_("Say which area the person knows.")),
    "bar_without_object": Sentence(N_("Say which client or which subject may not be audited.")),
    "person_unknown": Sentence(N_("This member is nobody of the body's people.")),
    "team_not_sent": Sentence(N_("The names of the team were not sent to the client yet.")),
    "objection_unanswered": Sentence(N_("The client's objection is not answered yet.")),
    "objection_still_possible": Sentence(N_("The client may object to the team until {due}.")),
    "objection_missing": Sentence(N_("Write down what the client objects to.")),
    "answer_missing": Sentence(N_("Write down what the body answers.")),
    "member_takes_no_part": Sentence(N_("{name} does not take part any more.")),
    "member_needs_no_declaration": Sentence(N_("A guide of the client declares nothing to the body.")),
}
_SIGNED: Final = {
    "impartiality_not_declared": Sentence(N_("{name} has not signed the declaration of impartiality.")),
    "confidentiality_not_declared": Sentence(N_("{name} has not signed the declaration of confidentiality.")),
    "declaration_not_clean": Sentence(
        N_("{name}: an answer of the declaration raises a doubt."), N_("The body decides, or somebody else goes.")
    ),
    "declaration_refused": Sentence(N_("{name}: the body does not let this person take part.")),
    "declaration_signed_late": Sentence(N_("{name} signed the declaration only after the audit had begun.")),
    "declaration_answer_missing": Sentence(N_("This question is not answered yet.")),
    "declaration_remark_missing": Sentence(N_("Say in one sentence what is behind this answer.")),
    "declaration_is_clean": Sentence(N_("There is nothing to decide: all answers are clean.")),
    "signed_name_missing": Sentence(N_("Type the name: it stands for the signature.")),
    "signed_name_differs": Sentence(N_("The name is not the one of {name}.")),
    "signed_on_missing": Sentence(N_("The day of the signature is missing.")),
    "declared_nothing": Sentence(N_("There is nothing to sign.")),
}
_STAGE1: Final = {
    "documents_not_listed": Sentence(N_("No document is listed for review."), N_("Propose them from the register.")),
    "documents_not_reviewed": Sentence(N_("Documents not reviewed: {count}. The first: {first}")),
    "wanted_documents_missing": Sentence(N_("The criteria want documents that are not in the list: {refs}")),
    "review_remark_missing": Sentence(N_("{title}: say what is missing in it.")),
    "inadequate_without_concern": Sentence(N_("{title} is not adequate, but no finding speaks of it.")),
    "document_has_newer_version": Sentence(N_("{title}: the register now has version {edition}.")),
    "readiness_open": Sentence(N_("Clauses and themes not judged: {count}. The first: {first}")),
    "readiness_remark_missing": Sentence(N_("{ref}: say what is missing.")),
    "clause_not_ready": Sentence(N_("{ref} is judged not ready for stage 2.")),
    "site_conditions_missing": Sentence(N_("Site {site}: the conditions are not described.")),
    "stage2_focus_missing": Sentence(N_("Say what stage 2 should look at most closely.")),
    "could_become_missing": Sentence(N_("Say what the concern could become in stage 2.")),
    "concern_rating_missing": Sentence(N_("The concern is not rated.")),
    "concern_not_ready": Sentence(
        N_("Concerns that keep the client from stage 2: {count}."), N_("Rate them anew once they are solved.")
    ),
    "no_concern_to_solve": Sentence(N_("There is no concern that must be solved first.")),
    "internal_audit_not_planned": Sentence(N_("Internal audits are not planned and under way.")),
    "management_review_not_planned": Sentence(N_("The management review is not planned and under way.")),
    "not_a_stage1": Sentence(N_("This audit is no stage 1.")),
}
TEAM: Final[dict[str, Sentence]] = {**_MEMBERS, **_SIGNED, **_STAGE1}
