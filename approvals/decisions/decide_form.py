"""The form in which a meeting's decision is recorded, from its minute."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.utils import timezone

from approvals.decisions.amendment_fields import AMENDMENTS_HINT
from approvals.decisions.delegation_fields import DELEGATION, DELEGATION_HINT
from approvals.decisions.forms import BESIDE, CALL_IN, MinuteForm, minute_line
from approvals.decisions.interest_fields import DEPTH_TITLE, LISTED, declaration_in
from approvals.decisions.interests import DeclarationData
from approvals.decisions.lodged_fields import LODGED, LODGED_HINT, LodgedOutcomes
from approvals.decisions.minute import MinuteData, ResolutionData, validate_minute
from approvals.decisions.steps import deciding_step
from approvals.decisions.vote_fields import VOTING, VOTING_HINT
from approvals.models import (
    Decision,
    DecisionStep,
    LodgedAmendment,
    MemberStatement,
    Resolution,
)
from approvals.models.routes import ALONE, offered_in
from approvals.workflow.engine import PageState
from web.errors import Refused
from web.forms.fields import DayField
from web.govuk import Details, Fieldset

RECOMMENDED_HINT = (
    "What became of the plan is read from these. The words are the report’s recommendations: "
    "change what the meeting changed."
)
DECLARED_HINT = "What members declared here stands below: keep what the minute shows."
CALLED_IN_HINT = (
    "By the council’s settings what is decided can be called in; until when, and from when it "
    "takes effect, is counted. A plan that was noted, deferred or referred is not decided."
)
Kind = DecisionStep.Kind
REFERRED_FOR = [
    ("", "Choose what for"),
    (Kind.DECIDER, "To be decided there"),
    (Kind.SCRUTINY, "For scrutiny, whose advice then goes to whoever decides"),
    (Kind.ADVISORY, "For other advice, which then goes to whoever decides"),
]
NEXT = ("body", "next_kind", "next_route", "next_meets_on")
AS_RECOMMENDED, AS_LISTED = "recommended", "listed"
RESOLVED = [
    (AS_RECOMMENDED, "Everything the report recommends, as it stands there"),
    (AS_LISTED, "As below, each with its verb"),
]


class ResolvedRadios(forms.RadioSelect):
    hints = {AS_RECOMMENDED: "Each recommendation below is recorded as agreed."}


class DecideForm(LodgedOutcomes, MinuteForm):
    """What the meeting resolved: nothing is chosen beforehand, and what came of it is counted.

    What the report recommends stands in the rows of resolutions, and what members declared here in
    those of interests; a row counts once somebody has said that it does.
    """

    submit = "Record the decision"

    resolved = forms.ChoiceField(
        label="What did the meeting resolve?", choices=RESOLVED, widget=ResolvedRadios
    )
    working = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    body = minute_line(
        "To whom it was referred or left", "Or who decides next, if somebody else.", most=200
    )
    next_kind = forms.ChoiceField(
        label="If it was referred, what for?", choices=REFERRED_FOR, required=False
    )
    next_route = forms.ChoiceField(
        label="What kind of body is that?",
        help_text="Needed only where the council’s settings do not name it.",
        required=False,
    )
    next_meets_on = DayField(label="To be decided on", required=False)

    def __init__(
        self,
        *args: Any,
        step: DecisionStep,
        declared_here: Sequence[MemberStatement] = (),
        lodged: Sequence[LodgedAmendment] = (),
        **kwargs: Any,
    ) -> None:
        self.council, self.kind = step.plan.council, Kind(step.kind)
        self.called_in = step.decides and self.council.call_in_applies and step.may_be_called_in
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].help_text = f"It was put to {step}."
        # People who decide alone are named when a plan is put to them.
        meetings = [one for one in offered_in(self.council) if one[0] not in ALONE]
        self.offer("next_route", [("", "Not known"), *meetings])
        self.add_lodged(lodged)
        if not step.decides:
            self.ask_of_advice(step)
        if step.is_of_people:
            self.reword_for_people(signed=step.is_signed)
        for name in {*CALL_IN, "effective_why"} - set(self.clocks):
            del self.fields[name]
        if declared_here:
            names = ", ".join(dict.fromkeys(str(one.member) for one in declared_here))
            self.fields["interests"].help_text = f"Declared here beforehand: {names}."

    def ask_of_advice(self, step: DecisionStep) -> None:
        """Who advises decides nothing, so that nothing takes effect, or goes to anybody else."""
        for name in ("body", "next_kind", "next_route"):
            del self.fields[name]
        decider = deciding_step(step).body
        self.fields["resolved"].label = "What did the body resolve or advise?"
        self.fields["next_meets_on"].label = f"When is it before {decider} again?"
        self.fields["next_meets_on"].help_text = "Leave it empty while that is not known."

    def reword_for_people(self, *, signed: bool) -> None:
        """What somebody decided alone has no meeting and no minute."""
        labels = {
            "resolved": "What was decided?",
            "decided_on": "Date of the decision",
            "minute": "The signed record" if signed else "Record of the decision",
            "minute_link": "Address of the record",
            "options_rejected": "Options considered and rejected",
        }
        for name, label in labels.items():
            self.fields[name].label = label
        if signed:
            self.fields["minute"].help_text = "Its number or title, and where the paper is kept."

    def layout(self) -> Layout:
        return Layout(
            "resolved",
            *("decided_on", "item", "minute", "minute_link"),
            Fieldset("Resolutions", *self.resolution_fields(), hint=RECOMMENDED_HINT),
            "lodged_shown",
            *self.lodged_listed(),
            "interests",
            self.interests_listed(),
            Details(DEPTH_TITLE, *self.depth_fields(), "dispensations"),
            *self.call_in(),
            Details("How members voted", *VOTING, hint=VOTING_HINT),
            Details("Proposer, reasons, options", *BESIDE),
            Details("Amendments", *self.amendment_fields(), hint=AMENDMENTS_HINT),
            Details("What was delegated", *DELEGATION, hint=DELEGATION_HINT),
            self.goes_on(),
        )

    def goes_on(self) -> LayoutObject:
        """To whom it goes next, folded away; after advice that is known, and the day is asked."""
        if self.kind not in DecisionStep.DECIDES:
            return Fieldset("After this advice", "next_meets_on", size="s")
        return Details("Deferred, referred, delegated, or noted for now", *NEXT)

    def lodged_listed(self) -> list[LayoutObject]:
        """In sight where some were lodged; nothing where none was."""
        listed = self.lodged_fields()
        return [Fieldset(LODGED, *listed, hint=LODGED_HINT)] if listed else []

    def interests_listed(self) -> LayoutObject:
        """In sight where members declared some here; folded away where none did."""
        title, hint = "Interests that were declared", DECLARED_HINT
        if self.initial.get("member_1"):
            return Fieldset(title, *self.declaration_fields(), hint=hint, size="s")
        return Details(title, *self.declaration_fields())

    def clean_resolutions(self, typed: dict[str, Any]) -> None:
        """Either all of the report's recommendations, untouched, or each row with its verb."""
        self.clean_lodged(typed)
        if typed.get("resolved") != AS_RECOMMENDED:
            return self.clean_listed(typed)
        for n in self.numbers:
            if typed.get(f"verb_{n}") or not self.is_untouched(f"words_{n}", typed):
                why = "Choose “As below” for a resolution that differs from the report’s"
                self.add_error("resolved", why)
                return None
            if typed.get(f"words_{n}") and not typed.get(f"about_{n}"):
                self.add_error(f"about_{n}", f"Say what resolution {n} is about")
        if not self.recommended:
            self.add_error("resolved", "The report recommends nothing: list what was resolved")
        return None

    def clean_listed(self, typed: dict[str, Any]) -> None:
        """A recommendation that nobody touched was not resolved; each row that was has all."""
        for n in self.numbers:
            verb, about, words = (typed.get(f"{part}_{n}") for part in ("verb", "about", "words"))
            own = any(not self.is_untouched(f"{part}_{n}", typed) for part in ("about", "words"))
            if own and (about or words) and not verb:
                self.add_error(f"verb_{n}", f"Choose the verb of resolution {n}")
            if verb and not about:
                self.add_error(f"about_{n}", f"Say what resolution {n} is about")
            if verb and not words:
                self.add_error(f"words_{n}", f"Enter the words of resolution {n}")

    @property
    def recommended(self) -> list[int]:
        """The rows in which the report's recommendations stand."""
        return [n for n in self.numbers if self.initial.get(f"words_{n}")]

    def is_untouched(self, name: str, typed: dict[str, Any]) -> bool:
        return (typed.get(name) or "") == (self.initial.get(name) or "")

    def faults(self, minute: MinuteData, typed: dict[str, Any]) -> Iterable[Refused]:
        from_notice = self.council.counts_call_in_from_notice
        today = timezone.localdate()
        return validate_minute(minute, today=today, from_notice=from_notice, kind=self.kind)

    def minute_in(self, typed: dict[str, Any]) -> MinuteData:
        """What was said to be so; that a decision can be called in is the council's rule."""
        minute = super().minute_in(typed)
        amendments = [*minute.amendments, *self.lodged_taken(typed)]
        not_taken = self.lodged_not_taken(typed)
        minute = replace(minute, amendments=amendments, not_taken=not_taken)
        if typed["resolved"] == AS_RECOMMENDED:
            agreed = Resolution.Verb.AGREED
            limbs = [(typed[f"words_{n}"], typed[f"about_{n}"]) for n in self.recommended]
            minute = replace(minute, resolutions=[ResolutionData(agreed, *one) for one in limbs])
        if self.called_in:
            minute = replace(minute, call_in_applies=minute.decides_something)
        return minute

    def declared(self, typed: dict[str, Any]) -> list[DeclarationData]:
        """What members declared here counts once it is said that the minute has it."""
        listed = super().declared(typed)
        if typed.get("interests") == LISTED:
            return listed
        offered = [
            declaration_in(self.initial, n) for n in self.numbers if self.initial.get(f"member_{n}")
        ]
        return [one for one in listed if one not in offered]

    @property
    def clocks(self) -> tuple[str, ...]:
        """What is asked of call-in: nothing that the council's settings say."""
        if self.kind not in DecisionStep.DECIDES:
            return ()
        if not self.called_in:
            return ("effective_from",)
        notice = ("notice_on",) if self.council.counts_call_in_from_notice else ()
        return (*notice, "call_in_exempt_why", "effective_from", "effective_why")

    def call_in(self) -> list[LayoutObject]:
        """In sight where decisions are called in; folded away elsewhere, and none of advice."""
        if not self.clocks:
            return []
        other = Details("It takes effect on another day", *self.clocks[-2:])
        if not self.called_in:
            return [Details("When it takes effect", *self.clocks)]
        return [Fieldset("Call-in", *self.clocks[:-2], hint=CALLED_IN_HINT), other]

    def taken(self, seen: PageState, typed: dict[str, Any]) -> dict[str, Any]:
        """What `workflow.decide` takes; the amended words are those of the working copy."""
        minute = self.minute_in(typed)
        if minute.effect(self.kind) == Decision.Outcome.AMENDED:
            seen = replace(seen, plan=typed["working"])
        return {"seen": seen, "minute": minute, **self.following(typed)}

    def following(self, typed: dict[str, Any]) -> dict[str, Any]:
        """To whom it goes next, as far as that is asked."""
        return {name: typed[name] for name in NEXT if name in typed}
