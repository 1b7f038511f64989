"""What was sent subject to approval stays an open exception until its words are endorsed."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from approvals.models import Submission
from approvals.models.call_in import HELD, CalledIn
from approvals.subject_to_approval import (
    Because,
    Endorsement,
    Sent,
    SentException,
    exceptions_in,
)
from approvals.submission.archive import archive_of
from approvals.submission.earlier import EarlierData, record_earlier
from plans.access import plan_url
from plans.models import Passage, Plan
from tests.approvals.attempts import attempt, bring
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_decided,
    make_published,
    make_put,
    make_recorded,
    make_submitted,
)
from tests.approvals.pages import think_again, words_of
from tests.wire import statements

SUBJECT, DECIDED = Submission.Basis.SUBJECT, Submission.Basis.DECIDED
WORDS = st.sampled_from("abc")
ACTS = st.one_of(
    st.tuples(st.sampled_from(["sent", "endorsed"]), WORDS, st.sampled_from(Submission.Basis)),
    st.tuples(st.sampled_from(["corrected", *CalledIn]), st.integers(0, 5), st.none()),
)


class Story:
    """What was sent and decided in some order, kept as a clerk would on paper."""

    def __init__(self, acts) -> None:
        self.sent: list[Sent] = []
        self.endorsed: list[Endorsement] = []
        for act, what, basis in acts:
            self.go_on(act, what, basis)

    def go_on(self, act, what, basis=None) -> None:
        if act == "sent":
            self.sent.append(Sent(basis, what, number=len(self.sent) + 1))
        elif act == "endorsed":
            self.endorsed.append(Endorsement(what, "Cabinet"))
        elif what < len(self.endorsed):
            first = self.endorsed.pop(what)
            if act != "corrected":
                self.endorsed.insert(what, Endorsement(first.digest, "Cabinet", called_in=act))

    @property
    def told(self) -> tuple[SentException | None, ...]:
        return exceptions_in(self.sent, self.endorsed)

    def is_approved(self, words: str) -> bool:
        """Whether a decision agreed these very words, and is neither held nor decided again."""
        bad = {*HELD, CalledIn.RECONSIDERED}
        return any(one.digest == words and one.called_in not in bad for one in self.endorsed)


def check_story(acts) -> None:
    story = Story(acts)
    for place, (sent, told) in enumerate(zip(story.sent, story.told, strict=True)):
        last, early = place == len(story.sent) - 1, sent.basis == SUBJECT
        approved = story.is_approved(sent.digest)
        may_be = early or (sent.basis == DECIDED and not approved)
        assert (told is not None) == may_be
        if told:
            assert told.is_open == (last and not approved)
            assert (told.state == "endorsed") == approved
            assert told.in_words


@given(st.lists(ACTS, max_size=12))
def test_in_whatever_order_it_is_open_until_its_words_are_endorsed_or_replaced(acts):
    check_story(acts)


@given(st.lists(ACTS, max_size=8), WORDS)
def test_what_settles_it_and_is_corrected_leaves_it_open_again(acts, words):
    story = Story(acts)
    story.go_on("sent", words, SUBJECT)
    story.endorsed = [one for one in story.endorsed if one.digest != words]
    assert story.told[-1].is_open
    story.go_on("endorsed", words)
    assert not story.told[-1].is_open
    story.go_on("corrected", len(story.endorsed) - 1)
    assert story.told[-1].is_open


def test_without_the_look_at_call_ins_a_held_decision_would_settle_it(monkeypatch):
    """The control: the property above is not true of every function."""
    acts = [("endorsed", "a", None), (CalledIn.OPEN, 0, None), ("sent", "a", SUBJECT)]
    check_story(acts)
    monkeypatch.setattr(Endorsement, "stands", property(lambda _: True))
    with pytest.raises(AssertionError):
        check_story(acts)


def test_an_older_record_is_settled_by_saying_that_the_words_are_the_same():
    endorsed = [Endorsement("a", "Cabinet", date(2024, 7, 9), "26")]

    def because(basis: str, same: bool | None, decisions=endorsed) -> object:
        [told] = exceptions_in([Sent(basis, same_words=same)], decisions)
        return told and (told.because or told.state)

    assert because(SUBJECT, same=True) == "endorsed"
    assert because(SUBJECT, same=False) == Because.OTHER_WORDS
    assert because(SUBJECT, same=None) == Because.NOT_KNOWN
    assert because(SUBJECT, same=True, decisions=[]) == Because.NOT_YET
    assert because(DECIDED, same=None, decisions=[]) is None
    assert because("", same=None, decisions=[]) is None


@pytest.fixture
def early(chamber: Chamber) -> Chamber:
    """Sent before its meeting."""
    make_put(chamber)
    make_submitted(chamber, basis=SUBJECT, reason="Cabinet meets after the deadline.")
    return chamber


def told_of(chamber: Chamber) -> str:
    found = Plan.objects.whole().get(pk=chamber.plan.pk).sent_exception
    return found.in_words if found else ""


def test_it_is_open_until_the_same_words_are_endorsed_and_says_both_moments(early):
    assert told_of(early).startswith("Open exception. Sent ")
    assert told_of(early).endswith("subject to approval: these words are not endorsed yet.")
    make_decided(early)

    assert told_of(early).startswith("Sent ")
    assert "The same words were endorsed by Cabinet on " in told_of(early)
    assert told_of(early).endswith(", minute 26.")


def test_other_words_endorsed_leave_it_open_until_they_are_sent(early):
    think_again(early)
    attempt("amended", early.plan, by=early.clerk)
    assert "other words were endorsed by Cabinet" in told_of(early)
    early.plan.refresh_from_db()
    make_submitted(early)

    assert told_of(early) == ""
    told = json.loads(ZipFile(BytesIO(archive_of(early.plan))).read("sent/sent.json"))
    assert [one["exception"] and one["exception"]["state"] for one in told] == ["replaced", None]


def test_a_correction_that_endorses_no_more_opens_it_again(early):
    make_decided(early)
    assert "Open" not in told_of(early)
    attempt("correct_undecides", early.plan, by=early.clerk)
    assert "not endorsed yet" in told_of(early)
    attempt("correct_endorses", early.plan, by=early.clerk)
    assert "Open" not in told_of(early)


def test_a_call_in_opens_it_again_until_the_decision_stands(early):
    make_decided(early, **callable_facts())
    for name in ("receive_call_in", "call_in"):
        attempt(name, early.plan, by=early.clerk)
        assert told_of(early).endswith("and that is called in.")
    attempt("call_in_stands", early.plan, by=early.clerk)
    assert "The same words were endorsed" in told_of(early)


def test_what_is_decided_again_after_a_call_in_settles_it_by_the_later_decision(early):
    make_decided(early, **callable_facts())
    for name in ("receive_call_in", "call_in", "call_in_upheld"):
        attempt(name, early.plan, by=early.clerk)
    assert "Open" in told_of(early)
    attempt("agreed", early.plan, by=early.clerk, minute="31")
    assert told_of(early).endswith("minute 31.")


def test_what_was_sent_as_endorsed_and_is_no_longer_is_an_exception(chamber):
    make_put(chamber)
    make_decided(chamber)
    make_submitted(chamber)
    assert told_of(chamber) == ""
    attempt("correct_undecides", chamber.plan, by=chamber.clerk)

    assert told_of(chamber).endswith("as endorsed: these words are endorsed no more.")


def test_what_waits_for_the_mail_server_is_none_yet(chamber):
    make_put(chamber)
    make_submitted(chamber, basis=SUBJECT, sent_at=None)
    assert told_of(chamber) == ""


def test_an_earlier_submission_is_told_by_the_same_words(chamber):
    make_recorded(chamber, date(2024, 7, 9))
    shown = {"basis": "subject", "sent_on": date(2024, 7, 8)}
    record_earlier(chamber.plan, by=chamber.author, shown=EarlierData(**shown, same_words=False))
    assert "Sent 8 July 2024, subject to approval: other words were" in told_of(chamber)
    record_earlier(chamber.plan, by=chamber.author, shown=EarlierData(**shown, same_words=True))
    assert told_of(chamber).endswith("endorsed by Cabinet on 9 July 2024, minute 26.")
    told = json.loads(ZipFile(BytesIO(archive_of(chamber.plan))).read("sent/earlier.json"))
    assert [one.get("exception", {}).get("state") for one in told] == [None, "endorsed"]


EVERY_PAGE = ("plan", "plan_read", "versions", "sent", "move_submit", "history", "questions")


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_every_page_of_the_plan_says_that_it_is_open(early, signed_in, page):
    assert told_of(early) in words_of(signed_in(early.author).get(plan_url(page, early.plan)))


def test_a_paragraphs_page_the_list_and_the_home_say_it_too(early, signed_in):
    author = signed_in(early.author)
    key = Passage.objects.filter(plan=early.plan).first().pk
    assert told_of(early) in words_of(author.get(plan_url("passage", early.plan, key)))
    for address in ("/", reverse("plans", args=[early.council.slug])):
        assert "Open exception: sent subject to approval" in words_of(author.get(address))


def test_once_settled_the_lists_say_nothing_of_it(early, signed_in):
    make_decided(early)
    author = signed_in(early.author)
    for address in ("/", reverse("plans", args=[early.council.slug])):
        assert "Open exception" not in words_of(author.get(address))


@pytest.mark.parametrize("page", ["plan_read", "passage", "questions", "move_answer"])
def test_no_page_asks_the_database_once_more_for_it(chamber, signed_in, page):
    """However much was sent: the plan's own query brings it along."""
    make_put(chamber)
    rest = [Passage.objects.filter(plan=chamber.plan).first().pk] if page == "passage" else []
    address = plan_url(page, chamber.plan, *rest)
    author = signed_in(chamber.author)

    def asked() -> int:
        author.get(address)
        with statements() as sent:
            author.get(address)
        return len(sent)

    before = asked()
    make_submitted(chamber, basis=SUBJECT)
    assert asked() == before


def test_the_public_page_says_that_other_words_were_sent(early):
    think_again(early)
    attempt("amended", early.plan, by=early.clerk)
    make_published(early)
    address = reverse("published_plan", args=[early.council.slug, early.plan.slug])

    page = words_of(Client().get(address))
    assert "Other words than these were sent to the department" in page
    assert "subject to approval. The words that were sent are not endorsed." in page
    early.plan.refresh_from_db()
    make_submitted(early)
    assert "sent to the department" not in words_of(Client().get(address))


def test_the_public_page_of_the_same_words_says_nothing_of_it(early):
    make_decided(early)
    make_published(early)
    address = reverse("published_plan", args=[early.council.slug, early.plan.slug])
    assert "sent to the department" not in words_of(Client().get(address))


def test_a_public_page_that_was_drawn_before_is_drawn_anew(chamber):
    """The moment its header names moves with what is said of the submission."""
    bring(chamber, "send", "clear", "put")
    attempt("publish_early", chamber.plan, by=chamber.clerk)
    address = reverse("published_plan", args=[chamber.council.slug, chamber.plan.slug])
    first = Client().get(address)
    attempt("submit", chamber.plan, by=chamber.author, basis=SUBJECT)

    again = Client().get(address)
    assert "These words were sent to the department" in words_of(again)
    assert first["ETag"] != again["ETag"]
