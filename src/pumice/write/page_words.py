"""What a page's own class and id words say of its kind: the names that programs for forums, manuals and shops give.

Class names are English nearly everywhere, whatever the page's language. Start with :func:`share_inside`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Final

from pumice.model import Block, Document, PageType
from pumice.write.cut import CutBlock

_PATTERNS: Final = {
    PageType.FORUM: re.compile(
        r"forum|phpbb|vbulletin|bbpress|xenforo|bbwrapper|lia-message|crawler-post|topic-body|viewtopic|showthread"
        r"|threadview|thread-post|ipscomment_content|cpost_contentwrap|itemdiscussion|qapage|shreddit-post"
    ),
    PageType.DOCUMENTATION: re.compile(
        r"docs-(content|body|main|page|wrapper)|documentation|sphinx|docutils|rst-content|mkdocs|docusaurus|theme-doc"
        r"|md-content|devsite|apidoc|javadoc|readthedocs|vitepress|vp-doc|vuepress|gitbook|docblock"
    ),
    PageType.PRODUCT: re.compile(
        r"add-?to-?(cart|basket|bag)|product-(price|form|single|details?|info|description|summary)|buy-?box"
    ),
    PageType.CONSENT: re.compile(
        r"onetrust|cookiebot|didomi|usercentrics|sp_message|(cookie|gdpr|consent)(?!s?-?policy)"
    ),
}
"""Of each kind, words of the elements that hold the text."""
_OUTER: Final = frozenset({"body", "html"})


def share_inside(document: Document, left: Sequence[CutBlock], kind: PageType) -> float:
    """Share of what is left that stands, below the page's body, inside elements whose words speak of this kind."""
    words = {word for block in left for word in document.blocks[block.index].words}
    telling = {word for word in words if _says(word, kind)}
    total = sum(len(block.text) for block in left)
    if not telling or not total:
        return 0.0
    return sum(len(block.text) for block in left if _speaks(document.blocks[block.index], telling)) / total


def _speaks(block: Block, telling: Container[str]) -> bool:
    """Whether one of these words stands before those of the page's body."""
    return next((word in telling for word in block.words if word in telling or word in _OUTER), False)


@lru_cache(maxsize=20_000)
def _says(word: str, kind: PageType) -> bool:
    return bool(_PATTERNS[kind].search(word))
