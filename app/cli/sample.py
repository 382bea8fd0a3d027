"""The sample audit: the whole way from an empty workspace to the signed report, and how long each step took."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.cli.outcome import DONE, N_, Refused, t, tell, tell_json
from app.domain.kinds import PaperKind

if TYPE_CHECKING:
    import argparse

    from app.demo.play import DemoResult
    from app.domain.clock import SetClock
    from app.services.container import Services

START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ZONE: Final = "Europe/Warsaw"
KEY_BYTES: Final = 32


class Stopwatch:
    """Times of the steps of a command, printed as they end unless JSON is wanted."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Take the time of one step."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 3)
        if not self._quiet:
            tell(f"{self.seconds[name]:8.3f} s  {t(name)}")


def demo(arguments: argparse.Namespace) -> int:
    """Carry the sample audit through in a throw-away workspace; leave the papers in the folder."""
    out: Path = arguments.out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(t(N_("{path} cannot be made: {reason}."), path=out, reason=error.strerror)) from error
    watch = Stopwatch(quiet=arguments.json)
    files = play_into(out, watch)
    if arguments.json:
        tell_json({"files": {name: str(path) for name, path in files.items()}, "seconds": watch.seconds})
    else:
        tell(str(files["report"]))
    return DONE


def play_into(out: Path, watch: Stopwatch) -> dict[str, Path]:
    """Play the sample audit and write its papers into `out`; return them by name."""
    from app.domain.clock import SetClock  # noqa: PLC0415 - kept beside its use

    clock = SetClock(START, ZONE)
    with tempfile.TemporaryDirectory(prefix="onsite-demo-") as folder:
        base = Path(folder)
        with watch.step(N_("empty workspace")):
            services = throw_away(base / "workspace", clock)
        try:
            with watch.step(N_("sample audit up to the signed report")):
                result = _play(services, clock, base / "files")
            return _write(services, result, out, watch)
        finally:
            services.workspace.close()


def throw_away(folder: Path, clock: SetClock) -> Services:
    """Make a workspace under a random key that nobody keeps."""
    import secrets  # noqa: PLC0415 - kept beside its use

    from app.bootstrap import create_services  # noqa: PLC0415 - as above
    from app.storage.vault import RawKey  # noqa: PLC0415 - as above

    services, _ = create_services(folder, RawKey(secrets.token_bytes(KEY_BYTES)), clock)
    return services


def _play(services: Services, clock: SetClock, files: Path) -> DemoResult:
    from app.demo.play import play  # noqa: PLC0415 - the sample is loaded when it is played

    files.mkdir()
    return play(services, clock, files)


def _write(services: Services, result: DemoResult, out: Path, watch: Stopwatch) -> dict[str, Path]:
    """Write the papers over those of an earlier run."""
    from app.services.outgoing import write_out  # noqa: PLC0415 - as above

    files = {
        "report": out / "report.pdf",
        "plan": out / "plan.pdf",
        "trust": out / "trusted-signers.json",
        "opening": out / "opening.pdf",
        "closing": out / "closing.pdf",
    }
    with watch.step("report.pdf"):
        services.reports.export(result.report_paper_id, files["report"], replace=True)
    with watch.step("trusted-signers.json"):
        write_out(files["trust"], services.identities.trust_list().to_json(), replace=True)
    with watch.step("plan.pdf"):
        write_out(files["plan"], services.reports.plain(result.audit_id, PaperKind.PLAN), replace=True)
    for name, meeting_id in (("opening", result.opening_id), ("closing", result.closing_id)):
        with watch.step(f"{name}.pdf"):
            write_out(files[name], services.reports.meeting_record(meeting_id), replace=True)
    return files
