"""Which words the model knows as a whole in a language: evidence of its own beside the sums of n-grams.

Start reading at :func:`attested`. A name looks like some language to n-grams, but is no word of it that training saw.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pumice.language.alphabet import Indices
from pumice.language.model import languages_of, load_model
from pumice.language.reading import Reading

_PHRASE, _SHORT = 3, 3
"""Words of the shortest phrase; letters of the longest word that is one of grammar rather than a name."""
_LINGUA_FRANCA: Final = "en"
"""What a name in Latin letters is most likely in where several languages have all its words."""


def attested(reading: Reading, words: Indices, where: tuple[int, Indices]) -> npt.NDArray[np.bool_]:
    """Whether each word is known whole in a language, given as a writing and a column of its table for each word."""
    writing, columns = where
    table = load_model()[writing]
    whole = np.where(reading.writings[words] == writing, reading.whole[words], -1)
    return (whole >= 0) & (table.rows[np.maximum(whole, 0), columns] > table.floor)


def attested_share(reading: Reading, span: tuple[int, int], where: tuple[int, str]) -> float:
    """Share of the letters of some words (first, last) that are in words known in a language of a writing."""
    sizes = (reading.ends - reading.starts)[slice(*span)]
    return float((sizes * _known(reading, span, where)).sum() / max(1, sizes.sum()))


def is_phrase(reading: Reading, span: tuple[int, int], where: tuple[int, str]) -> bool:
    """Whether some words are a phrase of a language: three or more, half of them known, a short one among those."""
    known = _known(reading, span, where)
    sizes = (reading.ends - reading.starts)[slice(*span)]
    return len(known) >= _PHRASE and 2 * int(known.sum()) >= len(known) and bool((known & (sizes <= _SHORT)).any())


def _known(reading: Reading, span: tuple[int, int], where: tuple[int, str]) -> npt.NDArray[np.bool_]:
    writing, language = where
    languages = languages_of(writing)
    words = np.arange(*span)
    if writing not in load_model() or language not in languages:
        return np.zeros(len(words), bool)
    return attested(reading, words, (writing, np.full(len(words), languages.index(language))))


def settle_name(reading: Reading, span: tuple[int, int], where: tuple[int, str | None]) -> str | None:
    """The language of a name, title or gloss: that given, or English where it has as many of the words."""
    writing, language = where
    if language is None or _LINGUA_FRANCA not in languages_of(writing):
        return language
    own = attested_share(reading, span, (writing, language))
    common = attested_share(reading, span, (writing, _LINGUA_FRANCA))
    return _LINGUA_FRANCA if common > 0.0 and common >= own else language
