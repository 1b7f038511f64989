"""Whom a plan may be sent to for clearance, by when, and for which meeting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from approvals.clearance.meeting_notice import check_takes_place, has_late_item, planned
from approvals.clearance.rules import authorship, why_may_not_clear
from approvals.models.routes import ALONE, Route
from approvals.papers.notices import NOTHING_SAID, NoticeData
from approvals.workflow.engine import TransitionContext
from councils.access import Access, accesses_of
from councils.models import Appointment, Council, User
from councils.roles import CLEARING, Office, Role
from plans.comments import to_be_resolved
from plans.models import Plan
from web.dates import london_day
from web.errors import Refused


@dataclass(frozen=True)
class ClearanceTerms:
    """By when answers are wanted, and which meeting decides; `then_put` as in `ClearanceRound`.

    `notice` says why that meeting may take an item that is not in its agenda in time.
    """

    body: str
    meets_on: date | None = None
    due_on: date | None = None
    then_put: bool = False
    route: str = Route.NOT_KNOWN
    notice: NoticeData = NOTHING_SAID


# The turn of whoever is asked once all others have answered.
LAST = 3


def order_in_words(council: Council) -> str:
    """ "The Section 151 officer, then the Monitoring Officer"; "" where all are asked at once."""
    turns: dict[int, list[str]] = {}
    for role in council.clearing_roles:
        turns.setdefault(turn_of(role, council), []).append(Role(role).label)
    if len(turns) < 2:
        return ""
    return ", then ".join(" and ".join(turns[turn]) for turn in sorted(turns))


def turn_of(role: str, council: Council) -> int:
    """When a role is asked by the council's order, from 1; all are at once where it has none."""
    if role in council.asked_last:
        return LAST
    return 2 if role in council.asked_second else 1


def check_can_be_sent(
    m: TransitionContext, clear: Mapping[Office, User], terms: ClearanceTerms
) -> None:
    """There are words to clear, people to clear them, and time left to do it in."""
    check_every_theme_has_text(m.plan)
    check_comments_are_resolved(m.plan)
    check_officers(m, clear)
    check_meeting_to_come(m, terms.meets_on)
    check_due(m, terms.due_on, terms.meets_on)
    check_goes_on(terms)
    check_notice_of_meeting(m, terms)


def check_notice_of_meeting(m: TransitionContext, terms: ClearanceTerms) -> None:
    """The last answer puts the plan to this meeting, so its agenda can still be in time, or it is
    said why not; where the plan is put by hand, that is judged then.
    """
    said = terms.notice
    if terms.meets_on is None:
        if said.has_late_item:
            raise Refused("Enter the day of the meeting that takes it late.", field="meets_on")
        return
    check_takes_place(m.plan.council, terms.meets_on, terms.body)
    if not (terms.then_put or said.has_late_item):
        return
    today = london_day(m.now)
    known = (m.plan.council, terms.meets_on, terms.body, terms.route)
    late = has_late_item(m.plan, terms.meets_on, terms.body)
    meeting = replace(planned(*known, today=today, late_item=late), is_sent=True)
    for fault in meeting.faults(said) if terms.then_put else meeting.agenda_faults(said):
        raise fault


def check_meeting_to_come(m: TransitionContext, meets_on: date | None) -> None:
    """The last answer puts the plan to this meeting, so a past one would stop whoever gives it."""
    if meets_on and meets_on < london_day(m.now):
        raise Refused("That day has passed. Enter the date of the next meeting.", field="meets_on")


def check_goes_on(terms: ClearanceTerms) -> None:
    """People who decide alone are named when the plan is put to them, by whoever does that."""
    if terms.then_put and terms.route in ALONE:
        raise Refused(
            "Who decides alone is named once everybody has answered: untick this, and put it to "
            "them then.",
            field="then_put",
        )


def check_due(m: TransitionContext, due_on: date | None, meets_on: date | None) -> None:
    if due_on and due_on < london_day(m.now):
        raise Refused("That day has passed.", field="due_on")
    if due_on and meets_on and due_on > meets_on:
        raise Refused("The answers are wanted before the meeting.", field="due_on")


def check_every_theme_has_text(plan: Plan) -> None:
    """The one check that stops a plan: each theme has at least one paragraph."""
    written = set(
        plan.passages.filter(kind="paragraph").exclude(body="").values_list("theme", flat=True)
    )
    empty = [theme.title for theme in plan.themes.all() if theme.pk not in written]
    if empty:
        raise Refused("Write some text for: " + "; ".join(empty) + ".")
    if not written - {None}:
        raise Refused("The plan has no themes with text yet.")


def check_comments_are_resolved(plan: Plan) -> None:
    """A comment that must be resolved keeps the plan here, whatever the sender has to say."""
    waiting = to_be_resolved(plan.pk)
    if not waiting:
        return
    first, more = waiting[0], len(waiting) - 1
    others = "" if not more else " So must 1 more." if more == 1 else f" So must {more} more."
    raise Refused(
        f"The comment of {first.by.name} on {first.name_within} must be resolved first.{others}",
        code="unresolved_comment",
    )


def offices_to_ask(council: Council, clear: Iterable[Office]) -> list[Office]:
    """The council's list, then any other that the sender adds.

    Where the list names the other clearing officers, it means each of them there is.
    """
    listed = [office for role in council.clearing_roles for office in offices_of(council, role)]
    return list(dict.fromkeys([*listed, *clear]))


def offices_of(council: Council, role: str) -> list[Office]:
    """What a role on the council's list is called today; one that nobody holds is still asked."""
    if role != Role.CLEARING_OFFICER:
        return [Office(Role(role))]
    held = Appointment.objects.current(timezone.localdate()).filter(
        council=council, role=role, person__is_active=True
    )
    titles = held.order_by("title").values_list("title", flat=True).distinct()
    return [Office(Role(role), title) for title in titles] or [Office(Role(role))]


def check_officers(m: TransitionContext, clear: Mapping[Office, User]) -> None:
    """Each office has a person chosen who may clear the plan in it."""
    held = accesses_of(m.plan.council, clear.values(), on=london_day(m.now))
    wrote = authorship([m.plan.pk], held)
    for office in offices_to_ask(m.plan.council, clear):
        if office.role not in CLEARING:
            raise Refused("Only a role that clears can be asked.")
        if office not in clear:
            raise Refused(f"Choose who clears it as {office.in_full}.", field=office.role)
        if why := why_may_not_clear(
            held[clear[office].pk], office, plan=m.plan.pk, sent_by=m.act.by.pk, wrote=wrote
        ):
            raise Refused(why, field=office.role)


def officers_for(plan: Plan, *, sender: User) -> list[Appointment]:
    """Who may be asked to clear a plan today, each in an office: a deputy after its holder."""
    rows = Appointment.objects.current(timezone.localdate()).filter(
        council=plan.council, role__in=CLEARING, person__is_active=True
    )
    found = list(rows.select_related("person").order_by("role", "deputy", "pk"))
    wrote = authorship([plan.pk], {held.person_id for held in found})
    return [
        held
        for held in found
        if not why_may_not_clear(
            Access(held.person, plan.council, (held,)),
            held.office,
            plan=plan.pk,
            sent_by=sender.pk,
            wrote=wrote,
        )
    ]
