"""The form of one passage, and the people among whom its writer is chosen."""

from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from councils.models import Appointment, User
from councils.roles import MAY, Right
from plans.access import WRITE, PlanRequest
from plans.forms.passages import HeadingForm, ParagraphForm
from plans.models import Passage, Plan, Theme
from plans.views.edit_page import reason_asked
from plans.views.way_back import is_on_page
from web.compiled_queries import prepared
from web.saved_input import saved_input


def passage_form(
    request: PlanRequest,
    plan: Plan,
    kind: str,
    theme: Theme | None,
    *,
    row: Passage | None = None,
    question: str = "",
) -> HeadingForm | ParagraphForm:
    """A heading's or paragraph's form; an author may set what a contributor may not."""
    data = request.POST or saved_input(request)
    reason = reason_asked(request, plan)
    initial: dict[str, object] = {"body": row.body} if row else {}
    # On the page of the whole plan several may be open: each has names of its own.
    named = f"id_{row.pk if row else 'new'}_%s" if is_on_page(request) else "id_%s"
    if kind == Passage.Kind.HEADING:
        return HeadingForm(data, row=row, reason=reason, initial=initial, auto_id=named)
    chosen = tuple(row.answered) if row else ((question,) if question else ())
    initial["questions"] = chosen
    if row:
        initial |= {"ready": row.ready, "writer": row.writer_id}
    writes = request.access.may(*WRITE)
    return ParagraphForm(
        data,
        row=row,
        reason=reason,
        initial=initial,
        auto_id=named,
        asked=plan.asked,
        theme=theme,
        chosen=chosen,
        writers=partial(people_who_write, plan.council.pk, timezone.localdate())
        if writes
        else None,
    )


@prepared
def people_who_write(council: int, on: date) -> QuerySet[User]:
    """Authors and contributors of the council on a day."""
    roles = {*MAY[Right.WRITE_PLANS], *MAY[Right.WRITE_ASSIGNED]}
    held = Appointment.objects.current(on).filter(council=council, role__in=roles)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")
