"""What a step of undo is called: `Undo: verdict on A.5.18`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.sentences import N_

if TYPE_CHECKING:
    from app.services.undo import Step
    from app.translation import Words

_NAMES: Final = {
    "undo_capture": N_("capture of “{subject}”"),
    "undo_finding": N_("new finding {subject}"),
    "undo_note": N_("change of the note “{subject}”"),
    "undo_sorting": N_("sorting of “{subject}”"),
    "undo_question": N_("question “{subject}”"),
    "undo_answer": N_("answer to “{subject}”"),
    "undo_finding_link": N_("links of {subject}"),
    "undo_withdrawal": N_("withdrawal of {subject}"),
    "undo_taking_up": N_("taking {subject} up again"),
    "undo_repeat": N_("what {subject} repeats"),
    "undo_rule": N_("decision on a rule for {subject}"),
    "undo_judgement": N_("judgement on {subject}"),
    "undo_thread": N_("audit trail “{subject}”"),
    "undo_guidance": N_("own guidance “{subject}”"),
    "undo_regrade": N_("change of the grade of {subject}"),
    "undo_verdict": N_("verdict on {subject}"),
    "undo_text": N_("text {subject} of the report"),
    "undo_field": N_("change of {subject}"),
    "undo_plan": N_("change of the audit plan ({subject})"),
    "undo_programme": N_("change of the programme ({subject})"),
    "undo_time": N_("audit time of {subject} days"),
    "undo_sites": N_("{subject} sites taken into the audit"),
    "undo_documents": N_("{subject} documents listed for review"),
    "undo_review": N_("review of {subject} documents"),
    "undo_readiness": N_("readiness of {subject}"),
    "undo_entry": N_("entry of “{subject}”"),
    "undo_removal": N_("removal of “{subject}”"),
    "undo_cycle": N_("step of the cycle"),
    "undo_carried": N_("result for {subject}"),
}
_TABLES: Final = {
    "audit": N_("the audit"),
    "client": N_("the client"),
    "evidence": N_("an evidence item"),
    "finding": N_("a finding"),
    "verdict": N_("a requirement"),
    "meeting": N_("a meeting"),
    "session": N_("a session"),
    "objective": N_("an objective"),
    "team_member": N_("the team"),
    "audit_site": N_("a site"),
    "deviation": N_("a deviation"),
    "body": N_("the settings"),
    "contact": N_("a person of the client"),
    "site": N_("a site of the client"),
    "head_count": N_("a head count"),
    "process": N_("a process"),
    "client_document": N_("a document of the client"),
    "scope_statement": N_("a scope sentence"),
}


def step_name(step: Step, words: Words) -> str:
    """Return the name of a step in the language of the program, for `Undo: …` and `Undone: …`."""
    if step.code == "undo_verdict" and step.subject.isdigit():
        count = int(step.subject)
        return words.ngettext("verdict on {n} requirement", "verdicts on {n} requirements", count).format(n=count)
    subject = step.subject
    if step.code == "undo_field":
        table = subject.partition(".")[0]
        subject = words.gettext(_TABLES.get(table, N_("a field")))
    return words.gettext(_NAMES.get(step.code, N_("last change"))).format(subject=subject)
