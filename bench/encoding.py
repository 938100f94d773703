"""Encoding: repair, harm, homoglyphs and decoding beside ftfy, chardet, charset-normalizer and faust-cchardet.

    PUMICE_BENCH=../shared/bench python bench/encoding.py

Repair, harm and homoglyphs use the development data that the line above names; decoding uses pages made here
(:mod:`bench.encoding_pages`). Peers run in .venv-peers
(bench/requirements-peers.lock); those that are absent are named.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT)]

from bench.encoding_pages import SENTENCES, Case, cases  # noqa: E402
from pumice.errors import InputFault  # noqa: E402
from pumice.read.decode import decode  # noqa: E402
from pumice.read.repair import repair  # noqa: E402

DATA = Path(os.environ.get("PUMICE_BENCH", ROOT / "../shared/bench")) / "encoding"
PEERS = Path(os.environ.get("PUMICE_PEERS", ROOT / ".venv-peers/bin/python"))
NOT_RECOVERABLE = frozenset(
    {"lossy_fffd", "c1_dropped", "u8_gbk_lossy", "u8_cp874", "ftfy_known-failures", "nbsp_to_space"}
)
Row = Mapping[str, str]


def main() -> None:
    if DATA.exists():
        table = {"pumice": ours(rows("mojibake")), **of_peers(("ftfy_text", "ftfy_encoding"), rows("mojibake"))}
        print_repair(table)
        print_harm({"pumice": ours(rows("clean")), **of_peers(("ftfy_text", "ftfy_encoding"), rows("clean"))})
        right = sum(repair(row["text"]).text == row["gold"] for row in rows("homoglyph"))
        print(f"\nhomoglyphs mended: {right / len(rows('homoglyph')):.4f} of {len(rows('homoglyph'))}")
    else:
        print(f"no development data at {DATA}: set PUMICE_BENCH to the folder that holds encoding/")
    print_decoding(list(cases()))
    print_speed()


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]


def ours(given: Sequence[Row]) -> list[str]:
    return [repair(row["text"]).text for row in given]


def of_peers(tools: Iterable[str], given: Sequence[Row]) -> dict[str, list[str]]:
    answers = {tool: ask_peer(tool, ({"text": row["text"]} for row in given)) for tool in tools}
    return {tool: [str(row["text"]) for row in answer] for tool, answer in answers.items() if answer}


def ask_peer(tool: str, given: Iterable[Row]) -> list[dict[str, str | None]]:
    if not PEERS.exists():
        print(f"{tool}: absent, for {PEERS} is; install bench/requirements-peers.lock there")
        return []
    lines = "\n".join(json.dumps(row) for row in given)
    command = [str(PEERS), str(ROOT / "bench/_encoding_peers.py"), tool]
    run = subprocess.run(  # noqa: S603 -- our own script in our own environment
        command, input=lines, capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(f"{tool}: absent ({run.stderr.strip().splitlines()[-1]})")
        return []
    return [json.loads(line) for line in run.stdout.splitlines()[:-1]]


def print_repair(table: Mapping[str, Sequence[str]]) -> None:
    given = rows("mojibake")
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for tool, texts in table.items():
        for row, text in zip(given, texts, strict=True):
            by_kind[row["kind"]][tool] += text == row["gold"]
    numbers = Counter(row["kind"] for row in given)
    print(f"{'repaired exactly':28s} {'n':>5s} " + " ".join(f"{tool:>14s}" for tool in table))
    for kind in sorted(numbers):
        note = "  (not recoverable)" if kind in NOT_RECOVERABLE else ""
        cells = " ".join(f"{by_kind[kind][tool] / numbers[kind]:14.3f}" for tool in table)
        print(f"{kind:28s} {numbers[kind]:5d} {cells}{note}")
    kinds = [kind for kind in numbers if kind not in NOT_RECOVERABLE]
    total = sum(numbers[kind] for kind in kinds)
    overall = {tool: sum(by_kind[kind][tool] for kind in kinds) / total for tool in table}
    macro = {tool: sum(by_kind[kind][tool] / numbers[kind] for kind in kinds) / len(kinds) for tool in table}
    print(f"{'RECOVERABLE':28s} {total:5d} " + " ".join(f"{overall[tool]:14.4f}" for tool in table))
    print(f"{'MACRO':28s} {len(kinds):5d} " + " ".join(f"{macro[tool]:14.4f}" for tool in table))


def print_harm(table: Mapping[str, Sequence[str]]) -> None:
    given = rows("clean")
    numbers = Counter(row["source"] for row in given)
    print(f"\n{'clean texts changed':28s} {'n':>5s} " + " ".join(f"{tool:>14s}" for tool in table))
    for source in numbers:
        changed = {
            tool: sum(row["source"] == source and text != row["text"] for row, text in zip(given, texts, strict=True))
            for tool, texts in table.items()
        }
        print(f"{source:28s} {numbers[source]:5d} " + " ".join(f"{changed[tool]:14d}" for tool in table))


def print_decoding(given: Sequence[Case]) -> None:
    print(f"\n{'decoded right':28s} {'n':>5s}   by declaration")
    report("pumice", given, decode_ours)
    for tool in ("chardet", "charset_normalizer", "cchardet"):
        answers = ask_peer(tool, ({"body": case.body.hex()} for case in given))
        if answers:
            labels = iter(answers)
            report(tool, given, lambda case, labels=labels: decode_as(case, next(labels)["label"]))


def decode_ours(case: Case) -> str:
    try:
        return decode(case.body, content_type=case.content_type).text
    except InputFault:
        return ""


def decode_as(case: Case, label: str | None) -> str:
    try:
        return case.body.decode(label or "utf-8", "replace")
    except LookupError:
        return ""


def report(tool: str, given: Sequence[Case], read: Callable[[Case], str]) -> None:
    right: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for case in given:
        ok = f"<p>{case.text}</p>" in read(case)
        for key in ("all", case.declaration):
            right[key] += ok
            numbers[key] += 1
    parts = "  ".join(f"{key} {right[key] / numbers[key]:.4f}" for key in numbers)
    print(f"{tool:28s} {len(given):5d}   {parts}")


def print_speed() -> None:
    sentences: dict[str, str] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    print("\nclean text, MB per CPU second (one text of half a megabyte)")
    for language in ("en", "de", "fr", "pl", "ru", "ar", "hi", "ja", "zh-Hans"):
        text = "\n".join([sentences[language]] * (500_000 // len(sentences[language].encode())))
        repair(text[:2000])
        start = time.process_time()
        repair(text)
        print(f"  {language:8s} {len(text.encode()) / 1e6 / (time.process_time() - start):7.1f}")


if __name__ == "__main__":
    main()
