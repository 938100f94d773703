"""One page per site: its articles in figures, and what its memory holds. Start with :func:`site_page`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from pumice.errors import StoreError
from pumice.model import SiteProfile
from pumice.report.overview import figures
from pumice.report.summary import Summary
from pumice.store.folders import Folders, inside
from pumice.text.direction import Direction, direction
from pumice.text.fingerprint import fingerprint
from pumice.write.audit import read_audit

_PAGES_READ: Final = 12
"""What recurs on a site stands on most of its pages, so a few show its text."""
_MOST_SHOWN: Final = 40
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Recurring:
    """A block that stands on many of a site's pages: its text, on how many pages, and which way it runs."""

    text: str
    pages: int
    direction: Direction


def site_page(site: str, summaries: Sequence[Summary], folders: Folders) -> Mapping[str, Any]:
    """What the template shows of one site."""
    profile, fault = _profile(folders, site)
    return {
        "site": site,
        "summaries": sorted(summaries, key=lambda one: one.date or "", reverse=True),
        "profile": profile,
        "profile_fault": fault,
        "recurring": list(_recurring(profile, summaries, folders)) if profile else [],
        **figures(summaries),
    }


def _profile(folders: Folders, site: str) -> tuple[SiteProfile | None, str]:
    path = folders.profile(site)
    if not path.exists():
        return None, ""
    try:
        return SiteProfile.load(path), ""
    except StoreError as error:
        return None, str(error)


def _recurring(profile: SiteProfile, summaries: Sequence[Summary], folders: Folders) -> Iterable[Recurring]:
    """The profile's most frequent blocks, as far as a few pages of the site still have them."""
    texts: dict[str, str] = {}
    for one in summaries[:_PAGES_READ]:
        for text in _texts(folders, one):
            texts.setdefault(fingerprint(text), text)
    ordered = sorted(profile.blocks.items(), key=lambda item: (-item[1], item[0]))
    known = ((texts[key], pages) for key, pages in ordered if pages > 1 and key in texts)
    for text, pages in islice(known, _MOST_SHOWN):
        shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        yield Recurring(shown, pages, direction(text))


def _texts(folders: Folders, one: Summary) -> list[str]:
    try:
        document = read_audit(inside(folders.audit, f"{one.site}/{one.id}.json").read_bytes())
    except (OSError, ValueError):
        return []
    return [block.text for block in document.blocks]
