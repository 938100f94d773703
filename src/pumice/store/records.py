"""What the ledger's rows and the publisher's inputs hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pumice.errors import Cause
from pumice.model import Article, Outcome, Rejected, Stage


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a capture gave no result.

    Attributes:
        cause: the stable word.
        message: what arrived, what was expected, what to do.
        traceback: where pumice itself broke, else empty.
    """

    cause: Cause
    message: str
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Treated:
    """One capture after cleaning, before publishing: small, and can be sent between processes.

    Attributes:
        capture_id: of :func:`pumice.store.identity.capture_id`, or of the raw path where there was no capture.
        url: address, empty where unknown.
        result: what cleaning gave.
        key: the reprocess key it was cleaned under.
        sha256: of the payload, empty where unread.
        raw_path: where the bytes lie.
        fetched_at: ISO 8601 in UTC, or None.
        audit: the evidence as JSON text, empty where there is no article.
        removed: how many marks were left out.
        repaired: how many repairs were made.
        findings: marks, repairs and causes by name.
        seconds: how long each stage took; the stages that it went through.
        is_held: whether it is to wait for a person, because its site has drifted.
        offered: address and language of each link of the page's language switch.
    """

    capture_id: str
    url: str
    result: Article | Rejected | Fault
    key: str = ""
    sha256: str = ""
    raw_path: str | None = None
    fetched_at: str | None = None
    audit: str = ""
    removed: int = 0
    repaired: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[Stage, float] = field(default_factory=dict)
    is_held: bool = False
    offered: tuple[tuple[str, str], ...] = ()

    @property
    def rank(self) -> tuple[str, str]:
        """Of two captures of one address the greater one counts: fetched later, or later in the order of paths."""
        return self.fetched_at or "", self.raw_path or ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one input, as the run's table shows it.

    Attributes:
        url: the page; empty where the address is unknown.
        status: its outcome in this run.
        raw_path: where its bytes lie.
        article_id: the article it belongs to, or None.
        cause: why there is none, or what else is worth saying; empty where all is well.
        language: of the text.
        interface: language of the page's furniture.
        headline: of the article.
        removed: how many marks were left out.
        repaired: how many repairs were made.
    """

    url: str
    status: Outcome
    raw_path: str | None = None
    article_id: str | None = None
    cause: str = ""
    language: str | None = None
    interface: str | None = None
    headline: str | None = None
    removed: int = 0
    repaired: int = 0


def done_with(treated: Treated, status: Outcome, *, article_id: str | None = None, cause: str = "") -> Done:
    """The row for a cleaned capture."""
    article = treated.result if isinstance(treated.result, Article) else None
    return Done(
        treated.url,
        status,
        treated.raw_path,
        article_id,
        cause,
        article.in_language if article else None,
        article.interface_language if article else None,
        article.headline if article else None,
        treated.removed,
        treated.repaired,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger remembers of one capture: the key it was cleaned under, the result, the last run to meet it."""

    key: str
    outcome: Outcome
    article_id: str | None
    raw_path: str | None
    run: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of one article.

    Attributes:
        id: fixed at first publication.
        site: its folder, fixed at first publication.
        address: canonical form of the address it is shown at.
        canonical: canonical form of the address that the page names, or ``address``.
        scope: registrable domain.
        language: of the text.
        interface: language of the page's furniture.
        body: digest of the text.
        headline: as published.
        date: of publication.
        capture_id: the capture it was made from.
        fetched_at: when that was received, empty where unknown.
        raw_path: where its bytes lie, empty where nowhere.
        sha256: of the published bytes; empty once withdrawn.
    """

    id: str
    site: str
    address: str
    canonical: str
    scope: str
    language: str | None
    interface: str | None
    body: str
    headline: str | None
    date: str | None
    capture_id: str
    fetched_at: str
    raw_path: str
    sha256: str

    @property
    def rank(self) -> tuple[str, str]:
        """As :attr:`Treated.rank`."""
        return self.fetched_at, self.raw_path

    @property
    def path(self) -> str:
        """Where its JSON lies in the clean folder and its evidence in the audit folder."""
        return f"{self.site}/{self.id}.json"
