"""What all tests share: the development data's place, and Hypothesis without a clock."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PUMICE_BENCH", ROOT.parent / "shared" / "bench"))

settings.register_profile("pumice", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pumice")


@pytest.fixture(scope="session")
def bench_data() -> Path:
    """The development data; a test that asks for it is skipped, with the reason, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no development data at {SHARED}; set PUMICE_BENCH to the folder that holds it")
    return SHARED


@pytest.fixture(scope="session")
def seed_folder() -> Path:
    """The document that pumice began with, beside the development data."""
    folder = SHARED.parent / "seed"
    if not folder.is_dir():
        pytest.skip(f"no seed document at {folder}; set PUMICE_BENCH so that ../seed lies beside it")
    return folder
