"""Conditions on articles, as ``pumice export --where`` takes them. Start with :func:`parse_condition`.

A condition is a member of the article's JSON, an operator and a value: ``inLanguage=fr``, ``datePublished>=2024-05``,
``quality.status!=review``, ``authors.name~aasen``. Of a list, one element that fits is enough. ``null`` stands for a
member without a value, and ``site`` for the article's folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pumice.errors import UsageError
from pumice.model.article import ARTICLE_JSON

_FORM: Final = re.compile(r"([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)\s*(!=|<=|>=|=|<|>|~)\s*(.*)", re.DOTALL)
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": lambda left, right: bool(left == right),
    "!=": lambda left, right: bool(left != right),
    "<": lambda left, right: bool(left < right),
    "<=": lambda left, right: bool(left <= right),
    ">": lambda left, right: bool(left > right),
    ">=": lambda left, right: bool(left >= right),
    "~": lambda left, right: str(right).casefold() in str(left).casefold(),
}
_ORDERING: Final = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a member's path, an operator, a value."""

    path: tuple[str, ...]
    operator: str
    value: str

    def holds(self, members: Mapping[str, Any], site: str) -> bool:
        """Whether an article (its JSON members, its folder) fits."""
        found = [site] if self.path == ("site",) else list(_values(members, self.path))
        if self.operator == "!=":
            return not any(self._fits(one, "=") for one in found or [None])
        return any(self._fits(one, self.operator) for one in found or [None])

    def _fits(self, found: object, operator: str) -> bool:
        if found is None or self.value == "null":
            return operator == "=" and found is None and self.value == "null"
        if isinstance(found, int | float) and not isinstance(found, bool):
            return _is_number(self.value) and _OPERATORS[operator](found, float(self.value))
        text = str(found).lower() if isinstance(found, bool) else str(found)
        # A date is compared as precisely as the value is given: the whole of 2024 is <= 2024.
        return _OPERATORS[operator](text[: len(self.value)] if operator in _ORDERING else text, self.value)


def parse_condition(text: str) -> Condition:
    """Read a condition.

    Raises:
        UsageError: it is none, or names a member that no article has.
    """
    form = _FORM.fullmatch(text.strip())
    if form is None:
        raise UsageError(
            f"{text!r} is no condition; expected a member, one of = != < <= > >= ~ and a value, e.g. inLanguage=fr"
        )
    path = tuple(form.group(1).split("."))
    known = {"site", *ARTICLE_JSON.json_schema(by_alias=True)["properties"]}
    if path[0] not in known:
        raise UsageError(f"{text!r}: no article has a member {path[0]!r}; there are {', '.join(sorted(known))}")
    return Condition(path, form.group(2), form.group(3))


def _values(found: object, path: tuple[str, ...]) -> Iterator[object]:
    if isinstance(found, list):
        for one in found:
            yield from _values(one, path)
    elif not path:
        yield found
    elif isinstance(found, dict):
        yield from _values(found.get(path[0]), path[1:])


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
