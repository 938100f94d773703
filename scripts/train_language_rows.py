"""What the decision trees of pumice.language are grown on: described candidates, and which of them are strays.

Candidates of made pages (train_language_pages.py) and of the benchmark's documents (PUMICE_BENCH). Start reading at
:func:`rows_of`.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from train_language_pages import Gold, make_page, read_stock  # type: ignore[import-not-found,unused-ignore]

from pumice.language.candidates import find_candidates
from pumice.language.features import COLUMNS, describe
from pumice.language.ranking import ground_of, is_plain, rank, spans_of
from pumice.language.reading import read_blocks
from pumice.language.vote import vote

BENCH: Final = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "language"
PAGES: Final = 2_000
"""Made pages: more of them, or more weight for them, made the trees worse on real documents that they had not seen."""

Rows = tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]


def rows_of(texts: Sequence[str], gold: Sequence[Gold], ignored: Sequence[Gold]) -> Rows | None:
    """Described candidates of one page and whether each is a stray; ignored ones are left out."""
    reading = read_blocks(texts)
    home = vote(reading)
    candidates = list(find_candidates(reading, home)) if home else []
    if home is None or not candidates:
        return None
    plain = is_plain(rank(reading, home, spans_of(candidates)))
    doubtful = [each for each, sure in zip(candidates, plain, strict=True) if not sure]
    if not doubtful:
        return None
    rows = describe(ground_of(reading, home), doubtful, rank(reading, home, spans_of(doubtful)))
    places = [(each.piece.block, each.piece.start, each.piece.end) for each in doubtful]
    target = np.array([_share(place, gold) >= 0.5 for place in places], np.int64)  # noqa: PLR2004
    keep = np.array([bool(hit) or _share(place, ignored) < 0.5 for place, hit in zip(places, target, strict=True)])  # noqa: PLR2004
    return rows[keep], target[keep]


def _share(place: tuple[int, int, int], spans: Sequence[Gold]) -> float:
    block, start, end = place
    inside: int = sum(max(0, min(end, span[2]) - max(start, span[1])) for span in spans if span[0] == block)
    return inside / max(1, end - start)


def made_rows(pages: int) -> Rows:
    """Candidates of made pages, all languages in turn."""
    parts = list(_made_rows(pages))
    return np.concatenate([rows for rows, _ in parts]), np.concatenate([hits for _, hits in parts])


def _made_rows(pages: int) -> Iterator[Rows]:
    stock, chance = read_stock(BENCH), random.Random(1)  # noqa: S311 - reproducible, not secret
    languages = sorted(stock.texts)
    for number in range(pages):
        texts, gold = make_page(chance, stock, languages[number % len(languages)])
        rows = rows_of(texts, gold, ())
        if rows is not None:
            yield rows


def real_rows() -> list[Rows]:
    """Candidates of the benchmark's documents, one entry a document; glosses and twins are no lesson."""
    return list(_real_rows())


def _real_rows() -> Iterator[Rows]:
    for line in (BENCH / "mixed.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        spans = [(span["block"], span["start"], span["end"], span.get("lang", "")) for span in page["gold"]]
        twin = [span["relation"] == "twin" for span in page["gold"]]
        ignored = [span for span, same in zip(spans, twin, strict=True) if same]
        ignored += [(span["block"], span["start"], span["end"], "") for span in page["neutral"]]
        gold = [span for span, same in zip(spans, twin, strict=True) if not same]
        rows = rows_of([block["text"] for block in page["blocks"]], gold, ignored)
        yield rows if rows is not None else (np.zeros((0, len(COLUMNS))), np.zeros(0, np.int64))
