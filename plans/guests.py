"""What somebody without an account may do in a plan: as far as a link goes, while it is open."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from councils.access import Access
from councils.models import Appointment, User
from councils.roles import Role
from plans.models import GuestLink, Passage, Plan, QuestionAssignment, QuestionLink, Stage, Theme
from web.compiled_queries import prepared

Kind = GuestLink.Kind
# What the history calls whoever acted by a link, where others stand with their role.
BY_LINK = "Somebody with a link"


class LinkState(TextChoices):
    """How a link stands; whatever it is but open, nothing is done by it."""

    OPEN = "open", "Open"
    EXPIRED = "expired", "Its day has passed"
    TAKEN_BACK = "taken_back", "Taken back"
    ENDED = "ended", "No longer theirs"
    REMOVED = "removed", "The part was removed"
    LOCKED = "locked", "The plan is not being drafted"
    ACCOUNT = "account", "They have a role here"


# What whoever has the link is told, once they have shown who they are.
WHY = {
    LinkState.EXPIRED: "The day until which this link was open has passed.",
    LinkState.TAKEN_BACK: "This link was taken back.",
    LinkState.ENDED: "What you were asked to write is no longer yours to write.",
    LinkState.REMOVED: "The part of the plan that you were asked for was removed.",
    LinkState.LOCKED: "The plan is no longer being drafted: it was sent on, or closed. Nothing is "
    "written in it by this link now.",
    LinkState.ACCOUNT: "You have a role in this council now. Sign in with your own account.",
}


def state_of(link: GuestLink, on: date) -> LinkState:
    """How one link of a plan stands on a day; three queries at most."""
    return states_of(link.plan, [link], on)[link.pk]


def states_of(plan: Plan, links: Iterable[GuestLink], on: date) -> dict[int, LinkState]:
    """How each link of a plan stands, by its key; in as many queries for ten as for one."""
    links = list(links)
    people = {link.person_id for link in links}
    here = Appointment.objects.current(on).filter(council=plan.council_id, person__in=people)
    roles = set(here.values_list("person", flat=True)) if people else set()
    held = holders_of(plan, links)
    return {link.pk: state_by(link, plan, on, held, roles) for link in links}


def state_by(link: GuestLink, plan: Plan, on: date, held: "Holders", roles: set[int]) -> LinkState:
    if link.revoked_at is not None or not link.person.is_active:
        return LinkState.TAKEN_BACK
    if link.until < on:
        return LinkState.EXPIRED
    if link.person_id in roles:
        return LinkState.ACCOUNT
    part = (link.kind, link.part)
    if part not in held:
        # A question that is given to nobody has no row.
        return LinkState.ENDED if link.kind == Kind.QUESTION else LinkState.REMOVED
    if link.may_write and held[part] != link.person_id:
        return LinkState.ENDED
    return LinkState.OPEN if plan.stage == Stage.DRAFTING else LinkState.LOCKED


Holders = dict[tuple[str, str], int | None]
MODELS: dict[str, tuple[type[Any], str]] = {
    Kind.PASSAGE: (Passage, "pk"),
    Kind.THEME: (Theme, "pk"),
    Kind.QUESTION: (QuestionAssignment, "question"),
}


def holders_of(plan: Plan, links: Iterable[GuestLink]) -> Holders:
    """Who is to write each part that is still there: its writer's key, or None for nobody."""
    parts: dict[str, set[str]] = {}
    for link in links:
        parts.setdefault(link.kind, set()).add(link.part)
    found: Holders = {}
    for kind, keys in parts.items():
        model, name = MODELS[kind]
        rows = model._default_manager.filter(plan=plan, **{f"{name}__in": keys}).order_by()
        found |= {(kind, str(key)): writer for key, writer in rows.values_list(name, "writer")}
    return found


def why_closed(link: GuestLink, on: date) -> str:
    """Why nothing is done by a link any more, to whoever has it; "" while it is open."""
    return WHY.get(state_of(link, on), "")


@prepared
def links_held(person: int, plan: int) -> QuerySet[GuestLink]:
    """The links of somebody to a plan that were not taken back."""
    found = GuestLink.objects.filter(person=person, plan=plan, revoked_at=None)
    return found.select_related("person").order_by("pk")


def open_links(person: User, plan: Plan, on: date) -> list[GuestLink]:
    links = list(links_held(person.pk, plan.pk))
    states = states_of(plan, links, on) if links else {}
    return [link for link in links if states[link.pk] == LinkState.OPEN]


def access_by_link(person: User, plan: Plan) -> Access:
    """What somebody without a role holds in a plan by their links: a contributor's rights there.

    Those reach what is theirs to write, and no further; nothing, without a link that is open.
    """
    links = open_links(person, plan, timezone.localdate()) if person.is_active else []
    return Access(person, plan.council, tuple(as_contributor(link, plan) for link in links[:1]))


def as_contributor(link: GuestLink, plan: Plan) -> Appointment:
    """How the record has them: with a contributor's role, and called somebody with a link.

    It is no appointment of theirs, and is never saved.
    """
    held = Appointment(
        council=plan.council,
        person=link.person,
        role=Role.CONTRIBUTOR,
        starts_on=timezone.localdate(link.sent_at),
        ends_on=link.until,
    )
    held.called = BY_LINK
    return held


def within_reach(link: GuestLink) -> QuerySet[Passage]:
    """The paragraphs that a link opens, in their order: the one it is for, or theirs in its part.

    Of a theme or a question those that are theirs to write.
    """
    passages = Passage.objects.filter(plan=link.plan_id).order_by("place")
    if link.kind == Kind.PASSAGE:
        return passages.filter(pk=int(link.part))
    theirs = passages.filter(writer=link.person_id)
    if link.kind == Kind.THEME:
        return theirs.filter(theme=int(link.part))
    answers = QuestionLink.objects.filter(question=link.part, passage__plan=link.plan_id)
    return theirs.filter(pk__in=answers.values("passage"))


def may_comment_by_link(person: User, plan: Plan, passage: int) -> bool:
    """Whether a link that is open lets somebody comment on a paragraph that is not theirs."""
    opened = (link for link in open_links(person, plan, timezone.localdate()) if not link.may_write)
    return any(link.part == str(passage) for link in opened)


def opened_to_comment(access: Access, plan: Plan) -> list[int]:
    """The paragraphs on which somebody may comment by a link alone; none where they have a role."""
    if not access.appointments or any(held.pk for held in access.appointments):
        return []
    opened = open_links(access.person, plan, timezone.localdate())
    return [int(link.part) for link in opened if not link.may_write]


def links_of_plan(plan: Plan) -> QuerySet[GuestLink]:
    return plan.guest_links.select_related("person", "sent_by", "revoked_by")
