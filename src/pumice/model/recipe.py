"""What the owner of a corpus says of one site's pages, in CSS selectors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from pumice.model.document import BlockRole


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which elements of a site's pages are headline, body, date or section, and which are to be dropped.

    It outranks every guess. Where it names the body, what stands outside of it is none of the text.

    Attributes:
        name: what it is called in messages.
        sites: globs over the ASCII host (and port, after a hyphen) of the pages it is for.
        addresses: globs over the path of the pages it is for; all if empty.
        selectors: CSS selectors by what they find.
    """

    name: str
    sites: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    selectors: Mapping[BlockRole, tuple[str, ...]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Digest of what it says: equal recipes have equal versions."""
        selectors = {role.value: list(found) for role, found in self.selectors.items()}
        content = json.dumps([self.sites, self.addresses, selectors], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    def is_for_site(self, site: str) -> bool:
        """Whether it speaks of pages of this site."""
        return any(fnmatchcase(site, pattern) for pattern in self.sites)

    def is_for(self, url: str) -> bool:
        """Whether it speaks of the page at this address of one of its sites."""
        path = urlsplit(url).path or "/"
        return not self.addresses or any(fnmatchcase(path, pattern) for pattern in self.addresses)
