"""One Prefect server for all flow tests, a data folder of their own, and the demo site to scrape."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server import serve


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a space in its name that holds Prefect's home and pumice's data."""
    folder = tmp_path_factory.mktemp("work shop")
    environment = {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_PROFILES_PATH": str(folder / "prefect" / "profiles.toml"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PUMICE_DATA": str(folder / "data"),
        "PUMICE_SETTINGS": str(folder / "pumice.toml"),
    }
    (folder / "pumice.toml").touch()
    before = dict(os.environ)
    os.environ.update(environment)
    yield folder
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def prefect_server(workshop: Path) -> Iterator[Path]:
    """A server for the session, which also shows that the locked versions of Prefect and FastAPI get on."""
    from flows import home  # noqa: F401, PLC0415 - sets Prefect's environment before Prefect reads it

    # isort: split
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415

    with prefect_test_harness(server_startup_timeout=180):
        yield workshop


@pytest.fixture(scope="session")
def demo_site(workshop: Path) -> Iterator[str]:
    """The demo site's address; the settings open it and nothing else inside."""
    with serve(0) as base:
        allowed = base.removeprefix("http://")
        (workshop / "pumice.toml").write_text(f'[fetch]\nallow_addresses = ["{allowed}"]\ndelay_seconds = 0\n')
        yield base
