"""Stretches of a document that are in another language than the document, each with what to do about it.

Start reading at :func:`find_strays`. A block is judged whole, and then its script runs; what stands in quotation marks
or brackets, and Latin names and acronyms in a text of another script, belong to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pumice.language.asking import guess
from pumice.language.letters import ONE_LANGUAGE, letters_by_script, main_script
from pumice.language.main import main_language
from pumice.language.results import Strays, StraySpan, Verdict
from pumice.language.tags import are_twins
from pumice.model import Reason
from pumice.text.scripts import count_letters

_LABEL_WORDS = 6
_PARAGRAPH_LETTERS = 60
_QUOTED = re.compile(r"""^\s*[«"“„‘'‹「『(\[].*[»"”“’'›」』)\]]\W*$""", re.DOTALL)
_NAME_WORD = re.compile(r"[A-Z0-9À-Þ][\w'’.&-]*")
_SENTENCE = re.compile(r"[.!?…。؟]\s*$")
_WRITTEN_TOGETHER = (frozenset({"Hani", "Hira", "Kana"}), frozenset({"Hang", "Hani"}))
_SURE, _LIKELY = 0.97, 0.9


def find_strays(blocks: Sequence[str], *, declared: str | None = None) -> Strays:
    """Find what is in another language than the document.

    Args:
        blocks: the document's texts in reading order; any text will do, empty ones and lone surrogates included.
        declared: the language the page declares, as weak evidence of the document's.
    """
    return find_strays_against(blocks, main=main_language(blocks, declared=declared))


def find_strays_against(blocks: Sequence[str], *, main: str | None) -> Strays:
    """The same where the main language is known already."""
    if main is None:
        return Strays(None, ())
    script = main_script("\n".join(text for text in blocks if len(text) > _PARAGRAPH_LETTERS)) or main_script(
        "\n".join(blocks)
    )
    spans = [span for index, text in enumerate(blocks) for span in _judge(index, text, (main, script or "Latn"))]
    return Strays(main, tuple(spans))


def _judge(block: int, text: str, home: tuple[str, str]) -> Iterator[StraySpan]:
    main, script = home
    own = main_script(text)
    letters = letters_by_script(text)
    if own is None or sum(letters.values()) < 2:  # noqa: PLR2004 - one letter is an enumeration mark
        return
    if own == script or any({own, script} <= together for together in _WRITTEN_TOGETHER):
        yield from _same_script(block, text, main)
    elif letters[own] >= 0.8 * sum(letters.values()):
        yield from _other_script(block, text, own)


def _other_script(block: int, text: str, script: str) -> Iterator[StraySpan]:
    found = guess(text)
    language = found.language or ONE_LANGUAGE.get(script)
    if _QUOTED.match(text) or _is_bilingual(text):
        kind = Reason.KEEP_BILINGUAL if _is_bilingual(text) else Reason.KEEP_QUOTATION
        yield StraySpan(block, 0, len(text), language, kind, _LIKELY, "keep")
    elif script == "Latn" and _is_name(text):
        yield StraySpan(block, 0, len(text), None, Reason.KEEP_NAME, _LIKELY, "keep")
    else:
        verdict: Verdict = "remove" if script != "Latn" or count_letters(text) > _LABEL_WORDS else "suspect"
        yield StraySpan(block, 0, len(text), language, _kind_of(text), _SURE if verdict == "remove" else 0.4, verdict)


def _same_script(block: int, text: str, main: str) -> Iterator[StraySpan]:
    if count_letters(text) < _PARAGRAPH_LETTERS:
        return
    found = guess(text)
    if found.language is None or found.score < _SURE or are_twins(found.language, main):
        return
    if _is_bilingual(text):
        yield StraySpan(block, 0, len(text), found.language, Reason.KEEP_BILINGUAL, _LIKELY, "keep")
    elif _QUOTED.match(text):
        yield StraySpan(block, 0, len(text), found.language, Reason.KEEP_QUOTATION, _LIKELY, "keep")
    else:
        yield StraySpan(block, 0, len(text), found.language, _kind_of(text), found.score, "remove")


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if count_letters(word)]
    return len(words) <= _LABEL_WORDS and all(_looks_like_name(word.strip("()[],;:«»\"'“”")) for word in words)


def _looks_like_name(word: str) -> bool:
    return bool(_NAME_WORD.match(word)) or "@" in word or "/" in word


def _is_bilingual(text: str) -> bool:
    """A long passage is a version of the text, not an insertion."""
    return count_letters(text) >= 400  # noqa: PLR2004 - three to four sentences


def _kind_of(text: str) -> Reason:
    words = len(text.split())
    if words <= _LABEL_WORDS and not _SENTENCE.search(text):
        return Reason.STRAY_LABEL
    return Reason.STRAY_PARAGRAPH if count_letters(text) >= _PARAGRAPH_LETTERS else Reason.STRAY_NOTICE
