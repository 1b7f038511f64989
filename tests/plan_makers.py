"""Plans for tests, written by the same actions as the pages use."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from councils.actions import meetings
from councils.actions.sign_ins import note_attempt
from councils.models import Council, Meeting, SignIn, User, WordTemplate
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import (
    assignments,
    comments,
    commissions,
    guests,
    items,
    passages,
    plans,
    rounds,
    savings,
    suggestions,
    themes,
    versions,
)
from plans.actions.files import FileData
from plans.actions.imports import keep_import
from plans.actions.returned import (
    BroughtBack,
    Chosen,
    bring_back,
    digest_of,
    keep_returned,
)
from plans.actions.sheets import bring_in_sheet, sheets_of
from plans.actions.word_template import choose_template
from plans.commission import CommissionBrief, brief_from_json
from plans.edits import editing
from plans.importing.bringing import NotComing
from plans.importing.marked import Said, read_marked
from plans.importing.source import read_source
from plans.models import (
    Barrier,
    Comment,
    CommissionVersion,
    Commitment,
    Evidence,
    Figure,
    GuestLink,
    Import,
    Metric,
    Passage,
    Plan,
    QuestionAssignment,
    SavingsConfirmer,
    Suggestion,
    Theme,
    Version,
    WaitingLetter,
    WaitingReturn,
    WordRound,
)
from plans.returned import Proposal, Returned, ReturnedComment
from plans.round_marks import mark_of_copy
from plans.sheets.comparing import compare
from plans.sheets.kinds import SHEETS
from plans.sheets.reading import read_cells
from plans.sheets.values import why_not_taken
from tests import sample_files
from tests.makers import administrator_of, make_council, make_person
from tests.plans.importing import word_kinds
from tests.plans.importing.word_files import paragraph, run
from tests.plans.importing.word_marked_up import dele, ins
from web.sending import CURRENT, Sending

SHIPPED = "productivity-2024"
LINK = "https://northmoor.example/accounts"


def make_plan(council: Council, by: User, title: str = "Our plan", **details: Any) -> Plan:
    """A plan of the shipped commission's four themes, without text."""
    commission = details.pop("commission", None) or commissions.shipped_version(SHIPPED)
    return plans.start_plan(council, by=by, title=title, commission=commission, **details)


def make_theme(plan: Plan, by: User, title: str = "A theme of our own", **details: Any) -> Theme:
    return themes.add_theme(plan, by=by, title=title, **details)


def make_paragraph(
    plan: Plan, by: User, body: str = "Some words.", theme: Theme | None = None, **details: Any
) -> Passage:
    """A paragraph of a theme, or of the introduction."""
    kind = details.pop("kind", Passage.Kind.PARAGRAPH)
    return passages.add_passage(plan, by=by, theme=theme, kind=kind, body=body, **details)


def make_heading(plan: Plan, by: User, body: str = "A heading", **details: Any) -> Passage:
    return make_paragraph(plan, by, body, kind=Passage.Kind.HEADING, **details)


def make_figure(plan: Plan, by: User, name: str = "savings", **details: Any) -> Figure:
    facts = {"label": f"What {name} come to", "value": Decimal("96.4"), "unit": "£m"}
    return items.add_item(plan, Figure, by=by, name=name, **facts | details)


def make_metric(plan: Plan, by: User, name: str = "Days lost", **details: Any) -> Metric:
    facts = {"kind": "reported here", "direction": "higher is better"}
    return items.add_item(plan, Metric, by=by, name=name, **facts | details)


def give_saving(commitment: Commitment, **details: Any) -> bool:
    """Savings of a year, cash-releasing and recurring unless told."""
    return items.set_saving(commitment, **{"cash_releasing": True, "recurring": True} | details)


def make_commitment(plan: Plan, by: User, reference: str = "C1", **details: Any) -> Commitment:
    facts = {"what": "Answer calls within a minute"}
    return items.add_item(plan, Commitment, by=by, reference=reference, **facts | details)


def make_barrier(plan: Plan, by: User, what: str = "Rules of grants", **details: Any) -> Barrier:
    return items.add_item(plan, Barrier, by=by, what=what, **details)


def make_evidence(plan: Plan, by: User, title: str = "Accounts", **details: Any) -> Evidence:
    facts = {"kind": "published work"} | ({} if details.get("file") else {"link": LINK})
    return items.add_item(plan, Evidence, by=by, title=title, **facts | details)


def a_file(content: bytes = b"The accounts.") -> FileData:
    """What somebody hands in."""
    return FileData("accounts.txt", content)


def an_email(words: str = "Content with this.", sender: str = "officer@council.test") -> FileData:
    """What a mail program saves of an e-mail."""
    return FileData("answer.eml", sample_files.an_email(words, sender=sender))


def make_letter(council: Council, by: User) -> WaitingLetter:
    """A letter that was read, and waits for its commission to be added."""
    return commissions.keep_letter(council, by=by, letter=a_file(b"A letter."))


def make_word_template(council: Council, name: str = "house.dotx") -> WordTemplate:
    """The council's Word files look as Word's usual styles do."""
    by = administrator_of(council)
    return choose_template(council, by=by, file=FileData(name, sample_files.a_word_template()))


def make_meeting(
    council: Council,
    by: User | None = None,
    *,
    body: str = "Cabinet",
    kind: str = "cabinet",
    on: date = date(2031, 1, 7),
    starts_at: time | None = None,
) -> Meeting:
    by = by or administrator_of(council)
    return meetings.add_meeting(council, by=by, body=body, kind=kind, on=on, starts_at=starts_at)


def make_cancelled(council: Council, by: User | None = None, **facts: Any) -> Meeting:
    """A meeting that was listed, and does not take place."""
    by = by or administrator_of(council)
    meeting = make_meeting(council, by, **facts)
    meetings.cancel_meeting(meeting, by=by, seen=1, reason="There is no business")
    meeting.refresh_from_db()
    return meeting


MARKED_UP = word_kinds.docx(paragraph(run("We saved ") + dele("much") + ins("more") + run(".")))


def make_import(plan: Plan, by: User, text: str = "Words that nothing places.") -> Import:
    return keep_import(plan, by=by, name="pasted text", source=read_source("a.txt", text.encode()))


def make_marked_import(plan: Plan, by: User, data: bytes = MARKED_UP) -> Import:
    """A Word file with tracked changes, of which nobody said yet what becomes of them."""
    source = read_source("plan.docx", data)
    return keep_import(plan, by=by, name="plan.docx", source=source, marked=read_marked(data))


def make_comment(thing: Any, by: User, words: str = "Is this so?", **details: Any) -> Comment:
    """A comment on a passage, or on a row of one of its plan's lists."""
    about = thing.record_kind
    return comments.make_comment(
        thing.plan, by=by, about=about, key=thing.pk, words=words, **details
    )


def make_suggestion(passage: Passage, by: User, body: str, **details: Any) -> Suggestion:
    """Other words for a passage, begun from those that stand there now unless told."""
    facts = {"seen": Passage.objects.get(pk=passage.pk).revision, "body": body}
    return suggestions.make_suggestion(passage, by=by, **facts | details)


def make_sheet(plan: Plan, by: User) -> Act:
    """A spreadsheet of one figure that was brought in."""
    cells = "Short name\tWhat it is\tValue\tUnit\nstaff\tPeople at work\t412\tnumber\n"
    changes = compare(plan, SHEETS["figures"], read_cells(cells)).changes
    bring_in_sheet(plan, by=by, changes=changes, file="staff.csv", kind="figures")
    return sheets_of(plan, "figures")[0]


def make_version(plan: Plan, by: User, reason: str = "For the directors") -> Version:
    return versions.make_version(plan, by=by, reason=reason)


def make_moved_on(plan: Plan, by: User) -> None:
    """As once it was sent to others: from here on a change of its words needs a reason."""
    with editing(plan, by=by, verb="edited", subject=plan) as w:
        w.act.change(w.plan, moves=w.plan.moves + 1)
    plan.refresh_from_db(fields=["moves", "revision"])


def make_round(plan: Plan, by: User, **details: Any) -> WordRound:
    """A round in Word to a director without an account, who sends it themselves unless told."""
    facts: dict[str, Any] = {"people": [], "others": [("Director", "director@directors.test")]}
    facts |= {"answer_by": timezone.localdate() + timedelta(days=7), "by_email": False}
    return rounds.send_round(plan, by=by, **facts | details)


def said_of_copy(found: WordRound, *proposals: Proposal, number: int = 1, **said: Any) -> Returned:
    """What the file of a copy says once it came back."""
    mark = mark_of_copy(found.mark, number)
    return Returned("this round", "", mark, proposals=proposals, **said)


def make_waiting(
    found: WordRound, by: User, said: Returned, name: str = "back.docx"
) -> WaitingReturn:
    digest = digest_of(f"{name} of {found.pk}: {said}".encode())
    return keep_returned(found, by=by, name=name, digest=digest, said=said)


def bring_back_of(
    plan: Plan, by: User, chosen: Sequence[Chosen], shown: Iterable[int]
) -> BroughtBack:
    """As the page of what came back does it, by the forms of what is in the plan."""
    why_not = partial(why_not_taken, plan)
    return bring_back(plan, by=by, chosen=chosen, shown=shown, why_not=why_not)


def make_brought_back(found: WordRound, by: User, said: Returned, name: str = "back.docx") -> None:
    """A file of a round that was looked at and brought in, as whose it says it is."""
    row = make_waiting(found, by, said, name)
    bring_back_of(found.plan, by, [(row, row.copy, "")], [row.pk])


def make_ended_round(plan: Plan, by: User, passage: Passage) -> WordRound:
    """One that three people had: one answered, one was asked again, one is not waited for."""
    others = [(f"Partner {n}", f"partner-{n}@partner.test") for n in range(3)]
    found = make_round(plan, by, others=others, note="Look at the savings")
    said = Said("", None, "Are these all?")
    shorter = Proposal("words", Said("", None, ""), passage.pk, "Said in fewer words.")
    remark = ReturnedComment(passage.pk, "", said)
    left = (NotComing("the title of a theme", Said("", None, "Fewer words")),)
    make_brought_back(found, by, said_of_copy(found, shorter, comments=(remark,), left=left))
    rounds.ask_again(found.copies.get(number=2), by=by)
    rounds.excuse(found.copies.get(number=3), by=by, words="They retired")
    rounds.close_round(found, by=by, words="Enough has come back")
    return found


def make_given(plan: Plan, by: User, writer: User, **terms: Any) -> QuestionAssignment:
    """A question of the first theme that somebody is to write on."""
    [given] = assignments.give(plan, by=by, what=[("question", "1.2")], writer=writer, **terms)
    assert isinstance(given, QuestionAssignment)
    return given


def make_link_to(passage: Passage, by: User, **details: Any) -> GuestLink:
    """A link for somebody without an account, to write a paragraph that nobody has."""
    facts: dict[str, Any] = {"name": "Director of the partner", "email": "director@partner.test"}
    facts |= {"until": timezone.localdate() + timedelta(days=7), **details}
    what = ("passage", str(passage.pk))
    return guests.send_link(passage.plan, by=by, **{"what": what} | facts)


def make_confirmer(council: Council) -> SavingsConfirmer:
    """Somebody whom the Section 151 officer named to confirm savings."""
    officer = make_person(council, Role.SECTION_151, name="First finance officer")
    named = make_person(council, Role.AUDITOR, name="Finance business partner")
    return savings.name_confirmer(council, by=officer, person=named)


@contextmanager
def sent_by(person: User) -> Iterator[None]:
    """What the block does, it does by a form that this person sent."""
    form = Sending(person.pk, "/a/form/", uuid.uuid4(), "0" * 64, adds=False)
    token = CURRENT.set(form)
    try:
        yield
    finally:
        CURRENT.reset(token)


@dataclass
class World:
    """One council with a plan that has one of everything, and the address of each of its pages."""

    council: Council = field(default_factory=make_council)

    def __post_init__(self) -> None:
        self.author = make_person(self.council, Role.AUTHOR)
        self.writer = make_person(self.council, Role.CONTRIBUTOR)
        self.plan = make_plan(self.council, self.author)
        self.write()
        self.list()
        self.bring_in()
        self.version = make_version(self.plan, self.author)
        make_ended_round(self.plan, self.author, self.assigned)
        self.round = make_round(self.plan, self.author)
        self.returned = make_waiting(self.round, self.author, said_of_copy(self.round))
        note_attempt(self.author, SignIn.Outcome.SIGNED_IN)
        self.meeting = make_meeting(self.council)
        self.cancelled = make_cancelled(self.council, body="Planning committee", kind="committee")

    def write(self) -> None:
        plan, by = self.plan, self.author
        self.theme = plan.themes.first()
        self.empty_theme = make_theme(plan, by)
        with sent_by(by):
            self.heading = make_heading(plan, by, theme=self.theme)
        make_figure(plan, by)
        self.paragraph = make_paragraph(
            plan, by, "We saved {figure:savings}.", self.theme, questions=["1.1"]
        )
        self.assigned = make_paragraph(plan, by, "To be written.", self.theme, writer=self.writer)
        self.given = make_given(plan, by, self.writer, asked_for="What it saved")
        self.opening = make_paragraph(plan, by, "The opening words. They go on.")
        asked = make_paragraph(plan, by, "Of the partner.")
        self.link = make_link_to(asked, by, asked_for="What the partner gained")
        make_comment(asked, by, "Is all of it said?")
        self.removed = make_paragraph(plan, by, "Taken out again.", self.theme)
        passages.remove_passage(self.removed, by=by, seen=1)
        self.removed.pk = Passage.history.filter(history_type="-").latest("history_id").id

    def list(self) -> None:
        plan, by = self.plan, self.author
        plans.edit_plan(
            plan,
            by=by,
            seen=1,
            title=plan.title,
            numbering=plan.numbering,
            meets_on=date(2030, 7, 9),
            records_savings=True,
        )
        plan.refresh_from_db()
        plans.set_coverage(plan, by=by, question="2.1", state="left_out", reason="Not ours")
        self.spare_figure = make_figure(plan, by, "spare")
        self.sheet = make_sheet(plan, by)
        self.metric = make_metric(plan, by)
        self.result = items.record_result(
            self.metric, by=by, period="2023/24", ends_on=date(2024, 3, 31), value=Decimal(9)
        )
        self.commitment = make_commitment(plan, by, theme=self.theme, metrics=[self.metric])
        give_saving(self.commitment, by=by, year=2024, planned=Decimal(1000))
        self.confirmer = make_confirmer(self.council)
        self.barrier = make_barrier(plan, by)
        self.evidence = make_evidence(plan, by, file=a_file())
        self.comment = make_comment(self.assigned, by, quote="To be written.")
        self.suggestion = make_suggestion(
            self.assigned, by, "Written soon.", note="It reads better"
        )

    def bring_in(self) -> None:
        self.kept = make_import(self.plan, self.author)
        self.marked = make_marked_import(self.plan, self.author)
        self.letter = make_letter(self.council, self.author)
        self.own = commissions.make_commission(
            self.council,
            by=self.author,
            asked=asked_as(commissions.shipped_version(SHIPPED), "our-request"),
            letter=make_letter(self.council, self.author).pk,
        )

    def at(self, name: str, *rest: object) -> str:
        return plan_url(name, self.plan, *rest)


def asked_as(version: CommissionVersion, slug: str, **changed: Any) -> CommissionBrief:
    """What a commission's version asks, under another address and with what is `changed`."""
    return replace(brief_from_json(version.content), slug=slug, **changed)
