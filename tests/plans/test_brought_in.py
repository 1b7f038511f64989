"""A marked Word file: its changes come in as suggestions and its comments as comments."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from approvals.clearance.rules import authorship
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.bringing import day_in_file, name_in_file
from plans.actions.imports import coming_in, place_import, read_import, settle_changes
from plans.actions.suggestions import accept_suggestion
from plans.models import Comment, Import, Suggestion, SuggestionAnswer
from tests.councils.pages import fields_of
from tests.plan_makers import make_figure, make_marked_import, make_paragraph, make_suggestion
from tests.plans.importing.word_files import paragraph, run
from tests.plans.importing.word_marked_up import (
    FINANCE,
    LEGAL,
    about,
    dele,
    ended,
    ins,
    with_comments,
)

HEADING = '<w:pStyle w:val="Heading1"/>'
SAVED = "We saved some money last year."
HOMES = "Homes are dear here, and work is scarce."


def a_file(title: str) -> bytes:
    body = paragraph(run(f"Theme 1: {title}"), HEADING)
    body += paragraph(run("We saved ") + dele("some money") + ins("£2m") + run(" last year."))
    body += paragraph(
        about(0, run("Homes")) + about(1, "") + run(" are dear here, and ")
        + ins("good ", LEGAL) + run("work is scarce.")
    )  # fmt: skip
    body += ended(ins("A new one.", LEGAL), "ins", LEGAL) + paragraph(run("The last."))
    return with_comments(body, (LEGAL, "Which?"), (FINANCE, "All."), replies={1: 0})


@pytest.fixture
def title(plan):
    return plan.asked.themes[0].title


def keep(plan, author, data: bytes, changes: str = "suggested") -> Import:
    kept = make_marked_import(plan, author, data)
    settle_changes(kept, by=author, changes=changes)
    kept.refresh_from_db()
    return kept


def put(plan, author, data: bytes):
    kept = keep(plan, author, data)
    imported = read_import(kept)
    coming = coming_in(kept, imported)
    return place_import(
        plan, by=author, imported=imported, name=kept.name, kept=kept, coming=coming
    )


def bodies(plan) -> list[str]:
    return list(plan.passages.order_by("theme__place", "place").values_list("body", flat=True))


def words_of(page) -> str:
    return " ".join(page.content.decode().split())


def test_a_file_goes_from_its_upload_to_suggestions_and_comments(browser, plan, author, title):
    upload = SimpleUploadedFile("plan.docx", a_file(title))
    asked = browser.post(plan_url("import", plan), {"file": upload}, follow=True)
    kept = Import.objects.get()
    assert asked.redirect_chain[-1][0] == plan_url("import_changes", plan, kept.pk)
    shown = words_of(asked)
    assert "4 tracked changes and 2 comments, by Head of Finance, Monitoring Officer" in shown
    assert "bring 4 changes in as suggestions and 2 comments as comments" in shown
    assert "checked" not in shown
    assert browser.get(plan_url("import_review", plan, kept.pk)).status_code == 302

    refused = browser.post(asked.redirect_chain[-1][0], {"changes": ""})
    assert (refused.status_code, "Choose what becomes of them" in words_of(refused)) == (422, True)
    review = browser.post(asked.redirect_chain[-1][0], {"changes": "suggested"}, follow=True)
    assert "Beside it come 2 suggestions and 2 comments." in words_of(review)
    placed = browser.post(review.redirect_chain[-1][0], fields_of(review), follow=True)

    assert "Beside it came 2 suggestions and 2 comments." in words_of(placed)
    assert bodies(plan) == [SAVED, HOMES, "A new one.", "The last."]
    first, second = Suggestion.objects.all()
    assert (first.before, first.proposed) == (SAVED, "We saved £2m last year.")
    assert (first.said_by, first.said_on) == ("Head of Finance", dt.date(2026, 3, 2))
    assert (first.file, first.by, first.whose) == ("plan.docx", author, "Head of Finance (in Word)")
    assert (second.said_by, second.said_on) == ("Monitoring Officer", dt.date(2026, 3, 4))
    assert Act.objects.filter(verb="text_brought_in").count() == 1


def test_with_all_changes_accepted_nothing_comes_beside_the_text(plan, author, title):
    kept = keep(plan, author, a_file(title), "accepted")
    imported = read_import(kept)
    assert coming_in(kept, imported) is None

    place_import(plan, by=author, imported=imported, name=kept.name, kept=kept)

    assert bodies(plan)[0] == "We saved £2m last year."
    assert not Suggestion.objects.exists()
    assert not Comment.objects.exists()


def test_a_comment_stands_on_its_words_with_its_replies(browser, plan, author, title):
    put(plan, author, a_file(title))

    comment = Comment.objects.get(words="Which?")
    assert (comment.quote, comment.name) == ("Homes", "Paragraph 2 of theme 1")
    assert [(one.words, one.said_by) for one in comment.replies.all()] == [
        ("All.", "Head of Finance")
    ]
    page = words_of(browser.get(plan_url("comment", plan, comment.pk)))
    assert "Monitoring Officer (in Word), 4 March 2026" in page
    assert f"Brought in from plan.docx by {author.name}" in page
    assert "<strong>Head of Finance (in Word)</strong> replied" in page


def test_a_new_paragraph_says_that_it_was_put_in_and_by_whom(plan, author, title):
    put(plan, author, a_file(title))

    told = Comment.objects.get(key=plan.passages.get(body="A new one.").pk)
    assert told.words.startswith("Tracked change: put this paragraph in.")
    assert told.said_by == "Monitoring Officer"


def test_pages_and_history_say_whose_words_they_are_and_who_brought_them(
    browser, plan, author, title
):
    put(plan, author, a_file(title))
    first = Suggestion.objects.earliest("pk")

    page = words_of(browser.get(plan_url("suggestion", plan, first.pk)))
    assert "Suggested by Head of Finance (in Word), 2 March 2026" in page
    assert f"Brought in from plan.docx by {author.name}" in page
    assert "Withdraw" not in page
    listed = words_of(browser.get(plan_url("suggestions", plan)))
    assert "From Head of Finance (in Word)" in listed
    assert "From Monitoring Officer (in Word)" in listed
    accept_suggestion(
        first, by=author, seen=plan.passages.get(pk=first.key).revision, body=first.proposed
    )
    assert bodies(plan)[0] == "We saved £2m last year."
    history = words_of(browser.get(plan_url("act", plan, Act.objects.latest("sequence").sequence)))
    assert "Head of Finance (in Word)" in history


def test_all_of_one_name_in_the_file_are_accepted_at_once_and_no_others(
    browser, plan, author, title
):
    body = paragraph(run(f"Theme 1: {title}"), HEADING)
    body += paragraph(run("One ") + ins("more ") + ins("or less ", LEGAL) + run("thing."))
    body += paragraph(run("Two ") + ins("more ") + run("things."))
    put(plan, author, with_comments(body))
    mine = make_suggestion(plan.passages.get(body="Two things."), author, "Three things.")
    like = Suggestion.objects.filter(said_by="Head of Finance").earliest("pk")
    address = f"{plan_url('suggestions_accept', plan, author.pk)}?like={like.pk}"
    assert address in browser.get(plan_url("suggestions", plan)).content.decode()

    page = browser.get(address)
    assert "Accept all that Head of Finance (in Word) suggested?" in words_of(page)
    browser.post(address, fields_of(page))

    assert bodies(plan) == ["One more thing.", "Two more things."]
    assert {one.suggestion.said_by for one in SuggestionAnswer.objects.all()} == {"Head of Finance"}
    assert Suggestion.objects.still_open().filter(pk=mine.pk).exists()
    for strange in ("x", "9" * 40, str(mine.pk)):
        address = f"{plan_url('suggestions_accept', plan, author.pk)}?like={strange}"
        assert browser.get(address).status_code == 404


def test_what_came_from_a_file_is_refused_and_not_withdrawn_by_who_brought_it(
    browser, plan, author, title
):
    put(plan, author, a_file(title))
    address = plan_url("suggestion_refuse", plan, Suggestion.objects.earliest("pk").pk)
    browser.post(address, fields_of(browser.get(address)))

    assert SuggestionAnswer.objects.get().outcome == "refused"
    assert Act.objects.latest("sequence").verb == "suggestion_refused"


def test_a_file_that_comes_back_is_merged_with_what_the_plan_has(browser, plan, author, theme):
    make_figure(plan, author, name="saved", value="2", unit="£m")
    row = make_paragraph(plan, author, "We saved {figure:saved} last year, and more.", theme)
    other = make_paragraph(plan, author, HOMES, theme)
    body = paragraph(run(f"Theme 1: {theme.title}"), HEADING)
    body += paragraph(run("We saved £2m last year, and ") + ins("much ") + run("more."))
    body += paragraph(about(0, run(HOMES)))
    kept = keep(plan, author, with_comments(body, (LEGAL, "Is that so?")))
    review = plan_url("import_review", plan, kept.pk)
    page = browser.get(review)
    merge = browser.post(review, fields_of(page) | {"way": "merge"})["Location"]
    page = browser.get(merge)
    assert "Nothing differs" not in words_of(page)
    assert "Beside it come 1 suggestion and 1 comment." in words_of(page)

    saved = browser.post(merge, fields_of(page), follow=True)

    assert "Beside it came 1 suggestion and 1 comment." in words_of(saved)
    suggestion = Suggestion.objects.get()
    assert (suggestion.key, suggestion.before) == (row.pk, row.body)
    assert suggestion.proposed == "We saved {figure:saved} last year, and much more."
    assert Comment.objects.get().key == other.pk
    assert not Import.objects.exists()


def test_what_is_about_a_paragraph_that_is_not_taken_is_told(browser, plan, author, theme):
    make_paragraph(plan, author, HOMES, theme)
    body = paragraph(run(f"Theme 1: {theme.title}"), HEADING) + paragraph(run(HOMES))
    body += paragraph(run("Wholly other words ") + ins("indeed ") + run("on libraries."))
    kept = keep(plan, author, with_comments(body))
    merge = plan_url("import_merge", plan, kept.pk)

    saved = browser.post(merge, fields_of(browser.get(merge)), follow=True)

    assert "1 change or comment did not: its paragraph is not in the plan." in words_of(saved)
    assert bodies(plan) == [HOMES]


def test_the_text_of_a_file_comes_in_place_of_the_plan_s_with_its_changes(
    browser, plan, author, theme, title
):
    make_paragraph(plan, author, HOMES, theme)
    kept = keep(plan, author, a_file(title))
    replace = plan_url("import_replace", plan, kept.pk)

    browser.post(replace, fields_of(browser.get(replace)))

    assert bodies(plan) == [SAVED, HOMES, "A new one.", "The last."]
    assert Suggestion.objects.count() == 2


def test_what_was_said_of_lines_is_forgotten_where_other_lines_come(plan, author, title):
    kept = keep(plan, author, a_file(title))
    kept.steps = [{"spans": [[1, 2]], "where": "introduction", "why": ""}]
    kept.save()

    settle_changes(kept, by=author, changes="suggested")
    kept.refresh_from_db()
    assert kept.steps
    settle_changes(kept, by=author, changes="accepted")
    kept.refresh_from_db()
    assert not kept.steps


def test_whoever_brings_words_in_has_written_part_of_the_plan_once_they_are_accepted(
    plan, author, title
):
    put(plan, author, a_file(title))
    assert Role.CONTRIBUTOR not in authorship([plan.pk]).of(plan.pk, author.pk)
    first = Suggestion.objects.earliest("pk")
    seen = plan.passages.get(pk=first.key).revision

    accept_suggestion(first, by=author, seen=seen, body=first.proposed)

    assert Role.CONTRIBUTOR in authorship([plan.pk]).of(plan.pk, author.pk)


def test_names_and_days_that_cannot_be_are_cut_or_not_known():
    assert name_in_file("  Head \n of\x00 Finance ") == "Head of Finance"
    assert len(name_in_file("x" * 10_000)) == 200
    today = timezone.localdate()
    assert day_in_file(None) is None
    assert day_in_file(dt.date(1601, 1, 1)) is None
    assert day_in_file(today + dt.timedelta(days=2)) is None
    assert day_in_file(today) == today


def test_words_that_are_too_long_for_a_heading_come_in_a_comment(plan, author, title):
    body = paragraph(run(f"Theme 1: {title}"), HEADING)
    body += paragraph(run("Our aims") + ins(" and more" * 30), '<w:pStyle w:val="Heading2"/>')
    put(plan, author, with_comments(body + paragraph(run("We have some."))))

    assert not Suggestion.objects.exists()
    [comment] = Comment.objects.all()
    assert comment.words.endswith("and more and more")
    assert comment.key == plan.passages.get(kind="heading").pk


def test_a_file_without_a_name_or_a_day_is_somebody_s(browser, plan, author, title):
    body = paragraph(run(f"Theme 1: {title}"), HEADING)
    body += paragraph(run("We ") + ins("never ", 'w:id="1"') + run("close."))
    put(plan, author, with_comments(body))

    page = words_of(browser.get(plan_url("suggestion", plan, Suggestion.objects.get().pk)))
    assert "Suggested by Somebody (in Word), day not known" in page


@pytest.mark.parametrize("facts", [{"said_by": "Her"}, {"said_on": dt.date(2026, 1, 1)}])
def test_no_row_has_a_name_of_a_file_without_the_file(plan, author, theme, facts):
    suggestion = make_suggestion(make_paragraph(plan, author, "A.", theme), author, "B.")
    row = Suggestion(**{
        field.attname: getattr(suggestion, field.attname)
        for field in Suggestion._meta.fields
        if field.name != "id"
    } | facts)  # fmt: skip
    with pytest.raises(DatabaseError, match="named_with_its_file"), transaction.atomic():
        row.save()
