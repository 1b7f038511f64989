"""Words that nobody could guess, in every text that is kept, and who comes upon them where."""

import io
import re
import secrets
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from pypdf import PdfReader

from councils.models import User
from web.frozen import Frozen

WORD = re.compile(r"zq[a-z]{10}")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Columns in which nobody writes: codes, digests, addresses that the product makes.
NOT_TYPED = {
    *(
        "digest",
        "key_digest",
        "body_digest",
        "plan_digest",
        "report_digest",
        "sha256",
        "media_type",
    ),
    *("question", "answers"),
    *(
        "address",
        "page",
        "marking",
        "endorsed",
        "salt",
        "commitment",
        "actor_commitment",
        "said",
        "unit",
    ),
    *("GuestLink.part", "GuestLink.nonce", "WordRound.mark"),
    *("password", "email", "slug", "document", "kind", "role", "verb", "state"),
    # What a paragraph names it by has its own letters; a text that prints no longer.
    *("Figure.name", "CommissionVersion.content", "Figure.unit", "Council.cabinet_word"),
    # One office is known by its title, and what is written of codes is not typed.
    *("ClearanceRequest.title", "Identity.title", "Identity.name", "Act.subject", "DayOff.name"),
    # By which a calendar knows a meeting again.
    "Meeting.uid",
    # What stood in a paragraph, which has its own letters.
    *("Suggestion.name", "Suggestion.before", "Suggestion.field"),
    *("FindingReason.name", "FindingReason.words", "FindingReason.quote", "FindingReason.code"),
    *("Comment.name", "CommentMove.name"),
    *("ClearanceRound.body", "DecisionStep.body", "ReportVersion.document"),
}
OUT_OF_IT = {"OutboxMessage", "Version", "Act", "Identity", "SubmissionEmail", "Session"}
SHORTEST = 15


@dataclass
class Planted:
    """Every word, and of what it is: (scope, model.field)."""

    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    scope: str = ""

    def has(self, text: str, kind: str) -> bool:
        """Whether a text has a word of its own already; those of others may stand in it too."""
        return any(self.words.get(word, ("", ""))[1] == kind for word in WORD.findall(text))

    def call(self, text: str, kind: str, *, of: str) -> None:
        """Tell what is of somebody apart from the rest of its kind."""
        for word in WORD.findall(text):
            if self.words[word][1] == kind:
                self.words[word] = (self.words[word][0], f"{kind}, {of}")

    def new(self, kind: str) -> str:
        word = "zq" + "".join(secrets.choice(LETTERS) for _ in range(10))
        self.words[word] = (self.scope, kind)
        return word


def typed_columns(model: type[models.Model]) -> Iterator[models.Field]:
    for column in model._meta.concrete_fields:
        name = f"{model.__name__}.{column.name}"
        if not isinstance(column, models.CharField | models.TextField) or column.choices:
            continue
        if isinstance(column, models.EmailField | models.SlugField | models.URLField):
            continue
        if column.name in NOT_TYPED or name in NOT_TYPED:
            continue
        # Made of what was typed, and no longer read once a word more stands in it.
        if isinstance(column, Frozen):
            continue
        if column.max_length is None or column.max_length >= SHORTEST:
            yield column


def ours() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        label = model._meta.app_label
        history = hasattr(model, "instance_type")
        known = label in ("councils", "plans", "approvals", "delivery") and not history
        if known and model.__name__ not in OUT_OF_IT:
            yield model


@contextmanager
def planting(planted: Planted) -> Iterator[None]:
    """Whatever is written meanwhile ends, in each of its texts, in a word of its own."""
    with pytest.MonkeyPatch.context() as patch:
        for model in ours():
            patch.setattr(model, "save", saving(model, model.save, planted))
        yield


def saving(model: type[models.Model], save: Any, planted: Planted) -> Any:
    columns = list(typed_columns(model))

    def with_words(row: models.Model, *given: Any, **how: Any) -> Any:
        # What comes with the product is nobody's.
        shipped = getattr(row, "council_id", 0) is None
        for column in () if shipped else columns:
            now = getattr(row, column.attname)
            kind = f"{model.__name__}.{column.name}"
            if isinstance(now, str) and now and not planted.has(now, kind):
                room = (column.max_length or 10**6) - 14
                setattr(row, column.attname, f"{now[:room]} {planted.new(kind)}")
        if isinstance(row, User) and not row.email.startswith(("administrator@", "zq")):
            row.email = f"{planted.new('User.email')}.{row.email}"
        return save(row, *given, **how)

    return with_words


class Reader:
    """Finds the words in an answer of any kind; what was read once is known by its bytes."""

    def __init__(self) -> None:
        self.known: dict[int, frozenset[str]] = {}

    def words(self, answer: HttpResponse) -> frozenset[str]:
        content = b"".join(answer) if answer.streaming else answer.content
        head = " ".join(f"{name}: {value}" for name, value in answer.items())
        kept = " ".join(morsel.OutputString() for morsel in answer.cookies.values())
        return self.read(content) | frozenset(WORD.findall(head + kept))

    def read(self, content: bytes) -> frozenset[str]:
        key = hash(content)
        if key not in self.known:
            self.known[key] = frozenset(WORD.findall(text_of(content)))
        return self.known[key]


def text_of(content: bytes) -> str:
    """All text in some bytes: of a PDF its pages and what it says of itself, of a zip its files."""
    if content.startswith(b"%PDF"):
        paper = PdfReader(io.BytesIO(content))
        return " ".join([str(paper.metadata), *(page.extract_text() for page in paper.pages)])
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            inside = [text_of(pack.read(name)) for name in pack.namelist()]
            return " ".join([*pack.namelist(), *inside])
    if b"MIME-Version" in content[:5_000]:
        parts = message_from_bytes(content).walk()
        inside = [part.get_payload(decode=True) or b"" for part in parts]
        return " ".join([content.decode(errors="replace"), *map(text_of, inside)])
    return content.decode("utf-8", "replace")


Found = dict[tuple[str, str], dict[str, str]]


def matrix(planted: Planted, seen: dict[str, dict[str, str]]) -> Found:
    """(scope, kind) → by visitor the first address at which a word of that kind was found."""
    found: Found = defaultdict(dict)
    for visitor, words in seen.items():
        for word, address in words.items():
            found[planted.words[word]].setdefault(visitor, address)
    return found
