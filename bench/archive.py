"""Does pywb read what we write? The demo site is scraped twice; pywb indexes the files and plays every page back.

pywb is under the GPL, so it is nothing that pumice installs: python -m venv V && V/bin/pip install pywb, then
PUMICE_PYWB=V/bin python bench/archive.py. Exit status 1 if pywb's index differs from ours by a byte, or a page by one.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demo.server import serve
from pumice.fetch.sources import Source
from pumice.model import Capture
from pumice.scrape import ScrapePlan, scrape
from pumice.settings import load_settings
from pumice.store.raw import read_raw
from pumice.store.warc.index import index_of

TRIES = 100


def main() -> int:
    pywb = os.environ.get("PUMICE_PYWB")
    if not pywb:
        print("Not measured: set PUMICE_PYWB to the bin folder of an environment with pywb.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        scrape_twice(data)
        warcs = sorted((data / "raw").rglob("*.warc.gz"))
        same = sum(index_by(Path(pywb), warc) == index_of(warc).read_bytes() for warc in warcs)
        print(f"{len(warcs)} files, {same} indexed by pywb byte for byte as by pumice")
        captures = list(read_raw(data / "raw"))
        with playing(Path(pywb), data) as base:
            played = sum(play(base, capture) == capture.body for capture in captures)
        print(f"{len(captures)} pages, {played} played back by pywb byte for byte")
    return 0 if same == len(warcs) and played == len(captures) else 1


def scrape_twice(data: Path) -> None:
    """An archive of responses, redirects and revisits."""
    with serve() as base:
        fetch = {"allow_addresses": [base.removeprefix("http://")], "delay_seconds": 0}
        settings = load_settings(environment={}, overrides={"fetch": fetch})
        source = Source(name="demo", start=(f"{base}/", f"{base}/go/1042"), sitemaps=(f"{base}/sitemap.xml",))
        report = scrape(ScrapePlan(source.start, settings, source), data=data)
        scrape(ScrapePlan(tuple(page.url for page in report.pages), settings), data=data)


def index_by(pywb: Path, warc: Path) -> bytes:
    """The index that pywb makes, sorted."""
    command = [str(pywb / "cdx-indexer"), "-j", str(warc)]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - the tool that is measured
    return b"".join(sorted(done.stdout.splitlines(keepends=True)))


@contextmanager
def playing(pywb: Path, data: Path) -> Iterator[str]:
    """pywb's server over the archive, with our indexes as they are; gives its address."""
    (day,) = {path.parent for path in (data / "raw").rglob("*.cdxj")}
    (data / "config.yaml").write_text(f"collections:\n  ours:\n    index_paths: {day}/\n    archive_paths: {day}/\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(pywb / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}/ours"
        finally:
            server.kill()


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(TRIES):
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("pywb did not come up")


def play(base: str, capture: Capture) -> bytes:
    """A page as pywb gives it for the moment of its capture."""
    moment = f"{capture.fetched_at:%Y%m%d%H%M%S}"
    with urllib.request.urlopen(f"{base}/{moment}id_/{capture.url}") as answer:  # noqa: S310 - loopback
        return bytes(answer.read())


if __name__ == "__main__":
    sys.exit(main())
