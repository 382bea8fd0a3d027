"""Words that clients use as headings of their register of documents, in several languages."""

from __future__ import annotations

from typing import Final

from app.domain.register_import import RegisterColumn
from app.exchange.reading import Vocabulary

HEADINGS: Final = Vocabulary(
    {
        RegisterColumn.REFERENCE: (
            "reference", "document number", "document no", "document id", "doc no", "doc id", "document code", "code",
            "number", "no", "nr", "id", "dokumentennummer", "dokument nr", "dokumenten id", "kennung", "referenz",
            "nummer", "référence", "numéro", "code document", "referencia", "número", "código", "riferimento",
            "codice", "numer", "oznaczenie", "symbol", "číslo", "referência",
        ),
        RegisterColumn.EDITION: (
            "version", "edition", "revision", "rev", "ver", "issue", "ausgabe", "fassung", "stand version", "versión",
            "edición", "révision", "versione", "revisione", "wersja", "wydanie", "verze", "versão", "sürüm",
        ),
        RegisterColumn.DATED: (
            "date", "dated", "issue date", "date of issue", "valid from", "approved on", "approval date",
            "effective date", "last change", "last updated", "released", "datum", "freigabedatum", "gültig ab",
            "ausgabedatum", "stand", "fecha", "data", "date d émission", "data wydania", "datum vydání", "tarih",
        ),
        RegisterColumn.OWNER: (
            "owner", "document owner", "responsible", "author", "process owner", "eigentümer", "verantwortlich",
            "verantwortlicher", "inhaber", "autor", "propriétaire", "responsable", "auteur", "propietario",
            "proprietario", "responsabile", "właściciel", "vlastník", "sahibi",
        ),
        RegisterColumn.CLASSIFICATION: (
            "classification", "class", "confidentiality", "sensitivity", "klassifizierung", "klassifikation",
            "vertraulichkeit", "schutzklasse", "clasificación", "classificazione", "klasyfikacja", "klasifikace",
            "confidentialité", "classificação",
        ),
        RegisterColumn.TITLE: (
            "title", "document title", "document name", "name of document", "document", "name", "description",
            "titel", "dokument", "dokumententitel", "bezeichnung", "dokumentname", "titre", "intitulé", "título",
            "nombre", "titolo", "nome", "tytuł", "nazwa", "název", "belge",
        ),
    }
)  # fmt: skip
