"""prefect.yaml and compose.yaml against the flows as make serve registers them: written down twice, so compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.serving import ROOT

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("server")]

SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_workers_serve_what_make_serve_serves(workshop: Path):
    """The same flows under the same names and tags, from files that are there."""
    from flows.deployments import deployments  # noqa: PLC0415 - Prefect may be imported once its settings stand

    del workshop
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    told = {one["name"]: (one["entrypoint"], sorted(one["tags"])) for one in written}
    served = {one.name: (Path(str(one.entrypoint)).as_posix(), sorted(one.tags)) for one in deployments()}
    assert told == {name: (entrypoint.removeprefix(f"{ROOT}/"), tags) for name, (entrypoint, tags) in served.items()}


def test_containers_open_nothing_beyond_loopback():
    """Each published port names 127.0.0.1, and only the server publishes any."""
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"server"}
    assert all(port.startswith("127.0.0.1:") for port in ports["server"])


def test_containers_hold_no_secret():
    """Passwords come from the environment, and compose refuses to start without them."""
    secrets = [
        (name, key, value)
        for name, service in SERVICES.items()
        for key, value in service["environment"].items()
        if "PASSWORD" in key or "AUTH" in key or "CONNECTION_URL" in key
    ]
    assert len(secrets) >= 5
    assert [secret for secret in secrets if ":?" not in secret[2]] == []
