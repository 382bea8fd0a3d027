"""The text of files that are text: plain, Markdown, CSV, JSON, web pages, messages."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from app.decoding.delimited import decode

if TYPE_CHECKING:
    from email.message import EmailMessage

_SILENT: Final = frozenset({"script", "style", "noscript", "template", "svg"})
_INLINE: Final = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u"})
_HEADERS: Final = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_OF_MESSAGES: Final = re.compile(
    rb"^(?:From|Received|MIME-Version|Message-ID|Return-Path):", re.IGNORECASE | re.MULTILINE
)
_TOLD: Final = ("subject", "from", "to", "cc", "date")


def plain_text(name: str, content: bytes) -> str:
    """Return the text of a file of text.

    Raises:
        ForeignFileProblem: `table_encoding` for bytes that are no text.
    """
    ending = name.rpartition(".")[2].casefold()
    headers = _HEADERS.match(content)
    if ending == "eml" or (headers and _OF_MESSAGES.search(headers[0])):
        return message_text(content)
    text, _guessed = decode(content)
    start = text[:1000].lstrip().casefold()
    if ending in {"html", "htm", "xhtml"} or start.startswith(("<!doctype html", "<html")):
        return page_text(text)
    return text


def message_text(content: bytes) -> str:
    """Return subject, people and body of a message, and the names of what is attached; nothing inside of that."""
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(content)
    lines = [str(message[key]) for key in _TOLD if message[key]]
    body = message.get_body(("plain", "html"))
    if body is not None:
        text = str(body.get_content())
        lines.append(page_text(text) if body.get_content_type() == "text/html" else text)
    lines += [str(part.get_filename()) for part in message.iter_attachments() if part.get_filename()]
    return "\n".join(lines)


def page_text(text: str) -> str:
    """Return what a web page shows as text."""
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.parts)


class _Page(HTMLParser):
    """Hears a web page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        del attrs
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self._silent:
            self.parts.append(data)
