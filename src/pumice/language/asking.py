"""langdetect, asked only what it can answer: seeded, within its languages, only those of the text's script."""

from __future__ import annotations

from functools import cache

from langdetect import DetectorFactory
from langdetect.detector_factory import PROFILES_DIRECTORY
from langdetect.lang_detect_exception import LangDetectException

from pumice.language.letters import ONE_LANGUAGE, letters_by_script, main_script
from pumice.language.results import Identified
from pumice.language.tags import normalise_tag, twins_of

_BY_SCRIPT = {
    "Arab": frozenset({"ar", "fa", "ur"}),
    "Beng": frozenset({"bn"}),
    "Cyrl": frozenset({"bg", "mk", "ru", "uk"}),
    "Deva": frozenset({"hi", "mr", "ne"}),
    "Ethi": frozenset({"am", "ti"}),
    "Hani": frozenset({"zh"}),
}
_LATIN = frozenset(
    ["af", "ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl", "nb",
     "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw", "tl", "tr", "vi"]
)  # fmt: skip
_ENOUGH = 60
"""Letters from which an answer within one script counts in full, and twins are told apart."""


@cache
def _factory() -> DetectorFactory:
    DetectorFactory.seed = 0  # without it one label in twenty changes between runs
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def guess(text: str) -> Identified:
    """The most likely language of a text; ``Identified(None, 0.0)`` where there is nothing to go by."""
    script = main_script(text)
    if script is None:
        return Identified(None, 0.0)
    if script in ONE_LANGUAGE:
        return Identified(ONE_LANGUAGE[script], 0.99)
    allowed = _LATIN if script == "Latn" else _BY_SCRIPT.get(script, frozenset())
    if len(allowed) == 1:
        return Identified(next(iter(allowed)), 0.95)
    return _ask(text, allowed)


def _ask(text: str, allowed: frozenset[str]) -> Identified:
    letters = sum(letters_by_script(text).values())
    try:
        detector = _factory().create()
        detector.append(text)
        answers = detector.get_probabilities()
    except LangDetectException:
        return Identified(None, 0.0)
    for answer in answers:
        tag = normalise_tag(answer.lang.partition("-")[0])
        if tag in allowed:
            score = min(1.0, float(answer.prob)) * min(1.0, letters / _ENOUGH)
            return Identified(tag, score, twins_of(tag) if letters < _ENOUGH else ())
    return Identified(None, 0.0)
