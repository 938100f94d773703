"""Headline, author and date of real pages, and dates alone, beside trafilatura, htmldate, newspaper4k and dateparser.

exact: headlines equal but for case, quotes and white space; authors the same words in any order; dates the same day;
languages the same but for region and for Norwegian's two names, where the gold's was not read off the page's own tag.
loose: one headline holds the other, one author in common, the day before or after. ms: CPU a page from decoded text,
parsing included; of pumice also the fields alone. Options: --only DATASET ..., --every N, --alone (no peers).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pumice.claims import choose
from pumice.errors import InputFault
from pumice.house import build_house
from pumice.language import are_twins
from pumice.model import Capture, Field, Page
from pumice.read.claims_html import claims_from_facts
from pumice.read.decode import decode
from pumice.read.document import to_document
from pumice.read.lanes import read_markup
from pumice.settings import Settings
from pumice.text.dates import parse_date

BENCH = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench"))
DATASETS = ("fundus", "wcxb_dev", "htmldate", "trafilatura_eval", "immortal_zh", "postlight")
PEERS = Path(__file__).with_name("_metadata_peers.py")
HOUSE = build_house(Settings())
NORWEGIAN = frozenset({"no", "nb", "nn"})
TOLD = frozenset({"dataset", "langid(gold)", "langid(snippets)"})
"""Where a page's language was told by its gold text or by who made the set, not by its own lang attribute."""
CONJUNCTIONS = frozenset("and und et y e och og en".split())

Row = dict[str, Any]


def main() -> int:
    options = _options()
    if not BENCH.is_dir():
        print(f"No development data at {BENCH}; set PUMICE_BENCH to the folder that holds it.")
        return 0
    rows = [row for name in options.only or DATASETS for row in _rows(name)][:: options.every]
    dates = [json.loads(line) for line in (BENCH / "encoding/dates.jsonl").read_text("utf-8").splitlines()]
    tools = [_run_pumice(rows)]
    days = [_run_parse_date(dates)]
    if not options.alone:
        found = _run_peers(rows, dates[:: options.every])
        tools += [tool for tool in found if tool["tool"] != "dateparser"]
        days += [{**tool, "gold": dates[:: options.every]} for tool in found if tool["tool"] == "dateparser"]
    _print_pages(rows, tools)
    _print_dates(days)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--alone", action="store_true")
    return parser.parse_args()


def _rows(name: str) -> Iterator[Row]:
    for line in (BENCH / "extract" / name / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        file = BENCH / "extract" / name / f"{row['id']}.html.gz"
        if file.exists():
            yield {**row, "file": str(file), "url": row.get("url") or "", "day": _gold_day(row)}


def _gold_day(row: Row) -> str | None:
    stated = row.get("date") or row.get("date_raw")
    match = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", stated) if isinstance(stated, str) else None
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else None


def _run_pumice(rows: list[Row]) -> Row:
    answers: list[Row | None] = []
    reading = fields = 0.0
    for row in rows:
        capture = Capture(row["url"] or "urn:page", gzip.decompress(Path(row["file"]).read_bytes()))
        try:
            page = decode(capture.body)
        except InputFault:
            answers.append(None)
            continue
        began = time.process_time()
        blocks, facts = read_markup(page.text)
        read = time.process_time()
        chosen = choose(claims_from_facts(facts, capture, blocks))
        done = time.process_time()
        reading, fields = reading + read - began, fields + done - read
        headline, day = chosen.winner(Field.HEADLINE), chosen.winner(Field.DATE_PUBLISHED)
        sure = day is not None and day.detail != "ambiguous" and len(day.value) >= 10  # noqa: PLR2004 - a whole day
        answers.append(
            {
                "title": headline.value if headline else None,
                "date": day.value[:10] if day and sure else None,
                "author": [claim.value for claim in chosen.all(Field.AUTHOR)],
                "language": _language(capture, page) if row.get("lang_src") in TOLD else None,
            }
        )
    each = 1000 / max(1, len(rows))
    return {
        "tool": "pumice",
        "answers": answers,
        "ms": (reading + fields) * each,
        "note": f"of which claims and choice {fields * each:.1f}",
    }


def _language(capture: Capture, page: Page) -> str | None:
    try:
        return to_document(capture, page, HOUSE).language
    except InputFault:
        return None


def _run_parse_date(dates: list[Row]) -> Row:
    parse_date("1 May 2020", locale="en")
    began = time.process_time()
    parsed = [parse_date(row["text"], locale=row["locale"]) for row in dates]
    spent = (time.process_time() - began) * 1000 / len(dates)
    return {
        "tool": "pumice",
        "answers": [one.value[:10] if one else None for one in parsed],
        "ms": spent,
        "gold": dates,
    }


def _run_peers(rows: list[Row], dates: list[Row]) -> list[Row]:
    python = os.environ.get("PUMICE_PEERS")
    if not python:
        print("PUMICE_PEERS names no Python with the peers; scripts/bench.py makes one. pumice is measured alone.")
        return []
    job = {"pages": [{"file": row["file"], "url": row["url"]} for row in rows], "dates": dates}
    command = [python, str(PEERS)]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=False)  # noqa: S603
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for tool in found:
        if "absent" in tool:
            print(f"{tool['tool']} is absent: {tool['absent']}")
    if done.returncode:
        print(f"The peers' script failed: {done.stderr.strip().splitlines()[-1:]}")
    return [tool for tool in found if "answers" in tool]


def _judge(row: Row, answer: Row | None) -> Iterator[tuple[str, str]]:
    answer = answer or {}
    if isinstance(row.get("title"), str):
        mine, gold = _plain(answer.get("title") or ""), _plain(row["title"])
        held = bool(mine) and (mine in gold or gold in mine)
        yield "headline", "exact" if mine == gold else "loose" if held else "wrong" if mine else "none"
    if row.get("author"):
        mine_names, gold_names = _bag(answer.get("author") or []), _bag(row["author"])
        verdict = "loose" if set(mine_names) & set(gold_names) else "wrong" if mine_names else "none"
        yield "author", "exact" if mine_names == gold_names else verdict
    if row["day"]:
        yield "date", _compare_days(answer.get("date"), row["day"])
    if row.get("lang_src") in TOLD and "language" in answer:
        yield "language", _same_language(answer["language"], row["lang"])


def _compare_days(mine: str | None, gold: str) -> str:
    if not mine or mine == gold:
        return "exact" if mine else "none"
    try:
        apart = abs((date.fromisoformat(mine) - date.fromisoformat(gold)).days)
    except ValueError:
        return "wrong"
    return "loose" if apart == 1 else "wrong"


def _same_language(mine: str | None, gold: str) -> str:
    if mine is None:
        return "none"
    return "exact" if are_twins(mine, gold) or {mine, gold} <= NORWEGIAN else "wrong"


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    for marks, plain in (("‘’`´", "'"), ("“”„«»", '"'), ("–—‐‑−", "-")):
        text = re.sub(f"[{marks}]", plain, text)
    return " ".join(text.split())


def _bag(names: list[str]) -> list[str]:
    words = (word for name in names for word in re.findall(r"\w+", _plain(name)))
    return sorted(word for word in words if word not in CONJUNCTIONS)


def _print_pages(rows: list[Row], tools: list[Row]) -> None:
    print(f"{'dataset':<18}{'field':<10}{'tool':<13}{'pages':>6}{'exact':>8}{'loose':>8}{'wrong':>8}{'none':>8}")
    for name in dict.fromkeys(row["dataset"] for row in rows):
        for field in ("headline", "author", "date", "language"):
            for tool in tools:
                pairs = zip(rows, tool["answers"], strict=True)
                verdicts = [v for row, a in pairs if row["dataset"] == name for f, v in _judge(row, a) if f == field]
                if verdicts and not (tool["tool"] == "htmldate" and field != "date"):
                    _print_row([name, field, tool["tool"]], Counter(verdicts))
    for tool in tools:
        print(f"{tool['tool']:<13}{tool['ms']:8.1f} ms CPU a page {tool.get('note', '')}")


def _print_row(labels: list[str], counts: Counter[str]) -> None:
    total = counts.total()
    shares = "".join(f"{counts[verdict] / total:8.3f}" for verdict in ("exact", "loose", "wrong", "none"))
    print(f"{labels[0]:<18}{labels[1]:<10}{labels[2]:<13}{total:>6}{shares}")


def _print_dates(tools: list[Row]) -> None:
    print("\ndates.jsonl, locale given")
    for tool in tools:
        pairs = list(zip(tool["gold"], tool["answers"], strict=True))
        right = sum(row["iso"] == answer for row, answer in pairs)
        wrong = sum(answer is not None and row["iso"] != answer for row, answer in pairs)
        shares = f"right {right / len(pairs):.4f}  wrong {wrong / len(pairs):.4f}"
        print(f"{tool['tool']:<13}{len(pairs):>6}  {shares}  {tool['ms']:.2f} ms each")


if __name__ == "__main__":
    sys.exit(main())
