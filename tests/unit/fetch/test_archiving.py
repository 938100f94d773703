"""Pages that ask not to be archived."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from pumice.errors import Cause
from pumice.fetch import Fetched, Fetcher, FetchFailure, FetchRules, Unmodified
from pumice.fetch.archiving import forbids_archiving
from tests.unit.fetch.rude_server import RudeServer, page


@pytest.mark.parametrize(
    ("tags", "body", "expected"),
    [
        (["noarchive"], "", True),
        (["noindex, NoArchive"], "", True),
        (["pumice: noarchive"], "", True),
        (["otherbot: noindex, noarchive"], "", False),
        (["otherbot: noindex", "noarchive"], "", True),
        (["unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive"], "", True),
        (["noindex, nofollow, none"], "", False),
        ([], '<meta name="robots" content="index,noarchive">', True),
        ([], "<META CONTENT='noarchive' NAME=ROBOTS>", True),
        ([], '<meta name="pumice" content="noarchive">', True),
        ([], '<meta name="otherbot" content="noarchive">', False),
        ([], '<meta name="keywords" content="noarchive">', False),
        ([], "<p>The noarchive directive is explained here.", False),
        ([], "<meta" * 50_000, False),
    ],
)
def test_what_says_noarchive(tags: list[str], body: str, expected: bool):  # noqa: FBT001 - a table's column
    """Said to everybody or to us, in a header or in the page; not what is said to others, or only spoken of."""
    headers = [("X-Robots-Tag", tag) for tag in tags]
    assert (forbids_archiving(headers, body.encode(), crawler="pumice") is not None) is expected


@pytest.mark.parametrize("honoured", [True, False])
def test_it_is_honoured_if_the_settings_say_so(server: RudeServer, rules: FetchRules, honoured: bool):  # noqa: FBT001
    """The page is not stored then, and the message names what said it."""
    url = server.on("/", page(X_Robots_Tag="noarchive"))

    async def run() -> Fetched | Unmodified | FetchFailure:
        async with Fetcher(replace(rules, noarchive=honoured)) as fetcher:
            return await fetcher.fetch(url)

    result = asyncio.run(run())
    assert isinstance(result, FetchFailure) == honoured
    if isinstance(result, FetchFailure):
        assert result.cause is Cause.ROBOTS_DISALLOW
        assert "X-Robots-Tag: noarchive" in result.message
