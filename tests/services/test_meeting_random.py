"""Random audits: the closing always begins and ends, and no positive recommendation stands beside an open major."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import recommendation as advice
from app.domain.drafts import FindingDraft, LinkDraft
from app.domain.errors import UserMistake
from app.domain.gate import holding
from app.domain.kinds import Grade, MeetingKind, MeetingState, PointState, Recommendation
from tests.support import World, add_client, audit_draft

GRADES = st.lists(st.sampled_from((Grade.MAJOR, Grade.MINOR, Grade.OBSERVATION)), max_size=3)
TICKS = st.lists(st.sampled_from(tuple(PointState)), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grades=GRADES, ticks=TICKS, value=st.sampled_from(tuple(Recommendation)), held_opening=st.booleans(),
    facts=st.tuples(st.booleans(), st.booleans()), excuse=st.booleans(),
)  # fmt: skip
def test_the_closing_begins_and_ends_and_the_guards_hold(  # noqa: PLR0917 - the parts of a random audit
    world: World, grades: Sequence[Grade], ticks: Sequence[PointState], value: Recommendation, held_opening: bool,
    facts: tuple[bool, bool], excuse: bool,
) -> None:  # fmt: skip
    services = world.services
    clients = services.clients.list()
    client = services.clients.get(clients[0].id) if clients else add_client(services)
    count = len(services.audits.list())
    audit_id = services.audits.create(audit_draft(client, reference=f"R-{count}")).id
    for grade in grades:
        services.findings.draft(audit_id, FindingDraft(grade=grade, statement="s", links=(LinkDraft(ref="A.5.18"),)))
    for field, done in zip(("internal_audit_done", "management_review_done"), facts, strict=True):
        services.fields.set("audit", audit_id, field, done)
    services.fields.set("audit", audit_id, "recommendation", value)
    if held_opening:
        services.meetings.finish(services.meetings.prepare(audit_id, MeetingKind.OPENING).id)
    meeting_id = services.meetings.prepare(audit_id, MeetingKind.CLOSING).id
    services.meetings.begin(meeting_id)
    for point, state in zip(services.meetings.get(meeting_id).points, ticks, strict=False):
        services.meetings.tick(point.id, state)
    services.meetings.finish(meeting_id)
    assert services.meetings.get(meeting_id).state == MeetingState.FINISHED
    found = services.gate.entries(audit_id)
    if excuse:
        for entry in found:
            if entry.may_be_left:
                services.gate.give_reason(audit_id, entry.code, entry.row, "why")
    if value in advice.POSITIVE and Grade.MAJOR in grades:
        assert any(one.code in ("major_not_verified", "recommendation_of_other_audit") for one in
                   holding(services.gate.entries(audit_id)))  # fmt: skip
        with pytest.raises(UserMistake, match="report_not_ready"):
            services.reports.freeze(audit_id, {one.code: "why" for one in found})
