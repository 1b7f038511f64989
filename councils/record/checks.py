"""What `manage.py check` asks of the record: that its kinds and verbs are codes of their own."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import Error
from django.db import models

from councils.record.history import ActHistoryRow
from councils.record.kinds import kind_of, recorded_models
from councils.record.sentences import verbs

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def codes_of_the_record(**_: Any) -> list[Error]:
    return [*faults_in_kinds(), *faults_in_verbs()]


def faults_in_kinds() -> Iterator[Error]:
    for model in must_have_a_kind():
        if not hasattr(model, "record_kind"):
            yield Error("It is recorded, so it needs a record_kind.", obj=model, id="record.E001")
    kinds = Counter(kind_of(model) for model in recorded_models())
    for model in recorded_models():
        if not CODE.fullmatch(kind_of(model)):
            yield Error("Its record_kind is no lower-case code.", obj=model, id="record.E002")
        if kinds[kind_of(model)] > 1:
            yield Error("Another model has its record_kind.", obj=model, id="record.E003")


def must_have_a_kind() -> Iterator[type[models.Model]]:
    """Models that keep history, and those whose rows carry the act that wrote them."""
    for model in apps.get_models():
        is_history = hasattr(model, "instance_type")
        if not is_history and (hasattr(model, "history") or issubclass(model, ActHistoryRow)):
            yield model


def faults_in_verbs() -> Iterator[Error]:
    for code in verbs():
        if not CODE.fullmatch(code):
            yield Error(f"The verb “{code}” is no lower-case code.", id="record.E004")
