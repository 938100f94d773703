"""How well a text fits a language, judged by letters alone: the judge that encoding repair and decoding share.

Start with :func:`pumice.read.fit.cost.cost`; the statistics are in :mod:`pumice.read.fit.letters`.
"""

from pumice.read.fit.cost import cost
from pumice.read.fit.letters import LetterModel, SignModel, languages_of, letter_model, pooled_model, sign_model

__all__ = ["LetterModel", "SignModel", "cost", "languages_of", "letter_model", "pooled_model", "sign_model"]
