"""Who says what to whom alone while a plan is cleared: an officer and its report authors."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from approvals.clearance.queries import newest_round
from approvals.models import ClearanceComment, ClearanceRequest, ClearanceRound
from councils.access import Access, access_of
from councils.models import User
from councils.roles import Right
from plans.access import plan_url
from plans.edits import EditContext, editing
from plans.meanwhile import moves_of
from plans.models import Plan, Stage
from plans.notifications import tell_of_plan, who_may
from web.errors import MovedOn, Refused

TALK = (Right.CLEAR, Right.WRITE_PLANS)
KIND = "clearance_comment"
OVER = "The plan is not being cleared now, so nothing more is said here."


def talk_for(access: Access, plan: Plan) -> QuerySet[ClearanceComment]:
    """What somebody may read of it, oldest first: report authors all, an officer their own."""
    found = ClearanceComment.objects.filter(round__plan=plan)
    return visible_to(access, found).select_related("by", "opened_by", "round")


def visible_to(access: Access, comments: QuerySet[ClearanceComment]) -> QuerySet[ClearanceComment]:
    if access.may(Right.WRITE_PLANS):
        return comments
    return comments.filter(opened_by=access.person)


def may_read(access: Access, comment: ClearanceComment) -> bool:
    """Whether somebody may read the words of one; that it was made, the history says to others."""
    return access.may(Right.WRITE_PLANS) or comment.opened_by_id == access.person.pk


def may_open(access: Access, round_: ClearanceRound) -> bool:
    """Whether they hold an office that is asked in this round."""
    asked = ClearanceRequest.objects.filter(round=round_)
    return access.may(Right.CLEAR) and any(access.held_as(one.office) for one in asked)


def officers_heard(plan: Plan) -> list[User]:
    """Whoever has written to the report authors alone of a plan, by name."""
    wrote = ClearanceComment.objects.filter(round__plan=plan).order_by().values("opened_by")
    return list(User.objects.filter(pk__in=wrote).order_by("name", "pk"))


def why_not_now(plan: Plan, access: Access, heard: Sequence[User]) -> str:
    """Why somebody has nothing to write there now; "" where they have."""
    if plan.stage != Stage.CLEARANCE:
        return OVER
    if may_open(access, newest_round(plan)):
        return ""
    if not access.may(Right.WRITE_PLANS):
        return "You are not among those who were asked to clear this plan."
    return "" if heard else "No officer has written to the report authors alone."


def write_to_authors(
    plan: Plan, *, by: User, words: str, to: User | None = None
) -> ClearanceComment:
    """Say something to the report authors alone; or, as one of them, to the officer `to`.

    Only while it is cleared. Who is meant gets an e-mail that has none of the words.
    """
    with editing(plan, by=by, verb="clearance_comment_made", rights=TALK) as w:
        if w.plan.stage != Stage.CLEARANCE:
            raise MovedOn(OVER, changes=moves_of(w.plan, w.plan.moves - 1))
        round_ = newest_round(w.plan)
        officer = whose_talk(w, round_, to)
        comment = ClearanceComment(round=round_, opened_by=officer, words=words, by=by, at=w.act.at)
        w.act.add(comment)
        w.act.subject = comment
        people = [officer] if officer != by else authors_of(round_)
        page = plan_url("clearance_to_authors", w.plan)
        tell_of_plan(w.plan, KIND, people, by=by, page=page)
    return comment


def whose_talk(w: EditContext, round_: ClearanceRound, to: User | None) -> User:
    """The officer whose talk a comment belongs to, looked at under the lock."""
    if to is None and may_open(w.access, round_):
        return w.access.person
    if not w.access.may(Right.WRITE_PLANS):
        raise PermissionDenied("You are not among those who were asked to clear this plan.")
    if to is None or to not in officers_heard(w.plan):
        raise Refused("Choose which officer you write to.", field="to")
    return to


def authors_of(round_: ClearanceRound) -> list[User]:
    """Whoever sent it, while they are a report author; else each of them."""
    if access_of(round_.sent_by, round_.plan.council).may(Right.WRITE_PLANS):
        return [round_.sent_by]
    return who_may(round_.plan, Right.WRITE_PLANS)
