"""How a fetch ends: with a capture, or with a failure that has a named cause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pumice.errors import Cause, InputFault
from pumice.model import Capture, Exchange, Visit

_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a page to ask later whether it has changed.

    Attributes:
        url: the address that gave them; no other is asked with them.
        etag: the ETag header, or None.
        last_modified: the Last-Modified header, or None.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def headers_for(self, url: str) -> dict[str, str]:
        """The request headers that make a request to this address conditional."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value and url == self.url}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that arrived.

    Attributes:
        capture: the payload; its url is the one that answered.
        visit: what went over the wire.
    """

    capture: Capture
    visit: Visit

    @property
    def hops(self) -> tuple[Exchange, ...]:
        """The redirects on the way, in order."""
        return self.visit.exchanges[:-1]


@dataclass(frozen=True, slots=True)
class Unmodified:
    """A page that is as it was, says its server.

    Attributes:
        visit: what went over the wire: headers only.
    """

    visit: Visit


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A page that did not arrive.

    Attributes:
        url: the address that was asked for.
        cause: the stable word for why.
        message: what arrived, what was expected, what to do.
        status: the HTTP status, where that is why.
        parked_seconds: how long its host is left alone from now on.
        seconds: time taken, waiting in the queue included.
        visit: what went over the wire, where the server answered with an error status; its body is not read.
    """

    url: str
    cause: Cause
    message: str
    status: int | None = None
    parked_seconds: float = 0.0
    seconds: float = 0.0
    visit: Visit | None = None


class StatusFault(InputFault):
    """An HTTP status that is no page's, and will not pass."""

    def __init__(self, cause: Cause, message: str, *, status: int) -> None:
        super().__init__(cause, message)
        self.status = status


class PassingFault(InputFault):
    """A fault that may pass, so that another try is worth its cost.

    Attributes:
        wait_seconds: how long the server asked us to wait, or None to follow our own pace.
    """

    def __init__(self, cause: Cause, message: str, *, wait_seconds: float | None = None) -> None:
        super().__init__(cause, message)
        self.wait_seconds = wait_seconds


def quote(text: str) -> str:
    """Text from outside, fit for a message: control characters escaped, length bounded."""
    plain = re.sub(
        r"[^\x20-\x7e\u00a1-\ud7ff\ue000-\ufffd]", lambda odd: f"\\u{ord(odd[0]):04x}", text[: _LONGEST_QUOTE * 2]
    )
    return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE] + "..."
