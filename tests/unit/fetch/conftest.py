"""What the fetcher's tests share."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from pumice.fetch import FetchRules, parse_allowance
from tests.unit.fetch.rude_server import RudeServer


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A fresh server without robots.txt."""
    listener = socket.create_server(("127.0.0.1", 0))
    rude = RudeServer(listener.getsockname()[1])

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=rude.handle, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield rude
    listener.close()


@pytest.fixture
def rules(server: RudeServer) -> FetchRules:
    """Hurried rules that open the server's address and nothing else."""
    return FetchRules(
        "pumice/0 (test)",
        delay_seconds=0,
        deadline_seconds=3,
        read_timeout_seconds=2,
        max_wire_bytes=50_000,
        max_decoded_bytes=100_000,
        max_redirects=3,
        retries=2,
        retry_wait_seconds=0.01,
        retry_after_seconds=1.5,
        robots_seconds=2,
        allow=(parse_allowance(f"127.0.0.1:{server.port}"),),
    )
