"""Authors who sign inside the text, as East Asian papers have it: （记者 李明）, 文：李明, 홍길동 기자.

Names there are short and stand in no list of names; what gives them away is the word beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pumice.model import Block, Claim, Field, Origin, Span

_NAME: Final = r"[\u3400-\u9fff·]{2,4}"
_NAMES: Final = rf"(?P<names>{_NAME}(?:[\s、，,]+{_NAME}){{0,6}})"
_CALLING: Final = r"(?:记者|記者|通讯员|通訊員|实习生|實習生|特约撰稿人?)"
_RULES: Final[tuple[tuple[re.Pattern[str], float, int], ...]] = (
    # A label with a colon, in a short line; user names of forums are not in Han.
    (
        re.compile(
            rf"(?:作\s?者|撰文|撰稿|执笔人?|執筆|采写|采访|文|{_CALLING})\s*[:：/／]\s*{_NAMES}(?![\u3400-\u9fff])"
        ),
        0.65,
        120,
    ),
    (re.compile(r"作\s?者\s*[:：]\s*(?P<names>[A-Za-z][A-Za-z0-9_]{1,19})\b"), 0.6, 120),
    # In brackets: at the beginning ("Xinhua, Lhasa (reporter ...)") or at the very end.
    (re.compile(rf"[（(][^（）()]{{0,12}}{_CALLING}\s*{_NAMES}[^（）()]{{0,12}}[）)]"), 0.5, 3_000),
    # A line of its own: the paper, the calling, the names, perhaps the place and "reports".
    (re.compile(rf"^\W*[\u3400-\u9fff\s]{{0,14}}{_CALLING}\s*{_NAMES}(?P<reports>报道|報道|電|电|摄)?\W*$"), 0.62, 40),
    (re.compile(rf"[。！？”][（(]\s*{_NAMES}\s*[）)]\W*$"), 0.4, 3_000),
    # Forums: posted by ... on ...
    (re.compile(rf"由\s?(?P<names>{_NAME})\s?于\s?\d{{4}}"), 0.45, 120),
    (re.compile(r"(?:^|[\s|=/])(?P<names>[가-힣]{2,4})\s?(?:기자|특파원|논설위원)(?:\s|$|[=|(])"), 0.5, 80),
)
_EDITOR: Final = re.compile(rf"(?:责任编辑|责编|編輯|编辑)\s*[:：]\s*{_NAMES}(?![\u3400-\u9fff])")
_NO_NAMES: Final = frozenset(
    {
        "报道",
        "報道",
        "来源",
        "编辑",
        "责任",
        "摄影",
        "图片",
        "记者",
        "综合",
        "整理",
        "本报",
        "本刊",
        "佚名",
        "出自",
        "选自",
        "转自",
        "原创",
        "点击",
        "发布",
    }
)
_CALLINGS: Final = ("记者", "記者", "编辑", "通讯员", "供图", "摄影")
_SCRIPT: Final = re.compile(r"[\u3400-\u9fff가-힣]")
_MOST_BLOCKS: Final = 400


def signature_claims(blocks: Sequence[Block]) -> Iterator[Claim]:
    """Authors named in or under the text; signatures in adjacent lines are one statement."""
    together, last = "", -_MOST_BLOCKS
    for index, block in enumerate(blocks[:_MOST_BLOCKS]):
        # Ideographs and Hangul alone are looked at: most pages have none.
        if block.hidden or not _SCRIPT.search(block.text) or block.link_density > 0.5:  # noqa: PLR2004 - a label to follow
            continue
        for rule, weight, longest in _RULES:
            if len(block.text) <= longest and (match := rule.search(block.text)):
                together = together if index - last <= 1 else block.text
                last = index
                yield from _name_claims(index, block.text, match, (together, weight))
        if len(block.text) <= 80 and (match := _EDITOR.search(block.text)):  # noqa: PLR2004 - a line, not a paragraph
            yield from _name_claims(index, block.text, match, (block.text, 0.15))


def _name_claims(index: int, text: str, match: re.Match[str], statement: tuple[str, float]) -> Iterator[Claim]:
    names = [name for name in re.split(r"[\s、，,]+", match["names"]) if name]
    if match.groupdict().get("reports") and len(names) > 1:
        names.pop()  # the place from which they report
    span = Span(index, 0, len(text)) if 3 * len(match["names"]) > len(text) else None
    for name in names:
        if name not in _NO_NAMES and not name.endswith(_CALLINGS):
            yield Claim(Field.AUTHOR, name, statement[0], Origin.BYLINE, statement[1], span)
