"""What kind of file it is, by content first and by name only where the content does not say."""

from __future__ import annotations

from typing import Final

SIGNATURES: Final = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"GIF8", "image/gif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
ZIP: Final = b"PK\x03\x04"
OFFICE: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
TEXTS: Final = {"csv": "text/csv", "json": "application/json", "xml": "application/xml", "html": "text/html"}
UNKNOWN: Final = "application/octet-stream"


def media_type(name: str, head: bytes) -> str:
    """Return the media type of a file from its name and its first bytes (4 KiB are enough).

    The content decides; the name only tells Office files (all are ZIP) and texts apart.
    """
    ending = name.rpartition(".")[2].casefold()
    if head.startswith(ZIP):
        return OFFICE.get(ending, "application/zip")
    for place, mark, kind in SIGNATURES:
        if head[place : place + len(mark)] == mark:
            return kind
    if _is_text(head):
        return TEXTS.get(ending, "text/plain")
    return UNKNOWN


def _is_text(head: bytes) -> bool:
    """Tell whether the bytes read as UTF-8 without control characters; a cut last character does not matter."""
    if not head:
        return False
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return not any(letter < " " and letter not in "\t\r\n\f" for letter in text)
