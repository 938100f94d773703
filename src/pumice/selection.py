"""Which captures are cleaned again. Start with :class:`Selection`; :func:`select` finds them in the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pumice.errors import UsageError
from pumice.language.tags import normalise_tag
from pumice.model import Article, Outcome, QualityStatus, Stage
from pumice.store.candidates import Candidate
from pumice.store.draft import read_bytes
from pumice.store.folders import Folders, inside, site_folder
from pumice.store.ledger import Ledger
from pumice.store.statistics import HELD
from pumice.text.urls import canonical_address, site_of
from pumice.treat import Cleaner

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*(:\d{1,5})?")
_ARTICLE = re.compile(r"[0-9a-f]{8,32}")
_FIRST_DAY = "0000-01-01"
_FAULTS = frozenset({Outcome.QUARANTINED, Outcome.FAILED})


class Status(StrEnum):
    """Which captures, by what became of them.

    all: every one. review: whose article awaits a person. held: that wait because their site is held back. quarantined:
    that could not be normalised. changed-rules: that were last cleaned by other code, settings, site memory or recipe
    than today's.
    """

    ALL = "all"
    REVIEW = "review"
    HELD = "held"
    QUARANTINED = "quarantined"
    CHANGED_RULES = "changed-rules"


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days, both included; None for no bound.

    Raises:
        UsageError: it ends before it begins.
    """

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise UsageError(f"the days from {self.first} to {self.last} are none; give the earlier day first")

    def hold(self, moment: str | None) -> bool:
        """Whether an ISO 8601 date lies in the range; "2026" counts as its first day; nothing lies in it undated."""
        if self.first is None and self.last is None:
            return True
        if not moment:
            return False
        day = moment[:10] + _FIRST_DAY[len(moment[:10]) :]
        return (not self.first or day >= self.first.isoformat()) and (not self.last or day <= self.last.isoformat())


def parse_days(text: str | None) -> Days:
    """Days as "2026-01-01..2026-01-31"; either side may be missing, and one day alone is that day.

    Raises:
        UsageError: the text is none.
    """
    if not text:
        return Days()
    first, dots, last = text.partition("..")
    try:
        return Days(_day(first), _day(last) if dots else _day(first))
    except ValueError as error:
        raise UsageError(
            f"{text!r} are no days; expected e.g. 2026-01-01..2026-01-31, 2026-01-01.. or one day"
        ) from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which captures are to be cleaned again: those that fit every condition that is given; all if none is.

    Attributes:
        sites: ASCII hosts (and ports), as the folders of data/clean are named.
        addresses: addresses, or patterns with ``*`` for any characters.
        limit: at most so many captures, in the order of their raw paths.
        languages: BCP 47 tags of the text; "en" takes "en-GB" as well.
        published: when the article was published.
        fetched: when the capture was received (UTC).
        status: what became of it.
        stages: whose results are taken over; empty for all. The others' findings stay as the article's evidence in
            data/audit has them, as long as the text itself is read as it was; where it is not, or where "clean
            encoding" is among them, all stages run anew.
        articles: ids of articles, or the first eight or more of their 32 hex digits.

    Raises:
        UsageError: a condition is none; the message says what was expected.
    """

    sites: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    limit: int | None = None
    languages: tuple[str, ...] = ()
    published: Days = Days()
    fetched: Days = Days()
    status: Status = Status.ALL
    stages: tuple[Stage, ...] = ()
    articles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit is {self.limit}; expected at least 1, or None for all")
        for site in self.sites:
            if not _HOST.fullmatch(site):
                raise UsageError(f"site {site!r} is no host; expected one such as press.example.org, without https://")
        for tag in self.languages:
            if normalise_tag(tag) is None:
                raise UsageError(f"language {tag!r} is no BCP 47 tag; expected one such as en, pt-BR or sr-Latn")
        if not all(address.strip() for address in self.addresses):
            raise UsageError(
                "an address is empty; expected one such as https://press.example.org/2026/* or none at all"
            )
        for article in self.articles:
            if not _ARTICLE.fullmatch(article):
                raise UsageError(
                    f"{article!r} is no article's id; expected its 32 hex digits, or the first eight or more"
                )
        if Stage.SCRAPE in self.stages:
            raise UsageError("pages are not scraped again by reprocessing; run pumice scrape, or leave this stage out")


@dataclass(frozen=True, slots=True)
class Today:
    """What tells whether a capture's rules have changed, and where its article lies."""

    folders: Folders
    cleaner: Cleaner


def select(ledger: Ledger, selection: Selection, today: Today) -> Iterator[Candidate]:
    """The captures that fit, in the order of raw paths; of several at one path, only the last still lies there."""
    tests = list(_tests(selection, today))
    met: set[str] = set()
    for candidate in ledger.candidates():
        if selection.limit is not None and len(met) >= selection.limit:
            return
        if candidate.raw_path not in met and all(test(candidate) for test in tests):
            met.add(candidate.raw_path)
            yield candidate


_Test = Callable[[Candidate], bool]


def _tests(selection: Selection, today: Today) -> Iterator[_Test]:
    """One test for each condition that is given, the costly ones last."""
    sites, patterns = set(selection.sites), [_to_pattern(address) for address in selection.addresses]
    if sites:
        yield lambda one: bool({site_of(one.url), site_folder(one.url)} & sites)
    if patterns:
        yield lambda one: any(pattern.fullmatch(one.url) for pattern in patterns)
    if selection.articles:
        yield lambda one: one.article_id.startswith(selection.articles)
    if selection.languages:
        tags = [normalise_tag(tag) for tag in selection.languages]
        yield lambda one: any(one.language == tag or (one.language or "").startswith(f"{tag}-") for tag in tags)
    yield lambda one: selection.published.hold(one.published) and selection.fetched.hold(one.fetched_at)
    if selection.status is Status.HELD:
        yield lambda one: one.cause == HELD
    if selection.status is Status.QUARANTINED:
        yield lambda one: one.outcome in _FAULTS
    if selection.status is Status.CHANGED_RULES:
        yield lambda one: _has_other_rules(one, today.cleaner)
    if selection.status is Status.REVIEW:
        yield lambda one: _awaits_review(one, today.folders)


def _has_other_rules(candidate: Candidate, cleaner: Cleaner) -> bool:
    if not candidate.key and candidate.outcome in _FAULTS:
        return False  # no rule was ever applied to it: it could not be read
    return candidate.key != cleaner.key_of(candidate.url, candidate.capture_id)


def _awaits_review(candidate: Candidate, folders: Folders) -> bool:
    # Asked of the article itself: what the ledger knows is the last run's outcome, which may have been "unchanged".
    content = read_bytes(inside(folders.clean, candidate.path)) if candidate.path and candidate.leads else None
    try:
        return content is not None and Article.from_json(content).quality.status is QualityStatus.REVIEW
    except ValueError:
        return True


def _to_pattern(address: str) -> re.Pattern[str]:
    # Only * is special: addresses are full of the ? and [ that other patterns know.
    forms = {address, canonical_address(address)}
    return re.compile("|".join(re.escape(form).replace(r"\*", ".*") for form in sorted(forms)), re.DOTALL)
