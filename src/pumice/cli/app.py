"""The commands and their options; what they print is in the files beside."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from pumice.cli.doctor import run_doctor
from pumice.cli.explain import explain_file, explanation_json, print_explanation
from pumice.cli.export import run_export
from pumice.cli.forget import run_forget
from pumice.cli.jobs import JobOptions, run_normalise
from pumice.cli.learn import run_learn
from pumice.cli.options import DATA, DataOption, JsonOption, SettingsOption, VersionOption
from pumice.cli.report import run_report
from pumice.cli.reprocess import run_reprocess
from pumice.cli.review import run_accept, run_reject
from pumice.cli.scrape import run_rehearsal, run_scrape
from pumice.cli.terminal import Exit, console, error_console, safe
from pumice.diff import Mode
from pumice.errors import EnvironmentFault, InputFault, UsageError
from pumice.export import Format
from pumice.model import Stage
from pumice.selection import Selection, Status, parse_days
from pumice.settings import Settings, load_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _begin(*, tells_version: VersionOption = False) -> None:
    """Turn multilingual web pages into clean, normalised JSON articles, and say of every block left out, why."""
    del tells_version  # it has been told by now


@app.command()
def normalise(data: DataOption = DATA, settings: SettingsOption = None, *, as_json: JsonOption = False) -> None:
    """Clean what lies in DATA/raw and publish it to DATA/clean; what is unchanged is left alone."""
    _exit(run_normalise(_options(data, settings, as_json)))


@app.command()
def scrape(  # noqa: PLR0913, PLR0917 - a command's options
    addresses: Annotated[list[str] | None, typer.Argument(help="Addresses to fetch.")] = None,
    url: Annotated[list[str] | None, typer.Option(help="The same as an option; may be repeated.")] = None,
    source: Annotated[str | None, typer.Option(help="A source of sources.toml; with addresses, only its pace.")] = None,
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be asked for; write nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch pages politely into DATA/raw, as received."""
    run = run_rehearsal if dry_run else run_scrape
    _exit(run([*(addresses or []), *(url or [])], source, _options(data, settings, as_json)))


@app.command()
def reprocess(  # noqa: PLR0913, PLR0917 - a command's options
    site: Annotated[list[str] | None, typer.Option(help="A site, e.g. press.example.org; may be repeated.")] = None,
    address: Annotated[list[str] | None, typer.Option(help="An address, * for any characters; repeatable.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="A language of articles, e.g. en; repeatable.")] = None,
    published: Annotated[str | None, typer.Option(help="Days of publication, e.g. 2026-01-01..2026-01-31.")] = None,
    fetched: Annotated[str | None, typer.Option(help="Days of fetching (UTC), in the same form.")] = None,
    article: Annotated[list[str] | None, typer.Option(help="An article's id, or its beginning; repeatable.")] = None,
    status: Annotated[Status, typer.Option(help="Which captures, by what became of them.")] = Status.ALL,
    stage: Annotated[list[Stage] | None, typer.Option(help="Take over this stage's results only; repeatable.")] = None,
    mode: Annotated[Mode, typer.Option(help="dry-run shows what would change, publish does it.")] = Mode.DRY_RUN,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many captures.")] = None,
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Clean a selection of raw captures again with today's rules."""
    selection = Selection(
        tuple(site or ()),
        tuple(address or ()),
        limit,
        tuple(language or ()),
        parse_days(published),
        parse_days(fetched),
        status,
        tuple(stage or ()),
        tuple(one.lower() for one in article or ()),
    )
    _exit(run_reprocess(selection, mode, _options(data, settings, as_json)))


@app.command()
def learn(
    site: Annotated[list[str] | None, typer.Option(help="A site, e.g. press.example.org; may be repeated.")] = None,
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Learn from DATA/raw what recurs on each site, and publish it to DATA/sites; changed sites' articles are due."""
    _exit(run_learn(site or [], _options(data, settings, as_json)))


@app.command()
def explain(
    file: Annotated[
        Path,
        typer.Argument(help="A page (.html, .txt), with its .meta.json beside it, or a record of a WARC: FILE#OFFSET."),
    ],
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show each block of a page: kept or left out, by which rule, why."""
    in_force = _load(settings)
    try:
        cleaned = explain_file(file, in_force, data)
    except InputFault as fault:
        raise InputFault(fault.cause, re.sub(r"^urn:sha256:\w+", str(file), fault.message)) from fault
    policy = in_force.to_policy()
    if as_json:
        console().out(explanation_json(cleaned, policy), highlight=False)
    else:
        print_explanation(cleaned, policy, console())


@app.command()
def doctor(  # noqa: PLR0913 - a command's options
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what ledger and raw bytes allow.")] = False,
    free: Annotated[
        bool, typer.Option("--free", help="Let go what is older than the settings under retention keep it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the settings in force and what is wrong in DATA; exit status 1 if anything is."""
    options = _options(data, settings, as_json)
    _exit(run_doctor(options, "repair" if repair else "examine", "free" if free else "keep"))


@app.command()
def export(  # noqa: PLR0913, PLR0917 - a command's options
    out: Annotated[Path, typer.Argument(help="The folder to write; it must not exist yet.")],
    form: Annotated[Format, typer.Option("--format", help="How the articles are written.")] = Format.JSONL,
    where: Annotated[
        list[str] | None, typer.Option(help="A condition, e.g. inLanguage=fr or 'datePublished>=2024'; all must hold.")
    ] = None,
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Freeze the articles of this moment in a new folder, with their description and checksums."""
    _exit(run_export(out, form, where or [], _options(data, settings, as_json)))


@app.command()
def forget(  # noqa: PLR0913 - a command's options
    what: Annotated[str, typer.Argument(help="The address of a page, or the id of its article.")],
    why: Annotated[str, typer.Option(help="The reason; it is what remains.")],
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Erase a page and all that was made of it: raw, clean, evidence, ledger, report, exports."""
    _exit(run_forget(what, why, _options(data, settings, as_json)))


@app.command()
def report(data: DataOption = DATA, settings: SettingsOption = None, *, as_json: JsonOption = False) -> None:
    """Bring DATA/report up to date: a site of plain files that shows what was done to each page, and why."""
    _exit(run_report(_options(data, settings, as_json)))


@app.command()
def accept(  # noqa: PLR0913, PLR0917 - a command's options
    article: Annotated[
        list[str] | None, typer.Argument(help="Ids of articles, or eight or more digits; ID.held if held back.")
    ] = None,
    site: Annotated[list[str] | None, typer.Option(help="A site that is held back, to be published after all.")] = None,
    why: Annotated[str, typer.Option(help="Why, in a few words.")] = "",
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Publish articles for good that await review or were rejected; holds until their page changes."""
    _exit(run_accept(article or [], site or [], why, _options(data, settings, as_json)))


@app.command()
def reject(  # noqa: PLR0913 - a command's options
    article: Annotated[
        list[str], typer.Argument(help="Ids of articles, or eight or more digits; ID.held if held back.")
    ],
    why: Annotated[str, typer.Option(help="Why, in a few words.")],
    data: DataOption = DATA,
    settings: SettingsOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take articles out of DATA/clean for good; holds until their page changes, or until they are accepted."""
    _exit(run_reject(article, why, _options(data, settings, as_json)))


def main() -> None:
    """Run the command line; every error that pumice raises on purpose ends in one teaching line and an exit status."""
    try:
        app()
    except InputFault as fault:
        _fail(f"This page cannot be normalised. {fault}", Exit.FINDINGS)
    except UsageError as error:
        _fail(str(error), Exit.USAGE)
    except EnvironmentFault as fault:
        _fail(str(fault), Exit.FAULT)
    except KeyboardInterrupt:
        _fail("Stopped. What was published stays; the next run goes on from there.", Exit.FAULT)


def _options(data: Path, settings: Path | None, as_json: bool) -> JobOptions:  # noqa: FBT001 - a command's switch
    return JobOptions(data, _load(settings), as_json)


def _load(path: Path | None) -> Settings:
    default = Path("pumice.toml")
    return load_settings(path or (default if default.exists() else None))


def _exit(status: Exit) -> None:
    if status is not Exit.OK:
        raise typer.Exit(status)


def _fail(message: str, status: Exit) -> None:
    error_console().print(f"pumice: {safe(message)}", style="red", markup=False)
    sys.exit(status)
