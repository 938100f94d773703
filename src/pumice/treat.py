"""Clean one input of a job, and turn whatever happens into a result. Start with :func:`treat`.

Bad input is data: this is the one place where a document's faults are caught. Faults of the environment and of the
caller pass through, because the next document would fail in the same way.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from time import perf_counter

from pumice.bounds import at_most
from pumice.errors import Cause, EnvironmentFault, InputFault, UsageError
from pumice.house import build_house
from pumice.model import Article, Capture, Cleaned, Counts, House, Policy, Recipe, Rejected, SiteProfile, Stage, Tally
from pumice.model.outcome import add_tallies
from pumice.recipes import load_recipes, recipes_of
from pumice.settings import Settings
from pumice.store.folders import Folders, site_folder
from pumice.store.identity import capture_id, digest
from pumice.store.raw import Input, Unreadable
from pumice.store.records import Fault, Treated
from pumice.store.versions import offered_in
from pumice.watch import run_watched
from pumice.write.audit import audit_json
from pumice.write.schema import validate

Clean = Callable[[Capture], Cleaned]

_MOST_HOUSES = 32


@dataclass(slots=True)
class Cleaner:
    """Cleans captures, each with its site's house; keeps some, as a WARC has pages of several sites in turn."""

    folders: Folders
    settings: Settings
    _houses: dict[str, House] = field(default_factory=dict, init=False)
    _recipes: tuple[Recipe, ...] | None = field(default=None, init=False)

    def __call__(self, capture: Capture) -> Cleaned:
        """The pipeline.

        Raises:
            InputFault: the capture cannot be normalised.
        """
        house = self.house_for(capture.url)
        with at_most(house.limits.cpu_seconds, capture.url):
            return run_watched(capture, house)

    def house_for(self, url: str) -> House:
        """The house that cleans captures of this address; with the site's memory, if there is one."""
        site = site_folder(url)
        if site not in self._houses:
            if len(self._houses) >= _MOST_HOUSES:
                del self._houses[next(iter(self._houses))]
            path = self.folders.profile(site)
            profile = SiteProfile.load(path) if path.exists() else None
            if self._recipes is None:
                self._recipes = load_recipes(self.settings.recipes.folder)
            self._houses[site] = build_house(self.settings, profile, recipes=recipes_of(site, self._recipes))
        return self._houses[site]

    def key(self, capture: Capture) -> str:
        """The reprocess key: while it stays the same, so does the result."""
        return self.key_of(capture.url, capture_id(capture))

    def key_of(self, url: str, capture: str) -> str:
        """The same, where only the capture's address and id are known."""
        versions = self.house_for(url).versions
        parts = (versions.code, versions.settings, versions.profile or "", versions.recipe or "", _dependencies())
        return digest("key", capture, *parts)


def treat(found: Input, key: str, clean: Clean, policy: Policy) -> Treated:
    """Clean one input; every fault of the document becomes part of the result.

    Raises:
        EnvironmentFault, UsageError: not the document's fault.
    """
    if isinstance(found, Unreadable):
        fault = Fault(found.fault.cause, found.fault.message)
        name = digest("unreadable", found.raw_path)
        return Treated(name, _plain(found.url or ""), fault, raw_path=found.raw_path, findings={fault.cause.value: 1})
    began = perf_counter()
    try:
        return _result(found, key, clean(found), policy)
    except InputFault as fault:
        seconds = {Stage.ENCODING: perf_counter() - began}  # a page is found unreadable while it is read
        return replace(failed(found, key, Fault(fault.cause, fault.message)), seconds=seconds)
    except (EnvironmentFault, UsageError):
        raise
    except MemoryError:
        message = f"{found.url} needs more memory than this process may have; the page is left out"
        return failed(found, key, Fault(Cause.MEMORY_LIMIT, message))
    except Exception as error:  # noqa: BLE001 - the one catch per document
        message = f"pumice broke on this page ({type(error).__name__}: {error}); please report it with the page"
        return failed(found, key, Fault(Cause.INTERNAL, message, traceback.format_exc()))


def failed(capture: Capture, key: str, fault: Fault) -> Treated:
    """The result for a capture that gave none."""
    return Treated(
        capture_id(capture),
        _plain(capture.url),
        fault,
        key,
        capture.sha256,
        capture.raw_path,
        _moment(capture),
        findings={fault.cause.value: 1},
    )


def found_in(batch: Iterable[Treated]) -> Counts:
    """What was found in some captures and how long each stage took; their outcomes are for the publisher to tell."""
    findings: Counter[str] = Counter()
    stages: Mapping[Stage, Tally] = {}
    for treated in batch:
        findings.update(treated.findings)
        stages = add_tallies(stages, {stage: Tally(1, seconds) for stage, seconds in treated.seconds.items()})
    return Counts(0, {}, findings, 0, stages)


def _result(capture: Capture, key: str, cleaned: Cleaned, policy: Policy) -> Treated:
    document, article = cleaned.document, _publishable(cleaned.article, policy)
    findings = Counter(mark.reason.value for mark in document.marks)
    findings.update(repair.kind.value for repair in document.repairs)
    is_article = isinstance(article, Article)
    if isinstance(article, Article):
        validate(article.to_json().encode())
    else:
        findings[article.cause] += 1
    return Treated(
        capture_id(capture),
        _plain(capture.url),
        article,
        key,
        capture.sha256,
        capture.raw_path,
        _moment(capture),
        audit_json(cleaned) if is_article else "",
        len({mark.span for mark in document.marks if policy.leaves_out(mark)}),
        len(document.repairs),
        dict(findings),
        cleaned.seconds,
        offered=offered_in(document),
    )


def _publishable(article: Article | Rejected, policy: Policy) -> Article | Rejected:
    """The article, unless its type of page is none that the policy publishes."""
    if isinstance(article, Rejected) or article.page_type in policy.publish:
        return article
    kind = article.page_type
    return Rejected(kind.value, f"a {kind.value} page; policy.publish lists what becomes an article", kind)


def _moment(capture: Capture) -> str | None:
    return capture.fetched_at.astimezone(UTC).isoformat() if capture.fetched_at else None


def _plain(url: str) -> str:
    """An address that a database can hold: half a surrogate pair cannot be stored."""
    return url.encode("utf-8", "backslashreplace").decode()


@cache
def _dependencies() -> str:
    """Names and versions of what pumice builds on, as installed: the lock file's part of the reprocess key."""
    try:
        wanted = [found.group() for line in requires("pumice") or () if (found := re.match(r"[\w.-]+", line))]
    except PackageNotFoundError:
        return ""
    return " ".join(sorted(f"{name}=={_version(name)}" for name in set(wanted)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
