"""Text between two block boundaries, collected while a reader walks the tree. Start with :class:`Cutter`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pumice.model import Block, BlockKind
from pumice.read.html_frames import Frame, all_words, home_path
from pumice.read.html_states import Attributes, Opening, State, state_inside
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

    def enter(
        self, name: str, attributes: Attributes, parent: Frame, is_data_row: Callable[[], bool] | None = None
    ) -> Frame | None:
        """Open an element; None where nothing inside it is text. ``is_data_row`` is asked of rows of tables."""
        counts = parent.counts
        position = counts[name] = counts.get(name, 0) + 1
        above = parent.state
        state = state_inside(above, name, attributes, is_data_row)
        if state.special:
            trait = trait_of(name)
            self.media += trait.media
            if trait.breaks and above.aside is None:
                self.flush()
            if trait.breaks or trait.no_text:
                return None
        frame = Frame(state, parent, position, parent.depth + 1, attributes)
        if above.aside is None:
            opening = state.opening
            if opening is Opening.ENDS_BLOCK:
                if self.pieces or self.asides:
                    self.flush()
            elif opening is Opening.BEGINS_CELL:
                self.pieces.append(_CELL)
            elif opening is Opening.SETS_APART:
                frame.set_apart()
            if state.trait.link:
                self.links += 1
        return frame

    def leave(self, frame: Frame) -> None:
        """Close an element."""
        state = frame.state
        if state.aside is None:
            if state.ends_block and (self.pieces or self.asides):
                self.flush()
        elif state.aside and (frame.parent is None or frame.parent.state.aside is None):
            text = tidy(" ".join(state.aside), BlockKind.PARAGRAPH)
            if text:
                self.asides.append(_block(text, frame))

    def add(self, text: str, frame: Frame) -> None:
        """Add text that stands directly inside an open element."""
        state = frame.state
        if state.aside is not None:
            state.aside.append(text)
            return
        owner = self.owner
        if owner is None or frame.depth < owner.depth:
            if not text.isspace():
                # Of the elements that lent text to a block, the outermost describes it.
                self.owner = frame
            elif not self.pieces and text.isascii():
                # Nothing begins with the markup's own white space.
                return
        self.pieces.append(text)
        if state.linked:
            self.link_pieces.append(text)
        if state.strong:
            self.strong_pieces.append(text)

    def flush(self) -> None:
        """End the block before a boundary."""
        owner = self.owner
        if owner is not None:
            text = self._text(self.pieces, owner.state)
            if text:
                self.blocks.append(self._finish(text, owner))
                self.media = 0
                self.links = 0
            self.owner = None
        if self.asides:
            self.blocks.extend(self.asides)
            self.asides.clear()
        self.pieces.clear()
        if self.link_pieces:
            self.link_pieces.clear()
        if self.strong_pieces:
            self.strong_pieces.clear()

    def _text(self, pieces: list[str], state: State) -> str:
        whole = pieces[0] if len(pieces) == 1 else "".join(pieces)
        return _row(whole) if state.in_row else tidy(whole, state.kind)

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
