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
    "bench.urls.Urls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
CSRF = "c" * 32
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Question:
    """A page, or with `typed` its form; `known` is the ETag of what the asker has already.

    Without a session it is a stranger who asks.
    """

    path: str
    session: str = ""
    typed: dict[str, Any] | None = None
    known: str = ""

    @property
    def posted(self) -> bytes:
        if self.typed is None:
            return b""
        return urlencode({"csrfmiddlewaretoken": CSRF, **self.typed}, doseq=True).encode()

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept": "text/html"}
        if self.session:
            headers["Cookie"] = f"sessionid={self.session}; csrftoken={CSRF}"
        if self.known:
            headers["If-None-Match"] = self.known
        return headers


@dataclass(frozen=True)
class Stack:
    """A WSGI application, asked without a server or a network."""

    application: WSGIHandler

    def ask(self, question: Question) -> "Answer":
        answer = Answer()
        response: Any = self.application(_environ(question), answer.start)
        answer.body = b"".join(response)
        response.close()
        return answer


def _environ(question: Question) -> dict[str, Any]:
    path, _, query = question.path.partition("?")
    posted = question.posted
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in question.headers.items()
    }
    return {
        **headers,
        "REQUEST_METHOD": "POST" if posted else "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_TYPE": FORM,
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
def stacks() -> Iterator[tuple[Stack, Stack]]:
    """Ours, as it is served, its log lines made and thrown away; and the bare one."""
    with TemporaryDirectory() as static, open(os.devnull, "w") as nowhere:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(nowhere)
        with override_settings(STATIC_ROOT=static):
            call_command("collectstatic", interactive=False, verbosity=0)
            ours = Stack(WSGIHandler())
            with override_settings(MIDDLEWARE=BARE):
                bare = Stack(WSGIHandler())
            gunicorn.post_worker_init(None)
            yield ours, bare
