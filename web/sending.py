"""The form that is being sent: known to the record, which takes each drawing of a form once."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest

from web.drawn import FIELD, drawn_form, typed_text

TOKENS = ("csrfmiddlewaretoken", FIELD)
# Whoever changes what is there says which revision they saw.
REVISION = "seen"
# Who sends a form without being signed in.
NOBODY = 0


@dataclass
class Sending:
    """One sending: by whom, whereto, of which drawing, and of which words (`digest`).

    `adds` is a form of words for something new: sent from two pages, it is still one. `opened` is
    when its page was drawn.
    """

    person: int
    path: str
    key: uuid.UUID | None
    digest: str
    adds: bool
    opened: datetime | None = None
    taken: bool = field(default=False, init=False)


CURRENT: ContextVar[Sending | None] = ContextVar("the form that is being sent", default=None)


def current_sending() -> Sending | None:
    return CURRENT.get()


@contextmanager
def sending(request: HttpRequest) -> Iterator[None]:
    """While the block runs, what it records is recorded for this sending."""
    token = CURRENT.set(sending_of(request))
    try:
        yield
    finally:
        CURRENT.reset(token)


def sending_of(request: HttpRequest) -> Sending:
    drawn = drawn_form(request)
    key = drawn.key
    typed = any(value.strip() for _, value in typed_text(request))
    return Sending(
        person=request.user.pk or NOBODY,
        path=request.path[:300],
        key=key,
        digest=digest_of(request),
        adds=key is not None and typed and REVISION not in request.POST,
        opened=drawn.at,
    )


def digest_of(request: HttpRequest) -> str:
    """SHA-256 of all that was sent but tokens; a file counts by its name and length."""
    fields = [[name, *values] for name, values in request.POST.lists() if name not in TOKENS]
    files = [
        [name, *(f"{one.name} {one.size}" for one in sent)] for name, sent in request.FILES.lists()
    ]
    return hashlib.sha256(json.dumps([sorted(fields), sorted(files)]).encode()).hexdigest()
