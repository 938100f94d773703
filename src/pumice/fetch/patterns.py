"""Which of the addresses that a source's feeds and sitemaps list are wanted. Start with :func:`wants`."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pumice.fetch.sources import Source
from pumice.text.urls import registrable_domain, site_of


def wants(source: Source, url: str) -> bool:
    """Whether a listed address is to be fetched: taken, not left, and of the source's own hosts.

    A pattern that begins with a slash is compared with path and query, any other with the whole address; only the
    latter can take addresses of other hosts.
    """
    if any(_fits(pattern, url) for pattern in source.leave):
        return False
    if any(_fits(pattern, url) for pattern in source.take if not pattern.startswith("/")):
        return True
    if not _is_own(source, url):
        return False
    return not source.take or any(_fits(pattern, url) for pattern in source.take if pattern.startswith("/"))


def reaches(source: Source, url: str) -> bool:
    """Whether a sitemap that a robots.txt names is to be read: of the source's own hosts, or taken by whole address."""
    if any(_fits(pattern, url) for pattern in source.leave):
        return False
    taken = any(_fits(pattern, url) for pattern in source.take if not pattern.startswith("/"))
    return taken or _is_own(source, url)


def _is_own(source: Source, url: str) -> bool:
    return _scope(url) in {_scope(own) for own in (*source.start, *source.feeds, *source.sitemaps)}


def _fits(pattern: str, url: str) -> bool:
    if pattern.startswith("/"):
        parts = urlsplit(url)
        url = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _compile(pattern).fullmatch(url) is not None


@lru_cache(maxsize=1000)
def _compile(pattern: str) -> re.Pattern[str]:
    # Only * is special: addresses are full of the ? and [ that other patterns know. Each part is found as early as can
    # be and then settled (atomic), so that many stars cost no more than one.
    first, *rest = map(re.escape, re.split(r"\*+", pattern))
    if not rest:
        return re.compile(first)
    *middle, last = rest
    return re.compile(first + "".join(f"(?>.*?{part})" for part in middle) + f".*{last}", re.DOTALL)


@lru_cache(maxsize=1000)
def _scope(url: str) -> str:
    return registrable_domain(url) or site_of(url)
