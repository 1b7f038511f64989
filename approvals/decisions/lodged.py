"""What a meeting made of amendments lodged beforehand: recorded with its decision, and what was
taken is put into the plan's words by the product."""

from collections.abc import Iterator

from approvals.decisions.amendments import AmendmentData
from approvals.decisions.minute import MinuteData
from approvals.models import Amendment, AmendmentOutcome, AmendmentRemark, Decision, LodgedAmendment
from approvals.workflow.engine import RecordContext
from plans.edits import check_not_too_long
from plans.merging import merge
from plans.models import Passage, Plan
from web.errors import Refused
from web.text import clean

Outcome = AmendmentOutcome.Outcome
WITHDRAWN = "This amendment is withdrawn already."
DECIDED = "The meeting’s outcome for this amendment is recorded already."
NO_LONGER = (
    "Amendment {} was withdrawn or decided while you had the page open. Look at the amendments, "
    "then record the decision again."
)
PARAGRAPH_GONE = (
    "The paragraph of amendment {} is not in the plan any more. Have its words put into the plan, "
    "and list it under “Amendments” instead."
)
MEETS_OTHERS = (
    "The words of amendment {} meet others in the same paragraph. Choose “Taken in other words”, "
    "and enter the paragraph as the meeting agreed it."
)


def why_settled(one: LodgedAmendment) -> str:
    """Why nothing more is said of an amendment before its meeting; "" while it stands."""
    if any(said.kind == AmendmentRemark.Kind.WITHDRAWN for said in one.remarks.all()):
        return WITHDRAWN
    return DECIDED if one.outcomes.all() else ""


def standing_amendments(plan: Plan) -> list[LodgedAmendment]:
    """Those of a plan that are neither withdrawn nor decided, in the order of voting.

    One that has no place in it comes after the others, as it was lodged.
    """
    rows = LodgedAmendment.objects.filter(step__plan=plan).whole().order_by("number")
    standing = [one for one in rows if not why_settled(one)]
    return sorted(standing, key=lambda one: one.voted_on or len(rows) + 1)


def as_taken(one: LodgedAmendment, words: str = "") -> AmendmentData:
    """An amendment lodged beforehand, as the minute has it: in its own words, or in others."""
    return AmendmentData(
        words or one.new_words,
        place=one.place,
        wording=Amendment.Wording.EXACT,
        moved_by=one.moved_by,
        seconded_by=one.seconded_by,
        lodged=one.number,
    )


def taken(m: RecordContext, minute: MinuteData) -> Iterator[tuple[LodgedAmendment, str]]:
    """Each that was taken, in the order of voting, with the words that its paragraph has by it."""
    words = {one.lodged: clean(one.words) for one in minute.amendments if one.lodged}
    for one in standing_amendments(m.plan) if words else ():
        if one.number in words:
            yield one, words[one.number]


def put_into_plan(m: RecordContext, minute: MinuteData) -> bool:
    """Write what was taken into the working copy, paragraph by paragraph; whether there was any.

    What the author wrote there meanwhile stays, where the two do not meet.
    """
    found = list(taken(m, minute))
    for one, words in found:
        field = f"lodged_{one.number}"
        passage = m.plan.passages.filter(pk=one.passage, kind=Passage.Kind.PARAGRAPH).first()
        if passage is None:
            raise Refused(PARAGRAPH_GONE.format(one.number), field=field)
        body = words if words != one.new_words else amended(passage.body, one)
        if body is None:
            raise Refused(MEETS_OTHERS.format(one.number), field=field)
        m.act.change(passage, body=body)
    check_not_too_long(m.plan, m.act)
    return bool(found)


def amended(stands: str, one: LodgedAmendment) -> str | None:
    """The paragraph with an amendment; None where others changed the same words."""
    if stands in (one.old_words, one.new_words):
        return one.new_words
    return merge(one.old_words, stands, one.new_words).text


def record_outcomes(m: RecordContext, decision: Decision, minute: MinuteData) -> None:
    """Keep what became of each that the minute says something of; the others stay as they are."""
    said = {one.lodged: clean(one.words) for one in minute.amendments if one.lodged}
    if not (said or minute.not_taken):
        return
    standing = {one.number: one for one in standing_amendments(m.plan)}
    for number in sorted({*said, *minute.not_taken}):
        one = standing.get(number)
        if one is None:
            raise Refused(NO_LONGER.format(number))
        words = said.get(number, "")
        varied = bool(words) and words != one.new_words
        came = Outcome.VARIED if varied else Outcome.TAKEN
        m.act.add(
            AmendmentOutcome(
                amendment=one,
                decision=decision,
                outcome=came if words else minute.not_taken[number],
                words=words if varied else "",
            )
        )
