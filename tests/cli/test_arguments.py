"""What the command line refuses before anything is opened: one line on stderr, exit code 2, nothing written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from app.cli.arguments import parse
from app.domain.errors import EnvironmentProblem


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """Run the command line here; `--help` leaves by SystemExit."""
    try:
        code = main(arguments)
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    told = capsys.readouterr()
    return Ended(code, told.out, told.err)


@pytest.mark.parametrize("kind", ["actions", "package", "dossier", "oscal", "audit-json", "xlsx"])
def test_what_comes_later_is_refused_by_name(capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str) -> None:
    ended = run(capsys, "export", "X", kind, "--out", str(tmp_path / "x"))
    assert (ended.code, ended.out, kind in ended.err, (tmp_path / "x").exists()) == (2, "", True, False)


@pytest.mark.parametrize("kind", ["opening", "closing"])
def test_only_the_report_is_signed_by_a_command(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    ended = run(capsys, "export", "X", kind, "--out", "x", "--sign-with", "key.p12")
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)


def test_taking_in_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "import", "x.json")
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("export",), ("info", "--nonsense"), ("export", "A", "cake", "--out", "x"), ("verify",)],
)
def test_wrong_use_is_one_line(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    ended = run(capsys, *arguments)
    assert (ended.code, ended.out, len(ended.err.splitlines())) == (2, "", 1)


def test_the_gallery_gets_its_own_arguments() -> None:
    assert parse(["gallery", "--shot", "folder"]).rest == ["--shot", "folder"]


def test_a_password_is_never_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    told = "".join(run(capsys, *names, "--help").out for names in ((), ("init",), ("info",), ("export",), ("restore",)))
    assert "--data-dir" in told
    assert "password" not in told.lower()


def test_a_bug_is_one_line_without_values(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(arguments: object) -> int:
        raise LookupError("what the client said")

    monkeypatch.setattr("app.cli.papers.take_in", bug)
    ended = run(capsys, "import", "x")
    assert (ended.code, "LookupError" in ended.err, "client" in ended.err) == (2, True, False)


def test_a_bug_shows_its_trace_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(arguments: object) -> int:
        raise LookupError

    monkeypatch.setattr("app.cli.papers.take_in", bug)
    monkeypatch.setenv("ONSITE_DEBUG", "1")
    with pytest.raises(LookupError):
        main(["import", "x"])


def test_a_sentence_of_several_lines_is_told_in_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(arguments: object) -> int:
        raise EnvironmentProblem("locked_by_other", holder="Anna\nBerg", since="now", host="here", pid=1)

    monkeypatch.setattr("app.cli.papers.take_in", locked)
    ended = run(capsys, "import", "x")
    assert (ended.code, len(ended.err.splitlines()), "Anna Berg" in ended.err) == (2, 1, True)


def test_stopping_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.papers.take_in", stopped)
    assert run(capsys, "import", "x").code == 2


def test_a_refusal_is_one_object_for_who_asked_for_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = run(capsys, "import", "x.json", "--json")
    assert (ended.code, json.loads(ended.out)) == (2, {"error": "refused", "message": ended.err.strip()})

    def locked(arguments: object) -> int:
        raise EnvironmentProblem("locked_by_other", holder="Anna", since="now", host="here", pid=1)

    monkeypatch.setattr("app.cli.papers.take_in", locked)
    ended = run(capsys, "import", "x", "--json")
    found = json.loads(ended.out)
    assert (ended.code, found["error"], found["holder"], found["pid"]) == (2, "locked_by_other", "Anna", 1)
    assert found["message"] == ended.err.strip()


@pytest.mark.parametrize(("problem", "code"), [(KeyboardInterrupt, "stopped"), (LookupError, "internal")])
def test_stops_and_bugs_are_objects_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, problem: type[BaseException], code: str
) -> None:
    def end(arguments: object) -> int:
        raise problem

    monkeypatch.setattr("app.cli.papers.take_in", end)
    assert json.loads(run(capsys, "import", "x", "--json").out)["error"] == code


def test_wrong_use_is_an_object_too(capsys: pytest.CaptureFixture[str]) -> None:
    ended = run(capsys, "info", "--nonsense", "--json")
    assert (ended.code, json.loads(ended.out)["error"], len(ended.err.splitlines())) == (2, "usage", 1)
