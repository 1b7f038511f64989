"""Comments as their pages show them: what each is about, where that is, and what may be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from councils.access import Access
from plans.access import CLEAR, READ, READ_DRAFTS, WRITE, plan_url
from plans.comments import (
    LISTS,
    SAVING,
    THE_REPORT,
    About,
    Things,
    entries_of,
    kinds_of,
    things_of,
    why_may_not_settle,
)
from plans.edits import may_comment
from plans.models import Comment, Passage, Plan, Stage

WORDS_GONE = "The words this was about are gone."
THING_GONE = "This is no longer in the plan."


@dataclass(frozen=True)
class ShownComment:
    """A comment with what it is about, called as it is now; `gone` says what is there no more.

    `href` leads to that, and is "" where it was removed, or its reader has no page of it.
    """

    comment: Comment
    name: str
    href: str
    quote: str
    gone: str


def shown_comments(
    plan: Plan, access: Access, comments: Iterable[Comment], things: Things
) -> list[ShownComment]:
    return [shown_comment(plan, access, one, things) for one in comments]


def shown_comment(plan: Plan, access: Access, comment: Comment, things: Things) -> ShownComment:
    name = things.name_of(comment.about, comment.stands_on)
    stands = things.has_words(comment)
    # Whoever sees no more of a draft than what they write never saw what stood there before.
    knows = access.may(*READ) or comment.by_id == access.person.pk
    return ShownComment(
        comment,
        name or comment.name,
        address_of(plan, access, comment.about, things.rows[comment.about, comment.stands_on])
        if name
        else "",
        comment.quote if stands or knows else "",
        "" if name and stands else WORDS_GONE if name else THING_GONE,
    )


def address_of(plan: Plan, access: Access, about: str, row: Any) -> str:
    """Where it is read: where they write it, for whoever may; "" where they have no page of it."""
    if about == About.REPORT:
        return address_of_report(plan, access)
    if about == About.PASSAGE:
        if access.may(*WRITE) or row.writer_id == access.person.pk:
            return plan_url("passage", plan, row.pk)
        part = plan_url("theme", plan, row.theme_id) if row.theme_id else ""
        return f"{part or plan_url('introduction', plan)}#passage-{row.pk}"
    if about == SAVING:
        if access.may(*WRITE) and plan.records_savings:
            return plan_url("savings", plan, row.commitment_id)
        return plan_url("items", plan, "commitments")
    if access.may(*WRITE):
        return plan_url("item", plan, LISTS[About(about)], row.pk)
    return plan_url("items", plan, LISTS[About(about)])


def address_of_report(plan: Plan, access: Access) -> str:
    """Where its author writes it, where an officer clears it, or else what was answered to it."""
    if plan.stage == Stage.DRAFTING and access.may(*WRITE):
        return plan_url("move_send", plan)
    if plan.stage == Stage.CLEARANCE and access.may(*CLEAR):
        return plan_url("move_answer", plan)
    return plan_url("clearance", plan) if access.may(*READ_DRAFTS) else ""


Places = list[tuple[str, list[tuple[str, str, str]]]]


def things_to_comment_on(plan: Plan, access: Access, things: Things) -> Places:
    """What somebody may comment on, part by part and list by list, as (name, words, address)."""
    found = [
        (part.title, passages_in(plan, access, part.passages, things)) for part in things.parts
    ]
    if access.may(*READ):
        for about in LISTS:
            keys = [key for kind, key in things.rows if kind == about]
            named = [(things.name_of(about, key), "", add_url(plan, about, key)) for key in keys]
            found.append((LISTS[about].capitalize(), named))
        report = (THE_REPORT, "", add_url(plan, About.REPORT, plan.pk))
        found.append(("The decision report", [report]))
    return [(title, rows) for title, rows in found if rows]


def passages_in(
    plan: Plan, access: Access, passages: Sequence[Passage], things: Things
) -> list[tuple[str, str, str]]:
    """All of them; of a contributor's, what is theirs to write."""
    mine = [one for one in passages if access.may(*READ) or one.writer_id == access.person.pk]
    return [
        (
            things.name_of(About.PASSAGE, one.pk),
            "" if one.is_heading else str(one),
            add_url(plan, About.PASSAGE, one.pk),
        )
        for one in mine
    ]


def add_url(plan: Plan, about: str, key: int) -> str:
    return plan_url("comment_add", plan, str(about), key)


def comment_page(plan: Plan, access: Access, comment: Comment) -> dict[str, Any]:
    """What the page of one comment shows beside its form."""
    entries = entries_of(comment)
    may = may_comment(plan, access)
    return {
        "shown": shown_comment(plan, access, comment, things_of(plan, kinds_of([comment]))),
        "told": [str(one) for one in comment.told.filter(reply=None).select_related("person")],
        "entries": entries,
        "may_reply": may and not comment.resolved,
        "may_settle": may and not why_may_not_settle(access, comment),
    }
