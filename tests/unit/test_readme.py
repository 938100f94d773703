"""The README's examples are true."""

from __future__ import annotations

import io
import re
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import typer

from pumice.cli.app import app
from pumice.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_python_example_prints_what_is_shown():
    """The example runs, and prints the text block that follows it."""
    (code,) = fenced("python")
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(code, {})  # noqa: S102 - the README's own example
    shown = README.split(code)[1].split("```text\n")[1].split("```")[0]
    assert printed.getvalue().splitlines() == shown.splitlines(), f"it prints:\n{printed.getvalue()}"


def test_make_targets_exist():
    """Every make target that the README names is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target} is in README.md, not in the Makefile"


def test_commands_are_documented_and_exist():
    """The table of commands is the command line's own list."""
    documented = set(re.findall(r"^\| `pumice (\w+)", README, re.MULTILINE))
    assert documented == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_settings_are_documented():
    """Every key that pumice.toml may hold is in the README's table, and no other."""
    rows = dict(re.findall(r"^\| `\[(\w+)\]` \| (.*) \|$", README, re.MULTILINE))
    fields = {name: set(type(section).model_fields) for name, section in Settings()}
    assert {name: set(re.findall(r"`(\w+)`", row)) for name, row in rows.items()} == fields


def test_pumice_toml_of_the_project_is_valid():
    """The settings that the project ships are in force without complaint."""
    content = tomllib.loads((ROOT / "pumice.toml").read_text(encoding="utf-8"))
    Settings.model_validate(content)
