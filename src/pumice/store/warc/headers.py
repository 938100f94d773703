"""The headers of WARC records and of the HTTP messages in them, as :mod:`pumice.store.warc.write` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders

from pumice.model import Exchange
from pumice.model.exchange import Headers

_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Original:
    """The capture that a revisit refers to: its address, its moment (as WARC-Date) and its payload's digest."""

    url: str
    date: str
    digest: str


class AsReceived(StatusAndHeaders):  # type: ignore[misc] # warcio has no types
    """HTTP headers that are written byte for byte; warcio would percent-encode what is not ASCII."""

    def to_wire(self) -> bytes:
        """The header block with its empty line."""
        return str(self.to_str()).encode("latin-1", "replace") + b"\r\n"

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Called by warcio before it writes."""
        del header_filter
        self.headers_buff = self.to_wire()


def describe(exchange: Exchange, original: Original | None) -> dict[str, str]:
    """The record's own headers beyond type, date and digests."""
    named = {"WARC-IP-Address": exchange.peer} if exchange.peer else {}
    if original is not None:
        profile = _NOT_MODIFIED if exchange.status == HTTPStatus.NOT_MODIFIED else _IDENTICAL
        named |= {"WARC-Profile": profile, "WARC-Refers-To-Target-URI": original.url}
        return named | {"WARC-Refers-To-Date": original.date}
    if exchange.payload is None and exchange.header("content-length") != "0":
        named["WARC-Truncated"] = "unspecified"  # the bodies of redirects and errors are not read
    return named


def keep_framing(exchange: Exchange) -> Headers:
    """The response headers; the one that announces chunks is renamed, since there are none in the archive."""
    framing = "transfer-encoding"
    return tuple(
        (f"X-Archive-Orig-{name}" if name.lower() == framing else name, value) for name, value in exchange.response
    )


def request_target(url: str) -> str:
    """What stands in a request's first line for this address."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
