"""Text between two block boundaries, collected while a reader walks the tree. Start with :class:`Cutter`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pumice.model import Block, BlockKind
from pumice.read.html_frames import Attributes, Frame, all_words, home_path, open_frame
from pumice.read.html_tags import trait_of

_WHITE = re.compile(r"[ \t\n\r\f\x1c-\x1f]{2,}|[\t\n\r\f\x1c-\x1f]")
"""Markup's white space, and the separators that Python and no browser takes for white; a single space may stay."""
_CELL = "\x1f"
"""Stands between two cells while a row is collected: a separator that is white space in any other text."""
_CELL_SEPARATOR = " | "


@dataclass(slots=True)
class Cutter:
    """Collects text until a boundary, then makes a block of it.

    A reader calls :meth:`enter`, :meth:`add` and :meth:`leave` in the order of the page and finds the result in
    ``blocks``.
    """

    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    link_pieces: list[str] = field(default_factory=list)
    strong_pieces: list[str] = field(default_factory=list)
    owner: Frame | None = None
    asides: list[Block] = field(default_factory=list)
    links: int = 0
    media: int = 0

    def enter(self, name: str, attributes: Attributes, parent: Frame, is_data_row: Callable[[], bool]) -> Frame | None:
        """Open an element; None where nothing inside it is text."""
        parent.counts[name] = parent.counts.get(name, 0) + 1
        trait = trait_of(name)
        if trait.media:
            self.media += 1
        if trait.breaks:
            if parent.state.aside is None:
                self.flush()
            return None
        if trait.no_text:
            return None
        frame = open_frame(name, attributes, parent, data_row=trait.row and is_data_row())
        if parent.state.aside is None:
            self._begin(frame, parent)
        return frame

    def leave(self, frame: Frame) -> None:
        """Close an element."""
        aside = frame.state.aside
        if aside is None:
            if _bounds(frame, frame.state.in_row):
                self.flush()
        elif frame.owns_aside and aside:
            text = tidy(" ".join(aside), BlockKind.PARAGRAPH)
            if text:
                self.asides.append(_block(text, frame))

    def add(self, text: str, frame: Frame) -> None:
        """Add text that stands directly inside an open element."""
        state = frame.state
        if state.aside is not None:
            state.aside.append(text)
            return
        self.pieces.append(text)
        if state.linked:
            self.link_pieces.append(text)
        if state.strong:
            self.strong_pieces.append(text)
        if (self.owner is None or frame.depth < self.owner.depth) and not text.isspace():
            # Of the elements that lent text to a block, the outermost describes it.
            self.owner = frame

    def flush(self) -> None:
        """End the block before a boundary."""
        if not self.pieces and not self.asides:
            return
        owner = self.owner
        if owner is not None:
            whole = "".join(self.pieces)
            text = _row(whole) if owner.state.in_row else tidy(whole, owner.state.kind)
            if text:
                self.blocks.append(self._finish(text, owner))
                self.media = 0
                self.links = 0
        self.blocks.extend(self.asides)
        self.pieces.clear()
        self.link_pieces.clear()
        self.strong_pieces.clear()
        self.asides.clear()
        self.owner = None

    def _begin(self, frame: Frame, parent: Frame) -> None:
        if _bounds(frame, parent.state.in_row):
            self.flush()
        elif parent.state.in_row:
            if frame.trait.cell:
                self.pieces.append(_CELL)
        elif frame.state.hidden and not parent.state.hidden:
            frame.set_apart()
        self.links += frame.trait.link

    def _finish(self, text: str, owner: Frame) -> Block:
        def length(pieces: list[str]) -> int:
            if len(pieces) == len(self.pieces) and not owner.state.in_row:
                return len(text)
            return min(len(text), len(tidy("".join(pieces), owner.state.kind))) if pieces else 0

        return _block(text, owner, (length(self.link_pieces), length(self.strong_pieces)), (self.links, self.media))


def tidy(text: str, kind: BlockKind) -> str:
    """White space as a browser shows it."""
    if kind is BlockKind.CODE:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n\t ")
    return _WHITE.sub(" ", text).strip(" ")


def _row(text: str) -> str:
    """A row's cells side by side; empty ones count between two others only."""
    cells = [tidy(cell, BlockKind.TABLE_ROW) for cell in text.split(_CELL)]
    return _CELL_SEPARATOR.join(cells).strip(_CELL_SEPARATOR)


def _bounds(frame: Frame, in_row: bool) -> bool:  # noqa: FBT001 - whose row differs between opening and closing
    return frame.trait.bounds and not (in_row and frame.trait.cell)


def _block(text: str, frame: Frame, characters: tuple[int, int] = (0, 0), counts: tuple[int, int] = (0, 0)) -> Block:
    state = frame.state
    return Block(
        text,
        state.kind,
        home_path(frame),
        state.level,
        all_words(frame),
        characters[0],
        state.language,
        state.hidden,
        state.role,
        counts[0],
        characters[1],
        counts[1],
    )
