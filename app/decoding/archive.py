"""Looks at a ZIP before anything of it is unpacked: bombs, encryption, too many parts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final, cast

from app.decoding.limits import PARTS, RATIO, RATIO_FROM, UNPACKED
from app.domain.errors import ForeignFileProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO
    from xml.etree.ElementTree import Element

_ENCRYPTED: Final = 0x1


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return the archive once its directory is harmless; `zipfile` never unpacks more than the directory says.

    Raises:
        ForeignFileProblem: `table_damaged`, `table_encrypted`, `table_unpacks`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise ForeignFileProblem("table_damaged") from error
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ForeignFileProblem("table_encrypted")
    swollen = any(part.file_size > RATIO_FROM and part.file_size > RATIO * part.compress_size for part in parts)
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED or swollen:
        raise ForeignFileProblem("table_unpacks")
    return archive


def walk(stream: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Yield (`start` or `end`, element) of an XML part; no document type, no entity, nothing from outside.

    Raises:
        ForeignFileProblem: `table_xml_refused`.
    """
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only in the helper
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 - as above

    try:
        # The library hands the two on as the standard library does; its annotations do not know.
        yield from cast("Iterator[tuple[str, Element]]", iterparse(stream, ("start", "end"), forbid_dtd=True))
    except DefusedXmlException as error:
        raise ForeignFileProblem("table_xml_refused") from error


def plain_name(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]
