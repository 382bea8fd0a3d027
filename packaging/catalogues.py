"""The gettext catalogue: one for windows, papers and the command line.

    python packaging/catalogues.py extract   reads the texts out of app/ into resources/i18n/onsite.pot
    python packaging/catalogues.py update    brings every <language>/LC_MESSAGES/onsite.po up to the .pot
    python packaging/catalogues.py compile   writes the .mo beside each .po (for installers; not needed from source)
    python packaging/catalogues.py check     says what is stale or has other placeholders; exit 1 if anything is
    python packaging/catalogues.py           extract and update

A text is what stands in a call of `t`, `tn`, `N_`, `gettext` or `ngettext`. Places are not written: moved lines are
no change.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from app.translation import DOMAIN, compile_catalogue  # noqa: E402 - after the path is set

FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
KEYWORDS = {
    **dict.fromkeys(("t", "_t", "N_", "gettext")),
    **dict.fromkeys(("tn", "_tn", "ngettext"), (1, 2)),
}
ONCE = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}")


def sources() -> Iterator[Path]:
    """Return the files that may hold texts, in a fixed order."""
    yield from sorted((ROOT / "app").rglob("*.py"))


def template() -> str:
    """Return the .pot as it should be now."""
    catalogue = Catalog(
        project="Onsite",
        version="1",
        charset="utf-8",
        header_comment="# Texts of Onsite, made by packaging/catalogues.py from the source.",
        copyright_holder="the Onsite authors",
        creation_date=ONCE,
        revision_date=ONCE,
    )
    for path in sources():
        with path.open("rb") as source:
            for _line, text, _comments, context in extract("python", source, keywords=KEYWORDS):
                if any(text if isinstance(text, tuple) else (text,)):
                    catalogue.add(text, context=context)
    return _written(catalogue)


def _written(catalogue: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalogue, no_location=True, sort_output=True, omit_header=False, width=100, ignore_obsolete=True)
    return out.getvalue().decode("utf-8")


def catalogues() -> dict[str, Path]:
    """Return language -> .po."""
    return {path.parent.parent.name: path for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))}


def read(path: Path, language: str | None = None) -> Catalog:
    """Return the catalogue in a file."""
    return read_po(io.StringIO(path.read_text(encoding="utf-8")), locale=language)


def updated(path: Path, language: str, text: str) -> str:
    """Return the .po with the texts of the .pot `text`; new ones are empty, changed ones fuzzy."""
    catalogue = read(path, language)
    revision = catalogue.revision_date
    catalogue.update(read_po(io.StringIO(text)), no_fuzzy_matching=True)
    catalogue.creation_date, catalogue.revision_date = ONCE, revision
    return _written(catalogue)


def wrong(message: Message) -> bool:
    """Tell whether a finished translation has other placeholders than its source."""
    known = {mark for text in _forms(message.id) for mark in PLACEHOLDER.findall(text)}
    theirs = [set(PLACEHOLDER.findall(text)) for text in _forms(message.string) if text]
    if isinstance(message.id, str):
        return any(marks != known for marks in theirs)
    return any(not marks <= known for marks in theirs)  # a plural form may leave the number out


def _forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def finished(catalogue: Catalog) -> int:
    """Return how many percent of the texts are translated."""
    texts = [message for message in catalogue if message.id]
    return round(100 * sum(bool(message.string and any(message.string)) for message in texts) / max(1, len(texts)))


def extract_all() -> None:
    """Write the .pot."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8", newline="\n")


def update_all() -> None:
    """Bring every catalogue up to the .pot."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for language, path in catalogues().items():
        path.write_text(updated(path, language, text), encoding="utf-8", newline="\n")


def compile_all() -> None:
    """Write the .mo files."""
    for language, path in catalogues().items():
        path.with_suffix(".mo").write_bytes(compile_catalogue(path.read_text(encoding="utf-8"), language))


def problems() -> list[str]:
    """Return what is stale or wrong."""
    found = []
    if not TEMPLATE.is_file() or TEMPLATE.read_text(encoding="utf-8") != template():
        found.append("onsite.pot is stale: python packaging/catalogues.py")
    for language, path in catalogues().items():
        catalogue = read(path, language)
        found += [f"{language}: other placeholders in {message.id!r}" for message in catalogue if wrong(message)]
    return found


def main(arguments: list[str]) -> int:
    """Run one command."""
    command = arguments[0] if arguments else "all"
    steps = {
        "extract": [extract_all],
        "update": [update_all],
        "compile": [compile_all],
        "all": [extract_all, update_all],
        "check": [],
    }
    if command not in steps:
        print(__doc__)
        return 2
    for step in steps[command]:
        step()
    for language, path in catalogues().items():
        print(f"{language}: {finished(read(path, language))} % translated")
    found = problems()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
