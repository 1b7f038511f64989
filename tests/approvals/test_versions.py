"""What a page offers to publish and to submit is what its action allows, wherever a plan is."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from django.utils import timezone

from approvals.models import Publication, Submission
from approvals.publication import actions as publication_actions
from approvals.submission import actions as submission_actions
from approvals.which_version import Publishable, version_for_publication, version_for_submission
from approvals.workflow.engine import TransitionContext
from plans.models import Plan, Stage
from tests.approvals.attempts import BEFORE_MEMBERS, CLEARED, NOTED, attempt, bring
from tests.approvals.makers import Chamber
from tests.plan_makers import make_paragraph, make_version
from web.errors import Refused

Basis = Submission.Basis
EXPLAINED = {"reason": "Explained.", "officer_view": "It was before members."}
# Every stage, and every outcome that a meeting can have left a plan with there.
WAYS: dict[str, tuple[str, ...]] = {
    "drafting": (),
    "in clearance": ("send",),
    "cleared": CLEARED,
    "before its meeting": BEFORE_MEMBERS,
    "deferred": (*BEFORE_MEMBERS, "deferred"),
    "referred": (*BEFORE_MEMBERS, "referred"),
    "refused": (*BEFORE_MEMBERS, "refused"),
    "noted": NOTED,
    "agreed": (*BEFORE_MEMBERS, "agreed"),
    "amended": (*BEFORE_MEMBERS, "amended"),
    "from the record": ("from_record",),
    "noted, and monitored": (*NOTED, "submit_noted", "start_monitoring"),
    "agreed, and monitored": (*BEFORE_MEMBERS, "agreed", "submit", "start_monitoring"),
    "closed": (*BEFORE_MEMBERS, "agreed", "submit", "start_monitoring", "close"),
}


@pytest.fixture
def chamber(chamber_again: Chamber) -> Chamber:
    return chamber_again


def go(chamber: Chamber, way: str) -> Plan:
    for name in WAYS[way]:
        if name == "amended":
            make_paragraph(chamber.plan, chamber.author, "As amended.", reason="Members asked")
        if name == "submit_noted":
            said = {"basis": Basis.NOTED, **EXPLAINED}
            attempt("submit", chamber.plan, by=chamber.author, **said)
        else:
            bring(chamber, name)
    return Plan.objects.select_related("council", "commission").get(pk=chamber.plan.pk)


def offered_to_submit(plan: Plan) -> dict[str, str]:
    """The digest of the words that the page offers to send, by what they may be sent as."""
    options = version_for_submission(plan)
    return dict.fromkeys(options.bases, options.version.digest) if options else {}


def allowed_to_submit(chamber: Chamber, plan: Plan) -> dict[str, str]:
    """The digest of what the action sends, as each thing that it can be sent as."""
    return dict(tried(lambda basis: submitted(chamber, plan, basis), Basis))


def submitted(chamber: Chamber, plan: Plan, basis: str) -> str:
    told = {"basis": basis, **EXPLAINED}
    return attempt("submit", plan, by=chamber.author, **told).digest


def tried(do: Callable[[str], str], names: type[Basis]) -> Iterator[tuple[str, str]]:
    for name in names:
        with transaction.atomic():
            with suppress(Refused):
                yield name, do(name)
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def as_if_nothing_was_sent(off) -> None:
    """The same words are not sent twice: a rule of its own, which is not asked about here."""
    off(submission_actions, "check_replaces")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_offered_to_be_sent_is_what_may_be_sent(chamber, way):
    plan = go(chamber, way)

    assert offered_to_submit(plan) == allowed_to_submit(chamber, plan)


def test_each_thing_it_can_be_sent_as_is_offered_somewhere(chamber):
    seen: set[str] = set()
    for way in ("before its meeting", "noted", "agreed"):
        with transaction.atomic():
            seen |= set(offered_to_submit(go(chamber, way)))
            transaction.set_rollback(True)
    assert seen == set(Basis)


def test_an_action_that_allowed_more_than_is_offered_would_be_noticed(chamber, off):
    """The control: with the guard off, noted words can be sent as endorsed."""
    plan = go(chamber, "noted")
    options = version_for_submission(plan)
    off(submission_actions, "options_for", lambda *_: options)

    assert Basis.DECIDED in allowed_to_submit(chamber, plan)
    assert Basis.DECIDED not in offered_to_submit(plan)


def offered_to_publish(plan: Plan) -> str | None:
    words = version_for_publication(plan)
    return words.version.digest if words else None


def allowed_to_publish(chamber: Chamber, plan: Plan) -> str | None:
    with transaction.atomic():
        try:
            made: Publication = attempt(
                "publish_early" if plan.stage == Stage.DECISION else "publish",
                plan,
                by=chamber.clerk,
                published_at=timezone.now(),
                address="https://council.example/agenda",
            )
        except Refused:
            return None
        finally:
            transaction.set_rollback(True)
    return made.digest


# A closed plan has decided words, which its stage publishes no more.
@pytest.mark.parametrize("way", [way for way in WAYS if way != "closed"])
def test_what_is_offered_to_be_published_is_what_may_be_published(chamber, way):
    plan = go(chamber, way)

    assert offered_to_publish(plan) == allowed_to_publish(chamber, plan)


def test_a_closed_plan_publishes_and_sends_nothing(chamber):
    plan = go(chamber, "closed")

    assert allowed_to_publish(chamber, plan) is None
    assert allowed_to_submit(chamber, plan) == {}


def test_words_published_that_are_not_offered_would_be_noticed(chamber, off):
    """The control: an action that takes the newest version is seen to publish other words."""
    plan = go(chamber, "agreed")
    make_paragraph(plan, chamber.author, "Later words.", reason="An afterthought")
    later = make_version(plan, chamber.author)
    other = Publishable(later, decision=version_for_publication(plan).decision)
    off(publication_actions, "version_for_publication", lambda plan: other)
    off(TransitionContext, "check_words", lambda m, *_: setattr(m, "words_checked", True))

    assert allowed_to_publish(chamber, plan) == later.digest != offered_to_publish(plan)
