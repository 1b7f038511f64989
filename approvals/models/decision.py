"""What each step on the way decided: its resolutions, and until when it can be called in."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Version
from web.dates import day_in_words, moment_in_words
from web.stated import StatedRow


class Decision(StatedRow, ActHistoryRow):
    """What a step decided, with the version whose words it decided on.

    `outcome` is read from what was resolved (see `approvals.decisions.effects`): nobody types it.
    `decided_on` is stated, with the minute as its evidence; `recorded_at` is the server's. What a
    record does not show stays empty: "not known" is not "none".
    """

    record_kind = "decision"
    came_later = {
        "consulted": "",
        **dict.fromkeys(("key_decision", "urgent", "exempt_information"), None),
        **dict.fromkeys(("key_why", "urgent_why", "urgent_agreed_by", "exempt_why"), ""),
        **dict.fromkeys(("call_in", "call_in_by", "dissent", "advice_shown", "notes"), ""),
        "corrects_id": None,
        "corrects_why": "",
        **dict.fromkeys(("votes_for", "votes_against", "votes_abstained"), None),
        "voting_not_recorded": False,
    }
    stated_field = "decided_on"

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        AMENDED = "amended", "Agreed with amendments"
        NOTED = "noted", "Noted"
        DEFERRED = "deferred", "Deferred"
        REFERRED = "referred", "Referred"
        REFUSED = "refused", "Refused"
        DELEGATED = "delegated", "Left to somebody else to decide"
        ADVISED = "advised", "Advice was given"
        REVIEWED = "reviewed", "Progress was reviewed"
        # The minute has no resolution about the plan.
        NONE = "none", "Nothing decided yet"

    class CallIn(models.TextChoices):
        APPLIES = "applies", "It could be called in"
        DOES_NOT = "does_not", "It could not be called in"
        EXEMPT = "exempt", "It was exempt from call-in"

    # "Noted" is not "endorsed": only these agree the plan.
    ENDORSING = frozenset({Outcome.AGREED, Outcome.AMENDED})
    # What was said of the plan by a body that does not decide it.
    ADVICE = frozenset({Outcome.ADVISED, Outcome.REVIEWED})
    # Of these there is nothing that could be called in.
    UNDECIDED = ADVICE | {Outcome.NOTED, Outcome.DEFERRED, Outcome.REFERRED, Outcome.NONE}

    step = models.OneToOneField(DecisionStep, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=20, choices=Outcome)
    # None where no text was before them: then they neither endorsed nor noted one.
    version = models.ForeignKey(
        Version, null=True, on_delete=models.PROTECT, related_name="decisions"
    )
    digest = models.CharField(max_length=64, blank=True)
    # An older record may not show the day.
    decided_on = models.DateField(null=True)
    item = models.CharField("agenda item", max_length=40, blank=True)
    minute = models.CharField(max_length=80, blank=True)
    minute_link = models.URLField("address of the minutes", max_length=500, blank=True)
    proposer = models.CharField(max_length=120, blank=True)
    seconder = models.CharField(max_length=120, blank=True)
    voting = models.CharField(max_length=200, blank=True)
    # Neither this, words, a count nor names: nobody said.
    voting_not_recorded = models.BooleanField(
        "the minute does not say how members voted", default=False
    )
    votes_for = models.PositiveSmallIntegerField(null=True)
    votes_against = models.PositiveSmallIntegerField(null=True)
    votes_abstained = models.PositiveSmallIntegerField("abstentions", null=True)
    reasons = models.TextField(blank=True)
    options_rejected = models.TextField(blank=True)
    # Neither, and no declaration: nobody said.
    nothing_declared = models.BooleanField("no interests were declared", default=False)
    interests_not_recorded = models.BooleanField(
        "the minute does not say whether interests were declared", default=False
    )
    dispensations = models.TextField(blank=True)
    # Of the use of a power, what was changed; of what was recorded before each amendment had a row
    # of its own, all of them. One that was amended has either: see `config.amendment_trigger`.
    amendments = models.TextField(blank=True)
    consulted = models.TextField("who was consulted, and what they said", blank=True)
    next_meets_on = models.DateField("to be decided on", null=True, blank=True)
    key_decision = models.BooleanField("a key decision", null=True)
    key_why = models.CharField("why, or by which notice or exception", max_length=300, blank=True)
    urgent = models.BooleanField("taken as urgent", null=True)
    urgent_why = models.TextField("why it could not wait", blank=True)
    urgent_agreed_by = models.CharField("who agreed that it could not", max_length=200, blank=True)
    exempt_information = models.BooleanField("part of it was exempt information", null=True)
    exempt_why = models.CharField(
        "under which paragraph, and why in the public interest", max_length=500, blank=True
    )
    dissent = models.TextField("dissent, as recorded", blank=True)
    # What an older record shows of the officers' advice, and of anything else.
    advice_shown = models.TextField("what the record shows of the officers' advice", blank=True)
    notes = models.TextField("what else the record shows", blank=True)
    # As it is said; of those recorded before it was asked, see `call_in_applies`.
    call_in = models.CharField(max_length=10, choices=CallIn, blank=True)
    call_in_by = models.CharField("who may call it in, and to whom", max_length=300, blank=True)
    call_in_applies = models.BooleanField(default=False)
    call_in_exempt_why = models.CharField(max_length=500, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    from_the_record = models.BooleanField(default=False)
    # The decision in whose place it stands, which was recorded wrongly: both are kept.
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    corrects_why = models.TextField("what was recorded wrongly, and why", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None) & Q(corrects_why="")
                | Q(corrects__isnull=False) & ~Q(corrects_why=""),
                name="a_correction_says_what_was_wrong",
            ),
            models.CheckConstraint(
                condition=Q(effective_from=None) | Q(effective_from__gte=F("decided_on")),
                name="a_decision_takes_effect_after_it_is_made",
            ),
            models.CheckConstraint(
                condition=Q(nothing_declared=False) | Q(interests_not_recorded=False),
                name="no_interests_and_not_recorded_are_two_things",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=False) | Q(from_the_record=True),
                name="only_an_older_record_may_not_show_the_day",
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=False)
                | ~Q(outcome__in=["agreed", "amended", "noted"]) & Q(from_the_record=True),
                name="words_that_count_have_their_version",
            ),
            models.CheckConstraint(
                condition=Q(voting_not_recorded=False)
                | Q(voting="", votes_for=None, votes_against=None, votes_abstained=None),
                name="a_vote_that_is_not_recorded_has_no_count",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} by {self.step.body}"

    @property
    def endorses(self) -> bool:
        """Whether the plan was agreed, as put or as amended."""
        return self.outcome in self.ENDORSING

    @property
    def is_undecided(self) -> bool:
        """Whether nothing came of the plan, so that there is nothing of it to give notice of."""
        return self.outcome in self.UNDECIDED

    @property
    def words(self) -> Version:
        """The version it decided on; only asked of one that had a text before it."""
        assert self.version is not None
        return self.version

    @property
    def on_its_day(self) -> str:
        """ " on 9 July 2024", or nothing where the record does not show the day."""
        return f" on {day_in_words(self.decided_on)}" if self.decided_on else ""

    @property
    def takes_effect_on(self) -> date | None:
        """The first day on which it may be carried out, as counted, or as its record states it."""
        period = self.period
        return period.effective_from if period and period.effective_from else self.effective_from

    @cached_property
    def called_in(self) -> str:
        """How it stands by the call-ins of it and of what it rests on; a query may have asked."""
        call_in = self.call_ins.model
        return call_in.objects.standing_of(self.pk)

    @property
    def is_corrected(self) -> bool:
        """Whether it was recorded wrongly, and another stands for it."""
        return hasattr(self, "corrected_by")

    @property
    def is_held(self) -> bool:
        """Whether a call-in keeps it from being carried out."""
        return self.called_in in ("open", "received")

    @property
    def period(self) -> "CallInPeriod | None":
        """When it can be called in, as counted or stated last; None where nothing is known of it.

        No query where `first_period__superseded_by` was selected and it was counted once.
        """
        found: CallInPeriod | None = getattr(self, "first_period", None)
        while later := getattr(found, "superseded_by", None):
            found = later
        return found

    def waits_until(self, on: date) -> date | None:
        """The day what was agreed takes effect, while that is still to come and nothing waives it.

        A day that was entered counts whether or not anybody said that the decision can be called
        in: an older record need not show that.
        """
        if not self.endorses:
            return None
        days = [one.stands_from for one in self.rests_on() if not self.stands_after(one)]
        return max((day for day in days if day and on < day), default=None)

    def stands_after(self, one: "Decision") -> bool:
        """Whether a call-in of `one`, which it is or rests on, left that standing at once."""
        return self.called_in == "stands" and one.call_ins.filter(ruling__valid=True).exists()

    @property
    def awaits_its_notice(self) -> bool:
        """Whether call-in of what was agreed is still to begin, with the day of its notice.

        A signature is the decision, and the notice comes after it; a minute names its notice.
        """
        if not (self.endorses and self.step.is_signed and self.call_in_applies):
            return False
        said = self.from_the_record or self.call_in_exempt_why.strip() or self.takes_effect_on
        return not said

    @property
    def waits_for_a_notice(self) -> bool:
        """Whether call-in of it, or of the decision it rests on, is still to begin."""
        return any(one.awaits_its_notice for one in self.rests_on())

    @property
    def stands_from(self) -> date | None:
        """The day it takes effect; none is waited for where an exemption waives it."""
        return None if self.call_in_exempt_why.strip() else self.takes_effect_on

    def rests_on(self) -> "list[Decision]":
        """Itself and, where it uses a power, the decision that gave it."""
        under = self.step.under
        return [self, *(under.decision.rests_on() if under else [])]

    @property
    def is_called_in_until_then(self) -> bool:
        """Whether call-in is what it, or the decision it rests on, waits for."""
        return any(one.call_in_applies for one in self.rests_on())


class CallInPeriod(ActHistoryRow):
    """Until when a decision can be called in, and from when it stands unless it was.

    Counted from the council's settings as they were, and the day its notice was published; or
    else stated, with the reason `why` it is another day than is counted. One counted from another
    notice supersedes it: `Decision.period` is the last of them.
    """

    record_kind = "call_in_period"
    came_later = {"supersedes_id": None}

    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="first_period"
    )
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    notice_on = models.DateField("notice published on", null=True, blank=True)
    ends_at = models.DateTimeField("call-in ends", null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, supersedes=None)
                | Q(decision=None, supersedes__isnull=False),
                name="a_call_in_is_of_a_decision_or_supersedes_one",
            )
        ]

    def __str__(self) -> str:
        ends = f" until {moment_in_words(self.ends_at)}" if self.ends_at else ""
        return f"Call-in{ends}"


class Resolution(ActHistoryRow):
    """One numbered limb of a decision: its verb, what it is about, and what was resolved.

    What those recorded before it was asked are about is not known: theirs is empty. An older
    record may not show the words.
    """

    record_kind = "resolution"
    came_later = {"about": ""}

    class About(models.TextChoices):
        PLAN = "plan", "The plan"
        APPROACH = "approach", "The approach to it"
        REQUIREMENT = "requirement", "The government’s requirement"
        SUBMISSION = "submission", "Its submission"
        PUBLICATION = "publication", "Its publication"
        OTHER = "other", "Something else"

    class Verb(models.TextChoices):
        AGREED = "agreed", "Agreed"
        APPROVED = "approved", "Approved"
        ENDORSED = "endorsed", "Endorsed"
        ADOPTED = "adopted", "Adopted"
        NOTED = "noted", "Noted"
        DELEGATED = "delegated", "Delegated"
        RECOMMENDED = "recommended", "Recommended"
        REFERRED = "referred", "Referred"
        DEFERRED = "deferred", "Deferred"
        REFUSED = "refused", "Refused"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=20, choices=Verb)
    about = models.CharField(max_length=12, choices=About, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="resolutions_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_verb_display()}: {self.words[:60]}"
