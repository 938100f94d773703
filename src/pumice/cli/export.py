"""``pumice export``."""

from __future__ import annotations

import json
from pathlib import Path

from pumice.cli.jobs import JobOptions
from pumice.cli.terminal import Exit, console, safe
from pumice.export import Format, export


def run_export(out: Path, form: Format, where: list[str], options: JobOptions) -> Exit:
    """``pumice export``."""
    done = export(out, data=options.data, form=form, where=where)
    if options.as_json:
        members = {"folder": str(done.folder), "articles": done.articles, "sequence": done.sequence}
        console().out(json.dumps(members, ensure_ascii=False, indent=2), highlight=False)
    else:
        console().print(f"{done.articles} articles, as of change {done.sequence}: {safe(str(out))}", markup=False)
    return Exit.OK
