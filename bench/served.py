"""What gunicorn serves while people save at once: the product, or the bare pages."""

import os
import signal
import sys
import threading

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from bench.asking import BARE
from bench.database import NAME

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def ours() -> WSGIHandler:
    _set_up()
    return WSGIHandler()


def bare() -> WSGIHandler:
    _set_up()
    settings.MIDDLEWARE = BARE
    return WSGIHandler()


def _set_up() -> None:
    """Settled before anything connects or looks for static files."""
    settings.DATABASES["default"]["NAME"] = NAME
    settings.STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
    django.setup(set_prefix=False)
    threading.Thread(target=_end_with_the_measurement, daemon=True).start()


def _end_with_the_measurement() -> None:
    """Gunicorn's input is a pipe from the measurement, and ends when that does."""
    sys.stdin.buffer.read()
    os.kill(os.getppid(), signal.SIGTERM)
