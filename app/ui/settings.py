"""Settings: the certification body as every paper shows it, its people, and this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.settings_agenda import AgendaCard
from app.ui.settings_body import BodyCard, LogoCard
from app.ui.settings_deadlines import DeadlineCard
from app.ui.settings_papers import PapersCard
from app.ui.settings_people import PeopleCard
from app.ui.settings_person_file import PersonFileCard
from app.ui.settings_program import ProgramCard
from app.ui.settings_texts import TextsCard
from app.ui.settings_time import TimeCard
from app.ui.widgets.autosave import AutosaveLine, AutosaveText
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.domain.client import Body, Person
    from app.services.deadlines import DeadlineSheet
    from app.services.person_files import PersonFile
    from app.ui.context import UiContext

_KINDS = (
    "body",
    "body_paper",
    "body_text",
    "person",
    "competence",
    "bar",
    "deadline_setting",
    "holiday",
    "agenda_text",
)
Fetched = tuple["Body", tuple["Person", ...], "Person | None", tuple["PersonFile", ...], "DeadlineSheet"]


class SettingsPage(Page):
    """Cards below each other; each field is kept by itself."""

    def __init__(self, ctx: UiContext) -> None:
        super().__init__(ctx.t("Settings"), ctx.t("Everything is kept as you type."), width=860)
        self.ctx = ctx
        self._body = BodyCard(ctx)
        self._logo = LogoCard(ctx)
        self._deadlines = DeadlineCard(ctx)
        self._time = TimeCard(ctx)
        self._papers = PapersCard(ctx)
        self._texts = TextsCard(ctx)
        self._agenda = AgendaCard(ctx)
        self._people, self._file = PeopleCard(ctx), PersonFileCard(ctx)
        self._people.chosen.connect(self._file.show_person)
        cards = (
            self._people,
            self._file,
            self._body,
            self._logo,
            self._deadlines,
            self._time,
            self._papers,
            self._texts,
            self._agenda,
            ProgramCard(ctx),
        )
        for card in cards:
            self.body.addWidget(card)
        self.body.addStretch(1)
        ctx.bus.changed.connect(self._on_changed)

    def load(self) -> None:
        """Fetch the settings; the row they are typed into is made if there is none."""
        self.ctx.jobs.write(self._fetch, self.show_settings)

    def _fetch(self) -> Fetched:
        body = self.ctx.services.body
        body.ensure()
        return self._read()

    def show_settings(self, fetched: Fetched) -> None:
        """Show what was fetched."""
        body, people, me, files, deadlines = fetched
        self._file.show_files(files)
        self._people.show_people(people, me)
        for card in (self._body, self._logo, self._deadlines, self._time, self._papers, self._texts, self._agenda):
            card.show_body(body)
        self._deadlines.show_sheet(deadlines)

    def leave(self) -> None:
        """Hand over what is being typed."""
        for line in self.findChildren(AutosaveLine):
            line.finish()
        for text in self.findChildren(AutosaveText):
            text.finish()

    def _on_changed(self, changes: Changes, origin: object) -> None:
        del origin
        if self.isVisible() and changes.touches(*_KINDS):
            self.ctx.jobs.read(self._read, self.show_settings)

    def _read(self) -> Fetched:
        services = self.ctx.services
        body, files = services.body, services.teams.people()
        return body.get(), body.people(), body.me(), files, services.deadlines.sheet()
