"""Throughput, CPU and memory of scraping many small pages, beside Scrapy on the same server in the same run.

python bench/fetch.py [PAGES]. The server is on loopback, politeness is switched off for both, both have as many
requests in flight. pumice keeps every page in a WARC that is brought to disk before a page counts, and enters it in its
ledger; Scrapy writes compressed JSON lines. "fetcher alone" keeps nothing. The memory is the peak of the whole process.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pumice.fetch import Fetched, Fetcher
from pumice.model import Outcome
from pumice.scrape import ScrapePlan, scrape, to_rules
from pumice.settings import Settings, load_settings

HERE = Path(__file__).parent
IN_FLIGHT = 8
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds on the clock, seconds of CPU, peak memory in MB."""

    seconds: float
    cpu: float
    megabytes: float


def main() -> int:
    pages = int(next(iter(sys.argv[1:]), "20000"))
    peer = os.environ.get("PUMICE_PEERS")
    tools = {
        "pumice scrape": [sys.executable, __file__, "--scrape"],
        "pumice, fetcher alone": [sys.executable, __file__, "--fetch"],
    }
    if peer:
        tools["Scrapy"] = [peer, str(HERE / "_fetch_peers.py")]
    else:
        print("Scrapy is not measured: make bench makes its environment.")
    best: dict[str, Spent] = {}
    command = [sys.executable, str(HERE / "_fetch_server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        port = (server.stdout.readline() if server.stdout else "").strip()
        try:
            for _ in range(ROUNDS):
                for name, command in tools.items():
                    spent = run(command, [port, str(pages), str(IN_FLIGHT)])
                    best[name] = min(best.get(name, spent), spent, key=lambda one: one.cpu)
        finally:
            server.kill()
    report(pages, best)
    return 0


def run(command: Sequence[str], arguments: Sequence[str]) -> Spent:
    """Run a tool in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        process = subprocess.Popen([*command, *arguments, str(Path(folder) / "pages.jl.gz")])  # noqa: S603 - our own tools
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        return Spent(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def report(pages: int, best: dict[str, Spent]) -> None:
    """A row for each tool; of its runs, the one that took least CPU."""
    print(f"{pages} pages of about 2 kB, {IN_FLIGHT} requests in flight, best of {ROUNDS}")
    print(f"{'':24}{'pages/s':>10}{'ms CPU a page':>16}{'peak MB':>10}{'CPU : Scrapy':>14}")
    peer = best.get("Scrapy")
    for name, spent in best.items():
        ratio = f"{spent.cpu / peer.cpu:.2f}" if peer else "-"
        row = f"{pages / spent.seconds:>10.0f}{spent.cpu / pages * 1000:>16.2f}{spent.megabytes:>10.0f}{ratio:>14}"
        print(f"{name:24}{row}")


def settings_for(port: int, in_flight: int) -> Settings:
    """Politeness switched off, the server's address opened."""
    fetch = {
        "allow_addresses": [f"127.0.0.1:{port}"],
        "delay_seconds": 0,
        "per_host": in_flight,
        "total": in_flight,
        "robots": False,
        "retries": 0,
    }
    return load_settings(environment={}, overrides={"fetch": fetch})


def scrape_all(port: int, pages: int, in_flight: int, folder: Path) -> None:
    """The whole of it: WARC, index, ledger."""
    plan = ScrapePlan(addresses(port, pages), settings_for(port, in_flight))
    counts = scrape(plan, data=folder).counts
    if counts[Outcome.PUBLISHED] != pages:
        raise SystemExit(f"of {pages} pages {counts[Outcome.PUBLISHED]} were stored")


async def fetch_all(port: int, pages: int, in_flight: int) -> None:
    """The fetcher alone."""
    waiting = iter(addresses(port, pages))

    async def work(fetcher: Fetcher) -> None:
        for url in waiting:
            if not isinstance(await fetcher.fetch(url), Fetched):
                raise SystemExit(f"{url} was not fetched")

    async with Fetcher(to_rules(settings_for(port, in_flight).fetch)) as fetcher:
        await asyncio.gather(*(work(fetcher) for _ in range(in_flight)))


def addresses(port: int, pages: int) -> tuple[str, ...]:
    """Every page once."""
    return tuple(f"http://127.0.0.1:{port}/page/{number}" for number in range(pages))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--scrape"]:
        scrape_all(*map(int, sys.argv[2:5]), Path(sys.argv[5]).parent)  # type: ignore[misc, arg-type]
    elif sys.argv[1:2] == ["--fetch"]:
        asyncio.run(fetch_all(*map(int, sys.argv[2:5])))  # type: ignore[misc, arg-type]
    else:
        sys.exit(main())
