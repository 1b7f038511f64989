"""A plan as a whole: start it, change its settings, say how its questions are dealt with."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Council, User
from councils.names import place_of
from councils.record.changes import changes_of
from councils.record.writer import ActWriter, recording
from councils.roles import Right
from plans.commission import CommissionBrief
from plans.edits import EditContext, editing
from plans.models import CommissionVersion, Plan, QuestionCoverage, Stage, Theme
from plans.ordering import evenly_spaced
from web.diffs import differences_of
from web.errors import Refused, StalePage

# Settings that the document shows, so a change of them is told with its reason. Savings are
# printed, and so endorsed, only where the plan records them.
PRINTED = ("title", "numbering", "records_savings")


def start_plan(
    council: Council,
    *,
    by: User,
    commission: CommissionVersion,
    title: str = "",
    meets_on: date | None = None,
    slug: str = "",
) -> Plan:
    """Start a plan with the commission's themes in order, each waiting for its text.

    Without a title it has the council's own. Beside a plan that is under way for the same
    commission, another is started on purpose: under a title that tells the two apart.
    """
    with transaction.atomic():
        actor = access_of(by, council).require(Right.WRITE_PLANS)
        lock_council(council)
        if commission.commission.council_id not in (None, council.pk):
            raise Refused("That commission belongs to another council.")
        check_on_purpose(council, commission, title)
        title = title or title_for(council, commission.brief)
        plan = Plan(
            council=council,
            slug=free_slug(council, slug or title),
            title=title,
            commission=commission,
            meets_on=meets_on,
            created_at=timezone.now(),
        )
        with recording(council, actor=actor, verb="plan_started") as act:
            act.add(plan)
            act.plan, act.subject = plan.pk, plan
            add_themes(act, plan)
    return plan


def title_for(council: Council, asked: CommissionBrief) -> str:
    """ "Wenbury Productivity Plan 2027": the council, what its plan is called, and the year."""
    asked_in = asked.due or asked.letter_date or timezone.localdate()
    return f"{place_of(council.name)} {asked.plan_title or 'Plan'} {asked_in.year}"


def under_way(council: Council) -> QuerySet[Plan]:
    """The council's plans that are not closed, each with the commission it answers."""
    going_on = Plan.objects.filter(council=council).exclude(stage=Stage.CLOSED)
    return going_on.select_related("commission__commission").order_by("pk")


def check_on_purpose(council: Council, commission: CommissionVersion, title: str) -> None:
    """A council's copy of a commission has its address, and is the same commission."""
    answered = commission.commission.slug
    held = under_way(council).filter(commission__commission__slug=answered).first()
    if held and not title.strip():
        raise Refused(told_apart(held), field="title")


def told_apart(held: Plan) -> str:
    return (
        f"“{held}” answers this commission and is under way. To start another beside it, type a "
        "title that tells the two apart."
    )


def add_themes(act: ActWriter, plan: Plan) -> None:
    """The themes that the commission asks for, in its order."""
    themes = plan.asked.themes
    for asked, place in zip(themes, evenly_spaced(len(themes)), strict=True):
        act.add(Theme(plan=plan, place=place, title=asked.title, answers=asked.key))


def edit_plan(
    plan: Plan,
    *,
    by: User,
    seen: int,
    title: str,
    numbering: str,
    meets_on: date | None,
    records_savings: bool,
    reason: str = "",
) -> bool:
    """Change a plan's title and settings; its address stays."""
    values = {
        "title": title,
        "numbering": numbering,
        "meets_on": meets_on,
        "records_savings": records_savings,
    }
    given = reason if any(getattr(plan, name) != values[name] for name in PRINTED) else None
    with editing(plan, by=by, verb="edited", given=given, subject=plan) as w:
        now = w.fresh(plan, seen=seen, **values)
        return w.act.change(now, **values)


def cover_theme(plan: Plan, *, by: User, theme: str) -> int:
    """Mark the commission theme's open questions as covered at theme level; how many there were."""
    with editing(plan, by=by, verb="theme_covered", subject=plan) as w:
        asked = w.plan.asked.theme(theme)
        if asked is None:
            raise Refused("The commission has no such theme.")
        settled = settled_questions(w)
        for question in asked.questions:
            if question.key not in settled:
                w.act.add(
                    QuestionCoverage(
                        plan=w.plan, question=question.key, state=QuestionCoverage.State.THEME_LEVEL
                    )
                )
        w.act.subject_name = f"theme {asked.key}, {asked.title}"
        return len(w.act.rows)


def set_coverage(
    plan: Plan,
    *,
    by: User,
    question: str,
    state: str,
    reason: str = "",
    seen: int | None = None,
) -> bool:
    """Say how a question is dealt with; a blank state leaves it to the paragraphs again.

    `seen` is the revision of what was said before, 0 where nothing was: StalePage when another
    stands by now.
    """
    if (
        state in (QuestionCoverage.State.NOT_APPLICABLE, QuestionCoverage.State.LEFT_OUT)
        and not reason.strip()
    ):
        raise Refused("Say why, for your colleagues. The reason is private.", field="reason")
    with editing(plan, by=by, verb="question_settled", subject=plan) as w:
        if question not in w.plan.asked.question_keys:
            raise Refused("The commission has no such question.")
        w.act.subject_name = f"question {question}"
        held = QuestionCoverage.objects.filter(plan=w.plan, question=question).first()
        check_still_said(held, seen, {"state": state, "reason": reason})
        if held and not state:
            w.act.remove(held)
            return True
        if held:
            return w.act.change(held, state=state, reason=reason)
        if state:
            w.act.add(QuestionCoverage(plan=w.plan, question=question, state=state, reason=reason))
        return bool(state)


def check_still_said(
    held: QuestionCoverage | None, seen: int | None, typed: dict[str, str]
) -> None:
    stands = held.revision if held else 0
    found = differences_of(held or QuestionCoverage(state=""), typed)
    if seen is not None and seen != stands and found:
        changes = changes_of(held, revision__gt=seen) if held else []
        raise StalePage(found, now=stands, changes=changes)


def settled_questions(w: EditContext) -> set[str]:
    """Questions that a paragraph answers or that somebody has dealt with."""
    return set(w.plan.coverage.values_list("question", flat=True)) | set(
        w.plan.passages.values_list("answers__question", flat=True)
    )


def free_slug(council: Council, title: str) -> str:
    """An address for the plan that no other plan of the council has."""
    stem = slugify(title)[:70].strip("-") or "plan"
    taken = set(
        Plan.objects.filter(council=council, slug__startswith=stem).values_list("slug", flat=True)
    )
    if stem not in taken:
        return stem
    return next(name for n in range(2, len(taken) + 3) if (name := f"{stem}-{n}") not in taken)
