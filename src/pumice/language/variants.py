"""Tags of languages that are written in two ways, in their shortest form.

CLDR's likely script is left out, as BCP 47 asks: Chinese is ``zh`` where it is simplified and ``zh-Hant`` where it is
traditional; Serbian is ``sr`` in Cyrillic and ``sr-Latn`` in Latin letters; Uzbek ``uz`` in Latin, ``uz-Cyrl`` in
Cyrillic. The last two are told apart by the n-gram model's own columns, the first here.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

_LOOKED_AT = 4000
"""Characters of a text that are counted."""


@cache
def _characters() -> tuple[frozenset[str], frozenset[str]]:
    table = json.loads(files("pumice.language").joinpath("variants.json").read_text(encoding="utf-8"))
    return frozenset(table["simplified"]), frozenset(table["traditional"])


def with_script(language: str, text: str) -> str:
    """The tag with its script subtag where the text's script is not the language's likely one."""
    if language != "zh":
        return language
    simplified, traditional = _characters()
    seen = text[:_LOOKED_AT]
    plain = sum(map(simplified.__contains__, seen))
    return "zh-Hant" if sum(map(traditional.__contains__, seen)) > plain else "zh"
