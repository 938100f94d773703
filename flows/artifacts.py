"""Tables for the run's page in the UI, in Markdown that page content cannot break out of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pumice.model import Counts

MOST_ROWS = 200
_LONGEST_CELL = 120
_MEANINGFUL = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=www)\.")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+")


def cell(text: object) -> str:
    """Text for a table's cell: one line, bounded, and nothing in it means anything to Markdown or HTML."""
    plain = _INVISIBLE.sub(" ", "" if text is None else str(text)).strip()
    shown = plain if len(plain) <= _LONGEST_CELL else plain[: _LONGEST_CELL - 1] + "…"
    return _MEANINGFUL.sub(lambda found: f"&#{ord(found[0])};", shown)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def totals(counts: Counts) -> str:
    """How many inputs ended how; the outcomes add up."""
    rows = [(outcome.value, number) for outcome, number in counts.outcomes.items()]
    parts = [table(("outcome", "inputs"), [*rows, ("together", counts.inputs)])]
    if counts.findings:
        parts.append(table(("finding", "number"), counts.findings.items()))
    return "\n\n".join(parts)
