"""The house: the tuple of markers *is* the pipeline. To add a marker, write a function and put it in the tuple."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pumice.mark.duplicates import mark_duplicates
from pumice.mark.furniture import mark_furniture
from pumice.mark.hidden import mark_hidden
from pumice.mark.keep import mark_quotations
from pumice.mark.language import mark_foreign
from pumice.mark.metadata import mark_metadata
from pumice.mark.repeats import MarkRepeats
from pumice.mark.versions import mark_versions
from pumice.model import House, Marker, Recipe, SiteProfile, Stage, Versions
from pumice.settings import Settings

MARKERS: tuple[Marker, ...] = (
    mark_metadata,
    mark_hidden,
    mark_furniture,
    mark_duplicates,
    mark_foreign,
    mark_quotations,
    mark_versions,
)
"""Every marker that needs nothing but the document. Their order cannot matter; this is the order of the report."""

_LANGUAGE: tuple[Marker, ...] = (mark_foreign, mark_quotations, mark_versions)


def stage_of(marker: Marker) -> Stage:
    """The stage that a marker works for, as the run's page names it."""
    if marker is mark_metadata:
        return Stage.ARTICLES
    # By identity: a marker with a site's memory in it cannot be hashed.
    return Stage.LANGUAGE if any(marker is one for one in _LANGUAGE) else Stage.BOILERPLATE


def build_house(settings: Settings, profile: SiteProfile | None = None, *, recipes: tuple[Recipe, ...] = ()) -> House:
    """Everything a clean-up depends on besides the capture."""
    repeats: tuple[Marker, ...] = () if profile is None else (MarkRepeats(profile),)
    return House(
        markers=(*MARKERS, *repeats),
        policy=settings.to_policy(),
        limits=settings.to_limits(),
        profile=profile,
        recipes=recipes,
        versions=Versions(
            code_version(),
            settings.version,
            profile.version if profile else None,
            "-".join(recipe.version for recipe in recipes) or None,
        ),
    )


@cache
def code_version() -> str:
    """Version of the package and a digest of its code, models and tables: another digest makes articles due again."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and path.suffix != ".pyc" and path.relative_to(folder).parts[0] not in {"cli", "report"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    try:
        release = version("pumice")
    except PackageNotFoundError:
        release = "0"
    return f"{release}+{digest.hexdigest()[:12]}"
