"""The worked example: two councils written through the same actions as the pages use."""

import json
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from approvals.decisions.actions import enter_from_record
from approvals.decisions.delegations import DelegationData
from approvals.decisions.minute import MinuteData, ResolutionData
from approvals.models import Decision
from approvals.publication.actions import publish_plan
from approvals.submission.actions import SubmissionData, submit_plan
from approvals.submission.correspondence import record_receipt
from approvals.workflow.engine import PageState
from councils.actions import council as council_actions
from councils.actions import people
from councils.actions.account import accept_invitation
from councils.actions.governance import record_governance
from councils.models import Appointment, Council, OutboxMessage, User
from councils.roles import Role
from plans.actions import commissions, items, passages, plans, themes
from plans.assemble import build_document
from plans.commission import shipped_briefs
from plans.models import (
    Barrier,
    CommissionVersion,
    Commitment,
    Evidence,
    Figure,
    Metric,
    Plan,
    Theme,
)
from web.dates import LONDON, end_of_day

DATA = Path(settings.BASE_DIR) / "plans" / "example"
# Long enough ago that the 2024 plan's people were in their roles.
IN_POST_SINCE = date(2024, 4, 1)


@dataclass(frozen=True)
class SignIn:
    council: str
    role: str
    email: str


def load_example() -> bool:
    """Write both councils, once; False when they are there already."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))]
    if Council.objects.filter(slug__in=[one["council"]["slug"] for one in found]).exists():
        return False
    with transaction.atomic():
        for one in found:
            council, author = load_council(one)
            plan = load_plan(council, author, one["plan"])
            if "decision" in one["plan"]:
                clerk = User.objects.get(email=role_holder(one, Role.DEMOCRATIC_SERVICES))
                decision = enter_decision(plan, clerk, one["plan"]["decision"])
                publish_example(plan, clerk, decision, one["plan"]["published"])
                submit_example(plan, author, decision, one["plan"]["submitted"])
    return True


def sign_ins() -> Iterator[SignIn]:
    """One sign-in for each role of each example council, in the order of the roles."""
    slugs = [
        json.loads(path.read_text())["council"]["slug"] for path in sorted(DATA.glob("*.json"))
    ]
    held = (
        Appointment.objects.current(timezone.localdate())
        .filter(council__slug__in=slugs)
        .select_related("council", "person")
    )
    order = list(Role)
    for one in sorted(held, key=lambda a: (a.council.slug, order.index(Role(a.role)), a.deputy)):
        yield SignIn(one.council.name, one.in_full, one.person.email)


def sign_in_password() -> str:
    """The one password of the example's people: made on this machine, kept beside its data."""
    kept = Path(settings.VAR) / "example-password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.token_hex(3) for _ in range(3)))
    return kept.read_text()


def load_council(one: dict[str, Any]) -> tuple[Council, User]:
    facts = dict(one["council"])
    extra, governed = facts.pop("settings", {}), facts.pop("governance", None)
    for person in one["people"]:
        if not User.objects.filter(email=person["email"]).exists():
            User.objects.create_user(person["email"], sign_in_password(), name=person["name"])
    administrator = role_holder(one, Role.ADMINISTRATOR)
    council = council_actions.create_council(
        administrator_email=administrator, administrator_name="", **facts, **extra
    )
    by = User.objects.get(email=administrator)
    if governed:
        since = date.fromisoformat(governed["starts_on"])
        record_governance(council, by=by, form=governed["form"], starts_on=since)
    for person in one["people"]:
        for held in person["appointments"]:
            if held["role"] != Role.ADMINISTRATOR:
                people.appoint(
                    council,
                    by=by,
                    name=person["name"],
                    email=person["email"],
                    role=held["role"],
                    title=held["title"],
                    deputy=held["deputy"],
                    starts_on=IN_POST_SINCE,
                    on=IN_POST_SINCE,
                )
    waiting = council.appointments.exclude(invited_as="")
    for invited in User.objects.filter(appointments__in=waiting).distinct():
        accept_invitation(council, by=invited)
    # The example's people do not exist: nobody is written to.
    OutboxMessage.objects.filter(council=council).delete()
    return council, User.objects.get(email=role_holder(one, Role.AUTHOR))


def role_holder(one: dict[str, Any], role: Role) -> str:
    return next(
        person["email"]
        for person in one["people"]
        for held in person["appointments"]
        if held["role"] == role and not held["deputy"]
    )


def load_plan(council: Council, by: User, one: dict[str, Any]) -> Plan:
    commission = commission_for(council, by, one)
    plan = plans.start_plan(
        council, by=by, title=one["title"], commission=commission, slug=one["slug"]
    )
    for figure in one.get("figures", []):
        items.add_item(plan, Figure, by=by, **typed(figure, dates=["as_at"], numbers=["value"]))
    load_text(plan, by, one)
    for state in one.get("coverage", []):
        plans.set_coverage(plan, by=by, **state)
    load_delivery(plan, by, one)
    return plan


def commission_for(council: Council, by: User, one: dict[str, Any]) -> CommissionVersion:
    if one.get("due") != "next 19 July":
        return commissions.version_for(council, one["commission"])
    due = end_of_day(next_19_july(timezone.localdate()))
    asked = shipped_briefs()[one["commission"]]
    own = replace(asked, slug=f"productivity-{due.year}", title=f"Productivity Plans {due.year}")
    own = replace(own, due=due, letter_date=None, department=asked.department_later)
    commission = commissions.make_commission(council, by=by, asked=own, copied=True)
    return commission.versions.get()


def next_19_july(today: date) -> date:
    this_year = date(today.year, 7, 19)
    return this_year if today <= this_year else date(today.year + 1, 7, 19)


def load_text(plan: Plan, by: User, one: dict[str, Any]) -> None:
    for passage in one["introduction"]:
        load_passage(plan, by, None, passage)
    for wanted in one["themes"]:
        theme = plan.themes.get(answers=wanted["commission_theme"])
        themes.edit_theme(
            theme, by=by, seen=theme.revision, title=wanted["title"], answers=theme.answers
        )
        for passage in wanted["passages"]:
            load_passage(plan, by, theme, passage)


def load_passage(plan: Plan, by: User, theme: Theme | None, one: dict[str, Any]) -> None:
    writer = User.objects.get(email=one["writer"]) if one.get("writer") else None
    passages.add_passage(
        plan,
        by=by,
        theme=theme,
        kind=one["kind"],
        body=one["body"],
        questions=one.get("answers", ()),
        writer=writer,
        ready=one.get("ready", False),
    )


def load_delivery(plan: Plan, by: User, one: dict[str, Any]) -> None:
    metrics: dict[str, Metric] = {}
    for facts in one.get("metrics", []):
        facts = dict(facts)
        results, reference = facts.pop("results", []), facts.pop("reference")
        facts.pop("note", None)
        dates = ["baseline_on", "target_on", "promised_on"]
        metric = items.add_item(
            plan, Metric, by=by, **typed(facts, dates=dates, numbers=["baseline", "target"])
        )
        metrics[reference] = metric
        for result in results:
            values = typed(result, dates=["ends_on"], numbers=["value"])
            items.record_result(metric, by=by, **values)
    for facts in one.get("commitments", []):
        facts = typed(facts, dates=["start", "due"], numbers=[])
        facts["metrics"] = [metrics[name] for name in facts.get("metrics", [])]
        facts["theme"] = plan.themes.filter(answers=facts.get("theme") or "").first()
        items.add_item(plan, Commitment, by=by, **facts)
    for facts in one.get("barriers", []):
        items.add_item(plan, Barrier, by=by, **facts)
    for facts in one.get("evidence", []):
        items.add_item(plan, Evidence, by=by, **typed(facts, dates=["published_on"], numbers=[]))


def enter_decision(plan: Plan, by: User, one: dict[str, Any]) -> Decision:
    """The decision of a plan that was decided before it came here, as its record shows it."""
    facts = typed(one, dates=["decided_on", "effective_from"], numbers=[])
    body = facts.pop("body")
    facts["resolutions"] = [ResolutionData(**limb) for limb in facts["resolutions"]]
    if power := facts.get("delegation"):
        facts["delegation"] = DelegationData(**power)
    plan.refresh_from_db()
    seen = PageState(plan.moves, build_document(plan).digest)
    return enter_from_record(plan, by=by, seen=seen, body=body, minute=MinuteData(**facts))


def publish_example(plan: Plan, by: User, decision: Decision, one: dict[str, str]) -> None:
    plan.refresh_from_db()
    seen, moment = PageState(plan.moves, decision.digest), london_moment(one["published_at"])
    publish_plan(plan, by=by, seen=seen, published_at=moment, address=one["address"])


def submit_example(plan: Plan, by: User, decision: Decision, one: dict[str, str]) -> None:
    """The e-mail that was sent, and the receipt that came back."""
    plan.refresh_from_db()
    sent_at, key = london_moment(one["sent_at"]), uuid.uuid4()
    address = plan.asked.address
    sending = SubmissionData(address, key, sent_at, shown_address=address)
    seen = PageState(plan.moves, decision.digest)
    submission = submit_plan(plan, by=by, seen=seen, sending=sending)
    received_at = london_moment(one["received_at"])
    record_receipt(submission, by=by, received_at=received_at, words=one["words"])


def london_moment(text: str) -> datetime:
    """A moment in London, from "2024-07-19T10:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def typed(facts: dict[str, Any], *, dates: list[str], numbers: list[str]) -> dict[str, Any]:
    """The facts with dates and decimals read from their text; "" is none."""
    read = dict(facts)
    for name in dates:
        if name in read:
            read[name] = date.fromisoformat(read[name]) if read[name] else None
    for name in numbers:
        if name in read:
            read[name] = Decimal(read[name]) if read[name] not in ("", None) else None
    return read
