"""The page a plan is written on, and what it asks for: alone, and with 25 others there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from bench.bare import new_note
from bench.database import analyse
from bench.pages import Step
from bench.world import council_with, sign_in, write_plan
from councils.models import User
from councils.roles import Role
from plans.models import Passage, Plan, Presence
from plans.views.edit_page import FORM_ALONE

OTHERS = 25


@dataclass(frozen=True)
class WrittenPlan:
    """A plan, the paragraph of it that is opened, and the bare form's words for that."""

    plan: Plan
    passage: Passage
    note: int

    @property
    def address(self) -> str:
        return f"/{self.plan.council.slug}/plans/{self.plan.slug}"

    @property
    def paragraph(self) -> str:
        return f"{self.address}/passages/{self.passage.pk}/"


@dataclass(frozen=True)
class Writing:
    """Plans of 40 paragraphs, of 200, and one of 40 with 25 others in it; a session to write in."""

    forty: WrittenPlan
    crowded: WrittenPlan
    two_hundred: WrittenPlan
    author: str


def make() -> Writing:
    council, people = council_with("Westmoor", [Role.AUTHOR])
    author = people[Role.AUTHOR]
    forty, crowded, two_hundred = (
        written(write_plan(council, author, title, each=each))
        for title, each in (("Forty", 10), ("Crowded", 10), ("Two hundred", 50))
    )
    fill(crowded.plan)
    analyse()
    return Writing(forty, crowded, two_hundred, sign_in(author))


def written(plan: Plan) -> WrittenPlan:
    passage = plan.passages.order_by("theme__place", "place")[1]
    return WrittenPlan(plan, passage, new_note(passage.body))


def fill(plan: Plan) -> None:
    """Others who each have a paragraph of it open, for longer than anything is measured."""
    now, passages = timezone.now(), list(plan.passages.all())
    for place in range(OTHERS):
        person = User.objects.create_user(f"other-{place}@bench.example", None, name=f"No {place}")
        Presence.objects.create(
            person=person,
            plan=plan,
            passage=passages[place].pk,
            since=now,
            seen_at=now + timedelta(days=1),
        )


def steps(writing: Writing) -> Iterator[Step]:
    yield from _steps(writing, writing.forty)
    long = writing.two_hundred
    yield Step("page of 200", writing.author, f"{long.address}/page/", f"/page/{long.plan.pk}/")
    for one in _steps(writing, writing.crowded):
        yield one.called(f"{one.name}, {OTHERS}")


def _steps(writing: Writing, at: WrittenPlan) -> Iterator[Step]:
    by, passage = writing.author, at.passage
    here, typed = {"open": str(passage.pk)}, {"seen": 1, "body": f"{passage.body} Typed."}
    editor, bare = f"{at.paragraph}?on=page", f"/paragraphs/{passage.pk}/{at.note}/"
    yield Step("page to write on", by, f"{at.address}/page/", f"/page/{at.plan.pk}/")
    yield Step("one editor opened", by, editor, bare, says=((FORM_ALONE, "yes"),))
    yield Step("what is left to do", by, f"{at.address}/page/left/")
    yield Step("who else is here", by, f"{at.address}/page/here/", form=lambda _: here, told=200)
    yield Step("words kept", by, f"{at.paragraph}stash/", form=lambda _: typed, told=204)
