"""When something is to be done again, as settings files say it: cron and a time zone. Types for pydantic models."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator


def _check_schedule(schedule: str) -> str:
    try:
        next(CronSim(schedule, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise ValueError(f"{str(error) or 'never comes'}; expected five fields of cron, e.g. 0 6 * * 1-5") from error
    return schedule


def _check_timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError, caught below
        raise ValueError("expected a name such as Europe/Berlin or UTC") from error
    except KeyError as error:
        raise ValueError("no such zone; expected a name such as Europe/Berlin or UTC") from error
    return name


Schedule = Annotated[str, AfterValidator(_check_schedule)]
"""Five fields of cron."""

TimeZone = Annotated[str, AfterValidator(_check_timezone)]
"""A name of the IANA time zone database."""
