"""Comment on a plan, reply, resolve and reopen; none of it is part of the plan."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied

from councils.models import User
from councils.record.changes import changes_in, newest_act_on
from councils.roles import Right
from plans.access import plan_url
from plans.comments import (
    LISTED,
    comments_for,
    entry_count,
    find_thing,
    may_require,
    must_say_what_was_done,
    readers_of,
    things_of,
    why_may_not_settle,
)
from plans.edits import EditContext, editing
from plans.guests import may_comment_by_link
from plans.models import (
    Comment,
    CommentReopening,
    CommentReply,
    CommentResolution,
    CommentTold,
    Passage,
    Plan,
)
from plans.notifications import tell_of_plan
from plans.quoting import quoted_from
from web.errors import Gone, MovedOn, Refused

COMMENT = (Right.COMMENT,)
FOR_YOU = "comment_for_you"
# As the column has it.
LONGEST_NAME = 300
REMOVED = "This was removed while you had the page open."


def make_comment(
    plan: Plan,
    *,
    by: User,
    about: str,
    key: int,
    words: str,
    quote: str = "",
    must_be_resolved: bool = False,
    tell: Iterable[User] = (),
) -> Comment:
    """Comment on a passage, on words of it (`quote`), on a row of a list, or on the report.

    Gone when that was removed; refused when the words do not stand there. `tell` are people who
    get an e-mail that says where the comment is, and nothing of it.
    """
    with editing(plan, by=by, verb="comment_made", rights=COMMENT) as w:
        thing = thing_now(w, about, key)
        quote = quoted_in(w, thing, quote)
        if must_be_resolved and not may_require(w.access):
            raise PermissionDenied("Report authors and officers who clear may ask for that.")
        comment = Comment(
            plan=w.plan,
            about=about,
            key=key,
            name=things_of(w.plan, {about}).name_of(about, key)[:LONGEST_NAME],
            quote=quote,
            words=words,
            must_be_resolved=must_be_resolved,
            stage=w.plan.stage,
            by=by,
            at=w.act.at,
        )
        w.act.add(comment)
        w.act.subject = comment
        tell_people(w, comment, tell, on=key)
    return comment


def thing_now(w: EditContext, about: str, key: int) -> Any:
    """What is commented on, under the lock; a contributor comments on what is theirs to write."""
    row = find_thing(w.plan, about).filter(pk=key).first()
    if row is None:
        model = LISTED.get(about, Passage)
        raise Gone(REMOVED, changes=changes_in(model, key, plan_id=w.plan.pk)[:1])
    me, reads = w.access.person, w.access.may(Right.READ_DRAFTS, Right.READ_DECISIONS)
    if reads or getattr(row, "writer_id", None) == me.pk:
        return row
    if about != Comment.About.PASSAGE or not may_comment_by_link(me, w.plan, key):
        raise PermissionDenied("You may comment on what is yours to write.")
    return row


def quoted_in(w: EditContext, thing: Any, quote: str) -> str:
    """What is quoted, as it stands there; refused where it does not."""
    if not quote.split():
        return ""
    if not isinstance(thing, Passage):
        raise Refused("Only words of a paragraph or heading are quoted.", field="quote")
    found = quoted_from(thing.body, w.plan.figures.all(), quote)
    if not found:
        raise Refused(
            "These words do not stand there. Copy them from the text above, letter by letter, or "
            "leave this empty.",
            field="quote",
        )
    return found


def tell_people(
    w: EditContext,
    comment: Comment,
    people: Iterable[User],
    *,
    on: int,
    reply: CommentReply | None = None,
) -> None:
    """Each who may read it, `on` what it stands now; somebody who may do so no more is refused."""
    people = list(people)
    if not people:
        return
    readers = {one.pk for one in readers_of(w.plan, comment.about, on, comment.stage)}
    for person in people:
        if person.pk not in readers:
            raise Refused(f"{person.name} cannot read this comment.", field="tell")
        w.act.add(CommentTold(comment=comment, reply=reply, person=person))
    page = plan_url("comment", w.plan, comment.pk)
    tell_of_plan(w.plan, FOR_YOU, people, by=w.act.by, page=page)


def reply_to_comment(
    comment: Comment, *, by: User, words: str, tell: Iterable[User] = ()
) -> CommentReply:
    """Say something to a comment that is open."""
    with editing(
        comment.plan, by=by, verb="comment_answered", rights=COMMENT, subject=comment
    ) as w:
        now = comment_now(w, comment)
        if now.resolved:
            raise overtaken(comment, "This comment was resolved while you had the page open.")
        reply = CommentReply(comment=comment, words=words, by=by, at=w.act.at)
        w.act.add(reply)
        tell_people(w, comment, tell, on=now.stands_on, reply=reply)
    return reply


def resolve_comment(comment: Comment, *, by: User, seen: int, words: str = "") -> CommentResolution:
    """It is dealt with; `seen` is how much the page showed that followed it."""
    with editing(
        comment.plan, by=by, verb="comment_resolved", rights=COMMENT, subject=comment
    ) as w:
        now = comment_to_settle(w, comment, seen)
        if now.resolved:
            raise overtaken(comment, "This comment is resolved already.")
        if must_say_what_was_done(by, now) and not words:
            raise Refused(f"Say what was done: {now.whose} wants to know.", field="words")
        done = CommentResolution(comment=comment, words=words, by=by, at=w.act.at)
        w.act.add(done)
    return done


def reopen_comment(comment: Comment, *, by: User, seen: int, words: str = "") -> CommentReopening:
    """It is not dealt with after all."""
    with editing(
        comment.plan, by=by, verb="comment_reopened", rights=COMMENT, subject=comment
    ) as w:
        if not comment_to_settle(w, comment, seen).resolved:
            raise overtaken(comment, "This comment is open already.")
        standing = comment.resolutions.get(reopening=None)
        undone = CommentReopening(resolution=standing, words=words, by=by, at=w.act.at)
        w.act.add(undone)
    return undone


def comment_now(w: EditContext, comment: Comment) -> Comment:
    """The comment under the lock, to somebody who may read it."""
    found = comments_for(w.access, w.plan).filter(pk=comment.pk).first()
    if found is None:
        raise PermissionDenied("You may not read this comment.")
    return found


def comment_to_settle(w: EditContext, comment: Comment, seen: int) -> Comment:
    """The same, to somebody who may resolve it and saw all that was said to it."""
    now = comment_now(w, comment)
    if why := why_may_not_settle(w.access, now):
        raise PermissionDenied(why)
    if entry_count(now) != seen:
        raise overtaken(comment, "Something was said to this comment while you had the page open.")
    return now


def overtaken(comment: Comment, why: str) -> MovedOn:
    return MovedOn(why, changes=newest_act_on(comment))
