"""The two pages people open first: what waits for them, and how far a plan is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.moves import Way, ways_from
from approvals.next_step import Home, home_of
from approvals.progress import pages_of, progress_of
from approvals.waiting import heading_of, waiting_for
from councils.access import Request
from councils.roles import Right
from plans.access import plan_or_404
from plans.lists import LISTS
from plans.navigation import at, trail
from plans.writing import may_write

AGAIN = {"publish": "Publish again", "submit": "Replace the submission"}


@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person who signed in, in every council they hold a role in."""
    waiting = waiting_for(request.user)
    context = {"waiting": waiting, "heading": heading_of(waiting), "today": timezone.localdate()}
    return render(request, "approvals/home.html", context)


@require_safe
def plan(request: Request, council: str, plan: str) -> HttpResponse:
    """How far is the plan, by when, who has what, and what comes next?"""
    found = plan_or_404(request, council, plan)
    progress = progress_of(found)
    home = home_of(found, progress, request.standing)
    context = {
        "plan": found,
        "progress": progress,
        "home": home,
        "next": home.next,
        "ways": ways_on(home),
        "pages": pages_of(found, progress.last_act) if progress.has_text else 0,
        "lists": [(one, progress.counts[key]) for key, one in LISTS.items()],
        "may_write": may_write(found, request.standing),
        "may_read_record": request.standing.may(Right.READ_RECORD),
        "trail": trail(found)[:1],
    }
    return render(request, "approvals/plan.html", context)


def ways_on(home: Home) -> list[tuple[str, str]]:
    """What else this person may do with the plan now, as (label, address)."""
    ways = [
        (said_of(way, home), at(f"move_{way.page}", home.plan))
        for way in ways_from(home.plan.stage, home.standing)
        if is_of_use(way, home)
    ]
    return [way for way in ways if way[1] != home.next.href]


def is_of_use(way: Way, home: Home) -> bool:
    """Whether the page behind a way has anything for this person to do."""
    wanted = {
        "answer": home.was_asked,
        "put": home.is_answered,
        "start_monitoring": home.open_step is None and home.leaving.submission is not None,
        "submit": not home.is_sent,
    }
    return wanted.get(way.page, True)


def said_of(way: Way, home: Home) -> str:
    """The label of a way, in the words of where the plan stands."""
    # Whose answer is still wanted has that as the next thing to do, and no way beside it.
    if way.page == "answer":
        return "Change your answer"
    # What goes out with the agenda is routine, which "before it is endorsed" does not say.
    if way.page == "publish" and home.open_step:
        return "Publish the draft with the agenda"
    return AGAIN.get(way.page, way.label) if home.was_done(way.page) else way.label
