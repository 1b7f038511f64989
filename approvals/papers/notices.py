"""Which notice the law asks for before a meeting or a decision, and what lets it be shorter.

Pure: the days are counted by `councils.notice`, and what somebody says of them is `NoticeData`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.models import DecisionStep
from approvals.models.routes import ALONE, NOT_EXECUTIVE, Route
from councils.models import Governance
from councils.notice import NoticeDays
from web.dates import day_in_words, weekday_in_words
from web.errors import Refused

# Who meets in public: whoever decides, and scrutiny (Part VA of the Local Government Act 1972).
MEETS = frozenset({DecisionStep.Kind.DECIDER, DecisionStep.Kind.SCRUTINY})


@dataclass(frozen=True)
class Asked:
    """What is asked before a step: an agenda; of a key decision its notice; of a private meeting
    its two. `chair` is whether only the chair may let an item in late.
    """

    agenda: bool = False
    key: bool = False
    private: bool = False
    chair: bool = False


def asked_before(
    governance: Governance.Form | None,
    route: Route,
    kind: DecisionStep.Kind = DecisionStep.Kind.DECIDER,
) -> Asked:
    """By how the council is governed, the route of a step, and its kind.

    Agenda: regs 6 and 7 of SI 2012/2089 for the executive, sections 100A to 100K of the Local
    Government Act 1972 for committees and council. Key decisions (reg 9) and notice of a private
    meeting (reg 5) are the executive's alone: a council with committees has none. Nobody who
    decides alone has an agenda, and of a power left to a delegate nothing is asked beforehand.
    """
    meets = kind in MEETS and route not in ALONE
    committees = governance == Governance.Form.COMMITTEES
    executive = kind == DecisionStep.Kind.DECIDER and route not in NOT_EXECUTIVE and not committees
    open_body = committees or route in NOT_EXECUTIVE or kind == DecisionStep.Kind.SCRUTINY
    return Asked(
        agenda=meets, key=executive, private=executive and meets, chair=meets and open_body
    )


@dataclass(frozen=True)
class NoticeData:
    """What is said of its notice when a plan is put to decision; what nobody says stays empty."""

    key_decision: bool | None = None
    agenda_on: date | None = None
    key_notice_on: date | None = None
    late_agreed_by: str = ""
    late_agreed_on: date | None = None
    late_why: str = ""
    exception_on: date | None = None
    exception_why: str = ""
    urgency_agreed_by: str = ""
    urgency_agreed_on: date | None = None
    urgency_why: str = ""

    @property
    def has_late_item(self) -> bool:
        return bool(self.late_agreed_by or self.late_agreed_on or self.late_why)

    @property
    def has_exception(self) -> bool:
        return bool(self.exception_on or self.exception_why)

    @property
    def has_urgency(self) -> bool:
        return bool(self.urgency_agreed_by or self.urgency_agreed_on or self.urgency_why)

    @property
    def is_about_a_key_decision(self) -> bool:
        return bool(self.key_notice_on) or self.has_exception or self.has_urgency


NOTHING_SAID = NoticeData()
TO_COME = "That day is still to come."


@dataclass(frozen=True)
class Planned:
    """A meeting, or a decision, as it is planned today: what is asked of it, and by which days.

    `late_item` is whether one was recorded for this meeting when the plan was sent to it before;
    `is_sent` whether it is only sent to it now, so that no agenda can have the plan yet.
    """

    asked: Asked
    days: NoticeDays
    today: date
    late_item: bool = False
    is_sent: bool = False

    def faults(self, said: NoticeData) -> Iterator[Refused]:
        """What is said and cannot be, each at its field; then that there is too little notice."""
        whole = [*self.agenda_faults(said), *self.key_faults(said)]
        yield from whole
        if not whole and (short := [*self.agenda_short(said), *self.key_short(said)]):
            yield Refused(" ".join(short), field="meets_on")

    def agenda_faults(self, said: NoticeData) -> Iterator[Refused]:
        if not self.asked.agenda and (said.agenda_on or said.has_late_item):
            field = "agenda_on" if said.agenda_on else "late_why"
            yield Refused("Whoever decides alone has no agenda: leave this empty.", field=field)
            return
        yield from self.not_to_come("agenda_on", said.agenda_on)
        if not said.has_late_item:
            return
        if not said.late_why:
            yield Refused("Say why the item is taken late.", field="late_why")
        if self.asked.chair and not said.late_agreed_by:
            yield Refused("Enter the chair who agreed to take it.", field="late_agreed_by")
        yield from self.not_to_come("late_agreed_on", said.late_agreed_on)

    def key_faults(self, said: NoticeData) -> Iterator[Refused]:
        if not self.asked.key:
            if said.key_decision or said.is_about_a_key_decision:
                why = "Only the executive takes key decisions: leave this empty."
                yield Refused(why, field="key_decision")
            return
        if said.is_about_a_key_decision and not said.key_decision:
            why = "Say that it is a key decision, or leave what is about one empty."
            yield Refused(why, field="key_decision")
        yield from self.not_to_come("key_notice_on", said.key_notice_on)
        if said.has_exception:
            yield from self.exception_faults(said)
        if said.has_urgency:
            yield from self.urgency_faults(said)

    def exception_faults(self, said: NoticeData) -> Iterator[Refused]:
        """Reg 10: notice to the chair of scrutiny, made public; five clear days; the reasons."""
        if said.exception_on is None:
            yield Refused("Enter the day on which that notice was given.", field="exception_on")
        elif said.exception_on > self.today:
            yield Refused(TO_COME, field="exception_on")
        elif (first := self.days.after_exception(said.exception_on)) > self.days.on:
            why = (
                "Five clear days have to go by after that notice: the first day to decide is "
                f"{weekday_in_words(first)}."
            )
            yield Refused(why, field="exception_on")
        if not said.exception_why:
            why = "Say why notice of 28 days could not be given."
            yield Refused(why, field="exception_why")

    def urgency_faults(self, said: NoticeData) -> Iterator[Refused]:
        """Reg 11: who agreed that it is urgent and cannot wait, and the reasons."""
        if not said.urgency_agreed_by:
            yield Refused("Enter who agreed that it is urgent.", field="urgency_agreed_by")
        if said.urgency_agreed_on is None:
            yield Refused("Enter the day on which they agreed.", field="urgency_agreed_on")
        yield from self.not_to_come("urgency_agreed_on", said.urgency_agreed_on)
        if not said.urgency_why:
            yield Refused("Say why it cannot wait.", field="urgency_why")

    def not_to_come(self, field: str, day: date | None) -> Iterator[Refused]:
        if day and day > self.today:
            yield Refused(TO_COME, field=field)

    def agenda_short(self, said: NoticeData) -> Iterator[str]:
        """Why the agenda cannot be in time, and what is open; nothing where it can, or need not."""
        last = self.days.agenda
        if not self.asked.agenda or self.today <= last or self.late_item or said.late_why:
            return
        if said.agenda_on and said.agenda_on <= last:
            return
        late = "that the chair agreed to a late item" if self.asked.chair else "why it is late"
        out = "" if self.is_sent else "when it was out, or "
        yield (
            f"The agenda had to be out by {weekday_in_words(last)}, five clear days before. Choose "
            f"a later day, or say below {out}{late}."
        )

    def key_short(self, said: NoticeData) -> Iterator[str]:
        """The same of the notice of a key decision."""
        last = self.days.key_decision
        if not self.asked.key or not said.key_decision or self.today <= last:
            return
        if said.key_notice_on and said.key_notice_on <= last:
            return
        if not (said.has_exception or said.has_urgency):
            yield (
                f"Notice of a key decision had to be out by {weekday_in_words(last)}, 28 clear "
                f"days before. Choose a later day, or say below when it was out, or {self.ways}."
            )

    @property
    def ways(self) -> str:
        """Which exceptions from the 28 days are open today."""
        last = self.days.general_exception
        if self.today <= last:
            return f"record a general exception: its notice can be given until {day_in_words(last)}"
        return "record special urgency: for a general exception too few days are left"

    @property
    def in_words(self) -> str:
        """ "The agenda has to be out by Tuesday 2 July 2024." and what else is asked."""
        days, told = self.days, []
        if self.asked.agenda:
            told.append(
                f"The agenda {self.has_to(days.agenda)} be out by {weekday_in_words(days.agenda)}."
            )
        if self.asked.agenda and self.late_item:
            told.append("A late item is recorded for it.")
        if self.asked.key:
            told.append(
                f"If it is a key decision, notice of that {self.has_to(days.key_decision)} be "
                f"out by {weekday_in_words(days.key_decision)}."
            )
        return " ".join(told)

    def has_to(self, last: date) -> str:
        return "has to" if self.today <= last else "had to"
