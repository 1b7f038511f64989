"""A page that would read what is no longer as it was kept says so, and nothing of it is served."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import loader

from councils.kept import forget, remembered, tell_of
from councils.models import Council
from councils.record.models import Act
from councils.record.written import check_written
from plans.actions.files import is_on_disk
from plans.models import StoredFile
from web.frozen import Frozen, NotAsKept


class NotAsKeptMiddleware:
    """Answers `NotAsKept`, whichever page or download met it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NotAsKept):
            return None
        slug = request.resolver_match.kwargs.get("council") if request.resolver_match else None
        tell_of(error, Council.objects.filter(slug=slug).first() if slug else None, request.path)
        # Without the request: the page is the same for everybody, also where nobody signs in.
        response = HttpResponse(loader.render_to_string("not_as_kept.html"), status=503)
        response["Cache-Control"] = "no-store, private"
        return response


def found_broken(*, newest: int) -> list[NotAsKept]:
    """What a reader found broken and nobody mended since, and so many of the newest files."""
    before = remembered()
    still = [broken for one in before if (broken := look_again(*one))]
    keys = {(broken.kind, str(broken.key)) for broken in still}
    if mended := [one for one in before if one not in keys]:
        forget(mended)
    files = StoredFile.objects.select_related("council").order_by("-pk")[:newest]
    return [*still, *(one for one in broken_files(files) if (one.kind, str(one.key)) not in keys)]


def look_again(kind: str, key: str) -> NotAsKept | None:
    """What is broken still; None once it is as it was kept."""
    model = apps.get_model(kind)
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        return NotAsKept(kind, key)
    return next(iter(broken_in([row])), None)


def everything_kept() -> Iterator[models.Model]:
    """Each row that has a digest of what was kept, one at a time."""
    for model in apps.get_models():
        if model in (Act, StoredFile) or frozen_columns(model):
            yield from model._default_manager.order_by("pk").iterator(chunk_size=100)


def frozen_columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, Frozen)]


def broken_in(rows: Iterator[models.Model] | list[models.Model]) -> Iterator[NotAsKept]:
    """Those of the rows that are no longer what was kept."""
    for row in rows:
        if isinstance(row, StoredFile):
            yield from broken_files([row])
            continue
        try:
            if isinstance(row, Act):
                check_written(row)
            for name in frozen_columns(type(row)):
                getattr(row, name)
        except NotAsKept as broken:
            yield broken


def broken_files(files: models.QuerySet[StoredFile] | list[StoredFile]) -> Iterator[NotAsKept]:
    for file in files:
        if not is_on_disk(file):
            yield NotAsKept(file._meta.label_lower, file.pk)
