"""The whole pipeline, on one screen.

The text changes exactly once, inside :func:`pumice.read.document.to_document`; after that we only point at it.
"""

from __future__ import annotations

from pumice.model import Capture, Cleaned, House
from pumice.read.document import read_page, to_document
from pumice.write.compose import compose


def run(capture: Capture, house: House) -> Cleaned:
    """Clean one capture.

    Raises:
        InputFault: the capture cannot be normalised; its cause says why.
    """
    document = to_document(capture, read_page(capture, house), house)
    marks = [mark for marker in house.markers for mark in marker(document)]
    document = document.with_marks(marks)
    return Cleaned(document, compose(document, house.policy, house.versions))
