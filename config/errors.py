"""What a person sees when the database is away or busy, or the disk full: their words, kept."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.views.defaults import server_error
from psycopg.errors import IdleInTransactionSessionTimeout

from web.failures import all_posted_fields, file_names

TRY_AGAIN_AFTER_SECONDS = "30"


def failed(request: HttpRequest) -> HttpResponse:
    """Answer whatever nothing else answered; Django's `handler500`.

    A handler and no middleware, as the database may first be missed where none would see it: when
    the session is loaded, or saved on the way out.
    """
    error = sys.exc_info()[1]
    if error and (is_of_the_database(error) or is_of_the_disk(error)):
        return away(request)
    return server_error(request)


def is_of_the_disk(error: BaseException) -> bool:
    """Whether there is no room for what was to be written; nothing of it was."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_of_the_database(error: BaseException) -> bool:
    """Whether it is away, or a session came to one of its time limits; no fault of ours.

    Django files the last of the three under faults, `InternalError`.
    """
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return isinstance(error.__cause__, IdleInTransactionSessionTimeout)


def away(request: HttpRequest) -> HttpResponse:
    """503, with every posted field but passwords in a form that goes to the same address again."""
    context = {
        "kept": all_posted_fields(request) if request.method == "POST" else [],
        "path": request.get_full_path(),
        "files": file_names(request) if request.method == "POST" else [],
    }
    # Without the request, so that no context processor asks the database who this is.
    page = loader.render_to_string("503.html", context)
    response = HttpResponseServerError(page, status=503)
    response["Retry-After"] = TRY_AGAIN_AFTER_SECONDS
    response["Cache-Control"] = "no-store, private"
    if request.headers.get("HX-Request"):
        # A whole page, in the place of whichever part of it asked.
        response["HX-Retarget"] = "body"
        response["HX-Reswap"] = "innerHTML"
    return response
