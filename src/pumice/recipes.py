"""Site recipes from TOML files. Start with :func:`load_recipes`; docs/boilerplate.md shows how to write one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import soupsieve
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from soupsieve import SelectorSyntaxError

from pumice.errors import SettingsError
from pumice.model import BlockRole, Recipe
from pumice.text.faults import told


def load_recipes(folder: Path) -> tuple[Recipe, ...]:
    """Every recipe of a folder, in the order of their files' names; none where there is no such folder.

    Raises:
        SettingsError: a file is wrong; the message names it, the key and the mend.
    """
    return tuple(load_recipe(path) for path in sorted(folder.glob("*.toml")))


def load_recipe(path: Path) -> Recipe:
    """The recipe of one file.

    Raises:
        SettingsError: it cannot be read, has an unknown key, or a selector that is no CSS.
    """
    try:
        content = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SettingsError("; ".join(f"{path}: {line}" for line in _explain(error))) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}") from error
    return Recipe(path.stem, content.sites, content.addresses, content.select)


def recipes_of(site: str, recipes: Iterable[Recipe]) -> tuple[Recipe, ...]:
    """Those that speak of a site's pages."""
    return tuple(recipe for recipe in recipes if recipe.is_for_site(site))


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _compiled(selector: str) -> str:
    try:
        soupsieve.compile(selector)
    except SelectorSyntaxError as error:
        reason = str(error).partition("\n")[0]
        raise ValueError(f"{selector!r} is no CSS selector: {reason}") from error
    return selector


_Selectors = Annotated[
    tuple[Annotated[str, AfterValidator(_compiled)], ...], BeforeValidator(_listed), Field(min_length=1)
]


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sites: Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
    addresses: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    select: Annotated[dict[BlockRole, _Selectors], Field(min_length=1)]


def _explain(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(_part, fault['loc']))}: {told(fault)}" for fault in error.errors()[:5]]


def _part(part: Any) -> str:  # noqa: ANN401 - a key or an index
    return str(part)
