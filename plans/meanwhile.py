"""What was done with a plan while somebody had a page of it open, and where their words may go.

What is told is about what they had on their screen: a row they were sending words to, the plan's
own moves, their own assignment. It is asked for only where a form came too late.
"""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from councils.access import Access
from councils.gone import gone, removed_row
from councils.models import Appointment
from councils.record.changes import changes_by
from councils.record.history import history_of
from councils.roles import MAY, Right
from plans.models import Passage, Plan, QuestionAssignment, Theme
from plans.models.plan import BEFORE_A_DECISION
from web.drawn import sent_fields
from web.errors import Change, Gone, NoLonger, Way

AWAY = "This plan is no longer where it was when you opened the page, and you cannot open it now."
NOT_YOURS = "What you were writing is no longer assigned to you."
NO_ROLE = "The role in which you opened this page has ended."


def missing_passage(request: HttpRequest, plan: Plan, key: int) -> Http404:
    """Why a passage is not there: a removed one is told of to who could write it."""
    access: Access = request.access  # type: ignore[attr-defined]
    last = removed_row(request, Passage, key, plan=plan)
    if last is None or not (access.may(Right.WRITE_PLANS) or last.writer_id == access.person.pk):
        return Http404()
    words = sent_fields(request) if access.may(Right.WRITE_PLANS) else ()
    typed = any(name == "body" for name, _ in words)
    ways = passage_again(plan, last, words) if typed else []
    return gone(request, Passage, last, ways, noun=last.kind)


def missing_theme(request: HttpRequest, plan: Plan, key: int, kind: str) -> Http404:
    """Why a theme is not there to add a passage to; one that was removed leaves the others.

    Whoever wrote in that theme alone is told of no other.
    """
    access: Access = request.access  # type: ignore[attr-defined]
    last = removed_row(request, Theme, key, plan=plan)
    writes = access.may(Right.WRITE_PLANS)
    if last is None or not (writes or last.writer_id == access.person.pk):
        return Http404()
    nowhere = Passage(kind=kind, theme_id=key)
    ways = passage_again(plan, nowhere, sent_fields(request)) if writes else []
    return gone(request, Theme, last, ways)


def passage_again(plan: Plan, last: Any, words: tuple[tuple[str, str], ...]) -> list[Way]:
    """Into the part in which it stood, or into any where that is gone too."""
    at, ways = [plan.council.slug, plan.slug], []
    themes = list(plan.themes.order_by("place")) if last.theme_id else []
    stood_in = [theme for theme in themes if theme.pk == last.theme_id]
    for theme in stood_in or themes:
        address = reverse("passage_add", args=[*at, theme.pk, last.kind])
        ways.append(Way(f"Add it to “{theme.title}” as a new {last.kind}", address, words))
    if not stood_in:
        address = reverse("introduction_add", args=[*at, last.kind])
        ways.append(Way(f"Add it to the introduction as a new {last.kind}", address, words))
    return ways


def moves_of(plan: Plan, since: int) -> list[Change]:
    """How the plan moved on after it had moved `since` times, newest first."""
    rows = Plan.history.filter(id=plan.pk, moves__gt=since).order_by("history_id")
    acts: dict[int, Any] = {}
    for moves, act in rows.values_list("moves", "act_id"):
        acts.setdefault(moves, act)
    return changes_by(list(acts.values()))


def moves_since(request: HttpRequest, plan: Plan) -> list[Change]:
    """How it moved on after the page that was sent; the last move for a page that says nothing."""
    typed = request.POST.get("moves", "")
    known = typed.isascii() and typed.isdigit() and len(typed) < 9
    return moves_of(plan, int(typed)) if known else moves_of(plan, plan.moves - 1)


def moved_on(request: HttpRequest, plan: Plan, why: str) -> Http404:
    """Nothing at this address in the plan's stage; whoever sends a form is told what happened."""
    if request.method != "POST":
        return Http404()
    return Gone(why, changes=moves_since(request, plan), ways=[way_home(plan)])


def way_home(plan: Plan) -> Way:
    return Way("Go to the plan", plan.get_absolute_url())


def missing_plan(request: HttpRequest, access: Access, slug: str) -> Exception:
    """Http404, unless somebody sends a form of a plan that they could read when they opened it."""
    plan = Plan.objects.filter(council=access.council, slug=slug).first()
    if plan is None or request.method != "POST":
        return Http404()
    plan.council = access.council
    put = Plan.history.filter(id=plan.pk).exclude(stage__in=BEFORE_A_DECISION).exists()
    if put and access.may(Right.READ_DECISIONS):
        typed = request.POST.get("moves", "")
        since = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
        return Gone(
            AWAY, changes=moves_of(plan, since)[:3] if since >= 0 else moves_of(plan, 0)[:1]
        )
    if was_given_something(plan, access.person.pk):
        return NoLonger(NOT_YOURS, changes=reassignment(request, plan, access.person.pk))
    if held_before(access, plan, put):
        return NoLonger(NO_ROLE)
    return Http404()


def check_not_taken_from(request: HttpRequest, passage: Passage) -> None:
    """NoLonger for who sends words for a paragraph that was theirs; who took it is told."""
    access: Access = request.access  # type: ignore[attr-defined]
    theirs = history_of(Passage)._default_manager.filter(id=passage.pk, writer_id=access.person.pk)
    if request.method == "POST" and theirs.exists():
        raise NoLonger(NOT_YOURS, changes=reassignment(request, passage.plan, access.person.pk))


def was_given_something(plan: Plan, person: int) -> bool:
    """Whether somebody ever had a paragraph, a theme or a question of a plan to write."""
    return any(
        history_of(model)._default_manager.filter(plan_id=plan.pk, writer_id=person).exists()
        for model in (Passage, Theme, QuestionAssignment)
    )


def reassignment(request: HttpRequest, plan: Plan, person: int) -> list[Change]:
    """Who gave a passage of theirs to somebody else, or removed it; not in which words."""
    match = request.resolver_match
    key = match.kwargs.get("passage") if match else None
    states = Passage.history.filter(plan_id=plan.pk, **({"id": key} if key else {}))
    last = states.filter(writer_id=person).order_by("-history_id").first()
    if last is None:
        return []
    after = states.filter(id=last.id, history_id__gt=last.history_id).order_by("history_id").first()
    by = after or last
    who = by.history_user.name
    return [Change(who, "removed it, or assigned it to somebody else", by.history_date)]


def held_before(access: Access, plan: Plan, put: bool) -> bool:
    """Whether a role of theirs that has ended since let them read this plan."""
    today = timezone.localdate()
    held = Appointment.objects.filter(council=plan.council, person=access.person)
    ended = held.filter(starts_on__lte=today, ends_on__lt=today)
    # One that was ended on its first day has a last day before it.
    ended = ended.filter(Q(ends_on__gte=plan.created_at.date()) | Q(starts_on=today))
    roles = set(ended.values_list("role", flat=True))
    drafts, decisions = MAY[Right.READ_DRAFTS], MAY[Right.READ_DECISIONS]
    return bool(roles & set(drafts)) or (put and bool(roles & set(decisions)))
