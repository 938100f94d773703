"""Character references left in plain text: ``&eacute;`` that a page escaped twice."""

from __future__ import annotations

import html
import re

_MARKUP = "lt|gt|amp|quot|apos|#0*(?:60|62|38|34|39)|#[xX]0*(?:3[cC]|3[eE]|26|22|27)"
_REFERENCE = re.compile(rf"&(?!(?:{_MARKUP});)(?:[a-zA-Z]{{2,31}}\d{{0,2}}|#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}});")


def unescape(text: str) -> str:
    """Read references to letters and signs; those to markup (``&lt;`` ...) stay, for the text may speak of it."""
    return _REFERENCE.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text
