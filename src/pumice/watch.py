"""The pipeline with a stopwatch beside it: how long each stage takes with one document.

The pipeline does not know that it is watched, and is not written down a second time. Its markers are data, so each is
wrapped; what comes before the first of them is reading, what comes after the last is composing. Start with
:func:`run_watched`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from time import perf_counter

from pumice.house import stage_of
from pumice.model import Capture, Cleaned, Document, House, Mark, Marker, Stage
from pumice.pipeline import run


def run_watched(capture: Capture, house: House) -> Cleaned:
    """Clean one capture, and tell the seconds of each stage.

    Raises:
        InputFault: the capture cannot be normalised.
    """
    laps = _Laps()
    markers = tuple(partial(laps.take, marker) for marker in house.markers)
    cleaned = run(capture, replace(house, markers=markers))
    return replace(cleaned, seconds=laps.finish())


class _Laps:
    """The stopwatch: the time since the last lap belongs to the stage that the lap ends."""

    def __init__(self) -> None:
        self._seconds = dict.fromkeys((Stage.ENCODING, Stage.LANGUAGE, Stage.BOILERPLATE, Stage.ARTICLES), 0.0)
        self._stage = Stage.ENCODING
        self._since = perf_counter()

    def take(self, marker: Marker, document: Document) -> Iterable[Mark]:
        """Run one marker to its end."""
        self._lap(stage_of(marker))
        marks = list(marker(document))
        self._lap(Stage.ARTICLES)
        return marks

    def finish(self) -> dict[Stage, float]:
        """Seconds by stage."""
        self._lap(Stage.ARTICLES)
        return self._seconds

    def _lap(self, following: Stage) -> None:
        now = perf_counter()
        self._seconds[self._stage] += now - self._since
        self._stage, self._since = following, now
