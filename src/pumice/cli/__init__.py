"""The command line. Start with :func:`main`; each command is a few lines here and its own file beside.

Exit status: 0 all well, 1 the run ended but inputs were quarantined, failed or held back, 2 the call or a setting is
wrong, 3 the machine or the data folder is at fault.
"""

from __future__ import annotations

from pumice.cli.app import main

__all__ = ["main"]
