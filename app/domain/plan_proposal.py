"""A first draft of the audit plan from the programme, in the order an experienced lead auditor would choose.

The frame first (opening, lunch, wrap-up, meetings of the team, closing), then each auditor's time at each site filled
with the topics that fit him. The same record gives the same draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.domain.kinds import Mode, RowKind
from app.domain.plan_company import auditors_of, companions, goes_along, hosts, interpreters, interprets_at, people_for
from app.domain.plan_cover import wanted_refs
from app.domain.plan_layout import Piece, lay_out
from app.domain.plan_people import named
from app.domain.plan_places import Run, away, central_site, runs
from app.domain.plan_rows import clock, in_order, label
from app.domain.plan_sharing import share_out, topics_of
from app.domain.plan_slots import DaySettings, Frame, audit_days, frame, row_of
from app.domain.programme import Matrix
from app.domain.record import AuditRecord, AuditSite, TeamMember, TimetableRow
from app.domain.sentence import N_

__all__ = ["DaySettings", "propose"]

_OPEN_TRAILS = N_("Open trails and samples that follow from them")
_FIRST_TALKS = N_("Talks with staff at their work places")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What the rows of a draft are made from."""

    record: AuditRecord
    settings: DaySettings
    frame: Frame
    auditors: tuple[TeamMember, ...]
    main: AuditSite
    runs: tuple[Run, ...]
    along: dict[str, list[TeamMember]]
    speaking: dict[str, list[TeamMember]]


def propose(
    record: AuditRecord, matrix: Matrix | None = None, settings: DaySettings | None = None
) -> tuple[TimetableRow, ...]:
    """Return the rows of a first draft in time order, labelled; nothing without dates, an auditor or a site."""
    used = settings or DaySettings()
    days, auditors = audit_days(record), auditors_of(record)
    if not days or not auditors or not record.sites:
        return ()
    whole = frame(days, used, team=len(auditors) > 1)
    found = runs(auditors, record.sites, whole.stretches)
    draft = _Draft(
        record=record,
        settings=used,
        frame=whole,
        auditors=auditors,
        main=central_site(record.sites),
        runs=found,
        along=companions(record, auditors),
        speaking=interpreters(record, found),
    )
    rows = in_order([*_joint(draft), *_audit(draft, matrix)])
    return tuple(replace(row, label=label(place), position=place - 1) for place, row in enumerate(rows, start=1))


def _joint(draft: _Draft) -> Iterator[TimetableRow]:
    """Yield what all do together; who is at another site takes part by video."""
    everybody = named([*draft.auditors, *(one for there in draft.along.values() for one in there)])
    mode = Mode.HYBRID if away(draft.runs, draft.main) and draft.main.mode is Mode.ON_SITE else draft.main.mode
    for one in draft.frame.joint:
        row = replace(row_of(one, draft.settings), auditors=everybody)
        if one.kind is not RowKind.LUNCH:
            row = replace(row, site_id=draft.main.id, mode=mode)
        if one.kind in (RowKind.OPENING, RowKind.WRAP_UP, RowKind.CLOSING):
            row = replace(row, people=hosts(draft.record))
        yield row


def _audit(draft: _Draft, matrix: Matrix | None) -> Iterator[TimetableRow]:
    if not draft.runs:
        return
    topics = topics_of(draft.record, wanted_refs(draft.record, matrix), matrix)
    shares = share_out(topics, draft.runs, draft.auditors[0].id, draft.main.id)
    for share in shares:
        stretches = sorted(share.run.stretches, key=lambda one: (one.day, one.start))
        for piece in lay_out(share.topics, stretches):
            yield _row(draft, share.run, piece)


def _row(draft: _Draft, run: Run, piece: Piece) -> TimetableRow:
    """Return the row of one piece with the people on both sides."""
    say, topics = draft.settings.say, piece.topics
    titles = [one.title if one.process_id else say(one.title) for one in topics]
    along = [one for one in draft.along[run.auditor.id] if goes_along(one, topics)]
    early = piece.stretch == min(run.stretches, key=lambda one: (one.day, one.start))
    speaking = [one for one in draft.speaking[run.auditor.id] if interprets_at(one, run.site)]
    return TimetableRow(
        kind=RowKind.AUDIT,
        day=piece.stretch.day,
        starts=clock(piece.start),
        ends=clock(piece.end),
        site_id=run.site.id,
        mode=Mode.REMOTE if run.site.mode is Mode.REMOTE else Mode.ON_SITE,
        topic="; ".join(titles) or say(_FIRST_TALKS if early else _OPEN_TRAILS),
        auditors=named([run.auditor, *along, *speaking]),
        people=people_for(draft.record, topics, run.site),
        process_id=next((one.process_id for one in topics if one.process_id), None),
        refs=tuple(ref for one in topics for ref in one.refs),
    )
