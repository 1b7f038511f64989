"""Rounds of a plan in Word: the file of each copy, who has it, who answered, who is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Subquery, TextChoices
from django.utils import timezone

from councils.models import Appointment, OutboxMessage, User
from councils.record.history import history_of
from councils.record.models import Act
from plans.actions.word_template import look_of
from plans.document import parse_document
from plans.exports import word
from plans.marks import printed_on
from plans.models import (
    CopyExcused,
    CopyReminder,
    Passage,
    Plan,
    ReturnedFile,
    RoundCopy,
    Version,
    WordRound,
)
from plans.round_marks import mark_of_plan
from plans.versions import imprint_of
from plans.word_marks import Marks


class CopyState(TextChoices):
    """How it stands with one person's copy, on a day."""

    ANSWERED = "answered", "Answered"
    EXCUSED = "excused", "Not waited for"
    LATE = "late", "Late"
    WAITING = "waiting", "Not answered yet"


class Delivery(TextChoices):
    """Whether the e-mail with the file went."""

    BY_HAND = "by_hand", "Its sender sends it"
    QUEUED = "queued", "On its way"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    # The e-mail is no longer among those kept.
    NOT_KNOWN = "not_known", "Not known"


@dataclass(frozen=True)
class ShownCopy:
    """One copy as the page of its round has it; `said` is why its e-mail did not go."""

    copy: RoundCopy
    state: CopyState
    delivery: Delivery
    said: str
    files: tuple[ReturnedFile, ...]
    excused: CopyExcused | None
    reminder: CopyReminder | None

    @property
    def is_waited_for(self) -> bool:
        return self.state in (CopyState.LATE, CopyState.WAITING)


def rounds_of(plan: Plan) -> QuerySet[WordRound]:
    """Every round of a plan, the newest first."""
    return plan.word_rounds.select_related("by", "version", "closing__by")


def copies_of(found: WordRound, on: date) -> list[ShownCopy]:
    """Every copy of a round, as it stands on a day; four queries."""
    return copies_by_round([found], on)[found.pk]


def copies_by_round(rounds: Sequence[WordRound], on: date) -> dict[int, list[ShownCopy]]:
    """The same of several rounds, by their keys; in as many queries for ten as for one."""
    known = {one.pk: one for one in rounds}
    copies = RoundCopy.objects.filter(round__in=known).select_related("person", "excused__by")
    rows = list(copies.prefetch_related("returned__by", "reminders__by"))
    keys = [one.key for one in rows if one.key]
    mails = {one.key: one for one in OutboxMessage.objects.filter(key__in=keys)}
    shown: dict[int, list[ShownCopy]] = {key: [] for key in known}
    for one in rows:
        mail = mails.get(one.key) if one.key else None
        shown[one.round_id].append(shown_copy(known[one.round_id], one, mail, on))
    return shown


def shown_copy(
    found: WordRound, copy: RoundCopy, mail: OutboxMessage | None, on: date
) -> ShownCopy:
    copy.round = found
    files, reminders = tuple(copy.returned.all()), list(copy.reminders.all())
    excused = getattr(copy, "excused", None)
    return ShownCopy(
        copy,
        state_of(found, files, excused, on),
        delivery_of(copy, mail),
        mail.said if mail and mail.state == OutboxMessage.State.FAILED else "",
        files,
        excused,
        reminders[-1] if reminders else None,
    )


def state_of(
    found: WordRound, files: Iterable[ReturnedFile], excused: CopyExcused | None, on: date
) -> CopyState:
    if any(files):
        return CopyState.ANSWERED
    if excused or found.ended:
        return CopyState.EXCUSED
    return CopyState.LATE if found.answer_by < on else CopyState.WAITING


def delivery_of(copy: RoundCopy, mail: OutboxMessage | None) -> Delivery:
    if copy.key is None:
        return Delivery.BY_HAND
    if mail is None:
        return Delivery.NOT_KNOWN
    if mail.state in OutboxMessage.WAITING:
        return Delivery.QUEUED
    return Delivery.SENT if mail.state == OutboxMessage.State.SENT else Delivery.FAILED


def people_here(plan: Plan) -> QuerySet[User]:
    """Who holds a role in the council today, by name."""
    held = Appointment.objects.current(timezone.localdate()).filter(council=plan.council_id)
    people = User.objects.filter(pk__in=held.values("person"), is_active=True)
    return people.order_by("name", "pk")


def file_of(copy: RoundCopy) -> bytes:
    """The copy as a Word file, which bears whose it is; printed on it is how its version stands."""
    version = copy.round.version
    imprint = imprint_of(version, *printed_on(version))
    plan = version.plan
    return word.render_word(
        parse_document(version.document),
        imprint=imprint,
        made=version.made_at,
        look=look_of(plan.council),
        marks=Marks(mark_of_plan(plan.council.slug, plan.slug), copy.mark),
    )


def file_name(copy: RoundCopy) -> str:
    """It says which copy it is, for whoever sends several themselves, and nobody's name: under it
    the file is kept in the record when it comes back."""
    found = copy.round
    return f"{found.version.plan.slug}-round-{found.number}-copy-{copy.number}.docx"


def bodies_at(version: Version) -> dict[int, str]:
    """The source of each passage as it stood when a version was made; one query."""
    then = Act.objects.filter(pk=version.act_id).values("sequence")
    rows = history_of(Passage)._default_manager.filter(
        plan_id=version.plan_id, act__sequence__lte=Subquery(then)
    )
    newest = rows.order_by("id", "-history_id").distinct("id")
    return dict(newest.values_list("id", "body"))
