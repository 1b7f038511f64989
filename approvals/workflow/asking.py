"""Whom a plan may be sent to for clearance, by when, and for which meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from approvals.models import Round
from approvals.workflow.moving import Moving, london
from councils.errors import Refused
from councils.models import Act, Council, User
from councils.roles import CLEARING, Role, standing
from plans.models import Plan


@dataclass(frozen=True)
class Terms:
    """By when answers are wanted, and the meeting that decides; see `Round` for `then_put`."""

    body: str
    meets_on: date | None = None
    due_on: date | None = None
    then_put: bool = False


def check_can_be_sent(m: Moving, clear: Mapping[str, User], terms: Terms) -> None:
    """There are words to clear, people to clear them, and time left to do it in."""
    check_every_theme_has_text(m.plan)
    check_clearers(m, clear)
    check_meeting_to_come(m, terms.meets_on)
    check_due(m, terms.due_on, terms.meets_on)


def check_meeting_to_come(m: Moving, meets_on: date | None) -> None:
    """The last answer puts the plan to this meeting, so a past one would stop whoever gives it."""
    if meets_on and meets_on < london(m.now):
        raise Refused("That day has passed. Enter the date of the next meeting.", field="meets_on")


def check_due(m: Moving, due_on: date | None, meets_on: date | None) -> None:
    if due_on and due_on < london(m.now):
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


def required_roles(council: Council, clear: Mapping[str, User]) -> list[str]:
    """The council's list, then any other role that the sender adds."""
    return list(dict.fromkeys([*council.clearing_roles, *clear]))


def check_clearers(m: Moving, clear: Mapping[str, User]) -> None:
    """Each required role has a person who holds it today and did not send it."""
    for role in required_roles(m.plan.council, clear):
        if role not in CLEARING:
            raise Refused("Only a role that clears can be asked.")
        label = Role(role).label
        person = clear.get(role)
        if person is None:
            raise Refused(f"Choose who clears it as {label}.", field=role)
        held = standing(person, m.plan.council).held_for([Role(role)])
        if held is None:
            raise Refused(f"{person.name} is not {label} today.", field=role)
        if person == m.act.by:
            raise Refused("You cannot clear what you send yourself.", field=role)
        if wrote_as(m.plan, person, Role.AUTHOR):
            raise Refused(
                f"{person.name} wrote this plan as its author, so somebody else must clear it.",
                field=role,
            )


def why_barred(round_: Round, person: User) -> str:
    """Why this person may not clear the words of a round; nothing when they may."""
    plan = round_.plan
    if person.pk == round_.sent_by_id or wrote_as(plan, person, Role.AUTHOR):
        return "You wrote or sent this plan, so somebody else must clear it."
    if not plan.council.contributors_may_clear and wrote_as(plan, person, Role.CONTRIBUTOR):
        return "You wrote part of this plan; this council asks somebody else to clear it."
    return ""


def wrote_as(plan: Plan, person: User, role: Role) -> bool:
    """Whether the record has an act of theirs on the plan in this role."""
    return Act.objects.filter(
        plan=plan.pk, actor__person=person, actor__role__startswith=role.label
    ).exists()


def sent_or_wrote(plan: Plan) -> set[int]:
    """People who wrote or sent the plan as its author: nobody asks them to clear it."""
    acts = Act.objects.filter(plan=plan.pk, actor__role__startswith=Role.AUTHOR.label)
    return set(acts.values_list("actor__person", flat=True))
