"""The demo server: loopback only, the table's statuses and types, the same bytes every time."""

from __future__ import annotations

import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo import build, server

ROOT = Path(__file__).parents[3]
PAGES = tomllib.loads((ROOT / "demo" / "pages.toml").read_text(encoding="utf-8"))["page"]


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of a running demo site."""
    with server.serve() as address:
        yield address


def fetch(
    base: str, path: str, *, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    """One request, no redirect followed."""
    parts = urlsplit(base)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["address"])
def test_each_address_answers_as_its_table_says(base: str, page: dict[str, str]):
    """Status, content type and body are those of pages.toml and site/."""
    response, body = fetch(base, page["address"])
    if "location" in page:
        assert (response.status, response.headers["Location"], body) == (301, page["location"], b"")
        return
    assert response.status == page.get("status", 200)
    assert response.headers["Content-Type"] == page.get("content_type", server.HTML)
    assert body == (server.SITE / build.site_path(page)).read_bytes()


def test_the_server_listens_on_loopback_only(base: str):
    """The same port on another address of this machine refuses."""
    assert urlsplit(base).hostname == "127.0.0.1"
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", urlsplit(base).port or 0), timeout=2):  # noqa: PT011  # any refusal will do
        pass


def test_an_unknown_address_is_404_with_a_page(base: str):
    """What is not in the table gives the page of /lost."""
    response, body = fetch(base, "/missions/astervale/9999/gone_en")
    assert response.status == 404
    assert b"Page not found" in body


def test_head_sends_headers_without_a_body(base: str):
    """HEAD gives what GET would, body excepted."""
    response, body = fetch(base, "/", method="HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.headers["Content-Length"]) == len((server.SITE / "index.html").read_bytes())


def test_an_unchanged_page_is_not_sent_again(base: str):
    """A request that carries the page's ETag gets 304."""
    tag = fetch(base, "/ru")[0].headers["ETag"]
    response, body = fetch(base, "/ru", headers={"If-None-Match": tag})
    assert (response.status, body) == (304, b"")


def test_the_sitemap_names_this_server(base: str):
    """Addresses in the sitemap are absolute, complete, and leave out what robots may not read."""
    text = fetch(base, "/sitemap.xml")[1].decode()
    open_pages = {page["address"] for page in PAGES if not {"status", "location"} & page.keys()} - {"/drafts/1070_en"}
    assert {line[len("<url><loc>") : -len("</loc></url>")] for line in text.splitlines() if "<loc>" in line} == {
        base + address for address in open_pages
    }


def test_robots_may_not_read_the_drafts(base: str):
    """robots.txt closes the folder whose page the crawler must leave alone."""
    response, body = fetch(base, "/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    assert b"Disallow: /drafts/" in body
    assert f"Sitemap: {base}/sitemap.xml".encode() in body


def test_two_servers_serve_the_same_bytes(base: str):
    """No page depends on the port or on the clock."""
    with server.serve() as other:
        for page in PAGES:
            assert fetch(base, page["address"])[1] == fetch(other, page["address"])[1]


def test_the_committed_site_is_what_build_makes():
    """site/ follows from texts, interfaces and layouts; mend with `python demo/build.py`."""
    assert build.differing(build.build()) == []


def test_the_script_serves_on_a_port_of_ones_choice():
    """`python demo/server.py --port 0` says where it serves, and serves."""
    command = [sys.executable, str(ROOT / "demo" / "server.py"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[5]
        try:
            assert fetch(address.rstrip("/"), "/")[0].status == 200
        finally:
            process.terminate()
