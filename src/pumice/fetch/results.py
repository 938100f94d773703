"""How a fetch ends: with a capture, or with a failure that has a named cause."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pumice.errors import Cause, InputFault
from pumice.model import Capture

_LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed: the address that gave it, and its status."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that arrived.

    Attributes:
        requested: the address that was asked for; ``capture.url`` is the one that answered.
        capture: the payload.
        hops: the redirects on the way, in order.
        wire_bytes: size of the body as it came over the wire.
        seconds: time taken, waiting in the queue included.
    """

    requested: str
    capture: Capture
    hops: tuple[Hop, ...]
    wire_bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A page that did not arrive.

    Attributes:
        url: the address that was asked for.
        cause: the stable word for why.
        message: what arrived, what was expected, what to do.
    """

    url: str
    cause: Cause
    message: str


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
