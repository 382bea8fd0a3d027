"""Where a place of the rules is in the window, and how the next thing to do is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.readiness import Page, Place
from app.domain.sentences import N_

if TYPE_CHECKING:
    from app.domain.overview import NextThing
    from app.translation import Words
    from app.ui.context import UiContext

# The answers of the closing meeting that can be given on the page of the report as well.
_ON_REPORT: Final = frozenset(
    {"recommendation", "recommendation_reason", "internal_audit_done", "management_review_done", "conclusion"}
)
_KEYS: Final = {Page.PLAN: "overview", Page.COVERAGE: "fieldwork", Page.FOLLOW_UP: "overview"}

# code -> (title, sentence, button)
_NEXT: Final = {
    "complete_plan": (
        N_("Complete the plan"),
        N_("The team, the sites and the scope are said in the opening meeting."),
        N_("Go to the plan"),
    ),
    "hold_opening": (
        N_("Hold the opening meeting"),
        N_("The points of this type of audit and the people known so far are ready."),
        N_("Start the opening meeting"),
    ),
    "finish_opening": (
        N_("Finish the opening meeting"),
        N_("It is running. You can go on where you were."),
        N_("Continue the opening meeting"),
    ),
    "capture_first_evidence": (
        N_("Capture the first evidence"),
        N_("One line is enough. The rest can follow."),
        N_("Go to the fieldwork"),
    ),
    "sort_evidence": (
        N_("Sort the inbox"),
        N_("Items without a kind and a requirement: {count}."),
        N_("Sort the evidence"),
    ),
    "complete_finding": (
        N_("Complete the findings"),
        N_("Something is missing before they can be read out. Open points: {count}."),
        N_("Go to the finding"),
    ),
    "decide_verdicts": (
        N_("Decide the requirements"),
        N_("Requirements without a verdict, or with a gap: {count}."),
        N_("Go to the requirements"),
    ),
    "complete_stage1": (
        N_("Complete the work of stage 1"),
        N_("Documents, readiness, sites: open points: {count}."),
        N_("Go to stage 1"),
    ),
    "hold_closing": (
        N_("Hold the closing meeting"),
        N_("Findings and verdicts are complete."),
        N_("Start the closing meeting"),
    ),
    "finish_closing": (
        N_("Finish the closing meeting"),
        N_("It is running. You can go on where you were."),
        N_("Continue the closing meeting"),
    ),
    "complete_report": (
        N_("Complete the report"),
        N_("The closing is done, the report is due on {due}. Points that still hold the signature: {count}."),
        N_("Go to the first point"),
    ),
    "compose_report": (
        N_("Look through the report and sign it"),
        N_("The closing is done, the report is due on {due}. Nothing is missing."),
        N_("Go to the report"),
    ),
    "sign_report": (
        N_("Sign the report"),
        N_("It is composed and waits for signatures. It is due on {due}."),
        N_("Go to the report"),
    ),
    "wait_for_plans": (
        N_("Wait for the client's plans"),
        N_("Nonconformities that wait for an answer: {count}."),
        N_("Show the report"),
    ),
    "nothing_left": (N_("This audit is done"), N_("The report is signed and nothing is open."), N_("Show the report")),
    "audit_ended_early": (N_("This audit was ended early"), N_("Reason: {reason}"), N_("Show the report")),
}


def key_of(place: Place) -> str:
    """Return the key of the page that shows `place`."""
    if place.page is Page.CLOSING and place.field in _ON_REPORT:
        return "report"
    return _KEYS.get(place.page, place.page.value)


def item_of(place: Place) -> str:
    """Return what the page is asked to bring into view: `row#field`, both may be empty."""
    if place.page is Page.COVERAGE:
        return f"requirement:{place.row}"
    return f"{place.row}#{place.field}" if place.field else place.row


def go_to(ctx: UiContext, audit_id: str, place: Place) -> None:
    """Show the page of `place` with its row and field."""
    audit = "" if place.page is Page.SETTINGS else audit_id
    ctx.navigator.go(key_of(place), audit, item_of(place))


def next_words(thing: NextThing, words: Words) -> tuple[str, str, str]:
    """Return title, sentence and button of the next thing to do."""
    title, text, button = _NEXT.get(thing.code, _NEXT["nothing_left"])
    values = {name: str(value) for name, value in thing.values}
    if values.get("due"):
        values["due"] = words.day(date.fromisoformat(values["due"]))
    return words.gettext(title), words.gettext(text).format_map(_Missing(values)), words.gettext(button)


class _Missing(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"
