"""Languages: pumice beside langdetect, lingua, lid.176, py3langid and pycld2 on documents, labels and strays.

Every tool runs in a process of its own and answers the same texts. For strays the peers get the best simple use there
is for them: each block of at least twenty letters is asked, and one that differs from the document's language is a
stray. Document, sentence and label: accuracy over the 41 core languages / over all; other: labels of a source that
nothing was trained on.
Options: --alone (no peers), --errors N (pumice's worst), --threshold X (pumice's score; default its verdict).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from _stray_errors import print_report

BENCH = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "language"
PEERS = Path(__file__).with_name("_language_peers.py")
OWN = os.environ.get("PUMICE_LABELS")
"""A file of labels that no model was trained on: lines of language, tab, text. Others wrote them; it is not kept."""
TOOLS = ("langdetect", "lingua", "lid176", "py3langid", "pycld2")
ENOUGH = 20

Row = dict[str, Any]
Answers = dict[str, list[str]]


def main() -> int:
    options = _options()
    if not (BENCH / "mixed.jsonl").exists():
        print(f"Not measured: {BENCH} is absent. Set PUMICE_BENCH to the folder with the development data.")
        return 0
    data = {task: _rows(task) for task in ("doc", "short", "mixed")}
    texts = _texts(data)
    print(f"{'':12}{'document':>16}{'sentence':>16}{'label':>16}{'other':>6}{'strays F1':>10}{'+lang':>7}{'chars':>7}"
          f"{'clean':>7}{'right':>7}{'Mch/s':>7}{'load':>6}{'MB':>6}")  # fmt: skip
    failed = 0
    for tool in ("pumice", *(() if options.alone else TOOLS)):
        command = [sys.executable, __file__, "--answer"] if tool == "pumice" else _peer(tool)
        answered = _ask(command, texts) if command else None
        if answered is None:
            print(f"{tool:12}absent from the peers' environment")
            continue
        answers, cost = answered
        mixed = _pumice_strays(data["mixed"], options.threshold) if tool == "pumice" else None
        _print(tool, _scores(data, (texts, answers), mixed), cost)
    if options.errors:
        print_report(_pumice_strays(data["mixed"], options.threshold), options.errors)
    return failed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--threshold", type=float, default=None)
    return parser.parse_args()


def _rows(task: str) -> list[Row]:
    return [json.loads(line) for line in (BENCH / f"{task}.jsonl").read_text(encoding="utf-8").splitlines()]


def _texts(data: dict[str, list[Row]]) -> list[str]:
    flat = [row["text"] for task in ("doc", "short") for row in data[task]]
    blocks = [block["text"] for row in data["mixed"] for block in row["blocks"]]
    return [
        *(text for _, text in _own()),
        *flat,
        *("\n".join(block["text"] for block in row["blocks"]) for row in data["mixed"]),
        *blocks,
    ]


def _own() -> list[tuple[str, str]]:
    """Labels of a source that nothing here was trained on, with their languages."""
    lines = Path(OWN).read_text(encoding="utf-8").splitlines() if OWN else []
    return [(tag, text) for tag, _, text in (line.partition("\t") for line in lines if not line.startswith("#"))]


def _accuracy(answers: Sequence[str]) -> float:
    """Mean over languages of the share of our own labels that were recognised; scripts and regions do not count."""
    same = {"no": "nb", "iw": "he", "fil": "tl"}
    hits: dict[str, list[bool]] = {}
    for (tag, _), answer in zip(_own(), answers, strict=True):
        base = answer.split("-")[0]
        hits.setdefault(tag, []).append(same.get(base, base) == tag.split("-")[0])
    return sum(sum(each) / len(each) for each in hits.values()) / len(hits) if hits else float("nan")


def _peer(tool: str) -> list[str] | None:
    python = os.environ.get("PUMICE_PEERS")
    return [python, str(PEERS), tool] if python else None


def _ask(command: Sequence[str], texts: Sequence[str]) -> tuple[list[str], Row] | None:
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run(  # noqa: S603 - this interpreter or the peers'
        list(command), input=lines, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    *answers, cost = done.stdout.splitlines()
    return [json.loads(answer) for answer in answers], json.loads(cost)


def _scores(data: dict[str, list[Row]], asked: tuple[list[str], list[str]], mixed: list[Row] | None) -> Row:
    own = len(_own())
    answers = iter(asked[1][own:])
    flat: Row = {}
    for task in ("doc", "short"):
        flat[task] = [{"id": row["id"], "lang": next(answers)} for row in data[task]]
    mains = [next(answers) for _ in data["mixed"]]
    naive = []
    for row, main in zip(data["mixed"], mains, strict=True):
        found = [(index, block["text"], next(answers)) for index, block in enumerate(row["blocks"])]
        spans = [
            {"block": index, "start": 0, "end": len(text), "lang": language}
            for index, text, language in found
            if sum(map(str.isalpha, text)) >= ENOUGH and language.split("-")[0] != main.split("-")[0]
        ]
        naive.append({"id": row["id"], "main": main, "spans": spans})
    return {
        **{task: (_score(task, flat[task]), _score(task, flat[task], "core")) for task in ("doc", "short")},
        "mixed": _score("mixed", mixed if mixed is not None else naive),
        "own": _accuracy(asked[1][:own]),
    }


def _score(task: str, predictions: Sequence[Row], languages: str | None = None) -> Row:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in predictions)
        file.flush()
        command = [sys.executable, str(BENCH / "score.py"), task, file.name, "--json"]
        command += ["--langs", languages] if languages else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - the scorer beside the data
        return dict(json.loads(done.stdout))


def _print(tool: str, scores: Row, cost: Row) -> None:
    def pair(task: str, kind: str) -> str:
        both = [scores[task][place]["kinds"][kind]["macro"] for place in (1, 0)]
        return f"{both[0]:.4f}/{both[1]:.4f}"

    mixed = scores["mixed"]
    print(
        f"{tool:12}{pair('doc', 'doc'):>16}{pair('doc', 'sent'):>16}{pair('short', 'all-unamb'):>16}"
        f"{scores['own']:6.3f}"
        f"{mixed['fragment']['F1']:10.3f}{mixed['fragment_with_lang']['F1']:7.3f}{mixed['char']['F1']:7.3f}"
        f"{mixed['clean']['false_flag_docs']:7.3f}{mixed['perfect_docs']:7.3f}"
        f"{cost['characters'] / cost['cpu'] / 1e6 if 'characters' in cost else _characters() / cost['cpu'] / 1e6:7.3f}"
        f"{cost['load']:6.2f}{cost['memory']:6.0f}",
        flush=True,
    )


def _characters() -> int:
    return sum(map(len, _texts({task: _rows(task) for task in ("doc", "short", "mixed")})))


def _pumice_strays(rows: Sequence[Row], threshold: float | None) -> list[Row]:
    from pumice.language import find_strays  # noqa: PLC0415 - the parent process measures no load time

    found = []
    for row in rows:
        strays = find_strays([block["text"] for block in row["blocks"]])
        chosen = [
            span
            for span in strays.spans
            if (span.verdict == "remove" if threshold is None else span.verdict != "keep" and span.score >= threshold)
        ]
        spans = [
            {"block": s.block, "start": s.start, "end": s.end, "lang": s.language or "und", "score": s.score}
            for s in chosen
        ]
        found.append({"id": row["id"], "main": strays.language, "spans": spans})
    return found


def _answer() -> None:
    """Pumice's side of what the peers do: languages of texts; the cost is that of the whole marker on the documents."""
    began = time.process_time()
    from pumice.language import find_strays, identify  # noqa: PLC0415 - load time is measured

    find_strays(["Hello world, this is a sentence."])
    loaded = time.process_time()
    for line in sys.stdin:
        print(json.dumps(identify(json.loads(line)).language or "und"))
    documents = [[block["text"] for block in row["blocks"]] for row in _rows("mixed")]
    cost = {"load": loaded - began, "characters": sum(len(text) for blocks in documents for text in blocks)}
    cost["cpu"] = _cpu(lambda: [find_strays(blocks) for blocks in documents])
    cost["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(cost))


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(_answer() if "--answer" in sys.argv else main())
