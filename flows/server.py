"""A Prefect server of our own, on this machine only. Start with :func:`running_server`.

As it comes, Prefect's server obeys any web page that the operator happens to open: it accepts every origin and asks for
no password. So the first start makes a password (kept in ``.prefect/auth``, readable by its owner only), other origins
are refused, and nothing is bound beyond loopback.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from flows import home
from pumice.errors import EnvironmentFault

LOOPBACK = "127.0.0.1"
_PATIENCE_SECONDS = 180.0
_FAREWELL_SECONDS = 15.0


def read_auth(path: Path) -> tuple[str, bool]:
    """The user and password of this installation, readable by its owner only; and whether they were made just now."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip(), False
    auth = f"admin:{secrets.token_urlsafe(18)}"
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(auth + "\n")
    return auth, True


def server_environment(port: int, auth: str | None) -> dict[str, str]:
    """What the server and its clients need to find and to trust each other."""
    own = f"http://{LOOPBACK}:{port}"
    environment = {
        "PREFECT_API_URL": f"{own}/api",
        "PREFECT_UI_API_URL": f"{own}/api",
        "PREFECT_SERVER_UI_V2_ENABLED": "true",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{own},http://localhost:{port}",
    }
    if auth:
        environment |= {"PREFECT_SERVER_API_AUTH_STRING": auth, "PREFECT_API_AUTH_STRING": auth}
    return environment


@contextmanager
def running_server(port: int) -> Iterator[None]:
    """A Prefect server, ready to be asked.

    Raises:
        EnvironmentFault: the port is taken, or the server does not come up.
    """
    with socket.socket() as probe:
        if probe.connect_ex((LOOPBACK, port)) == 0:
            raise EnvironmentFault(
                f"port {port} of {LOOPBACK} is taken; end what listens there, or choose one with --port"
            )
    command = [sys.executable, "-m", "uvicorn", "--factory", "flows.prefect_server:make_app"]
    command += ["--app-dir", str(home.ROOT), "--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
    # A session of its own: Ctrl+C is for the flows first, which still need the server to say goodbye.
    server = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        _wait_until_healthy(server, port)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    last_try = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < last_try:
        if server.poll() is not None:
            raise EnvironmentFault(f"Prefect's server ended with status {server.returncode}; its own words stand above")
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/api/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise EnvironmentFault(f"Prefect's server was not ready after {_PATIENCE_SECONDS:g} s; the machine may be too busy")
