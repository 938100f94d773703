"""A served installation of its own for tests: what ``make serve`` starts, with its data, settings and sources apart.

Start with :func:`serving`. Everything binds to loopback, every wait is bounded, and generously: on a busy machine
Prefect takes its time.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 240.0
BUSY = 503
FLOWS = frozenset({"refresh", "scrape", "normalise", "learn", "reprocess", "report"})
ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Served:
    """A served installation: its address, and the folder with its password, data, pumice.toml and sources.toml."""

    base: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def auth(self) -> str:
        """User and password."""
        return (self.folder / "prefect" / "auth").read_text().strip()

    def ask(self, path: str, body: dict[str, Any] | None = None, *, auth: str | None = None) -> Any:  # noqa: ANN401 - JSON
        """POST to the API, or GET where there is no body; an error's status instead of an answer."""
        header = base64.b64encode((self.auth if auth is None else auth).encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {header}"}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}/api/{path}", content, headers)  # noqa: S310 - our own server
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
                return json.loads(response.read() or b"null")
        except HTTPError as error:
            return error.code

    def deployments(self) -> dict[str, dict[str, Any]]:
        """Every deployment by the name of its flow, once the flows are served."""

        def look() -> dict[str, dict[str, Any]] | None:
            found = {one["entrypoint"].rpartition(":")[2]: one for one in self.ask("deployments/filter", {})}
            return found if set(found) >= FLOWS else None

        return self.wait_for("the deployments", look)

    def start(self, flow: str, parameters: dict[str, Any] | None = None) -> str:
        """Start a run of a flow; gives its id. A server that is too busy (503) is asked again."""
        path = f"deployments/{self.deployments()[flow]['id']}/create_flow_run"

        def look() -> str | None:
            made = self.ask(path, {"parameters": parameters or {}})
            return str(made["id"]) if made != BUSY else None

        return self.wait_for(f"a run of {flow}", look)

    def ended(self, run: str) -> dict[str, Any]:
        """A run, once it has ended."""

        def look() -> dict[str, Any] | None:
            found: dict[str, Any] = self.ask(f"flow_runs/{run}")
            return found if found["state"]["type"] in ENDED else None

        return self.wait_for(f"run {run} to end", look)

    def wait_for(self, what: str, look: Callable[[], _Found | None]) -> _Found:
        """What ``look`` finds, asked twice a second."""
        last_try = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < last_try:
            try:
                found = look()
            except (URLError, OSError):
                found = None
            if found is not None:
                return found
            if self.process.poll() is not None:
                raise AssertionError(f"make serve ended with status {self.process.returncode}")
            time.sleep(0.5)
        raise AssertionError(f"waited {PATIENCE_SECONDS:g} s for {what} in vain")


@contextmanager
def serving(folder: Path, *, port: int | None = None) -> Iterator[Served]:
    """Serve until the ``with`` block ends; a folder that was served before goes on with what it has."""
    port = port or _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PUMICE_"))},
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_PROFILES_PATH": str(folder / "prefect" / "profiles.toml"),
        "PUMICE_DATA": str(folder / "data"),
        "PUMICE_SETTINGS": str(folder / "pumice.toml"),
        "PUMICE_SOURCES": str(folder / "sources.toml"),
    }
    for name in ("pumice.toml", "sources.toml"):
        (folder / name).touch()
    command = [sys.executable, str(ROOT / "flows" / "serve.py"), "--port", str(port)]
    with (folder / "serve.log").open("a") as log:
        # A session of its own, so that a test may kill all of it.
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, text=True, start_new_session=True)
    served = Served(f"http://127.0.0.1:{port}", folder, process)
    try:
        served.deployments()
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE_SECONDS)


def descendants(process: int) -> list[int]:
    """Ids of a process's children and theirs, in no order."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = [], [process]
    while waiting:
        waiting += (own := children.get(waiting.pop(), []))
        found += own
    return found


def _free_port() -> int:
    """A port whose successor is free as well: the report is served there."""
    for _ in range(50):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = int(listener.getsockname()[1])
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port + 1)) != 0:
                    return port
    raise AssertionError("no two free ports side by side")
