"""Site profiles in data/sites: published whole, and only when they changed."""

from __future__ import annotations

from pathlib import Path

from pumice.model import SiteProfile
from pumice.store.atomic import make_folder, write_file


def publish_profile(profile: SiteProfile, path: Path) -> bool:
    """Replace the published profile of a site; False where it is the same already, and nothing is written.

    Raises:
        StoreError: it cannot be written.
    """
    content = profile.to_json().encode()
    if path.exists() and path.read_bytes() == content:
        return False
    make_folder(path.parent)
    write_file(path, content)
    return True
