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
from numpy.typing import NDArray
from train_furniture_fit import Table, fit  # type: ignore[import-not-found,unused-ignore]
from train_furniture_labels import align, label_snippets  # type: ignore[import-not-found,unused-ignore]
from train_furniture_score import report  # type: ignore[import-not-found,unused-ignore]

from pumice.errors import InputFault
from pumice.mark.furniture_features import rows_of
from pumice.mark.furniture_rules import overrule
from pumice.mark.furniture_sight import Sight, see
from pumice.mark.furniture_stack import stack
from pumice.mark.metadata import mark_metadata
from pumice.model import Capture, Document, Source
from pumice.read.claims_html import claims_from_facts
from pumice.read.decode import decode
from pumice.read.lanes import read_markup

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("PUMICE_BENCH", ROOT.parent / "shared" / "bench")) / "extract"
MODEL = ROOT / "src" / "pumice" / "mark" / "furniture.npz"
DATASETS = "scrapinghub fundus daniel xmu_zh immortal_zh wcxb_dev trafilatura_eval pl_comparison postlight".split()
EVEN = 0.5
FEWEST_COVERED = 0.6
"""Pages whose gold text is not on them to this share teach nothing."""
SNIPPETS = 0.25
"""Weight of a page of which only some blocks are known, against one of which all are."""
LONGEST = 200
"""Longer blocks (in tokens) weigh no more."""


@dataclass(frozen=True)
class Example:
    """A page with what is known of its blocks; ``truth`` is -1 where nothing is."""

    gold: dict[str, Any]
    document: Document
    truth: NDArray[np.float32]
    weight: NDArray[np.float32]


def main() -> int:
    """Fit, cross-validate, fit on everything, write."""
    options = _options()
    examples = [one for name in DATASETS for one in read_examples(name, options.cache)]
    sights = [see(one.document) for one in examples]
    print("the labels themselves, which no choice of blocks can better by much:")
    report(examples, [one.truth >= EVEN for one in examples])
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
    parser.add_argument("--forests", type=int, default=1, help="fits that differ in their seed; their mean is stored")
    parser.add_argument("--columns", type=float, default=1.0, help="share of the columns that each split may ask about")
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


if __name__ == "__main__":
    sys.exit(main())
