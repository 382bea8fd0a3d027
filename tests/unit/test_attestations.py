"""Confirmations: which may follow which, what each way needs, earlier wordings, drawings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attestations import (
    ALLOWED,
    LETTERS,
    SIGNED,
    WITHOUT,
    AttestationDraft,
    Matter,
    WordChange,
    draft_problems,
    heard,
    latest_of,
    reads,
    remote_code,
    standing,
    text_hash,
    word_changes,
)
from app.domain.confirming import Attestation
from app.domain.drafts import IncomingFile
from app.domain.kinds import Acknowledgement, AttestationState, PaperKind, Side
from app.domain.strokes import MOST_POINTS, drawing_hash, points, simplified, stroke_problems

S = AttestationState
MATTER = Matter(PaperKind.NC_NOTE, "f1")
TEXT = "Access of leavers stays open for weeks."
LINE = {"x": [100, 500, 900], "y": [500, 100, 900], "t": [0, 10, 20]}
SCAN = IncomingFile(name="sheet.pdf", data=b"%PDF-1.7")
WAYS: dict[S, dict[str, Any]] = {
    S.DRAWN: {"strokes": [LINE]},
    S.TYPED: {"typed_name": "  eva   EXAMPLE "},
    S.ELECTRONIC: {},
    S.REMOTE: {"code": remote_code(TEXT, MATTER, "Eva Example")},
    S.ON_PAPER: {"scan": SCAN},
    S.REFUSED: {"words": "not without our lawyer"},
    S.NOT_REQUIRED: {"words": "an observer"},
    S.NOT_PRESENT: {},
}
LACKS = {
    S.DRAWN: "strokes_missing",
    S.TYPED: "typed_name_differs",
    S.REMOTE: "code_differs",
    S.ON_PAPER: "scan_missing",
    S.REFUSED: "refusal_without_words",
    S.NOT_REQUIRED: "attestation_reason_missing",
}


def draft(state: AttestationState, **facts) -> AttestationDraft:
    values = {"name": "Eva Example", "state": state, "shown_sha256": text_hash(TEXT), **facts}
    return AttestationDraft(**values)


def codes(made: AttestationDraft, latest: AttestationState = S.OPEN) -> list[str]:
    return [one.code for one in draft_problems(made, MATTER, TEXT, latest)]


def attested(key: str, state: AttestationState = S.TYPED, **facts) -> Attestation:
    values = {"paper": MATTER.paper, "subject_id": "f1", "name": "Eva Example", "strokes": (), **facts}
    return Attestation(id=key, state=state, **values)


@pytest.mark.parametrize("state", WAYS)
def test_each_way_is_complete_with_what_belongs_to_it(state):
    assert codes(draft(state, **WAYS[state])) == []


@pytest.mark.parametrize(("state", "code"), LACKS.items())
def test_each_way_says_what_it_lacks(state, code):
    assert codes(draft(state)) == [code]


@pytest.mark.parametrize("old", AttestationState)
def test_nobody_who_signed_or_refused_is_quietly_excused(old):
    excused = ALLOWED[old] & WITHOUT
    assert not excused if old in SIGNED | {S.REFUSED} else excused


@pytest.mark.parametrize("old", [one for one in AttestationState if one is not S.OPEN])
def test_every_record_can_be_opened_again_but_only_with_a_reason(old):
    assert codes(draft(S.OPEN), old) == ["attestation_reason_missing"]
    assert codes(draft(S.OPEN, words="wrong line"), old) == []


def test_what_may_not_follow_is_named():
    assert codes(draft(S.NOT_REQUIRED, words="x"), S.DRAWN) == ["attestation_not_allowed"]


def test_a_text_that_changed_meanwhile_is_not_confirmed():
    assert codes(draft(S.TYPED, typed_name="Eva Example", shown_sha256=text_hash("old"))) == ["shown_text_changed"]


def test_a_dispute_needs_the_words_of_the_client():
    signed = {"typed_name": "Eva Example", "acknowledgement": Acknowledgement.DISPUTED}
    assert codes(draft(S.TYPED, **signed)) == ["words_missing"]
    assert codes(draft(S.TYPED, **signed, client_view="it was closed")) == []


def test_a_code_is_six_signs_that_sound_apart_and_belongs_to_text_matter_and_person():
    code = remote_code(TEXT, MATTER, "Eva Example")
    others = {
        remote_code(TEXT + " ", MATTER, "Eva Example"),
        remote_code(TEXT, Matter(PaperKind.NC_NOTE, "f2"), "Eva Example"),
        remote_code(TEXT, MATTER, "Ivo Isms"),
    }
    assert len(code) == 6
    assert set(code) <= set(LETTERS)
    assert not set("01IO") & set(LETTERS)
    assert code not in others
    assert heard(f" {code[:3].lower()}-{code[3:]}") == code


def test_the_last_one_stands_and_the_earlier_ones_stay():
    rows = (attested("a", S.DRAWN), attested("b", S.OPEN, replaces_id="a"), attested("c", replaces_id="b"))
    assert [one.id for one in standing(rows, MATTER)] == ["c"]
    found = latest_of(rows, MATTER, "eva example", Side.CLIENT)
    assert found is not None
    assert found.id == "c"


def test_people_of_one_name_are_told_apart_by_their_line_and_side():
    rows = (attested("a", attendee_id="p1"), attested("b", attendee_id="p2"))
    found = latest_of(rows, MATTER, "Eva Example", Side.CLIENT, "p1")
    assert found is not None
    assert found.id == "a"
    assert latest_of(rows, MATTER, "Eva Example", Side.BODY) is None


def test_the_wording_of_now_is_current():
    assert reads(attested("a", text=TEXT, text_sha256=text_hash(TEXT)), TEXT).current


def test_an_earlier_wording_tells_the_difference_word_by_word():
    old = attested("a", text=TEXT, text_sha256=text_hash(TEXT))
    found = reads(old, "Access of two leavers stays open for months.")
    assert not found.current
    assert found.difference == (WordChange("", "two"), WordChange("weeks.", "months."))


def test_what_confirms_nothing_has_no_wording():
    assert reads(attested("a", S.NOT_REQUIRED, text="a", text_sha256=text_hash("a")), "b").current


def test_changes_that_stand_close_together_are_one():
    assert word_changes("a b c d e f", "a X c Y e f") == (WordChange("b c d", "X c Y"),)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_change_is_told_exactly_when_the_words_are_equal(one, other):
    assert (word_changes(one, other) == ()) == (one.split() == other.split())


BAD_STROKES = {
    "strokes_missing": [],
    "strokes_damaged": [{"x": [1, 2], "y": [1], "t": [1, 2]}],
    "strokes_too_many": [{"x": [0] * (MOST_POINTS + 1), "y": [0] * (MOST_POINTS + 1), "t": [0] * (MOST_POINTS + 1)}],
    "strokes_times": [LINE, {**LINE, "t": [5, 6, 7]}],
    "strokes_too_short": [{"x": [500], "y": [500], "t": [0]}],
}


@pytest.mark.parametrize(("code", "strokes"), BAD_STROKES.items())
def test_a_bad_drawing_says_what_is_wrong(code, strokes):
    assert [one.code for one in stroke_problems(strokes)] == [code]


@pytest.mark.parametrize("value", [1001, -1, 5.5, True, "7", None])
def test_only_whole_numbers_inside_the_box_are_a_drawing(value):
    strokes = [{"x": [100, value], "y": [100, 900], "t": [0, 1]}]
    assert [one.code for one in stroke_problems(strokes)] == ["strokes_damaged"]


def test_the_most_points_are_allowed():
    long = {"x": [0, 1000] * (MOST_POINTS // 2), "y": [0] * MOST_POINTS, "t": list(range(MOST_POINTS))}
    assert stroke_problems([long]) == ()


def test_a_straight_line_is_thinned_to_its_ends_and_a_corner_stays():
    straight = {"x": list(range(0, 1000, 10)), "y": [300] * 100, "t": list(range(100))}
    assert simplified([straight]) == ((0, 300, 990, 300),)
    assert simplified([LINE]) == ((100, 500, 500, 100, 900, 900),)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 1000)), min_size=1, max_size=80))
def test_thinning_keeps_ends_and_invents_no_point(line):
    stroke = {"x": [one[0] for one in line], "y": [one[1] for one in line], "t": list(range(len(line)))}
    (flat,) = simplified([stroke])
    kept = list(zip(flat[::2], flat[1::2], strict=True))
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(points(stroke))


def test_the_hash_of_a_drawing_covers_its_times():
    assert drawing_hash([LINE]) != drawing_hash([{**LINE, "t": [0, 10, 21]}])
