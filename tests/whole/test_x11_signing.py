"""Somebody signs with a real mouse on a real screen; the paper shows the drawing as a vector path at its place.

A pen that X itself knows cannot be had under Xvfb (XTest moves pointer and keys only); the pen is tested by tablet
events in `tests/ui/test_signing.py`.
"""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from app.bootstrap import create_services, open_with
from app.domain.attestations import S
from app.domain.client import Client, Contact
from app.domain.drafts import AuditDraft, ClientDraft
from app.domain.kinds import AuditType, MeetingKind, PaperKind, TeamRole
from app.domain.record import TeamMember
from app.reporting.signed import HEIGHT, WIDTH
from app.ui.theme.palette import LIGHT
from tests.reporting.test_signed import figures
from tests.whole.commands import PASSWORD
from tests.whole.screen import Screen, screen, wait_for
from tests.whole.test_x11 import program

pytestmark = [pytest.mark.x11, pytest.mark.slow]

ROW = 28
"""So far below the second entry of the navigation lies the first row of the list."""
OPENING = 4 * 36
"""So far below the entry Overview stands the entry of the opening meeting: team, time and plan come between."""
SHARES = ((0.1, 0.6), (0.25, 0.15), (0.4, 0.7), (0.6, 0.2), (0.9, 0.5))
"""Where the mouse goes, as shares of the box."""


def prepare(folder: Path) -> str:
    """Make a workspace with an audit whose opening meeting runs; return the id of the audit."""
    services, _recovery = create_services(folder, PASSWORD)
    try:
        client = services.clients.add(
            ClientDraft(
                client=Client(name="Muster AG"),
                contacts=(Contact(name="Eva Example", function="chief executive", top_management=True),),
            )
        )
        team = (TeamMember(name="Lena Lead", initials="LL", role=TeamRole.LEAD_AUDITOR),)
        draft = AuditDraft(
            client_id=client.id, reference="CB-1", type=AuditType.STAGE2, scope="Operation", team=team, zone="UTC"
        )
        audit_id = services.audits.create(draft).id
        services.meetings.begin(services.meetings.prepare(audit_id, MeetingKind.OPENING).id)
    finally:
        services.workspace.close()
    return audit_id


def go_to_the_opening(on: Screen) -> None:
    """Unlock, open the audit, choose the page of the opening meeting."""
    on.wait_for_title("Open your workspace")
    on.wait_for_cursor(200)
    on.type(PASSWORD, "Return")
    on.wait_for_title("Audits")
    here = on.wait_for_areas(LIGHT.accent_soft)[0]
    on.click(here.right + 100, here.middle[1] + 2 * here.height + ROW)  # the only audit of the list
    on.press("Return")
    on.wait_for_title("Muster AG")
    here = on.wait_for_areas(LIGHT.accent_soft)[0]  # the entry Overview of the navigation
    on.click(here.middle[0], here.middle[1] + OPENING)
    on.wait_for_title("Opening meeting")


def sign_with_the_mouse(on: Screen) -> None:
    """Draw in the box, which has the ring of the focus; the button stays down from first to last place."""
    on.press("ctrl+shift+s")
    on.wait_for_title("Signature of Eva Example")
    box = wait_for(lambda: pad(on), "the box to sign in")
    assert box is not None
    left, top, width, height = box
    places = [(round(left + x * width), round(top + y * height)) for x, y in SHARES]
    on.xdotool("mousemove", *places[0], "mousedown", 1)
    for start, end in pairwise(places):
        for step in range(1, 9):
            across = start[0] + (end[0] - start[0]) * step // 8
            down = start[1] + (end[1] - start[1]) * step // 8
            on.xdotool("mousemove", across, down)
    on.xdotool("mouseup", 1, "mousemove", 3, 3)
    on.keep("signed")
    on.press("Return")
    on.wait_for_title("Opening meeting")


def pad(on: Screen) -> tuple[int, int, int, int] | None:
    """Return left, top, width and height of the box: the ring of the accent colour, three times as wide as high."""
    from PIL import ImageChops, ImageColor  # noqa: PLC0415 - only here

    picture = on.picture().convert("RGB")
    plain = picture.copy()
    plain.paste(ImageColor.getrgb(LIGHT.accent), (0, 0, *picture.size))
    same = ImageChops.difference(picture, plain).convert("L").point(lambda value: 255 if value < 4 else 0)
    width, height = picture.size
    data = same.load()
    assert data is not None
    for down in range(height):
        run = [across for across in range(width) if data[across, down]]
        if len(run) > 300 and run[-1] - run[0] < len(run) + 12:
            left, right = run[0], run[-1]
            bottom = next(
                (y for y in range(height - 1, down, -1) if data[(left + right) // 2, y] and y - down < 300), None
            )
            if bottom and abs((right - left) / (bottom - down) - 3) < 0.2:
                sides = [across for across in range(left - 20, right + 20) if data[across, (down + bottom) // 2]]
                return sides[0], down, sides[-1] - sides[0], bottom - down
    return None


def test_a_signature_drawn_with_the_mouse_is_a_vector_path_in_the_paper(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    audit_id = prepare(folder)
    with screen(tmp_path) as on, program(on, folder, tmp_path / "home") as process:
        go_to_the_opening(on)
        sign_with_the_mouse(on)
        on.press("alt+F4")
        assert process.communicate(timeout=60) == ("", "")
    services = open_with(folder, PASSWORD)
    try:
        record = services.audits.record(audit_id)
        (row,) = record.attestations
        pdf = services.reports.plain(audit_id, PaperKind.OPENING_RECORD, record.meetings[0].id)
        assert services.workspace.check().ok
    finally:
        services.workspace.close()
    assert (row.name, row.state) == ("Eva Example", S.DRAWN)
    (stroke,) = row.strokes
    for x, y in SHARES:
        assert any(
            abs(a - 1000 * x) < 12 and abs(b - 1000 * y) < 30 for a, b in zip(stroke["x"], stroke["y"], strict=True)
        ), (x, y)
    assert stroke["t"] == sorted(stroke["t"])
    assert stroke["t"][-1] > 0
    (alt, box, operators) = figures(pdf)[0]
    assert alt.startswith("Signature of Eva Example, drawn on ")
    path = [numbers for name, numbers in operators if name in {"m", "l"}]
    for x, y in SHARES:
        wanted = (box[0] + x * WIDTH, box[3] - y * HEIGHT)
        assert any(abs(a - wanted[0]) < 1.5 and abs(b - wanted[1]) < 1.2 for a, b in path), (x, y)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert all("/XObject" not in page.Resources for page in opened.pages)
