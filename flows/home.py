"""Where Prefect keeps its things and pumice its data. Import this before Prefect: Prefect reads its settings once.

Everything stays inside the project (``.prefect/``), nothing is reported to anybody, and a server that Prefect starts by
itself gets the time that a new database takes on a busy machine. Variables that are set already win, so that an
installation with a server of its own points PREFECT_API_URL there.
"""

from __future__ import annotations

import os
from pathlib import Path

from pumice.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parent.parent

_DEFAULTS = {
    "PREFECT_HOME": str(ROOT / ".prefect"),
    "PREFECT_PROFILES_PATH": str(ROOT / ".prefect" / "profiles.toml"),
    # Without a server of its own, Prefect starts one for as long as a flow runs.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # On a new database that takes 20 to 40 s of a busy machine; Prefect's own patience ends at 20.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "DO_NOT_TRACK": "1",
}

for _name, _value in _DEFAULTS.items():
    os.environ.setdefault(_name, _value)


def data_folder() -> Path:
    """The data folder: PUMICE_DATA, or the project's own."""
    return Path(os.environ.get("PUMICE_DATA") or ROOT / "data")


def sources_file() -> Path:
    """The sources.toml: PUMICE_SOURCES, or the project's own."""
    return Path(os.environ.get("PUMICE_SOURCES") or ROOT / "sources.toml")


def settings_in_force() -> Settings:
    """The settings of PUMICE_SETTINGS or the project's pumice.toml, read anew for each run.

    Raises:
        SettingsError: the file is wrong.
    """
    named = os.environ.get("PUMICE_SETTINGS")
    default = ROOT / "pumice.toml"
    return load_settings(Path(named) if named else default if default.exists() else None)
