"""The words for the closed lists of programme, client file, plan and stage 1; `words.py` joins them to the others."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain import kinds
from app.domain.sentences import N_

PROGRAMME_NAMES: Final[dict[type[StrEnum], dict[str, str]]] = {
    kinds.ProgrammeStep: {
        "stage1": N_("Stage 1"),
        "stage2": N_("Stage 2"),
        "surveillance1": N_("First surveillance"),
        "surveillance2": N_("Second surveillance"),
        "recertification": N_("Recertification"),
        "special": N_("Special audit"),
    },
    kinds.ProgrammeLine: {
        "requirement": N_("Requirement"),
        "site": N_("Site"),
        "process": N_("Process"),
    },
    kinds.DataRole: {
        "unknown": N_("Not known yet"),
        "none": N_("No personal data"),
        "controller": N_("Controller"),
        "processor": N_("Processor"),
        "both": N_("Controller and processor"),
    },
    kinds.SiteKind: {
        "permanent": N_("Permanent site"),
        "temporary": N_("Temporary site"),
        "virtual": N_("Virtual site"),
    },
    kinds.ScopeState: {
        "proposed": N_("Proposed"),
        "agreed": N_("Agreed"),
        "certified": N_("On the certificate"),
        "replaced": N_("Replaced"),
    },
    kinds.RowKind: {
        "audit": N_("Audit"),
        "opening": N_("Opening meeting"),
        "closing": N_("Closing meeting"),
        "team_meeting": N_("Team meeting"),
        "wrap_up": N_("Daily wrap-up"),
        "lunch": N_("Lunch"),
        "break": N_("Break"),
        "travel": N_("Travel"),
        "office": N_("Work at the office"),
    },
    kinds.Assignment: {
        "open": N_("Not answered"),
        "accepted": N_("Assignment accepted"),
        "declined": N_("Assignment declined"),
    },
    kinds.DeclarationKind: {
        "impartiality": N_("Declaration of impartiality"),
        "confidentiality": N_("Declaration of confidentiality"),
    },
    kinds.StatementKind: {
        "team": N_("Audit team"),
        "plan": N_("Audit plan"),
        "withheld": N_("Records not to be shown"),
    },
    kinds.StatementOutcome: {
        "asked": N_("Asked, no answer yet"),
        "accepted": N_("Accepted by the client"),
        "changes_wanted": N_("Changes wanted"),
        "objection": N_("Objection"),
    },
    kinds.WithheldJudgement: {
        "open": N_("Not judged yet"),
        "can_be_audited": N_("Can be audited without it"),
        "not_until_access": N_("Not until access is given"),
    },
    kinds.Adequacy: {
        "not_reviewed": N_("Not reviewed"),
        "adequate": N_("Adequate"),
        "partly": N_("Partly adequate"),
        "not_adequate": N_("Not adequate"),
    },
    kinds.Ready: {
        "open": N_("Open"),
        "ready": N_("Ready"),
        "partly": N_("Partly ready"),
        "not_ready": N_("Not ready"),
    },
    kinds.CarriedKind: {
        "nonconformity": N_("Nonconformity"),
        "concern": N_("Area of concern"),
        "point": N_("Point for this team"),
    },
    kinds.CarriedState: {
        "open": N_("Open"),
        "verified": N_("Verified"),
        "not_effective": N_("Not effective"),
        "noted": N_("Noted"),
    },
    kinds.FormKind: {
        "application": N_("Review of the application"),
        "transfer": N_("Pre-transfer review"),
        "stage2_go": N_("Go-ahead for stage 2"),
    },
    kinds.FormResult: {
        "open": N_("Open"),
        "positive": N_("Positive"),
        "negative": N_("Negative"),
    },
}
