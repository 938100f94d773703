"""The expected failures of the golden corpus, as marks; the table is ``known_failures.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])

TABLE = Path(__file__).with_name("known_failures.toml")


def read_known() -> dict[str, str]:
    """The reason of each expected failure, by case ("page:aspect", "site:what")."""
    causes = tomllib.loads(TABLE.read_text(encoding="utf-8")).get("cause", ())
    return {case: cause["reason"] for cause in causes for case in cause["cases"]}


def marks(case: str) -> list[pytest.MarkDecorator]:
    """An xfail mark (strict, as pyproject.toml says) where the failure is expected, else none."""
    known = read_known()
    return [pytest.mark.xfail(reason=known[case])] if case in known else []


def expected(case: str) -> Callable[[Test], Test]:
    """The same as a decorator, for a test that is one case."""

    def mark(test: Test) -> Test:
        for found in marks(case):
            found(test)
        return test

    return mark
