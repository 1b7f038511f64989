"""What several people would have of one paragraph, side by side: settled, and never by the last."""

import pytest

from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.beside import settle_beside
from plans.actions.passages import edit_passage
from plans.importing.marked import Said
from plans.models import Passage, Suggestion, SuggestionAnswer
from plans.returned import Proposal
from tests.makers import make_person
from tests.plan_makers import (
    make_brought_back,
    make_paragraph,
    make_round,
    make_suggestion,
    said_of_copy,
)
from web.errors import MovedOn

FIRST = "The zoo is dear. It is to be sold. Nobody lives there."
ANN = "The zoo is very dear. It is to be sold. Nobody lives there."
BEN = "The zoo is cheap. It is to be sold. Nobody lives there."
CAT = "The zoo is dear. It is to be sold. Nobody lives there today."


@pytest.fixture
def passage(plan, author, theme) -> Passage:
    return make_paragraph(plan, author, FIRST, theme)


@pytest.fixture
def suggest(plan, author, passage):
    others = [(name, f"{name}@p.test") for name in ("Ann", "Ben", "Cat")]
    found = make_round(plan, author, others=others)

    def suggest(*bodies: str) -> list[Suggestion]:
        for number, body in enumerate(bodies, start=1):
            kind = "words" if body else "gone"
            proposal = Proposal(kind, Said("", None, ""), passage.pk, body)
            name = f"{number}.docx"
            make_brought_back(found, author, said_of_copy(found, proposal, number=number), name)
        return list(Suggestion.objects.order_by("pk"))

    return suggest


def words_of(page) -> str:
    return " ".join(page.content.decode().split()).replace("</del >", "</del>")


def opened(browser, passage):
    page = browser.get(plan_url("suggestions_beside", passage.plan, passage.pk))
    form = page.context["form"]
    return page, {name: value for name in form.fields if (value := form[name].value())}


def settle(browser, passage, **typed):
    page, sent = opened(browser, passage)
    return browser.post(page.request["PATH_INFO"], {**sent, **typed})


def outcomes() -> dict[str, bool]:
    return {one.suggestion.said_by: one.accepted for one in SuggestionAnswer.objects.all()}


def test_both_stand_beside_each_other_marked_and_under_their_names(browser, passage, suggest, plan):
    suggest(ANN, BEN)
    listed = words_of(browser.get(plan_url("suggestions", plan)))
    assert "Paragraph 1 of theme 1, side by side</a>: Ann (in Word), Ben (in Word)" in listed

    page, _ = opened(browser, passage)

    words = words_of(page)
    assert "<ins>very " in words
    assert "<ins>cheap" in words
    assert "They would have the same words otherwise, so they cannot all stand." in words
    assert "Everybody’s words together" not in words
    assert "checked" not in words


def test_one_is_taken_and_the_other_refused_by_one_act(browser, passage, suggest):
    _, ben = suggest(ANN, BEN)

    assert settle(browser, passage, take=str(ben.pk)).status_code == 302

    passage.refresh_from_db()
    assert passage.body == BEN
    assert outcomes() == {"Ann": False, "Ben": True}
    act = Act.objects.latest("sequence")
    assert act.verb == "suggestions_settled"
    assert {one.act_id for one in SuggestionAnswer.objects.all()} == {act.pk}


def test_what_does_not_meet_stands_together(browser, passage, suggest):
    suggest(ANN, CAT)

    assert settle(browser, passage, take="together").status_code == 302

    passage.refresh_from_db()
    assert passage.body == "The zoo is very dear. It is to be sold. Nobody lives there today."
    assert outcomes() == {"Ann": True, "Cat": True} or set(outcomes().values()) == {True}


def test_ones_own_words_say_whose_are_in_them(browser, passage, suggest):
    ann, _ = suggest(ANN, BEN)

    answer = settle(browser, passage, take="own", own="The zoo is quite dear.", used=[ann.pk])

    assert answer.status_code == 302
    passage.refresh_from_db()
    assert passage.body == "The zoo is quite dear."
    assert outcomes() == {"Ann": True, "Ben": False}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"take": ""}, "Choose what should stand here"),
        ({"take": "own", "own": ""}, "Write the words that should stand here."),
        ({"take": "first", "own": "Mine."}, "You wrote words of your own below."),
        ({"take": "first", "used": "first"}, "You ticked whose words are in yours."),
    ],
)
def test_what_is_not_settled_is_said_at_its_field(browser, passage, suggest, typed, said):
    first = str(suggest(ANN, BEN)[0].pk)
    typed = {name: first if value == "first" else value for name, value in typed.items()}

    answer = settle(browser, passage, **typed)

    assert answer.status_code == 422
    assert said in words_of(answer)
    assert not SuggestionAnswer.objects.exists()


def test_one_takes_it_out_that_another_rewrote(browser, passage, suggest, plan):
    _, gone = suggest(ANN, "")
    page, _ = opened(browser, passage)
    assert "What Ben (in Word) would have: it is taken out" in words_of(page)

    assert settle(browser, passage, take=str(gone.pk)).status_code == 302

    assert not plan.passages.filter(pk=passage.pk).exists()
    assert outcomes() == {"Ann": False, "Ben": True}


def test_words_changed_since_the_page_was_opened_are_not_settled_unseen(
    browser, passage, suggest, author
):
    ann, _ = suggest(ANN, BEN)
    page, sent = opened(browser, passage)
    edit_passage(passage, by=author, seen=1, body=FIRST.replace("sold", "let"))

    answer = browser.post(page.request["PATH_INFO"], {**sent, "take": str(ann.pk)})

    assert answer.status_code == 409
    assert not SuggestionAnswer.objects.exists()


def test_a_third_that_came_meanwhile_is_not_refused_unseen(passage, suggest, author, council):
    ann, ben = suggest(ANN, BEN)
    make_suggestion(passage, make_person(council, Role.SECTION_151), CAT)

    with pytest.raises(MovedOn, match="or more was suggested"):
        settle_beside(passage, by=author, seen=1, shown=[ann.pk, ben.pk], take=str(ann.pk))


def test_each_colleague_hears_of_their_own_whoever_else_suggested(
    passage, suggest, author, council
):
    """A name in a file has no address, and keeps nobody else from hearing."""
    [ann] = suggest(ANN)
    people = [make_person(council, role) for role in (Role.SECTION_151, Role.MONITORING_OFFICER)]
    theirs = [
        make_suggestion(passage, one, body) for one, body in zip(people, (BEN, CAT), strict=True)
    ]
    shown = [one.pk for one in (ann, *theirs)]

    settle_beside(passage, by=author, seen=1, shown=shown, take=str(theirs[1].pk))

    sent = OutboxMessage.objects.filter(kind="suggestion_answered")
    told = {one.to: (one.facts["count"], one.facts["outcome"]) for one in sent}
    assert told == {people[0]: (1, "refused"), people[1]: (1, "accepted")}


def test_a_page_of_one_alone_leads_back(browser, passage, suggest, plan):
    suggest(ANN)

    answer = browser.get(plan_url("suggestions_beside", plan, passage.pk))

    assert answer["Location"] == plan_url("suggestions", plan)


def test_only_who_may_write_the_paragraph_settles_it(passage, suggest, council, signed_in, plan):
    suggest(ANN, BEN)
    address = plan_url("suggestions_beside", plan, passage.pk)

    officer = signed_in(make_person(council, Role.SECTION_151))
    writer = signed_in(make_person(council, Role.CONTRIBUTOR))

    assert {officer.get(address).status_code, writer.get(address).status_code} <= {403, 404}


def test_the_list_is_narrowed_to_one_person_and_one_theme_and_all_of_it_accepted(
    browser, plan, author, passage, suggest
):
    other = make_paragraph(plan, author, "The farm is dear.", plan.themes.last())
    ann, _ = suggest(ANN, BEN)
    Suggestion.objects.filter(pk=ann.pk)
    found = make_round(plan, author, others=[("Ann", "ann@p.test")])
    more = [
        Proposal("words", Said("", None, ""), other.pk, "The farm is cheap."),
        Proposal("new", Said("", None, ""), None, "Added.", theme=other.theme_id, after=other.pk),
    ]
    make_brought_back(found, author, said_of_copy(found, *more), "1.docx")
    address = plan_url("suggestions", plan)

    page = browser.get(address, {"whose": "Ann (in Word)", "part": str(other.theme_id)})

    words = words_of(page)
    assert "The farm is" in words
    assert "<ins>very" not in words
    [one] = page.context["people"]
    assert f"part={other.theme_id}" in one.query
    all_of_it = plan_url("suggestions_accept", plan, author.pk) + one.query
    asked = browser.get(all_of_it)
    assert f"Accept all that Ann (in Word) suggested in theme {plan.themes.count()}?" in words_of(
        asked
    )
    shown = asked.context["form"]["shown"].value()
    assert browser.post(all_of_it, {"shown": shown}).status_code == 302
    assert outcomes() == {"Ann": True}
    passage.refresh_from_db()
    assert passage.body == FIRST


@pytest.mark.parametrize("query", ["?whose=Nobody", "?part=77", "?part=%00"])
def test_a_list_of_what_there_is_not_is_refused_in_words(browser, plan, suggest, query):
    suggest(ANN, BEN)

    assert browser.get(plan_url("suggestions", plan) + query).status_code == 422
