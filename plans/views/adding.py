"""A new paragraph or heading: by an author anywhere, by others where they were given something."""

from functools import partial

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from plans.access import WRITE, WRITERS, PlanRequest, plan_or_404
from plans.actions import passages as actions
from plans.actions.beginnings import Beginning
from plans.around import around
from plans.assignments import belongs_in, given_to
from plans.edits import may_write
from plans.figures_offered import figures_offered
from plans.meanwhile import missing_theme
from plans.models import Passage, Plan, Theme
from plans.views.beginnings import in_address, offer_at
from plans.views.edit_page import change_page, page_or_form
from plans.views.passage_form import passage_form
from plans.views.way_back import home_of, part_title


@require_http_methods(["GET", "POST"])
def passage_add(
    request: PlanRequest, council: str, plan: str, kind: str, theme: int | None = None
) -> HttpResponse:
    """A new paragraph or heading in a theme or the introduction: last, or where `?after=` says.

    Whoever was given a theme adds paragraphs to it, and to no other.
    """
    found = plan_or_404(request, council, plan, WRITERS)
    stands_in = theme_or_gone(request, found, theme, kind) if theme else None
    return add_page(request, found, kind, stands_in)


@require_http_methods(["GET", "POST"])
def question_write(request: PlanRequest, council: str, plan: str, key: str) -> HttpResponse:
    """A new paragraph on a question, in the theme that answers it, for whoever was given it."""
    found = plan_or_404(request, council, plan, WRITERS)
    if key not in found.asked.question_keys:
        raise Http404
    stands_in = belongs_in(found, key)
    return add_page(request, found, Passage.Kind.PARAGRAPH, stands_in, question=key)


def add_page(
    request: PlanRequest, plan: Plan, kind: str, theme: Theme | None, *, question: str = ""
) -> HttpResponse:
    writes = request.access.may(*WRITE)
    given = given_to(request.user, plan, theme=theme, question=question)
    if not writes and (given is None or kind == Passage.Kind.HEADING):
        request.access.require(*WRITE)
    form = passage_form(request, plan, kind, theme, question=question)
    home, after = home_of(request, plan, theme) if writes else "/", follows(request)
    where = Beginning(theme.pk if theme else None, after, question)
    is_kept = kind == Passage.Kind.PARAGRAPH
    add = partial(actions.add_passage, plan, theme=theme, kind=kind, after=after)
    return change_page(
        request,
        plan,
        form,
        partial(add, on_question=question),
        template=page_or_form(request),
        title=f"Add a {kind}",
        figures=partial(figures_offered, plan, may_add=writes, within=None if writes else ""),
        may_write=may_write(plan, request.access),
        keeps=in_address("beginning_keep", plan, where) if is_kept else "",
        offer=offer_at(request, plan, where) if is_kept and not form.is_bound else None,
        page=lambda: {
            "stands": stands_in_words(plan, theme, after),
            **({} if writes else {"around": around(plan, theme, given)}),
        },
        steps=((part_title(theme), home),),
        done=lambda added: home_of(request, plan, theme, added.pk) if writes else home,
        back=home,
    )


def follows(request: PlanRequest) -> int | None:
    """The key of the passage that a new one is to follow, or FIRST; None where nobody said."""
    after = request.GET.get("after", "")
    return int(after) if after.isdecimal() and len(after) < 19 else None


def stands_in_words(plan: Plan, theme: Theme | None, after: int | None) -> str:
    """Where the new passage will stand; "" of one that is last."""
    if after == actions.FIRST:
        return "It will stand first."
    before = plan.passages.filter(pk=after, theme=theme).first() if after else None
    return f"It will stand after {before}." if before else ""


def theme_or_gone(request: PlanRequest, plan: Plan, theme: int, kind: str) -> Theme:
    """The theme to add to; words for one that was removed may go to any other part."""
    found = plan.themes.filter(pk=theme).first()
    if found is None:
        raise missing_theme(request, plan, theme, kind)
    return found
