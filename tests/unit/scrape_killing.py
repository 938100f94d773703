"""Kill a scrape of the demo site at random moments, and see that nothing is lost, torn or fetched twice.

Run by test_scrape_kill.py in a process of its own: ``python -m tests.unit.scrape_killing FOLDER KILLS SEED``. The kill
is SIGKILL, the moment is drawn from the time that a whole scrape takes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from demo.server import LOOPBACK, _make_handler, read_answers
from pumice.scrape import ScrapePlan, scrape
from pumice.settings import Settings, load_settings
from pumice.store.raw import Unreadable, scan_raw
from pumice.store.warc.head import parse_fields
from pumice.store.warc.records import walk

KILLS_A_FOLDER = 3
"""So often in a row a run is killed before one is let through; then a fresh data folder is begun."""


def start_server(log: Path) -> tuple[int, int]:
    """Serve the demo site in a process of its own that writes down what it was asked; gives its port and pid."""

    class Handler(_make_handler(read_answers())):  # type: ignore[misc]
        def log_request(self, code: object = "-", size: object = "-") -> None:
            del size
            append(log, f"{self.path} {getattr(code, 'value', code)}")

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that is killed breaks its connections off: that is what is tried here."""

    server = Server((LOOPBACK, 0), Handler)
    child = os.fork()
    if child == 0:
        server.serve_forever()
    return int(server.server_address[1]), child


def append(path: Path, line: str) -> None:
    """Add a line in one piece, so that neither a kill nor a second writer tears it."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def lines_of(path: Path) -> list[str]:
    """The lines so far."""
    return path.read_text().splitlines() if path.exists() else []


def in_child(work: Callable[[], object], *, kill_after: float | None) -> bool:
    """Do the work in a child; False if it was killed before its end."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, -signal.SIGKILL}, f"the scrape ended with {code}"
    return code == 0


def stored_in(raw: Path) -> set[str]:
    """Addresses of all visits that lie whole in any file, published or not."""
    stored = set()
    for path in raw.rglob("*.warc.gz*"):
        for place in walk(path) if path.suffix != ".cdxj" else ():
            if place.head and place.head.named.get("warc-type") == "metadata":
                stored.add(dict(parse_fields("\n" + place.start.decode()))["requested"])
    return stored


def targets() -> set[str]:
    """Paths that the demo's redirects lead to."""
    return {dict(answer.headers)["Location"] for answer in read_answers().values() if answer.status == 301}


def check_whole(raw: Path) -> None:
    """No reader sees a torn file at any moment."""
    for found in scan_raw(raw) if raw.exists() else ():
        assert not isinstance(found, Unreadable), f"{found.raw_path} is visible and torn: {found.fault}"


class Trial:
    """One data folder, in which runs of the same plan are killed until one is let through."""

    def __init__(self, data: Path, log: Path, base: str) -> None:
        self.data = data
        self.log = log
        self.acknowledged = data.with_suffix(".acknowledged")
        self.had: set[str] = set()
        self._base = base
        self._plan = ScrapePlan(tuple(base + path for path in read_answers()), settings_for(base))

    def run(self, *, kill_after: float | None) -> bool:
        """Scrape; checks what must hold after it, killed or not."""
        asked_before = len(lines_of(self.log))
        ended = in_child(self._scrape, kill_after=kill_after)
        time.sleep(0.02)  # the server writes down what a dead client asked last
        answers = (line.split() for line in lines_of(self.log)[asked_before:])
        fetched = {path for path, status in answers if status == "200"}
        again = fetched & {urlsplit(url).path for url in self.had}
        assert not again, f"fetched again although they were stored: {sorted(again)}"
        check_whole(self.data / "raw")
        stored = stored_in(self.data / "raw")
        lost = set(lines_of(self.acknowledged)) - stored
        assert not lost, f"acknowledged and lost: {sorted(lost)}"
        # A redirect's target may be asked for by both of its addresses.
        self.had = stored - {self._base + path for path in targets()}
        return ended

    def check_complete(self) -> None:
        """After a run that was let through, every page is there, once."""
        pages = [found.url for found in scan_raw(self.data / "raw") if not isinstance(found, Unreadable)]
        wanted = {
            self._base + path
            for path, answer in read_answers().items()
            if answer.status == 200 and not path.startswith("/drafts/")
        }
        assert wanted <= set(pages), f"missing: {sorted(wanted - set(pages))}"
        assert not list((self.data / "raw").rglob("*.open")), "a file was left open"

    def _scrape(self) -> None:
        def note(page: object) -> None:
            if getattr(page, "raw_path", None):
                append(self.acknowledged, page.url)  # type: ignore[attr-defined]

        scrape(self._plan, data=self.data, on_done=note)


def settings_for(base: str) -> Settings:
    """In a hurry, and open to the server."""
    fetch = {"allow_addresses": [base.removeprefix("http://")], "delay_seconds": 0.005, "retries": 0}
    return load_settings(environment={}, overrides={"fetch": fetch})


def main(folder: Path, kills: int, seed: int) -> int:
    """Kill so often; gives the number of kills that came before a run's end."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    log = folder / "asked"
    port, server = start_server(log)
    base = f"http://{LOOPBACK}:{port}"
    try:
        began = time.monotonic()
        assert Trial(folder / "whole", log, base).run(kill_after=None)
        seconds = time.monotonic() - began
        killed, number = 0, 0
        while killed < kills and number < 10 * kills:
            number += 1
            trial = Trial(folder / f"data-{number}", log, base)
            for _ in range(KILLS_A_FOLDER):
                if killed < kills and not trial.run(kill_after=chance.uniform(0, seconds)):
                    killed += 1
            assert trial.run(kill_after=None)
            trial.check_complete()
            shutil.rmtree(trial.data)
        return killed
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))  # noqa: T201 - the test reads it
