"""What make serve starts: the deployments, on loopback, behind a password, closed to other origins."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("server")]

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A served installation: its address, and the file with its password."""
    home = tmp_path_factory.mktemp("prefect home")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
    }
    command = [sys.executable, str(ROOT / "flows" / "serve.py"), "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}", home / "auth"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def ask(url: str, *, auth: str = "") -> tuple[int, object]:
    """POST an empty filter; gives status and answer."""
    headers = {"Content-Type": "application/json"}
    if auth:
        headers["Authorization"] = "Basic " + base64.b64encode(auth.encode()).decode()
    request = urllib.request.Request(url, b"{}", headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            return response.status, json.load(response)
    except HTTPError as error:
        return error.code, None


def wait_for_deployments(base: str, auth_file: Path) -> list[dict[str, object]]:
    """The deployments, once all are there."""
    last_try = time.monotonic() + PATIENCE_SECONDS
    found: object = None
    while time.monotonic() < last_try:
        try:
            _, found = ask(f"{base}/api/deployments/filter", auth=auth_file.read_text().strip())
        except (URLError, OSError):
            found = None
        if isinstance(found, list) and len(found) == 5:
            return found
        time.sleep(0.5)
    pytest.fail(f"no five deployments after {PATIENCE_SECONDS} s, but {found}")


def test_serves_three_flows_to_those_who_know_the_password(served: tuple[str, Path]):
    """The flows can be started; without the password or from another page nothing can."""
    base, auth_file = served
    deployments = wait_for_deployments(base, auth_file)
    names = {str(one["entrypoint"]).partition(":")[2] for one in deployments}
    assert names == {"refresh", "scrape", "normalise", "reprocess", "report"}
    assert all(one["description"] for one in deployments)
    assert stat.S_IMODE(auth_file.stat().st_mode) == 0o600
    assert ask(f"{base}/api/deployments/filter")[0] == 401
    assert ask(f"{base}/api/deployments/filter", auth="admin:guess")[0] == 401
    assert preflight(base, origin=base) == 200
    assert preflight(base, origin="http://elsewhere.example") == 400


def preflight(base: str, *, origin: str) -> int:
    """What a browser is told that asks whether a page of this origin may start runs."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    request = urllib.request.Request(f"{base}/api/flow_runs/", None, headers, method="OPTIONS")  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            return int(response.status)
    except HTTPError as error:
        return error.code
