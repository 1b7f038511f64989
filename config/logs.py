"""Logs: lines for people at a terminal, JSON for machines everywhere else."""

import logging
import re
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
            "django.server": {"handlers": [], "level": level, "propagate": True},
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
        return [structlog.dev.ConsoleRenderer(), _line_without_secrets]
    json = structlog.processors.JSONRenderer()
    return [structlog.processors.format_exc_info, json, _line_without_secrets]


def _line_without_secrets(_logger: Any, _name: str, line: str) -> str:
    return without_secrets(line)


# What follows /key/ sets somebody's password; what follows a question mark may be anything.
SECRET_IN_PATH = re.compile(r"(/key/)(?!done/)[^/\s\"\\?]+")
QUERY = re.compile(r"(/[^\s\"\\?]*\?)[^\s\"\\]+")


def without_secrets(text: str) -> str:
    """A line less what an address in it keeps to whoever was sent it."""
    return QUERY.sub(r"\1…", SECRET_IN_PATH.sub(r"\1…", text))


class WithoutSecrets(logging.Filter):
    """The same for the lines of a server that writes its own."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True
