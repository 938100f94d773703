"""pumice turns what a multilingual site served into one normalised JSON article, and says of every block why it went.

The public API is what this module names; everything else may move. Where to start reading: :mod:`pumice.pipeline` (the
whole pipeline on one screen), :mod:`pumice.house` (its markers), :mod:`pumice.model` (the types that flow through it).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pumice.diff import Diff
from pumice.export import Exported, export
from pumice.house import build_house
from pumice.language import Identified, Strays, StraySpan, find_strays, identify
from pumice.learn import learn
from pumice.model import Article, Capture, Cleaned, Counts, Document, Outcome, Page, Rejected, Repaired, SiteProfile
from pumice.normalise import normalise
from pumice.pipeline import run
from pumice.read.decode import decode
from pumice.read.repair import repair
from pumice.read.typography import normalise_typography
from pumice.reprocess import reprocess
from pumice.selection import Selection
from pumice.settings import Settings, load_settings
from pumice.store.clean import read_clean
from pumice.store.follow import ChangeLine, feed_name, last_change, read_changes
from pumice.store.raw import read_raw
from pumice.text.dates import ParsedDate, parse_date

__all__ = [
    "Article",
    "Capture",
    "ChangeLine",
    "Cleaned",
    "Counts",
    "Diff",
    "Document",
    "Exported",
    "Identified",
    "Outcome",
    "Page",
    "ParsedDate",
    "Rejected",
    "Repaired",
    "Selection",
    "Settings",
    "SiteProfile",
    "StraySpan",
    "Strays",
    "clean",
    "decode",
    "export",
    "feed_name",
    "find_strays",
    "identify",
    "last_change",
    "learn",
    "load_settings",
    "normalise",
    "normalise_typography",
    "parse_date",
    "read_changes",
    "read_clean",
    "read_raw",
    "repair",
    "reprocess",
]


def clean(  # noqa: PLR0913 - the published signature; all but the payload are keywords
    body: bytes,
    *,
    url: str,
    headers: Mapping[str, str] | None = None,
    fetched_at: datetime | None = None,
    profile: SiteProfile | None = None,
    settings: Settings | None = None,
) -> Cleaned:
    """Clean one page.

    Args:
        body: payload bytes as received, content coding undone.
        url: the address they came from.
        headers: response headers; names in any case. Content-Type tells HTML from plain text and names a charset.
        fetched_at: aware moment of the response; relative dates are read against it.
        profile: what recurs on the page's site (:func:`learn`).
        settings: what is in force; the defaults if None.

    Returns:
        ``.article`` (an :class:`Article`, or :class:`Rejected` with its cause) and ``.document``, the evidence.

    Raises:
        pumice.errors.InputFault: the bytes cannot be normalised at all; ``.cause`` is one of the stable words.
    """
    named = {name.lower(): value for name, value in (headers or {}).items()}
    capture = Capture(url, body, headers=named, fetched_at=fetched_at)
    return run(capture, build_house(settings or Settings(), profile))
