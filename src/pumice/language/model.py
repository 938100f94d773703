"""The n-gram model: how much each word speaks for each language, as whole numbers, so that sums are exact.

Start reading at :meth:`Model.score`. A table holds, for each n-gram key, one signed byte a language: the rounded
log-ratio of its frequency in that language against the mean of the languages of the same writing
(docs/language.md tells what it was trained on, ``scripts/train_language_model.py`` how).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import NAMES, Codes, Indices
from pumice.language.grams import EDGED, WHOLE, WHOLE_KIND, Keys, gram_keys
from pumice.language.tags import are_twins

Scores = npt.NDArray[np.int32]

UNIT: Final = 12.0
"""Score points in one natural-log unit."""
_CHUNK: Final = 20_000
"""Letters scored at once: bounds the memory of one long document, and the words to what 16 bits can number."""

ONLY: Final = {
    "Armn": "hy", "Beng": "bn", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Hebr": "he",
    "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Orya": "or", "Sinh": "si", "Taml": "ta",
    "Telu": "te", "Thaa": "dv", "Thai": "th", "Tibt": "bo",
}  # fmt: skip
"""Writings whose pages are, but for rare minorities, in one language: they need no table."""


@dataclass(frozen=True, slots=True)
class Table:
    """What the n-grams of one writing say.

    Attributes:
        languages: BCP 47 tags, one a column.
        keys: n-gram keys, ascending.
        offsets: first key whose leading bits are at least the index.
        shift: how many trailing bits of a key the index leaves out.
        rows: score of each key for each language.
        floor: score of a key that training never saw in a language.
        likeness: correlation of the columns, in thousandths.
    """

    languages: tuple[str, ...]
    keys: Keys
    offsets: Indices
    shift: int
    rows: npt.NDArray[np.int8]
    floor: int
    likeness: npt.NDArray[np.int16]

    def find(self, wanted: Keys) -> tuple[Indices, npt.NDArray[np.bool_]]:
        """Row of each wanted key, and whether there is one."""
        bucket = (wanted >> np.uint32(self.shift)).astype(np.int64)
        place, stop = self.offsets[bucket], self.offsets[bucket + 1]
        row = np.full(len(wanted), -1, np.int64)
        waiting = np.flatnonzero(place < stop)
        while len(waiting):
            at = place[waiting]
            found = self.keys[at] == wanted[waiting]
            row[waiting[found]] = at[found]
            place[waiting] += 1
            waiting = waiting[~found & (at + 1 < stop[waiting])]
        return row, row >= 0

    def score(self, codes: Codes, starts: Indices, ends: Indices) -> tuple[Scores, Indices]:
        """How much each word speaks for each language, and the row of each word as a whole, -1 where there is none."""
        scores = np.zeros((len(starts), len(self.languages)), np.int32)
        whole = np.full(len(starts), -1, np.int64)
        for begin, stop in _chunks(ends - starts):
            grams = gram_keys(codes, starts[begin:stop], ends[begin:stop])
            rows, known = self.find(np.concatenate([keys for keys, _ in grams.values()]))
            owners = np.concatenate([owners for _, owners in grams.values()])
            self._add(scores[begin:stop], rows[known], owners[known])
            lengths = (ends - starts)[begin:stop]
            kinds = np.repeat(np.array(list(grams)), [len(keys) for keys, _ in grams.values()])
            entire = known & (
                (kinds == WHOLE_KIND) | ((lengths[owners] < WHOLE) & (kinds == lengths[owners] + 2 + EDGED))
            )
            whole[begin + owners[entire]] = rows[entire]
        return scores, whole

    def _add(self, scores: Scores, rows: Indices, owners: Indices) -> None:
        if not len(rows):
            return
        # Words of a chunk are few enough for short numbers, which numpy sorts by radix.
        order = np.argsort(owners.astype(np.uint16), kind="stable")
        rows, owners = rows[order], owners[order]
        first = np.flatnonzero(np.concatenate((np.ones(1, bool), owners[1:] != owners[:-1])))
        scores[owners[first]] += np.add.reduceat(self.rows.take(rows, axis=0), first, axis=0, dtype=np.int32)


def _chunks(lengths: Indices) -> Iterator[tuple[int, int]]:
    """First and last word of stretches of about :data:`_CHUNK` letters."""
    part = np.cumsum(lengths) // _CHUNK
    edges = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(lengths)]
    yield from ((begin, stop) for begin, stop in pairwise(edges) if stop > begin)


def languages_of(writing: int) -> tuple[str, ...]:
    """The languages the model knows in a writing, by its number; none in a writing of no language of the model."""
    table = load_model().get(writing)
    if table is not None:
        return table.languages
    only = ONLY.get(NAMES[writing])
    return (only,) if only else ()


@cache
def load_model() -> dict[int, Table]:
    """The tables by number of the writing, read once; plain arrays, no pickling."""
    with as_file(files("pumice.language").joinpath("model.npz")) as path, np.load(path, allow_pickle=False) as arrays:
        return dict(_read_tables({name: arrays[name] for name in arrays.files}))


def _read_tables(arrays: dict[str, npt.NDArray[np.generic]]) -> Iterator[tuple[int, Table]]:
    for writing, name in enumerate(NAMES):
        if f"{name}_languages" not in arrays:
            continue
        languages = tuple(str(tag) for tag in arrays[f"{name}_languages"])
        keys = np.cumsum(arrays[f"{name}_steps"].astype(np.uint64)).astype(np.uint32)
        counts = arrays[f"{name}_counts"].astype(np.int64)
        floor = int(arrays[f"{name}_floor"][0])
        rows = np.full((len(keys), len(languages)), floor, np.int8)
        rows[np.repeat(np.arange(len(keys)), counts), arrays[f"{name}_columns"]] = arrays[f"{name}_values"]
        bits = max(1, len(keys).bit_length())
        edges = np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32 - bits)
        offsets = np.searchsorted(keys.astype(np.uint64), edges).astype(np.int64)
        likeness = arrays[f"{name}_likeness"].astype(np.int16)
        yield writing, Table(languages, keys, offsets, 32 - bits, rows, floor, likeness)


@cache
def twin_columns(writing: int) -> npt.NDArray[np.bool_]:
    """For each column of a writing's table, the columns that are never told apart from it, itself included."""
    languages = languages_of(writing)
    return np.array([[are_twins(one, other) for other in languages] for one in languages], bool)


def likeness_of(writing: int, columns: tuple[int, int]) -> float:
    """How alike two languages of a writing are to the model: the correlation of their columns, -1 to 1."""
    if min(columns) < 0 or writing not in load_model():
        return 0.0
    return float(load_model()[writing].likeness[columns]) / 1000.0
