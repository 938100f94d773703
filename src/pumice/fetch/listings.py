"""Feeds and sitemaps: which pages a site has, and when they changed. Start with :func:`read_listing`.

RSS 0.9 to 2.0, Atom, JSON Feed, sitemaps with their news extension, sitemap indexes, and gzip around any of them. They
are foreign bytes: nothing in them is expanded or fetched, and of a broken one its whole entries count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, Final

import httpx2
from lxml import etree

from pumice.coding import undo_coding
from pumice.errors import Cause, InputFault
from pumice.fetch.addresses import parse_url

MOST_BYTES: Final = 52_428_800  # what the sitemap protocol allows, uncompressed
MOST_ENTRIES: Final = 50_000
_ROOTS: Final = frozenset({"rss", "feed", "rdf", "channel", "urlset", "sitemapindex"})
_ENTRIES: Final = frozenset({"item", "entry", "url", "sitemap"})
_CHANGED: Final = ("lastmod", "updated", "modified", "pubdate", "date", "published", "publication_date")
"""What tells when a page changed, the word that is believed first, first."""
_LONGEST_VALUE: Final = 8_000


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a listing.

    Attributes:
        url: the address.
        changed: when its page changed (aware, UTC, never in the future), or None.
        kind: whether it is a page or a further sitemap.
    """

    url: str
    changed: datetime | None = None
    kind: str = "page"


def read_listing(body: bytes, url: httpx2.URL, *, now: datetime) -> list[Listed]:
    """The entries of a feed or sitemap, at most :data:`MOST_ENTRIES`; what is no fetchable address is left out.

    Args:
        body: as received, content coding undone.
        url: where it came from; relative addresses are relative to it.
        now: the present moment (aware).

    Raises:
        InputFault: bad-json, wrong-type for what is neither feed nor sitemap, or what is wrong with its compression.
    """
    if body.startswith(b"\x1f\x8b"):
        body = undo_coding(body, "gzip", most=MOST_BYTES)
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _read_json(text, url) if text.startswith(b"{") else _read_xml(text, url)
    listed = []
    for address, changed, kind in found:
        try:
            listed.append(Listed(str(parse_url(address.strip(), base=url)), parse_moment(changed, now=now), kind))
        except InputFault:
            continue
        if len(listed) >= MOST_ENTRIES:
            break
    return listed


def parse_moment(text: str | None, *, now: datetime) -> datetime | None:
    """A moment as feeds (RFC 822) and sitemaps (ISO 8601) write it; None if it is none, or lies in the future.

    A day alone counts as its end, but never as later than now: the page may have changed until then.
    """
    text = (text or "").strip()
    try:
        moment = datetime.fromisoformat(text)
        if len(text) <= len("2026-11-27"):
            return None if moment.date() > now.date() else min(datetime.combine(moment, time.max, UTC), now)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError):
            return None
    try:
        aware = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    return aware if aware <= now else None


_Found = Iterator[tuple[str, str | None, str]]


def _read_json(text: bytes, url: httpx2.URL) -> _Found:
    try:
        items = json.loads(text)["items"]
    except (ValueError, KeyError, RecursionError) as error:
        raise InputFault(Cause.BAD_JSON, f"{url} is no JSON Feed ({error}); expected an object with items") from error
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("url"), str):
            told = item.get("date_modified") or item.get("date_published")
            yield item["url"], told if isinstance(told, str) else None, "page"


def _read_xml(text: bytes, url: httpx2.URL) -> _Found:
    events = etree.iterparse(
        BytesIO(text),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    held: list[tuple[str, str | None, str]] = []
    try:
        for _, element in events:
            name = _name(element)
            if name in _ENTRIES:
                yield from held
                held = list(_read_entry(element, "sitemap" if name == "sitemap" else "page"))
                element.clear()
    except etree.XMLSyntaxError as error:
        if not held:
            raise _neither(url) from error
    root = _name(events.root)
    if not held and root not in _ROOTS:
        raise _neither(url)
    if re.search(rb"</(?:[\w.-]+:)?" + root.encode() + rb"\s*>\s*$", text[-200:], re.IGNORECASE):
        yield from held  # else the text breaks off, and the parser has closed its last entry by itself


def _read_entry(entry: Any, kind: str) -> _Found:  # noqa: ANN401 - lxml's stubs have no name for it
    told: dict[str, str] = {}
    for child in entry.iter():
        name, value = _name(child), (child.text or "")[:_LONGEST_VALUE].strip()
        if name == "link" and child.get("href"):
            relation = child.get("rel", "alternate")
            value = child.get("href") if relation == "alternate" else ""
        if name == "guid" and child.get("isPermaLink", "true").lower() != "true":
            value = ""
        if value:
            told.setdefault(name, value)
    address = told.get("loc") or told.get("link") or told.get("guid")
    if address:
        yield address, next((told[name] for name in _CHANGED if name in told), None), kind


def _name(element: Any) -> str:  # noqa: ANN401 - comments and processing instructions have functions for names
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _neither(url: httpx2.URL) -> InputFault:
    return InputFault(
        Cause.WRONG_TYPE, f"{url} is neither a feed (RSS, Atom, JSON Feed) nor a sitemap; check sources.toml"
    )
