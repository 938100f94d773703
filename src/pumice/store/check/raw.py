"""The raw captures against the ledger. Start with :func:`check_raw`."""

from __future__ import annotations

from collections.abc import Iterator

from pumice.model import Finding
from pumice.store.folders import Folders
from pumice.store.ledger import Ledger
from pumice.store.raw_paths import file_of


def check_raw(folders: Folders, ledger: Ledger) -> Iterator[Finding]:
    """Captures that the ledger knows and whose bytes are gone: what was made of them cannot be made again."""
    for one in ledger.candidates():
        if not file_of(one.raw_path, folders.data).is_file():
            explanation = f"the capture of {one.url or 'an unknown address'} is in the ledger, its bytes are gone"
            yield Finding(
                one.raw_path, "raw-missing", explanation, "restore it from a backup, or scrape the address again"
            )
