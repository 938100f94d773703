"""A second opinion on a document's language, from langdetect.

langdetect knows 55 languages and is no help on labels: it is wrong there more often than the model that would ask it
(docs/language.md). On a passage of a document it is right nearly always, and it errs independently, so where it is sure
of another language, a person should look. It costs more than our own vote, so a document whose vote was plain
(:class:`~pumice.language.results.Decided`) is not put before it. It is seeded, so it answers the same each time, and
asked only where both languages are among those it knows: it answers Estonian for Armenian and Georgian, and is as sure
of it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from pumice.language.tags import are_twins, base_of
from pumice.text.scripts import count_letters

_SAMPLE: Final = 600
"""Code points of the passage; more cost time and change no answer."""
_LETTERS: Final = 120
"""On a shorter passage its answer is worth less than the doubt it raises."""
_SURE: Final = 0.999
_SEED: Final = 0


def doubts(text: str, language: str) -> str | None:
    """The other language that langdetect is sure of, as a BCP 47 tag; None where it agrees, or cannot tell.

    Args:
        text: the document's text.
        language: the BCP 47 tag it was given.
    """
    passage = text[:_SAMPLE]
    factory = _factory()
    known = {base_of(tag) for tag in factory.get_lang_list()}
    if count_letters(passage) < _LETTERS or base_of(language) not in known:
        return None
    detector = factory.create()
    try:
        detector.append(passage)
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    other = str(best.lang)
    return None if best.prob < _SURE or are_twins(other, language) else other


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(_SEED)
    return factory
