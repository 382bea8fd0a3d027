"""A screen with a window manager, and a person before it: looks at pixels and titles, presses real keys and buttons.

Nothing of the program is asked: what is known comes from the X server, as for somebody who sits there.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageGrab

from app.ui.theme.palette import LIGHT
from tests.whole.pixels import Box, areas

PATIENCE = 40.0
"""Seconds until a state that was waited for counts as never coming; a loaded machine is slow, not wrong."""
BUTTON = 24
"""Nothing that can be clicked is less high."""

Seen = TypeVar("Seen")


def wait_for(look: Callable[[], Seen], what: str) -> Seen:
    """Look again and again until something is seen; fails after `PATIENCE` and says what did not come."""
    until = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < until, f"waited {PATIENCE:.0f} s in vain for {what}"
        time.sleep(0.02)
    return seen


class Screen:
    """One X display; `pictures` is the folder for screenshots."""

    def __init__(self, display: str, pictures: Path) -> None:
        self.display, self._pictures, self._taken = display, pictures, 0
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def xdotool(self, *arguments: str | int) -> str:
        """Run xdotool; return what it says, nothing if it could not do it."""
        command = ["xdotool", *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    def title(self) -> str:
        """Return the title of the window that has the focus."""
        return self.xdotool("getactivewindow", "getwindowname")

    def wait_for_title(self, beginning: str) -> None:
        """Wait until a window whose title begins so has the focus; keep a picture of what is there then."""
        try:
            wait_for(lambda: self.title().startswith(beginning), f"the title {beginning!r}")
        except AssertionError as error:
            raise AssertionError(f"{error}; the title is {self.title()!r}") from None
        finally:
            self.keep(beginning)

    def wait_for_areas(self, colour: str) -> list[Box]:
        """Return the areas of a colour that are as high as a button, from top to bottom, once they stand still."""
        before: list[Box] = []

        def look() -> list[Box]:
            nonlocal before
            last, before = before, [box for box in areas(self.picture(), colour) if box.height >= BUTTON]
            return before if before == last else []

        try:
            return wait_for(look, f"an area of the colour {colour}")
        except AssertionError:
            self.keep(f"without {colour}")
            raise

    def wait_for_cursor(self, least_width: int) -> None:
        """Wait until a field of at least this width has the ring that shows where typing goes."""
        wait_for(
            lambda: [box for box in areas(self.picture(), LIGHT.accent, thin=True) if box.width >= least_width],
            f"the cursor in a field {least_width} wide",
        )

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as xdotool names them."""
        self.xdotool("key", "--delay", 8, *keys)

    def type(self, text: str, *then: str) -> None:
        """Type words, then press keys."""
        self.xdotool("type", "--delay", 8, text)
        if then:
            self.press(*then)

    def click(self, across: int, down: int) -> None:
        """Click somewhere and take the pointer away again: what lies under it looks different."""
        self.xdotool("mousemove", across, down, "click", 1, "mousemove", 3, 3)

    def click_button(self) -> None:
        """Click the main button, filled with the accent colour: the lowest if there are several."""
        self.click(*self.wait_for_areas(LIGHT.accent)[-1].middle)

    def picture(self) -> Image.Image:
        """Return what is on the screen."""
        return ImageGrab.grab(xdisplay=self.display)

    def keep(self, name: str) -> None:
        """Keep a screenshot."""
        self._taken += 1
        self.picture().save(self._pictures / f"{self._taken:02}-{name.lower().replace(' ', '-')}.png")


@contextmanager
def screen(pictures: Path, size: str = "1280x800") -> Iterator[Screen]:
    """Give a screen of its own with a window manager, and take it down afterwards."""
    with ExitStack() as stack:
        ours, theirs = os.pipe()
        with os.fdopen(ours) as pipe:
            command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
            stack.enter_context(_running(command, {**os.environ}, theirs))
            os.close(theirs)
            number = pipe.readline().strip()
        assert number, "Xvfb did not start"
        made = Screen(f":{number}", pictures)
        stack.enter_context(_running(["openbox"], made.environment))
        wait_for(lambda: made.xdotool("get_desktop"), "the window manager")
        yield made


@contextmanager
def _running(command: list[str], environment: dict[str, str], *handles: int) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, pass_fds=handles, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
