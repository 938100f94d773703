"""What went over the wire for one page: requests and responses, as an archive keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[str, str], ...]
"""Names and values in their order, repeated ones apart; each character is one byte (Latin-1)."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response; the transfer coding is undone, the content coding is not.

    Attributes:
        url: the address that was asked.
        at: moment of the response (aware, UTC).
        request: headers of the request.
        status: HTTP status.
        reason: the words beside it.
        response: headers of the response.
        payload: the body; None where it was not read.
        peer: the IP address that answered; None where unknown.
        protocol: "HTTP/1.1" or "HTTP/2".
    """

    url: str
    at: datetime
    request: Headers
    status: int
    reason: str
    response: Headers
    payload: bytes | None = None
    peer: str | None = None
    protocol: str = "HTTP/1.1"

    def header(self, name: str) -> str | None:
        """The first response header of this name (lower case), or None."""
        return next((value for key, value in self.response if key.lower() == name), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """How one address was fetched.

    Attributes:
        requested: the address that was asked for.
        exchanges: the redirects in their order, then the answer.
        seconds: time taken, waiting in the queue included.
        notes: what was odd but not fatal.
    """

    requested: str
    exchanges: tuple[Exchange, ...]
    seconds: float = 0.0
    notes: tuple[str, ...] = ()

    @property
    def answer(self) -> Exchange:
        """The last exchange."""
        return self.exchanges[-1]
