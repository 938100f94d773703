"""Strays as predicted, judged by the benchmark's scorer: the table by kind and relation, and the worst errors.

    python bench/_stray_errors.py PREDICTIONS.jsonl [--threshold X] [--worst N]

Lines of PREDICTIONS are as the scorer takes them; spans may have a "score", documents a "fold" (then each fold is
judged by itself too). ``scripts/train_language_folds.py`` writes such a file, of documents that the trees have not
seen.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BENCH = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "language"
REMOVE = 0.5
LABEL_WORDS = 3

Row = dict[str, Any]


class Error(NamedTuple):
    """One missed or false fragment; letters tell how bad it is."""

    sort: str
    kind: str
    relation: str
    main: str
    language: str
    text: str
    around: str
    score: float

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.text))


TRAITS: dict[str, Callable[[Error], bool]] = {
    "one to three words": lambda e: len(e.text.split()) <= LABEL_WORDS,
    "every word with a capital": lambda e: all(word[:1].isupper() for word in e.text.split() if word[:1].isalpha()),
    "a block of its own": lambda e: e.text.strip() == e.around.strip(),
    "under ten letters": lambda e: e.letters < 10,  # noqa: PLR2004
    "Latin letters": lambda e: any("a" <= c <= "z" or "À" <= c <= "ɏ" for c in e.text.lower()),
    "close languages": lambda e: e.relation == "close",
    "another script": lambda e: e.relation == "script",
    "quotation marks or brackets": lambda e: any(c in '«»“”„"()[]「」' for c in e.text),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--threshold", type=float, default=REMOVE)
    parser.add_argument("--worst", type=int, default=20)
    options = parser.parse_args()
    found = [json.loads(line) for line in options.predictions.read_text(encoding="utf-8").splitlines()]
    print_report(at_threshold(found, options.threshold), options.worst)
    return 0


def at_threshold(found: Sequence[Row], threshold: float) -> list[Row]:
    return [{**row, "spans": [span for span in row["spans"] if span.get("score", 1.0) >= threshold]} for row in found]


def print_report(found: Sequence[Row], worst: int) -> None:
    """The table, then the worst errors and their traits."""
    print(
        f"{'':10}{'strays F1':>10}{'+lang':>8}{'chars':>8}{'clean':>8}{'right':>8}{'script':>8}{'same':>8}{'close':>8}"
    )
    for fold in sorted({row["fold"] for row in found if "fold" in row}):
        _print_line(f"fold {fold}", score([row for row in found if row["fold"] == fold]))
    scores = score(found)
    _print_line("all", scores)
    print("\nrecall (with the language right) by relation and kind")
    for name, value in {**scores["relation_recall"], **scores["kind_recall"]}.items():
        print(f"  {name:24}{value['R']:.3f} ({value['langR']:.3f})  n={value['n']}")
    print(f"  false: {scores['false_positives']}")
    _print_errors(list(find_errors(found)), worst)


def _print_line(name: str, scores: Row) -> None:
    relations = [scores["relation_recall"].get(each, {"R": float("nan")})["R"] for each in ("script", "same", "close")]
    values = (
        scores["fragment"]["F1"], scores["fragment_with_lang"]["F1"], scores["char"]["F1"],
        scores["clean"]["false_flag_docs"], scores["perfect_docs"], *relations,
    )  # fmt: skip
    print(f"{name:10}{values[0]:10.4f}" + "".join(f"{value:8.4f}" for value in values[1:]))


def score(found: Sequence[Row]) -> Row:
    """The scorer's judgement of the documents that are there."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in found)
        file.flush()
        command = [sys.executable, str(BENCH / "score.py"), "mixed", file.name, "--json", "--only-present"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - the scorer beside the data
        return dict(json.loads(done.stdout))


def find_errors(found: Sequence[Row]) -> Iterator[Error]:
    """Missed fragments, and those taken for strays that touch none."""
    pages = {row["id"]: row for row in map(json.loads, (BENCH / "mixed.jsonl").read_text("utf-8").splitlines())}
    for guess in found:
        page = pages[guess["id"]]
        texts = [block["text"] for block in page["blocks"]]
        for gold in page["gold"]:
            if gold["relation"] != "twin" and not any(_overlap(gold, span) for span in guess["spans"]):
                text = texts[gold["block"]]
                yield Error("missed", gold["kind"], gold["relation"], page["main"], gold["lang"],
                            text[gold["start"] : gold["end"]], text, 0.0)  # fmt: skip
        for span in guess["spans"]:
            if not any(_overlap(known, span) for known in (*page["gold"], *page["neutral"])):
                text = texts[span["block"]]
                why = [d["why"] for d in page["dist"] if _overlap(d, span)]
                yield Error("false", why[0] if why else "own text", "", page["main"], span["lang"],
                            text[span["start"] : span["end"]], text, span.get("score", 1.0))  # fmt: skip


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["block"] == other["block"] and one["start"] < other["end"] and other["start"] < one["end"])


def _print_errors(errors: Sequence[Error], worst: int) -> None:
    """The worst are those with the most letters: what people would notice."""
    ordered = sorted(errors, key=lambda error: -error.letters)
    print(f"\nthe {min(worst, len(errors))} worst of {len(errors)} errors")
    for error in ordered[:worst]:
        about = f"{error.kind} {error.relation}".strip()
        print(f"  {error.sort:7}{about:22}{error.language} in {error.main}: {error.text[:90]!r}")
    for sort in ("missed", "false"):
        own = [error for error in errors if error.sort == sort]
        traits = Counter(name for error in own for name, test in TRAITS.items() if test(error))
        common = ", ".join(f"{name} {count}" for name, count in traits.most_common())
        print(f"what the {len(own)} {sort} ones have in common: {common}")


if __name__ == "__main__":
    sys.exit(main())
