"""What a site's articles were like in each run: what drift is told by (:mod:`pumice.drift`).

A :class:`Sample` counts some articles of one site in one language; samples add up in any order. :class:`Statistics`
keeps one for each run, and is a part of :class:`pumice.store.ledger.Ledger`.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pumice.model import Article, QualityStatus, Rejected
from pumice.store.folders import site_folder
from pumice.store.records import Treated
from pumice.text.scripts import count_letters

WHOLE: Final = "*"
"""Stands for the language where all of a site's inputs are counted, also those that gave no article."""
HELD: Final = "held"
"""Cause of a capture whose article waits because its site is held back."""
STEPS_PER_DOUBLING: Final = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """Some results of one site.

    Attributes:
        inputs: how many captures there were.
        having: how many of them have something: "article", and of the articles "no-headline", "strays" ...
        lengths: number of articles by the logarithm of their letters, eight steps to a doubling.
    """

    inputs: int = 0
    having: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[int, int] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """How many of the inputs gave an article."""
        return self.having.get("article", 0)

    @property
    def median_letters(self) -> float:
        """Letters of the article in the middle, to within a sixteenth of a doubling (4 %); 0 without articles."""
        half, met = self.articles / 2, 0
        for step, number in sorted(self.lengths.items()):
            met += number
            if met >= half:
                return float(2 ** (step / STEPS_PER_DOUBLING)) if step else 0.0
        return 0.0

    def __add__(self, other: Sample) -> Sample:
        """Both together."""
        having, lengths = Counter(self.having), Counter(self.lengths)
        having.update(other.having)
        lengths.update(other.lengths)
        return Sample(self.inputs + other.inputs, dict(having), dict(lengths))


@dataclass(frozen=True, slots=True)
class Row:
    """The sample of one site and language in one run; ``is_held`` if some of it was held back."""

    run: str
    language: str
    sample: Sample
    is_held: bool


class Statistics:
    """Samples by site, language and run, over the ledger's own connection and in its transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, run: str, treated: Treated) -> None:
        """Count one result in."""
        site = site_folder(treated.url)
        for language, sample in samples_of(treated):
            row = self._connection.execute(
                "SELECT sample, held FROM statistics WHERE site = ? AND language = ? AND run = ?", (site, language, run)
            ).fetchone()
            total = _read(row[0]) + sample if row else sample
            is_held = treated.is_held or bool(row and row[1])
            self._connection.execute(
                "INSERT INTO statistics (site, language, run, sample, held) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET sample = excluded.sample, held = excluded.held",
                (site, language, run, _write(total), is_held),
            )

    def of(self, site: str) -> list[Row]:
        """Every sample of a site, the newest run first."""
        found = self._connection.execute(
            "SELECT run, language, sample, held FROM statistics WHERE site = ? ORDER BY number DESC", (site,)
        )
        return [Row(run, language, _read(sample), bool(held)) for run, language, sample, held in found]

    def sites(self) -> list[str]:
        """Every site there are samples of, sorted."""
        return [row[0] for row in self._connection.execute("SELECT DISTINCT site FROM statistics ORDER BY site")]

    def newest_run(self) -> str | None:
        """The newest run that there are samples of."""
        row = self._connection.execute("SELECT run FROM statistics ORDER BY number DESC LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def held(self) -> dict[str, int]:
        """How many captures are held back, by site."""
        found = self._connection.execute("SELECT url FROM captures WHERE cause = ?", (HELD,))
        return dict(sorted(Counter(site_folder(row[0]) for row in found).items()))

    def release(self, site: str) -> int:
        """Let what is held of a site be due again, and forget what the site was like; returns how many captures."""
        urls = self._connection.execute("SELECT id, url FROM captures WHERE cause = ?", (HELD,)).fetchall()
        chosen = [(one,) for one, url in urls if site_folder(url) == site]
        self._connection.executemany("UPDATE captures SET key = '' WHERE id = ?", chosen)
        self._connection.execute("DELETE FROM statistics WHERE site = ?", (site,))
        return len(chosen)


def samples_of(treated: Treated) -> Iterator[tuple[str, Sample]]:
    """The samples that one result is part of, each with its language; faults say nothing about a site."""
    result = treated.result
    if isinstance(result, Article):
        steps = {letters_step(count_letters(result.article_body)): 1}
        yield WHOLE, Sample(1, {"article": 1}, steps)
        yield result.in_language or "", Sample(1, dict.fromkeys(("article", *_having(result)), 1), steps)
    elif isinstance(result, Rejected):
        yield WHOLE, Sample(1, {"no-article": 1})


def letters_step(letters: int) -> int:
    """The step of :attr:`Sample.lengths` that a number of letters falls into."""
    return round(STEPS_PER_DOUBLING * math.log2(letters)) if letters > 1 else 0


def _having(article: Article) -> Iterator[str]:
    empty = {
        "no-headline": article.headline,
        "no-date": article.date_published,
        "no-authors": article.authors,
        "no-section": article.article_section,
    }
    yield from (measure for measure, value in empty.items() if not value)
    if article.strays:
        yield "strays"
    if article.quality.repairs:
        yield "repairs"
    if article.quality.status is QualityStatus.REVIEW:
        yield "review"


def _read(text: str) -> Sample:
    inputs, having, lengths = json.loads(text)
    return Sample(inputs, having, {int(step): number for step, number in lengths.items()})


def _write(sample: Sample) -> str:
    return json.dumps([sample.inputs, dict(sample.having), dict(sample.lengths)], sort_keys=True)
