"""Which <meta> names speak of which field, and what their word is worth.

The order within a field is the order of trust. Names are compared in lower case. Weights: 0.9 a vocabulary made for
the purpose, 0.6 a general one, 0.4 a name that sites use for other things too.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pumice.model import Field, Origin


class MetaRule(NamedTuple):
    """One meta name's field, origin and weight."""

    field: Field
    origin: Origin
    weight: float


_OG, _META = Origin.OPEN_GRAPH, Origin.META

META_RULES: Final[dict[str, MetaRule]] = {
    "og:title": MetaRule(Field.HEADLINE, _OG, 0.8),
    "twitter:title": MetaRule(Field.HEADLINE, _META, 0.5),
    "parsely-title": MetaRule(Field.HEADLINE, _META, 0.6),
    "sailthru.title": MetaRule(Field.HEADLINE, _META, 0.6),
    "cxenseparse:title": MetaRule(Field.HEADLINE, _META, 0.6),
    "dc.title": MetaRule(Field.HEADLINE, _META, 0.55),
    "dcterms.title": MetaRule(Field.HEADLINE, _META, 0.55),
    "citation_title": MetaRule(Field.HEADLINE, _META, 0.8),
    "article:title": MetaRule(Field.HEADLINE, _META, 0.5),
    "headline": MetaRule(Field.HEADLINE, _META, 0.6),
    "og:description": MetaRule(Field.DESCRIPTION, _OG, 0.7),
    "description": MetaRule(Field.DESCRIPTION, _META, 0.6),
    "twitter:description": MetaRule(Field.DESCRIPTION, _META, 0.5),
    "dc.description": MetaRule(Field.DESCRIPTION, _META, 0.5),
    "dcterms.description": MetaRule(Field.DESCRIPTION, _META, 0.5),
    "sailthru.description": MetaRule(Field.DESCRIPTION, _META, 0.5),
    "article:published_time": MetaRule(Field.DATE_PUBLISHED, _OG, 0.9),
    "og:article:published_time": MetaRule(Field.DATE_PUBLISHED, _OG, 0.9),
    "article:published": MetaRule(Field.DATE_PUBLISHED, _OG, 0.85),
    "datepublished": MetaRule(Field.DATE_PUBLISHED, _META, 0.85),
    "parsely-pub-date": MetaRule(Field.DATE_PUBLISHED, _META, 0.85),
    "sailthru.date": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "cxenseparse:recs:publishtime": MetaRule(Field.DATE_PUBLISHED, _META, 0.85),
    "cxenseparse:publishtime": MetaRule(Field.DATE_PUBLISHED, _META, 0.85),
    "citation_publication_date": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "citation_online_date": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "dc.date.issued": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "dcterms.issued": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "dcterms.date": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "dcterms.created": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "dc.date.created": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "dc.date": MetaRule(Field.DATE_PUBLISHED, _META, 0.6),
    "dc.created": MetaRule(Field.DATE_PUBLISHED, _META, 0.6),
    "article_date_original": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "published_time": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "publish_date": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "publish-date": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "publishdate": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "publication_date": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "pub_date": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "pubdate": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "pdate": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "ptime": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "og:pubdate": MetaRule(Field.DATE_PUBLISHED, _OG, 0.8),
    "og:published_time": MetaRule(Field.DATE_PUBLISHED, _OG, 0.8),
    "og:release_date": MetaRule(Field.DATE_PUBLISHED, _OG, 0.7),
    "rnews:datepublished": MetaRule(Field.DATE_PUBLISHED, _META, 0.8),
    "displaydate": MetaRule(Field.DATE_PUBLISHED, _META, 0.7),
    "date": MetaRule(Field.DATE_PUBLISHED, _META, 0.45),
    "created": MetaRule(Field.DATE_PUBLISHED, _META, 0.5),
    "article:modified_time": MetaRule(Field.DATE_MODIFIED, _OG, 0.9),
    "og:updated_time": MetaRule(Field.DATE_MODIFIED, _OG, 0.8),
    "datemodified": MetaRule(Field.DATE_MODIFIED, _META, 0.85),
    "last-modified": MetaRule(Field.DATE_MODIFIED, _META, 0.6),
    "dcterms.modified": MetaRule(Field.DATE_MODIFIED, _META, 0.8),
    "dc.date.modified": MetaRule(Field.DATE_MODIFIED, _META, 0.8),
    "lastmod": MetaRule(Field.DATE_MODIFIED, _META, 0.7),
    "revised": MetaRule(Field.DATE_MODIFIED, _META, 0.5),
    "parsely-author": MetaRule(Field.AUTHOR, _META, 0.7),
    "sailthru.author": MetaRule(Field.AUTHOR, _META, 0.7),
    "cxenseparse:author": MetaRule(Field.AUTHOR, _META, 0.7),
    "citation_author": MetaRule(Field.AUTHOR, _META, 0.8),
    "article:author": MetaRule(Field.AUTHOR, _OG, 0.65),
    "article:author_name": MetaRule(Field.AUTHOR, _OG, 0.7),
    "og:author": MetaRule(Field.AUTHOR, _OG, 0.6),
    "author": MetaRule(Field.AUTHOR, _META, 0.65),
    "byl": MetaRule(Field.AUTHOR, _META, 0.7),
    "byline": MetaRule(Field.AUTHOR, _META, 0.7),
    "dc.creator": MetaRule(Field.AUTHOR, _META, 0.6),
    "dcterms.creator": MetaRule(Field.AUTHOR, _META, 0.6),
    "dc.contributor": MetaRule(Field.AUTHOR, _META, 0.4),
    "og:site_name": MetaRule(Field.PUBLISHER, _OG, 0.7),
    "application-name": MetaRule(Field.PUBLISHER, _META, 0.5),
    "dc.publisher": MetaRule(Field.PUBLISHER, _META, 0.6),
    "dcterms.publisher": MetaRule(Field.PUBLISHER, _META, 0.6),
    "publisher": MetaRule(Field.PUBLISHER, _META, 0.5),
    "article:section": MetaRule(Field.SECTION, _OG, 0.8),
    "og:article:section": MetaRule(Field.SECTION, _OG, 0.8),
    "parsely-section": MetaRule(Field.SECTION, _META, 0.7),
    "cxenseparse:recs:category": MetaRule(Field.SECTION, _META, 0.5),
    "section": MetaRule(Field.SECTION, _META, 0.5),
    "article:tag": MetaRule(Field.KEYWORD, _OG, 0.7),
    "og:article:tag": MetaRule(Field.KEYWORD, _OG, 0.7),
    "news_keywords": MetaRule(Field.KEYWORD, _META, 0.75),
    "keywords": MetaRule(Field.KEYWORD, _META, 0.5),
    "parsely-tags": MetaRule(Field.KEYWORD, _META, 0.5),
    "sailthru.tags": MetaRule(Field.KEYWORD, _META, 0.4),
    "og:url": MetaRule(Field.CANONICAL_URL, _OG, 0.6),
    "content-language": MetaRule(Field.DECLARED_LANGUAGE, _META, 0.5),
    "dc.language": MetaRule(Field.DECLARED_LANGUAGE, _META, 0.5),
    "dcterms.language": MetaRule(Field.DECLARED_LANGUAGE, _META, 0.5),
    "inlanguage": MetaRule(Field.DECLARED_LANGUAGE, _META, 0.5),
    "og:locale": MetaRule(Field.DECLARED_LANGUAGE, _OG, 0.4),
}

# Names of sites' own making, tried where the table has none.
META_PATTERNS: Final[tuple[tuple[re.Pattern[str], MetaRule], ...]] = (
    (
        re.compile(r"(?:modif|updat|revis|lastmod).*(?:date|time)|(?:date|time).*(?:modif|updat|revis)"),
        MetaRule(Field.DATE_MODIFIED, _META, 0.5),
    ),
    (
        re.compile(
            r"(?:publi|issue|creat|release|origin|post).*(?:date|time)|(?:date|time)[._:-]?(?:publi|issue|creat|post)"
        ),
        MetaRule(Field.DATE_PUBLISHED, _META, 0.6),
    ),
    (re.compile(r"(?:^|[._:-])authors?(?:[._:-]?name)?$"), MetaRule(Field.AUTHOR, _META, 0.5)),
)
