"""What waits to be done: in a new council its first step, then to plans that others brought on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from approvals.models import Answer, Asked, Decision, Publication, Round, Step, Submission
from councils.models import Appointment
from councils.roles import Right, Standing
from plans.models import Plan, Stage
from plans.navigation import at


@dataclass(frozen=True)
class Task:
    """One thing that waits for somebody: what to do, where, and by when it is wanted.

    `title` is the plan's; what is to be done to the council has none.
    """

    label: str
    title: str
    href: str
    hint: str = ""
    on: date | None = None


def tasks_of(
    standings: Iterable[Standing], plans: Iterable[Plan], *, today: date
) -> dict[int, tuple[Task, ...]]:
    """For each council's key, the most pressing first: clearances to answer, then the rest.

    Each kind of task asks the database once, and only where a plan is in its stage, or where the
    person manages who holds a role.
    """
    held = {standing.council.pk: standing for standing in standings}
    found: dict[int, list[Task]] = {key: [] for key in held}
    for key, task in first_steps(held, today):
        found[key].append(task)
    known = list(plans)
    for stage, tasks in KINDS:
        here = {plan.pk: plan for plan in known if plan.stage == stage}
        for plan in here.values():
            plan.council = held[plan.council_id].council
        if not here:
            continue
        for plan, task in tasks(here, held, today):
            found[plan.council_id].append(task)
    return {key: tuple(rows) for key, rows in found.items()}


Plans = dict[int, Plan]
Held = dict[int, Standing]
Found = Iterator[tuple[Plan, Task]]


def first_steps(held: Held, today: date) -> Iterator[tuple[int, Task]]:
    """Councils where nobody but this person, who can change that, has or is to have a role."""
    managed = {key: one for key, one in held.items() if one.may(Right.MANAGE_PEOPLE)}
    if not managed:
        return
    known = Appointment.objects.held_within(today, None).filter(council__in=managed)
    others = known.exclude(person__in={one.person for one in managed.values()})
    begun = set(others.order_by().values_list("council", flat=True).distinct())
    hint = "Nobody but you holds a role here. A plan begins with its report author."
    for key, standing in managed.items():
        if key not in begun:
            people = reverse("people", args=[standing.council.slug])
            yield key, Task("Give people their roles", "", people, hint)


def to_answer(plans: Plans, held: Held, today: date) -> Found:
    """Clearances this person is asked for, by the offices they hold, the soonest wanted first."""
    asked = Asked.objects.filter(round__in=newest_rounds(plans), answers=None)
    rows = asked.select_related("round").order_by("round__due_on", "pk")
    for one in rows:
        plan = plans[one.round.plan_id]
        standing = held[plan.council_id]
        if standing.held_as(one.office) and one.round.sent_by_id != standing.person.pk:
            address = f"{at('move_answer', plan)}?asked={one.pk}"
            hint = f"As {one.office.in_full}, for {one.round.body}"
            yield plan, Task("Answer the clearance", plan.title, address, hint, one.round.due_on)


def to_put(plans: Plans, held: Held, today: date) -> Found:
    """Plans that everybody has answered, and nobody has put to a meeting."""
    waiting = Asked.objects.filter(round=OuterRef("pk"), answers=None)
    for round_ in newest_rounds(plans).exclude(Exists(waiting)):
        plan = plans[round_.plan_id]
        if held[plan.council_id].may(Right.PUT_TO_DECISION):
            hint = "Everybody has answered"
            yield plan, Task("Put to decision", plan.title, at("move_put", plan), hint)


def to_put_right(plans: Plans, held: Held, today: date) -> Found:
    """Plans that somebody sent back to their author."""
    back = Answer.objects.filter(asked__round=OuterRef("pk"), outcome=Answer.Outcome.SENT_BACK)
    for round_ in newest_rounds(plans).filter(Exists(back)):
        plan = plans[round_.plan_id]
        if held[plan.council_id].may(Right.WRITE_PLANS):
            hint = "Sent back by somebody who was asked to clear it"
            yield plan, Task("Put it right", plan.title, plan.get_absolute_url(), hint)


def to_decide(plans: Plans, held: Held, today: date) -> Found:
    """What members have before them, and meetings whose outcome is to be recorded."""
    # A plan that was withdrawn leaves its step open behind it: only the newest still waits.
    later = Step.objects.filter(plan=OuterRef("plan"), place__gt=OuterRef("place"))
    open_steps = Step.objects.filter(plan__in=plans, decision=None).exclude(Exists(later))
    for step in open_steps.order_by("meets_on"):
        plan = plans[step.plan_id]
        standing = held[plan.council_id]
        if standing.may(Right.READ_DECISIONS):
            label, address = "Read what is put to you", at("member", plan)
        elif standing.may(Right.RECORD_DECISIONS) and step.meets_on <= today:
            label, address = "Record the decision", at("move_decide", plan)
        else:
            continue
        yield plan, Task(label, plan.title, address, step.body, step.meets_on)


def to_send_out(plans: Plans, held: Held, today: date) -> Found:
    """Endorsed plans that are not public yet, or not submitted though the decision has effect."""
    published = Exists(Publication.objects.decided().filter(plan=OuterRef("pk")))
    submitted = Exists(Submission.objects.not_failed().filter(plan=OuterRef("pk")))
    decided = Decision.objects.filter(step__plan=OuterRef("pk")).order_by("-step__place")
    takes_effect = Subquery(decided.values("effective_from")[:1])
    rows = Plan.objects.filter(pk__in=plans)
    for key, is_public, is_sent, effective in rows.values_list(
        "pk", published, submitted, takes_effect
    ):
        plan = plans[key]
        standing = held[plan.council_id]
        if not is_public and standing.may(Right.PUBLISH):
            yield plan, Task("Publish", plan.title, at("move_publish", plan))
        in_effect = effective is None or effective <= today
        if not is_sent and in_effect and standing.may(Right.SUBMIT):
            yield plan, Task("Submit", plan.title, at("move_submit", plan))


def newest_rounds(plans: Plans) -> QuerySet[Round]:
    """The round that counts of each of these plans."""
    later = Round.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    return Round.objects.filter(plan__in=plans).exclude(Exists(later))


# In the order in which people are shown them.
KINDS: tuple[tuple[Stage, Callable[[Plans, Held, date], Found]], ...] = (
    (Stage.CLEARANCE, to_answer),
    (Stage.DRAFTING, to_put_right),
    (Stage.CLEARANCE, to_put),
    (Stage.DECISION, to_decide),
    (Stage.ENDORSED, to_send_out),
)
