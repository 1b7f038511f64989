"""Logs: lines for people at a terminal, JSON for machines everywhere else."""

from typing import Any

import structlog

_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(*, level: int, for_people: bool) -> dict[str, Any]:
    """Set structlog up and return Django's LOGGING to match."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_STEPS,
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": _lines(for_people=for_people)},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        # Django's own handlers would print everything a second time.
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "pikepdf": {"level": "WARNING"},
        },
    }


def _lines(*, for_people: bool) -> dict[str, Any]:
    """How one line is written, whether structlog began it or the standard library."""
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *_rendering(for_people=for_people),
        ],
        "foreign_pre_chain": _STEPS,
    }


def _rendering(*, for_people: bool) -> list[Any]:
    if for_people:
        return [structlog.dev.ConsoleRenderer()]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
