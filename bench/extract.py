"""The text of real pages, beside trafilatura, readability-lxml, resiliparse and jusText, by the data's own scorer.

daniel's gold opens with the headline: there every tool's body is scored with the headline that pumice found before it.
Pumice is run twice: without site memory, and with the profile of each site of ten pages or more, learned from these
very pages. Options: --only DATASET ..., --every N (each N-th page), --house whole|text (text leaves out the markers of
language, which point at nothing here and cost most of the time), --no-profiles.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from pumice.errors import InputFault
from pumice.house import build_house
from pumice.language.second import doubts
from pumice.learn import learn
from pumice.mark.furniture import mark_furniture
from pumice.mark.keep import mark_quotations
from pumice.mark.language import mark_foreign
from pumice.mark.versions import mark_versions
from pumice.model import Article, Capture, House, PageType, Rejected, SiteProfile
from pumice.read.document import read_page, to_document
from pumice.read.lanes import read_markup
from pumice.settings import Settings
from pumice.text.urls import site_of
from pumice.write.compose import compose

DATA = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "extract"
PEERS = Path(__file__).with_name("_extract_peers.py")
HEADLINE_FIRST = frozenset({"daniel"})
LANGUAGE = (mark_foreign, mark_quotations, mark_versions)
DECODE, READ, MEND = "decoding", "reading the markup", "repair, typography, language, claims"
FURNITURE, OTHERS, COMPOSE = "furniture", "other markers", "compose"
FEWEST_PAGES = 10
"""Sites with fewer pages get no profile; languages with fewer no line of their own."""

Gold = dict[str, Any]


@dataclass(frozen=True)
class Tool:
    """What one tool made of the pages: text by dataset and id, and CPU milliseconds a page."""

    name: str
    texts: dict[tuple[str, str], str]
    milliseconds: float


Metric = Callable[[Tool], float | None]


def main() -> int:
    options = _options()
    if not DATA.is_dir():
        print(f"No development data at {DATA}; set PUMICE_BENCH to the folder that holds it.")
        return 0
    pages = list(_pages(options.only, options.every))
    # Models are loaded when they are first asked; that is no page's cost.
    _run_pumice(pages[:3], options)
    doubts("The second opinion on a language is asked about few pages. " * 3, "en")
    plain, headlines, seconds = _run_pumice(pages, options)
    tools = [plain]
    if options.profiles:
        tools.append(_run_pumice(pages, options, _profiles(pages))[0])
    tools.extend(_run_peers(pages, headlines))
    scorer = _scorer()
    for by in ("dataset", "lang"):
        _print_table(pages, tools, scorer, by)
    for tool in tools:
        print(f"{tool.name:<24} {tool.milliseconds:8.1f} ms CPU a page")
    _print_stages(seconds, tools, len(pages))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--house", choices=("whole", "text"), default="text")
    parser.add_argument("--profiles", action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args()


def _pages(only: list[str], every: int) -> Iterator[Gold]:
    for file in sorted(DATA.glob("*/gold.jsonl")):
        if only and file.parent.name not in only:
            continue
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        scored = [row for row in rows if row.get("gold_text") or row.get("with")]
        yield from scored[::every]


def _capture(page: Gold) -> Capture:
    body = gzip.decompress((DATA / page["dataset"] / f"{page['id']}.html.gz").read_bytes())
    return Capture(page.get("url") or Capture.urn(body), body)


def _house(options: argparse.Namespace, profile: SiteProfile | None = None) -> House:
    house = build_house(Settings(), profile)
    policy = replace(house.policy, publish=frozenset(PageType))
    markers = house.markers
    if options.house == "text":
        markers = tuple(marker for marker in markers if marker not in LANGUAGE)
    return replace(house, policy=policy, markers=markers)


def _run_pumice(
    pages: list[Gold], options: argparse.Namespace, profiles: dict[tuple[str, str], SiteProfile] | None = None
) -> tuple[Tool, dict[tuple[str, str], str], dict[str, float]]:
    texts, headlines = {}, {}
    seconds: dict[str, float] = defaultdict(float)
    for page in pages:
        capture = _capture(page)
        house = _house(options, (profiles or {}).get((page["dataset"], site_of(capture.url))))
        try:
            article: object = _run(capture, house, seconds)
        except InputFault:
            article = None
        key = page["dataset"], page["id"]
        texts[key] = article.article_body if isinstance(article, Article) else ""
        headlines[key] = (article.headline or "") if isinstance(article, Article) else ""
    with_headlines = {key: _joined(key, headlines, text) for key, text in texts.items()}
    name = "pumice" if profiles is None else "pumice + profiles"
    return Tool(name, with_headlines, 1000 * sum(seconds.values()) / max(1, len(pages))), headlines, seconds


def _run(capture: Capture, house: House, seconds: dict[str, float]) -> Article | Rejected:
    """The pipeline, stage by stage, with the CPU seconds of each."""
    with _timed(seconds, DECODE):
        page = read_page(capture, house)
    whole: dict[str, float] = defaultdict(float)
    with _timed(whole, "document"):
        document = to_document(capture, page, house)
    # Reading the markup again, alone, tells it from the repair and the claims that belong to the same step.
    with _timed(whole, READ):
        read_markup(page.text)
    seconds[READ] += whole[READ]
    seconds[MEND] += max(0.0, whole["document"] - whole[READ])
    marks = []
    for marker in house.markers:
        with _timed(seconds, FURNITURE if marker is mark_furniture else OTHERS):
            marks.extend(marker(document))
    with _timed(seconds, COMPOSE):
        return compose(document.with_marks(marks), house.policy, house.versions)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    began = time.process_time()
    yield
    seconds[name] += time.process_time() - began


def _print_stages(seconds: dict[str, float], tools: list[Tool], pages: int) -> None:
    print("\npumice, ms CPU a page by stage")
    for name, value in seconds.items():
        print(f"{name:<44} {1000 * value / max(1, pages):8.2f}")
    core = 1000 * sum(seconds[name] for name in (DECODE, READ, FURNITURE, COMPOSE)) / max(1, pages)
    print(f"{'decoding, reading, furniture and compose':<44} {core:8.2f}")
    for tool in tools:
        if tool.name == "trafilatura":
            print(f"{'the same as a share of trafilatura':<44} {core / tool.milliseconds:8.2f}")


def _profiles(pages: list[Gold]) -> dict[tuple[str, str], SiteProfile]:
    sites = defaultdict(list)
    for page in pages:
        if page.get("url"):
            sites[page["dataset"], site_of(page["url"])].append(page)
    return {
        site: learn(replace(_capture(page), url=f"{page['url']}?page={page['id']}") for page in group)
        for site, group in sites.items()
        if len(group) >= FEWEST_PAGES
    }


def _joined(key: tuple[str, str], headlines: dict[tuple[str, str], str], text: str) -> str:
    return f"{headlines.get(key, '')}\n\n{text}" if key[0] in HEADLINE_FIRST else text


def _run_peers(pages: list[Gold], headlines: dict[tuple[str, str], str]) -> Iterator[Tool]:
    python = os.environ.get("PUMICE_PEERS")
    if not python:
        print("The peers are absent (PUMICE_PEERS names no Python; make bench makes their environment).")
        return
    wanted = "\n".join(
        json.dumps(
            [page["dataset"], page["id"], str(DATA / page["dataset"] / f"{page['id']}.html.gz"), page.get("url")]
        )
        for page in pages
    )
    done = subprocess.run(  # noqa: S603 - the peers' own Python, which the caller named
        [python, str(PEERS)], input=wanted, capture_output=True, text=True, encoding="utf-8", check=False
    )
    sys.stderr.write(done.stderr[-2000:])
    texts: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if "absent" in row:
            print(f"{row['tool']} is absent: {row['absent']}")
        elif "ms" in row:
            yield Tool(row["tool"], texts.pop(row["tool"]), row["ms"])
        else:
            key = row["dataset"], row["id"]
            texts[row["tool"]][key] = _joined(key, headlines, row["text"])


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("extract_score", DATA / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(DATA / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _print_table(pages: list[Gold], tools: list[Tool], scorer: ModuleType, by: str) -> None:
    groups = defaultdict(list)
    for page in pages:
        groups[str(page.get(by) or "-")].append(page)
        groups["all"].append(page)
    print(f"\n{by:<18}{'pages':>6}  metric " + "".join(f"{tool.name[:20]:>22}" for tool in tools))
    for group in sorted(groups, key=lambda name: (name == "all", name)):
        if by == "lang" and len(groups[group]) < FEWEST_PAGES:
            continue
        for metric, few in _metrics(groups[group], scorer):
            values = [few(tool) for tool in tools]
            if values[0] is not None:
                print(
                    f"{group:<18}{len(groups[group]):>6}  {metric:<7}" + "".join(f"{value:>22.3f}" for value in values)
                )


def _metrics(pages: list[Gold], scorer: ModuleType) -> Iterator[tuple[str, Metric]]:
    golden = [page for page in pages if page.get("gold_text")]
    # Snippets where a text is there too are excerpts of the text.
    snippets = [page for page in pages if page.get("with") and not page.get("gold_text")]

    def shingles(split: Callable[[str], list[str]]) -> Metric:
        def few(tool: Tool) -> float | None:
            rows = [
                scorer.shingle(split(page["gold_text"]), split(tool.texts.get((page["dataset"], page["id"]), "")))
                for page in golden
            ]
            return float(scorer.prf(rows)[0]) if rows else None

        return few

    def found(tool: Tool) -> float | None:
        rows = [scorer.snip(page, tool.texts.get((page["dataset"], page["id"]), "")) for page in snippets]
        if not rows:
            return None
        right, wrong, missed = (sum(row[place] for row in rows) for place in range(3))
        return 2 * right / max(1, 2 * right + wrong + missed)

    yield "sh_f1", shingles(scorer.tok)
    yield "cj_f1", shingles(scorer.ctok)
    yield "sn_f1", found


if __name__ == "__main__":
    sys.exit(main())
