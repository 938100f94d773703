"""How politely and how far the fetcher goes, and which inside addresses it may dial."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from pumice.errors import SettingsError

_IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_WITH_PORTS = re.compile(
    r"(?P<address>\[[0-9A-Fa-f:.]+\]|[0-9.]+)(?P<prefix>/[0-9]{1,3})?:(?P<low>[0-9]{1,5})(?:-(?P<high>[0-9]{1,5}))?"
)
_HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Allowance:
    """Inside addresses that may be dialled although they are inside.

    Attributes:
        network: the addresses.
        ports: lowest and highest port, both included.
    """

    network: _IPNetwork
    ports: tuple[int, int] = (1, _HIGHEST_PORT)

    def covers(self, address: _IPAddress, port: int) -> bool:
        """Whether this opens the address at the port."""
        low, high = self.ports
        return address in self.network and low <= port <= high


@dataclass(frozen=True, slots=True)
class FetchRules:
    """Everything that bounds a fetch.

    Attributes:
        user_agent: who is asking, with a contact; its first word is the name robots.txt is asked for.
        delay_seconds: pause between the starts of two requests to one host; a longer crawl-delay wins.
        per_host: requests in flight to one host.
        total: requests in flight overall.
        deadline_seconds: for one address with its redirects and retries; time spent in the queue does not count.
        read_timeout_seconds: longest silence of a server.
        max_wire_bytes: body as it comes over the wire.
        max_decoded_bytes: body with its content coding undone.
        max_redirects: hops after the first request.
        retries: further tries after a fault that may pass.
        retry_wait_seconds: first pause before a retry; doubles, with as much jitter.
        retry_after_seconds: longest Retry-After that is waited for; a longer one parks the host.
        park_seconds: longest time for which a host is parked.
        robots: whether robots.txt is honoured.
        robots_seconds: deadline for robots.txt, redirects included.
        noarchive: whether pages that ask not to be archived are left out.
        allow: inside addresses that may be dialled.
    """

    user_agent: str
    delay_seconds: float = 1.0
    per_host: int = 1
    total: int = 8
    deadline_seconds: float = 60.0
    read_timeout_seconds: float = 20.0
    max_wire_bytes: int = 16_000_000
    max_decoded_bytes: int = 16_000_000
    max_redirects: int = 8
    retries: int = 2
    retry_wait_seconds: float = 0.5
    retry_after_seconds: float = 30.0
    park_seconds: float = 3600.0
    robots: bool = True
    robots_seconds: float = 20.0
    noarchive: bool = False
    allow: tuple[Allowance, ...] = ()

    @property
    def token(self) -> str:
        """The product token that robots.txt files address, e.g. ``pumice``."""
        return re.split(r"[/\s]", self.user_agent.strip(), maxsplit=1)[0] or "*"


def parse_allowance(text: str) -> Allowance:
    """Read one entry of ``fetch.allow_addresses``.

    Understood are ``127.0.0.1``, ``10.0.0.0/8``, ``127.0.0.1:8765``, ``127.0.0.1/32:8765-8774``, ``::1`` and
    ``[::1]:8080``.

    Raises:
        SettingsError: it is none of these.
    """
    try:
        return _read_allowance(text.strip())
    except ValueError as error:
        raise SettingsError(
            f"fetch.allow_addresses has {text!r} ({error}); "
            "write 127.0.0.1, 10.0.0.0/8, 127.0.0.1:8765-8774 or [::1]:8080"
        ) from error


def _read_allowance(text: str) -> Allowance:
    found = _WITH_PORTS.fullmatch(text)
    if found is None:
        return Allowance(ipaddress.ip_network(text))
    network = ipaddress.ip_network(found["address"].strip("[]") + (found["prefix"] or ""))
    return Allowance(network, _ports(found["low"], found["high"]))


def _ports(low: str, high: str | None) -> tuple[int, int]:
    first, last = int(low), int(high or low)
    if not 1 <= first <= last <= _HIGHEST_PORT:
        raise ValueError(f"ports {first}-{last} are no range within 1-{_HIGHEST_PORT}")
    return (first, last)
