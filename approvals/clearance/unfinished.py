"""What an officer typed for an answer and did not give: kept for them, and offered again.

The plan may be sent back by another, or withdrawn, while they type; they may be asked again days
later. None of it is an act, and nobody else reads it.
"""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone

from approvals.models import UnfinishedAnswer
from councils.models import User
from plans.access import PlanRequest
from plans.models import Plan
from web.compiled_queries import prepared
from web.text import clean, one_line

WORDS, PLACE = 5_000, 200


def keep_unfinished(plan: Plan, *, by: User, words: str, place: str, now: datetime) -> bool:
    """Keep it instead of what was kept before; of no words nothing is kept: False."""
    words, place = clean(words)[:WORDS], one_line(place)[:PLACE]
    if not (words.strip() or place):
        return False
    UnfinishedAnswer.objects.update_or_create(
        person=by, plan=plan, defaults={"body": words, "place": place, "kept_at": now}
    )
    return True


def unfinished_of(person: User, plan: Plan) -> UnfinishedAnswer | None:
    return next(iter(unfinished_in(person.pk, plan.pk)), None)


@prepared
def unfinished_in(person: int, plan: int) -> QuerySet[UnfinishedAnswer]:
    return UnfinishedAnswer.objects.filter(person=person, plan=plan)


def keeping(request: PlanRequest, plan: Plan, response: HttpResponse) -> HttpResponse:
    """The answer of the page, once what was typed is kept; given, nothing of it is unfinished."""
    if request.method != "POST":
        return response
    if response.status_code == 302:
        for one in unfinished_in(request.user.pk, plan.pk):
            one.delete()
    else:
        words, place = (request.POST.get(name, "") for name in ("words", "place"))
        keep_unfinished(plan, by=request.user, words=words, place=place, now=timezone.now())
    return response
