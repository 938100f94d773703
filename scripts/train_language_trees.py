"""Grows the decision trees of pumice.language on pages with known strays, and packs them as plain arrays.

    python scripts/train_language_trees.py [PAGES]

Needs lightgbm and faker (in an environment of its own, with pumice) and the development data (PUMICE_BENCH). The trees
see only language-neutral numbers. Writes src/pumice/language/trees.npz. What the trees are worth on documents that they
have not seen, scripts/train_language_folds.py tells. Start reading at :func:`main`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import lightgbm  # type: ignore[import-not-found,unused-ignore]  # in the training environment only
import numpy as np
import numpy.typing as npt
from train_language_rows import PAGES, Rows, made_rows, real_rows  # type: ignore[import-not-found,unused-ignore]

from pumice.language.features import COLUMNS
from pumice.language.trees import LEAF_UNIT

OUT: Final = Path(__file__).parents[1] / "src" / "pumice" / "language" / "trees.npz"
REAL_WEIGHT: Final = 20.0
"""Weight of a candidate of the benchmark's documents beside one of a made page."""
ROUNDS: Final = 500
SEEDS: Final = (7, 8, 9)
"""An ensemble is the mean of trees grown from each: what one seed happens to find is damped."""
SETTINGS: Final[dict[str, Any]] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 20, "max_depth": 7, "min_data_in_leaf": 40,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "verbose": -1,
    "extra_trees": True, "deterministic": True, "force_row_wise": True, "num_threads": 1,
}  # fmt: skip


def grow(parts: Sequence[tuple[Rows, float]]) -> list[lightgbm.Booster]:
    """Trees on weighted candidates, once for each seed."""
    features = np.concatenate([rows for (rows, _), _ in parts])
    target = np.concatenate([hits for (_, hits), _ in parts])
    weights = np.concatenate([np.full(len(hits), weight) for (_, hits), weight in parts])
    data = lightgbm.Dataset(features, target, weight=weights, feature_name=list(COLUMNS))
    return [lightgbm.train({**SETTINGS, "seed": seed}, data, ROUNDS) for seed in SEEDS]


def pack(boosters: Sequence[lightgbm.Booster]) -> dict[str, npt.NDArray[Any]]:
    """The arrays that pumice.language.trees walks: a leaf asks nothing and is its own child; values are of the mean."""
    features: list[int] = []
    thresholds: list[float] = []
    children: list[int] = []
    values: list[int] = []
    depths: list[int] = []

    def add(node: dict[str, Any], depth: int) -> int:
        place = len(features)
        depths.append(depth)
        features.append(node.get("split_feature", 0))
        thresholds.append(node.get("threshold", np.inf))
        leaf = node.get("leaf_value", 0.0) if "split_feature" not in node else 0.0
        values.append(round(leaf * LEAF_UNIT / len(boosters)))
        children.extend((place, place))
        if "split_feature" in node:
            children[2 * place] = add(node["left_child"], depth + 1)
            children[2 * place + 1] = add(node["right_child"], depth + 1)
        return place

    roots = [add(tree["tree_structure"], 0) for booster in boosters for tree in booster.dump_model()["tree_info"]]
    return {
        "roots": np.array(roots, np.int32),
        "feature": np.array(features, np.int16),
        "threshold": np.array(thresholds),
        "children": np.array(children, np.int32),
        "value": np.array(values, np.int32),
        "depth": np.array([max(depths)], np.int16),
    }


def main() -> int:
    """Grow on everything, write."""
    made = made_rows(int(sys.argv[1]) if sys.argv[1:] else PAGES)
    arrays = pack(grow([(made, 1.0), *((rows, REAL_WEIGHT) for rows in real_rows())]))
    np.savez_compressed(OUT, **arrays)  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
