"""Repair a text paragraph by paragraph: first version, on top of ftfy."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import ftfy

from pumice.model import Repair, Repaired, RepairKind, Step
from pumice.read.repair.controls import drop_controls, has_unsafe, join_surrogates
from pumice.read.repair.homoglyphs import mend_homoglyphs

_ENTITY = re.compile(
    r"&(?!(?:lt|gt|amp|quot|#0*(?:60|62|38|34)|#x0*(?:3c|3e|26|22));)(?:[a-zA-Z]{2,31}\d{0,2}|#\d{1,7}|#x[0-9a-fA-F]{1,6});"
)
_LONGEST = 20_000
_SAFE = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


def repair(text: str, *, language: str | None = None) -> Repaired:
    """Mend encoding damage and homoglyphs, one paragraph a line; white space and normal form stay.

    Returns:
        The text, with as many lines as it had; the changes, ``block`` being the line; flags for damage that cannot
        be undone ("lossy-encoding").
    """
    del language
    steps: list[Repair] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.isascii() and "&" not in line and not has_unsafe(line):
            continue
        for change in _mend(number, line):
            steps.append(change)
            lines[number] = change.after
    result = "\n".join(lines)
    return Repaired(result, tuple(steps), ("lossy-encoding",) if "\ufffd" in result else ())


def _mend(number: int, line: str) -> Iterator[Repair]:
    now = line
    for kind, after, steps in (
        (RepairKind.CONTROL, join_surrogates, (Step("join-surrogates", ""),)),
        (RepairKind.ENTITY, _unescape, (Step("unescape", ""),)),
    ):
        changed = after(now)
        if changed != now:
            yield Repair(number, kind, now, changed, steps)
            now = changed
    if len(now) < _LONGEST:
        fixed = ftfy.fix_and_explain(now, config=_SAFE)
        if fixed.text != now:
            plan = tuple(Step("ftfy", f"{one.action} {one.parameter}") for one in fixed.explanation or ())
            yield Repair(number, RepairKind.MOJIBAKE, now, fixed.text, plan)
            now = fixed.text
    for kind, change, step in (
        (RepairKind.CONTROL, drop_controls, Step("drop-controls", "")),
        (RepairKind.HOMOGLYPH, mend_homoglyphs, Step("map-homoglyphs", "")),
    ):
        changed = change(now)
        if changed != now:
            yield Repair(number, kind, now, changed, (step,))
            now = changed


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)
