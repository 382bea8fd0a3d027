"""What is said about the steps of a cycle, its forms, its history, and the next audit."""

from __future__ import annotations

from typing import Final

from app.domain.sentence import N_, Sentence

STEPS: Final = {
    "cycle_superseded": Sentence(N_("The next cycle of this client goes on."), N_("Take the step there.")),
    "cycle_begun": Sentence(N_("This cycle has steps already."), N_("Go on with the steps that are offered.")),
    "cycle_runs": Sentence(N_("A cycle for this standard runs already."), N_("Go on with its steps.")),
    "step_day_ahead": Sentence(N_("{day} lies in the future."), N_("Take the step when it has happened.")),
    "step_before_last": Sentence(N_("The step before was on {day}."), N_("A step cannot lie before it.")),
    "step_before_cause": Sentence(N_("This rests on something of {day}."), N_("It cannot lie before that day.")),
    "history_begins_elsewhere": Sentence(N_("A cycle begins with an enquiry or a transfer.")),
    "history_step_wrong": Sentence(
        N_("This step does not follow from the one before."), N_("Tell the steps in their order.")
    ),
    "history_order": Sentence(N_("{day} lies before the step above."), N_("Tell the steps in their order.")),
    "history_ends_the_cycle": Sentence(N_("With this step the cycle has ended."), N_("There is nothing to keep here.")),
    "history_dates_missing": Sentence(
        N_("A certificate runs: its decision day and its last day are needed."), N_("They stand on the certificate.")
    ),
    "form_line_open": Sentence(N_("This line is not answered yet.")),
    "form_remark_missing": Sentence(N_("Say why not.")),
    "form_result_open": Sentence(N_("Say how the form ends.")),
    "form_result_departs": Sentence(
        N_("The result is positive although lines are answered with no ({count})."), N_("Say why.")
    ),
    "form_signed_off": Sentence(N_("This form is signed off."), N_("Begin a new one.")),
    "span_unreadable": Sentence(N_("“{text}” is no length of time."), N_("Type a whole number.")),
    "holiday_known": Sentence(N_("{day} is in the list already.")),
    "audit_not_closed": Sentence(
        N_("The closing meeting of {reference} is not held yet."), N_("What it hands on is known after it.")
    ),
    "audit_type_does_not_follow": Sentence(N_("This kind of audit does not follow here.")),
    "special_kind_missing": Sentence(N_("Say what the special audit is for.")),
    "carried_remark_missing": Sentence(N_("Say what was found."), N_("Without it nobody can follow the result.")),
    "carried_state_wrong": Sentence(N_("This result does not fit what was handed on.")),
}
