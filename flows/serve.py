"""make serve: a Prefect server on this machine only, with the flows as deployments that are scheduled there.

Start with :func:`main`; what is served stands in :mod:`flows.deployments`, how safely in :mod:`flows.server`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flows import home
from flows.report_server import serving_report
from flows.server import LOOPBACK, read_auth, running_server, server_environment
from pumice.errors import PumiceError

DEFAULT_PORT = 4200
RUNS_AT_ONCE = 2
"""The limit lives in this process and ends with it. A limit in the server's database would outlive a killed run."""


def main() -> int:
    """Serve until interrupted."""
    # What a shell starts in the background ignores Ctrl+C's signal, and so would everything started from here.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    arguments = _parse_arguments()
    auth_file = Path(os.environ["PREFECT_HOME"]) / "auth"
    auth = None if arguments.no_auth else _auth(auth_file)
    os.environ.update(server_environment(arguments.port, auth))
    os.chdir(home.ROOT)  # deployments remember their flows' paths relative to here
    try:
        with ExitStack() as stack:
            report = stack.enter_context(serving_report(home.data_folder() / "report", arguments.port + 1))
            os.environ["PUMICE_REPORT_URL"] = report
            stack.enter_context(running_server(arguments.port))
            _say(f"The UI is at http://{LOOPBACK}:{arguments.port}/v2/deployments (Ctrl+C ends it)")
            if auth:
                _say(f"It asks for the user and password that stand in {auth_file} (--no-auth switches that off)")
            _say(f"The report, once there is one, is at {report}/")
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


def _auth(file: Path) -> str:
    auth, is_new = read_auth(file)
    if is_new:
        _say(f"A password was made for this installation: {auth}")
    return auth


def serve_flows() -> None:
    """Register the flows with the server and carry out their runs, until interrupted."""
    # Prefect reads its settings when it is imported, so that has to wait for them.
    from prefect import serve  # noqa: PLC0415

    from flows.deployments import as_left, deployments  # noqa: PLC0415
    from flows.lives import mark_the_dead  # noqa: PLC0415
    from pumice.store.folders import Folders  # noqa: PLC0415

    for name in mark_the_dead(Folders(home.data_folder())):
        _say(f"Run {name} had been killed; it is marked as crashed")
    # Registering anew drops what was scheduled while nobody served.
    serve(*as_left(deployments()), limit=RUNS_AT_ONCE, print_starting_message=False, pause_on_shutdown=False)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
