"""From blocks to a tagged document: first the pages are made, then they are drawn once.

Making pages needs no canvas, so the contents and "page x of y" are known before anything is drawn: one pass
instead of ReportLab's two or three.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from app.reporting.blocks import CHAPTER, Block, Heading, PageBreak, Text, stack_gap
from app.reporting.contents import Contents
from app.reporting.finishing import Attachment, Finish, finish
from app.reporting.style import BODY_WIDTH, BOTTOM, FIRST_TOP, HAIRLINE, MARGIN, MM, PAGE_HEIGHT, SMALL, TOP
from app.reporting.tagging import TagCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from app.reporting.tagging import Widget


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says about itself: metadata, running head and foot, attachments, invisible fields."""

    title: str
    author: str
    subject: str
    language: str
    composed_at: datetime
    head_left: str
    head_right: str
    foot_left: str
    page_words: Callable[[int, int], str]
    attachments: tuple[Attachment, ...] = ()
    hidden_fields: tuple[tuple[str, str], ...] = field(default=())
    """Name and tooltip of invisible signature fields, made on the last page."""


class Placed(NamedTuple):
    """A block and the height of its upper edge on the page."""

    block: Block
    top: float


class DoesNotFit(Exception):
    """A block that cannot be cut is higher than a page: a fault of the paper's code."""


def render(paper: Paper, story: Sequence[Block]) -> tuple[bytes, list[Widget], int]:
    """Return the finished PDF, its signature fields and the number of pages.

    Raises TypeError when the story holds something that is not a `Block`, `DoesNotFit` for a block without end.
    """
    headings = _prepared(story)
    pages = paginate(story)
    _number(story, headings, pages)
    canvas = TagCanvas(paper.language)
    for number, page in enumerate(pages, 1):
        _draw_furniture(canvas, paper, number, len(pages))
        for block, top in page:
            block.draw(canvas, MARGIN, top, BODY_WIDTH)
        if number == len(pages):
            for name, tooltip in paper.hidden_fields:
                canvas.widget(canvas.element(("hidden", name), "Form", canvas.root), (0, 0, 0, 0), name, tooltip)
        canvas.showPage()
    facts = Finish(
        title=paper.title,
        author=paper.author,
        subject=paper.subject,
        language=paper.language,
        moment=paper.composed_at,
        attachments=paper.attachments,
    )
    return finish(canvas.finished(), canvas.root, canvas.images, facts), canvas.widgets, len(pages)


def _prepared(story: Sequence[Block]) -> list[Heading]:
    """Give headings their destinations and the contents their entries."""
    for block in story:
        if not isinstance(block, Block):
            raise TypeError(f"{type(block).__name__} cannot be tagged")
    headings = [heading for block in story for heading in block.headings()]
    for number, heading in enumerate(headings, 1):
        heading.destination = f"h{number}"
    for block in story:
        if isinstance(block, Contents):
            block.entries = [heading for heading in headings if heading.listed and heading.level >= CHAPTER]
    return headings


def _number(story: Sequence[Block], headings: list[Heading], pages: list[list[Placed]]) -> None:
    found = {
        id(heading): number
        for number, page in enumerate(pages, 1)
        for placed in page
        for heading in placed.block.headings()
    }
    if len(found) != len(headings):
        raise RuntimeError("a heading was lost while making pages")
    for block in story:
        if isinstance(block, Contents):
            block.pages.update(found)


def paginate(story: Sequence[Block]) -> list[list[Placed]]:
    """Place blocks on pages: no heading last on a page, no single line alone, tall blocks cut."""
    pages: list[list[Placed]] = [[]]
    y = FIRST_TOP
    waiting = list(reversed(story))
    while waiting:
        block = waiting.pop()
        page = pages[-1]
        if isinstance(block, PageBreak):
            if page:
                pages.append([])
                y = TOP
            continue
        gap = stack_gap(page[-1].block, block) if page else 0.0
        room = y - gap - BOTTOM
        height = block.height(BODY_WIDTH)
        if height + _tail(block, waiting) <= room + 1e-6:
            page.append(Placed(block, y - gap))
            y -= gap + height
            continue
        stays = block.keep_next or (block.whole and page and height <= TOP - BOTTOM)
        parts = None if stays else block.split(BODY_WIDTH, room)
        if parts:
            page.append(Placed(parts[0], y - gap))
            waiting.append(parts[1])
        elif page:
            waiting.append(block)
        elif block.keep_next and height <= room:
            page.append(Placed(block, y - gap))
            y -= gap + height
            continue
        else:
            raise DoesNotFit(type(block).__name__)
        pages.append([])
        y = TOP
    return pages if pages[-1] else pages[:-1]


def _tail(block: Block, waiting: list[Block]) -> float:
    """Return the room that must be left behind a block that may not stand last: the least start of what follows."""
    if not block.keep_next or not waiting:
        return 0.0
    follower = waiting[-1]
    if isinstance(follower, PageBreak):
        return 0.0
    if follower.keep_next:
        return stack_gap(block, follower) + follower.height(BODY_WIDTH) + _tail(follower, waiting[:-1])
    return stack_gap(block, follower) + follower.minimum(BODY_WIDTH)


def _draw_furniture(canvas: TagCanvas, paper: Paper, number: int, count: int) -> None:
    """Draw the running head (not on page 1, whose masthead says it all) and the foot, as artifacts."""
    with canvas.artifact("Pagination"):
        if number > 1:
            y = PAGE_HEIGHT - 14 * MM
            _draw_pair(canvas, paper.head_left, paper.head_right, y)
            canvas.rule(MARGIN, y - 14, BODY_WIDTH, HAIRLINE, 0.5)
        canvas.rule(MARGIN, 16.5 * MM, BODY_WIDTH, HAIRLINE, 0.5)
        _draw_pair(canvas, paper.foot_left, paper.page_words(number, count), 15.5 * MM)


def _draw_pair(canvas: TagCanvas, left: str, right: str, top: float) -> None:
    """Draw a text at each edge, shortened when they would meet; the right one has the right of way."""
    end = shortened(right, BODY_WIDTH * 0.6)
    room = BODY_WIDTH - end.natural_width() - 8 * MM
    shortened(left, room).draw_lines(canvas, MARGIN, top, room)
    end.draw_lines(canvas, MARGIN + BODY_WIDTH - end.natural_width(), top, BODY_WIDTH)


def shortened(text: str, room: float) -> Text:
    """Return `text` on one line, cut with an ellipsis when it is wider than `room`."""
    whole = Text(text, SMALL)
    if whole.natural_width() <= room:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = Text(text[:middle].rstrip() + "\u2026", SMALL).natural_width() <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return Text(text[:low].rstrip() + "\u2026", SMALL)
