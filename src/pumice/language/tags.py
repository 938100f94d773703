"""Language tags: canonical BCP 47 forms, twins that no method separates, and which tags mean the same language.

Start reading at :func:`normalise_tag`.
"""

from __future__ import annotations

import re

TWINS: tuple[frozenset[str], ...] = (
    frozenset({"bs", "hr", "sr-Latn"}),  # one standard register of Shtokavian, told apart by a few words in a page
    frozenset({"da", "nb", "nn"}),  # written Danish and Bokmål share most words of a label; Nynorsk many
    frozenset({"id", "ms"}),  # two standards of Malay
)
"""Languages that are reported as a group where the text is short, and never flagged against each other."""

_RENAMED = {
    "cmn": "zh",  # Mandarin is what "zh" means in a page
    "fil": "tl",  # CLDR writes fil, older pages tl: one language, one tag here
    "in": "id",  # withdrawn in 1989
    "iw": "he",  # withdrawn in 1989
    "ji": "yi",  # withdrawn in 1989
    "mo": "ro",  # withdrawn in 2008
    "no": "nb",  # pages that say Norwegian are Bokmål unless they say Nynorsk
    "sh": "sr-Latn",  # withdrawn in 2000; CLDR's replacement
}

_SHAPE = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<extended>[a-z]{3}))?"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<rest>(?:-[a-z0-9]{1,8})*)"
)


def normalise_tag(tag: str) -> str | None:
    """The canonical BCP 47 form of a language tag, or None if it is no tag.

    Takes what pages write: underscores ("en_GB" gives "en-GB"), a charset behind a point, withdrawn codes ("iw" gives
    "he"), any case. Variants and extensions are dropped: no text is told apart by them here.
    """
    found = _SHAPE.fullmatch(re.split(r"[.@;,\s]", tag.strip(), maxsplit=1)[0].replace("_", "-").lower())
    if found is None:
        return None
    language, _, script = _RENAMED.get(
        found["extended"] or found["language"], found["extended"] or found["language"]
    ).partition("-")
    parts = (language, (found["script"] or script).title(), (found["region"] or "").upper())
    return "-".join(part for part in parts if part)


def base_of(tag: str) -> str:
    """The language alone, without region, and without a script unless the language needs it to be told ("sr-Latn")."""
    language, _, rest = tag.partition("-")
    return "sr-Latn" if language == "sr" and rest.startswith("Latn") else language


def are_twins(one: str, other: str) -> bool:
    """Whether two tags name the same language or two that are never flagged against each other."""
    left, right = base_of(one), base_of(other)
    return left == right or any(left in group and right in group for group in TWINS)


def twins_of(tag: str) -> tuple[str, ...]:
    """The group a language is reported with, sorted, itself included; empty where it has no twin."""
    return next((tuple(sorted(group)) for group in TWINS if base_of(tag) in group), ())
