"""What a member of the team declares before the audit: questions in own words, the text that is signed, clean or not.

Source: certification-audit facts, section 1 (17021-1, 5.2 and 7.2: impartiality, competence; 8.4: confidentiality).
The text is versioned: what was shown is kept whole with its SHA-256, so that a later wording changes no record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.domain.kinds import DeclarationKind, Side, TeamRole
from app.domain.preparing import Declaration
from app.domain.problems import Problem, blocking
from app.domain.sentence import N_

VERSION: Final = 1
DECISION: Final = "decision"
"""Key of the entry in which the body says what it decided about an answer that is not clean."""

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `clean` is the answer that raises no doubt."""

    key: str
    text: str
    clean: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `value` is None while it is open. A doubtful one needs a remark."""

    key: str
    value: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationDraft:
    """What was answered to one kind of declaration, with the text as it was shown."""

    kind: DeclarationKind
    answers: tuple[Answer, ...]
    text: str


QUESTIONS: Final[dict[DeclarationKind, tuple[Question, ...]]] = {
    DeclarationKind.IMPARTIALITY: (
        Question(
            "past",
            N_("In the last two years, did you advise, train, audit internally, work for or trade with this client?"),
            clean=False,
        ),
        Question(
            "future",
            N_("Do you mean to advise, work for or trade with this client in the two years after the audit?"),
            clean=False,
        ),
        Question(
            "interest",
            N_("Do you, or people close to you, have a financial or personal interest in this client?"),
            clean=False,
        ),
        Question(
            "competence",
            N_("Do your knowledge and experience fit what you are to do in this audit?"),
            clean=True,
        ),
    ),
    DeclarationKind.CONFIDENTIALITY: (
        Question(
            "secrecy",
            N_("Will you keep to yourself what you learn about this client, during the audit and after it?"),
            clean=True,
        ),
        Question(
            "handling",
            N_("Will you keep notes, copies and pictures only where the body allows it, and give them back or delete?"),
            clean=True,
        ),
    ),
}
_INTRODUCTION: Final = {
    DeclarationKind.IMPARTIALITY: N_("Declaration of impartiality and competence for one audit, version {version}"),
    DeclarationKind.CONFIDENTIALITY: N_("Declaration of confidentiality for one audit, version {version}"),
}
_CLOSING: Final = N_("I tell the certification body at once if an answer changes.")
_YES, _NO = N_("Yes"), N_("No")


def required_kinds(role: TeamRole, side: Side) -> tuple[DeclarationKind, ...]:
    """Return what somebody in this role declares: everybody the body brings along both, guides of the client nothing.

    Observers of other organisations see the client's secrets but judge nothing: both all the same, because the client
    may refuse an observer who is bound to a competitor [choice].
    """
    if role is TeamRole.GUIDE or side is Side.CLIENT:
        return ()
    return (DeclarationKind.IMPARTIALITY, DeclarationKind.CONFIDENTIALITY)


def questions_for(kind: DeclarationKind, role: TeamRole) -> tuple[Question, ...]:
    """Return the questions for a role; nobody asks an observer for competence."""
    found = QUESTIONS[kind]
    return tuple(one for one in found if not (one.key == "competence" and role is TeamRole.OBSERVER))


def shown_text(kind: DeclarationKind, role: TeamRole, t: Translate) -> str:
    """Return the whole text that is signed, in the language of `t`, one line a question."""
    lines = [t(_INTRODUCTION[kind]).format(version=VERSION)]
    lines += [f"{number}. {t(one.text)}" for number, one in enumerate(questions_for(kind, role), start=1)]
    return "\n".join([*lines, t(_CLOSING)])


def text_hash(text: str) -> str:
    """Return the SHA-256 (hex) of the text that was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def all_clean(kind: DeclarationKind, role: TeamRole) -> tuple[Answer, ...]:
    """Return the answers that raise no doubt."""
    return tuple(Answer(one.key, one.clean) for one in questions_for(kind, role))


def signing_problems(
    drafts: Iterable[DeclarationDraft], role: TeamRole, name: str, typed: str, signed_on: date | None
) -> tuple[Problem, ...]:
    """Return what a signature lacks: an answer, a remark to a doubtful one, the name as it is known, the day."""
    found: list[Problem] = []
    for draft in drafts:
        given = {one.key: one for one in draft.answers}
        for question in questions_for(draft.kind, role):
            answer = given.get(question.key)
            if answer is None or answer.value is None:
                found.append(blocking("declaration_answer_missing", question.key))
            elif answer.value is not question.clean and not answer.remark.strip():
                found.append(blocking("declaration_remark_missing", question.key))
    if not typed.strip():
        found.append(blocking("signed_name_missing", "signed_name"))
    elif _folded(typed) != _folded(name):
        found.append(blocking("signed_name_differs", "signed_name", name=name))
    if signed_on is None:
        found.append(blocking("signed_on_missing", "signed_on"))
    return tuple(found)


def to_stored(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return answers as they are stored."""
    return [{"key": one.key, "answer": one.value, "remark": one.remark.strip()} for one in answers]


def doubtful(declaration: Declaration) -> tuple[Mapping[str, Any], ...]:
    """Return the answers that raise a doubt. A key this version does not know counts as doubtful."""
    clean = {one.key: one.clean for one in QUESTIONS[declaration.kind]}
    given = [one for one in declaration.answers if one.get("key") != DECISION]
    return tuple(one for one in given if one.get("answer") is not clean.get(str(one.get("key")), ""))


def decision(declaration: Declaration) -> Mapping[str, Any] | None:
    """Return what the body decided: `answer` True lets the person take part; `remark`, `by`, `on`: why, who, when."""
    return next((one for one in declaration.answers if one.get("key") == DECISION), None)


def usable(declaration: Declaration) -> bool:
    """Tell whether the person may take part: signed, and all clean or let through by the body."""
    if declaration.signed_on is None or not declaration.answers:
        return False
    decided = decision(declaration)
    if decided is not None:
        return decided.get("answer") is True
    return not doubtful(declaration)


def spoken(answer: Mapping[str, Any], t: Translate) -> str:
    """Return a stored answer in words: the question, yes or no, the remark."""
    texts = {one.key: one.text for group in QUESTIONS.values() for one in group}
    said = t(_YES) if answer.get("answer") else t(_NO)
    remark = str(answer.get("remark") or "")
    head = f"{t(texts[str(answer['key'])]) if answer.get('key') in texts else answer.get('key')} {said}"
    return f"{head}: {remark}" if remark else head


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
