"""Who reads and answers which suggestions, and what a passage would be with their words."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from councils.access import Access, access_of
from councils.models import Council, User
from councils.record.history import history_of
from councils.roles import Right
from plans.merging import Merge, merge
from plans.models import Barrier, Commitment, Figure, Metric, Passage, Plan, Suggestion
from plans.models.plan import BEFORE_A_DECISION
from plans.models.suggestions import SuggestionQuerySet

# Letters of a number that no key of a row has any more.
LONGEST_KEY = 19
ONLY_THE_WRITER = (
    "A suggestion is accepted or refused by a report author, or by whoever the paragraph is "
    "assigned to."
)


def suggestions_for(access: Access, plan: Plan) -> SuggestionQuerySet:
    """The suggestions that somebody may read, oldest first, each with what became of it.

    As with comments (`plans.comments.comments_for`). A contributor reads those made for words that
    stood in their paragraph while it was theirs: an earlier one repeats words they never saw, and
    one for a passage beside it, or for another place, tells of others.
    """
    found = Suggestion.objects.filter(plan=plan).select_related("by", "answer__by")
    if access.may(Right.READ_DRAFTS):
        return found
    shown = Q(pk__in=())
    if access.may(Right.READ_DECISIONS) and plan.stage not in BEFORE_A_DECISION:
        shown |= ~Q(stage__in=BEFORE_A_DECISION)
    if access.may(Right.WRITE_ASSIGNED):
        mine = Passage.objects.filter(plan=plan, writer=access.person).order_by().values("pk")
        had = history_of(Passage)._default_manager.filter(
            id=OuterRef("key"), writer_id=access.person.pk, body=OuterRef("before")
        )
        kinds = (Suggestion.Kind.WORDS, Suggestion.Kind.GONE)
        shown |= Q(Exists(had.order_by()), key__in=mine, kind__in=kinds)
    return found.filter(shown)


def of_the_same(suggestions: SuggestionQuerySet, person: int, like: str) -> SuggestionQuerySet:
    """What somebody suggested here themself; `like` is the key of one they brought in from a file,
    and then it is all under that name in that file."""
    theirs = suggestions.filter(by=person)
    if not like:
        return theirs.filter(file="")
    is_key = like.isdecimal() and len(like) < LONGEST_KEY
    one = theirs.exclude(file="").filter(pk=like).first() if is_key else None
    return theirs.filter(file=one.file, said_by=one.said_by) if one else theirs.none()


def waiting_for(access: Access, passage: Passage) -> list[Suggestion]:
    """What is suggested for a passage and open; nothing is asked where its row says there is none.

    `passage` is one that `PassageQuerySet.whole` found.
    """
    if not passage.open_suggestions:
        return []
    return list(suggestions_for(access, passage.plan).still_open().filter(key=passage.pk))


def values_for(access: Access, row: Figure | Commitment | Metric | Barrier) -> list[Suggestion]:
    """The other values that are suggested for fields of a row of a list, and open."""
    waiting = suggestions_for(access, row.plan).still_open()
    return list(waiting.filter(kind=Suggestion.Kind.VALUE, about=row.record_kind, item=row.pk))


def values_for_savings(access: Access, commitment: Commitment) -> list[Suggestion]:
    """The same for each year's savings of a commitment."""
    waiting = suggestions_for(access, commitment.plan).still_open()
    kind, about = Suggestion.Kind.VALUE, Suggestion.About.SAVING
    years = commitment.savings.order_by().values("pk")
    return list(waiting.filter(kind=kind, about=about, item__in=years))


def may_write_passage(access: Access, passage: Passage | None) -> bool:
    """Whether somebody may put words into it; into one that was removed nobody may."""
    if passage is None:
        return False
    return access.may(Right.WRITE_PLANS) or passage.writer_id == access.person.pk


def may_accept(access: Access, suggestion: Suggestion, passage: Passage | None) -> bool:
    """Words go in by whoever may write the passage; passages come, go and move by an author."""
    if suggestion.has_words:
        return may_write_passage(access, passage)
    if suggestion.is_value:
        return access.may(Right.WRITE_PLANS)
    is_there = passage is not None or suggestion.kind == Suggestion.Kind.NEW
    return is_there and access.may(Right.WRITE_PLANS)


def may_refuse(access: Access, suggestion: Suggestion, passage: Passage | None) -> bool:
    """Whoever may accept it, its maker, and an author where its passage was removed."""
    if suggestion.by_id == access.person.pk or access.may(Right.WRITE_PLANS):
        return True
    return may_write_passage(access, passage)


def check_may_write_passage(access: Access, passage: Passage) -> None:
    if not may_write_passage(access, passage):
        raise PermissionDenied(ONLY_THE_WRITER)


def changed_since(suggestion: Suggestion, passage: Passage | None) -> bool:
    """Whether what is to be taken out reads otherwise by now than when that was suggested."""
    is_gone = suggestion.kind == Suggestion.Kind.GONE
    return is_gone and passage is not None and passage.body != suggestion.before


def merged(suggestion: Suggestion, standing: str) -> Merge:
    """What stands with what is suggested; what touches changes made since is asked."""
    return merge(suggestion.before, suggestion.proposed, standing)


def may_not_clear_then(council: Council, person: User) -> bool:
    """Whether somebody who clears plans here could not clear one that has words of theirs."""
    if council.contributors_may_clear:
        return False
    return access_of(person, council).may(Right.CLEAR)
