"""What a meeting made of amendments lodged beforehand: put into the plan's words by the product."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from approvals.amendments.actions import withdraw_amendment
from approvals.decisions.lodged import as_taken
from approvals.models import Amendment, AmendmentOutcome, Decision, DecisionStep, LodgedAmendment
from approvals.workflow.engine import PageState
from plans.access import plan_url
from plans.actions.passages import edit_passage, remove_passage
from plans.assemble import build_document
from plans.document import parse_document
from plans.richtext import plain_text
from tests.approvals.makers import (
    Chamber,
    make_lodged,
    make_put,
    minute_of,
    record_decision,
    seen_newest,
    seen_of,
)
from tests.approvals.pages import browser_of, shown, three, words_of
from web.errors import Refused


@pytest.fixture
def put(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


def decide(chamber: Chamber, *taken: Any, **not_taken: str) -> Decision:
    """Agreed, with these amendments taken, as (amendment, other words or "")."""
    said = [as_taken(one, words) for one, words in taken]
    left = {int(number[1:]): came for number, came in not_taken.items()}
    state = seen_of(chamber.plan) if said else seen_newest(chamber.plan)
    minute = minute_of("agreed", amendments=said, not_taken=left)
    made = record_decision(chamber.plan, by=chamber.clerk, seen=state, minute=minute)
    chamber.plan.refresh_from_db()
    return made


def words_in(decision: Decision, key: int) -> str:
    """The words of a paragraph, as they were agreed."""
    document = parse_document(decision.words.document)
    return plain_text(next(one.body for one in document.passages if one.id == key)).strip()


def test_what_was_taken_is_in_the_words_that_were_agreed(chamber, put):
    made = make_lodged(chamber, "What we do instead.", seconded_by="Cllr Birch")
    decision = decide(chamber, (made, ""))

    assert decision.outcome == "amended"
    assert words_in(decision, made.passage) == "What we do instead."
    assert decision.words != made.version
    assert build_document(chamber.plan).digest == decision.digest


def test_it_is_recorded_as_an_amendment_of_the_minute(chamber, put):
    made = make_lodged(chamber, "What we do instead.", seconded_by="Cllr Birch")
    decide(chamber, (made, ""))
    row = Amendment.objects.get()

    assert (row.words, row.place, row.wording) == ("What we do instead.", made.place, "exact")
    assert (row.moved_by, row.seconded_by) == (chamber.member.name, "Cllr Birch")
    assert AmendmentOutcome.objects.get().outcome == "taken"


def test_what_was_lost_changes_no_word(chamber, put):
    made = make_lodged(chamber)
    decision = decide(chamber, _1="lost")

    assert (decision.outcome, decision.words) == ("agreed", made.version)
    assert AmendmentOutcome.objects.get().outcome == "lost"
    assert not Amendment.objects.exists()


def test_one_taken_in_other_words_has_those(chamber, put):
    made = make_lodged(chamber, "What we do instead.")
    decision = decide(chamber, (made, "What we do from May."))

    assert words_in(decision, made.passage) == "What we do from May."
    row = AmendmentOutcome.objects.get()
    assert (row.outcome, row.words) == ("varied", "What we do from May.")


def test_one_of_which_the_minute_says_nothing_stays_as_it_is(chamber, put):
    make_lodged(chamber)
    decide(chamber)

    assert not AmendmentOutcome.objects.exists()


def test_two_of_other_paragraphs_are_both_taken(chamber, put):
    first = make_lodged(chamber, "What we do first.")
    second = make_lodged(chamber, "What we do then.", place=1)
    decision = decide(chamber, (first, ""), (second, ""))

    assert words_in(decision, first.passage) == "What we do first."
    assert words_in(decision, second.passage) == "What we do then."


def test_two_that_change_the_same_words_are_not_both_taken(chamber, put):
    first = make_lodged(chamber, "What we do first.")
    second = make_lodged(chamber, "What we do then.")
    with pytest.raises(Refused, match="meet others") as refused:
        decide(chamber, (first, ""), (second, ""))
    assert refused.value.field == "lodged_2"
    assert not Decision.objects.exists()
    decision = decide(chamber, (first, ""), (second, "What we do first and then."))

    assert words_in(decision, first.passage) == "What we do first and then."


def test_what_its_author_wrote_elsewhere_in_the_paragraph_stays(chamber):
    passage = chamber.plan.passages.order_by("theme__place", "place").first()
    body = "We buy less. We sell more."
    edit_passage(passage, by=chamber.author, seen=1, body=body)
    make_put(chamber)
    made = make_lodged(chamber, "We buy less. We sell much more.")
    now = chamber.plan.passages.get(pk=made.passage)
    body, why = "We buy far less. We sell more.", "Put right"
    edit_passage(now, by=chamber.author, seen=now.revision, body=body, reason=why)
    decision = decide(chamber, (made, ""))

    assert words_in(decision, made.passage) == "We buy far less. We sell much more."


def test_a_paragraph_that_was_removed_is_said_at_its_field(chamber, put):
    made = make_lodged(chamber)
    passage = chamber.plan.passages.get(pk=made.passage)
    remove_passage(passage, by=chamber.author, seen=passage.revision, reason="It went")
    with pytest.raises(Refused, match="not in the plan any more") as refused:
        decide(chamber, (made, ""))

    assert refused.value.field == "lodged_1"


def test_a_plan_that_was_not_agreed_has_no_amendment_taken(chamber, put):
    made = make_lodged(chamber)
    minute = minute_of("refused", amendments=[as_taken(made)])
    state = seen_newest(chamber.plan)
    with pytest.raises(Refused, match="was not agreed"):
        record_decision(chamber.plan, by=chamber.clerk, seen=state, minute=minute)


def test_one_withdrawn_meanwhile_is_not_recorded_as_lost(chamber, put):
    made = make_lodged(chamber)
    state = PageState(chamber.plan.moves, made.version.digest)
    withdraw_amendment(made, by=chamber.member, seen=state)
    with pytest.raises(Refused, match="was withdrawn or decided"):
        decide(chamber, _1="lost")


def form_of(chamber: Chamber, browser: Client) -> dict[str, Any]:
    typed = shown(browser, plan_url("move_decide", chamber.plan))
    today = timezone.localdate()
    return (
        typed
        | {
            "resolved": "listed",
            "verb_1": "agreed",
            "about_1": "plan",
            "interests": "none",
            "minute": "26",
        }
        | three("decided_on", today)
        | three("notice_on", today)
    )


def post(chamber: Chamber, browser: Client, typed: dict[str, Any]) -> Any:
    return browser.post(plan_url("move_decide", chamber.plan), typed)


def test_the_form_asks_what_became_of_each_and_chooses_nothing(chamber, put):
    make_lodged(chamber)
    browser = browser_of(chamber.clerk)
    typed = form_of(chamber, browser)

    assert typed.get("lodged_1", "") == ""
    assert "Amendments lodged beforehand" in words_of(
        browser.get(plan_url("move_decide", chamber.plan))
    )
    answer = post(chamber, browser, typed | {"lodged_1": "taken"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Decision.objects.get().outcome == "amended"


def test_the_form_wants_the_words_of_one_taken_in_other_words(chamber, put):
    made = make_lodged(chamber)
    browser = browser_of(chamber.clerk)
    typed = form_of(chamber, browser) | {"lodged_1": "varied"}
    answer = post(chamber, browser, typed)
    assert answer.status_code == 422
    assert "lodged_words_1" in answer.context["form"].errors
    post(chamber, browser, typed | {"lodged_words_1": "What we do from May."})

    assert words_in(Decision.objects.get(), made.passage) == "What we do from May."


def test_a_form_on_which_one_came_or_went_asks_again(chamber, put):
    made = make_lodged(chamber)
    browser = browser_of(chamber.clerk)
    typed = form_of(chamber, browser) | {"lodged_1": "taken"}
    state = PageState(chamber.plan.moves, made.version.digest)
    withdraw_amendment(made, by=chamber.member, seen=state)
    answer = post(chamber, browser, typed)

    assert answer.status_code == 422
    assert "lodged or withdrawn while you had this page open" in words_of(answer)
    assert not Decision.objects.exists()


def test_without_any_the_form_says_nothing_of_them(chamber, put):
    page = browser_of(chamber.clerk).get(plan_url("move_decide", chamber.plan))

    assert "Amendments lodged beforehand" not in words_of(page)


def test_afterwards_the_page_of_amendments_says_what_became_of_each(chamber, put):
    made = make_lodged(chamber)
    decide(chamber, (made, "What we do from May."))
    page = words_of(browser_of(chamber.member).get(plan_url("amendments", chamber.plan)))

    assert "Taken in other words" in page
    assert "What we do from May." in page
    assert LodgedAmendment.objects.get().new_words != "What we do from May."


def test_what_the_meeting_changed_is_a_redline_of_two_versions(chamber, put):
    made = make_lodged(chamber, "What we do instead.")
    browser, here = browser_of(chamber.member), plan_url("amendments", chamber.plan)
    assert "What was agreed is version" not in words_of(browser.get(here))
    decide(chamber, (made, ""))
    page = browser.get(here).content.decode()
    [address] = re.findall(r'href="([^"]*compare[^"]*)"', page)

    assert "<ins>" in words_of(browser.get(address.replace("&amp;", "&")))
