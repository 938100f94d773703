"""Serve the demo site on loopback, with nothing but the standard library.

Where to start reading: :func:`serve`. What is served at which address stands in ``pages.toml``; the bytes lie under
``site/`` (made by ``build.py``, committed). The site is reachable from this machine only.

    python demo/server.py --port 8765
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SITE = HERE / "site"
LOOPBACK = "127.0.0.1"
HTML = "text/html; charset=utf-8"
LOST = "/lost"
"""The page served, with status 404, for every address that is not in the table."""
ABSOLUTE = {"/robots.txt": "text/plain; charset=utf-8", "/sitemap.xml": "application/xml"}
"""Files whose formats demand absolute addresses: {base} in them becomes the address of this server."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address gives: status, headers in order, body."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""


def read_answers() -> dict[str, Answer]:
    """Every address of ``pages.toml`` with its answer.

    Raises:
        FileNotFoundError: site/ lacks a page of the table; run ``python demo/build.py``.
    """
    pages = tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))["page"]
    return {page["address"]: _answer(page) for page in pages}


def answer(answers: Mapping[str, Answer], path: str, base: str) -> Answer:
    """The answer for one path; ``base`` is this server's own address."""
    address = path.partition("?")[0]
    if address in ABSOLUTE:
        body = (SITE / address.lstrip("/")).read_bytes().replace(b"{base}", base.encode())
        return Answer(HTTPStatus.OK, _describe(ABSOLUTE[address], body), body)
    return answers.get(address, answers[LOST])


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the site while the block runs; gives the base address, without a slash at its end.

    Args:
        port: TCP port on 127.0.0.1; 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    with ThreadingHTTPServer((LOOPBACK, port), _make_handler(read_answers())) as server:
        worker = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        worker.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_address[1]}"
        finally:
            server.shutdown()
            worker.join()


def _answer(page: Mapping[str, Any]) -> Answer:
    if "location" in page:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, (("Location", page["location"]), ("Content-Length", "0")))
    body = (SITE / _file_name(page)).read_bytes()
    return Answer(page.get("status", HTTPStatus.OK), _describe(page.get("content_type", HTML), body), body)


def _file_name(page: Mapping[str, Any]) -> str:
    return str(page.get("file") or (page["address"].strip("/") or "index") + ".html")


def _describe(content_type: str, body: bytes) -> tuple[tuple[str, str], ...]:
    tag = hashlib.sha256(body).hexdigest()[:16]
    return (("Content-Type", content_type), ("Content-Length", str(len(body))), ("ETag", f'"{tag}"'))


def _make_handler(answers: Mapping[str, Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "demo"
        sys_version = ""

        def do_GET(self) -> None:
            found = self._find()
            self._send(found)
            if found.status != HTTPStatus.NOT_MODIFIED:
                self.wfile.write(found.body)

        def do_HEAD(self) -> None:
            self._send(self._find())

        def log_message(self, *_: object) -> None:
            """Stay silent: the scraper reports what it fetched."""

        def _find(self) -> Answer:
            found = answer(answers, self.path, f"http://{LOOPBACK}:{self.connection.getsockname()[1]}")
            tag = dict(found.headers).get("ETag")
            if tag is not None and self.headers.get("If-None-Match") == tag:
                return Answer(HTTPStatus.NOT_MODIFIED, (("ETag", tag),))
            return found

        def _send(self, found: Answer) -> None:
            self.send_response(found.status)
            for name, value in found.headers:
                self.send_header(name, value)
            self.end_headers()

    return Handler


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the demo press site on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8765, help="TCP port, 0 for a free one (default: %(default)s)")
    with serve(parser.parse_args().port) as base:
        sys.stdout.write(f"The demo site is at {base}/ (Ctrl+C ends it)\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
