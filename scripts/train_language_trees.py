"""Grows the decision trees of pumice.language on pages with known strays, and packs them as plain arrays.

    python scripts/train_language_trees.py [PAGES]

Needs lightgbm and faker (in an environment of its own, with pumice) and the development data (PUMICE_BENCH). The trees
see only language-neutral numbers. First grown without a fourth of the benchmark's documents at a time and measured on
that fourth, then on everything and written to src/pumice/language/trees.npz. Start reading at :func:`main`.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import lightgbm  # type: ignore[import-not-found,unused-ignore]  # in the training environment only
import numpy as np
import numpy.typing as npt
from train_language_pages import Gold, make_page, read_stock  # type: ignore[import-not-found,unused-ignore]

from pumice.language.candidates import find_candidates
from pumice.language.features import COLUMNS, describe
from pumice.language.ranking import ground_of, is_plain, rank, spans_of
from pumice.language.reading import read_blocks
from pumice.language.trees import LEAF_UNIT
from pumice.language.vote import vote

ROOT: Final = Path(__file__).parents[1]
BENCH: Final = Path(os.environ.get("PUMICE_BENCH", ROOT.parent / "shared" / "bench")) / "language"
OUT: Final = ROOT / "src" / "pumice" / "language" / "trees.npz"
PAGES: Final = 20_000
REAL_WEIGHT: Final = 3.0
"""Weight of a candidate of the benchmark's documents beside one of a made page."""
SHIFT: Final = -0.4
"""Added to the log-odds, so that the operating point lies at a score of one half."""
FOLDS: Final = 4
ROUNDS: Final = 300
SETTINGS: Final[dict[str, Any]] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 20, "max_depth": 7, "min_data_in_leaf": 40,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "verbose": -1, "seed": 7,
    "deterministic": True, "force_row_wise": True, "num_threads": 1,
}  # fmt: skip

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


def made_rows(pages: int) -> Iterator[Rows]:
    """Candidates of made pages, all languages in turn."""
    stock, chance = read_stock(BENCH), random.Random(1)  # noqa: S311 - reproducible, not secret
    languages = sorted(stock.texts)
    for number in range(pages):
        texts, gold = make_page(chance, stock, languages[number % len(languages)])
        rows = rows_of(texts, gold, ())
        if rows is not None:
            yield rows


def real_rows() -> Iterator[Rows]:
    """Candidates of the benchmark's documents; glosses and twins are no lesson."""
    for line in (BENCH / "mixed.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        spans = [(span["block"], span["start"], span["end"], span.get("lang", "")) for span in page["gold"]]
        twin = [span["relation"] == "twin" for span in page["gold"]]
        ignored = [span for span, same in zip(spans, twin, strict=True) if same]
        ignored += [(span["block"], span["start"], span["end"], "") for span in page["neutral"]]
        gold = [span for span, same in zip(spans, twin, strict=True) if not same]
        rows = rows_of([block["text"] for block in page["blocks"]], gold, ignored)
        yield rows if rows is not None else (np.zeros((0, len(COLUMNS))), np.zeros(0, np.int64))


def grow(parts: Sequence[tuple[Rows, float]]) -> lightgbm.Booster:
    """Trees on weighted candidates."""
    features = np.concatenate([rows for (rows, _), _ in parts])
    target = np.concatenate([hits for (_, hits), _ in parts])
    weights = np.concatenate([np.full(len(hits), weight) for (_, hits), weight in parts])
    data = lightgbm.Dataset(features, target, weight=weights, feature_name=list(COLUMNS))
    return lightgbm.train(SETTINGS, data, ROUNDS)


def pack(booster: lightgbm.Booster) -> dict[str, npt.NDArray[Any]]:
    """The arrays that pumice.language.trees walks: a leaf asks nothing and is its own child."""
    features, thresholds, children, values = [0], [np.inf], [0, 0], [round(SHIFT * LEAF_UNIT)]
    depths = [0]

    def add(node: dict[str, Any], depth: int) -> int:
        place = len(features)
        depths.append(depth)
        features.append(node.get("split_feature", 0))
        thresholds.append(node.get("threshold", np.inf))
        values.append(round(node.get("leaf_value", 0.0) * LEAF_UNIT) if "split_feature" not in node else 0)
        children.extend((place, place))
        if "split_feature" in node:
            children[2 * place] = add(node["left_child"], depth + 1)
            children[2 * place + 1] = add(node["right_child"], depth + 1)
        return place

    roots = [0, *(add(tree["tree_structure"], 0) for tree in booster.dump_model()["tree_info"])]
    return {
        "roots": np.array(roots, np.int32),
        "feature": np.array(features, np.int16),
        "threshold": np.array(thresholds),
        "children": np.array(children, np.int32),
        "value": np.array(values, np.int32),
        "depth": np.array([max(depths)], np.int16),
    }


def measure(made: Rows, real: Sequence[Rows]) -> None:
    """Precision and recall on candidates of documents that the trees were not grown on."""
    hits = found = true = 0
    for fold in range(FOLDS):
        seen = [rows for number, rows in enumerate(real) if number % FOLDS != fold]
        booster = grow([(made, 1.0), *((rows, REAL_WEIGHT) for rows in seen)])
        for number, (rows, target) in enumerate(real):
            if number % FOLDS == fold and len(rows):
                odds = np.asarray(booster.predict(rows, raw_score=True)) + SHIFT
                hits += int(((odds >= 0) & (target == 1)).sum())
                found += int((odds >= 0).sum())
                true += int(target.sum())
    print(f"held-out candidates: precision {hits / found:.4f}, recall {hits / true:.4f}")


def main() -> int:
    """Measure, grow, write."""
    parts = list(made_rows(int(sys.argv[1]) if sys.argv[1:] else PAGES))
    made = np.concatenate([rows for rows, _ in parts]), np.concatenate([hits for _, hits in parts])
    real = list(real_rows())
    measure(made, real)
    arrays = pack(grow([(made, 1.0), *((rows, REAL_WEIGHT) for rows in real)]))
    np.savez_compressed(OUT, **arrays)  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
