"""Hold a site back before anything of it is published that does not look like it. Start with :class:`Gate`.

Results wait until there are enough of their site to tell: then all go on, to be published or, if the site has drifted
beyond the limit, to wait in data/review for a person. The decision is in docs/decisions/0050-holding-a-site-back.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from pumice.drift import judge
from pumice.settings import DriftSettings
from pumice.store.folders import site_folder
from pumice.store.ledger import Ledger
from pumice.store.records import Fault, Treated
from pumice.store.statistics import Row, Sample, samples_of

_AT_ONCE: Final = 20
"""So many results of a site are judged together: enough to tell, few enough to keep memory flat."""
_MOST_WAITING: Final = 200
"""So many results wait at most, of all sites together; then the site with the most is judged with what it has."""


class Gate:
    """Lets results through in the order in which their sites can be judged; one per run or shard."""

    def __init__(self, ledger: Ledger, run: str, settings: DriftSettings) -> None:
        self._ledger = ledger
        self._run = run
        self._settings = settings
        self._waiting: dict[str, list[Treated]] = defaultdict(list)
        self._earlier: dict[str, list[Row]] = {}
        self._current: dict[str, dict[str, Sample]] = {}
        self._held: set[str] = set()

    def let_through(self, results: Iterable[Treated]) -> Iterator[Treated]:
        """The same results, those of a site that is held back marked as such."""
        for treated in results:
            site = site_folder(treated.url)
            if isinstance(treated.result, Fault) or not self._has_past(site):
                yield treated
                continue
            self._waiting[site].append(treated)
            if len(self._waiting[site]) >= _AT_ONCE:
                yield from self._judge(site)
            elif sum(map(len, self._waiting.values())) >= _MOST_WAITING:
                yield from self._judge(max(self._waiting, key=lambda one: len(self._waiting[one])))
        for site in list(self._waiting):
            yield from self._judge(site)

    def _has_past(self, site: str) -> bool:
        """Whether there is anything to compare the site with; without, nothing has to wait."""
        if site not in self._earlier:
            rows = self._ledger.statistics.of(site)
            self._earlier[site] = [row for row in rows if row.run != self._run]
            # What other shards of this run have seen of the site counts as well.
            self._current[site] = {row.language: row.sample for row in rows if row.run == self._run}
            if any(row.is_held for row in rows if row.run == self._run):
                self._held.add(site)
        return bool(self._earlier[site])

    def _judge(self, site: str) -> Iterator[Treated]:
        results = self._waiting.pop(site, [])
        current = self._current[site]
        for treated in results:
            for language, sample in samples_of(treated):
                current[language] = current.get(language, Sample()) + sample
        found = judge(site, current, self._earlier[site], self._settings)
        if any(one.is_beyond for one in found):
            self._held.add(site)
        is_held = site in self._held
        yield from (replace(treated, is_held=is_held) for treated in results)
