"""What importing pumice costs and brings."""

from __future__ import annotations

import subprocess
import sys

import pumice


def test_import_brings_no_prefect():
    """Importing pumice must not import Prefect, which takes seconds."""
    code = "import pumice, sys; print(sorted(name for name in sys.modules if name.split('.')[0] == 'prefect'))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_public_names_exist():
    """Every name in __all__ is there, documented, and nothing is named twice."""
    assert len(set(pumice.__all__)) == len(pumice.__all__)
    for name in pumice.__all__:
        assert (getattr(pumice, name).__doc__ or "").strip(), f"pumice.{name} has no docstring"
