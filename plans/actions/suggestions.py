"""Suggest other words for a passage; accept, refuse or withdraw one suggestion."""

from typing import Any

from django.core.exceptions import PermissionDenied

from councils.models import User
from councils.record.changes import changes_in, changes_of, newest_act_on
from councils.roles import Right
from plans.access import plan_url
from plans.actions.comments import COMMENT, LONGEST_NAME, thing_now
from plans.actions.passages import change_passage
from plans.actions.whole_passages import carry_out
from plans.comments import About, things_of
from plans.edits import EditContext, editing
from plans.models import Passage, Suggestion, SuggestionAnswer
from plans.notifications import tell_suggested, tell_suggestion_answered
from plans.suggestions import (
    check_may_write_passage,
    may_refuse,
    merged,
    suggestions_for,
)
from plans.together import put_together, shown_at
from web.diffs import differences_of
from web.errors import Gone, MovedOn, Refused, StalePage

MAY_WRITE = (Right.WRITE_PLANS, Right.WRITE_ASSIGNED)
STANDS_ALREADY = "These words stand there already. Change what should be different."
NOTHING_GOES_IN = (
    "None of the words suggested would stand. Choose some of them, or refuse the suggestion."
)
GOES_ON = "The paragraph was split or joined. What was suggested goes on with its words."
REMOVED = "What this was suggested for was removed from the plan."


def make_suggestion(
    passage: Passage, *, by: User, seen: int, body: str, note: str = ""
) -> Suggestion:
    """Suggest that `body` stands in place of what a passage had at the revision `seen`.

    Whoever reads drafts may have begun from words that were changed since: what they suggest is put
    together with those when it is accepted. Anybody else begins from what stands now.
    """
    with editing(passage.plan, by=by, verb="suggestion_made", rights=COMMENT) as w:
        now = thing_now(w, About.PASSAGE, passage.pk)
        before = words_shown(w, now, seen=seen, body=body)
        if body in (before, now.body):
            raise Refused(STANDS_ALREADY, field="body")
        name = things_of(w.plan, {About.PASSAGE}).name_of(About.PASSAGE, now.pk)
        made = Suggestion(
            plan=w.plan,
            key=now.pk,
            kind=Suggestion.Kind.WORDS,
            name=name[:LONGEST_NAME],
            before=before,
            proposed=body,
            note=note,
            stage=w.plan.stage,
            by=by,
            at=w.act.at,
        )
        w.act.add(made)
        w.act.subject = made
        tell_suggested(w.plan, now, by=by, page=plan_url("suggestion", w.plan, made.pk))
    return made


def words_shown(w: EditContext, now: Passage, *, seen: int, body: str) -> str:
    """The words from which somebody began; StalePage where nobody can say, or they may not read."""
    if now.revision == seen:
        return now.body
    shown = shown_at(now.pk, seen) if w.access.may(Right.READ_DRAFTS) else None
    if shown is None:
        differences = differences_of(now, {"body": body})
        raise StalePage(differences, now=now.revision, changes=changes_of(now))
    return shown.body


def accept_suggestion(
    suggestion: Suggestion, *, by: User, seen: int, body: str, reason: str = ""
) -> SuggestionAnswer:
    """Let `body` stand: what is suggested, put together with what the passage had at `seen`.

    What others changed since then is put together with it as any edit is (`plans.together`). The
    change is an edit by whoever accepts; the record names who suggested it beside them.
    """
    with editing(
        suggestion.plan,
        by=by,
        verb="suggestion_accepted",
        reason=reason,
        rights=MAY_WRITE,
        subject=suggestion,
    ) as w:
        check_open(w, suggestion)
        now = passage_now(w, suggestion)
        check_may_write_passage(w.access, now)
        values: dict[str, Any] = {"body": body}
        if now.revision != seen:
            values, _ = put_together(now, seen=seen, **values)
        changed = change_passage(w, now, values, reason=reason)
        if not changed and merged(suggestion, now.body).text != now.body:
            raise Refused(NOTHING_GOES_IN, field="keep-0")
        tell_one_answered(w, suggestion, accepted=True)
        return answer(w, suggestion, accepted=True, words=reason)


def accept_whole(
    suggestion: Suggestion, *, by: User, seen: int | None = None, reason: str = ""
) -> SuggestionAnswer:
    """Let a passage come, go or move as is suggested; `seen` is its revision as a page showed it.

    StalePage where it was changed since; something new was shown at no revision.
    """
    with editing(
        suggestion.plan,
        by=by,
        verb="suggestion_accepted",
        given=reason,
        subject=suggestion,
    ) as w:
        check_open(w, suggestion)
        now = None
        if suggestion.kind != Suggestion.Kind.NEW:
            now = w.fresh(passage_now(w, suggestion), seen=seen or 0)
        made = carry_out(w, suggestion, now, reason=reason)
        tell_one_answered(w, suggestion, accepted=True)
        return answer(w, suggestion, accepted=True, words=reason, made=made)


def refuse_suggestion(suggestion: Suggestion, *, by: User, reason: str = "") -> SuggestionAnswer:
    """It is not taken; whoever made it takes it back by this."""
    with editing(
        suggestion.plan,
        by=by,
        verb="suggestion_refused",
        reason=reason,
        rights=COMMENT,
        subject=suggestion,
    ) as w:
        check_open(w, suggestion)
        passage = w.plan.passages.filter(pk=suggestion.key).first()
        if not may_refuse(w.access, suggestion, passage):
            raise PermissionDenied("Only who may write the paragraph refuses what is suggested.")
        if suggestion.is_of(by):
            w.act.verb = "suggestion_withdrawn"
        tell_one_answered(w, suggestion, accepted=False)
        return answer(w, suggestion, accepted=False, words=reason)


def tell_one_answered(w: EditContext, suggestion: Suggestion, *, accepted: bool) -> None:
    page = plan_url("suggestion", w.plan, suggestion.pk)
    tell_suggestion_answered(w.plan, [suggestion], by=w.act.by, accepted=accepted, page=page)


def check_open(w: EditContext, suggestion: Suggestion) -> None:
    """To somebody who may read it; MovedOn, with who did what, once it is answered."""
    now = suggestions_for(w.access, w.plan).filter(pk=suggestion.pk).first()
    if now is None:
        raise PermissionDenied("You may not read this suggestion.")
    if given := now.given:
        if given.divided:
            raise MovedOn(GOES_ON, changes=newest_act_on(suggestion))
        who = "You" if given.by_id == w.access.person.pk else given.by.name
        raise MovedOn(f"{who} {given.outcome} this already.", changes=newest_act_on(suggestion))


def passage_now(w: EditContext, suggestion: Suggestion) -> Passage:
    """What is to be changed, under the lock; Gone where it was removed."""
    found = w.plan.passages.filter(pk=suggestion.key).first()
    if found is None:
        changes = changes_in(Passage, suggestion.key, plan_id=w.plan.pk)[:1]
        raise Gone(REMOVED, changes=changes)
    return found


def answer(
    w: EditContext,
    suggestion: Suggestion,
    *,
    accepted: bool,
    words: str,
    made: int | None = None,
    divided: bool = False,
) -> SuggestionAnswer:
    """`made` is the passage that a new one became; what is `divided` goes on as others."""
    given = SuggestionAnswer(
        suggestion=suggestion,
        accepted=accepted,
        divided=divided,
        made=made,
        words=words.strip(),
        by=w.act.by,
        at=w.act.at,
    )
    w.act.add(given)
    return given
