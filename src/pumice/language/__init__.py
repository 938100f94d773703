"""Which language a text is in, and which stretches of it are not.

Start reading at :mod:`pumice.language.strays`. :func:`identify` answers for one text, :func:`main_language` for a
document, :func:`find_strays` for everything in a document that is in another language.
"""

from pumice.language.main import decide_language, identify, identify_each, main_language
from pumice.language.results import Decided, Identified, Strays, StraySpan, Verdict
from pumice.language.strays import find_strays, find_strays_against
from pumice.language.tags import are_twins, base_of, normalise_tag, twins_of

__all__ = [
    "Decided",
    "Identified",
    "StraySpan",
    "Strays",
    "Verdict",
    "are_twins",
    "base_of",
    "decide_language",
    "find_strays",
    "find_strays_against",
    "identify",
    "identify_each",
    "main_language",
    "normalise_tag",
    "twins_of",
]
