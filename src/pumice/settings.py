"""Settings: command line over environment over pumice.toml over the defaults below.

Environment variables are named ``PUMICE_<SECTION>__<KEY>``, for example ``PUMICE_FETCH__DELAY_SECONDS=2``; their values
are read as JSON where they parse as JSON, else as text. Start with :func:`load_settings`.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pumice.errors import SettingsError
from pumice.model import KEEPING, Limits, PageType, Policy, Reason
from pumice.text.faults import told
from pumice.text.schedules import Schedule, TimeZone

_PREFIX = "PUMICE_"
_DEFAULTS = Policy()


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PolicySettings(_Section):
    """What is left out, and what becomes an article."""

    thresholds: dict[Reason, float] = Field(
        default_factory=dict,
        description="score at which a reason is left out; above 1 keeps it always; unnamed reasons keep their default",
    )
    publish: frozenset[PageType] = Field(_DEFAULTS.publish, description="page types that become articles")
    review_letters: int = Field(_DEFAULTS.review_letters, ge=0, description="shorter articles go to review")


class LimitSettings(_Section):
    """Where reading refuses a page rather than risk the run."""

    body_bytes: int = Field(Limits().body_bytes, gt=0)
    depth: int = Field(Limits().depth, gt=0)
    nodes: int = Field(Limits().nodes, gt=0)
    attributes: int = Field(Limits().attributes, gt=0)
    cpu_seconds: float = Field(Limits().cpu_seconds, gt=0, description="CPU time of one page")


class FetchSettings(_Section):
    """How politely and how far the scraper goes."""

    user_agent: str = Field(
        "pumice/0.1 (corpus normalisation; set fetch.user_agent in pumice.toml to your name and contact)",
        min_length=1,
        description="who is asking, with a contact",
    )
    delay_seconds: float = Field(1.0, ge=0, description="pause between two requests to one host")
    per_host: int = Field(1, ge=1, le=8, description="requests in flight to one host")
    total: int = Field(8, ge=1, le=64, description="requests in flight overall")
    deadline_seconds: float = Field(60.0, gt=0, description="for one address, redirects included")
    read_timeout_seconds: float = Field(20.0, gt=0, description="longest silence of a server")
    max_wire_bytes: int = Field(16_000_000, gt=0)
    max_decoded_bytes: int = Field(16_000_000, gt=0)
    max_redirects: int = Field(8, ge=0, le=20)
    retries: int = Field(2, ge=0, le=5, description="further tries after a network fault, 429 or 5xx")
    robots: bool = Field(True, description="honour robots.txt")
    noarchive: bool = Field(False, description="leave out pages that say noarchive (X-Robots-Tag, robots meta)")
    gone_after: int = Field(3, ge=1, description="404s or 410s in a row, one a run, until an article is withdrawn")
    allow_addresses: tuple[str, ...] = Field(
        (), description="inside addresses (CIDR) that may be fetched, e.g. 127.0.0.1/32; settable in pumice.toml only"
    )


class RunSettings(_Section):
    """How work is cut up."""

    shard_size: int = Field(1000, ge=1, le=100_000, description="captures per Prefect task")
    batch_size: int = Field(32, ge=1, le=1000, description="articles per publishing batch")
    workers: int = Field(1, ge=1, le=64, description="processes that clean; publishing stays in one")


class NotifySettings(_Section):
    """Who is told of runs that need a person."""

    webhook: str | None = Field(None, pattern=r"^https?://", description="address that gets a JSON object by POST")
    command: tuple[str, ...] = Field((), description="program and arguments; reads the JSON object on standard input")
    events: frozenset[Literal["failed", "crashed", "held"]] = frozenset({"failed", "crashed", "held"})


class ScheduleSettings(_Section):
    """When flows run that belong to no single source; a source's own schedule stands in sources.toml."""

    timezone: TimeZone = Field("UTC", description="what the hours mean, e.g. Europe/Berlin")
    normalise: Schedule | None = Field(None, description="five fields of cron; None for by hand only")
    learn: Schedule | None = Field(None, description="the same")
    report: Schedule | None = Field(None, description="the same")


class RetentionSettings(_Section):
    """How long things are kept; what is older goes by ``pumice doctor --free``. None: for good."""

    raw_days: int | None = Field(None, ge=1, description="captures that no article is made from; pageless archives")
    audit_days: int | None = Field(None, ge=1, description="evidence behind articles")
    feed_days: int | None = Field(None, ge=1, description="lines of the change feed, and manifests")


class RecipeSettings(_Section):
    """What owners say of their sites."""

    folder: Path = Field(Path("recipes"), description="where site recipes lie; relative to the working folder")

    @field_validator("folder")
    @classmethod
    def _is_there(cls, folder: Path) -> Path:
        """A folder that somebody names is there; only the usual one may be missing."""
        if not folder.is_dir():
            raise ValueError("expected a folder that exists; create it, or leave the key out")
        return folder


class DriftSettings(_Section):
    """When a site whose articles are suddenly of another kind is reported, and when it is held back."""

    action: Literal["hold", "report"] = Field("hold", description="hold the site back, or only report")
    runs: int = Field(10, ge=1, le=1000, description="how many earlier runs a run is compared with")
    least_articles: int = Field(8, ge=2, description="fewer articles of a site and language are not judged alone")
    length_band: float = Field(1.5, gt=1, description="factor of the median length beyond which it is reported")
    length_limit: float = Field(2.0, gt=1, description="factor of the median length beyond which the site is held")
    share_band: float = Field(0.2, gt=0, le=1, description="change of a share beyond which it is reported")
    share_limit: float = Field(0.5, gt=0, le=1, description="change of a share beyond which the site is held")


class Settings(_Section):
    """Everything that is in force."""

    policy: PolicySettings = PolicySettings()
    limits: LimitSettings = LimitSettings()
    fetch: FetchSettings = FetchSettings()
    run: RunSettings = RunSettings()
    recipes: RecipeSettings = RecipeSettings()
    retention: RetentionSettings = RetentionSettings()
    drift: DriftSettings = DriftSettings()
    notify: NotifySettings = NotifySettings()
    schedule: ScheduleSettings = ScheduleSettings()

    @property
    def version(self) -> str:
        """Digest of what can change an article; how pages are fetched or work is cut up is no part of it."""
        content = self.model_dump(mode="json", include={"policy", "limits"})
        content["policy"]["publish"].sort()
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def to_policy(self) -> Policy:
        """The policy that compose follows."""
        thresholds = {**_DEFAULTS.thresholds, **self.policy.thresholds}
        left_out = {reason: score for reason, score in thresholds.items() if reason not in KEEPING}
        return Policy(left_out, self.policy.publish, self.policy.review_letters)

    def to_limits(self) -> Limits:
        """The limits that reading keeps."""
        return Limits(**self.limits.model_dump())


def load_settings(
    path: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """Settings in force.

    Args:
        path: the pumice.toml; None or a missing default file means defaults.
        environment: variables to read; the process's own if None.
        overrides: nested values from the command line, e.g. ``{"fetch": {"delay_seconds": 0}}``.

    Raises:
        SettingsError: a file, variable or flag is wrong; the message names it, the key and the mend.
    """
    merged: dict[str, Any] = {}
    places: dict[str, str] = {}
    inside = _read_toml(path) if path is not None else {}
    variables = _from_environment(os.environ if environment is None else environment)
    _refuse_addresses(variables)
    for place, layer in ((str(path), inside), ("the environment", variables), ("the command line", overrides or {})):
        _merge(merged, layer, places, place)
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        raise SettingsError(_explain(error, places)) from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path} does not exist; create it, or leave the option out for the defaults") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read as TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in sorted(environment.items()):
        section, separator, key = name.removeprefix(_PREFIX).lower().partition("__")
        if name.startswith(_PREFIX) and separator:
            found.setdefault(section, {})[key] = _json_or_text(value)
    return found


def _json_or_text(value: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    try:
        return json.loads(value)
    except ValueError:
        return value


def _refuse_addresses(variables: Mapping[str, Any]) -> None:
    if "allow_addresses" in variables.get("fetch", {}):
        raise SettingsError(
            "PUMICE_FETCH__ALLOW_ADDRESSES is set, but inside addresses may be opened in pumice.toml only; unset it"
        )


def _merge(into: dict[str, Any], layer: Mapping[str, Any], places: dict[str, str], place: str) -> None:
    for section, values in layer.items():
        if not isinstance(values, Mapping):
            into[section], places[section] = values, place
            continue
        into[section] = {**into.get(section, {}), **values}
        places.update({f"{section}.{key}": place for key in values})


def _explain(error: ValidationError, places: Mapping[str, str]) -> str:
    lines = []
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"])
        place = next((places[name] for name in (key, *_prefixes(key)) if name in places), "the settings")
        arrived = repr(fault["input"])
        lines.append(f"{place}: {key} = {arrived[:80]}: {told(fault)}")
    return "; ".join(lines) + ". The keys and their bounds are in README.md under Settings."


def _prefixes(key: str) -> list[str]:
    parts = key.split(".")
    return [".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
