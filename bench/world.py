"""What is measured on: a council with one plan and room to grow, and one whose plans were moved."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.utils import timezone

from accounts.proof import PROVED_AT
from approvals.clearance.actions import send_for_clearance
from approvals.clearance.answers import respond
from approvals.clearance.terms import ClearanceTerms
from approvals.decisions.actions import enter_from_record
from approvals.decisions.minute import MinuteData, ResolutionData
from approvals.models import ClearanceRequest, ClearanceRound, Implication, Report
from approvals.publication.actions import publish_plan
from approvals.reports.implications import ImplicationTyped
from approvals.reports.prefill import prefilled_report
from approvals.workflow.engine import PageState
from bench.bare import new_note
from bench.database import carry_out, copying
from councils.actions.council import create_council
from councils.actions.people import appoint
from councils.models import Council, User
from councils.roles import CLEARING, Office, Role
from plans.actions import commissions, passages, plans
from plans.actions.versions import make_version
from plans.assemble import build_document
from plans.models import Passage, Plan, Stage

# When the council's people were given their roles: none waits to take effect.
LONG_AGO = date(2024, 4, 1)
COMMISSION = "productivity-2024"
SENTENCE = (
    "Since 2019 the council has saved **£96.4m** by joining teams, systems and contracts, and it "
    "reports each saving in its [quarterly report](https://example.org/report) to councillors. "
)
ASKS = "\n\na. homes that people can afford;\nb. buses that run when they are needed;\nc. time."

PASSWORD = "measured by the clock, 40 times"  # noqa: S105

People = dict[Role, User]


@dataclass(frozen=True)
class World:
    """A plan that is written in, its author, and the paragraph that is edited and saved.

    The plans that are moved are another council's, so that these pages show what they showed:
    `sent` waits for the officer's answer, `cleared` to be put to its meeting by its `mover`.
    `author`, `officer` and `mover` are sessions; the author signs in with the address `signs_in`.
    """

    council: Council
    administrator: User
    plan: Plan
    passage: Passage
    note: int
    author: str
    signs_in: str
    sent: Plan
    cleared: Plan
    published: Plan
    officer: str
    mover: str


def make() -> World:
    council, people = council_with("Northmoor", [Role.AUTHOR])
    author = people[Role.AUTHOR]
    author.set_password(PASSWORD)
    author.save()
    plan = write_plan(council, author, "Plan 1")
    make_version(plan, by=author, reason="For the directors’ meeting")
    written = list(plan.passages.order_by("theme__place", "place"))
    for passage in written[::5]:
        _reword(passage, author)
    make_version(plan, by=author, reason="For the Cabinet")
    world = World(
        council=council,
        administrator=people[Role.ADMINISTRATOR],
        plan=plan,
        passage=written[1],
        note=new_note(written[1].body),
        author=sign_in(author),
        signs_in=author.email,
        **_moved(),
    )
    form_to_answer(world)
    return world


def join(council: Council, administrator: User, role: Role, name: str) -> User:
    """Somebody new who holds this role from today."""
    email = f"person-{User.objects.count()}@{council.slug}.example"
    person = User.objects.create_user(email, None, name=name)
    appoint(
        council,
        by=administrator,
        name=name,
        email=email,
        role=role,
        title="Equality" if role == Role.CLEARING_OFFICER else "",
        starts_on=timezone.localdate(),
        on=LONG_AGO,
    )
    return person


def sign_in(person: User) -> str:
    """The key of a session like the one that signing in makes."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[PROVED_AT] = time.time()
    session.save()
    assert session.session_key
    return session.session_key


def bare_form(world: World) -> str:
    """The path of the bare app's form of the paragraph that is edited."""
    return f"/paragraphs/{world.passage.pk}/{world.note}/"


def form_to_save(world: World) -> dict[str, Any]:
    """The form of the paragraph with other words in it and nothing else changed."""
    passage = world.passage
    passage.refresh_from_db()
    return {
        "seen": passage.revision,
        "body": f"{passage.body.partition(' Draft ')[0]} Draft {passage.revision}.",
        "questions": [answer.question for answer in passage.answers.all()],
        "writer": passage.writer_id,
        "reason": "Clearer words",
    }


def form_to_answer(world: World) -> dict[str, Any]:
    """The officer's answer, in a round in which nobody has answered yet."""
    last = _newest_round(world.sent)
    carry_out(
        copying(ClearanceRound, number="row.number + 1", sent_at="now()")
        + " FROM approvals_clearanceround AS row WHERE id = %(round)s",
        round=last.pk,
    )
    round_ = _newest_round(world.sent)
    carry_out(
        copying(ClearanceRequest, round_id="%(now)s")
        + " FROM approvals_clearancerequest AS row WHERE round_id = %(round)s ORDER BY id",
        now=round_.pk,
        round=last.pk,
    )
    asked = round_.asked.get(role=Role.MONITORING_OFFICER)
    said = {"outcome": "content", "words": "", "place": ""}
    return {"asked": asked.pk, **_shown(round_), **said}


def form_to_put(world: World) -> dict[str, Any]:
    """The meeting of a plan that everybody has cleared and nobody has put to one."""
    carry_out(
        "UPDATE plans_plan SET stage = %(stage)s WHERE id = %(plan)s",
        plan=world.cleared.pk,
        stage=Stage.CLEARANCE,
    )
    round_ = _newest_round(world.cleared)
    on = round_.meets_on
    assert on
    day = {"meets_on_day": on.day, "meets_on_month": on.month, "meets_on_year": on.year}
    return {"route": "cabinet", "body": round_.body, "item": "", **day, **_shown(round_)}


def form_to_sign_in(world: World) -> dict[str, Any]:
    """The author's, as though nobody had signed in from here before."""
    cache.clear()
    return {"login": world.signs_in, "password": PASSWORD}


def council_with(name: str, roles: Iterable[Role]) -> tuple[Council, People]:
    """A council with an administrator and one person in each of `roles`."""
    slug = name.lower()
    administrator = User.objects.create_user(
        f"administrator@{slug}.example", None, name=f"Administrator, {name}"
    )
    council = create_council(
        name=f"{name} Council",
        slug=slug,
        administrator_email=administrator.email,
        administrator_name="",
    )
    people = {Role.ADMINISTRATOR: administrator}
    for role in roles:
        people[role] = join(council, administrator, role, f"{role.label}, {name}")
    return council, people


def write_plan(council: Council, author: User, title: str, *, each: int = 25) -> Plan:
    """A plan of four themes with `each` so many paragraphs; the first answer its questions."""
    commission = commissions.version_for(council, COMMISSION)
    plan = plans.start_plan(council, by=author, title=title, commission=commission)
    for theme in plan.themes.all():
        asked = plan.asked.theme(theme.answers)
        assert asked
        for body, question in zip_longest(paragraphs(each, sentences=2), asked.questions):
            if body is None:
                break
            passages.add_passage(
                plan,
                by=author,
                theme=theme,
                kind="paragraph",
                body=body,
                questions=[question.key] if question else [],
                writer=author if question else None,
            )
    return plan


def paragraphs(number: int, *, sentences: int) -> list[str]:
    """The words of one theme: every fifth paragraph, the third first, with a list."""
    return [
        SENTENCE * sentences + (ASKS if place % 5 == 3 else "") for place in range(1, number + 1)
    ]


def _reword(passage: Passage, author: User) -> None:
    body = passage.body.replace("joining teams", "bringing teams together", 2)
    passages.edit_passage(
        passage, by=author, seen=passage.revision, body=body, reason="As the directors asked"
    )


def _moved() -> dict[str, Any]:
    council, people = council_with(
        "Eastmoor", [Role.AUTHOR, Role.DEMOCRATIC_SERVICES, *sorted(CLEARING)]
    )
    author = people[Role.AUTHOR]
    sent, cleared, published = (
        write_plan(council, author, title)
        for title in ("Plan in clearance", "Plan cleared", "Plan published")
    )
    _send(sent, people, then_put=True)
    _clear(_send(cleared, people, then_put=False), people)
    _publish(published, author, people[Role.DEMOCRATIC_SERVICES])
    officer = sign_in(people[Role.MONITORING_OFFICER])
    plans = {"sent": sent, "cleared": cleared, "published": published}
    return {**plans, "officer": officer, "mover": sign_in(author)}


def _newest_round(plan: Plan) -> ClearanceRound:
    plan.refresh_from_db()
    return plan.rounds.select_related("version", "report")[0]


def _shown(round_: ClearanceRound) -> dict[str, Any]:
    """What a page shows of a round, as its form sends it back."""
    words = {"plan": round_.version.digest, "report": round_.report.digest}
    return {"moves": round_.plan.moves, **words}


def _send(plan: Plan, people: People, *, then_put: bool) -> ClearanceRound:
    today = timezone.localdate()
    filled = prefilled_report(plan, now=timezone.now())
    typed = {field.name for field in Report._meta.fields} - {"id", "plan", "template", "revision"}
    kept = {name: getattr(filled, name) for name in typed}
    return send_for_clearance(
        plan,
        by=people[Role.AUTHOR],
        seen=PageState(plan.moves, build_document(plan).digest),
        report=kept,
        implications=[
            ImplicationTyped(
                heading, "Looked into: nothing new.", looked_by="An officer", looked_on=today
            )
            for heading in Implication.Heading.values
        ],
        clear={Office(Role(role)): people[Role(role)] for role in plan.council.clearing_roles},
        terms=ClearanceTerms("Cabinet", meets_on=today + timedelta(days=14), then_put=then_put),
    )


def _clear(round_: ClearanceRound, people: People) -> None:
    for asked in round_.asked.all():
        round_.plan.refresh_from_db()
        seen = PageState(round_.plan.moves, round_.version.digest, round_.report.digest)
        respond(asked, by=people[Role(asked.role)], seen=seen, outcome="content")


def _publish(plan: Plan, author: User, clerk: User) -> None:
    """As it was decided, entered from the record."""
    digest = build_document(plan).digest
    agreed = ResolutionData("agreed", "That the plan be agreed.", "plan")
    minute = MinuteData(decided_on=timezone.localdate(), resolutions=[agreed])
    enter_from_record(
        plan, by=clerk, seen=PageState(plan.moves, digest), body="Cabinet", minute=minute
    )
    plan.refresh_from_db()
    publish_plan(plan, by=author, seen=PageState(plan.moves, digest), published_at=timezone.now())
