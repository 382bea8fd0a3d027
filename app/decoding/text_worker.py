"""The helper process for the text inside one file: name and bytes in; a line with the state, then UTF-8 text out.

No workspace is open in this process; memory, time and the writing of files are limited. The bytes say what kind of
file it is, the name only tells texts apart. Archives inside archives are not opened.
"""

from __future__ import annotations

import re
import struct
import sys
import zipfile
import zlib
from typing import Final

from app.decoding.limits import MEMORY, SECONDS
from app.decoding.text_office import MOST_LETTERS, Enough, Gathered, office_text
from app.decoding.text_plain import plain_text
from app.domain.errors import ForeignFileProblem
from app.domain.search import PAGE_END, TextRead

LONGEST: Final = 64 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_HARMFUL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_BLANKS: Final = re.compile(r"[ \t\xa0]{2,}")
_LINES: Final = re.compile(r"\s*\n\s*\n\s*")
_STATES: Final = {
    "table_encrypted": TextRead.ENCRYPTED,
    "table_unpacks": TextRead.BOMB,
    "table_xml_refused": TextRead.BOMB,
    "table_encoding": TextRead.OTHER,
}
# What the libraries raise over bytes that are not what they seem.
_BROKEN: Final = (
    OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, SyntaxError, EOFError, RuntimeError,
    AssertionError, NotImplementedError, zipfile.BadZipFile, zlib.error, struct.error,
)  # fmt: skip


def run() -> int:
    """Read one file and write its text, or why there is none."""
    _limit()
    name = sys.stdin.buffer.readline().decode("utf-8", "replace").rstrip("\n")
    content = sys.stdin.buffer.read(LONGEST + 1)
    state, text = answer(name, content)
    sys.stdout.buffer.write(state.value.encode() + b"\n" + text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0


def answer(name: str, content: bytes) -> tuple[TextRead, str]:
    """Return the state and the text inside a file; never raises over its bytes."""
    gathered = Gathered()
    cut = False
    if len(content) > LONGEST:
        return TextRead.TOO_LARGE, ""
    try:
        state = _gather(name, content, gathered)
        if state is not None:
            return state, ""
    except Enough:
        cut = True
    except (ForeignFileProblem, MemoryError, *_BROKEN) as problem:
        return _state_of(problem), ""
    text = tidy(gathered.text())
    if not text.strip():
        return TextRead.NONE, ""
    return (TextRead.CUT if cut else TextRead.DONE), text


def _state_of(problem: BaseException) -> TextRead:
    if isinstance(problem, ForeignFileProblem):
        return _STATES.get(problem.code, TextRead.UNREADABLE)
    return TextRead.TOO_LARGE if isinstance(problem, MemoryError) else TextRead.UNREADABLE


def _gather(name: str, content: bytes, gathered: Gathered) -> TextRead | None:
    """Gather the text; return a state only where there is none to look for."""
    if content[:1024].find(b"%PDF-") >= 0:
        return _pdf(content, gathered)
    if content.startswith(b"PK\x03\x04"):
        return None if office_text(content, gathered) else TextRead.OTHER
    if content.startswith(_OLE):
        return TextRead.ENCRYPTED if _ENCRYPTED in content else TextRead.OTHER
    if not content:
        return TextRead.NONE
    gathered.add(plain_text(name, content))
    return None


def _pdf(content: bytes, gathered: Gathered) -> TextRead | None:
    import pypdfium2  # noqa: PLC0415 - only here

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return TextRead.ENCRYPTED if "assword" in str(error) else TextRead.UNREADABLE
    with document:
        for number in range(len(document)):
            if number:
                gathered.add(PAGE_END)
            try:
                page = document[number]
                words = page.get_textpage()
                gathered.add(words.get_text_range())
                words.close()
                page.close()
            except pypdfium2.PdfiumError:
                continue  # a damaged page; the others may be whole
    return None


def tidy(text: str) -> str:
    """Return a text without control characters, marks of direction and long blanks; pages still end by a form feed."""
    clean = _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")[:MOST_LETTERS])
    pages = clean.split(PAGE_END)
    return PAGE_END.join(_LINES.sub("\n", _BLANKS.sub(" ", page)).strip() for page in pages)


def _limit() -> None:
    """Take away memory, time and files where the system can; on Windows only the client's clock stops it."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
