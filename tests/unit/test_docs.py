"""The documentation leads somewhere: its links, its commands with their options, its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer

from pumice.cli.app import app
from pumice.fetch.sources import load_sources
from pumice.recipes import load_recipe
from pumice.settings import load_settings

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "demo").glob("*.md"), *(ROOT / "docs").rglob("*.md")))
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:)([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`|^((?:\S+/)?(?:pumice|python|make) [^#\n]*)", re.MULTILINE)
OURS = re.compile(r"^(?:\.venv/bin/)?pumice (\w+)((?:.|\n)*)$")
TOML = re.compile(r"```toml\n(.*?)```", re.DOTALL)
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
SCRIPT = re.compile(r"(?:^|\s)((?:bench|scripts|flows|demo|tests)/[\w/.-]+\.\w+)")


def names(pages: list[Path]) -> list[str]:
    """How tests are called."""
    return [str(page.relative_to(ROOT)) for page in pages]


@cache
def anchors(page: Path) -> frozenset[str]:
    """What the headings of a page can be linked by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings)


def commands(page: Path) -> Iterator[str]:
    """What a page shows as code that is typed, one command each."""
    for found in CODE.finditer(page.read_text(encoding="utf-8")):
        for part in re.split(r"&&|\|", found[1] or found[2]):
            yield part.strip()


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_links_resolve(page: Path):
    """Every file that a page links to is there, and every heading in it."""
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link}: no such heading"


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_commands_and_their_options_exist(page: Path):
    """Each `pumice` command that a page shows is one, with these options."""
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for command in commands(page):
        called = OURS.match(command)
        if called is None:
            continue
        assert called[1] in known, f"there is no {command}"
        own = {"--help", *(name for option in known[called[1]].params for name in option.opts)}
        wrong = set(OPTION.findall(called[2])) - own
        assert not wrong, f"{command}: there is no {wrong}"


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_scripts_and_targets_exist(page: Path):
    """Each script and each make target that a page shows is there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in commands(page):
        for script in SCRIPT.findall(command):
            assert (ROOT / script).exists(), f"{command}: there is no {script}"
            if command.endswith(".md") or not script.endswith(".py"):
                continue
            wrong = [one for one in OPTION.findall(command) if one not in (ROOT / script).read_text(encoding="utf-8")]
            assert not wrong, f"{command}: there is no {wrong}"
        if target := re.match(r"make ([a-z-]+)$", command):
            assert re.search(rf"^{target[1]}:", makefile, re.MULTILINE), f"there is no {command}"


def test_what_files_are_shown_to_hold_is_valid(tmp_path: Path):
    """Each TOML example is a sources.toml, a pumice.toml or a recipe without a mistake."""
    shown = [one for page in PAGES for one in TOML.findall(page.read_text(encoding="utf-8"))]
    file = tmp_path / "example.toml"
    for example in shown:
        file.write_text(example, encoding="utf-8")
        read = load_sources if "[[source]]" in example else load_recipe if "[select]" in example else load_settings
        read(file)
    assert len(shown) > 4


def test_the_patterns_find_something():
    """So that no test above passes because it looked at nothing."""
    found = [command for page in PAGES for command in commands(page)]
    assert sum(bool(OURS.match(one)) for one in found) > 30
    assert sum(len(SCRIPT.findall(one)) for one in found) > 10
    assert sum(len(LINK.findall(page.read_text(encoding="utf-8"))) for page in PAGES) > 40
