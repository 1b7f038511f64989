"""Send part of a plan to somebody without an account, take it back, and let them act by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from councils.actions.people import person_with
from councils.actions.sign_ins import note_attempt
from councils.models import Appointment, Council, SignIn, User
from councils.names import check_name_free
from councils.outbox import queue_message
from councils.record.changes import changes_in, changes_of
from councils.record.writer import recording
from plans.actions.assignments import check_to_come, row_to_give
from plans.assignments import Given
from plans.edits import EditContext, editing, locked_plan
from plans.guest_keys import begin_code, digest_of, forget_code, is_code, key_of
from plans.guests import (
    MODELS,
    LinkState,
    as_contributor,
    state_of,
    why_closed,
    within_reach,
)
from plans.models import GuestLink, Passage, Plan, RoundCopy, Stage
from web.errors import MovedOn, Refused

LINK, CODE = "guest_link", "guest_code"
COMMENT = "comment"
NOBODY = {"writer_id": None, "wanted_on": None, "asked_for": ""}
HAS_A_ROLE = (
    "They have a role here, so they need no link: choose them as who is to write it, or ask them "
    "to comment."
)
DEACTIVATED = "Their account here was deactivated. Ask your administrator."


def send_link(
    plan: Plan,
    *,
    by: User,
    what: tuple[str, str],
    name: str,
    email: str,
    until: date,
    asked_for: str = "",
) -> GuestLink:
    """Send somebody who has no role here a link to one part of a draft, until a day.

    `what` is (kind, key) as `row_to_give` has it, to write; or ("comment", a paragraph's key). What
    they are to write is theirs from then on, by that day. Refused where they have a role here.
    """
    with editing(plan, by=by, verb="link_sent") as w:
        check_drafting(w.plan)
        check_to_come(until, field="until")
        person = person_for(w.plan.council, email, name)
        row = row_for(w, *what)
        link = GuestLink(
            plan=w.plan,
            kind=row.record_kind if what[0] == COMMENT else what[0],
            part=what[1],
            may_write=what[0] != COMMENT,
            person=person,
            asked_for=asked_for,
            until=until,
            sent_by=by,
            sent_at=w.act.at,
        )
        link.key_digest = digest_of(key_of(link))
        if link.may_write:
            terms = {"writer_id": person.pk, "wanted_on": until, "asked_for": asked_for}
            hand_over(w, row, terms)
        w.act.add(link)
        w.act.subject = link
        queue_link(link, by=by)
    return link


def row_for(w: EditContext, kind: str, key: str) -> Given:
    """What is to be written, which nobody has; or the paragraph that is commented on."""
    if kind != COMMENT:
        return row_to_give(w, kind, key)
    passage = Passage.objects.filter(plan=w.plan, pk=int(key)).first()
    if passage is None:
        changes = changes_in(Passage, int(key), plan_id=w.plan.pk)[:1]
        raise MovedOn("The paragraph you chose was removed meanwhile.", changes=changes)
    return passage


def hand_over(w: EditContext, row: Given, terms: dict[str, Any]) -> None:
    if row.pk is None:
        for name, value in terms.items():
            setattr(row, name, value)
        w.act.add(row)
    else:
        w.act.change(row, **terms)


def person_for(council: Council, email: str, name: str) -> User:
    """The person with an address, made where there is none; refused where they have a role here.

    Whoever is known elsewhere keeps the name they have there, and nobody here is told of it.
    """
    today = timezone.localdate()
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    known = User.objects.filter(email=email.strip().lower()).first()
    held = Appointment.objects.filter(council=council, person=known) if known else None
    if held is not None and any(
        one.state(today) not in (one.State.PAST, one.State.WITHDRAWN) for one in held
    ):
        raise Refused(HAS_A_ROLE, field="email", code="has_a_role")
    if known and not known.is_active:
        raise Refused(DEACTIVATED, field="email", code="deactivated")
    check_name_free(council, name, but=known, also=names_of_guests(council, but=known))
    return known or person_with(email, name)


def names_of_guests(council: Council, *, but: User | None) -> list[str]:
    """What those are called who were sent links or Word files here, and have no role."""
    links = GuestLink.objects.filter(plan__council=council).values("person")
    copies = RoundCopy.objects.filter(round__plan__council=council).values("person")
    people = User.objects.filter(Q(pk__in=links) | Q(pk__in=copies))
    others = people.exclude(pk=but.pk) if but else people
    return list(others.values_list("name", flat=True))


def check_drafting(plan: Plan) -> None:
    if plan.stage != Stage.DRAFTING:
        raise MovedOn("The plan is no longer being drafted, so nobody is sent a link to it.")


def queue_link(link: GuestLink, *, by: User) -> None:
    """The e-mail with the link; its key is made as it goes, and of the plan it says nothing."""
    queue_message(
        LINK,
        council=link.plan.council,
        address=link.person.email,
        by=by,
        on=link.until,
        facts={"link": link.pk, "sending": link.sendings},
    )


def send_link_again(link: GuestLink, *, by: User, seen: int) -> GuestLink:
    """A new key in a new e-mail; the one that was sent before opens nothing from now on."""
    with editing(link.plan, by=by, verb="link_sent_again", subject=link) as w:
        now = link_to_change(w, link, seen)
        state = state_of(now, timezone.localdate())
        if state != LinkState.OPEN:
            raise Refused(f"{state.label}, so it is not sent again. Send them another link.")
        sent = GuestLink(nonce=now.nonce, sendings=now.sendings + 1)
        w.act.change(
            now,
            sendings=sent.sendings,
            key_digest=digest_of(key_of(sent)),
            sent_by=by,
            sent_at=w.act.at,
        )
        queue_link(now, by=by)
    return now


def take_link_back(link: GuestLink, *, by: User, seen: int) -> GuestLink:
    """It opens nothing from now on, and what it was for is nobody's; what was written stays."""
    with editing(link.plan, by=by, verb="link_taken_back", subject=link) as w:
        now = link_to_change(w, link, seen)
        for row in held_by_link(now):
            if row.record_kind == "question_assignment":
                w.act.remove(row)
            else:
                w.act.change(row, **NOBODY)
        w.act.change(now, revoked_by=by, revoked_at=w.act.at)
    return now


def held_by_link(link: GuestLink) -> list[Any]:
    """What is theirs to write by a link: its part, and what they began in it."""
    if not link.may_write:
        return []
    model, name = MODELS[link.kind]
    part = model._default_manager.filter(plan=link.plan, writer=link.person, **{name: link.part})
    begun = within_reach(link).filter(writer=link.person)
    return list({(row.record_kind, row.pk): row for row in (*part, *begun)}.values())


def link_to_change(w: EditContext, link: GuestLink, seen: int) -> GuestLink:
    """The link under the plan's lock; MovedOn where it was sent again or taken back meanwhile."""
    now = w.fresh(link)
    now.plan = w.plan
    if now.revoked_at is not None:
        raise MovedOn("This link was taken back already.", changes=changes_of(now)[:1])
    if now.revision != seen:
        raise MovedOn(
            "This link was sent again while you had the page open.", changes=changes_of(now)[:1]
        )
    return now


@contextmanager
def by_link(link: GuestLink) -> Iterator[GuestLink]:
    """While the block runs the link is open, under the plan's lock; else MovedOn, which says why.

    Whoever takes it back, or sends the plan on, waits for the block or comes before it.
    """
    with transaction.atomic():
        [plan] = locked_plan(link.plan_id)
        now = GuestLink.objects.select_related("person").get(pk=link.pk)
        plan.council, now.plan = link.plan.council, plan
        if why := why_closed(now, timezone.localdate()):
            raise MovedOn(why)
        yield now


def send_code(link: GuestLink) -> None:
    """E-mail the code that opens the link for ten minutes; a code of before opens it no more."""
    with by_link(link) as now:
        queue_message(
            CODE,
            council=now.plan.council,
            address=now.person.email,
            facts={"link": now.pk, "nonce": begin_code(now)},
        )


class WrongCode(Refused):
    """These are not the digits that open the link now."""


def open_link(link: GuestLink, code: str) -> None:
    """Somebody typed the code: it is spent, and that they opened the link is recorded.

    WrongCode where it is another, older than `CODE_LASTS`, or was used before.
    """
    with by_link(link) as now:
        if not is_code(now, code):
            raise WrongCode(
                "This is not the code that was sent last, or it is too old.", field="code"
            )
        forget_code(now)
        actor = as_contributor(now, now.plan)
        council = now.plan.council
        with recording(
            council, actor=actor, verb="link_opened", subject=now, plan=now.plan_id
        ) as act:
            act.note(now)
    note_attempt(link.person, SignIn.Outcome.SIGNED_IN)
