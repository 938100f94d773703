"""What the fetcher's tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pumice.fetch import FetchRules, parse_allowance
from tests.unit.fetch.rude_server import RudeServer, running_server


@pytest.fixture
def server() -> Iterator[RudeServer]:
    """A fresh server."""
    with running_server() as rude:
        yield rude


@pytest.fixture
def rules(server: RudeServer) -> FetchRules:
    """Hurried rules that open the server's address and nothing else."""
    return FetchRules(
        "pumice/0 (test)",
        delay_seconds=0,
        deadline_seconds=20,
        read_timeout_seconds=10,
        max_wire_bytes=50_000,
        max_decoded_bytes=100_000,
        max_redirects=3,
        retries=2,
        retry_wait_seconds=0.01,
        retry_after_seconds=1.5,
        robots_seconds=10,
        allow=(parse_allowance(f"127.0.0.1:{server.port}"),),
    )
