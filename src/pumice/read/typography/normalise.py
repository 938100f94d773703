"""Apply the typography rules to a text, line by line.

Start with :func:`normalise_typography`; the rules themselves are data, in :mod:`pumice.read.typography.rules`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pumice.model import Repair, Repaired, RepairKind, Step
from pumice.read.typography.actions import apply_rule
from pumice.read.typography.quotes import has_unbalanced_quotes
from pumice.read.typography.rules import RULES, TELLING, Action, Rule


def normalise_typography(text: str, *, language: str | None) -> Repaired:
    """Spaces, invisible and compatibility characters as the language wants them; NFC with its exceptions.

    Args:
        text: paragraphs, one a line.
        language: BCP 47 tag of the text, or None where it is not known: then only what holds for every language.

    Returns:
        The text, with as many lines as it had; the changes, ``block`` being the line; "unbalanced-quotes" among the
        flags where quotation marks do not pair.
    """
    rules = rules_for(language)
    steps: list[Repair] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        change = _normalise_line(number, line, rules)
        if change is not None:
            steps.append(change)
            lines[number] = change.after
    result = "\n".join(lines)
    flags = ("unbalanced-quotes",) if has_unbalanced_quotes(lines) else ()
    return Repaired(result, tuple(steps), flags)


@lru_cache(maxsize=256)
def rules_for(language: str | None) -> tuple[Rule, ...]:
    """The rules in force for a language."""
    primary = (language or "").replace("_", "-").partition("-")[0].lower()
    return tuple(rule for rule in RULES if primary not in rule.never and (not rule.only or primary in rule.only))


@lru_cache(maxsize=256)
def _telling(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """A character that one of the rules could be about."""
    letters = [rule.pattern for rule in rules if rule.action is Action.COMMA]
    return re.compile("|".join((f"[{TELLING}]", *letters)))


def _normalise_line(number: int, line: str, rules: tuple[Rule, ...]) -> Repair | None:
    if _is_normal(line, rules):
        return None
    now, used = line, []
    for rule in rules:
        changed = apply_rule(now, rule)
        if changed != now:
            now = changed
            used.append(Step("apply", rule.name))
    return Repair(number, RepairKind.TYPOGRAPHY, line, now, tuple(used)) if used else None


def _is_normal(line: str, rules: tuple[Rule, ...]) -> bool:
    """Whether no rule can find anything in a line, told without trying them; true of most lines."""
    if "  " in line or line != line.strip():
        return False
    if line.isascii():
        return line.isprintable()
    return unicodedata.is_normalized("NFC", line) and not _telling(rules).search(line)
