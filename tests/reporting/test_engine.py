"""Blocks, tables and pages: nothing untagged, nothing cut, nothing lost."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from app.reporting.blocks import Figure, Heading, PageBreak, Space, Text
from app.reporting.contents import Contents
from app.reporting.document import DoesNotFit, paginate, shortened
from app.reporting.layout import Field, Panel, Side, Together
from app.reporting.pictures import picture
from app.reporting.style import BODY_WIDTH, BOTTOM, INK, TOP, WHITE, Colour, colour_from
from app.reporting.tables import Table
from tests.reporting.papers import failures, squeezed, tags, text_of
from tests.reporting.test_text import THEME, paper

LONG = " ".join(f"word{number}" for number in range(2600))


def heading(text: str = "Chapter", level: int = 2) -> Heading:
    return Heading(text, THEME.chapter, level)


def test_a_flowable_of_reportlab_cannot_be_used():
    with pytest.raises(TypeError, match="cannot be tagged"):
        paper(Paragraph("x", ParagraphStyle("s")))


def test_a_figure_needs_a_text():
    with pytest.raises(ValueError, match="alternative"):
        Figure((10, 10), " ", lambda canvas, x, y: None)


def test_no_operator_draws_outside_a_tag_or_an_artifact():
    pdf = paper(Text("Text"), Table(["A"], [["b"]], [1]), Panel(Text("p"), ground=WHITE, strip=INK))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        depth = 0
        for leaf in opened.pages:
            for instruction in pikepdf.parse_content_stream(leaf):
                name = str(instruction.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                assert depth or name not in {"Tj", "TJ", "f", "S", "B", "f*", "Do", "sh"}, name


@pytest.mark.parametrize(
    "block",
    [
        Text(LONG),
        Field("Label", [Text(LONG)], "g"),
        Panel(Text(LONG), ground=WHITE, strip=INK),
        Together(Text("a"), Text(LONG)),
        Table(["A", "B"], [["x", LONG], ["y", "z"]], [1, 2]),
        Table(["A", "B"], [[LONG, LONG]], [1, 1]),
    ],
    ids=["text", "field", "panel", "together", "cell", "two cells"],
)
def test_a_text_of_three_pages_is_printed_whole(block, tmp_path):
    pdf = paper(block)
    texts = text_of(pdf)
    found = "".join(texts)
    assert len(texts) >= 3
    assert all(f"word{number}" in found for number in range(2600))
    assert failures(pdf, tmp_path, "ua1") == []


def test_parts_of_a_cut_paragraph_are_one_element():
    names = [name for name, _ in tags(paper(Text(LONG)))]
    assert names.count("P") == 1


def test_a_cut_table_is_one_table_with_one_head():
    names = [name for name, _ in tags(paper(Table(["A", "B"], [[str(n), "x"] for n in range(150)], [1, 2])))]
    assert (names.count("Table"), names.count("THead"), names.count("TR")) == (1, 1, 151)


def _scope_above(element: pikepdf.Dictionary) -> object:
    """Return the scope of the head cell that holds the element."""
    above = element.get("/P")
    marks = above.get("/A") if isinstance(above, pikepdf.Dictionary) else None
    return marks.get("/Scope") if isinstance(marks, pikepdf.Dictionary) else None


def test_a_repeated_head_is_an_artifact():
    pdf = paper(Table(["A", "B"], [[str(n), "x"] for n in range(150)], [1, 2]))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        heads = [one for one in elements if _scope_above(one) == "/Column"]
        assert [len(one.K) for one in heads] == [1, 1]


def test_a_cut_row_is_one_row():
    names = [name for name, _ in tags(paper(Table(["A", "B"], [["x", LONG]], [1, 2])))]
    assert (names.count("TR"), names.count("TD")) == (2, 1)


def test_the_head_of_a_table_is_repeated_on_each_page():
    texts = text_of(paper(Table(["Subject", "B"], [[str(n), "x"] for n in range(150)], [1, 2])))
    assert all("Subject" in text for text in texts)


def test_a_row_must_fit_the_head():
    with pytest.raises(ValueError, match="head"):
        Table(["A", "B"], [["x"]], [1, 1])


def test_no_heading_stands_last_on_a_page():
    for filler in range(40, 700, 13):
        pages = paginate([Space(filler), heading(), Text("word " * 150), heading(), Table(["A"], [["b"]], [1])])
        assert all(not page[-1].block.keep_next for page in pages)


def test_nothing_stands_below_the_margin():
    blocks = [Text("word " * (7 * n % 90)) for n in range(120)]
    for page in paginate(blocks):
        last = page[-1]
        assert last.top - last.block.height(BODY_WIDTH) >= BOTTOM - 0.01


def test_a_block_without_end_is_an_error():
    with pytest.raises(DoesNotFit):
        paginate([Side([Space(2000)], widths=[100])])


def test_a_page_break_makes_no_empty_page():
    assert len(paginate([PageBreak(), Text("a"), PageBreak(), PageBreak(), Text("b"), PageBreak()])) == 2


def test_blocks_that_belong_together_move_together():
    tall = TOP - BOTTOM - 40
    pages = paginate([Space(100), Together(Text("a"), Space(tall))])
    assert len(pages) == 2


def test_contents_name_the_page_of_each_heading(tmp_path):
    chapters = [block for n in range(30) for block in (heading(f"Chapter {n}"), Text("word " * 300))]
    pdf = paper(Contents("{title}, page {page}"), PageBreak(), *chapters)
    texts = text_of(pdf)
    line = next(line for line in texts[0].splitlines() if line.startswith("Chapter 29"))
    assert "Chapter 29" in texts[int(line.split()[-1]) - 1]
    assert failures(pdf, tmp_path, "ua1") == []


def test_a_long_contents_runs_over_pages():
    chapters = [heading(f"Chapter {n}") for n in range(90)]
    pdf = paper(Contents("{title}, page {page}"), PageBreak(), *chapters, Text("end"))
    names = [name for name, _ in tags(pdf)]
    assert (names.count("TOC"), names.count("TOCI")) == (1, 90)


def test_a_running_head_is_shortened_to_one_line():
    text = shortened("A very long name of an organisation " * 9, 200)
    assert text.natural_width() <= 200
    assert text.plain.endswith("\u2026")


def test_a_pale_colour_of_the_body_is_not_used_for_text():
    fallback = Colour(1, 2, 3)
    assert colour_from("#ffee88", fallback) == fallback
    assert colour_from("no colour", fallback) == fallback
    assert colour_from("#123c5c", fallback) == Colour(0x12, 0x3C, 0x5C)


def test_bytes_that_are_no_picture_are_refused():
    with pytest.raises(ValueError, match="picture"):
        picture(b"GIF89a", "x", (10, 10))
    with pytest.raises(ValueError, match="JPEG"):
        picture(b"\xff\xd8\xff", "x", (10, 10))


def test_text_and_table_keep_their_reading_order():
    text = squeezed("".join(text_of(paper(Text("first"), Table(["H"], [["cell"]], [1]), Text("last")))))
    assert text.index("first") < text.index("cell") < text.index("last")
