"""Options that commands have in common."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

import typer

from pumice.cli.terminal import console

DATA: Final = Path("data")


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    if wanted:
        console().print(f"pumice {version('pumice')}", markup=False, highlight=False)
        raise typer.Exit


DataOption = Annotated[Path, typer.Option("--data", help="The data folder (raw/, clean/, ledger.sqlite ...).")]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="A pumice.toml; the one in this folder if there is one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
VersionOption = Annotated[
    bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Print the version and exit.")
]
