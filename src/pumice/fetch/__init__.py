"""Getting pages over HTTP as a welcome guest that cannot be led astray.

Where to start reading: :mod:`fetcher` (one page from address to capture), then outwards: :mod:`addresses` and
:mod:`dial` (what may be contacted), :mod:`exchange` and :mod:`body` (one request), :mod:`politeness` and
:mod:`robots` (when and whether), :mod:`results` and :mod:`rules` (the words). Nothing here writes a file.
"""

from pumice.fetch.fetcher import Fetcher
from pumice.fetch.results import Fetched, FetchFailure, Unmodified, Validators
from pumice.fetch.rules import Allowance, FetchRules, parse_allowance

__all__ = [
    "Allowance",
    "FetchFailure",
    "FetchRules",
    "Fetched",
    "Fetcher",
    "Unmodified",
    "Validators",
    "parse_allowance",
]
