"""One article between two states of the clean folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pumice.model import Article
from pumice.store.feed import REJECTED, Change, Ending, changed_fields, feed_line
from pumice.text.urls import canonical_address
from pumice.write.schema import validate


@dataclass(slots=True)
class Draft:
    """One article as it was before the batch and as it will be after it.

    Attributes:
        path: relative to the clean folder.
        published: digest that the ledger had before the batch; empty for none.
        before: the bytes on disk before the batch; None for none.
        after: the bytes to be; None to withdraw it.
        audit: the evidence to be, or None to leave what is there.
        url: the address it is shown at.
        ending: why it is withdrawn, where it is.
        sequence: number of its line in the feed, 0 while it has none.
    """

    path: str
    published: str
    before: bytes | None
    after: bytes | None
    audit: str | None = None
    url: str = ""
    ending: Ending = REJECTED
    sequence: int = 0

    def write(self, article: Article) -> bool:
        """Let the article be this from now on; False where nothing changes but the versions of what made it."""
        if same_but_for_versions(self.after, article):
            return False
        content = article.to_json().encode()
        validate(content)
        is_new = content != self.after
        self.after = content
        return is_new

    def change_line(self, sequence: int, article_id: str, run: str) -> str | None:
        """The feed's line for it, or None where consumers have nothing to do.

        Nothing is to be done also where the file had been lost or damaged: it is again as it was published.
        """
        after = digest_of(self.after)
        if after == self.published and self.ending.change is not Change.FORGOTTEN:
            return None
        self.sequence = sequence
        change = self.ending.change if not after else Change.CHANGED if self.published else Change.ADDED
        facts = {
            "id": article_id,
            "path": self.path,
            "url": self.url or None,
            "sha256": after or None,
            "previousSha256": self.published or None,
            "fields": changed_fields(self.before, self.after or b"{}") if change is Change.CHANGED else None,
            "cause": None if after else self.ending.cause,
            "supersededBy": None if after else self.ending.superseded_by,
            "run": run,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if change is Change.FORGOTTEN:
            facts |= {"url": None, "previousSha256": None}
        return feed_line(sequence, change, {name: value for name, value in facts.items() if value is not None})

    def tombstone(self) -> bytes | None:
        """What stands in the place of an article that was withdrawn just now: no content, only what became of it."""
        if self.after is not None or not self.sequence:
            return None
        return tombstone_json(self.path, self.ending, self.sequence)


def tombstone_json(path: str, ending: Ending, sequence: int) -> bytes:
    """What stands in the place of an article: what became of it, when, and its line in the feed."""
    members = {
        "id": Path(path).stem,
        "path": path,
        "change": ending.change.value,
        "cause": ending.cause,
        "supersededBy": ending.superseded_by,
        "sequence": sequence,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return (json.dumps(members, indent=2) + "\n").encode()


def with_aliases(article: Article, shown_at: str, aliases: tuple[str, ...]) -> Article:
    """The article with its other addresses; one of them is no translation, whatever the page says of it."""
    own = {shown_at, *aliases}
    versions = (one for one in article.translations if one.url is None or canonical_address(one.url) not in own)
    return replace(article, aliases=aliases, translations=tuple(versions))


def without_forgotten(article: Article, is_forgotten: Callable[[str], bool]) -> Article:
    """The article without translations and alternative addresses that are forgotten."""
    translations = tuple(one for one in article.translations if one.url is None or not is_forgotten(one.url))
    canonical = article.canonical_url
    return replace(
        article,
        translations=translations,
        canonical_url=None if canonical is not None and is_forgotten(canonical) else canonical,
    )


def same_but_for_versions(content: bytes | None, article: Article) -> bool:
    """Whether what is published differs from an article in nothing but the versions of what made it.

    Such a file stays as it is: consumers have nothing to do, and its provenance still tells what made it.
    """
    try:
        published = Article.from_json(content or b"")
    except ValueError:
        return False
    old = published.provenance
    provenance = replace(
        article.provenance,
        code_version=old.code_version,
        settings_version=old.settings_version,
        profile_version=old.profile_version,
        recipe_version=old.recipe_version,
    )
    return replace(article, provenance=provenance).to_json().encode() == content


def read_bytes(path: Path) -> bytes | None:
    """The file's bytes, or None where there is no file."""
    return path.read_bytes() if path.is_file() else None


def digest_of(content: bytes | None) -> str:
    """Hex digest of published bytes; empty where nothing is published."""
    return "" if content is None else hashlib.sha256(content).hexdigest()
