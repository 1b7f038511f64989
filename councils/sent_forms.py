"""A form that is sent twice is carried out once: by a double click, or after a lost reply.

`write_once` carries out what the record's writer writes as the first act of a request.
`sent_before` tells a page that was refused, or that found nothing, that it was carried out already.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from councils.models.sent_form import SentForm
from councils.record.kinds import models_by_kind
from councils.record.models import Act
from web.errors import SentAlready
from web.sending import NOBODY, Sending, current_sending, sending_of

# The same words from another page within this time are a tab that was forgotten, no second thing.
SAME_WORDS_FOR = timedelta(minutes=10)
OTHER_WORDS = (
    "This page was sent already, with other words, and those are saved. "
    "Save once more if you want these as well."
)

# In one statement with the act, of which nothing is written where the form was taken before.
TAKE = """
WITH taken AS (
    INSERT INTO councils_sentform (key, person_id, path, digest, at, act_id)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING RETURNING key
) """
FROM_TAKEN = " FROM taken"


@dataclass(frozen=True)
class SentBefore:
    """What an earlier sending did; `row` is what came of it, None where that is gone."""

    what: str
    at: datetime
    row: Any


def write_once(select: str, values: list[Any], *, act: uuid.UUID, at: datetime) -> None:
    """Write an act by the statement `select`, and note that the form being sent became it.

    SentAlready when it has become one. Of a stranger's form nothing is noted: what it does, it can
    do once (a code, a link).
    """
    form = current_sending()
    is_noted = form is not None and form.key is not None and not form.taken
    with connection.cursor() as cursor:
        if form is None or not is_noted or form.person == NOBODY:
            cursor.execute(select, values)
            return
        if form.adds and twin_of(form):
            raise SentAlready(OTHER_WORDS)
        noted = [form.key, form.person, form.path, form.digest, at, act]
        cursor.execute(TAKE + select + FROM_TAKEN, [*noted, *values])
        if cursor.rowcount != 1:
            raise SentAlready(OTHER_WORDS)
    form.taken = True


def sent_before(request: HttpRequest) -> SentBefore | None:
    """What became of these very words, sent by the same person to the same address."""
    form = sending_of(request)
    if form.key is None:
        return None
    same = SentForm.objects.filter(key=form.key, person=form.person, digest=form.digest)
    found = same.filter(path=form.path).select_related("act").first()
    found = found or (twin_of(form) if form.adds else None)
    return SentBefore(found.act.sentence, found.at, row_of(found.act)) if found else None


def twin_of(form: Sending) -> SentForm | None:
    """The same words from another page, as long as what came of them is there."""
    since = timezone.now() - SAME_WORDS_FOR
    same = SentForm.objects.filter(person=form.person, digest=form.digest, at__gte=since)
    found = same.filter(path=form.path).select_related("act").order_by("-at").first()
    return found if found and row_of(found.act) is not None else None


def row_of(act: Act) -> Any:
    """What the act was done to, as it is now."""
    model = models_by_kind().get(act.subject_kind)
    if model is None or act.subject_id is None:
        return None
    return model._default_manager.filter(pk=act.subject_id).first()
