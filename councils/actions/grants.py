"""Who may be given a role, when it takes effect, and what needs a second person's word.

Whoever gives or ends one does so before the eyes of all who hold or held one. See decision 0020.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from councils.access import Access, access_of
from councils.models import Appointment, Council, User
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.models import Act
from councils.record.writer import recording
from councils.roles import (
    CLEARING,
    DECIDING,
    GUARDED,
    MAY,
    NEVER_TOGETHER,
    NEVER_VACANT,
    Right,
    Role,
)
from web.errors import Refused, StalePage
from web.text import one_line

DAY = timedelta(days=1)
# Several people sit in these from the start; of every other office there is one to begin with.
SEVERAL_AT_FIRST = {Role.CABINET_MEMBER}
CONFIRMED = ("role_confirmed", "council_set_up")


def title_for(council: Council, role: str, title: str) -> str:
    """A job title; another clearing officer's says what they clear, and the record prints it.

    So it cannot pass for another role, and one that is known already keeps its spelling: a deputy
    answers for whoever has the same title.
    """
    title = one_line(title)
    if role != Role.CLEARING_OFFICER:
        return title
    if not title:
        raise Refused(
            "Say what they clear, for example “Equality”, “Climate” or “Human resources”.",
            field="title",
        )
    for other in Role:
        if title.casefold().startswith(other.label.casefold()):
            raise Refused(
                f"“{other.label}” is a role of its own. Say what they clear.", field="title"
            )
    known = Appointment.objects.filter(council=council, role=role, title__iexact=title)
    return known.values_list("title", flat=True).first() or title


def check_may_hold(wanted: Appointment, *, by: User) -> None:
    """Refuse what the law or the house forbids; the database refuses the first kind too."""
    person, role, ends_on = wanted.person, wanted.role, wanted.ends_on
    if by == person and role in CLEARING | DECIDING:
        raise Refused(
            "Somebody else must give you a role that clears or decides.",
            field="role",
            code="own_grant",
        )
    if ends_on and ends_on < wanted.starts_on:
        raise Refused("The last day must be on or after the first day.", field="ends_on")
    if ends_on and ends_on < timezone.localdate():
        raise Refused("The last day has already passed.", field="ends_on")
    held = Appointment.objects.filter(council=wanted.council, person=person)
    for other in held.held_within(wanted.starts_on, ends_on):
        if other.office == wanted.office:
            raise Refused(
                f"{wanted.person_name} already holds this role in that time.", field="role"
            )
        if any({other.role, role} == pair for pair in NEVER_TOGETHER):
            raise Refused(
                f"{wanted.person_name} is {other.get_role_display()}, and one person may not be "
                f"both {other.get_role_display()} and {Role(role).label} "
                "(Local Government and Housing Act 1989, section 5).",
                field="role",
                code="rule",
            )


def effective_day(wanted: Appointment, *, given_on: date) -> date | None:
    """The first day on which a role gives anything; None where it need not wait.

    Whole days are counted, so that a day's wait is never shorter than 24 hours.
    """
    if wanted.role not in GUARDED or is_of_the_beginning(wanted):
        return None
    return given_on + (wanted.council.grant_delay_days + 1) * DAY


def is_of_the_beginning(wanted: Appointment) -> bool:
    """The first of an office, in a council where nobody has cleared or decided anything yet.

    What was ended or withdrawn counts as held, so that nobody can make their own beginning.
    """
    acted = Act.objects.filter(
        council=wanted.council, plan__isnull=False, actor__role__in=CLEARING | DECIDING
    )
    if acted.exists():
        return False
    known = Appointment.objects.filter(council=wanted.council, role=wanted.role)
    if wanted.role == Role.CLEARING_OFFICER:
        known = known.filter(title__iexact=wanted.title)
    return wanted.role in SEVERAL_AT_FIRST or not known.exists()


def confirm_change(appointment: Appointment, *, by: User, seen: int) -> None:
    """Have a role take effect, or end, that somebody else gave or asked to be ended."""
    with transaction.atomic():
        held, access = for_confirmation(appointment, by=by, seen=seen)
        actor = established(held, access)
        today = timezone.localdate()
        ends = held.ending_on is not None
        with recording(
            held.council,
            actor=actor,
            verb="role_ending_confirmed" if ends else "role_confirmed",
            subject=held,
        ) as act:
            act.details = held.codes
            if held.ending_on is not None:
                act.change(held, ends_on=max(held.ending_on, today - DAY), ending_on=None)
            else:
                act.change(held, effective_on=today)
        kind = CouncilNotice.ROLE_ENDED if ends else CouncilNotice.ROLE_CONFIRMED
        tell_the_guarded(kind, held, by=by)


def refuse_change(appointment: Appointment, *, by: User, seen: int) -> None:
    """Let a role that waits not take effect, or an ending that was asked for not happen."""
    with transaction.atomic():
        held, access = for_confirmation(appointment, by=by, seen=seen)
        actor = access.require(Right.CONFIRM_ROLES)
        stays = held.ending_on is not None
        with recording(
            held.council,
            actor=actor,
            verb="role_ending_refused" if stays else "role_refused",
            subject=held,
        ) as act:
            act.details = held.codes
            if stays:
                act.change(held, ending_on=None)
            else:
                act.change(held, ends_on=held.starts_on - DAY)
        tell_the_guarded(CouncilNotice.ROLE_CHANGE_REFUSED, held, by=by)


def for_confirmation(
    appointment: Appointment, *, by: User, seen: int
) -> tuple[Appointment, Access]:
    """An appointment that waits for somebody's word, locked, and what they hold who speak it."""
    access = access_of(by, appointment.council)
    access.require(Right.CONFIRM_ROLES)
    Council.objects.select_for_update(no_key=True).get(pk=appointment.council_id)
    held = Appointment.objects.select_related("council", "person").get(pk=appointment.pk)
    if held.revision != seen:
        raise StalePage(now=held.revision)
    if not awaits_confirmation(held):
        raise Refused("Nothing about this appointment waits to be confirmed.")
    return held, access


def awaits_confirmation(held: Appointment) -> bool:
    waiting = held.state(timezone.localdate()) == Appointment.State.WAITING
    return waiting or held.ending_on is not None


def asked_by(held: Appointment) -> User:
    """Who gave the role that waits, or asked for the ending that does."""
    verb = "role_end_asked" if held.ending_on else "role_given"
    acts = Act.objects.filter(subject_kind="appointment", subject_id=held.pk, verb=verb)
    newest = acts.select_related("actor__person").order_by("-sequence")[:1]
    return next(iter(newest)).actor.person


def why_may_not_confirm(held: Appointment, access: Access) -> str:
    """Why somebody's word does not count here; nothing if it does."""
    person = access.person
    if person == held.person:
        return "Somebody else must confirm what is about your own role."
    if person == asked_by(held):
        return "You asked for this yourself, so somebody else must confirm it."
    if not any(is_established(one) for one in confirming(access)):
        return (
            "Your own role is too new to confirm another’s. It can once as much time has passed "
            "since it was given as a role waits."
        )
    return ""


def established(held: Appointment, access: Access) -> Appointment:
    """The appointment in which somebody confirms; Refused where they may not."""
    if why := why_may_not_confirm(held, access):
        raise Refused(why)
    return next(one for one in confirming(access) if is_established(one))


def confirming(access: Access) -> list[Appointment]:
    """What somebody holds that lets them confirm, in the table's order."""
    held = access.substantive_first
    return [one for role in MAY[Right.CONFIRM_ROLES] for one in held if one.role == role]


def is_established(held: Appointment) -> bool:
    """Whether an appointment has itself waited or was confirmed, or came with the council.

    One that took effect at once, because it was the first, must not let another do so.
    """
    if held.effective_on is not None:
        # It gives its role today, so its wait is over, or somebody confirmed it.
        return True
    acts = Act.objects.filter(council=held.council_id, verb__in=CONFIRMED)
    if acts.filter(subject_kind="appointment", subject_id=held.pk).exists():
        return True
    granting = held.history.select_related("act").earliest("history_date").act
    waited = timezone.localdate(granting.at) + (held.council.grant_delay_days + 1) * DAY
    return granting.verb == "council_set_up" or waited <= timezone.localdate()


def leaves_nobody(held: Appointment, ends_on: date) -> bool:
    """Whether the council would have no Monitoring Officer or Section 151 officer afterwards.

    A successor counts whose own wait is over; a deputy stands in for an officer, and is none.
    """
    today = timezone.localdate()
    if held.role not in NEVER_VACANT or held.state(today) == Appointment.State.WAITING:
        return False
    others = Appointment.objects.current(max(ends_on + DAY, held.starts_on)).filter(
        Q(effective_on=None) | Q(effective_on__lte=today),
        council=held.council,
        role=held.role,
        person__is_active=True,
    )
    if not held.deputy:
        others = others.filter(deputy=False)
    return not others.exclude(pk=held.pk).exists()


def tell_the_guarded(kind: CouncilNotice, about: Appointment, *, by: User) -> None:
    """Tell everybody who holds or held a role that clears or decides here, and administrators.

    The person it is about is among them; whoever did it hears of it only in such a role.
    """
    for person in told_of(about, by=by):
        queue_message(kind, council=about.council, to=person, about=about, by=by)


def told_of(about: Appointment, *, by: User) -> list[User]:
    """Each once, in the order of their accounts."""
    council, today = about.council, timezone.localdate()
    # Named by mistake and withdrawn, somebody never held it, and learns no more of the council.
    rows = Appointment.objects.filter(council=council, role__in=CLEARING | DECIDING)
    keys = {one.person_id for one in rows if one.state(today) != Appointment.State.WITHDRAWN}
    managers = Appointment.objects.current(today).filter(council=council, role=Role.ADMINISTRATOR)
    keys |= set(managers.exclude(person=by).values_list("person", flat=True))
    keys.add(about.person_id)
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))
