"""Templates to files: escaped by default, written only where the bytes differ, whole or not at all.

Start with :class:`Site`. Every page gets the same strict Content-Security-Policy: scripts and styles come from the
report's own files, nothing else is fetched, nothing inline runs.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pumice.report.words import names_of, reason_sentence, share, thousands
from pumice.store.atomic import bring_to_disk, show, stage, temporary_name
from pumice.text.direction import direction

_HERE: Final = Path(__file__).parent
_AT_ONCE: Final = 64
_LONGEST_ADDRESS: Final = 2000


@dataclass(slots=True)
class Site:
    """The report's folder while it is being written.

    Attributes:
        folder: where the report lies.
        written: how many files got new bytes.
        kept: how many had the right bytes already.
    """

    folder: Path
    written: int = 0
    kept: int = 0
    _waiting: list[tuple[Path, Path]] = field(default_factory=list)
    _token: str = field(default_factory=lambda: secrets.token_hex(4))

    def write_page(self, name: str, template: str, content: Mapping[str, Any]) -> None:
        """Render one page; ``name`` is its path relative to the folder."""
        root = "../" * name.count("/")
        self.write(name, _environment().get_template(template).render(root=root, **content).encode())

    def write(self, name: str, content: bytes) -> None:
        """Write one file, unless it holds these bytes already; it is there once :meth:`flush` returns."""
        path = self.folder / name
        if path.is_file() and path.read_bytes() == content:
            self.kept += 1
            return
        staged = temporary_name(path, self._token)
        stage(staged, content)
        self._waiting.append((staged, path))
        self.written += 1
        if len(self._waiting) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Make everything written so far visible and durable."""
        bring_to_disk(staged for staged, _ in self._waiting)
        show(self._waiting)
        self._waiting.clear()


def assets() -> dict[str, bytes]:
    """The report's own style, script and icon by name."""
    return {path.name: path.read_bytes() for path in sorted((_HERE / "assets").iterdir())}


def template_files() -> list[Path]:
    """What decides how a page looks besides its data: another content makes every page due."""
    return sorted([*_HERE.glob("*.py"), *(_HERE / "templates").iterdir()])


def link(address: str | None) -> str | None:
    """An address to be followed: the address itself if it is http or https, else None."""
    if not address or len(address) > _LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if is_web else None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "link": link,
        "direction": direction,
        "share": share,
        "thousands": thousands,
        "sentence": reason_sentence,
        "language": names_of,
    }
    return environment
