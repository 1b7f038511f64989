"""The pages that a link opens: the part, its paragraphs to write, and a comment on one of them."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.actions import comments as comment_actions
from plans.actions import passages as actions
from plans.actions.guests import by_link
from plans.actions.stashes import keep_stash, stash_in
from plans.around import Around, around
from plans.assignments import Given, belongs_in, question_assignment
from plans.comments import About, comments_for, entries_of
from plans.figures import figure_formatter, printed_html
from plans.figures_offered import figures_offered
from plans.forms.comments import CommentForm, ReplyForm
from plans.forms.stashes import StashForm
from plans.guest_sessions import GuestRequest, let_in, link_opened
from plans.guests import why_closed, within_reach
from plans.models import Comment, GuestLink, Passage, Theme
from plans.notifications import who_hears
from plans.views.edit_page import IN_PLACE, change_page, saved_in_place, told_together
from plans.views.guest_entry import nothing_page
from plans.views.passage_form import passage_form
from plans.views.stashes import offer_in, settle_stash
from web.overtaken import REFUSED, overtaken_page
from web.saved_input import saved_input

Page = Callable[..., HttpResponse]


def guest_page(view: Page) -> Page:
    """A page for whoever opened the link with the code that was sent to them; to others nothing.

    Once the link is closed it says why, and gives back what was typed.
    """

    @login_not_required
    @never_cache
    @wraps(view)
    def page(request: Any, link: int, **rest: Any) -> HttpResponse:
        found = link_opened(request, link)
        if found is None:
            return nothing_page(request)
        let_in(request, found)
        if why := why_closed(found, timezone.localdate()):
            return ended_page(request, why)
        return view(request, found, **rest)

    return page


def ended_page(request: GuestRequest, why: str) -> HttpResponse:
    """Nothing is done by this link any more: 410, and 409 to who sent words."""
    if request.method == "POST":
        return overtaken_page(request, title=REFUSED, why=why, status=409)
    return render(request, "plans/guest_ended.html", {"why": why}, status=410)


@require_safe
@guest_page
def guest_part(request: GuestRequest, link: GuestLink) -> HttpResponse:
    """What a link opens: the one paragraph, or what they have written of a theme or question."""
    if link.kind == GuestLink.Kind.PASSAGE:
        page = "guest_passage" if link.may_write else "guest_comment"
        return redirect(page, link.pk, int(link.part))
    printed = figure_formatter(link.plan.figures.all())
    theirs = list(within_reach(link))
    for one in theirs:
        one.as_html = printed_html(one.body, printed)
    context = {"plan": link.plan, "link": link, "around": around_link(link), "theirs": theirs}
    context["add"] = reverse("guest_add", args=[link.pk])
    return render(request, "plans/guest_part.html", context)


@require_http_methods(["GET", "POST"])
@guest_page
def guest_passage(request: GuestRequest, link: GuestLink, passage: int) -> HttpResponse:
    """A paragraph that is theirs to write, and whether it is ready."""
    found = passage_to_write(link, passage)
    form = passage_form(request, found.plan, found.kind, found.theme, row=found)
    done: list[actions.PassageSaved] = []

    def save(**typed: Any) -> None:
        with by_link(link):
            saved = actions.edit_passage(found, **typed)
        done.append(saved)
        if saved.together:
            messages.success(request, told_together(saved.together))
        elif saved:
            messages.success(request, "Saved.")

    answer = write_page(
        request,
        link,
        form,
        save,
        title="Write a paragraph",
        passage=found,
        offer=None if form.is_bound else offer_in(request, found),
        stash=reverse("guest_stash", args=[link.pk, found.pk]),
        settle=reverse("guest_stash_settle", args=[link.pk, found.pk]),
        figures=partial(figures_offered, found.plan, may_add=False, within=found.body),
        page=lambda: {"around": around(found.plan, found.theme, found)},
    )
    is_saved = answer.status_code == 302 and IN_PLACE in request.headers
    return saved_in_place(request, form, *done) if is_saved else answer


@require_http_methods(["GET", "POST"])
@guest_page
def guest_add(request: GuestRequest, link: GuestLink) -> HttpResponse:
    """A new paragraph in the theme, or on the question, that the link is for."""
    if link.kind == GuestLink.Kind.PASSAGE:
        raise Http404
    theme, _ = place_of_link(link)
    question = link.part if link.kind == GuestLink.Kind.QUESTION else ""
    kind = Passage.Kind.PARAGRAPH
    form = passage_form(request, link.plan, kind, theme, question=question)

    def add(**typed: Any) -> None:
        with by_link(link):
            actions.add_passage(link.plan, theme=theme, kind=kind, on_question=question, **typed)
        messages.success(request, "Your paragraph is saved.")

    return write_page(
        request,
        link,
        form,
        add,
        title="Add a paragraph",
        figures=partial(figures_offered, link.plan, may_add=False, within=""),
        page=lambda: {"around": around_link(link)},
    )


def write_page(
    request: GuestRequest, link: GuestLink, form: Any, do: Callable[..., None], **context: Any
) -> HttpResponse:
    """The page on which a contributor writes, as a link opens it."""
    back = reverse("guest_part", args=[link.pk])
    return change_page(
        request,
        link.plan,
        form,
        do,
        template="plans/passage.html",
        guest=link,
        may_write=False,
        back=back,
        **context,
    )


@require_http_methods(["GET", "POST"])
@guest_page
def guest_comment(request: GuestRequest, link: GuestLink, passage: int) -> HttpResponse:
    """Comment on a paragraph, with the words around it, and what was said of it to them."""
    found = passage_within(link, passage)
    form = CommentForm(
        request.POST or saved_input(request), readers=list, quotes=True, may_require=False
    )

    def comment(**typed: Any) -> None:
        with by_link(link):
            typed |= {"about": About.PASSAGE, "key": passage, "tell": who_hears(link)}
            comment_actions.make_comment(link.plan, **typed)
        messages.success(request, "Your comment is with the author of the plan.")

    return change_page(
        request,
        link.plan,
        form,
        comment,
        template="plans/guest_comment.html",
        link=link,
        passage=found,
        body=printed_html(found.body, figure_formatter(link.plan.figures.all())),
        page=lambda: {
            "around": around_to_comment(link, found),
            "said": [(one, entries_of(one)) for one in comments_shown(request, link, passage)],
        },
        back=reverse("guest_comment", args=[link.pk, passage]),
    )


def comments_shown(request: GuestRequest, link: GuestLink, passage: int) -> list[Comment]:
    """On what they write all that is said of it; else what they said themselves."""
    rows = comments_for(request.access, link.plan)
    return list(rows.on_thing(About.PASSAGE, passage))


@require_http_methods(["GET", "POST"])
@guest_page
def guest_reply(request: GuestRequest, link: GuestLink, comment: int) -> HttpResponse:
    """Reply to a comment on what the link opens, below all that was said to it."""
    rows = comments_for(request.access, link.plan).filter(about=About.PASSAGE)
    found = rows.filter(pk=comment).first()
    if found is None:
        raise Http404
    passage = passage_within(link, found.stands_on)
    found.plan = link.plan
    back = reverse("guest_comment", args=[link.pk, passage.pk])

    def reply(**typed: Any) -> None:
        with by_link(link):
            comment_actions.reply_to_comment(found, tell=who_hears(link), **typed)
        messages.success(request, "Your reply is with the author of the plan.")

    return change_page(
        request,
        link.plan,
        ReplyForm(request.POST or saved_input(request), readers=list),
        reply,
        template="plans/guest_reply.html",
        link=link,
        comment=found,
        page=lambda: {"entries": entries_of(found)},
        back=back,
    )


@require_POST
@guest_page
def guest_stash(request: GuestRequest, link: GuestLink, passage: int) -> HttpResponse:
    """Keep what is being typed in a paragraph that is theirs (204), as for anybody who writes."""
    found = passage_to_write(link, passage)
    form = StashForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    typed = form.cleaned_data
    keep_stash(link.plan, passage=found.pk, by=link.person, now=timezone.now(), **typed)
    return HttpResponse(status=204)


@require_POST
@guest_page
def guest_stash_settle(request: GuestRequest, link: GuestLink, passage: int) -> HttpResponse:
    """Take their own unsaved words back into the form of the paragraph, or throw them away."""
    found = passage_to_write(link, passage)
    page = reverse("guest_passage", args=[link.pk, found.pk])
    settle_stash(request, stash_in(link.person, found), page)
    return redirect(page)


def passage_to_write(link: GuestLink, key: int) -> Passage:
    """A paragraph that is theirs to write by the link; Http404 for any other."""
    found = passage_within(link, key)
    if not link.may_write or found.writer_id != link.person_id:
        raise Http404
    return found


def passage_within(link: GuestLink, key: int) -> Passage:
    """A paragraph that the link opens, with its plan; Http404 for any other."""
    reach = within_reach(link).filter(pk=key).values("pk")
    found = Passage.objects.whole().filter(pk__in=reach).first()
    if found is None:
        raise Http404
    found.plan = link.plan
    return found


def around_link(link: GuestLink) -> Around:
    """What stands around a theme or question, and what is asked of them."""
    theme, given = place_of_link(link)
    return around(link.plan, theme, given)


def around_to_comment(link: GuestLink, passage: Passage) -> Around:
    """Around a paragraph: asked by the link where it is not theirs to write."""
    asked: Any = passage if link.may_write else None
    found = around(link.plan, passage.theme, asked)
    return found if link.may_write else found.asking(link.until, link.asked_for)


def place_of_link(link: GuestLink) -> tuple[Theme | None, Given | None]:
    """The theme in which they write, None for the introduction, and what was given to them."""
    if link.kind == GuestLink.Kind.THEME:
        theme = link.plan.themes.get(pk=int(link.part))
        return theme, theme
    return belongs_in(link.plan, link.part), question_assignment(link.plan, link.part)
