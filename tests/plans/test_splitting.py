"""A paragraph split in two and two joined: no word changes, and comments stay with their words."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from councils.access import access_of
from councils.roles import Role
from dashboard.history.things import put_back_url
from plans.access import plan_url
from plans.actions import passages, splitting
from plans.actions.suggestions import accept_suggestion
from plans.comments import open_on_passages
from plans.divided import divided
from plans.edits import editing
from plans.models import Comment, Passage, QuestionLink, Suggestion
from plans.splitting import joined, places_to_split, printed
from plans.suggestions import merged, suggestions_for
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import (
    make_comment,
    make_heading,
    make_link_to,
    make_moved_on,
    make_paragraph,
    make_suggestion,
    make_theme,
)
from tests.plans.editing import acts_of, edit, last_act, move
from tests.plans.test_whole_passages import suggest
from web.errors import Gone, MovedOn, Refused
from web.text import clean

WORDS = "We **sold** the depot. It made {figure:savings}.\n\n- one\n- two\n\nThe end. Of it."
AT = 23

pieces = st.lists(
    st.sampled_from(
        [
            *("One. ", "Two! ", "three ", "**bold", "** ", "[a link](https://example.org/) "),
            *("{figure:savings} ", "\n", "\n\n", "- line\n", "- another\n", "  - within\n"),
            *("a. first\n", "b. second\n", "1. first\n", "2. second\n", "c. 40 ", "\\*", "é"),
        ]
    ),
    max_size=25,
).map("".join)


@given(pieces)
def test_both_parts_print_what_the_whole_printed_and_joined_print_it_again(source):
    for place in places_to_split(source):
        assert printed(place.first) + printed(place.second) == printed(source)
        both = joined(place.first, place.second)
        assert both is None or printed(both) == printed(source)


def test_a_place_stands_before_each_sentence_line_and_block():
    told = [(place.at, place.second[:7]) for place in places_to_split(WORDS)]

    assert told == [
        (23, "It made"),
        (50, "- one\n-"),
        (56, "- two\n\n"),
        (63, "The end"),
        (72, "Of it."),
    ]


@pytest.mark.parametrize("source", ["One sentence.", "", "a. first\nb. second", "**One. Two.**"])
def test_what_would_print_otherwise_is_not_split(source):
    assert places_to_split(source) == []


def test_two_plain_paragraphs_run_on_and_two_lists_become_one():
    assert joined("One.", "Two.") == "One. Two."
    assert joined("- one", "- two") == "- one\n- two"
    assert joined("- one", "Two.") == "- one\n\nTwo."
    # A letter is a name by which others refer to a line.
    assert joined("a. one", "a. two") is None
    assert joined("", "Two.") == "Two."


def split(passage, by, at=AT, seen=None, **how) -> Passage:
    passage.refresh_from_db()
    seen = passage.revision if seen is None else seen
    return splitting.split_passage(passage, by=by, seen=seen, at=at, **how)


def join(first, second, by, **how) -> Passage:
    first.refresh_from_db()
    second.refresh_from_db()
    seen = {"seen": first.revision, "second": second.pk, "second_seen": second.revision}
    return splitting.join_passages(first, by=by, **seen | how)


@pytest.fixture
def whole(plan, author, theme, contributor) -> Passage:
    make_paragraph(plan, author, "Before.", theme)
    found = make_paragraph(
        plan, author, WORDS, theme, questions=["1.1"], writer=contributor, ready=True
    )
    make_paragraph(plan, author, "After.", theme)
    return found


@pytest.fixture
def officer(council):
    return make_person(council, Role.SECTION_151, name="Finance officer")


def test_a_split_paragraph_is_two_in_its_place_with_all_that_it_had(plan, author, whole, theme):
    second = split(whole, author)

    whole.refresh_from_db()
    bodies = [one.body for one in theme.passages.all()]
    assert bodies == ["Before.", "We **sold** the depot.", WORDS[AT:], "After."]
    for one in (whole, second):
        assert (one.ready, one.writer) == (True, whole.writer)
        assert [row.question for row in one.answers.all()] == ["1.1"]
    act = last_act(plan)
    assert (act.verb, act.subject_id) == ("passage_split", whole.pk)


def test_joining_is_the_way_back_from_splitting(plan, author, whole, theme):
    for place in places_to_split(WORDS):
        second = split(whole, author, place.at)
        join(whole, second, author)

        whole.refresh_from_db()
        assert whole.body == WORDS
        assert theme.passages.count() == 3
    assert last_act(plan).verb == "passages_joined"
    assert list(whole.answers.values_list("question", flat=True)) == ["1.1"]
    assert QuestionLink.objects.count() == 1


def test_open_comments_go_along_with_their_words(plan, author, whole):
    of_first = make_comment(whole, author, quote="We sold")
    of_second = make_comment(whole, author, quote="It made")
    of_all = make_comment(whole, author)
    second = split(whole, author)

    on = dict(Comment.objects.with_state().values_list("pk", "stands_on"))
    assert on == {of_first.pk: whole.pk, of_second.pk: second.pk, of_all.pk: whole.pk}
    assert open_on_passages(plan) == {whole.pk: 2, second.pk: 1}
    assert Passage.objects.whole().get(pk=second.pk).open_comments == 1
    join(whole, second, author)
    assert open_on_passages(plan) == {whole.pk: 3}
    assert Passage.objects.whole().get(pk=whole.pk).open_comments == 3


def test_the_page_of_a_comment_that_went_along_leads_to_its_words(browser, plan, author, whole):
    comment = make_comment(whole, author, quote="It made")
    second = split(whole, author)

    page = browser.get(plan_url("comment", plan, comment.pk)).content.decode()
    assert plan_url("passage", plan, second.pk) in page
    assert "The words this was about are gone." not in page
    act = browser.get(plan_url("act", plan, last_act(plan).sequence)).content.decode()
    assert "Paragraph 3 of theme 1" in act


def test_whoever_has_a_link_to_it_keeps_the_first_and_has_nothing_of_the_second(plan, author):
    whole = make_paragraph(plan, author, WORDS)
    make_link_to(whole, author)

    assert split(whole, author).writer is None
    whole.refresh_from_db()
    assert whole.writer is not None


@pytest.mark.parametrize("at", [0, 5, AT - 1, len(WORDS), 999_999])
def test_nothing_is_split_within_a_sentence(plan, author, whole, at):
    before = acts_of(plan)
    with pytest.raises(Refused):
        split(whole, author, at)
    assert acts_of(plan) == before


def test_headings_are_neither_split_nor_joined(plan, author, theme, browser):
    heading = make_heading(plan, author, "One. Two.", theme=theme)
    below = make_paragraph(plan, author, "Words.", theme)

    with pytest.raises(Refused):
        split(heading, author, 5)
    with pytest.raises(Refused):
        join(heading, below, author)
    assert browser.get(plan_url("passage_split", plan, heading.pk)).status_code == 404
    page = browser.get(plan_url("page_write", plan)).content.decode()
    assert plan_url("passage_split", plan, heading.pk) not in page
    assert plan_url("passage_split", plan, below.pk) in page
    assert plan_url("passage_join", plan, below.pk) not in page


def test_a_contributor_splits_and_joins_nothing(plan, author, contributor, whole):
    with pytest.raises(PermissionDenied):
        split(whole, contributor)
    with pytest.raises(PermissionDenied):
        join(whole, split(whole, author), contributor)


def test_words_changed_meanwhile_are_split_and_joined_by_nobody(author, colleague, whole):
    edit(whole, colleague, "Other words. And more.")

    with pytest.raises(MovedOn):
        split(whole, author, seen=1)
    whole.refresh_from_db()
    second = split(whole, author, 13)
    edit(second, colleague, "And more, changed.")
    with pytest.raises(MovedOn):
        join(whole, second, author, second_seen=1)


def test_what_no_longer_follows_is_not_joined(plan, author, whole, theme):
    second = split(whole, author)
    make_paragraph(plan, author, "Between.", theme, after=whole.pk)

    with pytest.raises(MovedOn):
        join(whole, second, author)
    move(second, author, theme, 2)
    passages.remove_passage(whole, by=author, seen=2)
    with pytest.raises(Gone):
        splitting.join_passages(whole, by=author, seen=2, second=second.pk, second_seen=2)


def test_two_joined_answer_what_either_did_and_are_ready_where_both_were(plan, author, theme):
    first = make_paragraph(plan, author, "One.", theme, questions=["1.1"], ready=True)
    second = make_paragraph(plan, author, "Two.", theme, questions=["1.1", "1.2"])

    with pytest.raises(Refused):
        join(first, second, author)
    join(first, second, author, loses=True)

    first.refresh_from_db()
    assert (first.body, first.ready) == ("One. Two.", False)
    assert [row.question for row in first.answers.all()] == ["1.1", "1.2"]


def test_what_would_be_lost_is_said_and_asked(browser, plan, author, contributor, theme):
    first = make_paragraph(plan, author, "One.", theme, writer=author)
    second = make_paragraph(plan, author, "Two.", theme, writer=contributor)
    make_suggestion(second, author, "Three.")
    edit(second, author, "Four.")
    url = plan_url("passage_join", plan, first.pk)
    page = browser.get(url)
    told = page.content.decode()

    assert f"{contributor.name} has the second to write" in told
    assert "1 open suggestion for the second" in told
    assert browser.post(url, fields_of(page)).status_code == 422
    assert Passage.objects.filter(pk=second.pk).exists()
    assert browser.post(url, {**fields_of(page), "loses": "on"}).status_code == 302
    assert not Passage.objects.filter(pk=second.pk).exists()


def test_where_nothing_is_lost_one_button_joins_and_the_writer_stays(
    browser, plan, author, contributor, theme
):
    first = make_paragraph(plan, author, "One.", theme)
    second = make_paragraph(plan, author, "Two.", theme, writer=contributor)
    url = plan_url("passage_join", plan, first.pk)

    assert browser.post(url, fields_of(browser.get(url))).status_code == 302
    first.refresh_from_db()
    assert (first.body, first.writer) == ("One. Two.", contributor)
    assert not Passage.objects.filter(pk=second.pk).exists()


def test_a_page_that_is_out_of_date_splits_nothing_and_keeps_the_reason(
    browser, plan, author, colleague, whole
):
    make_moved_on(plan, author)
    url = plan_url("passage_split", plan, whole.pk)
    sent = {**fields_of(browser.get(url)), "at": AT, "reason": "As the directors asked"}
    edit(whole, colleague, "Changed. Since.", reason="Because")

    answer = browser.post(url, sent)

    assert answer.status_code == 409
    assert "As the directors asked" in answer.content.decode()


def test_once_others_have_the_words_a_reason_is_asked(plan, author, whole):
    make_moved_on(plan, author)

    with pytest.raises(Refused):
        split(whole, author)
    second = split(whole, author, reason="Easier to read")
    assert last_act(plan).reason == "Easier to read"
    with pytest.raises(Refused):
        join(whole, second, author)


def test_the_place_nearest_to_where_somebody_wrote_is_chosen(browser, plan, whole):
    url = plan_url("passage_split", plan, whole.pk)

    for after, at in (("21", AT), ("999", 72), ("0", AT), ("x", None), ("9" * 30, None)):
        form = browser.get(f"{url}?after={after}").context["form"]
        assert form["at"].value() == ("" if at is None else str(at))


def test_what_was_joined_can_be_put_back_from_the_history(plan, author, whole, theme):
    second = split(whole, author)
    key = second.pk
    make_comment(second, author)
    make_comment(whole, author)
    join(whole, second, author)
    assert open_on_passages(plan) == {whole.pk: 2}

    back = passages.put_back(plan, by=author, removed=key)

    assert (back.body, list(back.answers.values_list("question", flat=True))) == (
        WORDS[AT:],
        ["1.1"],
    )
    assert open_on_passages(plan) == {whole.pk: 1, key: 1}
    whole.refresh_from_db()
    was = whole.history.filter(body="We **sold** the depot.").earliest("history_id")
    passages.edit_passage(whole, by=author, seen=whole.revision, body=was.body, back_to=was.act)
    assert [one.body for one in theme.passages.all()][1:3] == [was.body, back.body]


def waiting(passage) -> list[tuple[str, str]]:
    rows = Suggestion.objects.still_open().filter(key=passage.pk).order_by("pk")
    return [(one.before, one.proposed) for one in rows]


def test_a_suggestion_goes_along_with_its_words_under_its_makers_name(plan, author, whole, officer):
    made = make_suggestion(whole, officer, WORDS.replace("The end.", "An end."), note="Milder")
    second = split(whole, author)

    whole.refresh_from_db()
    assert waiting(whole) == []
    assert waiting(second) == [(second.body, second.body.replace("The end.", "An end."))]
    now = Suggestion.objects.still_open().get()
    assert (now.by, now.at, now.note, now.goes_on_from) == (officer, made.at, "Milder", made)
    assert now.name == "Paragraph 3 of theme 1"
    made.refresh_from_db()
    assert made.given.outcome == "moved with its words"


def test_a_suggestion_for_words_of_both_is_offered_of_each(plan, author, whole, officer):
    both = WORDS.replace("the depot", "the yard").replace("Of it", "Of that")
    make_suggestion(whole, officer, both)
    second = split(whole, author)

    whole.refresh_from_db()
    assert waiting(whole) == [("We **sold** the depot.", "We **sold** the yard.")]
    assert waiting(second) == [(WORDS[AT:], WORDS[AT:].replace("Of it", "Of that"))]
    for one in Suggestion.objects.still_open().order_by("pk"):
        row = Passage.objects.get(pk=one.key)
        accept_suggestion(one, by=author, seen=row.revision, body=one.proposed)
    join(whole, second, author)
    whole.refresh_from_db()
    assert whole.body == both


def test_one_for_the_first_asks_nothing_of_a_figure_that_went_to_the_second(
    plan, author, whole, officer
):
    make_suggestion(whole, officer, WORDS.replace("the depot", "2 depots"))
    split(whole, author)

    whole.refresh_from_db()
    [one] = Suggestion.objects.still_open()
    assert merged(one, whole.body).text == "We **sold** 2 depots."


def test_where_a_person_must_settle_it_the_page_says_that_its_paragraph_was_split(
    browser, plan, author, whole, officer
):
    make_suggestion(whole, officer, WORDS.replace("the depot. It made", "it, and made"))
    edit(whole, author, WORDS.replace("the depot", "the yard"))
    split(whole, author, AT - 1)

    [one] = Suggestion.objects.still_open()
    assert one.key == whole.pk
    page = browser.get(plan_url("suggestion", plan, one.pk)).content.decode()
    assert "the words are in paragraph 2 of theme 1 and paragraph 3 of theme 1 now" in page


def test_what_is_to_go_or_move_is_both_parts_and_what_is_new_follows_the_second(
    plan, author, whole, theme, officer
):
    other = make_theme(plan, author, "Another theme")
    with editing(plan, by=author, verb="suggestion_made") as w:
        facts = {"plan": plan, "name": "It", "stage": plan.stage, "by": officer, "at": w.act.at}
        out = {"kind": "gone", "key": whole.pk, "before": WORDS}
        new = {"kind": "new", "key": whole.pk, "after": whole.pk, "theme": theme.pk}
        away = {"kind": "moved", "key": whole.pk, "before": WORDS, "after": 0, "theme": other.pk}
        for one in (out, new | {"proposed": "New."}, away):
            w.act.add(Suggestion(**facts | one))
    second = split(whole, author)

    rows = Suggestion.objects.still_open().order_by("pk")
    assert [(one.kind, one.key, one.after) for one in rows] == [
        ("gone", whole.pk, None),
        ("gone", second.pk, None),
        ("moved", whole.pk, 0),
        ("moved", second.pk, whole.pk),
        ("new", second.pk, second.pk),
    ]
    assert rows[4].name == "A new paragraph, after paragraph 3 of theme 1"


def test_a_contributor_still_reads_what_is_suggested_for_their_two(
    plan, author, whole, officer, contributor
):
    make_suggestion(whole, officer, WORDS.replace("The end.", "An end."))
    split(whole, author)

    access = access_of(contributor, plan.council)
    assert suggestions_for(access, plan).still_open().count() == 1


def test_suggestions_for_the_second_go_along_when_two_are_joined(plan, author, whole, officer):
    second = split(whole, author)
    make_suggestion(second, officer, second.body.replace("The end.", "An end."))
    join(whole, second, author)

    whole.refresh_from_db()
    assert waiting(whole) == [(WORDS, WORDS.replace("The end.", "An end."))]


def test_nothing_is_said_to_stand_after_itself_once_two_are_joined(plan, author, whole, theme):
    second = split(whole, author)
    suggest(plan, author, Suggestion.Kind.MOVED, whole, theme=theme.pk, after=second.pk)
    join(whole, second, author)

    [one] = Suggestion.objects.still_open()
    assert (one.key, one.after) == (whole.pk, second.pk)


def test_what_went_on_is_answered_there_and_not_on_a_page_of_before(
    browser, plan, author, whole, officer
):
    made = make_suggestion(whole, officer, WORDS.replace("The end.", "An end."))
    address = plan_url("suggestion_refuse", plan, made.pk)
    asked = fields_of(browser.get(address))
    split(whole, author)

    assert browser.post(address, asked).status_code == 409
    page = browser.get(plan_url("suggestion", plan, made.pk)).content.decode()
    [one] = Suggestion.objects.still_open()
    assert plan_url("suggestion", plan, one.pk) in page


@given(pieces, pieces)
def test_what_is_divided_prints_what_it_printed(source, words):
    for place in places_to_split(source):
        assert divided(clean(source), place, clean(source)) is not None
        halves = divided(words, place, clean(source))
        assert halves is None or printed(halves[0]) + printed(halves[1]) == printed(words)


def put_back_page(plan, whole) -> str:
    was = whole.history.filter(body=WORDS).latest("history_id")
    return put_back_url(plan, was.act, "passage", whole.pk)


def test_putting_back_what_stood_before_a_split_says_that_words_would_stand_twice(
    browser, plan, author, whole
):
    second = split(whole, author)
    address = put_back_page(plan, whole)
    page = browser.get(address)
    told = page.content.decode()

    assert "Words of this text stand elsewhere now" in told
    assert f"#passage-{second.pk}" in told
    assert plan_url("passage_join", plan, whole.pk) in told
    assert browser.post(address, fields_of(page)).status_code == 422
    whole.refresh_from_db()
    assert whole.body != WORDS
    assert browser.post(address, {**fields_of(page), "twice": "on"}).status_code == 302
    whole.refresh_from_db()
    assert whole.body == WORDS


def test_once_they_are_joined_or_say_something_else_nothing_is_asked(browser, plan, author, whole):
    second = split(whole, author)
    edit(second, author, "Quite another matter.")
    assert "stand elsewhere" not in browser.get(put_back_page(plan, whole)).content.decode()
    join(whole, second, author)
    assert "stand elsewhere" not in browser.get(put_back_page(plan, whole)).content.decode()
