"""What the page of amendments says of each: its redline, what it meets, and what was said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from approvals.amendments.rules import meeting_before, why_not_withdraw
from approvals.decisions.lodged import why_settled
from approvals.models import AmendmentOutcome, AmendmentRemark, Decision, LodgedAmendment
from approvals.which_version import version_for_decision
from councils.access import Access
from councils.roles import Right
from plans.actions.returning import names_in
from plans.document import Document, Passage, parse_document
from plans.merging import merge
from plans.models import Plan, Version
from plans.richtext import FIGURE, plain_text
from web.redline import Comparer, DiffSegment
from web.text import shorten

Kind = AmendmentRemark.Kind
TAKEN = (AmendmentOutcome.Outcome.TAKEN, AmendmentOutcome.Outcome.VARIED)
# Characters of a paragraph by which somebody finds it in a list.
OPENING = 90
REMOVED = "Its paragraph is not in version {}, which the meeting has before it."
OLDER = (
    "It was lodged on version {}: the words of its paragraph are others in version {}, which the "
    "meeting has before it."
)
SAME_WORDS = "It changes the same words as amendment {}: the meeting can take one of them as it is."
SAME_PARAGRAPH = "Amendment {} is to the same paragraph, and to other words of it."
OTHER_BASE = "Amendment {} is to the same paragraph, as that read in another version."


@dataclass(frozen=True)
class ShownAmendment:
    """One amendment for one reader; `said` is what the product noticed of it.

    Its words have the figures that its version prints.
    """

    row: LodgedAmendment
    parts: tuple[DiffSegment, ...]
    new_words: str
    said: tuple[str, ...]
    outcome: AmendmentOutcome | None
    stands: bool
    may_withdraw: bool
    may_advise: bool

    @property
    def withdrawn(self) -> AmendmentRemark | None:
        return next((one for one in self.row.remarks.all() if one.kind == Kind.WITHDRAWN), None)

    @property
    def advice(self) -> list[AmendmentRemark]:
        """What officers advise and the lead member answers, in order."""
        return [one for one in self.row.remarks.all() if one.kind != Kind.WITHDRAWN]

    @property
    def is_for_another(self) -> bool:
        """Whether democratic services lodged it, for the member who is named."""
        return self.row.mover_id is None


def shown_amendments(plan: Plan, access: Access) -> list[ShownAmendment]:
    """Every amendment lodged on a plan: those to be voted on in their order, then the others."""
    rows = list(LodgedAmendment.objects.filter(step__plan=plan).whole().order_by("number"))
    step = meeting_before(plan)
    version = version_for_decision(step) if step else None
    standing = [one for one in rows if not why_settled(one)]
    documents = documents_of(rows, version)
    comparer, noticed = Comparer(), Noticed(version, documents, standing)
    printed = {one.pk: printed_words(one, documents[one.version_id]) for one in rows}
    shown = [
        ShownAmendment(
            row=one,
            parts=comparer.redline(*printed[one.pk]).parts,
            new_words=printed[one.pk][1],
            said=tuple(noticed.of(one)) if one in standing else (),
            outcome=outcome_of(one),
            stands=one in standing,
            may_withdraw=step is not None and not why_not_withdraw(one, access),
            may_advise=step is not None and one in standing and access.may(Right.CLEAR),
        )
        for one in rows
    ]
    return sorted(shown, key=lambda one: (not one.stands, one.row.voted_on or len(rows) + 1))


def documents_of(rows: Sequence[LodgedAmendment], version: Version | None) -> dict[int, Document]:
    """The words of each version on which one was lodged, and before the meeting; one query."""
    keys = {one.version_id for one in rows} | ({version.pk} if version and rows else set())
    found = Version.objects.filter(pk__in=keys).values_list("pk", "document") if keys else ()
    return {key: parse_document(words) for key, words in found}


def printed_words(one: LodgedAmendment, document: Document) -> tuple[str, str]:
    """The words before and as moved, with each figure as the version prints it."""
    known = {each.name: each.printed for each in document.figures}
    before, after = (
        FIGURE.sub(lambda at: known.get(at[1], at[0]), words)
        for words in (one.old_words, one.new_words)
    )
    return before, after


def outcome_of(one: LodgedAmendment) -> AmendmentOutcome | None:
    """What the meeting made of it; of several, what was recorded last."""
    outcomes = list(one.outcomes.all())
    return outcomes[-1] if outcomes else None


@dataclass(frozen=True)
class Noticed:
    """What can be said of amendments beside each other and beside the words before a meeting."""

    version: Version | None
    documents: Mapping[int, Document]
    standing: Sequence[LodgedAmendment]

    def of(self, one: LodgedAmendment) -> Iterator[str]:
        yield from self.of_its_words(one)
        for other in self.standing:
            if other.passage == one.passage and other.pk != one.pk:
                yield meeting_in_words(one, other)

    def of_its_words(self, one: LodgedAmendment) -> Iterator[str]:
        """Whether its paragraph reads otherwise before the meeting than where it was lodged."""
        if self.version is None or one.version_id == self.version.pk:
            return
        now = passage_in(self.documents[self.version.pk], one.passage)
        then = passage_in(self.documents[one.version_id], one.passage)
        if now is None:
            yield REMOVED.format(self.version.number)
        elif then is None or now.body != then.body:
            yield OLDER.format(one.version.number, self.version.number)


def passage_in(document: Document, key: int) -> Passage | None:
    return next((one for one in document.passages if one.id == key), None)


def meeting_in_words(one: LodgedAmendment, other: LodgedAmendment) -> str:
    """How two amendments of one paragraph meet; nothing is said that was not compared."""
    if one.old_words != other.old_words:
        return OTHER_BASE.format(other.number)
    together = merge(one.old_words, one.new_words, other.new_words).text
    return (SAME_WORDS if together is None else SAME_PARAGRAPH).format(other.number)


def paragraphs_of(version: Version) -> list[tuple[Passage, str, str]]:
    """Each paragraph of a version, with what it is called and its first words."""
    document = parse_document(version.document)
    names = names_in(document)
    return [
        (one, names[one.id], shorten(plain_text(one.body).replace("\n", " "), OPENING))
        for one in document.passages
        if one.kind == "paragraph"
    ]


def agreed_in(plan: Plan) -> list[tuple[int, int]]:
    """The numbers of the version before each meeting that took amendments, and of what it agreed.

    Of a decision that stands; one query.
    """
    took = Decision.objects.filter(
        step__plan=plan, corrected_by=None, lodged_outcomes__outcome__in=TAKEN
    )
    pairs = took.order_by("step__place").values_list(
        "step__round__version__number", "version__number"
    )
    return list(dict.fromkeys(pairs))
