"""Nothing typed is lost to a 403 or a 404: whoever belongs to a council gets their words back.

A page opened while a row, a plan or a role was there may be sent when it is there no more. The
answers say nothing that was not sent or seen: a stranger's stays the 404 of every address.
"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from councils.models import Appointment
from councils.record.changes import changes_of
from councils.sent_forms import sent_before
from web.errors import Gone, NoLonger
from web.overtaken import MISSING, gone_page, overtaken_page, stopped_page

NOT_ALLOWED = "Your role in this council does not allow it."
ENDED = "Your role in this council has ended, so nothing of yours can be saved here."
ASK = " Your council’s administrator can tell you who may, and can change roles."
ADDRESS = "There is nothing at the address this was sent to."


class OvertakenFormsMiddleware:
    """Answers whatever a view refuses of somebody's form, so that no view can forget it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.sent_before = partial(sent_before, request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if isinstance(error, PermissionDenied):
            return stopped_page(request, as_stopped(request, error))
        if isinstance(error, Http404) and hasattr(request, "access") and sent_before(request):
            # They removed it themselves, with this very form.
            messages.info(request, "This was done already, by the same page.")
            return redirect(getattr(request, "plan", None) or "home")
        if isinstance(error, Gone):
            return gone_page(request, error)
        if isinstance(error, Http404):
            return missing_page(request)
        return None


def as_stopped(request: HttpRequest, error: PermissionDenied) -> NoLonger:
    """Why somebody may not, with the end of their role where one has ended."""
    if isinstance(error, NoLonger):
        return error
    ended = newest_ending(request)
    changes = changes_of(ended)[:1] if ended else []
    return NoLonger(NOT_ALLOWED + ASK, changes=changes)


def missing_page(request: HttpRequest) -> HttpResponse | None:
    """Their words, for who has a role in the council or had one; None for anybody else."""
    if hasattr(request, "access"):
        return overtaken_page(request, title=MISSING, why=ADDRESS, status=404)
    if ended := newest_ending(request):
        return stopped_page(request, NoLonger(ENDED + ASK, changes=changes_of(ended)[:1]))
    return None


def newest_ending(request: HttpRequest) -> Appointment | None:
    """The last role that ended of those whoever asks held in the council of this address."""
    match = request.resolver_match
    slug = match.kwargs.get("council", "") if match else ""
    held = Appointment.objects.filter(person=request.user.pk, council__slug=slug)
    today = timezone.localdate()
    return held.filter(starts_on__lte=today, ends_on__lt=today).order_by("-ends_on", "pk").last()
