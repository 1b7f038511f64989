"""Two ways to the same pages: the product's whole stack, and a bare one for comparison."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import override_settings

from config import gunicorn

# What Django needs to know who asks and that a form is ours.
BARE = [
    "bench.bare.Urls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
CSRF = "c" * 32


@dataclass(frozen=True)
class Stack:
    """A WSGI application and the session it is asked with."""

    application: WSGIHandler
    session: str

    def ask(self, path: str, typed: dict[str, Any] | None = None) -> "Answer":
        """A page, or what became of a posted form."""
        posted = urlencode({"csrfmiddlewaretoken": CSRF, **typed}, doseq=True) if typed else ""
        answer = Answer()
        environ = self._environ(path, posted.encode())
        response: Any = self.application(environ, answer.start)
        answer.body = b"".join(response)
        response.close()
        return answer

    def _environ(self, path: str, posted: bytes) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": "POST" if posted else "GET",
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_ACCEPT": "text/html",
            "HTTP_COOKIE": f"sessionid={self.session}; csrftoken={CSRF}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(posted)),
            "wsgi.input": BytesIO(posted),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
        }


@dataclass
class Answer:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> None:
        self.status, self.headers = int(status.split()[0]), dict(headers)


@contextmanager
def stacks(session: str) -> Iterator[tuple[Stack, Stack]]:
    """Ours, as it is served, its log lines made and thrown away; and the bare one."""
    with TemporaryDirectory() as static, open(os.devnull, "w") as nowhere:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(nowhere)
        with override_settings(STATIC_ROOT=static):
            call_command("collectstatic", interactive=False, verbosity=0)
            ours = Stack(WSGIHandler(), session)
            with override_settings(MIDDLEWARE=BARE):
                bare = Stack(WSGIHandler(), session)
            gunicorn.post_worker_init(None)
            yield ours, bare
