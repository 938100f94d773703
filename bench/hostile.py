"""The fetcher against the hostile server of the development data: every path and every robots mode, at once.

Each path must end as the data's own EXPECTED.md says: as a page, or with one of the causes that it names, at the fetch
or when the page is cleaned. Everything is asked for at once; the report gives time, memory over the base, every address
that was dialled, and the gaps that the server's log shows where it asked for them. Exit status 1 if a case ends
otherwise.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpcore2

import pumice
from pumice.errors import Cause, InputFault
from pumice.fetch import Fetched, Fetcher, FetchFailure, FetchRules, Unmodified, parse_allowance

BENCH = Path(os.environ.get("PUMICE_BENCH", Path(__file__).parents[2] / "shared" / "bench")) / "hostile"
MODES = (
    "ok",
    "404",
    "401",
    "5xx",
    "slow",
    "huge",
    "html",
    "loop",
    "redirect-offhost",
    "disallow",
    "wild",
    "bom",
    "delay",
)
REFUSED = {"ok": ("/private/1",), "huge": ("/early",)}
SECOND = 0.99  # what is asked for, less what a clock may be off
MOST_SECONDS = 30
MOST_MEGABYTES = 80
DIALLED: list[str] = []

Result = Fetched | Unmodified | FetchFailure


def main() -> int:
    if not (BENCH / "server.py").exists():
        print(f"Not measured: {BENCH} is absent. Set PUMICE_BENCH to the folder with the development data.")
        return 0
    watch_dialling()
    base = memory()
    failed, peak = run_paths()
    failed += run_robots()
    grown = peak - base
    print(f"memory: {grown:.0f} MB over the base of {base:.0f} MB (allowed {MOST_MEGABYTES})")
    strangers = sorted({address for address in DIALLED if not address.startswith("127.0.0.1:")})
    print(f"dialled: {len(DIALLED)} connections, all to the server: {not strangers}")
    failed += ["memory"] * (grown > MOST_MEGABYTES) + [f"dialled {address}" for address in strangers]
    print(f"{len(failed)} failed: {', '.join(failed)}" if failed else "all as expected")
    return 1 if failed else 0


def run_paths() -> tuple[list[str], float]:
    """Names of the paths that ended otherwise than expected, and the peak of memory in MB."""
    wanted = read_expected((BENCH / "EXPECTED.md").read_text(encoding="utf-8"))
    # These park their host, which would end all other paths of it: they are asked for by a fetcher of their own.
    parking = [path for path, words in wanted.items() if words == {"rate-limited"}]
    paths = [path for path in wanted if path not in parking]
    with serving("404") as port:
        base = f"http://127.0.0.1:{port}"
        began = time.monotonic()
        results = asyncio.run(fetch_all([base + path for path in paths], rules_for(port)))
        for path in parking:
            results += asyncio.run(fetch_all([base + path], rules_for(port)))
        seconds, peak, log = time.monotonic() - began, memory(), log_of(port)
    failed = []
    for path, result in zip([*paths, *parking], results, strict=True):
        ended = ending(result)
        if not ended & wanted[path]:
            print(f"  {path}: {'/'.join(sorted(ended))}, expected {'/'.join(sorted(wanted[path]))}")
            failed.append(path)
    print(f"{len(wanted)} paths in {seconds:.1f} s (allowed {MOST_SECONDS}), {len(failed)} otherwise than expected")
    gaps = [gap for path in ("/429-retry-after", "/429-date") for gap in gaps_of(log, path)]
    print(f"gaps after Retry-After: {', '.join(f'{gap:.1f} s' for gap in gaps)}; cookies sent: {cookies_in(log)}")
    injected = any("x-injected" in entry["headers"] for entry in log)
    late = ["time"] * (seconds > MOST_SECONDS) + ["Retry-After"] * (not gaps or min(gaps) < SECOND)
    return failed + late + ["cookie"] * (cookies_in(log) > 0) + ["injected header"] * injected, peak


def run_robots() -> list[str]:
    """Names of the robots modes that ended otherwise than expected."""
    failed = []
    for mode in MODES:
        paths = ("/ok", "/gzip-ok", *REFUSED[mode]) if mode in REFUSED else ("/ok",)
        wanted = {path: word_for(mode, path) for path in paths}
        with serving(mode) as port:
            began = time.monotonic()
            results = asyncio.run(fetch_all([f"http://127.0.0.1:{port}{path}" for path in wanted], rules_for(port)))
            seconds, log = time.monotonic() - began, log_of(port)
        found = [result.cause.value if isinstance(result, FetchFailure) else "ok" for result in results]
        pages = [entry["t"] for entry in log if entry["path"] != "/robots.txt"]
        gaps = [later - earlier for earlier, later in pairwise(pages)]
        is_kept = mode != "ok" or min(gaps) >= SECOND
        if found != list(wanted.values()) or not is_kept or seconds > MOST_SECONDS:
            print(f"  robots {mode}: {found}, expected {wanted}, gaps {gaps}, {seconds:.1f} s")
            failed.append(f"robots {mode}")
    print(f"{len(MODES)} robots modes, {len(failed)} otherwise than expected")
    return failed


def word_for(mode: str, path: str) -> str:
    """How a path must end under a robots.txt."""
    if mode in {"5xx", "slow", "loop", "redirect-offhost"}:
        return "robots-unreachable"
    return "robots-disallow" if path in REFUSED.get(mode, ()) or mode in {"disallow", "bom"} else "ok"


def rules_for(port: int) -> FetchRules:
    """Everything at once, and short patience."""
    return FetchRules(
        "pumice-bench/0 (loopback)",
        delay_seconds=0,
        per_host=200,
        total=200,
        deadline_seconds=15,
        read_timeout_seconds=4,
        retry_after_seconds=5,
        robots_seconds=8,
        allow=(parse_allowance(f"127.0.0.1:{port}"),),
    )


def log_of(port: int) -> list[dict[str, Any]]:
    """What the server was asked for."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_log") as answer:
        return list(json.loads(answer.read()))


async def fetch_all(urls: list[str], rules: FetchRules) -> list[Result]:
    """Fetch all at once with one fetcher."""
    async with Fetcher(rules) as fetcher:
        return list(await asyncio.gather(*(fetcher.fetch(url) for url in urls)))


def ending(result: Result) -> set[str]:
    """The words that a result may be known by: its cause, or ok and what cleaning the page says."""
    if isinstance(result, FetchFailure):
        return {result.cause.value}
    if not isinstance(result, Fetched):
        return {"unchanged"}
    capture = result.capture
    try:
        article = pumice.clean(capture.body, url=capture.url, headers=capture.headers).article
    except InputFault as fault:
        return {fault.cause.value}
    return {"ok", article.cause} if isinstance(article, pumice.Rejected) else {"ok"}


def read_expected(text: str) -> dict[str, set[str]]:
    """Paths and the words that each may end with, from the data's own table."""
    table = text.partition("## Server paths")[2].partition("## Files")[0]
    causes = {cause.value for cause in Cause}
    wanted = {}
    for row in re.findall(r"^\| (/.*?) \| (.*?) \|$", table, re.MULTILINE):
        words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", row[1])) & causes
        if not words or re.search(r"\bok\b|\b200\b|new version|review|sniffing|follows|text right|body \"", row[1]):
            words |= {"ok"}
        if "protocol" in words:
            words |= {"headers-too-big"}  # the narrower word for the same
        for path in expand(row[0]):
            wanted[path] = words
    return wanted


def expand(cell: str) -> Iterator[str]:
    """The paths of a cell, ``{a,b}`` written out and every ``?k=`` given a value."""
    for path in cell.split():
        options = re.search(r"\{(.*?)\}", path)
        names = options[1].split(",") if options else [""]
        for name in names:
            full = path.replace(options[0], name) if options else path
            yield full + "1" if full.endswith("=") else full


def gaps_of(log: list[dict[str, Any]], path: str) -> list[float]:
    """Seconds between the requests for a path."""
    times = [entry["t"] for entry in log if entry["path"].startswith(path)]
    return [later - earlier for earlier, later in pairwise(times)]


def cookies_in(log: list[dict[str, Any]]) -> int:
    """How many requests carried a cookie."""
    return sum("cookie" in entry["headers"] for entry in log)


@contextmanager
def serving(robots: str) -> Iterator[int]:
    """The hostile server in a process of its own; gives its port."""
    command = [sys.executable, str(BENCH / "server.py"), "--robots", robots]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - the data's own
        try:
            yield int(server.stdout.readline().split()[1] if server.stdout else 0)
        finally:
            server.kill()


def watch_dialling() -> None:
    """Write down every address that is dialled, behind all checks."""
    dial = httpcore2.AnyIOBackend.connect_tcp

    async def connect_tcp(self: Any, host: str, port: int, **named: Any) -> Any:  # noqa: ANN401 - the library's
        DIALLED.append(f"{host}:{port}")
        return await dial(self, host, port, **named)

    httpcore2.AnyIOBackend.connect_tcp = connect_tcp


def memory() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
