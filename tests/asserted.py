"""What comes filled in on a form, or with a new row, before anybody has said it.

A default may say what stands elsewhere already, what a rule counts, or how the product works; it
states no finding, no date and no consent. Each that is allowed is named here, with its reason.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.db import models

import accounts
import approvals
import councils
import delivery
import plans
import public
from web.forms.base import BaseForm

ROOMS = (accounts, approvals, councils, delivery, plans, public)
FLOORS = ("councils", "plans", "approvals", "delivery")

ROW = "what the row that is changed says already"
LETTER = "what was read out of the letter, shown to be checked line by line"
REPORT = "what the commission or the plan says, in words its author goes through before sending"
ROUTE = "the route that the council’s settings name with this body, or that its sender said"
TERMS = "what was said last time, or what the plan's and the council's settings say"
INSTRUCTION = "an instruction that the button carries out; it tells of nothing that happened"
PLACE = "where something goes, not what is so"
OWN = "their own name, as they gave it"

# By form and field; a number in a field's name is written as N.
FILLED: dict[str, str] = {
    "ReportForm.title": REPORT,
    "ReportForm.summary": REPORT,
    "ReportForm.recommendation": REPORT,
    "ReportForm.reasons": REPORT,
    "ReportForm.background": REPORT,
    "SendLinkForm.until": TERMS,
    "SendForm.body": TERMS,
    "SendForm.route": ROUTE,
    "SendForm.meets_on": TERMS,
    "SendForm.then_put": INSTRUCTION,
    "SendForm.monitoring_officer": "who holds the role today",
    "SendForm.section_N": "who holds the role today",
    "SendForm.portfolio_holder": "who holds the role today",
    "DecideForm.words_N": "what the report recommends; it counts once it has a verb, or all agreed",
    "DecideForm.about_N": "what a recommendation is about that stands as the product wrote it",
    "LodgeForm.new_words": "the paragraph's own words, which are refused as they stand",
    "CorrectForm.words_N": "as in the form in which it was recorded first",
    "CorrectForm.about_N": "as in the form in which it was recorded first",
    "DecideForm.member_N": "what members declared here; it counts once it is said to be listed",
    "DecideForm.interest_N": "a member's own words, which count with their name",
    "DecideForm.interest_kind_N": "as the member declared it, which counts with their name",
    "DecideForm.dispensed_by_N": "as the member declared it, which counts with their name",
    "DecideForm.dispensed_on_N": "as the member declared it, which counts with their name",
    "IssueForm.contact": TERMS,
    "IssueForm.call_in_by": "what the record says, or was said last time",
    "PutToDecisionForm.body": TERMS,
    "PutToDecisionForm.route": ROUTE,
    "PutToDecisionForm.meets_on": TERMS,
    "CommissionForm.*": LETTER,
    "CommissionChangeForm.*": ROW,
    "WholePlanForm.passage_N": ROW,
    "CommitmentForm.metrics": ROW,
    "BesideForm.own": ROW,
    "WhoseForm.whose_N": "whose copy the file says it is; sent once somebody has looked at it",
    "ParagraphForm.questions": ROW,
    "StartForm.commission": "what is offered first; nothing has happened yet",
    "CommitmentForm.reference": "the next free reference, a name and no finding",
    "CoverageForm.state": "what was said of the question, or that nothing was",
    "CoverageForm.reason": "what was said of the question",
    "CloseForm.outcome_N": "what the newest update says of it, shown beside it",
    "NameForm.name": OWN,
    "MailForm.wanted": "what its person last chose, or all: an e-mail says nothing of them",
}


def unexplained(filled: Iterable[str]) -> set[str]:
    """What no row of the table above gives a reason for."""
    return {one for one in filled if not {one, f"{one.split('.')[0]}.*"} & FILLED.keys()}


NOT_SAID = "False says only that nobody said so"
STATE = "how the product works: where a row begins on its way"
RULES = "a rule of the council's, set and shown on its settings page"
CHOICE = "how it looks or is called"
KEPT = "plumbing: nothing of it is read as a statement"

# By model and field.
DEFAULTS: dict[str, str] = {
    "Appointment.deputy": NOT_SAID,
    "Passage.asked_for": "nobody asked for anything in particular",
    "Theme.asked_for": "nobody asked for anything in particular",
    "QuestionAssignment.asked_for": "nobody asked for anything in particular",
    "GuestLink.nonce": KEPT,
    "CalendarAddress.nonce": KEPT,
    "Publication.is_moment_stated": NOT_SAID,
    "GuestLink.sendings": KEPT,
    "SuggestionAnswer.divided": "that its words were split or joined is the product’s own act",
    "Suggestion.mentions": "none are told apart: the file changed it wherever it prints",
    "Suggestion.is_heading": "a passage that is there is what it is; of a new one it is said",
    "Import.steps": "nobody said anything yet of the lines of a text that waits",
    "Publication.body_digest": "none: of a page published before digests were kept",
    "Appointment.invited_as": "no name was given beside the person’s own",
    "ClearanceRound.route": "not known: nobody said",
    "ClearanceRound.then_put": NOT_SAID,
    "ClearanceRequest.title": KEPT,
    "ClearanceResponse.had_written": "the product counts it",
    "Council.cabinet_word": CHOICE,
    "Council.colour": CHOICE,
    "Council.asked_on_figures": RULES,
    "Council.asked_on_powers": RULES,
    "Council.asked_on_words": RULES,
    "Council.asked_second": RULES,
    "Council.asked_last": RULES,
    "ClearanceRequest.turn": "all are asked at once where the council has no order",
    "Council.authors_may_record": RULES,
    "Council.call_in_applies": RULES,
    "Council.call_in_days": RULES,
    "Council.call_in_length": RULES,
    "Council.call_in_start": RULES,
    "Council.call_in_effect": RULES,
    "Council.clearing_roles": RULES,
    "Council.collects_sign_offs": RULES,
    "Council.contributors_may_clear": RULES,
    "Council.grant_delay_days": RULES,
    "Council.idle_minutes": RULES,
    "Council.key_notice_days": RULES,
    "Council.second_factor_roles": RULES,
    "DayOff.kind": "the form is for closures alone; bank holidays are listed by the product",
    "Decision.call_in_applies": NOT_SAID,
    "Decision.from_the_record": NOT_SAID,
    "Decision.interests_not_recorded": NOT_SAID,
    "Decision.nothing_declared": NOT_SAID,
    "Decision.voting_not_recorded": NOT_SAID,
    "DecisionStep.kind": "whoever is put a plan decides on it; a use of a power is said to be one",
    "DecisionStep.route": "not known: nobody said",
    "Delegation.scope": "empty says that nothing was said",
    "Meeting.is_cancelled": NOT_SAID,
    "Meeting.uid": KEPT,
    "Passage.kind": STATE,
    "Passage.ready": NOT_SAID,
    "Plan.moves": STATE,
    "Plan.numbering": CHOICE,
    "Plan.records_savings": NOT_SAID,
    "Plan.stage": STATE,
    "RefusedAttempt.number": "the product counts it",
    "RefusedAttempt.plan": "0 says that it was tried on no plan",
    "Result.provisional": NOT_SAID,
    "Saving.confirmed": NOT_SAID,
    "SavingConfirmation.as_named": "the product says it, of the right in which somebody confirmed",
    "Submission.sent_here": NOT_SAID,
    "User.is_active": STATE,
}
PLUMBING = {"OutboxMessage", "Counter", "Act", "Identity"}


def form_classes() -> list[type[BaseForm]]:
    """Every form of the product that a page can show."""
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations" not in found.name and ".management" not in found.name:
                importlib.import_module(found.name)
    every = list(dict.fromkeys(beneath(BaseForm)))
    named = tuple(f"{room.__name__}." for room in ROOMS)
    return [one for one in every if one.__module__.startswith(named)]


def beneath(form: type) -> Iterator[type]:
    for child in form.__subclasses__():
        yield child
        yield from beneath(child)


def preset_in_class(form: type[forms.BaseForm]) -> Iterator[str]:
    """What a form's own text fills in, whoever opens it; that of a model is its model's."""
    if issubclass(form, forms.ModelForm):
        return
    for name, field in form.base_fields.items():
        if not field.widget.is_hidden and field.initial not in (None, "", False, []):
            yield key_of(form, name)


def filled_on_page(form: forms.BaseForm) -> Iterator[str]:
    """What a browser would send of a form that nobody touched; what its row says is no default."""
    row = getattr(form, "row", None) or getattr(form, "instance", None)
    for bound in form:
        if bound.is_hidden or not says_something(bound):
            continue
        if row is not None and hasattr(row, bound.name):
            continue
        yield key_of(type(form), bound.name)


def says_something(bound: forms.BoundField) -> bool:
    value, widget = bound.value(), bound.field.widget
    if hasattr(widget, "wrong_parts"):
        return any(widget.format_value(value))
    if value in (None, "", False, []) and type(widget) is forms.Select:
        # A browser sends the first of a list that has no empty line.
        first = next(iter(bound.field.choices), ("", ""))[0]
        return str(first) != ""
    return value not in (None, "", False, [])


def key_of(form: type, name: str) -> str:
    return f"{form.__name__}.{re.sub(r'[_-][0-9]+$', '_N', name)}"


def model_defaults() -> Iterator[str]:
    """Every default of a column that people's words or acts are kept in."""
    for label in FLOORS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith("Historical") or model.__name__ in PLUMBING:
                continue
            yield from defaults_of(model)


def defaults_of(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.get_fields():
        default: Any = getattr(field, "default", models.NOT_PROVIDED)
        if default is models.NOT_PROVIDED or field.name == "revision":
            continue
        yield f"{model.__name__}.{field.name}"
