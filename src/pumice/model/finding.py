"""What a check of the data folder found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in the data folder that is not as it should be.

    Attributes:
        place: the file, folder or part of it, relative to the data folder.
        fault: one stable word for what is wrong, e.g. "missing"; docs/consumers.md lists them.
        explanation: what was found and what was expected, in a sentence.
        mend: what to do about it.
        repairable: whether ``pumice doctor --repair`` does it.
    """

    place: str
    fault: str
    explanation: str
    mend: str
    repairable: bool = False
