"""Who is told something of a plan by e-mail: never who did it, and each person once.

Of the plan its title goes with an e-mail, and dates; of its words none does.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from councils.access import access_of
from councils.models import Appointment, OutboxMessage, User
from councils.outbox import queue_message
from councils.roles import MAY, Right, Role
from plans.access import plan_url
from plans.assignments import Given, day_of
from plans.models import GuestLink, Passage, Plan, QuestionAssignment, Suggestion, Theme
from web.compiled_queries import prepared

ASSIGNED, NUDGE = "passage_assigned", "writing_asked_after"
TAKEN_BACK = "writing_taken_back"
# Whoever goes through suggestions answers one after the other: that is one e-mail, sent once
# nothing more was answered for so long, and at the latest so long after the first answer.
QUIET, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=1)
SUGGESTED, SUGGESTION_ANSWERED = "suggestion_made", "suggestion_answered"


def tell_of_plan(
    plan: Plan,
    kind: str,
    people: Iterable[User],
    *,
    by: User,
    role: str = "",
    on: date | None = None,
    page: str = "",
    later: timedelta = timedelta(0),
    **facts: object,
) -> None:
    """Queue an e-mail of a kind to each of these people but who did what it tells of."""
    for person in dict.fromkeys(people):
        if person != by and person.is_active:
            queue_message(
                kind,
                council=plan.council,
                to=person,
                by=by,
                role=role,
                on=on,
                page=page or plan.get_absolute_url(),
                plan=plan.pk,
                title=plan.title,
                facts=facts,
                later=later,
            )


def holders(plan: Plan, roles: Iterable[Role]) -> list[User]:
    """Whoever holds one of these roles today in the plan's council, each once."""
    return holding(plan.council_id, [str(role) for role in roles], timezone.localdate())


@prepared
def holding(council: int, roles: list[str], on: date) -> QuerySet[User]:
    held = Appointment.objects.current(on).filter(council=council, role__any=roles)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")


def who_may(plan: Plan, right: Right) -> list[User]:
    """Whoever has a right today in the plan's council."""
    return holders(plan, MAY[right])


def who_hears(link: GuestLink) -> list[User]:
    """Whoever sent a link hears what is said by it; once they write here no more, the authors."""
    authors = who_may(link.plan, Right.WRITE_PLANS)
    return [link.sent_by] if link.sent_by in authors else authors


def tell_writer(passage: Passage, *, by: User) -> None:
    """Whoever a paragraph is given to hears of it."""
    if passage.writer is not None:
        tell_given(passage.plan, passage.writer, [passage], by=by)


def tell_given(
    plan: Plan, writer: User, rows: Sequence[Given], *, by: User, changed: bool = False
) -> None:
    """One e-mail of all that somebody is given at once: what, where, and by when it is wanted.

    `changed` says that they had it before, and that what is asked of them is not the same.
    """
    if access_of(writer, plan.council).may(Right.WRITE_ASSIGNED, Right.WRITE_PLANS):
        tell_of_parts(plan, ASSIGNED, writer, rows, by=by, changed=changed)


def tell_taken_back(
    plan: Plan, had: User | None, row: Given, *, by: User, given_on: bool = False
) -> None:
    """Whoever had something hears that it is theirs no more, while they write here at all."""
    if had and access_of(had, plan.council).may(Right.WRITE_ASSIGNED, Right.WRITE_PLANS):
        parts = [part_in_words(plan, row)]
        tell_of_plan(plan, TAKEN_BACK, [had], by=by, page="/", parts=parts, given_on=given_on)


def tell_suggested(plan: Plan, passage: Passage, *, by: User, page: str) -> None:
    """Whoever may put it in: its writer, or else the report authors; once a day of one person."""
    writer = passage.writer
    is_writers = writer and access_of(writer, plan.council).may(Right.WRITE_ASSIGNED)
    people = [writer] if writer and is_writers else who_may(plan, Right.WRITE_PLANS)
    today = OutboxMessage.objects.filter(
        kind=SUGGESTED, plan=plan.pk, by=by, queued_at__gte=start_of_day()
    )
    told = set(today.values_list("to", flat=True))
    people = [one for one in people if one.pk not in told]
    part = part_in_words(plan, passage)
    tell_of_plan(plan, SUGGESTED, people, by=by, page=page, part=part)


def start_of_day() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def tell_suggestion_answered(
    plan: Plan, rows: Sequence[Suggestion], *, by: User, accepted: bool, page: str
) -> None:
    """Each who suggested some of them hears what became of theirs, in one e-mail with what else
    the same person answers until a while goes by without.

    Of words that came from a file nobody hears: the name there is no address.
    """
    theirs: dict[User, list[Suggestion]] = {}
    for one in rows:
        if not one.file:
            theirs.setdefault(one.by, []).append(one)
    for person, mine in theirs.items():
        if access_of(person, plan.council).may(Right.COMMENT):
            told = {"accepted": len(mine) * accepted, "refused": len(mine) * (not accepted)}
            if not add_to_waiting(plan, person, told, by=by):
                part = mine[0].name_within
                facts = {**answers_in_words(told), "part": part}
                how: dict[str, Any] = {"by": by, "page": page, "later": QUIET}
                tell_of_plan(plan, SUGGESTION_ANSWERED, [person], **how, **facts)


def add_to_waiting(plan: Plan, person: User, told: dict[str, int], *, by: User) -> bool:
    """Whether an e-mail of earlier answers still waits, and tells of these too now."""
    waits = OutboxMessage.objects.select_for_update(skip_locked=True).filter(
        kind=SUGGESTION_ANSWERED,
        plan=plan.pk,
        to=person,
        by=by,
        state=OutboxMessage.State.QUEUED,
        tries=0,
        facts__has_key="accepted",
    )
    row = waits.order_by("pk").last()
    if row is None:
        return False
    row.facts |= answers_in_words({name: row.facts[name] + count for name, count in told.items()})
    row.page = plan_url("suggestions", plan)
    row.due_at = min(timezone.now() + QUIET, row.queued_at + LONGEST_WAIT)
    row.save(update_fields=["facts", "page", "due_at"])
    return True


def answers_in_words(told: dict[str, int]) -> dict[str, Any]:
    """ "accepted", or of both kinds "answered: 3 accepted, 2 refused", with both numbers."""
    given = {name: count for name, count in told.items() if count}
    each = ", ".join(f"{count} {name}" for name, count in given.items())
    outcome = next(iter(given)) if len(given) == 1 else f"answered: {each}"
    return {**told, "count": sum(given.values()), "outcome": outcome}


def tell_nudged(plan: Plan, writer: User, row: Given, *, by: User) -> None:
    """Whoever has something is asked for it."""
    tell_of_parts(plan, NUDGE, writer, [row], by=by)


def tell_of_parts(
    plan: Plan, kind: str, writer: User, rows: Sequence[Given], *, by: User, changed: bool = False
) -> None:
    first = rows[0]
    tell_of_plan(
        plan,
        kind,
        [writer],
        by=by,
        on=day_of(first, plan),
        page=page_to_write(plan, first) if len(rows) == 1 else "/",
        parts=[part_in_words(plan, row) for row in rows],
        own_day=first.wanted_on is not None,
        meets=plan.meets_on is not None,
        note=bool(first.asked_for),
        changed=changed,
    )


def part_in_words(plan: Plan, row: Given) -> str:
    """Which it is without a word of the plan: "a paragraph of theme 2", "question 1.2"."""
    if isinstance(row, QuestionAssignment):
        return str(row)
    if isinstance(row, Theme):
        return f"theme {number_of_theme(plan, row)}"
    place = f"theme {number_of_theme(plan, row.theme)}" if row.theme else "the introduction"
    return f"a paragraph of {place}"


def page_to_write(plan: Plan, row: Given) -> str:
    """Where somebody writes what they were given."""
    if isinstance(row, QuestionAssignment):
        return plan_url("question_write", plan, row.question)
    if isinstance(row, Theme):
        return plan_url("passage_add", plan, row.pk, Passage.Kind.PARAGRAPH)
    return plan_url("passage", plan, row.pk)


def number_of_theme(plan: Plan, theme: Theme) -> int:
    """Its place among the plan's themes, from 1."""
    return plan.themes.filter(place__lte=theme.place).count()
