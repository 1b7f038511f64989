"""A page of other words, or of an earlier moment, does nothing."""

from uuid import UUID

import pytest

from approvals.models import ClearanceResponse
from approvals.workflow import engine
from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME, TRANSITIONS
from councils.roles import Role
from plans.models import Plan, Stage
from tests.approvals.attempts import (
    BEFORE_MEMBERS,
    CLEARED,
    ENDORSED,
    SENT_OUT,
    attempt,
    bring,
    mover,
    shown,
    stage_of,
)
from tests.approvals.found import found
from tests.approvals.makers import Chamber
from tests.plan_makers import make_paragraph, make_version
from web.errors import Refused, StalePage

pytestmark = pytest.mark.slow

KEY = UUID(int=7)


@pytest.fixture
def chamber(chamber_again: Chamber) -> Chamber:
    return chamber_again


@pytest.fixture(scope="module")
def theirs(chambers: tuple[Chamber, Chamber]) -> str:
    """The words of a real version, of another council's plan."""
    return make_version(chambers[1].plan, chambers[1].author).digest


# The way there, and a move of each page of the table.
EACH_PAGE = [
    ((), "send"),
    ((), "from_record"),
    (("send",), "answer"),
    (("send",), "answer_by_email"),
    (CLEARED, "put"),
    (BEFORE_MEMBERS, "agreed"),
    (BEFORE_MEMBERS, "publish_early"),
    (BEFORE_MEMBERS, "submit"),
    ((*CLEARED, "put_alone"), "sign_agreed"),
    ((*BEFORE_MEMBERS, "empowered"), "finalise"),
    (ENDORSED, "correct_undecides"),
    ((*BEFORE_MEMBERS, "callable"), "receive_call_in"),
    ((*BEFORE_MEMBERS, "callable", "receive_call_in"), "call_in"),
    ((*BEFORE_MEMBERS, "callable", "receive_call_in", "call_in"), "call_in_upheld"),
    (ENDORSED, "publish"),
    (ENDORSED, "submit"),
    (("send",), "withdraw"),
    (BEFORE_MEMBERS, "withdraw"),
    (SENT_OUT, "start_monitoring"),
    ((*SENT_OUT, "start_monitoring"), "review"),
    ((*SENT_OUT, "start_monitoring"), "close"),
    (("send",), "overtaken"),
    ((), "take_back"),
]


@pytest.mark.parametrize(("way", "name"), EACH_PAGE)
@pytest.mark.parametrize("forged", ["an older page", "another plan's words", "no words"])
def test_a_page_of_other_words_or_of_an_earlier_moment_does_nothing(
    chamber, theirs, way, name, forged
):
    """Stale, a version of another plan, or a digest made up: told so, and nothing is changed."""
    bring(chamber, *way)
    by = chamber.person[Role.MONITORING_OFFICER] if name == "answer" else mover(chamber, name)
    page = shown(name, Plan.objects.get(pk=chamber.plan.pk))
    pages = {
        "an older page": PageState(page.moves - 1, page.plan, page.report),
        "another plan's words": PageState(page.moves, theirs, page.report),
        "no words": PageState(page.moves, "", page.report),
    }
    if pages[forged] == page:
        return  # of a plan of which nothing was frozen, a page shows no words: see below
    before = found(chamber.plan)

    with pytest.raises(StalePage):
        attempt(name, chamber.plan, by=by, seen=pages[forged])

    assert found(chamber.plan) == before
    attempt(name, chamber.plan, by=by, seen=page)
    assert found(chamber.plan).moves == before.moves + 1


def test_the_words_are_looked_at_on_the_page_of_every_move():
    """But that of disowning an answer, which test_disowning looks at."""
    shown_words = {move.page for move in TRANSITIONS} - {"disown"}
    assert {BY_NAME[name].page for _, name in EACH_PAGE} == shown_words


def test_a_plan_of_which_nothing_was_frozen_is_moved_by_a_page_that_shows_no_words(chamber, theirs):
    page = shown("overtaken", Plan.objects.get(pk=chamber.plan.pk))
    assert page.plan == ""

    with pytest.raises(StalePage):
        attempt("overtaken", chamber.plan, by=chamber.author, seen=PageState(page.moves, theirs))
    attempt("overtaken", chamber.plan, by=chamber.author, seen=page)


def test_without_the_guard_a_move_is_made_on_a_page_of_other_words(chamber, theirs, monkeypatch):
    """The control: a move that checks no words of its own relies on the one place."""
    monkeypatch.setattr(engine, "check_words_shown", lambda *_: None)
    bring(chamber, "send")

    seen = PageState(Plan.objects.get(pk=chamber.plan.pk).moves, theirs)
    attempt("withdraw", chamber.plan, by=chamber.author, seen=seen)

    assert stage_of(chamber.plan) == Stage.DRAFTING


@pytest.mark.parametrize("report", ["0" * 64, ""])
def test_an_answer_to_another_report_is_none(chamber, report):
    bring(chamber, "send")
    page = shown("answer", Plan.objects.get(pk=chamber.plan.pk))
    officer = chamber.person[Role.MONITORING_OFFICER]

    with pytest.raises(StalePage):
        attempt("answer", chamber.plan, by=officer, seen=PageState(page.moves, page.plan, report))

    assert not ClearanceResponse.objects.exists()


def test_a_page_sent_again_with_other_words_is_told_so(chamber):
    """The key of a submission is used up, even by a page that shows other words."""
    bring(chamber, *BEFORE_MEMBERS)
    attempt("submit", chamber.plan, by=chamber.author, key=KEY)
    make_paragraph(chamber.plan, chamber.author, "As amended.", reason="Members asked")
    bring(chamber, "amended")
    before = found(chamber.plan)

    with pytest.raises(Refused, match="sent already"):
        attempt("submit", chamber.plan, by=chamber.author, key=KEY)

    assert found(chamber.plan) == before
