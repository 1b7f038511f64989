"""Clearance: send plan and report together, withdraw, put to decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from approvals.models import Answer, Asked, Round, Step
from approvals.workflow.moving import Moving, Seen, london, moving
from approvals.workflow.reporting import ImplicationTyped, freeze_report, write_report
from councils.errors import Refused
from councils.models import Act, Council, User
from councils.roles import CLEARING, Role, standing
from plans.models import Plan, Stage, Version
from plans.working_copy import document_of


def send(
    plan: Plan,
    *,
    by: User,
    seen: Seen,
    report: Mapping[str, Any],
    implications: Iterable[ImplicationTyped],
    clear: Mapping[str, User],
    body: str,
    meets_on: date | None = None,
    due_on: date | None = None,
    then_put: bool = False,
    reason: str = "",
    revision: int | None = None,
) -> Round:
    """Freeze plan and report together and ask each role in `clear` (role to person) to answer.

    The plan's words are those the page showed (`seen.plan`), and so is the report it began from
    (`revision`). Refused while a theme has no text.
    """
    name = "send_again" if plan.stage == Stage.CLEARANCE else "send"
    with moving(name, plan, by=by, seen=seen, reason=reason) as m:
        check_every_theme_has_text(m.plan)
        check_clearers(m, clear)
        check_meeting_to_come(m, meets_on)
        check_due(m, due_on, meets_on)
        document = document_of(m.plan)
        m.check_words(seen.plan, document.digest)
        version = freeze(m, document, reason or "Sent for clearance")
        working = write_report(m, report, implications, revision)
        frozen = freeze_report(m, working, version, body)
        newest = m.plan.rounds.first()
        round_ = Round(
            plan=m.plan,
            number=newest.number + 1 if newest else 1,
            version=version,
            report=frozen,
            sent_by=by,
            sent_at=m.now,
            due_on=due_on,
            body=body,
            meets_on=meets_on,
            then_put=then_put and meets_on is not None,
        )
        m.act.add(round_)
        for role in required_roles(m.plan.council, clear):
            m.act.add(Asked(round=round_, role=role, person=clear.get(role)))
    return round_


def withdraw(plan: Plan, *, by: User, seen: Seen, reason: str) -> None:
    """Take a plan back to its author, from clearance or from decision, for a reason."""
    if not reason.strip():
        raise Refused("Say why it is withdrawn.", field="reason")
    name = "withdraw_decision" if plan.stage == Stage.DECISION else "withdraw"
    with moving(name, plan, by=by, seen=seen, reason=reason):
        pass


def put(plan: Plan, *, by: User, seen: Seen, body: str, meets_on: date, item: str = "") -> Step:
    """Put the cleared words to a meeting; every required role has answered.

    An objection does not stop it: it goes to members in its public words.
    """
    with moving("put", plan, by=by, seen=seen, reason=f"For {body} on {meets_on:%-d %B %Y}") as m:
        round_ = newest_round(m.plan)
        m.check_words(seen.plan, round_.version.digest)
        check_everybody_answered(round_)
        return put_step(m, body, meets_on, round_, item=item)


def check_everybody_answered(round_: Round) -> None:
    waiting = [asked for asked, given in newest_answers(round_) if given is None]
    if waiting:
        names = ", ".join(asked.get_role_display() for asked in waiting)
        raise Refused(f"Still to answer: {names}.")


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


def freeze(m: Moving, document: Any, reason: str) -> Version:
    """The version with these words: the newest if it has them, else a new one."""
    newest = m.plan.versions.first()
    if newest and newest.digest == document.digest:
        return newest
    version = Version(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        document=document.canonical.decode(),
        digest=document.digest,
        made_at=m.now,
        made_by=m.act.by,
        reason=reason,
    )
    m.act.add(version)
    return version


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


def put_step(m: Moving, body: str, meets_on: date | None, round_: Round, *, item: str = "") -> Step:
    if meets_on is None:
        raise Refused("Enter the date of the meeting.", field="meets_on")
    if meets_on < london(round_.sent_at):
        raise Refused("The meeting is before the plan was sent for clearance.", field="meets_on")
    newest = m.plan.steps.order_by("-place").first()
    step = Step(
        plan=m.plan,
        place=newest.place + 1 if newest else 1,
        body=body,
        meets_on=meets_on,
        item=item,
        round=round_,
        put_at=m.now,
    )
    m.act.add(step)
    return step


def newest_round(plan: Plan) -> Round:
    found = plan.rounds.select_related("version", "report").first()
    if found is None:
        raise Refused("The plan has not been sent for clearance.")
    return found


def newest_answers(round_: Round) -> list[tuple[Asked, Answer | None]]:
    """Each role that was asked in a round with the answer that counts; two queries."""
    rows = round_.asked.prefetch_related("answers__answered_by")
    return [(asked, next(iter(asked.answers.all()), None)) for asked in rows]
