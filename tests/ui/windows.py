"""Every window there is, for the walks. Whoever makes a window adds a line to `EXTRA`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.attestations import S
from app.domain.cycle_kinds import Event
from app.domain.errors import EnvironmentProblem
from app.domain.kinds import FormKind
from app.domain.stage1 import Part
from app.services.catalogues import catalogue
from app.services.container import Services
from app.ui.about import AboutDialog
from app.ui.actions import WindowActions
from app.ui.bug_dialog import BugDialog
from app.ui.clients.sections import SECTIONS
from app.ui.command_palette import CommandPalette
from app.ui.gallery.page import GalleryPage
from app.ui.help import ShortcutDialog
from app.ui.home import HomePage
from app.ui.main_window import MainWindow, Surroundings
from app.ui.navigation import Place
from app.ui.pages import WORKSPACE_PAGES, PageSpec, audit_pages
from app.ui.recovery_sheet import RecoverySheet
from app.ui.unlock import UnlockPage
from app.ui.widgets.dialog import Confirm
from tests.ui.clients import DATA as CLIENT_DATA
from tests.ui.clients import client_window, clients_window, dialog_window
from tests.ui.cycle_windows import CYCLE_DATA, cycle_window, form_page, history_dialog, step_dialog
from tests.ui.due_windows import DUE_DATA, due_page, home_page
from tests.ui.file_windows import FILE_DATA, destroying, editor, sample, viewer, widening
from tests.ui.meeting_windows import (
    MEETING_DATA,
    amend_window,
    closing_window,
    end_early_window,
    presenter_window,
    short_window,
    wizard_window,
)
from tests.ui.next_windows import NEXT_DATA, next_page
from tests.ui.next_windows import overview as next_overview
from tests.ui.notes_windows import NOTES_DATA, capture_window, fieldwork_window
from tests.ui.programme_windows import (
    PLAN_DATA,
    answer_window,
    fill_window,
    plan_window,
    programme_window,
    suggestion_window,
)
from tests.ui.search_windows import SEARCH_DATA, days_dialog, search_page
from tests.ui.sheet_windows import SHEET_DATA, SHEET_WINDOWS
from tests.ui.signing_windows import SIGNING_DATA, dialog, finding_page, opening_page
from tests.ui.soa_windows import SOA_DATA, soa_card, soa_import_page, soa_page
from tests.ui.stage import Stage
from tests.ui.team_windows import (
    TEAM_DATA,
    client_dialog,
    declaration,
    settings_page,
    stage1_page,
    team_page,
)
from tests.ui.time_windows import CROWDED, TIME_DATA, sites_dialog, time_page, use_dialog

Make = Callable[[Stage], QWidget]


@dataclass(frozen=True)
class Window:
    """One window: `make` builds it over a stage. `known` are pieces of data that it shows untranslated."""

    name: str
    make: Make
    known: frozenset[str] = field(default_factory=frozenset)
    width: int = 1280
    height: int = 820

    def __str__(self) -> str:
        return self.name


class FakeGate:
    """A gate without a workspace behind it."""

    def __init__(self, *, exists: bool) -> None:
        self._exists = exists

    def exists(self, folder: Path) -> bool:
        del folder
        return self._exists

    def create(self, folder: Path, password: str) -> tuple[Services, str]:
        raise EnvironmentProblem("read_only")

    def unlock(self, folder: Path, secret: str) -> Services:
        raise EnvironmentProblem("wrong_password")

    def suggest_passphrase(self) -> str:
        return "velvet orbit cactus ladder mint"

    def strength(self, password: str) -> float:
        return len(password) * 4.0


STAGE1_DATA = frozenset(
    text
    for item in catalogue("iso27001").items
    for text in (item.ref, item.title, *(piece.strip() for piece in item.mandatory_document.split(";")))
)
DATA = frozenset({
    "Muster AG", "CB-2026-001", "Anna Berg", "Carl Co", "AB", "Head office", "Service centre", "Asia/Kolkata",
    "Europe/Warsaw", "Warsaw", "Mar 2026", "velvet orbit cactus ladder mint", "ABCD", "workspace", "Ctrl", "Shift",
    "Alt", "Home", "Return", "Esc", "Left", "/tmp/", "Apache-2.0", "Beispiel Zentrallager GmbH",
    "Storage of containers", "Opening meeting 09:30", "figure", "title", "strong", "caps", "label", "small", "body",
    "muted · what is less important", "LGPL-3.0", "#rrggbb", "PNG", "JPEG",
})  # fmt: skip


def _page(spec: PageSpec, stage: Stage) -> QWidget:
    page = spec.factory(stage.ctx, Place(spec.key, stage.audit_id if spec.of_audit else ""))
    page.load()
    return page


def _empty_home(stage: Stage) -> QWidget:
    page = HomePage(stage.ctx)
    page.show_rows(((), ()))
    return page


def _unlock(stage: Stage, *, exists: bool) -> QWidget:
    return UnlockPage(FakeGate(exists=exists), stage.ctx.jobs, stage.words, Path("/tmp/workspace"))


def _surroundings(stage: Stage) -> Surroundings:
    return Surroundings(
        gate=FakeGate(exists=True),
        words=stage.words,
        preferences=stage.ctx.preferences,
        theme=stage.ctx.theme,
        folder=Path("/tmp/workspace"),
    )


def _with_actions(kind: Callable[..., QWidget], stage: Stage) -> QWidget:
    window = MainWindow(_surroundings(stage))
    window.jobs.close()
    actions = WindowActions(window, stage.words, window.menus).all
    made = kind(None, stage.words, actions) if kind is ShortcutDialog else kind(window, stage.words, actions)
    made.keeper = window  # type: ignore[attr-defined]  # it owns the actions
    return made


def _confirm(stage: Stage) -> QWidget:
    t = stage.words.gettext
    return Confirm(
        None,
        t("Withdraw"),
        t("Two judgements on A.5.18 differ."),
        verb=t("Withdraw"),
        keep=t("Close"),
        reason=t("Remark"),
    )


BASE = (
    Window("gallery", lambda stage: GalleryPage(stage.words), height=2600, known=DATA),
    Window("unlock", partial(_unlock, exists=True), known=DATA),
    Window("create", partial(_unlock, exists=False), known=DATA),
    Window(
        "recovery", lambda stage: RecoverySheet(stage.words, "ABCD-ABCD-ABCD-ABCD", Path("/tmp")), width=560, known=DATA
    ),
    Window("keys", partial(_with_actions, ShortcutDialog), width=560, height=640, known=DATA),
    Window("palette", partial(_with_actions, CommandPalette), width=620, height=420, known=DATA),
    Window("about", lambda stage: AboutDialog(None, stage.words), width=480, height=400, known=DATA),
    Window("bug", lambda stage: BugDialog(None, stage.words, "builtins.ValueError"), width=560, height=420, known=DATA),
    Window("confirm", _confirm, width=480, height=360, known=DATA),
    Window("home empty", _empty_home, known=DATA),
    *(Window(f"page {spec.key}", partial(_page, spec), known=DATA) for spec in WORKSPACE_PAGES if not spec.per_item),
)
PAGES = tuple(
    Window(f"page {spec.key}", partial(_page, spec), known=DATA) for spec in audit_pages() if not spec.per_item
)
CLIENTS = (
    Window("clients", clients_window, known=DATA | CLIENT_DATA),
    Window("clients empty", partial(clients_window, empty=True)),
    Window("new client", partial(dialog_window, kind="new"), width=480, height=260),
    Window("people pasted", partial(dialog_window, kind="people"), width=820, height=640, known=CLIENT_DATA),
    Window("register pasted", partial(dialog_window, kind="register"), width=820, height=720, known=CLIENT_DATA),
    *(
        Window(f"client {spec.key}", partial(client_window, section=spec.key, crowded=True), known=CLIENT_DATA)
        for spec in SECTIONS
    ),
    *(
        Window(f"client {key} empty", partial(client_window, section=key), known=CLIENT_DATA)
        for key in ("summary", "scope", "sites", "documents")
    ),
)
TEAM = (
    Window("team", team_page, known=DATA | TEAM_DATA),
    Window("declaration", declaration, width=640, height=780, known=DATA | TEAM_DATA),
    Window("client accepts team", client_dialog, width=520, height=380, known=DATA | TEAM_DATA),
    Window("client objects", partial(client_dialog, objects=True), width=520, height=480, known=DATA | TEAM_DATA),
    Window("settings of a person", settings_page, height=1200, known=DATA | TEAM_DATA),
    *(
        Window(f"stage 1 {part}", partial(stage1_page, part=part.value), known=DATA | TEAM_DATA | STAGE1_DATA)
        for part in Part
    ),
)
PROGRAMME = (
    Window("plan calendar", partial(plan_window, crowded=True), known=DATA | PLAN_DATA),
    Window("plan table", partial(plan_window, crowded=True, view="table"), known=DATA | PLAN_DATA),
    Window("plan table empty", partial(plan_window, view="table"), known=DATA | PLAN_DATA),
    Window("plan accepted", partial(plan_window, accepted=True), known=DATA | PLAN_DATA),
    Window("plan answer", answer_window, width=560, height=520, known=PLAN_DATA),
    Window("plan filled", fill_window, width=900, height=620, known=DATA | PLAN_DATA),
    Window("programme", programme_window, known=DATA),
    Window("programme planned", partial(programme_window, planned=True), known=DATA),
    Window("programme suggested", suggestion_window, width=820, height=620, known=DATA),
)
DUE = (
    Window("due crowded", partial(due_page, count=200), known=DATA | DUE_DATA),
    Window("due empty", partial(due_page, count=0)),
    Window("home crowded", partial(home_page, count=40), known=DATA | DUE_DATA),
)
CYCLES = (
    *(
        Window(f"cycle {kind}", partial(cycle_window, kind=kind), height=1000, known=DATA | CYCLE_DATA)
        for kind in ("none", "enquiry", "ready", "certified")
    ),
    Window("cycle step", partial(step_dialog, event=Event.SUSPEND), width=520, height=600, known=DATA | CYCLE_DATA),
    Window("cycle scope", partial(step_dialog, event=Event.REDUCE_SCOPE), width=520, known=DATA | CYCLE_DATA),
    Window("cycle history", history_dialog, width=680, height=780, known=DATA | CYCLE_DATA),
    *(Window(f"form {kind}", partial(form_page, kind=kind), height=1200, known=DATA | CYCLE_DATA) for kind in FormKind),
)
NEXT = (
    *(
        Window(f"next audit {step}", partial(next_page, step=step), height=900, known=DATA | NEXT_DATA)
        for step in range(4)
    ),
    Window("handed on", next_overview, height=1100, known=DATA | NEXT_DATA),
)
NOTES = (
    *(
        Window(f"fieldwork {view}", partial(fieldwork_window, view=view), known=DATA | NOTES_DATA)
        for view in ("notes", "evidence", "questions")
    ),
    *(
        Window(f"sorting {view}", partial(fieldwork_window, view=view, sorting=True), known=DATA | NOTES_DATA)
        for view in ("notes", "evidence")
    ),
    Window("capture", capture_window, width=680, height=320, known=DATA | NOTES_DATA),
)
SEARCH = (
    Window("search hits", search_page, known=DATA | SEARCH_DATA),
    Window("search nothing", partial(search_page, text="zzzz"), known=DATA | SEARCH_DATA),
    Window("search days", days_dialog, width=480, height=340, known=DATA),
)
SHEET = tuple(Window(name, make, known=DATA | SHEET_DATA | PLAN_DATA) for name, make in SHEET_WINDOWS)
SIGNING = (
    Window("signing page", opening_page, known=DATA | SIGNING_DATA),
    Window("signing finding", finding_page, height=1400, known=DATA | SIGNING_DATA),
    *(
        Window(f"signing {way}", partial(dialog, way=way), width=620, height=640, known=DATA | SIGNING_DATA)
        for way in (S.DRAWN, S.TYPED, S.REMOTE, S.ON_PAPER, S.REFUSED)
    ),
    Window("signing again", partial(dialog, place=0), width=620, height=640, known=DATA | SIGNING_DATA),
    Window("signing note", partial(dialog, note=True), width=620, height=760, known=DATA | SIGNING_DATA),
)
MEETINGS = (
    Window("meeting corrected", amend_window, width=600, height=560, known=DATA | MEETING_DATA),
    Window("audit ended early", end_early_window, width=560, height=520, known=DATA | MEETING_DATA),
    Window("closing gate", closing_window, height=1400, known=DATA | MEETING_DATA),
    Window("wrap-up", short_window, known=DATA | MEETING_DATA),
    Window("meeting attendance", partial(wizard_window, strip=True), known=DATA | MEETING_DATA),
    Window("meeting list", partial(wizard_window, slim=True), known=DATA | MEETING_DATA),
    Window("meeting answers", partial(wizard_window, code="OM-17"), known=DATA | MEETING_DATA),
    Window("presenter", partial(presenter_window, code="OM-02"), known=DATA | MEETING_DATA),
    Window("presenter names", partial(presenter_window, code="OM-01", strip=True), known=DATA | MEETING_DATA),
)
FILES: tuple[Window, ...] = (
    Window("file viewer", viewer, width=860, height=720, known=DATA | FILE_DATA),
    Window("picture editor", editor, width=900, height=760, known=DATA | FILE_DATA),
    Window("destroy", destroying, width=560, height=760, known=DATA | FILE_DATA),
    Window("sample widened", widening, width=480, height=360, known=DATA | FILE_DATA),
    Window("sample", sample, height=1000, known=DATA | FILE_DATA),
)

EXTRA: tuple[Window, ...] = (
    *MEETINGS,
    *SIGNING,
    *SHEET,
    *SEARCH,
    *NOTES,
    *NEXT,
    *CYCLES,
    *DUE,
    *PROGRAMME,
    *CLIENTS,
    *TEAM,
    *FILES,
    Window("soa card", soa_card, width=900, height=300, known=DATA | SOA_DATA),
    Window("soa", soa_page, known=DATA | SOA_DATA),
    Window("soa compared", partial(soa_page, compared=True), known=DATA | SOA_DATA),
    Window("soa import", soa_import_page, known=DATA | SOA_DATA),
    Window("soa import read", partial(soa_import_page, read=True), height=1100, known=DATA | SOA_DATA),
    Window("time crowded", partial(time_page, form=CROWDED, kept=9), known=DATA | TIME_DATA),
    Window("time use", use_dialog, width=460, height=420, known=DATA | TIME_DATA),
    Window("time sites", sites_dialog, width=900, known=DATA | TIME_DATA),
    Window("time sites drawn", partial(sites_dialog, drawn=True), width=900, known=DATA | TIME_DATA),
)

WINDOWS: tuple[Window, ...] = (*BASE, *PAGES, *EXTRA)


SOAK = os.environ.get("ONSITE_SIZES") == "soak"


def share(turn: int) -> tuple[Window, ...]:
    """Return every third window, all of them in soak size.

    The main walk goes over all windows each time; dark, twice the size and the pseudo-locale share them by turns, so
    that the suite stays short.
    """
    return WINDOWS if SOAK else WINDOWS[turn::3]
