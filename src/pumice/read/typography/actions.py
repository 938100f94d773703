"""What the actions of the typography table do. Start with :func:`apply_rule`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from pumice.read.typography.rules import EXEMPT, RULES, Action, Rule

_COMMA_BELOW = str.maketrans("\u015e\u015f\u0162\u0163", "\u0218\u0219\u021a\u021b")
_CLOSES = MappingProxyType(
    {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
)
_EXEMPT = re.compile(f"({EXEMPT})")


def apply_rule(line: str, rule: Rule) -> str:
    """The line with every match of the rule rewritten."""
    pattern = _compiled(rule.pattern)
    if rule.action is Action.REPLACE:
        return pattern.sub(rule.replacement, line)
    if rule.action is Action.CLOSED:
        return _drop_unclosed(line, pattern)
    return pattern.sub(lambda match: _REWRITES[rule.action](match.group()), line)


def apply_named(line: str, name: str) -> str:
    """The line after the rule of that name, as a recorded step has it.

    Raises:
        ValueError: there is no such rule.
    """
    for rule in RULES:
        if rule.name == name:
            return apply_rule(line, rule)
    raise ValueError(f"{name!r} is no typography rule; known are {', '.join(rule.name for rule in RULES)}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def compose(text: str) -> str:
    """NFC, but for what :data:`~pumice.read.typography.rules.EXEMPT` names."""
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _EXEMPT.split(text)
    return "".join(part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts))


def _drop_unclosed(line: str, marks: re.Pattern[str]) -> str:
    """Drop direction marks that open without closing within the line, or close what was not opened."""
    opened: list[tuple[str, int]] = []
    unpaired: set[int] = set()
    for match in marks.finditer(line):
        mark = match.group()
        if mark in _CLOSES:
            opened.append((_CLOSES[mark], match.start()))
        elif opened and opened[-1][0] == mark:
            opened.pop()
        else:
            unpaired.add(match.start())
    unpaired.update(start for _close, start in opened)
    return "".join(character for index, character in enumerate(line) if index not in unpaired) if unpaired else line


def _bond(spaces: str) -> str:
    """The one space that a run of them before a French mark stands for."""
    return "\u202f" if "\u202f" in spaces else "\u00a0" if "\u00a0" in spaces else " "


_REWRITES: Mapping[Action, Callable[[str], str]] = MappingProxyType(
    {
        Action.NFC: compose,
        Action.NFKC: lambda text: unicodedata.normalize("NFKC", text),
        Action.BOND: _bond,
        Action.COMMA: lambda text: text.translate(_COMMA_BELOW),
    }
)
