"""Split a paragraph in two, or join it with the one that follows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from plans.access import WRITE, PlanRequest, passage_or_404
from plans.actions import splitting as actions
from plans.actions.stashes import stash_in
from plans.figures import figure_formatter, printed_html
from plans.forms.splitting import JoinPassagesForm, SplitPassageForm
from plans.models import Passage
from plans.splitting import SplitPlace, joined, places_to_split
from plans.views.edit_page import change_page, reason_asked
from plans.views.way_back import home_of, part_title
from web.saved_input import saved_input

LONGEST_NUMBER = 7


@require_http_methods(["GET", "POST"])
def passage_split(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Where should the second paragraph begin? Of a heading there is no second part: 404."""
    found = paragraph_or_404(request, council, plan, passage)
    places = places_to_split(found.body)
    form = SplitPassageForm(
        request.POST or saved_input(request),
        row=found,
        reason=reason_asked(request, found.plan),
        places=places,
        initial={"at": nearest(places, request.GET.get("after", ""))},
    )

    def split(**typed: Any) -> Passage:
        second = actions.split_passage(found, **typed)
        messages.success(request, "The paragraph is split in two.")
        return second

    home = home_of(request, found.plan, found.theme, found.pk)
    return change_page(
        request,
        found.plan,
        form,
        split,
        template="plans/passage_split.html",
        title="Split this paragraph",
        words=as_printed(found, found.body),
        places=places,
        unsaved=stash_in(request.user, found),
        passage=found,
        steps=((part_title(found.theme), home),),
        done=lambda second: home_of(request, found.plan, found.theme, second.pk),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def passage_join(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """One paragraph of two? What would be lost is said, and asked for."""
    found = paragraph_or_404(request, council, plan, passage)
    home = home_of(request, found.plan, found.theme, found.pk)
    second = actions.next_paragraph(found)
    losses = actions.lost_by_joining(found, second) if second else []
    form = JoinPassagesForm(
        request.POST or saved_input(request),
        row=found,
        reason=reason_asked(request, found.plan),
        second=second or Passage(),
        loses=bool(losses),
    )

    def join(**typed: Any) -> None:
        actions.join_passages(found, **typed)
        messages.success(request, "The two paragraphs are joined.")

    return change_page(
        request,
        found.plan,
        form,
        join,
        template="plans/passage_join.html",
        title="Join two paragraphs",
        second=second,
        words=as_printed(found, joined(found.body, second.body) or "") if second else "",
        losses=losses,
        steps=((part_title(found.theme), home),),
        back=home,
    )


def paragraph_or_404(request: PlanRequest, council: str, plan: str, passage: int) -> Passage:
    """A paragraph that the person may write; a heading has no such page."""
    found = passage_or_404(request, council, plan, passage, WRITE)
    if found.is_heading:
        raise Http404
    return found


def nearest(places: list[SplitPlace], after: str) -> str:
    """The place nearest to where somebody was in the text, by letters before it; "" of none."""
    if not (places and after.isdecimal() and len(after) < LONGEST_NUMBER):
        return ""
    return str(min(places, key=lambda one: abs(one.words_before - int(after))).at)


def as_printed(passage: Passage, source: str) -> str:
    return printed_html(source, figure_formatter(passage.plan.figures.all()))
