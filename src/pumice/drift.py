"""Drift: a site whose articles are suddenly of another kind than in its last runs. Start with :func:`find_drift`.

For each site and language, what a run made is compared with what the runs before it made: how long the articles are,
how often a field is empty, a stray was left out, a text repaired. What differs by more than chance and more than the
band of pumice.toml is reported; what lies beyond the limit holds the site back (:mod:`pumice.holding`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Final

from pumice.settings import DriftSettings, Settings
from pumice.store.folders import Folders
from pumice.store.ledger import open_ledger
from pumice.store.statistics import STEPS_PER_DOUBLING, WHOLE, Row, Sample

LENGTH: Final = "median letters"
COUNT: Final = "articles"
SHARES: Final = {
    "no-article": "pages without an article",
    "new-language": "pages in languages that the site did not have",
    "no-headline": "articles without a headline",
    "no-date": "articles without a date",
    "no-authors": "articles without an author",
    "no-section": "articles without a section",
    "strays": "articles with strays left out",
    "repairs": "articles with repaired text",
    "review": "articles that await review",
}
"""What is compared as a share of a site's articles (or pages), with the words for it."""
_OF_THE_WHOLE: Final = ("no-article", "new-language")
_FEWER_IS_BETTER: Final = frozenset(
    {"no-article", "new-language", "no-headline", "no-date", "no-authors", "no-section", "review"}
)
"""A fall of these is reported, and holds nothing back."""
_SIGMAS: Final = {"band": 3.0, "limit": 4.0}
"""So many standard errors are chance: of a thousand usual comparisons three are reported, and none is held back."""
_MEDIAN_ERROR: Final = 1.25
"""The standard error of a median, against that of a mean."""
_COUNT_FACTOR: Final = 3
_COUNTED_RUNS: Final = 3


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing in which a run's articles of a site differ from those of the runs before.

    Attributes:
        site: its folder.
        language: BCP 47 tag, empty where unknown, "*" for all of the site.
        measure: "median letters", "articles", or one of the shares.
        then: its value in the last runs; shares lie between 0 and 1.
        now: its value in this run.
        articles: how many articles (or pages) this run's value rests on.
        is_beyond: whether it lies beyond the limit at which a site is held back.
    """

    site: str
    language: str
    measure: str
    then: float
    now: float
    articles: int
    is_beyond: bool

    @property
    def is_share(self) -> bool:
        """Whether the values are shares."""
        return self.measure in SHARES

    @property
    def what(self) -> str:
        """The measure in words."""
        return SHARES.get(self.measure, self.measure)

    @property
    def sentence(self) -> str:
        """The finding as a person reads it."""
        where = self.site if self.language == WHOLE else f"{self.site}, {self.language or 'unknown language'}"
        values = [f"{value:.0%}" if self.is_share else f"{value:.0f}" for value in (self.then, self.now)]
        return f"{where}: {self.what}: {values[0]} in the last runs, {values[1]} now"


@dataclass(frozen=True, slots=True)
class Drift:
    """What has drifted.

    Attributes:
        departures: what leaves its band, by site and language, what holds a site back first.
        held: number of captures that are held back, by site.
    """

    departures: tuple[Departure, ...]
    held: Mapping[str, int]


NO_DRIFT: Final = Drift((), {})


def newest_run(data: Path) -> str | None:
    """The newest run that cleaned anything, or None."""
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        return None
    with open_ledger(folders.ledger) as ledger:
        return ledger.statistics.newest_run()


def find_drift(data: Path, *, settings: Settings, run: str | None = None) -> Drift:
    """What has drifted in one run, or in the newest run of each site; nothing where there is no ledger yet.

    Raises:
        EnvironmentFault: the ledger is damaged.
    """
    folders = Folders(Path(data))
    if not folders.ledger.is_file():
        return NO_DRIFT
    with open_ledger(folders.ledger) as ledger:
        statistics = ledger.statistics
        found = [
            departure
            for site in statistics.sites()
            for departure in judge_run(site, statistics.of(site), run, settings.drift)
        ]
        ordered = sorted(found, key=lambda one: (not one.is_beyond, one.site, one.language, one.measure))
        return Drift(tuple(ordered), statistics.held())


def judge_run(site: str, rows: Sequence[Row], run: str | None, settings: DriftSettings) -> Iterator[Departure]:
    """What has drifted in a run of a site, given its rows, the newest first; in the newest run if none is named."""
    run = run or (rows[0].run if rows else "")
    places = [place for place, row in enumerate(rows) if row.run == run]
    current = [rows[place] for place in places]
    earlier = [row for row in rows[max(places, default=len(rows)) :] if row.run != run]
    yield from judge(site, {row.language: row.sample for row in current}, earlier, settings)
    for row in current:
        yield from _count(site, row, earlier, settings)


def judge(
    site: str, current: Mapping[str, Sample], earlier: Sequence[Row], settings: DriftSettings
) -> Iterator[Departure]:
    """What of a site has left its band, given what was made now and the rows of earlier runs, the newest first."""
    for language, sample in sorted(current.items()):
        own = [row for row in earlier if row.language == language]
        now, then = _pool(sample, own, settings)
        if language == WHOLE:
            now = replace(now, having={**now.having, "new-language": _in_new_languages(current, earlier)})
        if min(now.inputs, then.inputs) >= settings.least_articles:
            yield from _compare(site, language, (now, then), settings)


def _in_new_languages(current: Mapping[str, Sample], earlier: Sequence[Row]) -> int:
    """How many articles are in languages in which nothing of the site was published before."""
    known = {WHOLE, *(row.language for row in earlier if not row.is_held)}
    return sum(sample.articles for language, sample in current.items() if language not in known)


def _pool(sample: Sample, earlier: Sequence[Row], settings: DriftSettings) -> tuple[Sample, Sample]:
    """What is compared: now, filled up from the runs just before where it is too little to tell; and then.

    What was held back is no part of then: it would make the drift the new rule.
    """
    rows = list(earlier)
    while sample.inputs < settings.least_articles and rows:
        sample += rows.pop(0).sample
    usual = [row.sample for row in rows if not row.is_held][: settings.runs]
    return sample, sum(usual, Sample())


def _compare(site: str, language: str, samples: tuple[Sample, Sample], settings: DriftSettings) -> Iterator[Departure]:
    now, then = samples
    if language == WHOLE:
        yield from _shares(site, language, samples, settings)
    elif now.articles and then.articles:
        yield from _length(site, language, samples, settings)
        yield from _shares(site, language, samples, settings)


def _length(site: str, language: str, samples: tuple[Sample, Sample], settings: DriftSettings) -> Iterator[Departure]:
    now, then = samples
    medians = max(1.0, now.median_letters), max(1.0, then.median_letters)
    doublings = abs(math.log2(medians[0] / medians[1]))
    error = _MEDIAN_ERROR * _spread(then) * math.sqrt(1 / now.articles + 1 / then.articles)
    if doublings > max(_SIGMAS["band"] * error, math.log2(settings.length_band)):
        is_beyond = doublings > max(_SIGMAS["limit"] * error, math.log2(settings.length_limit))
        yield Departure(site, language, LENGTH, then.median_letters, now.median_letters, now.articles, is_beyond)


def _spread(sample: Sample) -> float:
    """The standard deviation of the articles' lengths, in doublings."""
    mean = sum(step * number for step, number in sample.lengths.items()) / sample.articles
    variance = sum(number * (step - mean) ** 2 for step, number in sample.lengths.items()) / sample.articles
    return math.sqrt(variance) / STEPS_PER_DOUBLING


def _shares(site: str, language: str, samples: tuple[Sample, Sample], settings: DriftSettings) -> Iterator[Departure]:
    now, then = samples
    measures: Iterable[str] = (
        _OF_THE_WHOLE if language == WHOLE else [one for one in SHARES if one not in _OF_THE_WHOLE]
    )
    for measure in measures:
        before, after = (sample.having.get(measure, 0) / sample.inputs for sample in (then, now))
        # One of each is added to both sides: that nothing was seen in twenty does not make it impossible.
        expected = (then.having.get(measure, 0) + now.having.get(measure, 0) + 1) / (then.inputs + now.inputs + 2)
        error = math.sqrt(expected * (1 - expected) * (1 / now.inputs + 1 / then.inputs))
        if abs(after - before) > max(_SIGMAS["band"] * error, settings.share_band):
            is_worse = after > before or measure not in _FEWER_IS_BETTER
            is_beyond = is_worse and abs(after - before) > max(_SIGMAS["limit"] * error, settings.share_limit)
            yield Departure(site, language, measure, before, after, now.inputs, is_beyond)


def _count(site: str, row: Row, earlier: Sequence[Row], settings: DriftSettings) -> Iterator[Departure]:
    """A run that made far fewer or more articles than any of the last: reported, and nothing to hold back."""
    counts = [one.sample.articles for one in earlier if one.language == row.language][: settings.runs]
    if len(counts) < _COUNTED_RUNS or min(counts) < settings.least_articles:
        return
    number = row.sample.articles
    if number * _COUNT_FACTOR < min(counts) or number > _COUNT_FACTOR * max(counts):
        yield Departure(site, row.language, COUNT, median(counts), number, number, is_beyond=False)
