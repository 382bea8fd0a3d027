"""The marks of a line as chips below it: what was understood is seen before it counts, and can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.domain.capture_marks import Mark, MarkKind
from app.domain.sentences import N_
from app.ui.widgets.chip_list import ChipLine, ChipList
from app.ui.widgets.labels import isolated

if TYPE_CHECKING:
    from app.domain.capture_facts import CaptureFacts
    from app.domain.capture_marks import Typed
    from app.translation import Words

_LOOKS: Final = {
    MarkKind.REQUIREMENT: ("link", "neutral"),
    MarkKind.PERSON: ("person", "neutral"),
    MarkKind.DOCUMENT: ("file", "neutral"),
    MarkKind.EDITION: ("file", "neutral"),
    MarkKind.SAMPLE: ("table", "neutral"),
    MarkKind.GRADE: ("finding", "warning"),
    MarkKind.CONFIDENTIAL: ("lock", "warning"),
}
_GRADES: Final = {
    "minor": N_("Draft: minor nonconformity"),
    "major": N_("Draft: major nonconformity"),
    "obs": N_("Observation"),
    "nc": N_("Nonconformity"),
    "ok": N_("Conform"),
    "plus": N_("Strength"),
}


class MarkChips(ChipList):
    """One chip for each mark; the key of a chip is the source of its mark, so that it can be left as text."""

    def __init__(self, words: Words) -> None:
        super().__init__(words, words.gettext("Understood in the line"))
        self._words = words

    def show_marks(self, typed: Typed, facts: CaptureFacts) -> None:
        """Show the marks of a line."""
        self.show_chips([self._line(mark, facts) for mark in typed.marks])

    def _line(self, mark: Mark, facts: CaptureFacts) -> ChipLine:
        icon, tone = _LOOKS[mark.kind]
        text, meaning = self._said(mark, facts)
        return ChipLine(mark.source, text, meaning, icon, tone)

    def _said(self, mark: Mark, facts: CaptureFacts) -> tuple[str, str]:
        """Return what a chip says and what it means."""
        t = self._words.gettext
        if mark.kind is MarkKind.REQUIREMENT:
            return f"{isolated(f'{mark.value} {mark.part}'.strip())} {_short(facts.title_of(mark.value))}".strip(), (
                facts.title_of(mark.value)
            )
        if mark.kind is MarkKind.PERSON:
            person = facts.person(mark)
            known = ", ".join(part for part in (person.name, person.function) if part) if person else ""
            return known or mark.value, "" if person else t("Not among the people of the client.")
        if mark.kind is MarkKind.DOCUMENT:
            document = facts.document(mark)
            title = document.title if document else t("not in the register")
            return f"{isolated(mark.value)} {_short(title)}", title
        if mark.kind is MarkKind.EDITION:
            return t("edition {edition}").format(edition=isolated(mark.value)), ""
        if mark.kind is MarkKind.SAMPLE:
            return self._sample(mark), ""
        return t(_GRADES.get(mark.value, N_("Confidential"))), ""

    def _sample(self, mark: Mark) -> str:
        size, population, deviating = mark.numbers
        t = self._words.gettext
        said = [t("{n} of {all}").format(n=size, all=population) if population else t("{n} items").format(n=size)]
        if deviating is not None:
            said.append(self._words.ngettext("{n} deviates", "{n} deviate", deviating).format(n=deviating))
        return ", ".join(said)


def _short(title: str, most: int = 32) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"
