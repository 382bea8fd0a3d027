"""Words that clients use in a Statement of Applicability: headings, yes and no, states, in several languages.

All stand as `reading.plain` gives them or are brought to that form there. Our own words in the papers' languages are
among them, so that a filled-in template comes back whole.
"""

from __future__ import annotations

from typing import Final

from app.domain.kinds import Implemented
from app.domain.soa_import import SoaColumn
from app.exchange.reading import Vocabulary, plain

HEADINGS: Final = Vocabulary(
    {
        SoaColumn.REASON_EXCLUDED: (
            "reason for exclusion", "justification for exclusion", "exclusion justification", "exclusion reason",
            "justification of exclusion", "reason excluded", "why excluded", "begründung für ausschluss",
            "begründung ausschluss", "begründung für den ausschluss", "ausschlussgrund", "grund des ausschlusses",
            "begründung nichtanwendbarkeit", "begründung der nichtanwendbarkeit", "justification de l exclusion",
            "raison de l exclusion", "motivo de exclusión", "justificación de la exclusión", "uzasadnienie wyłączenia",
        ),
        SoaColumn.REASON_INCLUDED: (
            "reason for inclusion", "justification for inclusion", "inclusion justification", "inclusion reason",
            "justification of inclusion", "reason for selection", "reasons for selection", "reason for applicability",
            "begründung für einschluss", "begründung einschluss", "begründung für den einschluss",
            "begründung für die einbeziehung", "begründung anwendbarkeit", "begründung der anwendbarkeit",
            "auswahlgrund", "justification de l inclusion", "justificación de la inclusión", "uzasadnienie włączenia",
        ),
        SoaColumn.EXCLUDED: ("excluded", "exclusion", "ausgeschlossen", "ausschluss", "exclu", "excluido",
                             "not applicable", "nicht anwendbar", "non applicable", "no aplicable"),
        SoaColumn.APPLICABLE: (
            "applicable", "applicability", "included", "in scope", "selected", "applies", "applied", "relevant",
            "anwendbar", "anwendbarkeit", "zutreffend", "relevanz", "einbezogen", "ausgewählt", "gilt", "trifft zu",
            "applicabilité", "aplicable", "aplicabilidad", "aplicabilidade", "aplicável", "applicabile",
            "applicabilità", "toepasselijk", "van toepassing", "stosowane", "ma zastosowanie", "použitelné",
            "tillämplig",
        ),
        SoaColumn.REASON: (
            "reason for inclusion or exclusion", "justification for inclusion or exclusion",
            "justification for inclusion exclusion", "reason for inclusion exclusion",
            "begründung für einschluss oder ausschluss", "begründung für ein oder ausschluss",
            "reason", "reasons", "justification", "rationale", "begründung", "grund", "motivation", "raison",
            "justificación", "motivo", "justificativa", "giustificazione", "motivazione", "reden", "onderbouwing",
            "uzasadnienie", "zdůvodnění", "motivering",
        ),
        SoaColumn.IMPLEMENTED: (
            "implemented", "implementation status", "status of implementation", "implementation state", "status",
            "implementation", "state", "umgesetzt", "umsetzungsstatus", "umsetzungsstand", "stand der umsetzung",
            "status der umsetzung", "umsetzung", "implementiert", "umsetzungsgrad", "reifegrad", "mis en oeuvre",
            "mise en oeuvre", "état", "implementado", "implantado", "estado", "implementato", "stato",
            "geïmplementeerd", "wdrożone", "stan wdrożenia", "zavedeno", "implementerad",
        ),
        SoaColumn.TITLE: (
            "title", "control title", "control name", "name of control", "name", "control objective", "description",
            "control description", "titel", "bezeichnung", "name der maßnahme", "titel der maßnahme", "beschreibung",
            "maßnahmentitel", "titre", "intitulé", "título", "nombre", "titolo", "nazwa", "název",
        ),
        SoaColumn.REF: (
            "control", "control no", "control number", "control id", "control ref", "control reference", "controls",
            "ref", "reference", "no", "nr", "number", "id", "clause", "section", "annex a", "annex a control",
            "iso 27001", "iso iec 27001", "maßnahme", "maßnahmen", "maßnahmennummer", "nummer", "kapitel", "abschnitt",
            "referenz", "anhang a", "control nr", "mesure", "numéro", "référence", "annexe a", "controllo", "numero",
            "número", "referencia", "maatregel", "bijlage a", "zabezpieczenie", "numer", "opatření", "číslo", "åtgärd",
        ),
    }
)  # fmt: skip

TICKS: Final = frozenset({"x", "✓", "✔", "☑", "☒", "✅", "●", "•", "■", "√"})

_YES: Final = (
    "yes", "y", "ja", "j", "oui", "o", "si", "sì", "sim", "s", "tak", "t", "ano", "igen", "da", "true", "wahr", "vrai",
    "1", "applicable", "is applicable", "applies", "applied", "anwendbar", "zutreffend", "trifft zu", "relevant",
    "included", "include", "einbezogen", "enthalten", "in scope", "selected", "required", "erforderlich", "inclus",
    "aplicable", "aplicável", "applicabile", "incluido", "van toepassing", "stosowane", "gilt",
)  # fmt: skip
_NO: Final = (
    "no", "n", "nein", "non", "nie", "ne", "nem", "nee", "não", "false", "falsch", "faux", "0", "not applicable",
    "non applicable", "nicht anwendbar", "nicht zutreffend", "trifft nicht zu", "nicht relevant", "not relevant", "n a",
    "na", "n z", "n v t", "entfällt", "excluded", "exclude", "ausgeschlossen", "not selected", "out of scope",
    "not included", "exclu", "excluido", "no aplicable", "não aplicável", "non applicabile", "nie dotyczy",
    "niet van toepassing", "keine", "not required",
)  # fmt: skip
_CROSSES: Final = frozenset({"-", "–", "—", "✗", "✘", "☐", "❌", "□", "○"})

_DONE: Final = (
    "yes", "y", "ja", "j", "oui", "si", "sí", "sì", "sim", "tak", "ano", "true", "wahr", "vrai", "1", "implemented",
    "fully implemented", "umgesetzt", "vollständig umgesetzt", "implementiert", "done", "complete", "completed",
    "erledigt", "abgeschlossen", "in place", "effective", "wirksam", "operational", "in operation", "in betrieb",
    "established", "eingeführt", "full", "fully", "vollständig", "100%", "mis en oeuvre", "réalisé", "implementado",
    "implantado", "implementato", "geïmplementeerd", "wdrożone", "closed", "live", "compliant", "erfüllt",
)  # fmt: skip
_PARTLY: Final = (
    "partly", "partial", "partially", "partially implemented", "partly implemented", "teilweise",
    "teilweise umgesetzt", "teils", "zum teil", "in progress", "in umsetzung", "in arbeit", "ongoing", "laufend",
    "under way", "started", "begonnen", "in implementation", "partiellement", "partiel", "en cours", "parcial",
    "parcialmente", "en curso", "parzialmente", "in corso", "gedeeltelijk", "częściowo", "w trakcie",
    "work in progress",
)  # fmt: skip
_NOT_YET: Final = (
    "no", "n", "nein", "non", "nie", "ne", "false", "falsch", "faux", "0", "not implemented", "nicht umgesetzt",
    "planned", "geplant", "open", "offen", "not started", "nicht begonnen", "to do", "todo", "ausstehend", "pending",
    "none", "keine", "0%", "prévu", "planifié", "non mis en oeuvre", "planificado", "no implementado", "pianificato",
    "gepland", "planowane", "niewdrożone", "missing", "fehlt", "not yet", "noch nicht", "n a", "na",
    "not applicable", "nicht anwendbar", "entfällt", "excluded", "ausgeschlossen",
)  # fmt: skip
_PERCENT_WHOLE: Final = 100.0

YES: Final = frozenset(map(plain, _YES)) | TICKS
NO: Final = frozenset(map(plain, _NO)) | _CROSSES
STATES: Final[dict[str, Implemented]] = {
    **{plain(word): Implemented.NO for word in _NOT_YET},
    **{plain(word): Implemented.PARTLY for word in _PARTLY},
    **{plain(word): Implemented.YES for word in _DONE},
    **dict.fromkeys(TICKS, Implemented.YES),
    **dict.fromkeys(_CROSSES, Implemented.NO),
}


def yes_or_no(text: str) -> bool | None:
    """Return what a cell says, `None` for anything that is neither; `Yes, see policy` counts as yes."""
    for said in _spellings(text):
        if said in YES:
            return True
        if said in NO:
            return False
    return None


def state(text: str) -> Implemented | None:
    """Return the state that a cell says, also from a percentage; `None` for a word that is not known."""
    found = _percentage(text)
    if found is not None:
        return found
    return next((STATES[said] for said in _spellings(text) if said in STATES), None)


def _spellings(text: str) -> tuple[str, ...]:
    """Return the whole cell, then what stands before the first sign that begins an explanation."""
    whole = text.strip()
    first = whole
    for sign in ("\n", ",", ";", "(", ":", " - ", " – "):
        first = first.split(sign, 1)[0]
    return (whole.casefold(), plain(whole), plain(first))


def _percentage(text: str) -> Implemented | None:
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    if not text.strip().endswith("%") or not bare.replace(".", "", 1).isdecimal():
        return None
    share = float(bare)
    if share >= _PERCENT_WHOLE:
        return Implemented.YES
    return Implemented.PARTLY if share > 0 else Implemented.NO
