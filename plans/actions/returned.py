"""What came back of a round: kept until somebody has looked at it, then put beside the plan."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import msgspec
from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.models import User
from councils.record.changes import newest_act_on
from councils.roles import Right
from plans.actions.bringing import name_in_file
from plans.actions.files import name_to_keep
from plans.actions.returning import Returning, WhyNot
from plans.edits import editing, locked_plan
from plans.models import Plan, ReturnedFile, RoundCopy, WaitingReturn, WordRound
from plans.returned import Returned
from plans.round_marks import number_of
from web.errors import MovedOn, Refused
from web.text import one_line

# What nobody brought in is of no use after this long.
KEPT_FOR = timedelta(days=14)
NOTHING_CHOSEN = "You left every file out. Choose who returned one, or leave this page."
BROUGHT_IN = "“{}” was brought in already."
NO_LONGER_WAITS = "These files no longer wait: they are brought in, or were kept for too long."

Chosen = tuple[WaitingReturn, RoundCopy | None, str]


@dataclass(frozen=True)
class BroughtBack:
    """How much came in beside the plan, from how many files."""

    files: int = 0
    suggestions: int = 0
    comments: int = 0


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def brought_in_before(plan: Plan, digest: str) -> ReturnedFile | None:
    """The same file, where it was brought into any round of the plan."""
    same = ReturnedFile.objects.filter(round__plan=plan, sha256=digest)
    return same.select_related("by", "round").first()


def keep_returned(
    found: WordRound, *, by: User, name: str, digest: str, said: Returned
) -> WaitingReturn:
    """Keep what a file says until its author has looked at it. Changes no plan.

    `found` is the round it went out with; whose copy it is, its mark says.
    """
    access_of(by, found.plan.council).require(Right.WRITE_PLANS)
    WaitingReturn.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    copy = found.copies.filter(number=number_of(said.round)).first()
    facts = {
        "copy": copy,
        "name": name_to_keep(name),
        "answer": msgspec.to_builtins(said),
        "made_at": timezone.now(),
    }
    with transaction.atomic():
        # One after the other, so that a file sent twice waits once.
        list(locked_plan(found.plan_id))
        row, _ = WaitingReturn.objects.update_or_create(
            round=found, by=by, sha256=digest, defaults=facts
        )
    return row


def said_by_file(row: WaitingReturn) -> Returned:
    return msgspec.convert(row.answer, Returned)


def left_lines(said: Returned) -> Iterator[str]:
    """A line for each thing that cannot come in: what it is, whose, and its words."""
    for one in said.left:
        author = name_in_file(one.said.author)
        by = f", by {author}" if author else ""
        words = " ".join(one.said.words.split())
        yield one_line(f"{one.what[:1].upper()}{one.what[1:]}{by}: {words or 'no words'}")


def waiting_returns(plan: Plan, by: User) -> list[WaitingReturn]:
    """What waits for somebody to bring it in, as they handed it in."""
    rows = WaitingReturn.objects.filter(round__plan=plan, by=by)
    return list(rows.select_related("round__version", "copy__person"))


def bring_back(
    plan: Plan, *, by: User, chosen: Sequence[Chosen], shown: Iterable[int], why_not: WhyNot
) -> BroughtBack:
    """Suggest and say what the chosen files do, each under the name of whoever returned it.

    One act; nothing of it is in the plan before somebody accepts it. Each of `chosen` is a file,
    and the copy it was or a name. The rest of those `shown` are left out, and wait no longer.
    `why_not` is asked of what was typed for a field of a figure, or of a row of a list.
    """
    if not chosen:
        raise Refused(NOTHING_CHOSEN)
    rounds = {row.round_id: row.round for row, _, _ in chosen}
    subject = chosen[0][0].round if len(rounds) == 1 else plan
    files = suggestions = comments = 0
    with editing(plan, by=by, verb="round_brought_back", subject=subject) as w:
        here = WaitingReturn.objects.filter(by=by, round__plan=w.plan)
        waiting = {one.pk for one in here}
        for row, copy, name in chosen:
            if row.pk not in waiting:
                raise MovedOn(NO_LONGER_WAITS, changes=newest_act_on(row.round))
            if brought_in_before(w.plan, row.sha256):
                raise MovedOn(BROUGHT_IN.format(row.name), changes=newest_act_on(row.round))
            row.round.plan = row.round.version.plan = w.plan
            whose = copy.person.name if copy else one_line(name)
            said = said_by_file(row)
            came = Returning(w, row.round, file=row.name, whose=whose, why_not=why_not)
            done = came.carry_out(said)
            w.act.add(
                ReturnedFile(
                    round=row.round,
                    copy=copy,
                    returned_by="" if copy else whose,
                    name=row.name,
                    sha256=row.sha256,
                    suggestions=done.suggestions,
                    comments=done.comments,
                    left="\n".join(left_lines(said)),
                    by=by,
                    at=w.act.at,
                )
            )
            files += 1
            suggestions += done.suggestions
            comments += done.comments
        here.filter(pk__in=[*shown, *(row.pk for row, _, _ in chosen)]).delete()
    return BroughtBack(files, suggestions, comments)
