"""``pumice doctor``: the settings in force, and what is wrong in the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Final, Literal

from pumice.cli.jobs import JobOptions
from pumice.cli.terminal import Exit, console, safe
from pumice.doctor import examine
from pumice.errors import UsageError
from pumice.mend import Mended, mend
from pumice.model import Finding
from pumice.retention import Freeable, free, survey
from pumice.settings import Settings

_SHOWN: Final = 20
"""So many findings of one kind a person reads; the rest is counted. JSON has them all."""


def run_doctor(options: JobOptions, what: Literal["examine", "repair"], old: Literal["keep", "free"]) -> Exit:
    """``pumice doctor``.

    Raises:
        UsageError: there is no data folder.
    """
    if not options.data.is_dir():
        raise UsageError(f"there is no data folder at {options.data}; name it with --data, or begin with pumice scrape")
    if what == "repair":
        result = mend(options.data, settings=options.settings)
    else:
        result = Mended((), tuple(examine(options.data)))
    expired = (free if old == "free" else survey)(options.data, options.settings)
    if options.as_json:
        content = {
            "settings": options.settings.model_dump(mode="json"),
            "findings": [asdict(finding) for finding in result.left],
            "expired": [asdict(one) for one in expired],
            "mended": [asdict(finding) for finding in result.mended],
        }
        console().out(json.dumps(content, ensure_ascii=False, indent=2), highlight=False)
    else:
        _print_settings(options.settings)
        _print_expired(expired, old)
        _print_result(result)
    return Exit.FINDINGS if result.left else Exit.OK


def _print_settings(settings: Settings) -> None:
    console().print("Settings in force; * differs from the default", style="bold")
    defaults = Settings().model_dump(mode="json")
    for section, values in settings.model_dump(mode="json").items():
        for key, value in values.items():
            mark = "*" if value != defaults[section][key] else " "
            console().print(f" {mark} {section}.{key} = {safe(json.dumps(value))}", markup=False, overflow="fold")


def _print_expired(expired: list[Freeable], old: Literal["keep", "free"]) -> None:
    if not expired:
        return
    verb = "Let go" if old == "free" else "Older than need be (pumice doctor --free lets it go)"
    parts = (f"{one.kind} {one.count} ({one.size / 1e6:.1f} MB)" for one in expired)
    console().print(f"\n{verb}: {', '.join(parts)}", markup=False)


def _print_result(result: Mended) -> None:
    console().print()
    if result.mended:
        console().print(f"Mended: {len(result.mended)}", style="bold green")
        _print_findings(result.mended)
    if result.left:
        console().print(f"Wrong in the data folder: {len(result.left)}", style="bold red")
        _print_findings(result.left)
        for advice in sorted({finding.mend for finding in result.left}):
            console().print(f"→ {safe(advice)}", markup=False)
    else:
        console().print("Nothing is wrong in the data folder.", style="green")


def _print_findings(findings: Iterable[Finding]) -> None:
    in_order = sorted(findings, key=lambda finding: (finding.fault, finding.place))
    for fault, group in groupby(in_order, key=lambda finding: finding.fault):
        same = list(group)
        for finding in same[:_SHOWN]:
            console().print(f"  {fault}: {safe(finding.place)}: {safe(finding.explanation)}", markup=False)
        if len(same) > _SHOWN:
            console().print(f"  ... and {len(same) - _SHOWN} more of {fault}; --json has them all", markup=False)
