"""Train the furniture marker's model and write src/pumice/mark/furniture.npz.

Needs catboost (not among pumice's dependencies) and the development data (PUMICE_BENCH). Weights over
language-neutral features are all that is kept of the pages. Sites are dealt into folds, so that the printed figures
are of sites that the model has not seen; the last fit is on all of them. Start with :func:`main`.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import pickle
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from catboost import (  # type: ignore[import-not-found,unused-ignore]  # in the training environment only
    CatBoostClassifier,
    Pool,
)
from numpy.typing import NDArray
from train_furniture_labels import align, label_snippets  # type: ignore[import-not-found,unused-ignore]
from train_furniture_score import report  # type: ignore[import-not-found,unused-ignore]

from pumice.errors import InputFault
from pumice.mark.furniture_features import rows_of
from pumice.mark.furniture_rules import overrule
from pumice.mark.furniture_sight import Sight, see
from pumice.mark.furniture_stack import stack
from pumice.mark.furniture_trees import Forest
from pumice.mark.metadata import mark_metadata
from pumice.model import Capture, Document, Source
from pumice.read.claims_html import claims_from_facts
from pumice.read.decode import decode
from pumice.read.lanes import read_markup

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("PUMICE_BENCH", ROOT.parent / "shared" / "bench")) / "extract"
MODEL = ROOT / "src" / "pumice" / "mark" / "furniture.npz"
SAMPLE = ROOT / "tests" / "unit" / "mark" / "furniture_sample.npz"
DATASETS = "scrapinghub fundus daniel xmu_zh immortal_zh wcxb_dev trafilatura_eval pl_comparison postlight".split()
EVEN = 0.5
FEWEST_COVERED = 0.6
"""Pages whose gold text is not on them to this share teach nothing."""
SNIPPETS = 0.25
"""Weight of a page of which only some blocks are known, against one of which all are."""
LONGEST = 200
"""Longer blocks (in tokens) weigh no more."""
NEAR = 6
"""Blocks this near to text are all used; of the others a share, with the weight of all."""


@dataclass(frozen=True)
class Example:
    """A page with what is known of its blocks; ``truth`` is -1 where nothing is."""

    gold: dict[str, Any]
    document: Document
    truth: NDArray[np.float32]
    weight: NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """All blocks of all pages."""

    rows: NDArray[np.float32]
    text: NDArray[np.bool_]
    weight: NDArray[np.float32]
    fold: NDArray[np.int64]
    edges: NDArray[np.int64]


def main() -> int:
    """Fit, cross-validate, fit on everything, write."""
    options = _options()
    examples = [one for name in DATASETS for one in read_examples(name, options.cache)]
    sights = [see(one.document) for one in examples]
    first_table = _table(examples, [rows_of(sight) for sight in sights], options.folds)
    first = cross_predict(first_table, options)
    print("first pass, sites not seen:")
    edges = first_table.edges
    report(examples, _kept(sights, first, edges))
    rows = [
        stack(sight, first_table.rows[start:end], first[start:end])
        for sight, (start, end) in zip(sights, pairwise(edges), strict=True)
    ]
    second_table = _table(examples, rows, options.folds)
    second = cross_predict(second_table, options)
    np.save(options.cache / "second.npy", second)
    for shift in (0.0, *options.shifts):
        print(f"second pass, sites not seen, odds shifted by {shift}:")
        report(examples, _kept(sights, shifted_odds(second, shift), edges))
    if options.write:
        forests = {"first": fit(first_table, options), "second": fit(second_table, options, shift=options.write_shift)}
        packed = {key: value for name, forest in forests.items() for key, value in forest.pack(name).items()}
        np.savez_compressed(MODEL, allow_pickle=False, **packed)
        print(f"{MODEL} has {MODEL.stat().st_size} bytes")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for pages once read (not in the repository)")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--trees", type=int, default=250)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--rate", type=float, default=0.13)
    parser.add_argument("--share", type=float, default=0.15)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shifts", type=float, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--write-shift", type=float, default=0.0)
    return parser.parse_args()


def read_examples(name: str, cache: Path) -> list[Example]:
    """A dataset's pages with labels, read once and kept in the cache folder."""
    file = cache / f"{name}.pkl"
    if not file.exists():
        rows = [json.loads(line) for line in (DATA / name / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        file.write_bytes(pickle.dumps([(row, found) for row in rows if (found := _document(row)) is not None]))
    # The cache is this script's own work.
    return [_example(gold, document) for gold, document in pickle.loads(file.read_bytes()) if document.blocks]  # noqa: S301


def _document(gold: dict[str, Any]) -> Document | None:
    body = gzip.decompress((DATA / gold["dataset"] / f"{gold['id']}.html.gz").read_bytes())
    capture = Capture(gold.get("url") or Capture.urn(body), body)
    try:
        found, facts = read_markup(decode(body).text)
    except InputFault:
        return None
    blocks = tuple(found)
    document = Document(Source(capture.url), None, blocks, claims_from_facts(facts, capture, blocks))
    return document if blocks else None


def _example(gold: dict[str, Any], document: Document) -> Example:
    texts = [block.text for block in document.blocks]
    if gold.get("gold_text"):
        truth, sizes, covered = align(texts, gold["gold_text"])
        weight = np.sqrt(np.minimum(sizes, LONGEST) + 1) * np.maximum(np.abs(2 * truth - 1), 0.1)
        page_weight = float(covered >= FEWEST_COVERED)
    else:
        truth = label_snippets(texts, (gold.get("with") or [], gold.get("without") or []))
        # Few blocks are known, most of them text: both kinds weigh the same, or the model learns to keep.
        weight = sum((truth == value) / max(1, int((truth == value).sum())) for value in (0, 1))
        page_weight = SNIPPETS * float({0.0, 1.0} <= set(truth.tolist()))
    for mark in mark_metadata(document):
        # What became a field is left out in any case.
        if mark.span.start == 0 and mark.span.end >= len(texts[mark.span.block]):
            weight[mark.span.block] = 0
    return Example(gold, document, truth, (page_weight * weight / max(float(weight.sum()), 1e-6)).astype(np.float32))


def _table(examples: list[Example], rows: list[NDArray[np.float32]], folds: int) -> Table:
    domains = [str(one.gold.get("domain") or one.gold["id"]) for one in examples]
    pages = Counter(domains)
    fold = [int(hashlib.md5(domain.encode()).hexdigest(), 16) % folds for domain in domains]  # noqa: S324 - no secret
    lengths = [len(one.truth) for one in examples]
    weight = np.concatenate([one.weight / pages[domain] ** 0.5 for one, domain in zip(examples, domains, strict=True)])
    return Table(
        np.concatenate(rows),
        np.concatenate([one.truth >= EVEN for one in examples]),
        weight.astype(np.float32),
        np.repeat(fold, lengths),
        np.r_[0, np.cumsum(lengths)],
    )


def shifted_odds(likely: NDArray[np.float32], shift: float) -> NDArray[np.float32]:
    """Probabilities with their log-odds moved."""
    bounded = np.clip(likely.astype(np.float64), 1e-9, 1 - 1e-9)
    return (1 / (1 + np.exp(-(np.log(bounded / (1 - bounded)) + shift)))).astype(np.float32)


def _kept(sights: list[Sight], likely: NDArray[np.float32], edges: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    """Which blocks stay, the marker's own rules applied."""
    return [
        overrule(sight, likely[start:end])[0] >= EVEN
        for sight, (start, end) in zip(sights, pairwise(edges), strict=True)
    ]


def cross_predict(table: Table, options: argparse.Namespace) -> NDArray[np.float32]:
    """What a model says of each block that was fitted on the other folds' sites."""
    likely = np.zeros(len(table.text), dtype=np.float32)
    for fold in range(options.folds):
        forest = fit(table, options, without=fold)
        out = table.fold == fold
        likely[out] = np.concatenate([forest.score(rows) for rows in np.array_split(table.rows[out], 200)])
        print(f"fold {fold} done", flush=True)
    return likely


def fit(table: Table, options: argparse.Namespace, *, without: int = -1, shift: float = 0.0) -> Forest:
    """Fit on all folds but one."""
    weight, chosen = _thin(table, options)
    chosen &= table.fold != without
    model = CatBoostClassifier(
        iterations=options.trees,
        depth=options.depth,
        learning_rate=options.rate,
        l2_leaf_reg=5,
        random_seed=options.seed,
        thread_count=options.threads,
        border_count=64,
        bootstrap_type="Bernoulli",
        subsample=0.7,
        boosting_type="Plain",
        allow_writing_files=False,
        verbose=False,
    )
    rows = table.rows[chosen]
    print(f"fitting on {len(rows)} blocks", flush=True)
    model.fit(Pool(rows, table.text[chosen].astype(int), weight=weight[chosen] / weight[chosen].mean()))
    forest = _forest(model, options.cache / f"model-{os.getpid()}.json", options.depth)
    _compare(forest, model, rows[:2000])
    if without < 0:
        _write_sample(model, rows.shape[1], options.seed)
    return Forest(forest.features, forest.borders, forest.leaves, forest.bias + shift)


def _thin(table: Table, options: argparse.Namespace) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    near = table.text.copy()
    for offset in range(1, NEAR + 1):
        near[offset:] |= table.text[:-offset]
        near[:-offset] |= table.text[offset:]
    drawn = np.random.default_rng(options.seed).random(len(near)) < options.share
    weight = np.where(near, table.weight, table.weight / options.share).astype(np.float32)
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


def _write_sample(model: CatBoostClassifier, width: int, seed: int) -> None:
    """Invented rows with what the trainer's own model says of them, for the evaluator's test."""
    random = np.random.default_rng(seed)
    rows = (random.normal(1, 3, (40, width)) * random.choice([0, 1, 10], (40, width))).astype(np.float32)
    SAMPLE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(SAMPLE.with_stem(f"{SAMPLE.stem}_{width}"), rows=rows, likely=model.predict_proba(rows)[:, 1])


def _compare(forest: Forest, model: CatBoostClassifier, rows: NDArray[np.float32]) -> None:
    """The packed arrays must say what the trainer's own model says."""
    ours, theirs = forest.score(rows), model.predict_proba(rows)[:, 1]
    if not np.allclose(ours, theirs, atol=1e-4):
        raise ValueError(f"packed trees differ from the trainer's by {np.abs(ours - theirs).max()}")


if __name__ == "__main__":
    sys.exit(main())
