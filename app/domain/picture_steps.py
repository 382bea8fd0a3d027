"""The steps of an edited copy while they are made: undo, redo, and the frame that the keys move. Pure values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.domain.looks import MOST_STEPS, WHOLE, Step, Tool

MOVE: Final = 250
LEAST: Final = 200
START: Final = (3000, 3000, 7000, 7000)

Frame = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Editing:
    """What was done so far, what can be done again, the chosen tool and the frame (of an arrow: tail and head)."""

    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()
    tool: Tool = Tool.PIXELATE
    frame: Frame = START

    def use(self, tool: Tool) -> Editing:
        """Choose a tool; an arrow that was drawn backwards becomes an area that can be worked on."""
        chosen = replace(self, tool=tool)
        if tool is Tool.ARROW:
            return chosen
        a, b, c, d = self.frame
        frame = (min(a, c), min(b, d), max(a, c), max(b, d))
        return replace(chosen, frame=frame if _is_wide(frame) else START)

    def turn(self, degrees: int) -> Editing:
        """Turn clockwise."""
        return self._do(Step(Tool.ROTATE, (degrees % 360,)))

    def carry_out(self) -> Editing:
        """Use the chosen tool on the frame."""
        if self.tool is Tool.ROTATE:
            return self.turn(90)
        done = self._do(Step(self.tool, self.frame))
        return replace(done, frame=START) if self.tool is Tool.CROP else done

    def undo(self) -> Editing:
        """Take the last step back."""
        if not self.steps:
            return self
        return replace(self, steps=self.steps[:-1], undone=(*self.undone, self.steps[-1]))

    def redo(self) -> Editing:
        """Do the step again that was taken back last."""
        if not self.undone:
            return self
        return replace(self, steps=(*self.steps, self.undone[-1]), undone=self.undone[:-1])

    def move(self, right: int, down: int) -> Editing:
        """Move the frame by so many steps; it stays within the picture."""
        left, top, end, bottom = self.frame
        across = max(-min(left, end), min(right * MOVE, WHOLE - max(left, end)))
        along = max(-min(top, bottom), min(down * MOVE, WHOLE - max(top, bottom)))
        return replace(self, frame=(left + across, top + along, end + across, bottom + along))

    def stretch(self, right: int, down: int) -> Editing:
        """Move the second corner of the frame; a frame keeps a least size, an arrow may point anywhere."""
        left, top, end, bottom = self.frame
        end, bottom = end + right * MOVE, bottom + down * MOVE
        if self.tool is not Tool.ARROW:
            left, top = min(left, WHOLE - LEAST), min(top, WHOLE - LEAST)
            end, bottom = max(left + LEAST, end), max(top + LEAST, bottom)
        fresh = (left, top, min(max(end, 0), WHOLE), min(max(bottom, 0), WHOLE))
        return self if fresh[:2] == fresh[2:] else replace(self, frame=fresh)

    def draw(self, first: tuple[int, int], last: tuple[int, int]) -> Editing:
        """Set the frame by two corners, as drawn with the mouse; too small a frame is none."""
        a, b, c, d = (min(max(one, 0), WHOLE) for one in (*first, *last))
        if self.tool is Tool.ARROW:
            return self if (a, b) == (c, d) else replace(self, frame=(a, b, c, d))
        frame = (min(a, c), min(b, d), max(a, c), max(b, d))
        return replace(self, frame=frame) if _is_wide(frame) else self

    def _do(self, step: Step) -> Editing:
        if len(self.steps) >= MOST_STEPS:
            return self
        return replace(self, steps=(*self.steps, step), undone=())


def _is_wide(frame: Frame) -> bool:
    return frame[2] - frame[0] >= LEAST and frame[3] - frame[1] >= LEAST
