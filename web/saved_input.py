"""Words that outlive a lost session: carried by the sign-in page, given back to the form."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account import app_settings as account_settings
from allauth.account.forms import LoginForm
from allauth.utils import get_form_class
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.template.response import TemplateResponse

from web.drawn import typed_fields, typed_text, without_part
from web.failures import all_posted_fields, file_names

Fields = list[tuple[str, str]]

PREFIX = "kept-"  # of the hidden inputs that carry words through the sign-in page
IN_SESSION = "kept_words"
# Beside the words: the name of each file that came with them, for no page can keep a file.
FILE = "file_to_choose_again"
LAST_PERSON = "last_person"  # a signed cookie: who was signed in here before

# Sign-in posts the words once more, so they must fit through the same limit, prefixes included.
MOST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 3 // 4
MOST_FIELDS = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - 10


class SavedInput(QueryDict):
    """What somebody typed before they were signed out.

    Forms show it and do not judge it: nothing is saved, and nothing refused, by opening a page.
    Words that somebody's page had become too old for (`overtaken`) are put into a page of today:
    all that nobody typed is as this page has it.
    """

    only_shown = True
    overtaken = False


class SavedInputMiddleware(LoginRequiredMiddleware):
    """Asks people to sign in, and lets nothing be lost that they were sending when asked."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponseBase:
        if request.method == "POST" and not is_about_sign_in(request):
            return sign_in_page(request, posted_fields(request))
        if request.method == "POST" and carried_fields(request):
            # The session ended on a page that carries the words of another one.
            path = request.POST.get(REDIRECT_FIELD_NAME, "")
            return sign_in_page(request, carried_fields(request), path=path)
        if request.headers.get("HX-Request"):
            # A redirect would put the sign-in page into a fragment; the script reloads the page.
            return HttpResponse("Sign in again.", status=401, content_type="text/plain")
        return super().handle_no_permission(request, view_func)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """A refused sign-in goes on carrying the words."""
        if request.method == "POST" and is_about_sign_in(request):
            typed = carried_fields(request)
            carried = [(PREFIX + name, value) for name, value in typed]
            drawn = {"kept": carried, "files": files_among(typed)}
            response.context_data = {**(response.context_data or {}), **drawn}
        return response


def sign_in_page(request: HttpRequest, typed: Fields, *, path: str = "") -> HttpResponse:
    """The sign-in page, with what was typed in hidden fields; 401, for the request was not done."""
    path = path or request.get_full_path()
    if too_much(typed):
        context: dict[str, Any] = {"kept": typed_fields(request), "path": path}
        return render(request, "councils/too_long_to_keep.html", context, status=401)
    context = {
        "form": get_form_class(account_settings.FORMS, "login", LoginForm)(request=request),
        "path": path,
        "files": files_among(typed),
        "kept": [(PREFIX + name, value) for name, value in typed],
    }
    return render(request, "account/login.html", context, status=401)


def save_input(request: HttpRequest, person: AbstractBaseUser) -> None:
    """Hold on to the words a sign-in carries; dropped when somebody else signed in here before."""
    carried = carried_fields(request)
    before = request.get_signed_cookie(LAST_PERSON, None, salt=LAST_PERSON)
    if not carried or before not in (None, str(person.pk)):
        return
    put_into_session(request, urlsplit(request.POST.get(REDIRECT_FIELD_NAME, "")).path, carried)


def put_into_session(
    request: HttpRequest, path: str, typed: Fields, *, overtaken: bool = False, told: bool = True
) -> None:
    """Hold on to what was typed on a page, until that page is opened again; `told` says so then."""
    kept = {"path": path, "words": urlencode(typed), "overtaken": overtaken, "told": told}
    request.session[IN_SESSION] = kept


def keep_until_opened(request: HttpRequest, form: forms.BaseForm) -> None:
    """Hold on to all that stands in a form somebody leaves for another page, ticks and choices too.

    It stands there again once its page is opened, which is as new in all that nobody sees.
    """
    shown = [one.html_name for one in form.visible_fields()]
    typed = [field for field in posted_fields(request) if without_part(field[0]) in shown]
    sent = {without_part(name) for name, _ in typed}
    put_into_session(request, request.path, typed, overtaken=True, told=False)
    # A box without its tick sends nothing, and would be ticked again where a new page has it so.
    request.session[IN_SESSION]["empty"] = [name for name in shown if name not in sent]


def remember_person(response: HttpResponseBase, person: AbstractBaseUser) -> None:
    """Note in the browser who signed in, until it is closed."""
    response.set_signed_cookie(
        LAST_PERSON,
        str(person.pk),
        salt=LAST_PERSON,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def saved_input(request: HttpRequest) -> SavedInput | None:
    """What was typed on this page before its person was signed out: given back once, on a GET."""
    if request.method != "GET":
        return None
    kept = request.session.get(IN_SESSION)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[IN_SESSION]
    words = SavedInput(kept["words"], mutable=True)
    files = words.pop(FILE, [])
    again = f" Choose the file again: {', '.join(files)}." if files else ""
    if kept.get("told", True):
        messages.info(request, f"Your words are back.{again} Check them and save.")
    for name in kept.get("empty", ()):
        words.setlist(name, [])
    words.overtaken = kept.get("overtaken", False)
    return words


def save_overtaken(request: HttpRequest) -> None:
    """Hold on to what was typed on a page that is too old, for when it is opened again."""
    if typed := typed_text(request):
        put_into_session(request, request.path, typed, overtaken=True)


def posted_fields(request: HttpRequest) -> Fields:
    """What a person typed: every field sent, in order, but no password and no token.

    Of a file they chose its name.
    """
    typed = [field for field in all_posted_fields(request) if field[0] != "csrfmiddlewaretoken"]
    return typed + [(FILE, name) for name in file_names(request)]


def files_among(typed: Fields) -> list[str]:
    """The names of files among what was typed."""
    return [value for name, value in typed if name == FILE]


def carried_fields(request: HttpRequest) -> Fields:
    """The words among a sign-in's own fields."""
    return [
        (name.removeprefix(PREFIX), value)
        for name, value in posted_fields(request)
        if name.startswith(PREFIX)
    ]


def too_much(typed: Fields) -> bool:
    size = len(urlencode(typed)) + len(PREFIX) * len(typed)
    return len(typed) > MOST_FIELDS or size > MOST


def is_about_sign_in(request: HttpRequest) -> bool:
    """Whether this is one of the pages under /account/, whose fields are nobody's words."""
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(("account_", "mfa_")))
