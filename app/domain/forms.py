"""Forms of the body within a cycle: review of the application, pre-transfer review, go-ahead for stage 2.

Own words. A line is answered with yes or no; "no" needs a remark. What the guards of the cycle read out of a form
stands in `cycle_reading.py`. Sources: certification-audit facts, sections 2 and 14 (17021-1, 9.1.2; 27006-1, 9.3.2;
IAF MD 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.cycle_kinds import TransferCheck
from app.domain.kinds import FormKind, FormResult
from app.domain.problems import Problem, blocking, hint
from app.domain.sentence import N_


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line: `text` is the message id of what is confirmed.

    `decisive` lines stand against a positive result when they are answered "no"; `follows` ones can be answered after
    the form was signed off (an offer is sent after the review).
    """

    key: str
    text: str
    decisive: bool = True
    follows: bool = False


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What was answered to one line; `None` = not answered yet."""

    key: str
    answer: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDraft:
    """A form as it is filled in."""

    kind: FormKind
    answers: tuple[FormAnswer, ...] = field(default_factory=tuple)
    result: FormResult = FormResult.OPEN
    reason: str = ""
    by_name: str = ""

    def said(self, key: str) -> FormAnswer:
        """Return the answer to a line, an empty one if there is none."""
        return next((one for one in self.answers if one.key == key), FormAnswer(key))


STILL_HOLDS: Final = "still_holds"
CONCERNS: Final = "concerns"
FORMS: Final[dict[FormKind, tuple[FormLine, ...]]] = {
    FormKind.APPLICATION: (
        FormLine("signature", N_("The application is signed by the client.")),
        FormLine("consultants", N_("The client said which consultants it used, or that it used none."), decisive=False),
        FormLine("competence", N_("The body has auditors, reviewers and decision makers who are competent for it.")),
        FormLine("impartiality", N_("The body is impartial towards this client.")),
        FormLine("scope_clear", N_("Scope, sites, shifts and outsourced processes are clear enough to plan audits.")),
        FormLine("conditions", N_("Language, safety, travel and remote techniques are no obstacle."), decisive=False),
        FormLine("offer_sent", N_("The client has the offer."), follows=True),
        FormLine("signed_by_client", N_("The contract is signed by the client."), follows=True),
        FormLine("signed_by_body", N_("The contract is signed by the body."), follows=True),
        FormLine("programme_approved", N_("The certification manager approved the programme (name)."), follows=True),
    ),
    FormKind.TRANSFER: (
        FormLine(TransferCheck.REASON, N_("Why the client changes its body is known and sound.")),
        FormLine(TransferCheck.CERTIFICATE, N_("The certificate is valid; number and dates of its cycle are known.")),
        FormLine(TransferCheck.SCOPE, N_("Scope, sites and activities are those of the certificate.")),
        FormLine(TransferCheck.REPORTS, N_("The reports of the last audit of the whole system and since were read.")),
        FormLine(
            TransferCheck.NONCONFORMITIES,
            N_("Majors of the other body are closed; for minors there is an accepted plan."),
        ),
        FormLine(TransferCheck.COMPLAINTS, N_("Complaints and what was done about them were looked at.")),
        FormLine(TransferCheck.LEGAL, N_("There is no trouble with the law that touches the scope.")),
        FormLine(TransferCheck.SUSPENSION, N_("The certificate is not suspended and not threatened with it.")),
        FormLine(TransferCheck.ACCREDITATION, N_("The certificate is accredited, and our accreditation covers it.")),
    ),
    FormKind.STAGE2_GO: (
        FormLine("report_read", N_("The report of stage 1 was read.")),
        FormLine(CONCERNS, N_("Each area of concern is solved, or stage 2 was told to look at it.")),
        FormLine("team_fits", N_("The team of stage 2 has the competence that stage 1 showed to be needed.")),
        FormLine("time_fits", N_("Scope, sites and audit time are still right.")),
        FormLine(STILL_HOLDS, N_("Stage 1 still holds, although it is old (say why)."), decisive=False),
    ),
}  # fmt: skip
TITLES: Final[dict[FormKind, str]] = {
    FormKind.APPLICATION: N_("Review of the application"),
    FormKind.TRANSFER: N_("Pre-transfer review"),
    FormKind.STAGE2_GO: N_("Go-ahead for stage 2"),
}


def form_problems(draft: FormDraft) -> tuple[Problem, ...]:
    """Return what stands against signing off a form: open lines, a "no" without remark, a result that does not fit."""
    return (*_of_lines(draft), *_of_result(draft))


def _of_lines(draft: FormDraft) -> Iterable[Problem]:
    for line in FORMS[draft.kind]:
        said = draft.said(line.key)
        if said.answer is None and not line.follows:
            make = blocking if line.decisive else hint
            yield make("form_line_open", line.key)
        elif said.answer is False and not said.remark.strip():
            yield blocking("form_remark_missing", line.key)


def _of_result(draft: FormDraft) -> Iterable[Problem]:
    if not draft.by_name.strip():
        yield blocking("name_missing", "by_name")
    refused = [one.key for one in FORMS[draft.kind] if one.decisive and not one.follows
               and draft.said(one.key).answer is False]  # fmt: skip
    if draft.result is FormResult.OPEN:
        yield blocking("form_result_open", "result")
    elif draft.result is FormResult.NEGATIVE and not draft.reason.strip():
        yield blocking("reason_missing", "reason")
    elif draft.result is FormResult.POSITIVE and refused and not draft.reason.strip():
        yield blocking("form_result_departs", "reason", count=len(refused))


def to_stored(answers: Iterable[FormAnswer]) -> list[dict[str, Any]]:
    """Return answers as they are stored, {key, answer, remark} in the order of the form."""
    return [{"key": str(one.key), "answer": one.answer, "remark": one.remark} for one in answers]


def from_stored(stored: Iterable[Mapping[str, Any]]) -> tuple[FormAnswer, ...]:
    """Return stored answers; what is no yes or no counts as not answered."""
    return tuple(
        FormAnswer(
            str(one.get("key", "")),
            one["answer"] if isinstance(one.get("answer"), bool) else None,
            str(one.get("remark", "")),
        )
        for one in stored
    )
