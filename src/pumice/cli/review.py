"""``pumice accept`` and ``pumice reject``: a person's decision about articles."""

from __future__ import annotations

from dataclasses import asdict

from pumice.cli.jobs import JobOptions, print_json
from pumice.cli.terminal import Exit, console, error_console, safe
from pumice.errors import UsageError
from pumice.review import Judged, accept, reject, release


def run_accept(articles: list[str], sites: list[str], why: str, options: JobOptions) -> Exit:
    """``pumice accept``."""
    for site in sites:
        number = release(site, data=options.data)
        error_console().print(f"{safe(site)}: {number} captures are due; pumice normalise publishes them", markup=False)
    if not articles and not sites:
        raise UsageError("nothing to accept; give ids of articles, or --site with a site that is held back")
    return _show([accept(one, data=options.data, why=why) for one in articles], options)


def run_reject(articles: list[str], why: str, options: JobOptions) -> Exit:
    """``pumice reject``."""
    return _show([reject(one, data=options.data, why=why) for one in articles], options)


def _show(judged: list[Judged], options: JobOptions) -> Exit:
    if options.as_json:
        print_json({"decisions": [asdict(one) for one in judged]})
        return Exit.OK
    for one in judged:
        note = "" if one.is_new else " (nothing changes in the clean folder)"
        title = safe(one.headline or one.url)
        console().print(f"{one.decision.verdict.value} {one.article_id} {title}{note}", markup=False, soft_wrap=True)
    return Exit.OK
