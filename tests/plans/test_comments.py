"""Comments: on words, passages and rows; who reads them, what resolves them, what they stop."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from councils.access import access_of
from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import passages
from plans.actions.comments import make_comment as make_comment_on
from plans.actions.comments import reopen_comment, reply_to_comment, resolve_comment
from plans.actions.items import edit_item
from plans.assemble import build_document
from plans.checking import findings_in_plan
from plans.comments import comments_for, entry_count, kinds_of, things_of
from plans.models import Comment, CommentTold, Passage, Stage
from plans.quoting import in_one_line, quoted_from
from plans.richtext import parse_richtext, plain_text
from tests.makers import make_person
from tests.plan_makers import (
    make_comment,
    make_commitment,
    make_evidence,
    make_figure,
    make_metric,
    make_paragraph,
    make_version,
)
from web.errors import Gone, MovedOn, Refused

WORDS = "The zebra house is dear."


@pytest.fixture
def officer(council):
    return make_person(council, Role.SECTION_151, name="Finance officer")


@pytest.fixture
def comment(paragraph, author) -> Comment:
    return make_comment(paragraph, author, WORDS, quote="first words")


def signed_in(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def state_of(comment: Comment) -> bool:
    return Comment.objects.with_state().get(pk=comment.pk).resolved


def has_words(comment: Comment) -> bool:
    now = Comment.objects.with_state().get(pk=comment.pk)
    return things_of(comment.plan, kinds_of([now])).has_words(now)


def text(browser, address) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_comment_goes_from_the_form_to_its_page(browser, plan, paragraph, officer):
    typed = {
        "quote": "The first\n words.",
        "words": WORDS,
        "must_be_resolved": "on",
        "tell": [officer.pk],
    }

    answer = browser.post(plan_url("comment_add", plan, "passage", paragraph.pk), typed)

    made = Comment.objects.get()
    assert answer["Location"] == plan_url("comment", plan, made.pk)
    assert (made.quote, made.must_be_resolved, made.stage) == ("The first words.", True, "drafting")
    page = text(browser, answer["Location"])
    assert WORDS in page
    assert "Must be resolved" in page
    assert "Told: Finance officer" in page
    act = Act.objects.latest("sequence")
    assert (act.verb, act.subject) == ("comment_made", "comment on paragraph 1 of theme 1")


@pytest.mark.parametrize("make", [make_figure, make_metric, make_commitment, make_evidence])
def test_a_row_of_a_list_is_commented_on_from_its_page(browser, author, plan, make):
    row = make(plan, author)
    kind = {"figure": "figures", "evidence": "evidence"}.get(row.record_kind, f"{row.record_kind}s")
    add = plan_url("comment_add", plan, row.record_kind, row.pk)
    assert add in text(browser, plan_url("item", plan, kind, row.pk))

    assert browser.post(add, {"words": WORDS}).status_code == 302

    assert "1 open comment here" in text(browser, plan_url("item", plan, kind, row.pk))
    assert WORDS in text(browser, plan_url("comments", plan))


def test_words_that_do_not_stand_there_are_refused_at_their_field(browser, plan, paragraph):
    typed = {"quote": "Other words", "words": WORDS}

    answer = browser.post(plan_url("comment_add", plan, "passage", paragraph.pk), typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "These words do not stand there" in page
    assert WORDS in page
    assert "Other words" in page
    assert not Comment.objects.exists()


def test_a_comment_without_words_is_refused(browser, plan, paragraph):
    answer = browser.post(plan_url("comment_add", plan, "passage", paragraph.pk), {"words": " "})

    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_comment_stays_with_its_words_when_they_are_edited_around_and_moved(
    plan, author, paragraph, comment
):
    passages.edit_passage(paragraph, by=author, seen=1, body="Now the **first** words come later.")
    assert has_words(comment)
    theme = plan.themes.last()
    passages.move_passage(paragraph, by=author, seen=2, theme=theme, position=0)

    things = things_of(plan, kinds_of([comment]))
    assert things.name_of("passage", paragraph.pk) == "Paragraph 1 of theme 4"
    assert has_words(comment)


def test_words_that_were_rewritten_are_said_to_be_gone(browser, author, paragraph, comment):
    page = plan_url("comment", comment.plan, comment.pk)
    assert "The words this was about are gone." not in text(browser, page)

    passages.edit_passage(paragraph, by=author, seen=1, body="Something else.")

    assert "The words this was about are gone." in text(browser, page)
    assert WORDS in text(browser, page)


def test_a_figure_that_changes_changes_the_words_it_prints_in(plan, author):
    figure = make_figure(plan, author)
    passage = make_paragraph(plan, author, "We saved {figure:savings} last year.")
    comment = make_comment(passage, author, quote="saved £96.4m")
    assert has_words(comment)

    edit_item(figure, by=author, seen=1, value=12)

    assert not has_words(comment)


def test_a_removed_paragraph_keeps_its_comments_readable(browser, author, paragraph, comment):
    passages.remove_passage(paragraph, by=author, seen=1)

    page = text(browser, plan_url("comments", comment.plan))

    assert "This is no longer in the plan." in page
    assert WORDS in page
    assert "Paragraph 1 of theme 1" in page
    assert "first words" in text(browser, plan_url("comment", comment.plan, comment.pk))


def test_a_paragraph_that_is_put_back_has_its_comments_again(plan, author, paragraph, comment):
    key = paragraph.pk
    passages.remove_passage(paragraph, by=author, seen=1)
    passages.put_back(plan, by=author, removed=key)

    assert has_words(comment)
    assert Passage.objects.whole().get(pk=key).open_comments == 1


def test_whoever_comments_on_what_was_removed_gets_their_words_back(browser, author, paragraph):
    address = plan_url("comment_add", paragraph.plan, "passage", paragraph.pk)
    passages.remove_passage(paragraph, by=author, seen=1)

    answer = browser.post(address, {"words": WORDS})

    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    paragraph.pk = int(address.split("/")[-2])
    with pytest.raises(Gone):
        make_comment(paragraph, author)


def test_a_comment_is_replied_to_resolved_and_reopened(browser, plan, comment):
    here = plan_url("comment", plan, comment.pk)
    settle = plan_url("comment_settle", plan, comment.pk)
    browser.post(here, {"words": "It is indeed."})
    browser.post(settle, {"seen": 1, "words": "Sold the house."})
    assert state_of(comment)
    assert "Resolved (1)" in text(browser, plan_url("comments", plan))
    browser.post(settle, {"seen": 2, "words": "It was bought again."})

    assert not state_of(comment)
    page = text(browser, here)
    told = [page.index(one) for one in (WORDS, "It is indeed.", "Sold the house.", "bought again")]
    assert told == sorted(told)
    verbs = ["comment_answered", "comment_resolved", "comment_reopened"]
    assert list(Act.objects.order_by("sequence").values_list("verb", flat=True))[-3:] == verbs


def test_nobody_resolves_a_comment_to_which_something_was_said_meanwhile(
    browser, plan, author, comment
):
    reply_to_comment(comment, by=author, words="Wait.")

    answer = browser.post(
        plan_url("comment_settle", plan, comment.pk), {"seen": 0, "words": "All done."}
    )

    assert answer.status_code == 409
    assert "All done." in answer.content.decode()
    assert not state_of(comment)


def test_a_comment_is_resolved_and_reopened_once(author, comment):
    with pytest.raises(MovedOn):
        reopen_comment(comment, by=author, seen=0)
    resolve_comment(comment, by=author, seen=0)
    with pytest.raises(MovedOn):
        resolve_comment(comment, by=author, seen=1)
    with pytest.raises(MovedOn):
        reply_to_comment(comment, by=author, words="Too late.")
    reopen_comment(comment, by=author, seen=1)

    assert entry_count(comment) == 2


def test_a_reply_to_a_resolved_comment_comes_back_whole(browser, plan, author, comment):
    resolve_comment(comment, by=author, seen=0)

    answer = browser.post(plan_url("comment", plan, comment.pk), {"words": "Too late, I fear."})

    assert answer.status_code == 409
    assert "Too late, I fear." in answer.content.decode()


def test_whoever_resolves_what_another_wants_resolved_says_what_was_done(
    author, paragraph, officer
):
    comment = make_comment(paragraph, officer, must_be_resolved=True)
    with pytest.raises(Refused, match="Finance officer wants to know"):
        resolve_comment(comment, by=author, seen=0)

    resolve_comment(comment, by=author, seen=0, words="Taken out.")

    assert state_of(comment)


def test_an_open_comment_that_must_be_resolved_is_a_finding_that_stops(plan, author, paragraph):
    comment = make_comment(paragraph, author, must_be_resolved=True)
    make_comment(paragraph, author)

    [found] = [one for one in findings_in_plan(plan) if one.code == "unresolved_comment"]
    assert found.stops
    assert found.place.key == comment.pk

    resolve_comment(comment, by=author, seen=0)
    assert not [one for one in findings_in_plan(plan) if one.code == "unresolved_comment"]


def test_a_contributor_reads_and_comments_on_what_is_theirs_alone(council, plan, author):
    writer = make_person(council, Role.CONTRIBUTOR)
    mine = make_paragraph(plan, author, "Words that are mine.", writer=writer)
    other = make_paragraph(plan, author, "Words of another.")
    on_other = make_comment(other, author, "About the other.")
    on_mine = make_comment(mine, author, "About yours.")
    on_figure = make_comment(make_figure(plan, author), author)
    browser = signed_in(writer)

    assert list(comments_for(access_of(writer, council), plan)) == [on_mine]
    page = text(browser, plan_url("comments", plan))
    assert "About yours." in page
    assert "About the other." not in page
    assert "Words of another." not in page
    assert (
        browser.post(
            plan_url("comment_add", plan, "passage", mine.pk), {"words": "May I?"}
        ).status_code
        == 302
    )
    for address in (
        plan_url("comment_add", plan, "passage", other.pk),
        plan_url("comment_add", plan, "figure", on_figure.key),
    ):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"words": "May I?"}).status_code == 403
    assert browser.get(plan_url("comment", plan, on_other.pk)).status_code == 404
    with pytest.raises(PermissionDenied):
        make_comment(other, writer)


def test_a_contributor_is_not_shown_words_that_stood_there_before(council, plan, author):
    writer = make_person(council, Role.CONTRIBUTOR)
    passage = make_paragraph(plan, author, "The secret zoo is sold.")
    comment = make_comment(passage, author, quote="secret zoo")
    passages.edit_passage(passage, by=author, seen=1, body="All is well.", writer=writer)

    page = text(signed_in(writer), plan_url("comment", plan, comment.pk))

    assert "The words this was about are gone." in page
    assert "secret zoo" not in page
    assert "secret zoo" in text(signed_in(author), plan_url("comment", plan, comment.pk))


def test_only_authors_and_officers_who_clear_ask_that_it_be_resolved(council, plan, author):
    writer = make_person(council, Role.CONTRIBUTOR)
    mine = make_paragraph(plan, author, "Words that are mine.", writer=writer)
    address = plan_url("comment_add", plan, "passage", mine.pk)

    assert "must be resolved" not in text(signed_in(writer), address)
    with pytest.raises(PermissionDenied):
        make_comment(mine, writer, must_be_resolved=True)
    comment = make_comment(mine, author)
    with pytest.raises(PermissionDenied):
        resolve_comment(comment, by=writer, seen=0)


def test_an_auditor_reads_comments_and_makes_none(council, plan, comment):
    auditor = signed_in(make_person(council, Role.AUDITOR))

    page = text(auditor, plan_url("comment", plan, comment.pk))

    assert WORDS in page
    assert "Reply" not in page
    assert "Resolve it" not in page
    assert auditor.post(plan_url("comment", plan, comment.pk), {"words": "Hm"}).status_code == 403


def test_whom_somebody_tells_gets_an_email_without_a_word_of_it(author, paragraph, officer):
    OutboxMessage.objects.all().delete()
    comment = make_comment(paragraph, author, WORDS, quote="first words", tell=[officer, author])

    [message] = OutboxMessage.objects.all()
    assert (message.kind, message.to) == ("comment_for_you", officer)
    assert message.page == plan_url("comment", comment.plan, comment.pk)
    assert {one.person for one in CommentTold.objects.all()} == {officer, author}


def test_nobody_is_told_of_what_they_may_not_read(council, author, paragraph):
    outsider = make_person(council, Role.CONTRIBUTOR)

    with pytest.raises(Refused):
        make_comment(paragraph, author, tell=[outsider])

    assert not Comment.objects.exists()
    assert not OutboxMessage.objects.filter(kind="comment_for_you").exists()


def test_comments_are_no_part_of_the_document(plan, author, paragraph, browser):
    before = build_document(plan).digest
    make_comment(paragraph, author, WORDS, quote="first words", must_be_resolved=True)

    assert build_document(plan).digest == before
    version = make_version(plan, author)
    for name in ("version", "version_html", "version_json"):
        assert WORDS not in text(browser, plan_url(name, plan, version.number))
    assert WORDS not in text(browser, plan_url("plan_read", plan))


def test_a_plan_without_comments_says_nothing_of_them_on_its_home(browser, plan, author, paragraph):
    assert "Comments" not in text(browser, plan.get_absolute_url())
    comment = make_comment(paragraph, author)
    assert "1 open" in text(browser, plan.get_absolute_url())
    resolve_comment(comment, by=author, seen=0)
    assert "All resolved" in text(browser, plan.get_absolute_url())


def test_the_page_of_a_plan_without_comments_says_so(browser, plan):
    assert "No comment is open." in text(browser, plan_url("comments", plan))


@pytest.mark.parametrize("name", ["a_comment_has_words", "a_comment_quotes_a_passage_alone"])
def test_the_database_wants_words_and_a_passage_to_quote(plan, author, paragraph, name):
    wrong = {"words": ""} if name == "a_comment_has_words" else {"about": "figure", "quote": "x"}
    facts = {
        "plan": plan,
        "about": "passage",
        "key": paragraph.pk,
        "name": "Paragraph 1",
        "words": WORDS,
        "must_be_resolved": False,
        "stage": Stage.DRAFTING,
        "by": author,
        "at": plan.created_at,
        "act_id": Act.objects.latest("sequence").pk,
    }
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        Comment.objects.bulk_create([Comment(**facts | wrong)])


TYPED = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=60)


@given(TYPED, st.integers(0, 60), st.integers(1, 20))
def test_what_is_copied_of_a_paragraph_stands_in_it(body, start, length):
    printed = in_one_line(plain_text(parse_richtext(body)))
    copied = in_one_line(printed[start : start + length])

    assert quoted_from(body, [], copied) == copied


# The report, and what is open


def on_the_report(plan, by, **details):
    return make_comment_on(plan, by=by, about="report", key=plan.pk, words=WORDS, **details)


def test_the_report_is_commented_on_before_it_is_written(browser, plan, officer, author):
    page = plan_url("comment_add", plan, "report", plan.pk)
    offered = text(signed_in(officer), plan_url("comments", plan))
    assert page in offered

    answer = signed_in(officer).post(page, {"words": WORDS, "must_be_resolved": "on"})

    made = Comment.objects.get()
    assert answer["Location"] == plan_url("comment", plan, made.pk)
    assert (made.about, made.name, made.quote) == ("report", "The report", "")
    assert "The report" in text(browser, answer["Location"])
    [stops] = [one for one in findings_in_plan(plan) if one.code == "unresolved_comment"]
    assert "the report" in stops.words


def test_the_report_of_another_plan_is_not_found(plan, other_plan, author):
    page = plan_url("comment_add", plan, "report", other_plan.pk)

    assert signed_in(author).get(page).status_code == 404
    with pytest.raises(Gone):
        make_comment_on(plan, by=author, about="report", key=other_plan.pk, words=WORDS)


def test_a_contributor_reads_and_says_nothing_of_the_report(plan, author, officer):
    on_the_report(plan, officer)
    writer = make_person(plan.council, Role.CONTRIBUTOR)
    make_paragraph(plan, author, "Theirs.", writer=writer)

    assert not comments_for(access_of(writer, plan.council), plan).exists()
    with pytest.raises(PermissionDenied):
        on_the_report(plan, writer)


def test_the_page_of_the_report_says_how_many_comments_are_open_there(browser, plan, officer):
    on_the_report(plan, officer)

    page = text(browser, plan_url("move_send", plan))

    assert "1 open comment on the report" in page
    assert f"{plan_url('comments', plan)}?on=report-{plan.pk}" in page


def test_the_count_of_open_comments_leads_to_those_alone(browser, plan, author, paragraph, comment):
    other = make_paragraph(plan, author, "Other words.")
    there = make_comment(other, author, "About the other.")
    resolve_comment(make_comment(other, author, "Done."), by=author, seen=0)
    home = plan_url("comments", plan)

    def listed(on):
        return [one.comment for one in browser.get(f"{home}?on={on}").context["open"]]

    assert listed(f"passage-{other.pk}") == [there]
    assert {*listed("open")} == {there, comment}
    assert listed("passage-999999") == []
    assert browser.get(f"{home}?on=open").context["resolved"] == []
    assert f"?on=passage-{other.pk}" in text(browser, plan_url("passage", plan, other.pk))
    assert browser.get(f"{home}?on=nonsense").status_code == 422
