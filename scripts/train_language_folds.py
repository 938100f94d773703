"""Measures the trees of pumice.language on documents that they have not seen: four times, each time a fourth kept out.

    python scripts/train_language_folds.py PREDICTIONS.jsonl [PAGES]

Needs what train_language_trees.py needs. The benchmark's documents are dealt into four folds; trees are grown on made
pages and three of the folds, and find the strays of the fourth, all steps of pumice included. The benchmark's scorer
judges; bench/_stray_errors.py prints the table by kind and relation and what the worst errors have in common. Start
reading at :func:`main`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from train_language_rows import BENCH, PAGES, Rows, made_rows, real_rows  # type: ignore[import-not-found,unused-ignore]
from train_language_trees import REAL_WEIGHT, grow, pack  # type: ignore[import-not-found,unused-ignore]

from pumice.language.strays import find_strays_by
from pumice.language.trees import Trees, trees_of

FOLDS: Final = 4
REPORT: Final = Path(__file__).parents[1] / "bench" / "_stray_errors.py"

Row = dict[str, Any]


def grow_folds(made: Rows, real: list[Rows]) -> Iterator[Trees]:
    """For each fold, trees that have not seen its documents."""
    for fold in range(FOLDS):
        seen = [(rows, REAL_WEIGHT) for number, rows in enumerate(real) if number % FOLDS != fold]
        yield trees_of(pack(grow([(made, 1.0), *seen])))


def predict(page: Row, fold: int, trees: Trees) -> Row:
    """What these trees find in a document: everything that is not kept, with its score."""
    found = find_strays_by(trees, [block["text"] for block in page["blocks"]])
    spans = [
        {"block": s.block, "start": s.start, "end": s.end, "lang": s.language or "und", "score": s.score}
        for s in found.spans
        if s.verdict != "keep"
    ]
    return {"id": page["id"], "fold": fold, "main": found.language, "spans": spans}


def main() -> int:
    """Grow, predict, report."""
    out = Path(sys.argv[1])
    made, real = made_rows(int(sys.argv[2]) if sys.argv[2:] else PAGES), real_rows()
    pages = list(map(json.loads, (BENCH / "mixed.jsonl").read_text(encoding="utf-8").splitlines()))
    rows = [
        predict(page, fold, trees) for fold, trees in enumerate(grow_folds(made, real)) for page in pages[fold::FOLDS]
    ]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return subprocess.run([sys.executable, str(REPORT), str(out)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
