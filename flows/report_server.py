"""data/report over HTTP on loopback, so that runs can link to it: pages of http may not link to files.

Start with :func:`serving_report`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from flows.server import LOOPBACK


@contextmanager
def serving_report(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder for the length of a ``with`` block; gives its address.

    Args:
        folder: of the report; may come into being later.
        port: to listen on; another one if it is taken.
    """
    handler = partial(_Handler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError:
        server = ThreadingHTTPServer((LOOPBACK, 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Files and nothing else: no listings, no writing, and only under the name that this machine has for itself."""

    def send_head(self) -> Any:  # noqa: ANN401 - the base class's own type is private
        # A page of another site could have its name point here and then read the report as its own.
        host = self.headers.get("Host", "").partition(":")[0]
        if host not in {LOOPBACK, "localhost"}:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return None
        return super().send_head()

    def list_directory(self, path: Any) -> Any:  # noqa: ANN401 - as above
        """There are no listings."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND, "no such page", "make the report first: pumice report")

    def end_headers(self) -> None:
        """Send what keeps others out with every answer."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing; the terminal is for the flows."""
