"""make serve: a Prefect server on this machine only, with the flows as deployments to be started from its UI.

As it comes, Prefect's server obeys any web page that the operator happens to open: it accepts every origin and asks for
no password. So the first start makes a password (kept in ``.prefect/auth``, readable by its owner only), other origins
are refused, and nothing is bound beyond loopback.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flows import home
from pumice.errors import EnvironmentFault, PumiceError

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 4200
_PATIENCE_SECONDS = 180.0
_RUNS_AT_ONCE = 2
_FAREWELL_SECONDS = 15.0


def main() -> int:
    """Serve until interrupted."""
    # What a shell starts in the background ignores Ctrl+C's signal, and so would everything started from here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    arguments = _parse_arguments()
    auth_file = Path(os.environ["PREFECT_HOME"]) / "auth"
    auth = None if arguments.no_auth else read_auth(auth_file)
    os.environ.update(server_environment(arguments.port, auth))
    os.chdir(home.ROOT)  # deployments remember their flows' paths relative to here
    try:
        with running_server(arguments.port):
            _say(f"The UI is at http://{LOOPBACK}:{arguments.port}/ (Ctrl+C ends it)")
            if auth:
                _say(f"It asks for the password that stands in {auth_file}")
            serve_flows()
    except PumiceError as error:
        _say(str(error))
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve pumice's flows and a Prefect UI on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="TCP port (default: %(default)s)")
    parser.add_argument(
        "--no-auth", action="store_true", help="ask for no password; any program on this machine can then start runs"
    )
    return parser.parse_args()


def read_auth(path: Path) -> str:
    """The user and password of this installation, made on the first call, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    auth = f"admin:{secrets.token_urlsafe(18)}"
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(auth + "\n")
    _say(f"A password was made for this installation: {auth}")
    return auth


def server_environment(port: int, auth: str | None) -> dict[str, str]:
    """What the server and its clients need to find and to trust each other."""
    own = f"http://{LOOPBACK}:{port}"
    environment = {
        "PREFECT_API_URL": f"{own}/api",
        "PREFECT_UI_API_URL": f"{own}/api",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{own},http://localhost:{port}",
    }
    if auth:
        environment |= {"PREFECT_SERVER_API_AUTH_STRING": auth, "PREFECT_API_AUTH_STRING": auth}
    return environment


@contextmanager
def running_server(port: int) -> Iterator[None]:
    """A Prefect server of our own, ready to be asked.

    Raises:
        EnvironmentFault: the port is taken, or the server does not come up.
    """
    with socket.socket() as probe:
        if probe.connect_ex((LOOPBACK, port)) == 0:
            raise EnvironmentFault(
                f"port {port} of {LOOPBACK} is taken; end what listens there, or choose one with --port"
            )
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port)]
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


def serve_flows() -> None:
    """Register the flows with the server and carry out their runs, until interrupted."""
    # Prefect reads its settings when it is imported, so that has to wait for them.
    from prefect import serve  # noqa: PLC0415
    from prefect.deployments.runner import RunnerDeployment  # noqa: PLC0415

    from flows.normalise import normalise  # noqa: PLC0415
    from flows.reprocess import reprocess  # noqa: PLC0415
    from flows.scrape import scrape  # noqa: PLC0415

    flows = (scrape, normalise, reprocess)
    deployments = [RunnerDeployment.from_flow(flow, name="pumice", tags=["pumice"]) for flow in flows]
    serve(*deployments, limit=_RUNS_AT_ONCE)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
