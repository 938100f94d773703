"""The fetcher against a server that misbehaves."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib
from dataclasses import replace

import pytest

from pumice.errors import Cause
from pumice.fetch import Fetched, Fetcher, FetchFailure, FetchRules, Unmodified
from tests.unit.fetch.rude_server import RudeServer, page


def fetch(url: str, rules: FetchRules) -> Fetched | Unmodified | FetchFailure:
    """Fetch one address with a fetcher of its own."""
    return fetch_all([url], rules)[0]


def fetch_all(urls: list[str], rules: FetchRules) -> list[Fetched | Unmodified | FetchFailure]:
    """Fetch addresses at once, with one fetcher."""

    async def run() -> list[Fetched | Unmodified | FetchFailure]:
        async with Fetcher(rules) as fetcher:
            return list(await asyncio.gather(*(fetcher.fetch(url) for url in urls)))

    return asyncio.run(run())


def cause(url: str, rules: FetchRules) -> Cause | None:
    """The cause of a failure, or None for a page."""
    result = fetch(url, rules)
    return result.cause if isinstance(result, FetchFailure) else None


def drip(connection: socket.socket) -> None:
    """A header and then one byte at a time, faster than any read timeout notices."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.05)


def test_a_page_arrives_as_it_was_sent(server: RudeServer, rules: FetchRules):
    """Body, status, headers and the moment are those of the response."""
    result = fetch(server.on("/", page("<p>Жар-птица</p>".encode(), X_Kind="a")), rules)
    assert isinstance(result, Fetched)
    assert result.capture.body.decode() == "<p>Жар-птица</p>"
    assert (result.capture.status, result.capture.headers["x-kind"]) == (200, "a")
    assert result.capture.fetched_at is not None


def test_says_who_it_is_and_keeps_no_cookie(server: RudeServer, rules: FetchRules):
    """Every request carries the User-Agent of the settings and none carries a cookie."""
    urls = [server.on("/1", page(Set_Cookie="sid=1; Path=/")), server.on("/2", page())]
    fetch_all(urls, rules)
    assert all("User-Agent: pumice/0 (test)" in head for head in server.heads)
    assert not any("cookie" in head.lower() for head in server.heads)


def test_redirects_are_recorded(server: RudeServer, rules: FetchRules):
    """The capture has the last address, and the hops are listed in order."""
    server.on("/c", page())
    server.on("/b", page(status="302 Found", Location="c"))
    result = fetch(server.on("/a", page(status="301 Moved", Location="/b")), rules)
    assert isinstance(result, Fetched)
    assert result.capture.url == server.url("/c")
    assert [(hop.url, hop.status) for hop in result.hops] == [(server.url("/a"), 301), (server.url("/b"), 302)]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/start", Cause.REDIRECT_LOOP),
        ("", Cause.BAD_REDIRECT),
        ("file:///etc/passwd", Cause.BLOCKED_SCHEME),
        ("http://169.254.169.254/latest/meta-data/", Cause.BLOCKED_ADDRESS),
        ("http://127.0.0.1:1/", Cause.BLOCKED_ADDRESS),
        ("http://localhost:1/", Cause.BLOCKED_ADDRESS),
        ("http://[::ffff:127.0.0.1]:1/", Cause.BLOCKED_ADDRESS),
        ("http://2130706433:1/", Cause.BLOCKED_ADDRESS),
        ("http://a@127.0.0.1/", Cause.BAD_URL),
    ],
)
def test_redirects_lead_nowhere_else(server: RudeServer, rules: FetchRules, location: str, expected: Cause):
    """A redirect to what must not be fetched ends with its cause and contacts nobody."""
    assert cause(server.on("/start", page(status="302 Found", Location=location)), rules) is expected
    assert [path for path in server.asked if path != "/robots.txt"] == ["/start"]


def test_redirects_end(server: RudeServer, rules: FetchRules):
    """A chain of ever new addresses is given up after the stated number."""
    for hop in range(9):
        server.on(f"/{hop}", page(status="302 Found", Location=f"/{hop + 1}"))
    assert cause(server.url("/0"), rules) is Cause.TOO_MANY_REDIRECTS
    assert len([path for path in server.asked if path != "/robots.txt"]) == 4


def test_a_dripping_body_meets_the_deadline(server: RudeServer, rules: FetchRules):
    """Bytes that keep coming do not keep the fetch alive."""
    assert cause(server.on("/", drip), replace(rules, deadline_seconds=0.3)) is Cause.DEADLINE


def test_a_silent_server_times_out(server: RudeServer, rules: FetchRules):
    """A server that accepts and says nothing is left."""
    silent = server.on("/", lambda _: time.sleep(2))
    assert cause(silent, replace(rules, read_timeout_seconds=0.3, robots=False)) is Cause.TIMEOUT


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page(b"x" * 60_000), Cause.BODY_TOO_BIG),
        (page(b"x" * 60_000, Content_Length="1000000000000"), Cause.BODY_TOO_BIG),
        (page(b"<p>no more", Content_Length="500"), Cause.PROTOCOL),
        (
            page(gzip.compress(b"<p>a text of some length</p>" * 20, mtime=0)[:40], Content_Encoding="gzip"),
            Cause.TRUNCATED,
        ),
        (page(b"<p>plain</p>", Content_Encoding="gzip"), Cause.BAD_ENCODING),
        (page(gzip.compress(b"a" * 9_000_000, mtime=0), Content_Encoding="gzip"), Cause.DECOMPRESSION_BOMB),
        (page(b"x", Content_Encoding="gzip, gzip"), Cause.UNSUPPORTED_ENCODING),
        (page(b"x", Content_Encoding="br"), Cause.UNSUPPORTED_ENCODING),
        (page(b"x", Content_Type="application/pdf"), Cause.WRONG_TYPE),
        (page(b""), Cause.EMPTY),
        (page(b"x", X_Big="a" * 200_000), Cause.HEADERS_TOO_BIG),
    ],
)
def test_bad_answers_have_names(server: RudeServer, rules: FetchRules, answer: bytes, expected: Cause):
    """Each way to answer badly ends with its own cause."""
    assert cause(server.on("/", answer), rules) is expected


@pytest.mark.parametrize("window", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_deflate_is_read_in_both_its_forms(server: RudeServer, rules: FetchRules, window: int):
    """With a zlib header, as the standard says, and without, as some servers do."""
    packer = zlib.compressobj(wbits=window)
    packed = packer.compress(b"<p>deflated</p>") + packer.flush()
    result = fetch(server.on("/", page(packed, Content_Encoding="deflate")), rules)
    assert isinstance(result, Fetched)
    assert result.capture.body == b"<p>deflated</p>"


def test_a_404_is_final(server: RudeServer, rules: FetchRules):
    """A page that is not there is not asked for again."""
    assert cause(server.on("/", page(status="404 Not Found")), rules) is Cause.HTTP_STATUS
    assert server.asked.count("/") == 1


def test_a_5xx_is_tried_again(server: RudeServer, rules: FetchRules):
    """A server that recovers within the retries is worth them."""
    assert cause(server.on("/", page(status="503 Busy"), b"", page()), rules) is None
    assert server.asked.count("/") == 3


def test_a_5xx_that_stays_is_given_up(server: RudeServer, rules: FetchRules):
    """Retries are bounded."""
    assert cause(server.on("/", page(status="500 Oops")), rules) is Cause.HTTP_STATUS
    assert server.asked.count("/") == 3


def test_retry_after_is_kept(server: RudeServer, rules: FetchRules):
    """A server that asks for a second gets a second."""
    url = server.on("/", page(status="429 Slow Down", Retry_After="1"), page())
    assert cause(url, rules) is None
    assert server.times[-1] - server.times[-2] >= 1


@pytest.mark.parametrize("value", ["999999", "soon"])
def test_a_long_retry_after_parks_the_host(server: RudeServer, rules: FetchRules, value: str):
    """The run is not held up: this page and the host's next ones fail at once."""
    urls = [server.on("/1", page(status="429 Slow Down", Retry_After=value)), server.on("/2", page())]
    results = fetch_all(urls, rules)
    assert [result.cause for result in results if isinstance(result, FetchFailure)] == [Cause.RATE_LIMITED] * 2
    assert "/2" not in server.asked


def test_requests_to_one_host_keep_their_distance(server: RudeServer, rules: FetchRules):
    """Neither the delay nor the number in flight is broken by asking for many pages at once."""
    urls = [server.on(f"/{number}", page()) for number in range(4)]
    began = time.monotonic()
    fetch_all(urls, replace(rules, delay_seconds=0.1))
    assert time.monotonic() - began >= 0.4  # robots.txt and four pages have four pauses between them
    assert server.most_in_flight == 1


def test_waiting_for_a_turn_is_not_held_against_a_page(server: RudeServer, rules: FetchRules):
    """The deadline counts the server's time, not the queue's."""
    urls = [server.on(f"/{number}", page()) for number in range(4)]
    results = fetch_all(urls, replace(rules, delay_seconds=0.4, deadline_seconds=1))
    assert all(isinstance(result, Fetched) for result in results)


@pytest.mark.parametrize(
    ("robots", "case"),
    [
        (b"User-agent: *\nDisallow: /private\n", ("/private/1", Cause.ROBOTS_DISALLOW)),
        (b"User-agent: *\nDisallow: /private\n", ("/open", None)),
        (b"User-agent: pumice\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", ("/open", None)),
        (b"User-agent: *\nDisallow /a\n", ("/a/1", Cause.ROBOTS_DISALLOW)),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", ("/open", Cause.ROBOTS_DISALLOW)),
        (b"User-agent: *\nDisallow: /early\n" + b"# more\n" * 100_000, ("/early", Cause.ROBOTS_DISALLOW)),
        (b"<!doctype html><title>Not what you think</title>", ("/open", None)),
    ],
)
def test_robots_are_obeyed(server: RudeServer, rules: FetchRules, robots: bytes, case: tuple[str, Cause | None]):
    """What robots.txt closes is not asked for; what it leaves open is."""
    path, expected = case
    server.on("/robots.txt", page(robots, Content_Type="text/plain"))
    assert cause(server.on(path, page()), rules) is expected
    assert (path in server.asked) == (expected is None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("404 Not Found", None),
        ("401 No", None),
        ("503 Busy", Cause.ROBOTS_UNREACHABLE),
        ("429 No", Cause.ROBOTS_UNREACHABLE),
    ],
)
def test_missing_robots_allow_and_broken_ones_forbid(
    server: RudeServer, rules: FetchRules, status: str, expected: Cause | None
):
    """RFC 9309: 4xx means no rules, 5xx means stay away; being told to slow down counts as the latter."""
    server.on("/robots.txt", page(status=status))
    assert cause(server.on("/", page()), rules) is expected


def test_robots_are_fetched_once(server: RudeServer, rules: FetchRules):
    """Many pages of one site cost one robots.txt."""
    fetch_all([server.on(f"/{number}", page()) for number in range(3)], replace(rules, per_host=3))
    assert server.asked.count("/robots.txt") == 1


def test_an_absurd_crawl_delay_is_capped_and_named(server: RudeServer, rules: FetchRules):
    """The first page comes, with a note that a day's delay was not believed."""
    server.on("/robots.txt", page(b"User-agent: *\nCrawl-delay: 86400\n", Content_Type="text/plain"))
    result = fetch(server.on("/", page()), rules)
    assert isinstance(result, Fetched)
    assert result.capture.notes == ("robots.txt asks for 86400 s between requests; 60 s are kept",)


def test_nobody_there(rules: FetchRules):
    """A host that refuses the connection is named so."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    opened = replace(rules, allow=(replace(rules.allow[0], ports=(port, port)),))
    assert cause(f"http://127.0.0.1:{port}/", opened) is Cause.CONNECT
