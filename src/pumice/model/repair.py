"""Changes to text, each with the steps that replay it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RepairKind(StrEnum):
    """What was wrong with the text.

    mojibake: decoded with the wrong charset · entity: a character reference left in plain text · control: a control or
    non-character · homoglyph: a letter of another script in a word · typography: spaces, invisibles, compatibility
    characters, normalisation form.
    """

    MOJIBAKE = "mojibake"
    ENTITY = "entity"
    CONTROL = "control"
    HOMOGLYPH = "homoglyph"
    TYPOGRAPHY = "typography"


@dataclass(frozen=True, slots=True)
class Step:
    """One replayable operation.

    Attributes:
        action: name of the operation, e.g. "encode", "decode", "transcode", "apply", "replace".
        parameter: what it was done with, e.g. "windows-1252", or the name of a typography rule.
    """

    action: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to one block's text before the document was frozen.

    Invariant: replaying ``steps`` on ``before`` gives ``after`` (:func:`pumice.read.repair.replay`).

    Attributes:
        block: index of the block.
        kind: what was wrong.
        before: the whole stretch that was changed, as it was.
        after: the same stretch, mended.
        steps: what replays the change.
    """

    block: int
    kind: RepairKind
    before: str
    after: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with the proof of what was done to it.

    Attributes:
        text: the result.
        steps: the changes in order, each a :class:`Repair` whose ``block`` is the index of the paragraph (line).
        flags: damage that was seen and left, e.g. "lossy-encoding" for U+FFFD.
    """

    text: str
    steps: tuple[Repair, ...] = ()
    flags: tuple[str, ...] = ()
