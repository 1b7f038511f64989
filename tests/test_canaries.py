"""Who may see what: a word of its own in every text, looked for on every page by everybody."""

import itertools
import logging
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from zeal import zeal_ignore

from approvals.clearance.unfinished import keep_unfinished
from approvals.models import ClearanceResponse, StepPaper
from councils.actions.people import appoint
from councils.mail_words import Frozen, Withheld
from councils.models import Appointment, OutboxMessage, User
from councils.outbox import compose
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.beginnings import Beginning, keep_beginning
from plans.actions.files import FileData
from plans.actions.passages import edit_passage
from plans.actions.stashes import keep_stash
from plans.models import GuestLink, Plan
from plans.views import passages
from tests.access import Visitor
from tests.addresses import addresses_in, addresses_of_decided
from tests.approvals.makers import Chamber, make_whole_life
from tests.canaries import Planted, Reader, matrix, planting
from tests.makers import administrator_of, make_appointment, make_council, make_person
from tests.plan_makers import World, make_comment, make_evidence, make_suggestion
from tests.seen_by import ALLOWED, COUNCIL, DECIDED, DRAFT, INVITED, MAIL, OTHER

pytestmark = pytest.mark.slow

# Pages whose address has the key of a row, by the relation of the plan that lists the rows.
KEYED = {
    "themes": ("theme", "passage_add", "theme_edit", "theme_move", "theme_remove"),
    "passages": ("passage", "passage_move", "passage_remove", "passage_split", "passage_join"),
}
# Acts whose pages are opened however long ago they were.
OLDER_ACTS = (
    *("savings_confirmed", "clearance_comment_made", "clearance_carried"),
    *("round_sent", "copy_excused", "round_closed", "round_brought_back"),
)
LISTED = ("figures", "evidence", "metrics", "commitments", "barriers")


class Seen:
    """Two councils, three plans and everybody: what was planted, and who came upon it where."""

    def __init__(self) -> None:
        self.planted, self.reader = Planted(), Reader()
        with planting(self.planted):
            self.build()
        self.people = self.visitors()
        self.addresses = sorted(set(self.every_address()))
        seen = {visitor: self.walk(visitor, self.addresses) for visitor in self.people}
        self.found = matrix(self.planted, seen | {MAIL: self.by_mail()})

    def build(self) -> None:
        planted = self.planted
        planted.scope = COUNCIL
        self.council = make_council()
        planted.scope = OTHER
        self.other_council = make_council()
        planted.scope = DRAFT
        self.draft = World(self.council)
        self.more_of(self.draft.plan, self.draft.author)
        edit_passage(
            self.draft.paragraph,
            by=self.draft.author,
            seen=1,
            body=f"Said anew {planted.new('Passage.body')}.",
            reason=f"Because {planted.new('Act.reason')}",
        )
        make_comment(self.draft.paragraph, self.draft.author)
        for said in self.draft.plan.comments.exclude(key=self.draft.assigned.pk):
            planted.call(said.words, "Comment.words", of="on another’s paragraph")
        other = make_suggestion(self.draft.paragraph, self.draft.author, "Said another way.")
        planted.call(other.proposed, "Suggestion.proposed", of="on another’s paragraph")
        planted.scope = DECIDED
        self.chamber = Chamber(council=self.council)
        self.more_of(self.chamber.plan, self.chamber.author)
        make_whole_life(self.chamber)
        planted.scope = OTHER
        self.theirs = World(self.other_council)
        self.more_of(self.theirs.plan, self.theirs.author)
        known = make_person(self.other_council, Role.AUTHOR)
        make_appointment(self.other_council, known, Role.ADMINISTRATOR)
        self.known = known
        guest = make_person(self.other_council, Role.AUDITOR)
        planted.scope = COUNCIL
        self.invited = appoint(
            self.council,
            by=administrator_of(self.council),
            name="Somebody",
            email=guest.email,
            role=Role.AUDITOR,
            starts_on=timezone.localdate(),
        )
        planted.call(guest.email, "User.email", of="who is invited")
        planted.call(guest.name, "User.name", of="who is invited")
        assigned, sender = self.draft.assigned, self.chamber.author
        planted.call(assigned.body, "Passage.body", of="assigned")
        planted.call(assigned.theme.title, "Theme.title", of="assigned")
        for beside in assigned.theme.passages.exclude(pk=assigned.pk):
            planted.call(beside.body, "Passage.body", of="around")
        planted.call(self.draft.evidence.file.name, "StoredFile.name", of="of evidence")
        planted.call(sender.email, "User.email", of="who sent it")
        planted.call(sender.name, "User.name", of="who wrote the report")
        planted.call(self.chamber.member.name, "User.name", of="who moved an amendment")
        decided = self.chamber.plan
        for paper in StepPaper.objects.issued().filter(step__plan=decided).select_related("file"):
            planted.call(paper.file.name, "StoredFile.name", of="of what is issued")
        answers = ClearanceResponse.objects.filter(asked__round__plan=decided)
        for one in answers.select_related("answered_by__person"):
            planted.call(one.answered_by.name, "User.name", of="who answered")

    def more_of(self, plan: Plan, by: User) -> None:
        """What the builders leave out: a file's own bytes, and words that are not saved."""
        word = self.planted.new("file.bytes")
        file = FileData("minutes.txt", word.encode())
        make_evidence(plan, by, "Minutes", file=file, reason="They came")
        passage, body = plan.passages.last(), self.planted.new("Stash.body")
        keep_stash(plan, passage=passage.pk, by=by, seen=1, body=body, now=timezone.now())
        begun = {"body": self.planted.new("NewStash.body"), "now": timezone.now()}
        keep_beginning(plan, Beginning(None, 0), by=by, **begun)
        words, place = (self.planted.new(f"UnfinishedAnswer.{name}") for name in ("body", "place"))
        keep_unfinished(plan, by=by, words=words, place=place, now=timezone.now())

    def visitors(self) -> dict[str, User | None]:
        people: dict[str, User | None] = {str(role): self.chamber.person[role] for role in Role}
        people[Role.AUTHOR] = self.draft.author
        people[Visitor.ASSIGNED] = self.draft.writer
        people[Visitor.OTHER_COUNCIL] = self.known
        people[Visitor.NOBODY] = make_person(self.other_council)
        people[INVITED] = self.invited.person
        people[Visitor.ANONYMOUS] = None
        return people

    def every_address(self) -> Iterator[str]:
        for world in (self.draft, self.theirs):
            yield from addresses_in(world).values()
            yield from self.of_every_row(world.plan)
        decided = self.chamber.plan
        yield from addresses_of_decided(decided).values()
        # What was called in has been decided again.
        yield from (plan_url("decision", decided, step.place) for step in decided.steps.all())
        yield from self.of_every_row(decided)
        yield from (plan_url("decision", decided, one.place) for one in decided.steps.all())
        unnumbered = {"plan", "plan_write", "page_write", "page_left", "plan_read", "history"}
        unnumbered |= {"versions", "clearance", "introduction", "questions", "progress"}
        unnumbered |= {"plan_draft_pdf", "plan_draft_docx", "plan_draft_odt"}
        unnumbered |= {"comments", "suggestions", "plan_ready"}
        unnumbered |= {"clearance_to_authors", "pack", "compliance", "amendments"}
        for name in unnumbered:
            yield plan_url(name, decided)
        for council in (self.council, self.other_council):
            yield from (f"/{council.slug}/people/{one.pk}/" for one in council.appointments.all())
            newest = Act.objects.filter(council=council).order_by("-sequence")
            of_links = newest.filter(subject_kind=GuestLink.record_kind)
            for one in (*newest[:5], *of_links[:1]):
                yield f"/{council.slug}/history/{one.sequence}/"

    def of_every_row(self, plan: Plan) -> Iterator[str]:
        for relation, names in KEYED.items():
            for row, name in itertools.product(getattr(plan, relation).all(), names):
                rest = ["paragraph"] if name == "passage_add" else []
                yield plan_url(name, plan, row.pk, *rest)
        for kind in LISTED:
            yield plan_url("items", plan, kind)
            yield plan_url("item_add", plan, kind)
            for row in getattr(plan, kind).all():
                yield from (plan_url(name, plan, kind, row.pk) for name in ("item", "item_remove"))
        for item in plan.evidence.all():
            yield plan_url("evidence_file", plan, item.pk)
        for comment in plan.comments.all():
            yield from (plan_url(name, plan, comment.pk) for name in ("comment", "comment_settle"))
        for one in plan.suggestions.all():
            for name in ("suggestion", "suggestion_accept", "suggestion_refuse"):
                yield plan_url(name, plan, one.pk)
        for version in plan.versions.all():
            for way in ("", "_pdf", "_docx", "_odt", "_html", "_json"):
                yield plan_url(f"version{way}", plan, version.number)
        for found in plan.word_rounds.all():
            yield from (plan_url(name, plan, found.number) for name in ("word_round", "returned"))
        acts = Act.objects.filter(plan=plan.pk).order_by("-sequence")
        for act in (*acts[:8], *acts.filter(verb__in=OLDER_ACTS)):
            yield plan_url("act", plan, act.sequence)

    def walk(self, visitor: str, addresses: list[str]) -> dict[str, str]:
        """The words that somebody comes upon, and the first address of each."""
        browser, person = Client(raise_request_exception=True), self.people[visitor]
        if person:
            browser.force_login(person)
        found: dict[str, str] = {}
        with zeal_ignore():
            for address in [*addresses, "/no-such-page/", f"/{self.council.slug}/nothing/"]:
                for word in self.reader.words(browser.get(address)):
                    found.setdefault(word, address)
        return found

    def by_mail(self) -> dict[str, str]:
        """The words of every e-mail that waits, and in which."""
        found: dict[str, str] = {}
        for message in OutboxMessage.objects.exclude(kind__contains="cover"):
            try:
                email = compose(message)
            except Withheld:
                continue  # seen by nobody
            if isinstance(email, Frozen):
                continue  # what goes to the department
            for word in self.reader.read(f"{email.subject}\n{email.body}".encode()):
                found.setdefault(word, f"{message.kind} to {message.recipient}")
        return found


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Seen]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(logging.root.manager, "disable", logging.WARNING)
        yield Seen()
        transaction.set_rollback(True)


def leaks(found: dict[tuple[str, str], dict[str, str]]) -> list[str]:
    """What somebody came upon that the table does not let them see, and where."""
    return sorted(
        f"{of}: {kind} seen by {visitor} at {address}"
        for (of, kind), by in found.items()
        for visitor, address in by.items()
        if visitor not in ALLOWED.get((of, kind), ())
    )


def test_nobody_comes_upon_words_that_are_not_for_them(db, seen):
    assert leaks(seen.found) == []


def test_whom_words_are_for_comes_upon_them(db, seen):
    """The table says no more than is so, and what it looks for is found where it is."""
    found = {key: set(by) for key, by in seen.found.items()}
    missing = {key: who - found.get(key, set()) for key, who in ALLOWED.items()}
    assert [f"{key}: {sorted(map(str, who))}" for key, who in missing.items() if who] == []


def test_every_text_that_was_planted_is_in_the_table(db, seen):
    # Whoever looks is not the person who typed these.
    kinds = ("Stash.body", "NewStash.body")
    unsaved = {(whose, one) for whose in (OTHER, DECIDED) for one in kinds}
    # Nor does an author answer a clearance.
    answers = ("UnfinishedAnswer.body", "UnfinishedAnswer.place")
    unsaved |= {(whose, one) for whose in (DRAFT, OTHER, DECIDED) for one in answers}
    of_nobody = {(OTHER, "Import.name")} | unsaved
    assert set(seen.planted.words.values()) - of_nobody == set(ALLOWED)


def test_a_page_that_shows_what_stands_around_a_paragraph_would_be_caught(db, seen, monkeypatch):
    """The control: as it was when a contributor could open the page that moves their paragraph."""
    shown = partial(passages.passage_or_404, to_write=True)
    monkeypatch.setattr(passages, "passage_or_404", shown)
    move = plan_url("passage_move", seen.draft.plan, seen.draft.assigned.pk)
    found = matrix(seen.planted, {Visitor.ASSIGNED: seen.walk(Visitor.ASSIGNED, [move])})

    assert any("Passage.body seen by" in one for one in leaks(found))


def test_a_name_told_before_it_is_accepted_would_be_caught(db, seen, monkeypatch):
    """The control: as it was when an address that is known elsewhere showed its person's name."""
    monkeypatch.setattr(Appointment, "person_name", property(lambda self: self.person.name))
    people = [f"/{seen.council.slug}/people/"]
    found = matrix(seen.planted, {"administrator": seen.walk(Role.ADMINISTRATOR, people)})

    assert any("User.name, who is invited" in one for one in leaks(found))
