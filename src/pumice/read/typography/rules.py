"""The typography rules, one table: what, in which languages, into what, and why. This is the place to edit.

Rules run in order, each on its own line of text. What must never be touched is listed in :data:`UNTOUCHED`; a test
tries every entry in every rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What becomes of a match.

    replace: the replacement, as :func:`re.sub` takes it · nfc, nfkc: its normal form · comma: the letters with comma
    below · closed: dropped unless opened and closed within the line · bond: the narrowest
    no-break space in it, else a space.
    """

    REPLACE = "replace"
    NFC = "nfc"
    NFKC = "nfkc"
    COMMA = "comma"
    CLOSED = "closed"
    BOND = "bond"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rewriting of a line.

    Attributes:
        name: what a recorded step calls it.
        pattern: regular expression of what is rewritten.
        reason: why.
        action: what becomes of a match.
        replacement: for :attr:`Action.REPLACE`.
        only: primary language subtags it holds for; empty means every language, known or not.
        never: primary language subtags it does not hold for; "" stands for an unknown language.
    """

    name: str
    pattern: str
    reason: str
    action: Action = Action.REPLACE
    replacement: str = ""
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


_SPACED_MARKS = frozenset({"fr", "br", "oc", "wa", "co", "frp"})
"""Languages that part : ; ! ? and guillemets from the word with a no-break space."""

_BONDS = _SPACED_MARKS | frozenset(
    "be bg bs ca cs da de es et eu fi gl hr hu hy is it ka kk ky lt lv mk mn nb nl nn no pl pt ro ru sk sl sq sr sv tg"
    " tk tr tt uk uz".split()
)
"""Languages whose editors bind words, numbers or dashes with a no-break space (CLDR groups digits with one, or
typographers ask for it after short prepositions, before dashes, in dates)."""

_BREAKS_UNSEEN = frozenset("bo dz ja km ko lo my shn th yue zh".split())
"""Languages written without spaces, where a zero-width space tells where a line may break."""

_S = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f]"

RULES: tuple[Rule, ...] = (
    Rule("stray-bom", "\ufeff", "a byte order mark inside a text is litter"),
    Rule("soft-hyphen", "\u00ad", "a hint for one line width, not part of the word; searches miss words that hold it"),
    Rule("line-marks", r"[\r\x0b\x0c\x85\u2028\u2029]+", "a paragraph is one line here", replacement=" "),
    Rule("controls", r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+", "no text needs them, and terminals obey them"),
    Rule(
        "zero-width",
        "[\u200b\u2060\u2061-\u2064]+",
        "litter of editors and trackers; scripts without spaces break lines at it",
        never=_BREAKS_UNSEEN | {""},
    ),
    Rule(
        "zero-width-unknown",
        r"(?<![\u0e00-\u109f\u1780-\u17ff\u1a20-\u1aaf\u3000-\u9fff])[\u200b\u2060-\u2064]+"
        r"(?![\u0e00-\u109f\u1780-\u17ff\u1a20-\u1aaf\u3000-\u9fff])",
        "where the language is not known, only away from scripts that use it",
        only=frozenset({""}),
    ),
    Rule("bidi-override", "[\u202d\u202e]", "shows text in another order than it is stored in; a trick, never a need"),
    Rule("bidi-unclosed", "[\u202a-\u202e\u2066-\u2069]", "an embedding must end where it began", Action.CLOSED),
    Rule("ligatures", "[\ufb00-\ufb06]+", "a font's choice of glyphs: words that hold them are not found", Action.NFKC),
    Rule(
        "arabic-forms",
        "[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe80-\ufefc]+",
        "a font's choice of glyphs for Arabic letters; the ornate ﷺ ﷻ ﷼ stay",
        Action.NFKC,
    ),
    Rule("nfc", "(?s).+", "one way to write each letter; see EXEMPT for what keeps its form", Action.NFC),
    Rule(
        "cedillas",
        "[\u015e\u015f\u0162\u0163]+",
        "Romanian has a comma below; old code pages had none",
        Action.COMMA,
        only=frozenset({"ro", "mo"}),
    ),
    Rule("figure-spaces", "[\u2000-\u2008\u200a\u205f\u1680]", "widths of a layout, not of the text", replacement=" "),
    Rule(
        "spaced-marks",
        rf"(?<!{_S}){_S}{{2,}}(?=[:;!?»])|(?<=«){_S}{{2,}}",
        "one bond before the mark, however many spaces were typed; a narrow one stays narrow",
        Action.BOND,
        only=_SPACED_MARKS,
    ),
    Rule("space-runs", rf"{_S}{{2,}}|\t", "layout of the source; a tab parts words as a space does", replacement=" "),
    Rule(
        "nbsp",
        r"(?<![\d\u00b0§№])\u00a0(?![\d%‰°€$£])",
        "left by editors by chance where the language binds nothing with it; bonds with figures stay",
        replacement=" ",
        never=_BONDS | {""},
    ),
    Rule("edges", r"^[ \t\u00a0]+|[ \t\u00a0]+$", "a line begins and ends with its text"),
)

TELLING = (
    r"\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u2028-\u202f\u205f-\u2064\u2066-\u2069"
    r"\ufeff\ufb00-\ufb06\ufb50-\ufdf9\ufe80-\ufefc"
)
"""Characters of which one stands in whatever a rule matches, but for runs of plain spaces, spaces at the edges of a
line, what is not in normal form, and the letters of one language (:attr:`Action.COMMA`)."""

EXEMPT = r"[\uf900-\ufaff\U0002f800-\U0002fa1f\u2329\u232a\u0590-\u05ff\ufb1d-\ufb4f]+"
"""What the normal form leaves alone: CJK compatibility ideographs (people's names tell them apart), angle brackets,
and Hebrew with points (canonical order breaks the order in which they are read)."""

UNTOUCHED: tuple[tuple[str, str, str], ...] = (
    ("می\u200cخواهم", "fa", "ZWNJ parts the prefix from the verb in Persian"),
    ("क्\u200dष", "hi", "ZWJ asks for the half form in Devanagari"),
    ("Où ?\u00a0Là\u00a0: «\u00a0ici\u00a0»\u00a0!", "fr", "French spaces its marks"),
    ("12\u202f000\u202f€", "fr", "narrow no-break spaces group figures"),
    ("1’234’567\u00a0Fr.", "de-CH", "Swiss figures"),
    ("שלום\u200f!", "he", "a right-to-left mark puts the sign on its side"),
    ("\u2067שלום\u2069 abc", "he", "a closed isolate"),
    ("「你好」，——“世界”！", "zh", "full-width marks are the right ones in Chinese"),
    ("ＡＢＣ１２３", "ja", "full-width letters may be meant"),
    ("ng\u02bcombe, Hawai\u02bbi", "sw", "modifier letters are letters"),
    ("“a” ‘b’ „c“ »d« «e»", "de", "quotation marks of every language"),
    ("👩\u200d💻 🏳️\u200d🌈 ❤️", "en", "emoji sequences"),
    ("كـــتاب", "ar", "tatweel is drawn on purpose"),
    ("ភាសា\u200bខ្មែរ", "km", "a zero-width space tells Khmer words apart"),
    ("ﷺ", "ar", "a ligature that is a formula of its own"),
    ("İstanbul ılık", "tr", "dotted and dotless i"),
    ("Şişli, Ţară", "tr", "cedillas outside Romanian"),
    ("½ № ℃ ² ™ …", "en", "compatibility characters with a meaning"),
    ("v\u00a0Praze 5\u00a0000\u00a0Kč", "cs", "Czech binds prepositions and figures"),
    ("5\u00a0km", "en", "a figure and its unit"),
)
"""Text, language and reason: what no rule may change."""
