"""The sample audit and the self-test: the whole way from an empty workspace to a verified signature."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.cli.outcome import DONE, N_, NOT_IN_ORDER, Refused, complain, t, tell, tell_json

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
            services = _workspace(base / "workspace", clock)
        try:
            with watch.step(N_("sample audit up to the signed report")):
                result = _play(services, clock, base / "files")
            return _write(services, result, out, watch)
        finally:
            services.workspace.close()


def _workspace(folder: Path, clock: SetClock) -> Services:
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
        "trust": out / "trusted-signers.json",
        "opening": out / "opening.pdf",
        "closing": out / "closing.pdf",
    }
    with watch.step("report.pdf"):
        services.reports.export(result.report_paper_id, files["report"], replace=True)
    with watch.step("trusted-signers.json"):
        write_out(files["trust"], services.identities.trust_list().to_json(), replace=True)
    for name, meeting_id in (("opening", result.opening_id), ("closing", result.closing_id)):
        with watch.step(f"{name}.pdf"):
            write_out(files[name], services.reports.meeting_record(meeting_id), replace=True)
    return files


def self_test(arguments: argparse.Namespace) -> int:
    """Check what an installed copy needs: resources, migrations, writing, signing, verifying, and the windows."""
    watch = Stopwatch(quiet=arguments.json)
    with tempfile.TemporaryDirectory(prefix="onsite-self-test-") as folder:
        files = play_into(Path(folder), watch)
        with watch.step(N_("check of the signatures")):
            verdicts = _verdicts(files)
    with watch.step(N_("loading the windows")):
        windows = _load_windows()
    fine = verdicts == ("valid", "untrusted")
    if arguments.json:
        tell_json({"ok": fine, "verdicts": list(verdicts), "windows": windows, "seconds": watch.seconds})
    else:
        tell(t(N_("Window modules loaded: {count}"), count="-" if windows is None else windows))
    if fine:
        return DONE
    text = N_("The signed report is {first} with and {second} without its list of signers.")
    complain(t(text, first=verdicts[0], second=verdicts[1]))
    return NOT_IN_ORDER


def _verdicts(files: dict[str, Path]) -> tuple[str, str]:
    """Return the verdicts on the sample's report, with its list of signers and without."""
    from app.signing.trust import TrustList  # noqa: PLC0415 - as above
    from app.signing.verify import verify  # noqa: PLC0415 - as above

    pdf, trust = files["report"].read_bytes(), TrustList.from_json(files["trust"].read_bytes())
    return verify(pdf, trust).verdict, verify(pdf, None).verdict


def _load_windows() -> int | None:
    """Return how many modules of the windows were loaded, None where this copy has no Qt."""
    import importlib  # noqa: PLC0415 - as above
    import pkgutil  # noqa: PLC0415 - as above

    import app.ui  # noqa: PLC0415 - holds no Qt itself

    names = [one.name for one in pkgutil.walk_packages(app.ui.__path__, "app.ui.")]
    try:
        for name in names:
            importlib.import_module(name)
    except ImportError as error:
        if (error.name or "").split(".")[0] in {"PySide6", "shiboken6"}:
            return None
        raise
    return len(names)
