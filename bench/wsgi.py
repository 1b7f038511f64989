"""What gunicorn serves to be measured: the product, or the bare app."""

import os
import signal
import sys
import threading

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def product() -> WSGIHandler:
    _set_up()
    return WSGIHandler()


def bare() -> WSGIHandler:
    _set_up()
    from bench.bare import MIDDLEWARE

    settings.MIDDLEWARE = MIDDLEWARE
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    return WSGIHandler()


def _set_up() -> None:
    """Settled before anything connects or looks for static files."""
    settings.DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
    settings.STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
    django.setup(set_prefix=False)
    threading.Thread(target=_end_with_the_measurement, daemon=True).start()


def _end_with_the_measurement() -> None:
    """Gunicorn's input is a pipe from the measurement, and ends when that does."""
    sys.stdin.buffer.read()
    os.kill(os.getppid(), signal.SIGTERM)
