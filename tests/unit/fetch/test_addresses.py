"""What may be fetched, judged by words and by numbers."""

from __future__ import annotations

import asyncio
from typing import Literal

import httpcore2
import pytest

from pumice.errors import Cause, InputFault, SettingsError
from pumice.fetch import parse_allowance
from pumice.fetch.addresses import blocked, host_of, parse_url
from pumice.fetch.dial import CheckedBackend


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org", "https://example.org"),
        ("http://Example.org:80/a b", None),
        (
            "https://example.org/новости?a=б#top",
            "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?a=%D0%B1",
        ),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
    ],
)
def test_addresses_are_read_strictly(address: str, expected: str | None):
    """Other scripts are welcome, spaces are not, and the fragment goes."""
    if expected is None:
        with pytest.raises(InputFault):
            parse_url(address)
    else:
        url = parse_url(address)
        assert (
            f"{url.scheme}://{url.netloc.decode()}{url.raw_path.decode().removesuffix('/') or ''}"
            == expected.removesuffix("/")
        )


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("ftp://example.org/", Cause.BLOCKED_SCHEME),
        ("javascript:alert(1)", Cause.BLOCKED_SCHEME),
        ("example.org/page", Cause.BAD_URL),
        ("http:///page", Cause.BAD_URL),
        ("http://user:pass@example.org/", Cause.BAD_URL),
        ("http://example.org:99999/", Cause.BAD_URL),
        ("http://example.org:0/", Cause.BAD_URL),
        ("http:\\\\example.org\\", Cause.BAD_URL),
        ("http://①②⑦.0.0.1/", Cause.BAD_URL),
        ("http://exa mple.org/", Cause.BAD_URL),
        ("http://example.org/\r\nX: 1", Cause.BAD_URL),
        ("http://[::1/", Cause.BAD_URL),
        ("http://0x7f000001/", Cause.BLOCKED_ADDRESS),
        ("http://0177.0.0.1/", Cause.BLOCKED_ADDRESS),
        ("http://127.1/", Cause.BLOCKED_ADDRESS),
        ("http://example.org/" + "a" * 9_000, Cause.URL_TOO_LONG),
    ],
)
def test_bad_addresses_have_names(address: str, cause: Cause):
    """Each kind of bad address has its own cause."""
    with pytest.raises(InputFault) as caught:
        parse_url(address)
    assert caught.value.cause is cause


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104
            "224.0.0.1",
        ),
        *("255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "::ffff:8.8.8.8", "64:ff9b::808:808"),
        *("2002:808:808::1", "2001:0:808:808::1", "ff02::1", "fec0::1"),
    ],
)
def test_inside_addresses_are_blocked(address: str):
    """Private, loopback, link-local, metadata, shared, multicast, and IPv6 that leads to any IPv4 address."""
    assert blocked(address, 80, allow=())


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_outside_addresses_are_not(address: str):
    """The public net is open, at the ports of the web."""
    assert blocked(address, 443, allow=()) is None
    assert blocked(address, 25, allow=()) is not None


@pytest.mark.parametrize(
    ("entry", "address", "port", "opened"),
    [
        ("127.0.0.1", "127.0.0.1", 1, True),
        ("127.0.0.1:8765-8774", "127.0.0.1", 8770, True),
        ("127.0.0.1:8765-8774", "127.0.0.1", 4200, False),
        ("127.0.0.0/8:80", "127.9.9.9", 80, True),
        ("10.0.0.0/8", "127.0.0.1", 80, False),
        ("::1", "::1", 80, True),
        ("[::1]:8080", "::1", 80, False),
    ],
)
def test_allowances_open_what_they_say(entry: str, address: str, port: int, opened: Literal[True, False]):
    """An allowance opens its network at its ports and nothing beside them."""
    assert (blocked(address, port, allow=(parse_allowance(entry),)) is None) is opened


@pytest.mark.parametrize(
    "entry", ["", "localhost", "127.0.0.1:0", "127.0.0.1:9-8", "10.0.0.1/8", "::1:8080x", "1.2.3.4:99999"]
)
def test_bad_allowances_teach(entry: str):
    """The message shows how to write one."""
    with pytest.raises(SettingsError, match=r"127\.0\.0\.1:8765-8774"):
        parse_allowance(entry)


def test_one_inside_answer_condemns_a_name(monkeypatch: pytest.MonkeyPatch):
    """A name that resolves to an outside and an inside address is not dialled at all."""
    dialled = []

    async def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]

    async def dial() -> None:
        backend = CheckedBackend()
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve)
        monkeypatch.setattr(backend._backend, "connect_tcp", lambda *a, **k: dialled.append((a, k)))
        await backend.connect_tcp("two-faced.example", 80)

    with pytest.raises(InputFault) as caught:
        asyncio.run(dial())
    assert caught.value.cause is Cause.BLOCKED_ADDRESS
    assert not dialled


def test_the_checked_address_is_the_dialled_one(monkeypatch: pytest.MonkeyPatch):
    """The backend dials the number it judged, so a second answer of the name server changes nothing."""
    dialled: list[str] = []

    async def spy(host: str, **_: object) -> httpcore2.AsyncNetworkStream:
        dialled.append(host)
        return httpcore2.AsyncNetworkStream()

    backend = CheckedBackend((parse_allowance("127.0.0.1"), parse_allowance("::1")))
    monkeypatch.setattr(backend._backend, "connect_tcp", spy)
    asyncio.run(backend.connect_tcp("localhost", 80))
    assert dialled in (["127.0.0.1"], ["::1"])


def test_a_host_is_counted_with_its_port():
    """Politeness tells ports apart, and knows the implied ones."""
    assert host_of(parse_url("https://Example.org./a")) == "example.org:443"
