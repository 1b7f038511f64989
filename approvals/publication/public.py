"""What anybody sees of a plan: its newest publication, and what has become of a draft since."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from approvals.models import Publication, StepPaper
from approvals.models.amendment import by_whom_in_words, to_draft_in_words
from approvals.models.call_in import CalledIn
from approvals.subject_to_approval import sent_otherwise
from approvals.which_version import endorsed_in_words, marking_on
from councils.models import Council
from plans.exports.html import contents_of
from plans.models import Stage, StoredFile
from web.compiled_queries import prepared
from web.dates import start_of_day

# What is issued of a decision, as its public page leads to it.
ISSUED = (StepPaper.Kind.DECISION_NOTICE, StepPaper.Kind.REPORT)


@dataclass(frozen=True)
class PublicView:
    """A publication on a day: `marking` is printed on every page of it, `followed` said above it.

    `endorsed` is who endorsed the words, when and in which minute; `contents` are the headings of
    the page as (id, words). `changed_at` is when any of this changed last.
    """

    publication: Publication
    marking: str
    followed: str
    changed_at: datetime

    @property
    def endorsed(self) -> str:
        row = self.publication
        standing = row.standing
        return endorsed_in_words(standing) if standing and standing.digest == row.digest else ""

    @property
    def lasting_mark(self) -> str:
        """What stands on its data: that it was called in or corrected, or what nobody endorsed."""
        row = self.publication
        return mark_since(row) or ("" if row.is_taken_back else row.lasting_mark)

    @property
    def papers(self) -> list[tuple[str, int]]:
        """What was issued of the decision that endorsed it, as (kind of paper, place of step)."""
        decision = self.publication.standing
        place = decision.step.place if decision and decision.endorses else None
        kinds = {one["kind"] for one in self.publication.issued if one["place"] == place}
        return [(kind, place) for kind in ISSUED if place is not None and kind in kinds]

    @property
    def to_draft(self) -> list[str]:
        """Amendments that were made and nobody has drafted yet: these words have none of them."""
        row = self.publication
        return [
            to_draft_in_words(one["place"], one["words"], by_whom_in_words(one["drafted_by"]))
            for one in ([] if row.is_draft else row.to_draft)
        ]

    @property
    def pdf_printed(self) -> str:
        """What is printed on every page of the PDF, which stays as it was published."""
        row = self.publication
        return "" if row.marked_pdf and self.pdf == row.pdf else row.marking

    @property
    def pdf_differs(self) -> bool:
        """Whether the PDF says other than the page does by now."""
        return self.pdf_printed != self.marking

    @property
    def sent(self) -> str:
        """That other words, or words not endorsed, were sent to the department; else ""."""
        row = self.publication
        return sent_otherwise(row.sent_facts, row.digest) if row.sent_facts else ""

    @property
    def pdf(self) -> StoredFile:
        row = self.publication
        return row.marked_pdf if row.marked_pdf and self.marking else row.pdf

    @property
    def contents(self) -> list[tuple[str, str]]:
        found = contents_of(self.publication.body)
        return found if len(found) > 1 else []


def public_views(council: str, *, on: date) -> list[PublicView]:
    """What a council has published, by title; one query."""
    return [public_view(row, on) for row in newest_publications(council)]


def public_view_of(council: str, plan: str, *, on: date) -> PublicView | None:
    """What is published of one plan; one query."""
    return next((public_view(row, on) for row in newest_publication_at(council, plan)), None)


@dataclass(frozen=True)
class Publisher:
    """A council with published plans: how many, and when the `newest` was published."""

    name: str
    slug: str
    count: int
    newest: datetime


def publishing_councils() -> list[Publisher]:
    """The councils that have published plans, by name; one query."""
    counted = Count("plans", filter=Q(plans__publications__isnull=False), distinct=True)
    found = Council.objects.annotate(count=counted, newest=Max("plans__publications__recorded_at"))
    rows = found.filter(count__gt=0).order_by("name")
    return [Publisher(*row) for row in rows.values_list("name", "slug", "count", "newest")]


@prepared
def newest_publications(council: str) -> QuerySet[Publication]:
    return Publication.objects.newest_of(council)


@prepared
def newest_publication_at(council: str, plan: str) -> QuerySet[Publication]:
    return Publication.objects.newest_of(council).filter(plan__slug=plan)[:1]


def public_view(row: Publication, on: date) -> PublicView:
    """`row` is one of `newest_of`."""
    if row.decision:
        row.decision.called_in = row.called_in
    if row.standing:
        row.standing.called_in = row.called_in
    return PublicView(row, marking_of(row, on), what_became_of_draft(row, on), changed_at(row, on))


# What is printed on words while, and after, their decision is called in.
CALLED_IN = {
    CalledIn.RECEIVED: "Called in: not carried out until it is said whether that is valid",
    CalledIn.OPEN: "Called in: the decision is being reconsidered",
    CalledIn.RECONSIDERED: "Decided again after a call-in: what was decided is not published yet",
}


def marking_of(row: Publication, on: date) -> str:
    """What is printed on it on a day; once a call-in is over, what was marked for it is not."""
    if mark := mark_since(row):
        return mark
    if row.is_taken_back:
        return ""
    standing = row.standing
    if standing is None or not standing.endorses:
        return row.marking_on(on)
    # Counted anew since it was published, call-in ends on another day than is printed on the PDF.
    return "" if row.called_in == CalledIn.STANDS else marking_on(standing, on)


def mark_since(row: Publication) -> str:
    """What its decision became since it was published: corrected, or called in."""
    now = row.standing
    if row.is_taken_back and now and not (now.endorses and now.digest == row.digest):
        return f"Recorded wrongly as decided, and corrected: {now}{now.on_its_day}"
    return mark_of_call_in(row)


def mark_of_call_in(row: Publication) -> str:
    return CALLED_IN.get(CalledIn(row.called_in), "") if row.called_in else ""


def what_became_of_draft(row: Publication, on: date) -> str:
    """What has become of a draft; "" while its meeting is to come, and of decided words."""
    step = row.step
    if step is None:
        return ""
    decision = getattr(step, "decision", None)
    if decision is None and (row.has_later_step or row.plan.stage != Stage.DECISION):
        return f"This draft was withdrawn before {step.body} decided on it."
    if decision is None and (step.meets_on is None or on <= step.meets_on):
        return ""
    return (
        f"This draft was put to {step.body}{step.on_its_day}. "
        "What was decided is not published yet."
    )


def changed_at(row: Publication, on: date) -> datetime:
    """When what is shown of it changed last, by the clock or by what people did."""
    moments = [ceil_second(row.recorded_at)]
    if row.unmarked_on and row.unmarked_on <= on:
        moments.append(start_of(row.unmarked_on))
    if row.papers_at:
        moments.append(ceil_second(row.papers_at))
    moments += [start_of(day) for day in days_in_effect(row) if day <= on]
    told = (row.step, row.called_in, row.sent_facts, row.had_to_draft)
    if any(told) or row.standing != row.decision:
        moments.append(ceil_second(row.plan_changed_at))
    if row.step and row.step.meets_on and row.step.meets_on < on:
        moments.append(start_of(row.step.meets_on + timedelta(days=1)))
    return max(moments)


def days_in_effect(row: Publication) -> list[date]:
    """The days on which what it rests on takes effect, and its marking ends."""
    standing = row.standing
    rests_on = standing.rests_on() if standing and standing.endorses else []
    return [day for one in rests_on if (day := one.stands_from)]


def start_of(day: date) -> datetime:
    return start_of_day(day).astimezone(UTC)


def ceil_second(moment: datetime) -> datetime:
    """The next whole second: all that a header carries, and too early would say "unchanged"."""
    return moment.replace(microsecond=0) + timedelta(seconds=1)
