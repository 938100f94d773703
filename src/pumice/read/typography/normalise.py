"""Apply the typography rules to a text, line by line.

Start with :func:`normalise_typography`; the rules themselves are data, in :mod:`pumice.read.typography.rules`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pumice.model import Repair, Repaired, RepairKind, Step
from pumice.read.typography.actions import apply_rule
from pumice.read.typography.quotes import has_unbalanced_quotes
from pumice.read.typography.rules import RULES, Rule


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


def rules_for(language: str | None) -> tuple[Rule, ...]:
    """The rules in force for a language."""
    primary = (language or "").replace("_", "-").partition("-")[0].lower()
    return tuple(rule for rule in RULES if primary not in rule.never and (not rule.only or primary in rule.only))


def _normalise_line(number: int, line: str, rules: Sequence[Rule]) -> Repair | None:
    if line.isascii() and "  " not in line and line.isprintable() and line == line.strip():
        return None
    now, used = line, []
    for rule in rules:
        changed = apply_rule(now, rule)
        if changed != now:
            now = changed
            used.append(Step("apply", rule.name))
    return Repair(number, RepairKind.TYPOGRAPHY, line, now, tuple(used)) if used else None
