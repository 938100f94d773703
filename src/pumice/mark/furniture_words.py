"""Class, id and role words by which sites name their furniture, with the reason each gives."""

from __future__ import annotations

from typing import Final

from pumice.model import Reason

TAGS: Final[dict[str, Reason]] = {
    "nav": Reason.FURNITURE,
    "footer": Reason.FURNITURE,
    "aside": Reason.RELATED,
    "form": Reason.FURNITURE,
    "button": Reason.FURNITURE,
    "legend": Reason.FURNITURE,
    "label": Reason.FURNITURE,
    "menu": Reason.FURNITURE,
    "search": Reason.FURNITURE,
    "dialog": Reason.CONSENT,
}
"""Elements that hold furniture by their definition."""

ROLES: Final[dict[str, Reason]] = {
    "navigation": Reason.FURNITURE,
    "contentinfo": Reason.FURNITURE,
    "banner": Reason.FURNITURE,
    "search": Reason.FURNITURE,
    "menu": Reason.FURNITURE,
    "menubar": Reason.FURNITURE,
    "complementary": Reason.RELATED,
    "alertdialog": Reason.CONSENT,
    "toolbar": Reason.FURNITURE,
}
"""ARIA landmarks and widgets."""

PARTS: Final[dict[str, Reason]] = {
    "breadcrumb": Reason.FURNITURE,
    "breadcrumbs": Reason.FURNITURE,
    "comments": Reason.FURNITURE,
    "footer": Reason.FURNITURE,
    "langswitch": Reason.FURNITURE,
    "login": Reason.FURNITURE,
    "masthead": Reason.FURNITURE,
    "menu": Reason.FURNITURE,
    "nav": Reason.FURNITURE,
    "navbar": Reason.FURNITURE,
    "navigation": Reason.FURNITURE,
    "newsletter": Reason.FURNITURE,
    "pager": Reason.FURNITURE,
    "pagination": Reason.FURNITURE,
    "search": Reason.FURNITURE,
    "share": Reason.FURNITURE,
    "sharing": Reason.FURNITURE,
    "social": Reason.FURNITURE,
    "subscribe": Reason.FURNITURE,
    "tags": Reason.FURNITURE,
    "toolbar": Reason.FURNITURE,
    "copyright": Reason.FURNITURE,
    "advert": Reason.FURNITURE,
    "advertisement": Reason.FURNITURE,
    "promo": Reason.RELATED,
    "recommended": Reason.RELATED,
    "related": Reason.RELATED,
    "sidebar": Reason.RELATED,
    "teaser": Reason.RELATED,
    "teasers": Reason.RELATED,
    "cookie": Reason.CONSENT,
    "cookies": Reason.CONSENT,
    "consent": Reason.CONSENT,
    "gdpr": Reason.CONSENT,
}
"""Parts of class and id words (split at hyphens and underscores) that style sheets use for furniture."""

CONTENT: Final = frozenset({"article", "main", "articlebody", "blockquote", "figure"})
"""Nearer than any furniture word, these say that a block belongs to the text."""
