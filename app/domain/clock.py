"""Where the time comes from; the demo and the tests pass their own clock."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """A source of time."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in UTC."""
        ...

    def zone(self) -> str:
        """Return the IANA name of the zone the user works in, for example `Europe/Warsaw`."""
        ...


class SystemClock:
    """The clock and zone of this machine."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    def zone(self) -> str:
        """Return the zone of the machine; `UTC` when the machine does not say."""
        named = os.environ.get("TZ", "").lstrip(":")
        if named:
            return named
        link = Path("/etc/localtime")
        if link.is_symlink():
            target = str(link.resolve())
            if "zoneinfo/" in target:
                return target.split("zoneinfo/", 1)[1]
        return "UTC"


class SetClock:
    """A clock that stands until it is set: for the sample audit and for tests."""

    def __init__(self, now: datetime, zone: str = "UTC") -> None:
        self.set(now, zone)

    def set(self, now: datetime, zone: str | None = None) -> None:
        """Move the clock to `now` (aware); keep the zone unless another is given."""
        if now.tzinfo is None:
            raise ValueError("naive time")
        self._now = now.astimezone(UTC)
        if zone is not None:
            self._zone = zone

    def now(self) -> datetime:
        """Return the time that was set, in UTC."""
        return self._now

    def zone(self) -> str:
        """Return the zone that was set."""
        return self._zone
