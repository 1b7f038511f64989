"""The comments on a plan: all of them, one with its replies, and the forms that add to them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from councils.gone import row_or_gone
from councils.models import User
from plans import comments as read
from plans.access import (
    COMMENT,
    READ,
    WRITE,
    PlanRequest,
    Trail,
    breadcrumbs,
    passage_or_404,
    plan_or_404,
    plan_url,
)
from plans.actions import comments as actions
from plans.comment_pages import comment_page, shown_comments, things_to_comment_on
from plans.comments import About
from plans.edits import may_comment
from plans.figures import figure_formatter, printed_html
from plans.forms.comments import (
    CommentForm,
    OpenCommentsForm,
    ReplyForm,
    SettleCommentForm,
)
from plans.models import Comment, Passage, Plan
from plans.views.edit_page import change_page
from web.saved_input import saved_input

READERS = (*READ, *COMMENT)
TITLE = "Comments"


@require_safe
def comments(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is open comes first; what is resolved can be unfolded below it.

    Asked for what is open `on` something, or open at all, it shows that alone.
    """
    found = plan_or_404(request, council, plan, READERS)
    rows = read.comments_for(request.access, found).with_reply_count()
    form = OpenCommentsForm(request.GET)
    narrowed = form.is_valid() and form.cleaned_data["on"]
    thing = form.thing() if narrowed else None
    if narrowed:
        rows = rows.still_open()
    if thing:
        rows = rows.on_thing(*thing)
    may = may_comment(found, request.access) and not narrowed
    things = read.things_of(found, read.EVERYTHING if may else read.kinds_of(rows))
    shown = shown_comments(found, request.access, rows, things)
    context = {
        "plan": found,
        "trail": trail_for(request, found),
        "narrowed": bool(narrowed),
        "on": shown[0].name if thing and shown else "",
        "open": [one for one in shown if not one.comment.resolved],
        "resolved": [one for one in shown if one.comment.resolved],
        "places": things_to_comment_on(found, request.access, things) if may else [],
    }
    status = 422 if form.errors else 200
    return render(request, "plans/comments.html", context, status=status)


@require_http_methods(["GET", "POST"])
def comment_add(
    request: PlanRequest, council: str, plan: str, about: str, thing: int
) -> HttpResponse:
    """Comment on one thing, with its words above the form."""
    found, row = thing_or_404(request, council, plan, about, thing)
    quotes = about == About.PASSAGE
    form = CommentForm(
        request.POST or saved_input(request),
        readers=partial(others_who_read, request, found, about, thing, found.stage),
        quotes=quotes,
        may_require=read.may_require(request.access),
    )
    home = plan_url("comments", found)
    things = read.things_of(found, {about})
    return change_page(
        request,
        found,
        form,
        partial(actions.make_comment, found, about=about, key=thing),
        template="plans/comment_add.html",
        title="Comment on this",
        name=things.name_of(about, thing),
        body=printed(row, found) if quotes else "",
        trail=trail_for(request, found, (TITLE, home)),
        back=home,
        done=lambda made: plan_url("comment", found, made.pk),
    )


@require_http_methods(["GET", "POST"])
def comment(request: PlanRequest, council: str, plan: str, comment: int) -> HttpResponse:
    """One comment with all that followed it, and a reply."""
    found, row = comment_or_404(request, council, plan, comment)
    if request.method == "POST":
        request.access.require(*COMMENT)
    form = ReplyForm(
        request.POST or saved_input(request),
        readers=partial(others_who_read, request, found, row.about, row.stands_on, row.stage),
    )
    here, home = plan_url("comment", found, row.pk), plan_url("comments", found)
    return change_page(
        request,
        found,
        form,
        partial(actions.reply_to_comment, row),
        template="plans/comment.html",
        **comment_page(found, request.access, row),
        trail=trail_for(request, found, (TITLE, home)),
        back=here,
    )


@require_http_methods(["GET", "POST"])
def comment_settle(request: PlanRequest, council: str, plan: str, comment: int) -> HttpResponse:
    """Resolve an open comment, or reopen one that is resolved."""
    found, row = comment_or_404(request, council, plan, comment)
    request.access.require(*COMMENT)
    if why := read.why_may_not_settle(request.access, row):
        raise PermissionDenied(why)
    here = plan_url("comment", found, row.pk)
    form = settle_form(request, row)

    def settle(by: User, seen: int, words: str) -> None:
        do = actions.reopen_comment if row.resolved else actions.resolve_comment
        do(row, by=by, seen=seen, words=words)
        done = "open again" if row.resolved else "resolved"
        messages.success(request, f"The comment is {done}.")

    return change_page(
        request,
        found,
        form,
        settle,
        title="Reopen the comment" if row.resolved else "Resolve the comment",
        quote=row.words,
        trail=trail_for(request, found, (TITLE, plan_url("comments", found))),
        back=here,
    )


def settle_form(request: PlanRequest, comment: Comment) -> SettleCommentForm:
    return SettleCommentForm(
        request.POST or saved_input(request),
        initial={"seen": read.entry_count(comment)},
        label="Why is it open again?" if comment.resolved else "What was done?",
        required=not comment.resolved and read.must_say_what_was_done(request.user, comment),
        submit="Reopen it" if comment.resolved else "Resolve it",
    )


def others_who_read(
    request: PlanRequest, plan: Plan, about: str, key: int, stage: str
) -> list[User]:
    """Whom somebody may tell of a comment: whoever else may read it.

    A contributor is not told who holds a role here, and so is offered nobody.
    """
    if not request.access.may(*READ):
        return []
    return [one for one in read.readers_of(plan, about, key, stage) if one != request.user]


def printed(passage: Passage, plan: Plan) -> str:
    """A passage as it prints, to copy words from."""
    return printed_html(passage.body, figure_formatter(plan.figures.all()))


def comment_or_404(
    request: PlanRequest, council: str, plan: str, comment: int
) -> tuple[Plan, Comment]:
    """A comment that the person may read, and its plan."""
    found = plan_or_404(request, council, plan, READERS)
    row = read.comments_for(request.access, found).filter(pk=comment).first()
    if row is None:
        raise Http404
    row.plan = found
    return found, row


def thing_or_404(
    request: PlanRequest, council: str, plan: str, about: str, thing: int
) -> tuple[Plan, Any]:
    """What is commented on, and its plan; a contributor finds what is theirs to write."""
    found = plan_or_404(request, council, plan, COMMENT)
    if not request.access.may(*READ):
        if about != About.PASSAGE:
            raise PermissionDenied("You may comment on what is yours to write.")
        return found, passage_or_404(request, council, plan, thing, WRITE, to_write=True)
    things = read.find_thing(found, about)
    if about == About.REPORT:
        return found, get_object_or_404(things, pk=thing)
    return found, row_or_gone(request, things, thing, plan=found)


def trail_for(request: PlanRequest, plan: Plan, *steps: tuple[str, str]) -> Trail:
    """A contributor, who opens no page of the plan, is led home."""
    if request.access.may(*READ):
        return breadcrumbs(plan, *steps)
    return [("Home", "/"), *steps]
