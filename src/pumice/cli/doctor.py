"""``pumice doctor``: the settings in force, and what is wrong in the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Final

from pumice.cli.jobs import JobOptions
from pumice.cli.terminal import Exit, console, safe
from pumice.doctor import examine
from pumice.model import Finding
from pumice.settings import Settings

_SHOWN: Final = 20
"""So many findings of one kind a person reads; the rest is counted. JSON has them all."""


def run_doctor(options: JobOptions) -> Exit:
    """``pumice doctor``."""
    findings = list(examine(options.data))
    if options.as_json:
        content = {
            "settings": options.settings.model_dump(mode="json"),
            "findings": [asdict(finding) for finding in findings],
        }
        console().out(json.dumps(content, ensure_ascii=False, indent=2), highlight=False)
    else:
        _print_settings(options.settings)
        _print_findings(findings)
    return Exit.FINDINGS if findings else Exit.OK


def _print_settings(settings: Settings) -> None:
    console().print("Settings in force (those that differ from the defaults are marked *)", style="bold")
    defaults = Settings().model_dump(mode="json")
    for section, values in settings.model_dump(mode="json").items():
        shown = (
            f"{'*' if value != defaults[section][key] else ''}{key} = {json.dumps(value)}"
            for key, value in values.items()
        )
        console().print(f"  [{section}] " + ", ".join(map(safe, shown)), markup=False)


def _print_findings(findings: Iterable[Finding]) -> None:
    by_fault = sorted(findings, key=lambda finding: (finding.place.partition("/")[0], finding.fault))
    if not by_fault:
        console().print("Nothing is wrong in the data folder.", style="green")
    for fault, group in groupby(by_fault, key=lambda finding: finding.fault):
        same = list(group)
        console().print(f"{fault} ({len(same)}): {safe(same[0].mend)}", style="bold red", markup=False)
        for finding in same[:_SHOWN]:
            console().print(f"  {safe(finding.place)}: {safe(finding.explanation)}", markup=False)
        if len(same) > _SHOWN:
            console().print(f"  ... and {len(same) - _SHOWN} more; --json has them all")
