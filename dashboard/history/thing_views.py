"""The history of one thing, text by text, and the page that puts a former text back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from councils.gone import gone
from councils.record.history import history_of
from councils.record.models import Act
from councils.record.naming import with_names
from dashboard.further_back import FurtherBackForm
from dashboard.history.changes import FieldChange, field_changes, has_moved, names_for
from dashboard.history.things import (
    MODELS,
    address_of,
    history_url,
    put_back_url,
)
from plans.access import READ_RECORD, WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.put_back import WOULD_STAND_TWICE, put_removed_back, put_text_back
from plans.actions.splitting import next_paragraph
from plans.comments import About, things_of
from plans.edits import may_write
from plans.forms.base import ChangeForm
from plans.models import Passage, Plan
from plans.split_off import standing_twice
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input

PAGE = 50


class PutBackForm(ChangeForm):
    """A tick where words would stand twice."""

    submit = "Put it back"

    def __init__(self, *args: Any, twice: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if twice:
            self.fields["twice"] = forms.BooleanField(
                label="Put it back all the same: these words may stand twice",
                error_messages={"required": WOULD_STAND_TWICE},
            )


@dataclass(frozen=True)
class FormerText:
    """What a thing said after an act, what of it was new, and where it is put back."""

    act: Act
    fields: tuple[FieldChange, ...]
    happened: str
    put_back: str


@require_safe
def thing_history(
    request: PlanRequest, council: str, plan: str, kind: str, row: int
) -> HttpResponse:
    """Every text that one thing ever had, newest first, each to be put back."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    form = FurtherBackForm(request.GET)
    before = form.cleaned_data["before"] if form.is_valid() else None
    states = states_of(found, kind, row)
    if before:
        states = states.filter(history_id__lte=before)
    rows = list(states[: PAGE + 1])
    if not rows:
        raise Http404
    now = MODELS[kind]._default_manager.filter(plan=found, pk=row).first()
    texts = former_texts(found, kind, rows, now, may_put_back=may_write(found, request.access))
    context = {
        "plan": found,
        "texts": texts[:PAGE],
        "name": texts[0].act.named,
        "where": address_of(found, kind, now) if now else "",
        "older": f"?before={rows[PAGE].history_id}" if len(rows) > PAGE else "",
        "newest": history_url(found, kind, row) if before else "",
        "query": f"thing={kind}-{row}",
        "trail": breadcrumbs(found, ("History", plan_url("history", found))),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "dashboard/thing_history.html", {**context, "form": form}, status=status)


def states_of(plan: Plan, kind: str, key: int) -> Any:
    history: Any = history_of(MODELS[kind])
    rows = (
        history.objects.filter(plan_id=plan.pk, id=key) if key < 2**63 else history.objects.none()
    )
    return rows.select_related("act__actor").order_by("-history_id")


def former_texts(
    plan: Plan, kind: str, rows: list[Any], now: Any, *, may_put_back: bool
) -> list[FormerText]:
    """Each state beside the one before it; that which stands now is not put back."""
    model = MODELS[kind]
    names = names_for(model, rows)
    with_names([row.act for row in rows])
    texts = []
    for number, row in enumerate(rows):
        before = rows[number + 1] if number + 1 < len(rows) else None
        changed = row.history_type == "~" and before is not None
        fields = tuple(field_changes(model, before if changed else None, row, names))
        if changed and not fields and has_moved(before, row):
            fields = (FieldChange("Place in the plan", "", "moved"),)
        stands = now is not None and now.revision == row.revision
        offered = may_put_back and not stands and (row.history_type != "-" or number == 0)
        back = put_back_url(plan, row.act, kind, row.id) if offered else ""
        happened = {"+": "added", "~": "changed", "-": "removed"}[row.history_type]
        texts.append(FormerText(row.act, fields, happened, back))
    return texts


@require_http_methods(["GET", "POST"])
def put_back(
    request: PlanRequest, council: str, plan: str, sequence: int, kind: str, row: int
) -> HttpResponse:
    """Put back the text that a thing had after an act, or the thing itself if it was removed?"""
    found = plan_or_404(request, council, plan, WRITE)
    was = states_of(found, kind, row).filter(act__sequence=sequence).first()
    if was is None:
        raise Http404
    now = row_shown(request, found, kind, row)
    twice = split_off(now, was) if isinstance(now, Passage) else []
    form = PutBackForm(
        request.POST or saved_input(request),
        row=now,
        twice=bool(twice),
        reason=reason_asked(request, found),
    )
    home = history_url(found, kind, row)
    with_names([was.act])

    def restore(**typed: Any) -> Any:
        if now is None:
            back = put_removed_back(found, MODELS[kind], removed=row, **typed)
            messages.success(request, "It is back in the plan.")
            return back
        done = put_text_back(now, was, **typed)
        messages.success(request, "The text is put back." if done else "It says this already.")
        return now

    return change_page(
        request,
        found,
        form,
        restore,
        template="dashboard/put_back.html",
        title="Put this back?" if now else "Put it back into the plan?",
        was=was,
        fields=shown_changes(MODELS[kind], now, was),
        twice=twice,
        join=plan_url("passage_join", found, row) if twice and follows(now, twice[0]) else "",
        done=lambda back: address_of(found, kind, back),
        steps=(("History", plan_url("history", found)), ("Its history", home)),
        back=home,
    )


@dataclass(frozen=True)
class SplitOff:
    """A paragraph that has words of a former text, for it was split off since."""

    key: int
    name: str
    address: str


def split_off(now: Passage, was: Any) -> list[SplitOff]:
    """In which paragraphs words of a former text stand by now, beside the one that had it."""
    rows = standing_twice(now.plan, now.pk, was.act.sequence, was.body)
    if not rows:
        return []
    things = things_of(now.plan, {About.PASSAGE})
    return [
        SplitOff(
            one.pk,
            things.name_of(About.PASSAGE, one.pk),
            address_of(now.plan, Passage.record_kind, one),
        )
        for one in rows
    ]


def follows(first: Passage, second: SplitOff) -> bool:
    """Whether the two can be joined as they stand."""
    after = next_paragraph(first)
    return after is not None and after.pk == second.key


def row_shown(request: PlanRequest, plan: Plan, kind: str, key: int) -> Any:
    """The thing as its page showed it: there, or removed; Gone when that is over by now."""
    now: Any = MODELS[kind]._default_manager.filter(plan=plan, pk=key).first()
    if now is not None:
        now.plan = plan
    if request.method != "POST":
        return now
    if "seen" not in request.POST:
        # Its page offered to bring it back; whether it came back since, the action says.
        return None
    if now is None:
        last = states_of(plan, kind, key).first()
        raise gone(request, MODELS[kind], last, [])
    return now


def shown_changes(model: Any, now: Any, was: Any) -> tuple[FieldChange, ...]:
    """What would become of the words: those that stand, and those put back."""
    rows = [was, now] if now is not None else [was]
    return tuple(field_changes(model, now, was, names_for(model, rows)))
