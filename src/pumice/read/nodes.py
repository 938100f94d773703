"""What the gatherer of facts asks of an element, whichever parser it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol


class Node(Protocol):
    """An element as some parser gives it; a BeautifulSoup ``Tag`` is one."""

    @property
    def name(self) -> str:
        """In lower case."""

    @property
    def attrs(self) -> Mapping[str, object]:
        """Its attributes; words of class and rel are not split."""

    @property
    def string(self) -> str | None:
        """Its text where it holds nothing else."""

    @property
    def stripped_strings(self) -> Iterator[str]:
        """The texts inside, white space around them stripped, none empty."""

    @property
    def parents(self) -> Iterable[Node]:
        """The elements around it, nearest first."""

    def get_text(self) -> str:
        """The texts inside, joined."""
