"""Make the files that the sample audit attaches to its evidence (resources/demo/files); a tool of developers.

Run `python packaging/demo_files.py`; the results are committed, so that the program needs none of the libraries used
here for them. Everything is invented and drawn by this code: no foreign file, no real place. The same versions of the
libraries give the same bytes. Texts and tables stand in `demo_content.json`.

One picture should be HEIC (F-19), but no free encoder comes with the libraries we use, so it is a JPEG here;
the tests of HEIC have their own file.
"""

from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import fontpkg_noto_sans
import xlsxwriter
from demo_pictures import console, pictures, visitor_log
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

HERE: Final = Path(__file__).resolve().parent
TARGET: Final = HERE.parent / "resources" / "demo" / "files"
STAMP: Final = (2026, 3, 31, 8, 40, 0)
ONE_FILE: Final = 60_000
ALL_FILES: Final = 700_000
INK: Final = colors.HexColor("#22313f")
WORD_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
WORD_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def main() -> int:
    """Write all files; return 1 when one of them is larger than the repository should carry."""
    content = json.loads((HERE / "demo_content.json").read_text(encoding="utf-8"))
    made = dict(files(content))
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    for name, data in made.items():
        (TARGET / name).write_bytes(data)
    large = [name for name, data in made.items() if len(data) > ONE_FILE]
    total = sum(len(data) for data in made.values())
    print(f"{len(made)} files, {total} bytes; too large: {', '.join(large) or 'none'}")
    return 1 if large or total > ALL_FILES else 0


def files(content: dict[str, Any]) -> list[tuple[str, bytes]]:
    """Return name and bytes of every file, by number."""
    _register_font()
    made = [(one["name"], pdf(one)) for one in content["pdf"].values()]
    made += [(one["name"], docx(one)) for one in content["docx"].values()]
    made += [(one["name"], xlsx(one["sheets"])) for one in content["xlsx"].values()]
    made.append((content["tickets"]["name"], tickets(content["tickets"]["rows"])))
    made.append(("F-10_restore-test_kx-booking_2026-03-31.log", restore_log()))
    made.append(("F-11_time-service_2026-03-30.txt", time_service()))
    made.append(("F-12_identity-console_2026-03-30.png", console()))
    made.append(("F-20_visitor-log_S-2_page-31_scan.pdf", visitor_log()))
    made += pictures()
    return sorted(made)


def _register_font() -> None:
    folder = Path(fontpkg_noto_sans.__file__).parent / "files"
    pdfmetrics.registerFont(TTFont("Noto", str(folder / "NotoSans[wdth,wght].ttf")))


def pdf(one: dict[str, Any]) -> bytes:
    """Return a PDF with text layer, embedded font and no time of making."""
    out = io.BytesIO()
    body = ParagraphStyle("body", fontName="Noto", fontSize=10, leading=14.5, textColor=INK, spaceAfter=6)
    head = ParagraphStyle("head", parent=body, fontSize=13, leading=18, spaceBefore=10)
    title = ParagraphStyle("title", parent=body, fontSize=20, leading=26, spaceAfter=12)
    story: list[Any] = [Paragraph(escape(one["title"]), title)]
    for block in one["blocks"]:
        if "page" in block:
            story.append(PageBreak())
        elif "head" in block:
            story.append(Paragraph(escape(block["head"]), head))
        elif "rows" in block:
            story += [_table(block["rows"], body), Spacer(1, 8)]
        else:
            story.append(Paragraph(escape(block["text"]), body))

    def footer(canvas: Any, document: Any) -> None:  # noqa: ANN401 - ReportLab's own types
        canvas.setFont("Noto", 8)
        canvas.setFillColor(INK)
        canvas.drawString(22 * mm, 12 * mm, one["footer"])
        canvas.drawRightString(A4[0] - 22 * mm, 12 * mm, str(document.page))

    document = SimpleDocTemplate(out, pagesize=A4, title=one["title"], author=one["author"], invariant=1)
    document.leftMargin = document.rightMargin = document.topMargin = document.bottomMargin = 22 * mm
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return out.getvalue()


def _table(rows: list[list[str]], style: ParagraphStyle) -> Table:
    width = A4[0] - 44 * mm
    cells = [[Paragraph(escape(cell), style) for cell in row] for row in rows]
    table = Table(cells, colWidths=[width / len(rows[0])] * len(rows[0]), repeatRows=1)
    table.setStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, INK), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return table


def xlsx(sheets: dict[str, list[list[Any]]]) -> bytes:
    """Return a workbook; ISO dates become dates, texts stay texts."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": datetime(2026, 3, 31, 6, 40, tzinfo=UTC).replace(tzinfo=None)})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_column(0, max(map(len, rows)) - 1, 22)
        head = next(number for number, row in enumerate(rows) if all(cell != "" for cell in row))
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, bold if number == head else None, day)
    book.close()
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any, bold: Any, day: Any) -> None:  # noqa: ANN401, PLR0917
    if isinstance(cell, str) and len(cell) == len("2026-03-31") and cell[4] == cell[7] == "-":
        sheet.write_datetime(row, column, datetime.fromisoformat(cell), day)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, bold)
    else:
        sheet.write_number(row, column, cell)


def docx(one: dict[str, Any]) -> bytes:
    """Return the smallest document a word processor opens: three parts, no styles of its own."""
    parts = [_word_text(one["title"], size=40)]
    for block in one["blocks"]:
        if "rows" in block:
            parts.append(_word_table(block["rows"]))
        else:
            parts.append(_word_text(block["head"], size=28) if "head" in block else _word_text(block["text"], size=22))
    main_part = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{''.join(parts)}<w:sectPr/></w:body></w:document>"
    )
    return zipped(
        {
            "[Content_Types].xml": WORD_TYPES.encode(),
            "_rels/.rels": WORD_RELATIONS.encode(),
            "word/document.xml": main_part.encode(),
        }
    )


def _word_text(text: str, size: int) -> str:
    bold = "<w:b/>" if size > 22 else ""  # noqa: PLR2004 - the size of plain text above
    run = f'<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{run}</w:p>"


def _word_table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{_word_text(cell, size=22)}</w:tc>" for cell in row) for row in rows)
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid/>{body}</w:tbl><w:p/>'


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP file with these parts, all of one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tickets(rows: list[dict[str, Any]]) -> bytes:
    """Return the archive of change tickets: two files per ticket and an index."""
    parts: dict[str, bytes] = {}
    for row in rows:
        cases, failed = row["test"]["cases"], row["test"]["failed"]
        parts[f"{row['id']}/ticket.json"] = json.dumps(row, ensure_ascii=False, indent=1).encode()
        parts[f"{row['id']}/test.txt"] = f"cases {cases} passed {cases - failed} failed {failed}\n".encode()
    lines = ["id;title;requested;approved by;tested;released;way back"]
    lines += [f"{r['id']};{r['title']};{r['requested']};{r['approved_by']};yes;{r['released']};yes" for r in rows]
    parts["index.csv"] = ("\ufeff" + "\n".join(lines) + "\n").encode()
    return zipped(parts)


def restore_log() -> bytes:
    """Return 415 lines of a restore job: 412 chunks between 11:40:14 and 12:21:26 UTC, 3,114,906 rows."""
    chance = random.Random(41)  # noqa: S311 - invented numbers
    start, end = datetime(2026, 3, 31, 11, 40, 14, tzinfo=UTC), datetime(2026, 3, 31, 12, 21, 26, tzinfo=UTC)
    chunks, rows = 412, 3_114_906
    job = "run=RT-26-02 source=kx-booking backup=2026-03-30T23:00:05Z target=kx-restore-01"
    lines = [f"{start:%Y-%m-%dT%H:%M:%SZ} restore-job start {job} operator=w.swierczynska witness=external"]
    for number in range(1, chunks + 1):
        at = start + timedelta(seconds=round(number * 2468 / chunks))
        done = round(rows * number / chunks)
        lines.append(
            f"{at:%Y-%m-%dT%H:%M:%SZ} restore-job chunk={number:03}/{chunks} rows={done} lag_ms={chance.randint(2, 41)}"
        )
    lines.append(f"{end:%Y-%m-%dT%H:%M:%SZ} restore-job verify rows={rows} expected={rows} checksum=equal")
    lines.append(f"{end:%Y-%m-%dT%H:%M:%SZ} restore-job end status=OK duration=00:41:12")
    return ("\n".join(lines) + "\n").encode()


def time_service() -> bytes:
    """Return the state of the time service of four hosts, all within 3 ms."""
    hosts = (
        ("kx-app-01", "12:43:13", 0.000412),
        ("kx-app-02", "12:44:15", 0.001904),
        ("kx-db-01", "12:46:11", 0.000077),
    )
    blocks = []
    for host, at, off in (*hosts, ("kx-log-01", "12:46:14", 0.002731)):
        blocks.append(
            f"== {host}\nReference ID    : 0A140001 (ntp-int-1)\nStratum         : 3\n"
            f"Ref time (UTC)  : {date(2026, 3, 30):%a %b %d} {at} 2026\n"
            f"System time     : {off:.6f} seconds slow of NTP time\nLeap status     : Normal\n"
        )
    return "\n".join(blocks).encode()


if __name__ == "__main__":
    sys.exit(main())
