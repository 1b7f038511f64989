"""What the plan's home says beyond its text: the one thing each person does next, and the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from approvals.clearances import Clearing, clearing_of
from approvals.delivery import Delivery
from approvals.facts import decision, delivery, leaving
from approvals.facts.decision import DecisionFacts
from approvals.facts.leaving import LeavingFacts
from approvals.models import Decision, Step
from approvals.moves import Way, ways_from
from approvals.progress import NextAction, Progress, changed_since
from councils.roles import Right, Standing
from plans.models import Plan, Stage
from plans.navigation import at


@dataclass(frozen=True)
class Home:
    """A plan as its home tells it to one person."""

    plan: Plan
    progress: Progress
    standing: Standing
    clearing: Clearing | None
    decision: DecisionFacts
    leaving: LeavingFacts
    delivery: Delivery | None
    today: date

    def may(self, right: Right) -> bool:
        return self.standing.may(right)

    def to(self, label: str, name: str, why: str, *rest: object) -> NextAction:
        return NextAction(label, at(name, self.plan, *rest), why)

    @property
    def open_step(self) -> Step | None:
        return next((one.step for one in self.decision.steps if one.waits), None)

    @property
    def decided(self) -> Decision | None:
        return next((one.decision for one in self.decision.steps if one.decision), None)

    @property
    def was_asked(self) -> bool:
        """Whether the newest clearance asks this person, answered or not."""
        return self.clearing is not None and self.clearing.asks(self.standing)

    @property
    def is_answered(self) -> bool:
        """Whether everybody has answered the newest clearance."""
        return self.clearing is not None and not self.clearing.waiting

    @property
    def is_sent(self) -> bool:
        """Whether the words sent are those decided, so that none are to replace them."""
        sent, decided = self.leaving.submission, self.decided
        if sent is None or sent.has_failed or decided is None or self.plan.stage == Stage.DECISION:
            return False
        return sent.digest == decided.version.digest

    def was_done(self, page: str) -> bool:
        """Whether what a page sends out is out already."""
        leaving = self.leaving
        done = {"publish": leaving.is_published, "submit": leaving.is_submitted}
        return done.get(page, False)

    @property
    def is_being_written(self) -> bool:
        """False once the words are those that were sent: no part of them waits for anybody then."""
        return self.plan.stage == Stage.DRAFTING or self.progress.changed_since

    @property
    def meeting(self) -> tuple[str, date] | None:
        """Who is to decide the plan, and when; nothing once that is over."""
        if step := self.open_step:
            return step.body, step.meets_on
        if self.plan.meets_on and self.plan.stage in (Stage.DRAFTING, Stage.CLEARANCE):
            return self.plan.council.cabinet_word, self.plan.meets_on
        return None

    @property
    def next(self) -> NextAction:
        return NEXT[Stage(self.plan.stage)](self) or self.progress.reading()


def home_of(plan: Plan, progress: Progress, standing: Standing) -> Home:
    return Home(
        plan=plan,
        progress=progress,
        standing=standing,
        clearing=clearing_of(plan, lambda sent: changed_since(plan, sent, progress.last_act)),
        decision=decision.facts_of(plan),
        leaving=leaving.facts_of(plan),
        delivery=delivery.facts_of(plan),
        today=timezone.localdate(),
    )


def while_drafting(home: Home) -> NextAction | None:
    if not home.may(Right.WRITE_PLANS):
        return None
    back = home.clearing.sent_back if home.clearing else None
    if home.clearing and back and not home.clearing.has_earlier_words:
        about = f", about {back.place}" if back.place else ""
        why = f"Sent back by the {back.office.in_full}{about}: “{back.words}”"
        return home.to("Put it right", "plan_write", why)
    return home.progress.next_action()


def in_clearance(home: Home) -> NextAction | None:
    clearing = home.clearing
    if clearing is None:
        return None
    if home.may(Right.CLEAR) and (mine := clearing.asked_of(home.standing)):
        due = clearing.round.due_on
        by = f" by {due.day} {due:%B %Y}" if due else ""
        return home.to(
            "Answer the clearance", "move_answer", f"You are asked as {mine.office.in_full}{by}."
        )
    waits = clearing.waits_for(home.today)
    if home.may(Right.WRITE_PLANS) and clearing.has_earlier_words:
        why = f"{waits} The words have changed since they were sent."
        return home.to("Send again", "move_send", why)
    if home.may(Right.PUT_TO_DECISION) and not clearing.waiting:
        return home.to("Put to decision", "move_put", waits)
    return home.to("See who has answered", "clearance", f"{waits}{clearing.goes_to}")


def before_its_meeting(home: Home) -> NextAction | None:
    step = home.open_step
    if step is None:
        return noted(home)
    meets = f"{step.body} meets on {step.meets_on.day} {step.meets_on:%B %Y}."
    if home.may(Right.READ_DECISIONS):
        return home.to("Read what is put to you", "member", meets)
    if home.may(Right.RECORD_DECISIONS) and step.meets_on <= home.today:
        return home.to("Record the decision", "move_decide", meets)
    if step.round_id is None:
        return None
    return home.to("Read the report", "report_issued", meets, step.place)


def noted(home: Home) -> NextAction | None:
    """A meeting noted the plan, and no other is to decide it."""
    why = "The plan was noted, which is not an endorsement."
    if home.may(Right.SUBMIT) and not home.leaving.is_submitted:
        return home.to("Submit it as noted only", "move_submit", why)
    if going := on_its_way(home):
        return going
    if home.may(Right.WRITE_PLANS) and home.leaving.is_submitted:
        return home.to("Start monitoring", "move_start_monitoring", why)
    if home.may(Right.PUBLISH) and not home.leaving.is_published:
        return home.to("Publish it as noted", "move_publish", why)
    return None


def endorsed(home: Home) -> NextAction | None:
    decided = home.decided
    takes = decided.effective_from if decided else None
    later = ""
    if takes and takes > home.today:
        later = f" The decision takes effect on {takes.day} {takes:%B %Y}."
    if home.may(Right.PUBLISH) and not home.leaving.is_published:
        public = "residents still see its draft" if home.leaving.publication else "not yet public"
        return home.to("Publish", "move_publish", f"The plan is endorsed and {public}.{later}")
    if home.may(Right.SUBMIT) and not home.leaving.is_submitted:
        why = f"The e-mail to the department is prepared.{later}{' Send it then.' if later else ''}"
        return home.to("Submit", "move_submit", why)
    if going := on_its_way(home):
        return going
    if home.may(Right.WRITE_PLANS) and home.leaving.is_submitted:
        why = "The plan is submitted: say from now on how its commitments are getting on."
        return home.to("Start monitoring", "move_start_monitoring", why)
    return None


def on_its_way(home: Home) -> NextAction | None:
    """What waits in the outbox is not sent yet: until then there is nothing to report on."""
    sent = home.leaving.submission
    if sent is None or not sent.is_queued:
        return None
    why = "The e-mail to the department waits for the mail server. It is not sent yet."
    return home.to("See where it is", "sent", why)


def monitored(home: Home) -> NextAction | None:
    told = home.delivery
    why = told.in_words if told and told.commitments else "The plan makes no commitments."
    label = "Report progress" if home.may(Right.WRITE_PLANS) else "See the progress"
    return home.to(label, "progress", why)


def closed(home: Home) -> NextAction | None:
    return None


NEXT: dict[Stage, Callable[[Home], NextAction | None]] = {
    Stage.DRAFTING: while_drafting,
    Stage.CLEARANCE: in_clearance,
    Stage.DECISION: before_its_meeting,
    Stage.ENDORSED: endorsed,
    Stage.MONITORING: monitored,
    Stage.CLOSED: closed,
}


# What a button says once that is done already.
AGAIN = {"publish": "Publish again", "submit": "Replace the submission"}


def ways_on(home: Home) -> list[tuple[str, str]]:
    """What else this person may do with the plan now, as (label, address)."""
    ways = [
        (said_of(way, home), at(f"move_{way.page}", home.plan))
        for way in ways_from(home.plan.stage, home.standing)
        if is_of_use(way, home)
    ]
    return [way for way in ways if way[1] != home.next.href]


def is_of_use(way: Way, home: Home) -> bool:
    """Whether the page behind a way has anything for this person to do."""
    wanted = {
        "answer": home.was_asked,
        "put": home.is_answered,
        "start_monitoring": home.open_step is None and home.leaving.is_sent,
        "submit": not home.is_sent,
    }
    return wanted.get(way.page, True)


def said_of(way: Way, home: Home) -> str:
    """The label of a way, in the words of where the plan stands."""
    # Whose answer is still wanted has that as the next thing to do, and no way beside it.
    if way.page == "answer":
        return "Change your answer"
    # What goes out with the agenda is routine, which "before it is endorsed" does not say.
    if way.page == "publish" and home.open_step:
        return "Publish the draft with the agenda"
    return AGAIN.get(way.page, way.label) if home.was_done(way.page) else way.label
