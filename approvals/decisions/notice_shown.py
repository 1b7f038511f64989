"""What a step's notice came to: by which day each paper had to be out, and whether it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from approvals.clearance.meeting_notice import asked_of
from approvals.models import Decision, DecisionStep, NoticeException, StepPaper
from councils.notice import NoticeDays, notice_days
from web.dates import day_in_words

Kind, Paper = NoticeException.Kind, StepPaper.Kind
AGENDA, KEY, PRIVATE = "Agenda", "Notice of a key decision", "Notice of a private meeting"
IF_KEY = "Notice, if it is a key decision"
SECOND, EXCEPTION = "Second notice of it", "Notice under the general exception"


class Standing(models.TextChoices):
    """Three things: a paper whose day nobody recorded is neither in time nor late."""

    IN_TIME = "in_time", "In time"
    LATE = "late", "Late"
    NOT_KNOWN = "not_known", "Not known"


@dataclass(frozen=True)
class NoticeLine:
    """One paper that the law asks for: the last day counted, and when it was out, if known."""

    label: str
    by: date
    on: date | None
    today: date

    @property
    def standing(self) -> Standing:
        if self.on is None:
            return Standing.NOT_KNOWN
        return Standing.IN_TIME if self.on <= self.by else Standing.LATE

    @property
    def in_words(self) -> str:
        """ "Had to be out by 1 July 2024. It was out on 28 June 2024: in time.\""""
        has = "Has" if self.today <= self.by else "Had"
        asked = f"{has} to be out by {day_in_words(self.by)}."
        if self.on is None:
            return f"{asked} When it was out is not known."
        return f"{asked} It was out on {day_in_words(self.on)}: {self.standing.label.lower()}."


@dataclass(frozen=True)
class StepNotice:
    """What is counted of a step, and what was recorded where there was too little notice."""

    lines: tuple[NoticeLine, ...]
    exceptions: tuple[NoticeException, ...]
    key_decision: bool | None

    def __bool__(self) -> bool:
        return bool(self.lines or self.exceptions)


def notice_of(step: DecisionStep) -> StepNotice:
    """Only shown, whatever it comes to; of a step without its day nothing is counted."""
    on, council = step.decides_on, step.plan.council
    rows = NoticeException.objects.told_of(step)
    key = key_decision_of(step)
    if on is None:
        return StepNotice((), rows, key)
    asked = asked_of(council, on, step.body, step.route, DecisionStep.Kind(step.kind))
    if not (asked.agenda or asked.key):
        return StepNotice((), rows, key)
    papers, days = list(step.papers.all()), notice_days(council, on)
    told: list[tuple[str, date, date | None]] = []
    if asked.agenda:
        told.append((AGENDA, days.agenda, newest(papers, Paper.AGENDA)))
    if asked.key and key is not False:
        label = KEY if key else IF_KEY
        told.append((label, days.key_decision, newest(papers, Paper.KEY_NOTICE)))
        told += under_exception(papers, rows, days)
    if asked.private and has_exempt_information(step):
        told += private_notices(papers, days)
    today = timezone.localdate()
    return StepNotice(tuple(NoticeLine(*one, today) for one in told), rows, key)


def key_decision_of(step: DecisionStep) -> bool | None:
    """As the record of its decision says, or else whoever put it; None where nobody said."""
    decision: Decision | None = getattr(step, "decision", None)
    said = decision.key_decision if decision else None
    return step.key_decision if said is None else said


def has_exempt_information(step: DecisionStep) -> bool:
    decision: Decision | None = getattr(step, "decision", None)
    return bool(decision and decision.exempt_information)


def newest(papers: Iterable[StepPaper], kind: str) -> date | None:
    """The day of the newest paper of a kind, which counts; None where it is not known."""
    found = [one for one in papers if one.kind == kind]
    return found[-1].published_on if found else None


def under_exception(
    papers: Iterable[StepPaper], rows: Iterable[NoticeException], days: NoticeDays
) -> Iterator[tuple[str, date, date | None]]:
    """Five clear days after the notice that reg 10 asks for, where it was used."""
    said = [one.on for one in rows if one.kind == Kind.GENERAL_EXCEPTION]
    shown = [one for one in papers if one.kind == Paper.EXCEPTION]
    if said or shown:
        yield (
            EXCEPTION,
            days.general_exception,
            newest(shown, Paper.EXCEPTION) or next(iter(said[-1:]), None),
        )


def private_notices(
    papers: Iterable[StepPaper], days: NoticeDays
) -> Iterator[tuple[str, date, date | None]]:
    """Reg 5 asks for two: the first is the earliest that is recorded, the second the latest."""
    known = sorted(
        one.published_on for one in papers if one.kind == Paper.PRIVATE_NOTICE and one.published_on
    )
    yield PRIVATE, days.private, known[0] if known else None
    yield SECOND, days.second_private, known[-1] if len(known) > 1 else None


def key_and_late(step: DecisionStep) -> tuple[tuple[str, str], ...]:
    """What the record of a decision has of it: a key decision, and what allowed less notice."""
    key = step.key_decision
    said = [] if key is None else [("Key decision", "Yes" if key else "No")]
    rows = NoticeException.objects.told_of(step)
    return tuple(said + [(one.get_kind_display(), one.in_a_line) for one in rows])


def said_when_put(step: DecisionStep) -> str:
    """ "It is a key decision; special urgency, agreed by the chair on 3 July 2024", in a line."""
    key = {True: "a key decision", False: "no key decision", None: ""}[step.key_decision]
    rows = NoticeException.objects.told_of(step)
    return "; ".join(filter(None, (key, *(str(one) for one in rows))))
