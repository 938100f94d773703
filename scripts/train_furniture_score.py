"""Score a choice of blocks by the development data's own scorer, without composing articles.

Start with :func:`report`.
"""

from __future__ import annotations

import importlib.util
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pumice.claims import choose
from pumice.mark.duplicates import mark_duplicates
from pumice.mark.hidden import mark_hidden
from pumice.mark.metadata import mark_metadata
from pumice.model import Document, Field

DATA = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "extract"


EVEN = 0.5
"""Marks below it point something out and leave nothing out."""


class Page(Protocol):
    """A page with its gold row."""

    gold: dict[str, Any]
    document: Document


def report(pages: Sequence[Page], kept: Sequence[NDArray[np.bool_]]) -> None:
    """Print sh_f1, cj_f1 and sn_f1 by dataset, and daniel's by language."""
    scorer = _scorer()
    rows = defaultdict(list)
    for page, choice in zip(pages, kept, strict=True):
        name, text = page.gold["dataset"], _text(page, choice)
        if page.gold.get("gold_text"):
            wanted = page.gold["gold_text"]
            shingles = scorer.shingle(scorer.tok(wanted), scorer.tok(text))
            characters = scorer.shingle(scorer.ctok(wanted), scorer.ctok(text))
            language = [f"{name}/{page.gold['lang']}"] if name == "daniel" else []
            for group in (name, "all", *language):
                rows[group, "sh"].append(shingles)
                rows[group, "cj"].append(characters)
        elif page.gold.get("with"):
            rows[name, "sn"].append(scorer.snip(page.gold, text))
    for (group, metric), found in sorted(rows.items()):
        if metric == "sn":
            right, wrong, missed = (sum(row[place] for row in found) for place in range(3))
            value = (
                2 * right / max(1, 2 * right + wrong + missed),
                right / max(1, right + wrong),
                right / max(1, right + missed),
            )
        else:
            value = scorer.prf(found)
        print(
            f"  {group:<20}{metric} f1 {value[0]:.4f}  p {value[1]:.4f}  r {value[2]:.4f}  n {len(found)}", flush=True
        )


def _text(page: Page, kept: NDArray[np.bool_]) -> str:
    document = page.document
    out = {
        mark.span.block
        for marker in (mark_metadata, mark_duplicates, mark_hidden)
        for mark in marker(document)
        if mark.score >= EVEN and mark.span.start == 0 and mark.span.end >= len(document.blocks[mark.span.block].text)
    }
    texts = [block.text for number, block in enumerate(document.blocks) if kept[number] and number not in out]
    if page.gold["dataset"] == "daniel":
        headline = choose(document.claims).winner(Field.HEADLINE)
        texts.insert(0, headline.value if headline else "")
    return "\n\n".join(texts)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_score", DATA / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(DATA / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
