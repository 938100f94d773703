"""``pumice learn``."""

from __future__ import annotations

from rich.table import Table

from pumice.cli.jobs import JobOptions, print_json, progress
from pumice.cli.terminal import Exit, console, safe
from pumice.learn import Learned, Learning, learn_sites
from pumice.model import FEWEST_PAGES
from pumice.store.raw import list_raw


def run_learn(sites: list[str], options: JobOptions) -> Exit:
    """``pumice learn``."""
    total = sum(1 for _ in list_raw(options.data / "raw"))
    with progress("Learning", total) as advance:
        learned = list(learn_sites(options.data, only=sites, settings=options.settings, on_page=advance))
    if options.as_json:
        print_json({"sites": [row_of(one) for one in learned]})
        return Exit.OK
    if not learned:
        console().print(f"{options.data / 'raw'} holds no page; scrape first", markup=False)
        return Exit.OK
    table = Table("site", "pages", "recurring blocks", "interface languages", "profile", box=None, pad_edge=False)
    for one in learned:
        row = row_of(one)
        table.add_row(*(safe(str(row[name])) for name in ("site", "pages", "recurring", "languages", "became")))
    console().print(table)
    if any(one.became is Learning.TOO_FEW for one in learned):
        console().print(f"A profile of fewer than {FEWEST_PAGES} pages would say nothing and is not published.")
    if any(one.became is Learning.PUBLISHED for one in learned):
        console().print("Their articles are due: pumice normalise cleans them again.")
    return Exit.OK


def row_of(one: Learned) -> dict[str, object]:
    """What is told of one site."""
    return {
        "site": one.profile.site,
        "pages": one.profile.pages,
        "recurring": sum(1 for pages in one.profile.blocks.values() if pages > 1),
        "languages": " ".join(sorted(one.profile.languages)),
        "became": one.became.value,
        "version": one.profile.version,
    }
