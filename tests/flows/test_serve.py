"""What make serve starts: the deployments, on loopback, behind a password, closed to other origins; and how runs fare.

One installation for the whole file, killed and started again on the way.
"""

from __future__ import annotations

import json
import math
import os
import signal
import sqlite3
import stat
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from demo.server import serve
from pumice.normalise import run_rows
from pumice.store.folders import Folders
from pumice.store.lives import find_dead
from pumice.store.records import Done
from tests.serving import FLOWS, Served, descendants, serving

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("server")]

PAGES = 240
SHARD = 60
SOURCES = """
[[source]]
name = "demo"
start = ["{base}/missions/astervale/1060/lighthouse-keepers-meet-in-brenmouth_ru"]
schedule = "* * * * *"
timezone = "Europe/Berlin"
"""
SETTINGS = """
[fetch]
allow_addresses = ["{allowed}"]
delay_seconds = 0
[run]
shard_size = {shard}
batch_size = 4
[schedule]
report = "30 4 * * *"
[notify]
command = ["tee", "-a", "{told}"]
"""


class Installation:
    """A served folder that can be killed and served again."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self._stack = stack
        self.served = self.serve()

    def serve(self) -> Served:
        """Serve, for the first time or again."""
        self.served = self._stack.enter_context(serving(self.folder))
        return self.served

    def kill(self) -> None:
        """Kill -9 of everything at once: the flows, who started them, and the server."""
        for process in (*descendants(self.served.process.pid), self.served.process.pid):
            os.kill(process, signal.SIGKILL)
        self.served.process.wait(timeout=60)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with a source that is scraped every minute, and the site it is scraped from."""
    folder = tmp_path_factory.mktemp("served here")
    with serve(0) as base, ExitStack() as stack:
        allowed = base.removeprefix("http://")
        (folder / "sources.toml").write_text(SOURCES.format(base=base))
        (folder / "pumice.toml").write_text(SETTINGS.format(allowed=allowed, shard=SHARD, told=folder / "told.jsonl"))
        yield Installation(folder, stack)


def test_serves_the_flows_to_those_who_know_the_password(installation: Installation):
    """Each flow with its documentation; without the password or from another page nothing can be started."""
    served = installation.served
    deployments = served.deployments()
    assert set(deployments) == FLOWS
    assert all(one["description"] and "pumice" in one["tags"] for one in deployments.values())
    assert stat.S_IMODE((installation.folder / "prefect" / "auth").stat().st_mode) == 0o600
    assert served.ask("deployments/filter", {}, auth="") == 401
    assert served.ask("deployments/filter", {}, auth="admin:guess") == 401
    assert preflight(served.base, origin=served.base) == 200
    assert preflight(served.base, origin="http://elsewhere.example") == 400


def test_the_ui_may_speak_to_nobody_but_its_server(installation: Installation):
    """Its analytics and pictures from elsewhere are forbidden to the browser, and frames to others."""
    page = urllib.request.Request(f"{installation.served.base}/v2/", headers={"Accept": "text/html"})  # noqa: S310
    with urllib.request.urlopen(page, timeout=60) as response:  # noqa: S310 - our own server
        policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self' ")
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_schedules_are_those_of_the_files(installation: Installation):
    """The source's with its time zone and name, the report's from pumice.toml, no other."""
    schedules = {
        flow: [(one["schedule"]["cron"], one["schedule"]["timezone"], one["parameters"]) for one in found["schedules"]]
        for flow, found in installation.served.deployments().items()
    }
    assert schedules["refresh"] == [("* * * * *", "Europe/Berlin", {"source": "demo"})]
    assert schedules["report"] == [("30 4 * * *", "UTC", {})]
    assert schedules["scrape"] == schedules["normalise"] == schedules["reprocess"] == []


def test_a_scheduled_run_fires_and_publishes(installation: Installation):
    """Nobody starts it; within a minute or so the source's page is an article, and the run names every stage."""
    served = installation.served

    def look() -> dict[str, Any] | None:
        found = served.ask("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}})
        return next((run for run in found if run["auto_scheduled"] and run["parameters"] == {"source": "demo"}), None)

    run = served.wait_for("the scheduled run", look)
    assert list((served.data / "clean").glob("127.0.0.1-*/*.json"))
    shown = artifact(served, run["id"], "refresh")
    for stage in ("scrape", "clean encoding", "detect stray-language fragments", "strip boilerplate", "write articles"):
        assert f"| {stage} | 1 |" in shown
    pause(served, "refresh")


def test_a_killed_run_is_recovered_with_nothing_lost_and_nothing_twice(installation: Installation):
    """Killed in the middle, it is marked crashed by the next start, whoever asked is told, the next run finishes."""
    served = installation.served
    drop_pages(served.data, PAGES)
    killed = served.start("normalise")
    served.wait_for("some articles", lambda: len(added(served.data)) > PAGES // 8 or None)
    installation.kill()
    before = added(served.data)
    assert PAGES // 8 < len(before) < PAGES
    last_look = time.monotonic() + 60
    # A killed process that had threads keeps its locks until the last of them is gone, which takes a moment.
    while find_dead(Folders(served.data)) != [killed]:
        assert time.monotonic() < last_look, "the killed run still holds its lock"
        time.sleep(0.05)

    served = installation.serve()
    assert served.ended(killed)["state"]["type"] == "CRASHED"
    told = (installation.folder / "told.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in told] == ["crashed"]
    finished = served.start("normalise")
    assert served.ended(finished)["state"]["type"] == "COMPLETED"
    served.wait_for("an event for each shard", lambda: len(shard_events(served, finished)) >= PAGES // SHARD or None)
    assert find_dead(Folders(served.data)) == []
    after = added(served.data)
    assert after[: len(before)] == before
    assert len(after) == PAGES
    assert Counter(after).most_common(1)[0][1] == 1
    articles = {path.stem for path in (served.data / "clean" / "press.example").glob("*.json")}
    assert articles == set(after)
    assert not list(served.data.rglob(".*.tmp*"))


def test_a_cancelled_reprocess_goes_on_where_it_was_when_it_is_retried(installation: Installation):
    """Whole articles only are left by the first attempt, and the second leaves out what was done."""
    served = installation.served
    pages = {"selection": {"addresses": ["https://press.example/*"]}, "mode": "publish"}
    run = served.start("reprocess", pages)
    served.wait_for("more than a shard", lambda: len(met_by(served.data, run)) > SHARD or None)
    served.ask(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    assert served.ended(run)["state"]["type"] == "CANCELLED"
    done = len(met_by(served.data, run))
    assert SHARD < done < PAGES

    served.ask(f"flow_runs/{run}/set_state", {"state": {"type": "SCHEDULED", "name": "AwaitingRetry"}})
    assert served.ended(run)["state"]["type"] == "COMPLETED"
    assert len(met_by(served.data, run)) == PAGES
    assert f"| together | {PAGES} |" in artifact(served, run, "reprocess")
    shards = [found["description"].split()[0] for found in artifacts(served, run, "progress")]
    assert shards == [str(math.ceil(number / SHARD)) for number in (PAGES - done, PAGES)]


def met_by(data: Path, flow_run: str) -> list[Done]:
    """What a flow run has met so far."""
    with closing(sqlite3.connect(data / "ledger.sqlite")) as ledger:
        name = ledger.execute("SELECT id FROM runs WHERE id LIKE ?", (f"%{flow_run.replace('-', '')[:12]}",)).fetchone()
    return list(run_rows(data, name[0])) if name else []


def drop_pages(data: Path, number: int) -> None:
    """Put pages into data/raw, each with an article of its own."""
    for index in range(number):
        path = data / "raw" / "dropped" / f"{index:04}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".meta.json").write_text(json.dumps({"url": f"https://press.example/news/{index}"}))
        path.write_text(
            f"<html lang=en><title>Ferry {index} sails again</title><h1>Ferry {index} sails again</h1>"
            f"<p>Ferry number {index} left the harbour on Monday after {index} weeks of repairs in the yard.</p>"
            f"<p>The owners said that its {index + 2} engines had been cleaned and that the new timetable holds.</p>"
        )


def added(data: Path) -> list[str]:
    """Ids of the dropped pages' articles in the order of the change feed, once for each line that adds one."""
    feed = data / "clean" / "changes.jsonl"
    # A line that is being written now has no end yet.
    lines = map(json.loads, feed.read_text().rpartition("\n")[0].splitlines()) if feed.is_file() else ()
    return [line["id"] for line in lines if line["change"] == "added" and "press.example" in line["url"]]


def shard_events(served: Served, run: str) -> list[dict[str, Any]]:
    """The events that a run sent for its shards."""
    wanted = {"event": {"name": ["pumice.shard.finished"]}, "related": {"id": [f"prefect.flow-run.{run}"]}}
    found: list[dict[str, Any]] = served.ask("events/filter", {"filter": wanted, "limit": 50})["events"]
    return found


def artifact(served: Served, run: str, key: str) -> str:
    """The text of a run's artifact."""
    return str(artifacts(served, run, key)[0]["data"])


def artifacts(served: Served, run: str, key: str) -> list[dict[str, Any]]:
    """A run's artifacts of this name, the newest first."""
    wanted = {"key": {"any_": [key]}, "flow_run_id": {"any_": [run]}}
    found: list[dict[str, Any]] = served.ask("artifacts/filter", {"artifacts": wanted, "sort": "CREATED_DESC"})
    return found


def pause(served: Served, flow: str) -> None:
    """Let a flow's schedules rest."""
    served.ask(f"deployments/{served.deployments()[flow]['id']}/pause_deployment", {})


def preflight(base: str, *, origin: str) -> int:
    """What a browser is told that asks whether a page of this origin may start runs."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    request = urllib.request.Request(f"{base}/api/flow_runs/", None, headers, method="OPTIONS")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            return int(response.status)
    except HTTPError as error:
        return error.code
