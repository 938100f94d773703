"""Plain text to blocks: a line is a block, unless the file is evidently hard-wrapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pumice.model import Block, BlockKind
from pumice.text.scripts import count_letters

_WRAP_MAXIMUM: Final = 100
"""Hard-wrapped text has no longer lines than this."""
_WRAP_MINIMUM: Final = 50
"""Lines that are all shorter are a list or verse."""
_WRAP_RAGGED: Final = 24
"""How far short of the longest line a wrapped line may end."""
_WRAP_EVIDENCE: Final = 4
"""So many wrapped lines are evidence; fewer may be chance."""
_HEADING_LETTERS: Final = 90
_SENTENCE_END: Final = re.compile(r"[.!?…。！？։؟۔।:：;；,،、]['\"»”’）)\]]*$")
_NO_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]$")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    after_blank: bool


def cut_plain(text: str) -> list[Block]:
    """The text's blocks in reading order; ``path`` is "line 14", counted from 1."""
    lines = _lines(text)
    if _is_wrapped(lines):
        lines = _unwrap(lines)
    return [_block(lines, index) for index in range(len(lines))]


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    after_blank = True
    for number, line in enumerate(re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text), start=1):
        stripped = line.strip()
        if stripped:
            found.append(_Line(number, stripped, after_blank))
        after_blank = not stripped
    return found


def _is_wrapped(lines: list[_Line]) -> bool:
    """Whether most lines that another follows directly end near the same right margin, and none goes beyond it."""
    longest = max((len(line.text) for line in lines), default=0)
    continued = [line for line, following in pairwise(lines) if not following.after_blank]
    full = sum(len(line.text) >= longest - _WRAP_RAGGED for line in continued)
    return _WRAP_MINIMUM <= longest <= _WRAP_MAXIMUM and full >= _WRAP_EVIDENCE and full >= 0.8 * len(continued)


def _unwrap(lines: list[_Line]) -> list[_Line]:
    joined: list[_Line] = []
    for line in lines:
        if line.after_blank or not joined:
            joined.append(line)
            continue
        before = joined[-1]
        seam = "" if _NO_SPACES.search(before.text) else " "
        joined[-1] = _Line(before.number, before.text + seam + line.text, before.after_blank)
    return joined


def _block(lines: list[_Line], index: int) -> Block:
    line = lines[index]
    heading = _is_heading(lines, index)
    return Block(
        text=line.text,
        kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH,
        path=f"line {line.number}",
        level=2 if heading else 0,
    )


def _is_heading(lines: list[_Line], index: int) -> bool:
    """A short line by itself, without a sentence's end, that a longer passage follows."""
    line = lines[index]
    if index + 1 >= len(lines) or not line.after_blank or not lines[index + 1].after_blank:
        return False
    letters = count_letters(line.text)
    if not 0 < letters <= _HEADING_LETTERS or _SENTENCE_END.search(line.text):
        return False
    following = lines[index + 1].text
    is_text = bool(_SENTENCE_END.search(following)) or len(following) > _HEADING_LETTERS
    return is_text and len(following) > len(line.text)
