"""Site memory. Start with :func:`learn`; :func:`learn_sites` publishes the memory of each site of a data folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pumice.claims import choose, interface_of
from pumice.errors import InputFault, UsageError
from pumice.house import build_house
from pumice.model import SKETCH, Capture, Document, Field, House, Place, SiteProfile
from pumice.read.document import read_page, to_document
from pumice.settings import Settings
from pumice.store.folders import Folders, site_folder
from pumice.store.profiles import publish_profile
from pumice.store.raw import read_raw
from pumice.text.dates import clear_order
from pumice.text.fingerprint import fingerprint, place_of
from pumice.text.urls import canonical_address, site_of

LONGEST_LABEL = 60
"""Characters of a label; longer texts are told by their fingerprint only."""


class Learning(StrEnum):
    """What became of a site's profile."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    TOO_FEW = "too few pages"


@dataclass(frozen=True, slots=True)
class Learned:
    """One site's profile, and what became of it.

    Attributes:
        path: where it was published; None where it has too few pages.
    """

    profile: SiteProfile
    became: Learning
    path: Path | None = None


def learn(captures: Iterable[Capture]) -> SiteProfile:
    """What recurs on the pages of one site; the same pages in any order give the same profile.

    A page counts once, whatever the number of its captures and the tracking parameters of its address; a page that
    cannot be read counts not at all. Blocks that were met once are counted too, so that profiles of parts can be
    merged to the profile of the whole.

    Raises:
        UsageError: the captures are of several sites, or there are none.
    """
    house = build_house(Settings())
    memories: dict[str, _Memory] = {}
    for capture in captures:
        memories.setdefault(site_of(capture.url), _Memory()).note(capture, house)
    if len(memories) != 1:
        raise UsageError(f"a site profile is of one site, but the captures are of {sorted(memories) or 'none'}")
    site, memory = memories.popitem()
    return memory.to_profile(site)


def learn_sites(
    data: Path,
    *,
    only: Iterable[str] = (),
    settings: Settings | None = None,
    on_page: Callable[[str], None] | None = None,
) -> Iterator[Learned]:
    """Learn every site of data/raw anew and publish its profile to data/sites, in the order of their names.

    Articles of a site whose profile changed are due at the next normalising. A profile from too few pages would say
    nothing, so it is not published.

    Args:
        data: the data folder.
        only: names of the sites to learn; all if empty.
        settings: what is in force.
        on_page: told the address of each page that was read.

    Raises:
        UsageError: data/raw has no page of a site that was named.
        EnvironmentFault: a profile cannot be written.
    """
    folders, house, wanted = Folders(Path(data)), build_house(settings or Settings()), set(only)
    memories: dict[str, _Memory] = {}
    for found in read_raw(folders.raw):
        if not wanted or site_folder(found.url) in wanted:
            memories.setdefault(site_folder(found.url), _Memory()).note(found, house)
            if on_page is not None:
                on_page(found.url)
    if missing := wanted - set(memories):
        raise UsageError(
            f"{folders.raw} has no page of {', '.join(sorted(missing))}; scrape it first, or name another site"
        )
    for site in sorted(memories):
        yield _publish(memories.pop(site).to_profile(site), folders)


def _publish(profile: SiteProfile, folders: Folders) -> Learned:
    if profile.abstains:
        return Learned(profile, Learning.TOO_FEW)
    path = folders.profile(profile.site)
    became = Learning.PUBLISHED if publish_profile(profile, path) else Learning.UNCHANGED
    return Learned(profile, became, path)


@dataclass(slots=True)
class _Page:
    """What the captures of one address held: fingerprints of blocks, labels by interface language, orders of dates."""

    blocks: set[str] = field(default_factory=set)
    places: dict[str, set[str]] = field(default_factory=dict)
    labels: dict[str, set[str]] = field(default_factory=dict)
    orders: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Memory:
    """The pages of one site so far, by address."""

    pages: dict[str, _Page] = field(default_factory=dict)

    def note(self, capture: Capture, house: House) -> None:
        """Take a capture in; one that cannot be read is none."""
        try:
            document = to_document(capture, read_page(capture, house), house)
        except InputFault:
            return
        page = self.pages.setdefault(canonical_address(capture.url), _Page())
        labels = page.labels.setdefault(interface_of(choose(document.claims), document.language), set())
        for block in document.blocks:
            key = fingerprint(block.text)
            page.blocks.add(key)
            if place := place_of(block.path, block.words):
                page.places.setdefault(place, set()).add(key)
            if len(block.text) <= LONGEST_LABEL:
                labels.add(block.text)
        page.orders |= _orders(document)

    def to_profile(self, site: str) -> SiteProfile:
        """What recurs on them."""
        pages = self.pages.values()
        labels: dict[str, Counter[str]] = {}
        for page in pages:
            for language, texts in page.labels.items():
                labels.setdefault(language, Counter()).update(texts)
        return SiteProfile(
            site,
            len(pages),
            blocks=_count(page.blocks for page in pages),
            dates=_count(page.orders for page in pages),
            templates=_templates(page.places for page in pages),
            languages=_count(page.labels for page in pages),
            labels={language: dict(counts) for language, counts in labels.items()},
        )


def _count(kept: Iterable[Iterable[str]]) -> dict[str, int]:
    return dict(Counter(one for page in kept for one in page))


def _templates(pages: Iterable[Mapping[str, set[str]]]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for places in pages:
        for place, texts in places.items():
            here = Place(1, len(texts), tuple(sorted(texts)[:SKETCH]))
            found[place] = found[place].merge(here) if place in found else here
    return found


def _orders(document: Document) -> set[str]:
    """In which orders the page writes dates that leave no choice."""
    stated = (claim.raw for claim in document.claims if claim.field in {Field.DATE_PUBLISHED, Field.DATE_MODIFIED})
    return {order.value for raw in stated if (order := clear_order(raw)) is not None}
