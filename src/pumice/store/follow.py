"""The change feed from its readers' side. Start with :func:`read_changes`.

A consumer keeps one number, the last ``sequence`` it has worked in, and the feed's name. It begins with
:func:`feed_name` and :func:`last_change`, reads the whole folder, and then follows: what changed while it read comes
once more, and doing it twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Final

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from pumice.errors import StartAfreshError, StoreError
from pumice.store.feed import HORIZON, Change, last_whole_line, sequence_of
from pumice.store.naming import feed_name as read_name
from pumice.store.naming import name_in

FEED: Final = "changes.jsonl"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the change feed: what happened to one article.

    Attributes:
        sequence: its number; the next line has the next one.
        change: what happened.
        id: of the article.
        path: of its file, relative to the clean folder.
        run: the run that did it.
        at: when, ISO 8601 in UTC.
        url: the address it is shown at; None once it is forgotten.
        sha256: of the file's bytes from now on; None where there is no file any more, or where it is forgotten.
        previous_sha256: of the bytes before; None where there were none, or where it is forgotten.
        fields: for "changed", the members of the JSON that differ, sorted.
        cause: why it is no longer there, where it is not.
        superseded_by: id of the article that stands for it now, where one does.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(alias_generator=to_camel, extra="ignore")
    sequence: int
    change: Change
    id: str
    path: str
    run: str
    at: str
    url: str | None = None
    sha256: str | None = None
    previous_sha256: str | None = None
    fields: tuple[str, ...] = ()
    cause: str | None = None
    superseded_by: str | None = None


_LINE: Final[TypeAdapter[ChangeLine]] = TypeAdapter(ChangeLine)


def read_changes(folder: Path, *, since: int = 0, feed: str | None = None) -> Iterator[ChangeLine]:
    """The lines of a clean folder's change feed that come after a number, in order.

    A last line that is being written at this moment is left for the next time.

    Args:
        folder: the clean folder.
        since: the last number that was worked in.
        feed: the name of the feed that the number is of (:func:`feed_name`); None if it is not known, then another
            feed is noticed only while it is shorter.

    Raises:
        StartAfreshError: what came after the number is not in the feed any more, the number is from the future, or the
            feed is another one.
        StoreError: the feed cannot be read, or a line before the last is damaged; the message names the line.
    """
    path = Path(folder) / FEED
    try:
        file = path.open("rb")
    except FileNotFoundError:
        _refuse_future(path, since, 0)
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; is this a clean folder?") from error
    with file:
        yield from _follow(file, path, since, feed)


def last_change(folder: Path) -> int:
    """The number of the last line of a clean folder's change feed, 0 before the first.

    Raises:
        StoreError: the feed cannot be read.
    """
    path = Path(folder) / FEED
    try:
        with path.open("rb") as file:
            return last_whole_line(file)[1]
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}; is this a clean folder?") from error


def feed_name(folder: Path) -> str | None:
    """The name of a clean folder's change feed; None while it has none, or where an earlier pumice made it.

    Ask for it before :func:`last_change`: should the folder be made anew in between, the name is what tells.

    Raises:
        StoreError: the feed cannot be read.
    """
    return read_name(Path(folder) / FEED)


def _follow(file: BinaryIO, path: Path, since: int, feed: str | None) -> Iterator[ChangeLine]:
    expected = 0
    for number, line in enumerate(file, start=1):
        if not line.endswith(b"\n"):
            break
        sequence = sequence_of(line)
        if expected == 0:
            _refuse_other(path, line, feed)
            _refuse_past(path, line, since)
        elif sequence != expected:
            raise _damaged(path, number, f"has the number {sequence or 'none'}, expected {expected}")
        expected = sequence + 1
        if sequence > since:
            yield _parse(line, path, number)
    _refuse_future(path, since, max(0, expected - 1))


def _parse(line: bytes, path: Path, number: int) -> ChangeLine:
    try:
        return _LINE.validate_json(line)
    except ValidationError as error:
        raise _damaged(path, number, f"is none of the feed's ({error.errors()[0]['msg']})") from error


def _refuse_other(path: Path, first: bytes, feed: str | None) -> None:
    name = name_in(first)
    if feed is not None and name != feed:
        raise StartAfreshError(
            f"{path} is another feed ({name or 'without a name'}) than the one that the number is of ({feed}): the "
            "folder was made anew. Let go what you hold, start again from 0, and remember the new name"
        )


def _refuse_past(path: Path, first: bytes, since: int) -> None:
    sequence = sequence_of(first)
    if sequence == 0:
        raise _damaged(path, 1, "has no number")
    horizon = sequence if HORIZON in first else sequence - 1
    if since < horizon:
        raise StartAfreshError(
            f"{path} no longer holds what came after number {since}, it begins after {horizon}: "
            "read the folder whole, then go on from its last number"
        )


def _refuse_future(path: Path, since: int, last: int) -> None:
    if since > last:
        raise StartAfreshError(
            f"{since} is a number from the future: {path} ends with {last}. It belongs to another folder, or this one "
            "was made anew: read the folder whole, then go on from its last number"
        )


def _damaged(path: Path, number: int, what: str) -> StoreError:
    return StoreError(f"line {number} of {path} {what}; pumice doctor --repair writes the feed anew from the ledger")
