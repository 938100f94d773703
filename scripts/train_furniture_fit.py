"""Fit boosted trees with catboost and pack them as pumice's own arrays. Start with :func:`fit`.

Needs catboost, which is not among pumice's dependencies.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import (  # type: ignore[import-not-found,unused-ignore]  # in the training environment only
    CatBoostClassifier,
    Pool,
)
from numpy.typing import NDArray

from pumice.mark.furniture_trees import Forest, squash

SAMPLE = Path(__file__).parents[1] / "tests" / "unit" / "mark" / "furniture_sample.npz"
NEAR = 6
"""Blocks this near to text are all used; of the others a share, with the weight of all."""


@dataclass(frozen=True)
class Table:
    """All blocks of all pages."""

    rows: NDArray[np.float32]
    text: NDArray[np.bool_]
    weight: NDArray[np.float32]
    fold: NDArray[np.int64]
    edges: NDArray[np.int64]


def fit(table: Table, options: argparse.Namespace, *, without: int = -1, shift: float = 0.0) -> Forest:
    """Fit on all folds but one: the mean of several fits, each with its own seed and its own draw of blocks."""
    fitted = [_fit_once(table, options, options.seed + number, without) for number in range(options.forests)]
    forests = [_forest(model, options.cache / f"model-{os.getpid()}.json", options.depth) for model in fitted]
    mean = Forest(
        np.concatenate([one.features for one in forests]),
        np.concatenate([one.borders for one in forests]),
        (np.concatenate([one.leaves for one in forests]) / len(forests)).astype(np.float32),
        float(np.mean([one.bias for one in forests])),
    )
    _compare(mean, fitted, table.rows[:: max(1, len(table.rows) // 2000)])
    if without < 0:
        _write_sample(fitted, table.rows.shape[1], options.seed)
    return Forest(mean.features, mean.borders, mean.leaves, mean.bias + shift)


def _fit_once(table: Table, options: argparse.Namespace, seed: int, without: int) -> CatBoostClassifier:
    weight, chosen = _thin(table, options.share, seed)
    chosen &= table.fold != without
    model = CatBoostClassifier(
        iterations=options.trees,
        depth=options.depth,
        learning_rate=options.rate,
        l2_leaf_reg=5,
        random_seed=seed,
        thread_count=options.threads,
        border_count=64,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        rsm=options.columns,
        boosting_type="Plain",
        allow_writing_files=False,
        verbose=False,
    )
    rows = table.rows[chosen]
    print(f"fitting on {len(rows)} blocks", flush=True)
    model.fit(Pool(rows, table.text[chosen].astype(int), weight=weight[chosen] / weight[chosen].mean()))
    return model


def _thin(table: Table, share: float, seed: int) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    near = table.text.copy()
    for offset in range(1, NEAR + 1):
        near[offset:] |= table.text[:-offset]
        near[:-offset] |= table.text[offset:]
    drawn = np.random.default_rng(seed).random(len(near)) < share
    weight = np.where(near, table.weight, table.weight / share).astype(np.float32)
    return weight, (near | drawn) & (table.weight > 0)


def _forest(model: CatBoostClassifier, file: Path, depth: int) -> Forest:
    model.save_model(str(file), format="json")
    content = json.loads(file.read_text())
    file.unlink()
    trees = content["oblivious_trees"]
    features = np.zeros((len(trees), depth), dtype=np.int16)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 1 << depth), dtype=np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"] or []):
            features[number, level] = split["float_feature_index"]
            borders[number, level] = split["border"]
        values = np.array(tree["leaf_values"], dtype=np.float32)
        leaves[number, : len(values)] = values
    scale, bias = content["scale_and_bias"]
    return Forest(features, borders, leaves * np.float32(scale), float(bias[0]))


def _write_sample(models: list[CatBoostClassifier], width: int, seed: int) -> None:
    """Invented rows with what the trainer's own models say of them, for the evaluator's test."""
    random = np.random.default_rng(seed)
    rows = (random.normal(1, 3, (40, width)) * random.choice([0, 1, 10], (40, width))).astype(np.float32)
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(SAMPLE.with_stem(f"{SAMPLE.stem}_{width}"), rows=rows, likely=_said(models, rows))


def _said(models: list[CatBoostClassifier], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean of the models' odds, as a probability."""
    return squash(np.mean([model.predict(rows, prediction_type="RawFormulaVal") for model in models], axis=0))


def _compare(forest: Forest, models: list[CatBoostClassifier], rows: NDArray[np.float32]) -> None:
    """The packed arrays must say what the trainer's own models say."""
    ours, theirs = forest.score(rows), _said(models, rows)
    if not np.allclose(ours, theirs, atol=1e-4):
        raise ValueError(f"packed trees differ from the trainer's by {np.abs(ours - theirs).max()}")
