"""``pumice forget``."""

from __future__ import annotations

import json
from dataclasses import asdict

from pumice.cli.jobs import JobOptions
from pumice.cli.terminal import Exit, console
from pumice.forget import forget


def run_forget(what: str, why: str, options: JobOptions) -> Exit:
    """``pumice forget``."""
    done = forget(what, data=options.data, why=why)
    if options.as_json:
        console().out(json.dumps(asdict(done), indent=2), highlight=False)
        return Exit.OK
    parts = (f"{len(done.articles)} articles", f"{done.addresses} addresses", f"{done.captures} captures")
    console().print(f"Forgotten: {', '.join(parts)}. None of it comes in again.", markup=False)
    if not done.articles and not done.captures:
        console().print("Nothing of it was found. Was the address mistyped? Then forget the right one as well.")
    if done.mentions:
        console().print(f"{done.mentions} other articles named it and do so no more; their own bytes stay as received.")
    console().print("Not searched: Prefect's own database, backups, copies made elsewhere.", style="dim")
    return Exit.OK
