"""Suggestions: who makes, reads and answers them, what they become, and what is never lost."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from councils.access import access_of
from councils.actions.council import change_settings
from councils.models import OutboxMessage
from councils.outbox import compose
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import passages
from plans.actions.all_suggestions import accept_all, refuse_all
from plans.actions.suggestions import accept_suggestion, refuse_suggestion
from plans.assemble import build_document
from plans.checking import findings_in_plan
from plans.merging import merge
from plans.models import Passage, Stage, Suggestion, SuggestionAnswer
from plans.notifications import LONGEST_WAIT
from plans.sheets.values import taken_by_form
from plans.suggestions import merged, suggestions_for
from tests.makers import administrator_of, make_person
from tests.plan_makers import make_moved_on, make_paragraph, make_suggestion, make_version
from web.errors import Gone, MovedOn, StalePage
from web.text import clean

FIRST = "The zebra house is dear. It is to be sold. Nobody lives there."
SHORTER = "The zebra house is dear. It is sold. Nobody lives there."


@pytest.fixture
def officer(council):
    return make_person(council, Role.SECTION_151, name="Finance officer")


@pytest.fixture
def passage(plan, author) -> Passage:
    return make_paragraph(plan, author, FIRST, plan.themes.first())


@pytest.fixture
def suggestion(passage, officer) -> Suggestion:
    return make_suggestion(passage, officer, SHORTER, note="Shorter")


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def text(browser, address) -> str:
    """A page as people read it: its words a space apart, as browsers show them."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace("</del >", "</del>")


def at(name: str, suggestion: Suggestion) -> str:
    return plan_url(name, suggestion.plan, suggestion.pk)


def of_all(name: str, suggestion: Suggestion) -> str:
    return plan_url(name, suggestion.plan, suggestion.by.pk)


def body_of(passage: Passage) -> str:
    return Passage.objects.get(pk=passage.pk).body


def edit(passage: Passage, by, body: str) -> None:
    now = Passage.objects.get(pk=passage.pk)
    passages.edit_passage(now, by=by, seen=now.revision, body=body)


def test_a_suggestion_goes_from_the_form_to_its_page(plan, passage, officer):
    browser = signed_in(officer)
    typed = {"seen": 1, "body": SHORTER, "note": "Shorter"}

    answer = browser.post(plan_url("suggestion_add", plan, passage.pk), typed)

    made = Suggestion.objects.get()
    assert answer["Location"] == at("suggestion", made)
    assert (made.before, made.proposed, made.stage) == (FIRST, SHORTER, "drafting")
    page = text(browser, answer["Location"])
    assert "It is <del>to be </del>sold." in page
    assert "Suggested by Finance officer" in page
    assert "Shorter" in page
    assert body_of(passage) == FIRST
    act = Act.objects.latest("sequence")
    assert (act.verb, act.subject) == ("suggestion_made", "suggestion for paragraph 1 of theme 1")


@pytest.mark.parametrize(("typed", "said"), [(FIRST, "stand there already"), (" \n", "Enter")])
def test_words_that_suggest_nothing_are_refused_at_their_field(passage, officer, typed, said):
    address = plan_url("suggestion_add", passage.plan, passage.pk)

    answer = signed_in(officer).post(address, {"seen": 1, "body": typed, "note": "Because"})

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["body"])
    assert "Because" in answer.content.decode()
    assert not Suggestion.objects.exists()


def test_a_heading_is_suggested_in_one_line(plan, author, officer):
    heading = make_paragraph(plan, author, "Our aims", kind=Passage.Kind.HEADING)
    address = plan_url("suggestion_add", plan, heading.pk)

    signed_in(officer).post(address, {"seen": 1, "body": "What we\nwant"})

    assert Suggestion.objects.get().proposed == "What we want"


def test_what_was_changed_while_somebody_wrote_is_put_together_when_it_is_accepted(
    passage, author, officer
):
    edit(passage, author, FIRST.replace("dear", "very dear"))

    made = make_suggestion(passage, officer, SHORTER, seen=1)
    accept_suggestion(made, by=author, seen=2, body=merge(FIRST, SHORTER, body_of(passage)).text)

    assert body_of(passage) == "The zebra house is very dear. It is sold. Nobody lives there."


def test_accepting_is_an_edit_by_its_author_and_names_who_suggested_it(
    browser, author, passage, suggestion
):
    answer = browser.post(at("suggestion_accept", suggestion), {"seen": 1, "reason": "Agreed"})

    assert answer.status_code == 302
    assert body_of(passage) == SHORTER
    [change] = Passage.history.filter(id=passage.pk, history_type="~")
    act = Act.objects.latest("sequence")
    assert change.history_user == author
    assert change.act_id == act.pk
    assert (act.verb, act.reason) == ("suggestion_accepted", "Agreed")
    page = text(browser, at("suggestion", suggestion))
    assert "Accepted by" in page
    assert "Agreed" in page
    said = text(browser, plan_url("act", passage.plan, act.sequence))
    assert "Finance officer" in said


def test_the_page_that_accepts_shows_what_it_would_change_now(browser, author, passage, suggestion):
    edit(passage, author, FIRST.replace("dear", "very dear"))

    page = text(browser, at("suggestion_accept", suggestion))

    assert "very dear. It is <del>to be </del>sold." in page


def test_words_that_both_changed_are_settled_place_by_place(browser, author, passage, suggestion):
    edit(passage, author, FIRST.replace("is to be sold", "might be let"))
    address = at("suggestion_accept", suggestion)
    page = text(browser, address)
    assert "Suggested: It is sold." in page
    assert "What is there now: It might be let." in page
    assert "The words were changed since this was suggested." in page

    unsaid = browser.post(address, {"seen": 2})
    assert unsaid.status_code == 422
    assert "keep-0" in unsaid.context["form"].errors
    done = browser.post(address, {"seen": 2, "keep-0": "mine", "own-0": "It is sold."})

    assert done.status_code == 302
    assert body_of(passage) == SHORTER


def test_keeping_all_that_stands_accepts_nothing(browser, author, passage, suggestion):
    edit(passage, author, FIRST.replace("is to be sold", "might be let"))
    typed = {"seen": 2, "keep-0": "theirs", "own-0": "It is sold."}

    answer = browser.post(at("suggestion_accept", suggestion), typed)

    assert answer.status_code == 422
    assert "None of the words suggested would stand" in answer.content.decode()
    assert not SuggestionAnswer.objects.exists()


def test_words_changed_while_somebody_accepts_are_asked_and_nothing_is_lost(
    browser, author, passage, suggestion
):
    address = at("suggestion_accept", suggestion)
    edit(passage, author, FIRST.replace("is to be sold", "might be let"))

    answer = browser.post(address, {"seen": 1, "reason": "They asked for it"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "They asked for it" in page
    assert "It might be let." in page
    assert body_of(passage) != SHORTER
    form = answer.context["form"]
    assert "keep-0" in form.fields
    settled = {"seen": form.data["seen"], "keep-0": "own", "own-0": "It is let.", "reason": ""}
    assert browser.post(address, settled).status_code == 302
    assert body_of(passage) == "The zebra house is dear. It is let. Nobody lives there."


def test_a_change_elsewhere_while_somebody_accepts_is_kept(browser, author, passage, suggestion):
    edit(passage, author, FIRST.replace("dear", "very dear"))

    assert browser.post(at("suggestion_accept", suggestion), {"seen": 1}).status_code == 302

    assert body_of(passage) == SHORTER.replace("dear", "very dear")


def test_the_second_of_two_who_accept_is_told_who_was_first(browser, council, passage, suggestion):
    other = make_person(council, Role.AUTHOR, name="Second author")
    address = at("suggestion_accept", suggestion)
    signed_in(other).post(address, {"seen": 1})

    answer = browser.post(address, {"seen": 1, "reason": "It is shorter"})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Second author accepted this already." in page
    assert "It is shorter" in page
    assert SuggestionAnswer.objects.count() == 1
    assert browser.get(address)["Location"] == at("suggestion", suggestion)


def test_a_refusal_is_told_with_its_reason_to_who_suggested_it(browser, officer, suggestion):
    answer = browser.post(at("suggestion_refuse", suggestion), {"reason": "It is not sold yet"})

    assert answer.status_code == 302
    page = text(signed_in(officer), at("suggestion", suggestion))
    assert "Refused by" in page
    assert "It is not sold yet" in page
    act = Act.objects.latest("sequence")
    assert (act.verb, act.reason) == ("suggestion_refused", "It is not sold yet")
    with pytest.raises(MovedOn, match="You refused this already"):
        refuse_suggestion(suggestion, by=SuggestionAnswer.objects.get().by)


def test_who_suggested_it_withdraws_it_and_accepts_nothing(officer, passage, suggestion):
    browser = signed_in(officer)
    page = text(browser, at("suggestion", suggestion))
    assert at("suggestion_refuse", suggestion) in page
    assert "Withdraw" in page
    assert at("suggestion_accept", suggestion) not in page
    assert browser.get(at("suggestion_accept", suggestion)).status_code == 403
    assert browser.post(at("suggestion_accept", suggestion), {"seen": 1}).status_code == 403

    assert browser.post(at("suggestion_refuse", suggestion), {"reason": ""}).status_code == 302

    assert SuggestionAnswer.objects.get().outcome == "withdrawn"
    assert Act.objects.latest("sequence").verb == "suggestion_withdrawn"
    assert body_of(passage) == FIRST


def test_another_who_only_comments_answers_nothing(council, suggestion):
    other = make_person(council, Role.MONITORING_OFFICER)
    browser = signed_in(other)

    assert "Refuse" not in text(browser, at("suggestion", suggestion))
    for name in ("suggestion_accept", "suggestion_refuse"):
        assert browser.post(at(name, suggestion), {"seen": 1}).status_code == 403
    for name in ("suggestions_accept", "suggestions_refuse"):
        assert browser.post(of_all(name, suggestion), {}).status_code == 403
    with pytest.raises(PermissionDenied):
        accept_suggestion(suggestion, by=other, seen=1, body=SHORTER)
    with pytest.raises(PermissionDenied):
        refuse_suggestion(suggestion, by=other)


def test_what_was_removed_can_only_be_refused(browser, author, passage, suggestion):
    passages.remove_passage(passage, by=author, seen=1)

    page = text(browser, plan_url("suggestions", suggestion.plan))
    assert "This is no longer in the plan." in page
    assert at("suggestion_accept", suggestion) not in page
    answer = browser.post(at("suggestion_accept", suggestion), {"seen": 1, "reason": "Agreed"})
    assert answer.status_code == 409
    assert "Agreed" in answer.content.decode()
    with pytest.raises(Gone):
        accept_suggestion(suggestion, by=author, seen=1, body=SHORTER)

    assert browser.post(at("suggestion_refuse", suggestion), {"reason": ""}).status_code == 302


def test_words_for_what_was_removed_meanwhile_come_back(passage, author, officer):
    address = plan_url("suggestion_add", passage.plan, passage.pk)
    passages.remove_passage(passage, by=author, seen=1)

    answer = signed_in(officer).post(address, {"seen": 1, "body": SHORTER})

    assert answer.status_code == 409
    assert SHORTER in answer.content.decode()


def test_all_of_one_person_are_accepted_but_what_is_to_be_settled(
    browser, plan, author, officer, council, passage, suggestion
):
    other = make_paragraph(plan, author, "The park is big. It is green.", plan.themes.first())
    gone = make_paragraph(plan, author, "To be removed.", plan.themes.first())
    make_suggestion(other, officer, "The park is large. It is green.")
    make_suggestion(gone, officer, "To be kept.")
    make_suggestion(passage, make_person(council, Role.MONITORING_OFFICER), "Quite other words.")
    edit(passage, author, FIRST.replace("is to be sold", "might be let"))
    passages.remove_passage(gone, by=author, seen=1)
    page = text(browser, plan_url("suggestions", plan))
    assert "Accept all" in page

    shown = browser.get(of_all("suggestions_accept", suggestion)).context["form"]["shown"].value()
    answer = browser.post(of_all("suggestions_accept", suggestion), {"shown": shown}, follow=True)

    said = answer.content.decode()
    assert "1 suggestion is accepted." in said
    assert "paragraph 1 of theme 1 (its words changed since" in said
    assert "no longer in the plan" in said
    assert body_of(other) == "The park is large. It is green."
    assert "might be let" in body_of(passage)
    assert Suggestion.objects.still_open().count() == 3
    assert Act.objects.latest("sequence").verb == "suggestions_accepted"


def test_two_suggestions_for_one_paragraph_are_accepted_together(passage, author, officer):
    made = [
        make_suggestion(passage, officer, SHORTER),
        make_suggestion(passage, officer, FIRST.replace("Nobody lives", "Zebras live")),
    ]

    done = accept_all(
        passage.plan, taken=taken_by_form, by=author, of=officer, shown=[one.pk for one in made]
    )

    assert done.count == 1
    assert [one for one, _ in done.left] == [made[1]]
    assert body_of(passage) == SHORTER


def test_what_came_after_the_page_is_not_answered_by_it(passage, author, officer, suggestion):
    later = make_suggestion(passage, officer, FIRST.replace("dear", "very dear"))

    done = refuse_all(passage.plan, by=author, of=officer, shown=[suggestion.pk], reason="No")

    assert done.count == 1
    assert list(Suggestion.objects.still_open()) == [later]


def test_whoever_comes_too_late_to_answer_all_is_told(browser, author, suggestion):
    accept_suggestion(suggestion, by=author, seen=1, body=SHORTER)

    for name in ("suggestions_accept", "suggestions_refuse"):
        typed = {"shown": str(suggestion.pk), "reason": "All of it"}
        answer = browser.post(of_all(name, suggestion), typed)
        assert answer.status_code == 409
        assert "All of it" in answer.content.decode()
        assert browser.get(of_all(name, suggestion)).status_code == 404


def test_where_none_can_be_accepted_together_that_is_said(browser, author, passage, suggestion):
    edit(passage, author, FIRST.replace("is to be sold", "might be let"))

    typed = {"shown": str(suggestion.pk)}
    answer = browser.post(of_all("suggestions_accept", suggestion), typed)

    assert answer.status_code == 422
    assert "None of them can be accepted together" in answer.content.decode()


def test_whoever_a_paragraph_is_assigned_to_answers_what_is_suggested_for_it(
    council, plan, author, officer
):
    writer = make_person(council, Role.CONTRIBUTOR)
    mine = make_paragraph(plan, author, FIRST, writer=writer)
    other = make_paragraph(plan, author, FIRST)
    suggested, elsewhere = (make_suggestion(one, officer, SHORTER) for one in (mine, other))
    browser = signed_in(writer)

    assert list(suggestions_for(access_of(writer, council), plan)) == [suggested]
    assert "Finance officer suggests other" in text(browser, plan_url("passage", plan, mine.pk))
    assert browser.get(at("suggestion", elsewhere)).status_code == 404
    assert browser.post(at("suggestion_accept", elsewhere), {"seen": 1}).status_code == 404
    address = plan_url("suggestion_add", plan, other.pk)
    assert browser.post(address, {"seen": 1, "body": "Mine"}).status_code == 403

    assert browser.post(at("suggestion_accept", suggested), {"seen": 1}).status_code == 302
    assert body_of(mine) == SHORTER


def test_a_contributor_is_shown_no_words_that_stood_there_before_it_was_theirs(
    council, plan, author, officer
):
    passage = make_paragraph(plan, author, "The secret zoo is sold.")
    made = make_suggestion(passage, officer, "The secret zoo is let.")
    writer = make_person(council, Role.CONTRIBUTOR)
    passages.edit_passage(passage, by=author, seen=1, body="All is well.", writer=writer)
    browser = signed_in(writer)

    assert browser.get(at("suggestion", made)).status_code == 404
    assert "secret zoo" not in text(browser, plan_url("suggestions", plan))
    with pytest.raises(StalePage) as stale:
        make_suggestion(passage, writer, "Mine.", seen=1)
    assert "secret" not in str(stale.value.differences)
    assert "secret zoo" in text(signed_in(author), at("suggestion", made))


def test_members_read_what_was_suggested_since_the_plan_was_put_to_them(council, plan, author):
    member = make_person(council, Role.CABINET_MEMBER)
    passage = make_paragraph(plan, author, FIRST)
    make_suggestion(passage, author, SHORTER)
    plan.stage = Stage.DECISION

    assert list(suggestions_for(access_of(member, council), plan)) == []


def test_a_plan_that_was_sent_asks_why_its_words_change(browser, plan, author, passage, suggestion):
    make_moved_on(plan, author)
    address = at("suggestion_accept", suggestion)

    answer = browser.post(address, {"seen": 1, "reason": " "})

    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert browser.post(address, {"seen": 1, "reason": "As advised"}).status_code == 302
    assert Act.objects.latest("sequence").reason == "As advised"


def test_nothing_of_a_suggestion_is_in_the_document(browser, plan, author, passage, suggestion):
    before = build_document(plan).digest
    make_suggestion(passage, author, "Only zebras know.")

    assert build_document(plan).digest == before
    version = make_version(plan, author)
    for name in ("version", "version_html", "version_json"):
        assert "Only zebras" not in text(browser, plan_url(name, plan, version.number))
    assert "Only zebras" not in text(browser, plan_url("plan_read", plan))


def test_an_open_suggestion_is_noticed_and_stops_nothing(plan, author, passage, suggestion):
    [found] = [one for one in findings_in_plan(plan) if one.code == "open_suggestion"]
    assert not found.stops
    assert found.place.key == suggestion.pk
    assert found.words == (
        "Finance officer suggests other words for paragraph 1 of theme 1. Nobody has answered yet."
    )

    refuse_suggestion(suggestion, by=author)

    assert not [one for one in findings_in_plan(plan) if one.code == "open_suggestion"]


def test_a_plan_without_suggestions_says_nothing_of_them_on_its_home(browser, author, passage):
    home = passage.plan.get_absolute_url()
    assert "Suggestions" not in text(browser, home)
    made = make_suggestion(passage, author, SHORTER)
    assert "1 open" in text(browser, home)
    refuse_suggestion(made, by=author)
    assert "All answered" in text(browser, home)
    assert "No suggestion is open." in text(browser, plan_url("suggestions", passage.plan))


def test_whoever_clears_is_told_that_accepted_words_make_them_a_writer(
    browser, passage, officer, suggestion
):
    address = plan_url("suggestion_add", passage.plan, passage.pk)
    told = "nobody clear what they wrote"
    assert told in text(signed_in(officer), address)
    assert told in text(browser, at("suggestion_accept", suggestion))
    assert told in text(browser, of_all("suggestions_accept", suggestion))
    # Who clears nothing is not told, nor anybody where those who wrote part may clear.
    assert told not in text(browser, address)
    council = passage.plan.council
    by, seen = administrator_of(council), council.revision
    change_settings(council, by=by, seen=seen, contributors_may_clear=True)
    assert told not in text(signed_in(officer), address)


LETTERS = st.characters(codec="utf-8", exclude_categories=("C",))
# As a form cleans what is typed, and refuses nothing at all.
TYPED = st.text(LETTERS, min_size=1, max_size=80).map(clean).filter(bool)


@given(TYPED, TYPED)
def test_where_nobody_changed_anything_what_is_suggested_stands_letter_by_letter(before, proposed):
    made = Suggestion(before=before, proposed=proposed)

    assert merged(made, before).text == proposed
    assert merged(made, proposed).text == proposed


@pytest.mark.parametrize("name", ["a_suggestion_has_words", "a_suggestion_has_other_words"])
def test_the_database_wants_words_and_other_ones(plan, author, passage, name):
    wrong = {"proposed": ""} if name == "a_suggestion_has_words" else {"proposed": FIRST}
    facts = {
        "plan": plan,
        "kind": Suggestion.Kind.WORDS,
        "key": passage.pk,
        "name": "Paragraph 1",
        "before": FIRST,
        "stage": Stage.DRAFTING,
        "by": author,
        "at": plan.created_at,
        "act_id": Act.objects.latest("sequence").pk,
    }
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        Suggestion.objects.bulk_create([Suggestion(**facts | wrong)])


# Who is told


def mailed(kind):
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk"))


def test_the_first_suggestion_of_a_day_is_told_and_the_rest_of_it_is_not(passage, author, officer):
    for words in (SHORTER, "It is dear.", "It is very dear."):
        make_suggestion(passage, officer, words)
    other = make_person(passage.plan.council, Role.MONITORING_OFFICER)
    make_suggestion(passage, other, "It is lawful.")

    assert [(one.to, one.by) for one in mailed("suggestion_made")] == [
        (author, officer),
        (author, other),
    ]


def test_whoever_has_the_paragraph_is_told_and_not_its_authors(council, plan, author, officer):
    writer = make_person(council, Role.CONTRIBUTOR)
    mine = make_paragraph(plan, author, FIRST, writer=writer)

    make_suggestion(mine, officer, SHORTER)

    assert [one.to for one in mailed("suggestion_made")] == [writer]


def test_whoever_suggested_hears_of_all_that_is_answered_at_once_in_one_e_mail(
    passage, plan, author, officer
):
    other = make_paragraph(plan, author, FIRST)
    made = [make_suggestion(one, officer, SHORTER) for one in (passage, other)]

    accept_all(plan, taken=taken_by_form, by=author, of=officer, shown=[one.pk for one in made])

    [sent] = mailed("suggestion_answered")
    assert sent.to == officer
    assert sent.facts["count"] == 2
    assert "2 things that you suggested are accepted" in compose(sent).body


def test_what_is_answered_one_by_one_is_one_e_mail_once_nothing_more_is_answered(
    passage, plan, author, colleague, officer
):
    others = [make_paragraph(plan, author, FIRST) for _ in range(3)]
    made = [make_suggestion(one, officer, SHORTER) for one in (passage, *others)]
    for one in made[:2]:
        accept_suggestion(one, by=author, seen=1, body=SHORTER)
    refuse_suggestion(made[2], by=author)

    [waits] = mailed("suggestion_answered")
    said = compose(waits).body
    assert "3 things that you suggested are answered: 2 accepted, 1 refused." in said
    assert plan_url("suggestions", plan) in said
    assert waits.due_at > waits.queued_at
    refuse_suggestion(made[3], by=colleague)
    assert [one.by for one in mailed("suggestion_answered")] == [author, colleague]


@pytest.mark.parametrize("gone", [{"state": "sending"}, {"state": "sent"}, {"tries": 1}])
def test_an_e_mail_on_its_way_is_told_nothing_more(passage, plan, author, officer, gone):
    other = make_paragraph(plan, author, FIRST)
    first, second = (make_suggestion(one, officer, SHORTER) for one in (passage, other))
    refuse_suggestion(first, by=author)
    when = {"settled_at": timezone.now()} if gone.get("state") == "sent" else {}
    OutboxMessage.objects.filter(kind="suggestion_answered").update(**gone, **when)
    refuse_suggestion(second, by=author)

    assert [one.facts["count"] for one in mailed("suggestion_answered")] == [1, 1]


def test_whoever_answers_all_day_keeps_nobody_waiting_longer_than_an_hour(
    passage, plan, author, officer
):
    other = make_paragraph(plan, author, FIRST)
    first, second = (make_suggestion(one, officer, SHORTER) for one in (passage, other))
    refuse_suggestion(first, by=author)
    [waits] = mailed("suggestion_answered")
    begun = timezone.now() - LONGEST_WAIT
    OutboxMessage.objects.filter(pk=waits.pk).update(queued_at=begun)
    refuse_suggestion(second, by=author)

    waits.refresh_from_db()
    assert waits.facts["count"] == 2
    assert waits.due_at == begun + LONGEST_WAIT


def test_whoever_withdraws_their_own_is_told_nothing(suggestion, officer):
    refuse_suggestion(suggestion, by=officer)

    assert mailed("suggestion_answered") == []
