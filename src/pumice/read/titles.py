"""Headlines without the site's name: "Floods recede - The Daily Bugle" is "Floods recede"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

LONGEST_TITLE: Final = 500
"""A longer title is no headline."""
_SEPARATOR: Final = re.compile(r"\s+[|\-–—·•:»«›‹~/\\]+\s+|\s*[|｜_]\s*|\s+::\s+|(?<=[\u3040-\u9fff])[-－—_–]+(?=\w)")
_SHORTEST_NAME: Final = 4
_WORDS_MORE: Final = 3
_LOOSE: Final = " \t|·•:~/\\–—-"
_BLANK: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=4_096)
def same_text(text: str) -> str:
    """The form in which two titles are the same: letters and digits, lower case, compatibility forms folded."""
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def strip_site(title: str, *, names: Sequence[str], visible: Sequence[str]) -> str:
    """The title without the site's name and its sections.

    Args:
        title: a title as the page's head gives it.
        names: what the site calls itself: og:site_name, the publisher, the labels of its host.
        visible: headings of the page, the likeliest headline first.

    Returns:
        The visible heading where the title is that heading with something added; the title up to a separator behind
        which a name of the site stands; else the title as it is.
    """
    title = " ".join(title.split())
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    plain = [same_text(name) for name in names if same_text(name)]
    pieces = {same_text(piece): piece for piece in title_parts(title)}
    for heading in visible:
        same = same_text(heading)
        if same in pieces and same not in plain:
            return pieces[same]
    return _strip_names(title, plain)


def rest_of_title(title: str, headline: str) -> str:
    """What a title adds to the headline, from its last separator on: the site's name; "" where it adds nothing."""
    same = same_text(headline)
    matches = list(_SEPARATOR.finditer(title))
    if not matches or not same or same == same_text(title):
        return ""
    head, tail = title[: matches[0].start()], title[matches[-1].end() :]
    if same_text(title).startswith(same) and same_text(tail) not in same:
        return tail.strip()
    return head.strip() if same_text(title).endswith(same) and same_text(head) not in same else ""


def title_parts(title: str) -> list[str]:
    """Every stretch of the title between two separators or its ends."""
    starts = [0, *(match.end() for match in _SEPARATOR.finditer(title))]
    ends = [*(match.start() for match in _SEPARATOR.finditer(title)), len(title)]
    return [title[start:end] for start in starts[:8] for end in ends[:12] if start < end]


def _strip_names(title: str, names: Sequence[str]) -> str:
    changed = True
    while changed:
        changed = False
        matches = list(_SEPARATOR.finditer(title))
        if not matches:
            break
        tail, head = title[matches[-1].end() :], title[: matches[0].start()]
        if is_name_of(same_text(tail), names) and matches[-1].start():
            title, changed = title[: matches[-1].start()], True
        elif is_name_of(same_text(head), names):
            title, changed = title[matches[0].end() :], True
    return title.strip().lstrip(_LOOSE) or title


def is_name_of(same: str, names: Sequence[str]) -> bool:
    """Whether a text in :func:`same_text` form is one of the names, or a form of one."""
    return bool(same) and any(_is_form_of(same, name) for name in names)


def _is_form_of(text: str, name: str) -> bool:
    """Whether one is the other with a country, a suffix or an article more: "Bugle US", "thedailybugle"."""
    short, long = sorted((text.replace(" ", ""), name.replace(" ", "")), key=len)
    if len(name.split()) == 1 and len(text.split()) <= _WORDS_MORE and name in text.split()[:1]:
        return True
    return short == long or (len(short) >= _SHORTEST_NAME and short in long and len(long) <= 2 * len(short))
