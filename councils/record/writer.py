"""The one writer of acts: a change, its history and its act are one transaction or nothing."""

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import rfc8785
from django.db import models, transaction
from django.utils import timezone

from councils.models import Appointment, Council, User
from councils.record.history import ActHistoryRow, keeps_history
from councils.record.kinds import kind_of
from councils.record.models import Identity
from councils.record.sentences import check_known
from councils.record.written import Row, digest_of, digest_of_written, plain, values_of
from councils.sent_forms import write_once
from web.compiled_queries import prepared


@dataclass
class ActWriter:
    """What one act changes. Rows are written through it, so each has the act's actor and reason.

    `verb` is a code of one of the floors' `verbs`, `details` hold the codes that its words need;
    `subject` is the thing it was done to. All three may be settled while the act goes on.
    """

    council: Council
    actor: Appointment
    verb: str
    reason: str
    subject: models.Model | None = None
    subject_name: str = ""
    plan: int | None = None
    # Asked when the act begins, so that whoever sets the clock sets this too.
    at: datetime = field(default_factory=lambda: timezone.now())
    act_id: uuid.UUID = field(default_factory=uuid.uuid4)
    details: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    # Those among them that the act's page reads again (see `councils.record.written`).
    written: list[Row] = field(default_factory=list)
    identities: dict[int, Identity] = field(default_factory=dict)
    # By how many characters the texts of its rows became longer, or less than none shorter.
    growth: int = 0

    @property
    def by(self) -> User:
        return self.actor.person

    def identity_of(self, actor: Appointment) -> Identity:
        """Who acts, or who it is said to have been, as they stand now."""
        if actor.pk not in self.identities:
            self.identities[actor.pk] = identity_for(self.council, actor)
        return self.identities[actor.pk]

    def add(self, row: models.Model) -> None:
        """Write a new row; one that stays as it is keeps the act."""
        if isinstance(row, ActHistoryRow):
            row.act_id = self.act_id
        self.growth += text_length(vars(row).values())
        self._write(row, row.save, force_insert=True)

    def change(self, row: models.Model, **values: Any) -> bool:
        """Set what differs and save it, with the row's revision; False when nothing differs."""
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if not changed:
            return False
        for name in changed:
            self.growth += text_length([values[name]]) - text_length([getattr(row, name)])
            setattr(row, name, values[name])
        row.revision += 1  # type: ignore[attr-defined]
        self._write(row, row.save, update_fields=[*changed, "revision"])
        return True

    def remove(self, row: models.Model) -> None:
        """Delete a row; its last state stays in the history."""
        kind, key, name = kind_of(row), row.pk, name_of(row)
        subject = self.subject
        is_subject = subject is None or (kind_of(subject), subject.pk) == (kind, key)
        self.growth -= text_length(vars(row).values())
        row._recording = self  # type: ignore[attr-defined]
        row.delete()
        self.rows.append((kind, key, None))
        self.written.append((kind, key, None))
        if is_subject:
            self.subject_name = self.subject_name or name

    def note(self, row: models.Model) -> None:
        """Something was done with a row that leaves the row itself as it was."""
        self.rows.append((kind_of(row), row.pk, column_values(row)))

    def _write(self, row: models.Model, save: Any, **how: Any) -> None:
        row._recording = self  # type: ignore[attr-defined]
        try:
            save(**how)
        finally:
            del row._recording  # type: ignore[attr-defined]
        written = (kind_of(row), row.pk, column_values(row))
        self.rows.append(written)
        if isinstance(row, ActHistoryRow) or keeps_history(type(row)):
            self.written.append((*written[:2], values_of(row)))


@contextmanager
def recording(
    council: Council,
    *,
    actor: Appointment,
    verb: str,
    reason: str = "",
    subject: models.Model | None = None,
    plan: int | None = None,
) -> Iterator[ActWriter]:
    """Do what the block does as one act; a block that changes nothing leaves no act.

    The caller has opened the transaction, asked permission (`actor` is the appointment that gave
    it) and locked what it decides on. `reason` is what that person
    gave, in their words; "" where they gave none, as the product gives none for them.
    """
    # No savepoint: an act that fails takes the whole transaction with it.
    with transaction.atomic(savepoint=False):
        act = ActWriter(council, actor, verb, reason.strip(), subject=subject, plan=plan)
        yield act
        if act.rows:
            _write(act)


def text_length(values: Iterable[Any]) -> int:
    """Characters of all texts among some values; a line's end counts twice, as it takes room."""
    return sum(len(value) + value.count("\n") for value in values if isinstance(value, str))


def column_values(row: models.Model) -> dict[str, Any]:
    """A row's columns as plain values that have one canonical JSON form.

    Which act wrote it is no part: the act's digest is of what the rows say.
    """
    columns = (column.attname for column in row._meta.fields if column.name != "act")
    return {name: plain(getattr(row, name)) for name in columns}


def identity_commitment(name: str, person: int, codes: dict[str, Any], salt: str) -> str:
    """SHA-256 over a name and a salt: proves a name later, and hides it once the salt is erased.

    `codes` are those of `Appointment.codes`.
    """
    whole = {"name": name, "person": person, **codes, "salt": salt}
    return hashlib.sha256(rfc8785.dumps(whole)).hexdigest()


def name_of(row: models.Model | None) -> str:
    """What the record calls a row: its name as people read it, unless that is made from codes."""
    return str(getattr(row, "recorded_name", row or ""))


def _write(act: ActWriter) -> None:
    check_known(act.verb)
    identity = act.identity_of(act.actor)
    kind, key, _ = act.rows[0]
    if act.subject is not None:
        # A removed row has lost its key by now; the first row written kept it.
        kind, key = kind_of(act.subject), act.subject.pk or key
    _insert(
        act,
        id=str(act.act_id),
        council_id=act.council.pk,
        at=act.at.isoformat(),
        actor_id=identity.pk,
        actor_commitment=identity.commitment,
        verb=act.verb,
        details=act.details,
        plan=act.plan,
        subject_kind=kind,
        subject_id=key if isinstance(key, int) else None,
        subject=(act.subject_name or name_of(act.subject))[:250],
        reason=act.reason,
        touched=sorted({row[0] for row in act.rows}),
        digest=digest_of(act.rows),
        written=digest_of_written(act.written),
    )


def _insert(act: ActWriter, **columns: Any) -> None:
    """Write the act under the council's next number, unless its form has become one already.

    By the database's own function, since the application may neither count nor number acts (see
    config/record_doorway.py). The council's counter stays locked from here to the end, so an act
    is written last.
    """
    write_once("SELECT record_act(%s::jsonb)", [json.dumps(columns)], act=act.act_id, at=act.at)


def look_up_identity(council: Council, actor: Appointment) -> None:
    """Ask who acts before a lock is waited for: nobody else then waits while it is asked."""
    actor.recorded_as = known_identity(council, actor)


def known_identity(council: Council, actor: Appointment) -> Identity | None:
    found = find_identity(council.pk, actor.person.pk, actor.person.name, *actor.codes.values())
    return next(iter(found), None)


def identity_for(council: Council, actor: Appointment) -> Identity:
    """Who somebody is under an appointment, as they stand now; made when first needed."""
    person, codes = actor.person, actor.codes
    seen = actor.recorded_as
    is_so_now = seen is not None and (seen.name, seen.codes) == (person.name, codes)
    if known := seen if is_so_now else known_identity(council, actor):
        return known
    salt = secrets.token_hex(32)
    # Somebody may act for the first time in two plans at once.
    identity, _ = Identity.objects.get_or_create(
        council=council,
        person=person,
        name=person.name,
        **codes,
        defaults={
            "salt": salt,
            "commitment": identity_commitment(person.name, person.pk, codes, salt),
        },
    )
    return identity


@prepared
def find_identity(
    council: int, person: int, name: str, role: str, title: str, deputy: bool
) -> models.QuerySet[Identity]:
    found = Identity.objects.filter(council=council, person=person, name=name, role=role)
    return found.filter(title=title, deputy=deputy)[:1]
