"""What is said about the audit plan and the programme: problems, guards before the start, gaps, refusals."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

_ROWS: Final = {
    "plan_day_missing": Sentence(N_("{label} has no day.")),
    "plan_time_missing": Sentence(N_("{label} has no time."), N_("Type it as 08:30.")),
    "plan_time_reversed": Sentence(N_("{label} ends at {ends}, before it begins at {starts}.")),
    "plan_outside_hours": Sentence(N_("{label} lies outside of usual hours: {starts} to {ends}.")),
    "plan_outside_dates": Sentence(N_("{day} lies outside of the dates of the audit.")),
    "plan_unknown_person": Sentence(N_("{label}: {names} – nobody in the team is called so.")),
    "plan_nobody": Sentence(N_("{label} has no auditor.")),
    "plan_alone": Sentence(N_("{label}: {names} cannot audit alone."), N_("Add an auditor to this row.")),
    "plan_double_booked": Sentence(N_("{who} is in two rows at once on {day}.")),
    "plan_over_hours": Sentence(N_("{who} works {hours} h on {day}: only {most} h a day count as audit time.")),
    "plan_language_nobody": Sentence(
        N_("{language} is planned, and nobody in the team is noted for it."),
        N_("Add an interpreter, or note the language as a competence."),
    ),
}
_PEOPLE: Final = {
    "plan_barred": Sentence(N_("{name} may not audit this: a bar stands against it.")),
    "plan_barred_client": Sentence(N_("{name} may not audit this client.")),
    "plan_declaration": Sentence(N_("{name} may not audit: the declaration is not clean.")),
    "plan_competence": Sentence(N_("{name} has no competence entered for this standard.")),
    "plan_declined": Sentence(N_("{name} declined the assignment.")),
}
_FRAME: Final = {
    "plan_opening_missing": Sentence(N_("The plan has no opening meeting.")),
    "plan_closing_missing": Sentence(N_("The plan has no closing meeting.")),
    "plan_before_opening": Sentence(N_("{count} rows begin before the opening meeting.")),
    "plan_after_closing": Sentence(N_("{count} rows end after the closing meeting has begun.")),
    "plan_lunch_missing": Sentence(N_("{day}: no lunch for {names}.")),
    "plan_wrap_up_missing": Sentence(N_("{day} ends without a wrap-up with the client.")),
    "plan_team_meeting_missing": Sentence(N_("The team never meets.")),
    "plan_team_meeting_before_closing": Sentence(
        N_("The team does not meet before the closing meeting on that day."),
        N_("Findings and conclusion are agreed there."),
    ),
}
_COVER: Final = {
    "plan_uncovered": Sentence(N_("Not planned: {refs} ({count}).")),
    "plan_excluded_control": Sentence(N_("{label}: {refs} – the Statement of Applicability excludes this.")),
    "plan_site_not_visited": Sentence(N_("{site} is not visited.")),
    "plan_site_only_remote": Sentence(N_("{site} is to be audited on site, and is seen by remote means only.")),
    "plan_site_of_sample": Sentence(N_("{site} was drawn for the sample and is not in this audit.")),
    "plan_site_of_programme": Sentence(N_("The programme plans {site} for this audit.")),
    "plan_process_uncovered": Sentence(N_("The programme plans “{process}” for this audit; no row is about it.")),
    "plan_time_short": Sentence(N_("{days} days with the client are planned; at least {least} are needed.")),
    "plan_time_over": Sentence(N_("{days} days are planned; {calculated} were calculated.")),
    "plan_remote_share": Sentence(N_("{percent} % are remote, more than {most} %."), N_("Say why in the plan.")),
}
_START: Final = {
    "start_held": Sentence(N_("The audit should not begin yet."), N_("Solve what is named, or give the reason.")),
    "start_no_access": Sentence(N_("“{what}” is not shown, and without it the audit cannot be done.")),
    "start_withheld_unjudged": Sentence(
        N_("“{what}” is not shown: can the audit be done without it?"), N_("The body has to judge this first.")
    ),
    "start_withheld_not_asked": Sentence(N_("The client has not said yet which records may not be shown.")),
    "start_declaration_missing": Sentence(N_("{name} has not declared impartiality and confidentiality.")),
    "start_team_objection": Sentence(N_("{name} objected to the team, and nobody has answered: {text}")),
    "start_plan_objection": Sentence(N_("{name} wants another plan, and nobody has answered: {text}")),
    "start_withheld_objection": Sentence(N_("{name} has not answered which records may not be shown: {text}")),
    "start_plan_not_sent": Sentence(N_("The plan was not sent to the client.")),
    "start_plan_not_accepted": Sentence(N_("The client has not accepted the plan of {sent} yet.")),
}
_REFUSED: Final = {
    "plan_reason_missing": Sentence(
        N_("The client has accepted this plan: say why it changes."), N_("The change is kept as a deviation.")
    ),
    "plan_row_used": Sentence(N_("A session was held by this row, so it stays.")),
    "plan_empty": Sentence(N_("There is no plan to send yet.")),
    "plan_site_unknown": Sentence(N_("This site is not in the audit.")),
    "plan_shift_outside": Sentence(N_("{label} would leave its day.")),
    "plan_dates_missing": Sentence(N_("The first and the last day of the audit are needed for a draft.")),
    "plan_auditor_missing": Sentence(N_("The team has no auditor yet.")),
    "plan_sites_missing": Sentence(N_("The audit has no site yet.")),
    "time_unreadable": Sentence(N_("“{text}” is no time."), N_("Type it as 08:30.")),
    "answer_missing": Sentence(N_("The answer is missing.")),
    "answered_before_sent": Sentence(N_("The plan was sent on {sent}; an answer cannot come before.")),
    "programme_line_unknown": Sentence(N_("The programme has no such row.")),
    "programme_step_over": Sentence(N_("This audit is over: what was planned for it stays as it was.")),
}
_GAPS: Final = {
    "gap_stage2": Sentence(N_("Stage 2 leaves out {keys} ({count}).")),
    "gap_recertification": Sentence(N_("The recertification leaves out {keys} ({count}).")),
    "gap_surveillance": Sentence(N_("{item}: {keys} is not planned.")),
    "gap_control": Sentence(N_("Not once after stage 2: {keys} ({count}).")),
    "gap_central": Sentence(N_("The central function is not in this audit: {keys}.")),
    "gap_site": Sentence(N_("Never visited in this cycle: {keys}.")),
    "gap_process": Sentence(N_("Never audited in this cycle: {keys}.")),
}

PLAN: Final = {**_ROWS, **_PEOPLE, **_FRAME, **_COVER, **_START, **_REFUSED, **_GAPS}
