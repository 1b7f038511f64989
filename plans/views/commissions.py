"""The commissions a council answers: those that ship, its own, and a letter read into one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from councils.access import Access, Request, council_or_404
from councils.roles import Right
from plans.actions import commissions as actions
from plans.actions.files import read_file
from plans.commission import REQUIREMENTS, brief_from_json, shipped_briefs
from plans.forms.commissions import CommissionChangeForm, CommissionForm, asked_from, initial_from
from plans.forms.letters import LetterForm
from plans.importing.letter import read_letter
from plans.models import Commission
from web.files import download
from web.responses import handle_form
from web.saved_input import saved_input

READERS = (Right.READ_DRAFTS, Right.MANAGE_COMMISSIONS)


@require_safe
def commissions(request: Request, council: str) -> HttpResponse:
    """The council's own commissions, and those that come with the product."""
    access = council_or_404(request, council)
    access.require(*READERS)
    own = Commission.objects.filter(council=access.council).prefetch_related("versions")
    taken = {commission.slug for commission in own}
    context = {
        "own": own,
        "shipped": [asked for slug, asked in shipped_briefs().items() if slug not in taken],
        "may_manage": access.may(Right.MANAGE_COMMISSIONS),
    }
    return render(request, "plans/commissions.html", context)


@require_safe
def commission(request: Request, council: str, slug: str) -> HttpResponse:
    """What one commission asks, and the versions of its words."""
    access = council_or_404(request, council)
    access.require(*READERS)
    own = Commission.objects.filter(council=access.council, slug=slug).first()
    versions = list(own.versions.select_related("letter")) if own else []
    asked = brief_from_json(versions[0].content) if versions else shipped_briefs().get(slug)
    if asked is None:
        raise Http404
    context = {
        "asked": asked,
        "own": own,
        "letter": versions[0].letter if versions else None,
        "versions": versions,
        "requires": [REQUIREMENTS[key] for key in asked.requires if key in REQUIREMENTS],
        "trail": commissions_trail(access),
        "may_manage": access.may(Right.MANAGE_COMMISSIONS),
    }
    return render(request, "plans/commission.html", context)


@require_safe
def commission_letter(request: Request, council: str, slug: str) -> HttpResponse:
    """The department's letter itself."""
    access = council_or_404(request, council)
    access.require(*READERS)
    own = get_object_or_404(Commission, council=access.council, slug=slug)
    letter = own.versions.latest("number").letter
    if letter is None:
        raise Http404
    letter.council = access.council
    return download(read_file(letter), letter.name, letter.media_type)


@require_http_methods(["GET", "POST"])
def commission_read(request: Request, council: str) -> HttpResponse:
    """Paste or upload the letter; what was found in it fills the form that comes next."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_COMMISSIONS)
    form = LetterForm(request.POST or saved_input(request), request.FILES or None)
    context = {"trail": commissions_trail(access), "form": form}
    if request.method == "POST" and form.is_valid():
        letter = read_letter(form.source)
        asked = asked_from(letter, slugify(letter.title)[:60] or "commission")
        kept = actions.keep_letter(access.council, by=request.user, letter=form.letter)
        context |= {
            "form": CommissionForm(
                initial=initial_from(asked) | {"letter": kept.pk},
                action=reverse("commission_add", args=[council]),
            ),
            "letter": letter,
            "title": "Check what the letter asks",
        }
        return render(request, "plans/commission_form.html", context)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/commission_read.html", context, status=status)


@require_http_methods(["GET", "POST"])
def commission_add(request: Request, council: str) -> HttpResponse:
    """Keep a commission of the council's own."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_COMMISSIONS)
    form = CommissionForm(request.POST or saved_input(request))

    def add(typed):
        return actions.make_commission(
            access.council, by=request.user, asked=form.asked, letter=typed["letter"]
        )

    return handle_form(
        request,
        form,
        add,
        template="plans/commission_form.html",
        context={"title": "Add a commission", "trail": commissions_trail(access)},
        done=lambda made: reverse("commission", args=[council, made.slug]),
        back=reverse("commissions", args=[council]),
    )


@require_http_methods(["GET", "POST"])
def commission_copy(request: Request, council: str, slug: str) -> HttpResponse:
    """A copy of a shipped commission, for the council to change."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_COMMISSIONS)
    asked = shipped_briefs().get(slug)
    if asked is None:
        raise Http404
    form = CommissionForm(request.POST or saved_input(request), initial=initial_from(asked))
    return handle_form(
        request,
        form,
        lambda typed: actions.make_commission(
            access.council, by=request.user, asked=form.asked, copied=True
        ),
        template="plans/commission_form.html",
        context={"title": "Copy to change it", "trail": commissions_trail(access)},
        done=lambda made: reverse("commission", args=[council, made.slug]),
        back=reverse("commission", args=[council, slug]),
    )


@require_http_methods(["GET", "POST"])
def commission_change(request: Request, council: str, slug: str) -> HttpResponse:
    """New words of a commission as its next version; plans keep theirs until moved on purpose."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_COMMISSIONS)
    own = get_object_or_404(Commission, council=access.council, slug=slug)
    newest = own.versions.latest("number")
    initial = initial_from(brief_from_json(newest.content)) | {"seen": newest.number}
    form = CommissionChangeForm(request.POST or saved_input(request), initial=initial)

    def change(typed):
        version = actions.change_commission(
            own, by=request.user, seen=typed["seen"], asked=form.asked, reason=typed["why"]
        )
        said = f"Version {version.number} is kept." if version else "Nothing had changed."
        messages.success(request, said)

    return handle_form(
        request,
        form,
        change,
        template="plans/commission_form.html",
        context={"title": "Change the commission", "trail": commissions_trail(access)},
        done=reverse("commission", args=[council, slug]),
        back=reverse("commission", args=[council, slug]),
    )


def commissions_trail(access: Access) -> list[tuple[str, str]]:
    return [("Commissions", reverse("commissions", args=[access.council.slug]))]
