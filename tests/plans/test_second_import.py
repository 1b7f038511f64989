"""A text for a plan that has one: merged paragraph by paragraph, put after it, or in its place."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councils.record.models import Act
from plans.access import plan_url
from plans.actions.imports import read_import
from plans.actions.offered import offered
from plans.actions.passages import edit_passage
from plans.actions.second_import import merge_text, newest_change, replace_text
from plans.arriving import Text, as_printed, meet, with_references
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan, ImportedTheme
from plans.models import Import, Plan, QuestionLink
from tests.councils.pages import fields_of
from tests.plan_makers import (
    make_comment,
    make_figure,
    make_heading,
    make_import,
    make_paragraph,
    make_plan,
)
from web.errors import Refused, StalePage

FIRST = "We cut waste in every service that we run for people."
SECOND = "Homes are dear here, and work is scarce in winter."
THIRD = "Our staff share offices with the health service."
NEW = "A wholly different sentence about libraries stands alone."


@pytest.fixture
def standing(plan, author, theme):
    """Three paragraphs of theme 1; the first has what a Word file knows nothing of."""
    first = make_paragraph(plan, author, FIRST, theme, questions=["1.1"], writer=author)
    make_comment(first, author, quote="cut waste")
    return [first, *(make_paragraph(plan, author, words, theme) for words in (SECOND, THIRD))]


def bring(plan, author, *paragraphs):
    title = plan.asked.themes[0].title
    return make_import(plan, author, "\n\n".join([f"Theme 1: {title}", *paragraphs]))


def keys_of(plan, kept):
    return offered(plan, read_import(kept)).keys


def take(plan, author, kept, taken=None, seen=None):
    imported = read_import(kept)
    return merge_text(
        plan,
        by=author,
        kept=kept,
        imported=imported,
        taken=keys_of(plan, kept) if taken is None else taken,
        seen=newest_change(plan) if seen is None else seen,
    )


def bodies(plan):
    return list(
        plan.passages.filter(theme__answers="1").order_by("place").values_list("body", flat=True)
    )


def test_a_text_that_says_the_same_offers_nothing(plan, author, standing):
    kept = bring(plan, author, FIRST, SECOND, THIRD)
    what = offered(plan, read_import(kept))
    assert what.keys == set()
    assert what.meeting.same == 3


def test_a_reworded_paragraph_is_edited_where_it_stands(plan, author, standing):
    kept = bring(plan, author, FIRST.replace("every", "each"), SECOND, THIRD)
    assert keys_of(plan, kept) == {f"changed-{standing[0].pk}"}

    merged = take(plan, author, kept)

    assert (merged.changed, merged.added, merged.removed) == (1, 0, 0)
    first = plan.passages.get(pk=standing[0].pk)
    assert first.body == FIRST.replace("every", "each")
    assert first.writer == author
    assert QuestionLink.objects.filter(passage=first).exists()
    assert first.history.count() == 2
    assert Act.objects.latest("sequence").verb == "text_merged"
    assert not Import.objects.exists()


def test_new_ones_come_where_the_text_has_them_and_the_rest_stays(plan, author, standing):
    kept = bring(plan, author, FIRST, NEW, THIRD)
    keys = keys_of(plan, kept)
    assert {key.split("-")[0] for key in keys} == {"new", "gone"}

    take(plan, author, kept, {key for key in keys if key.startswith("new")})

    assert bodies(plan) == [FIRST, NEW, SECOND, THIRD]


def test_what_the_new_text_has_no_more_goes_only_where_it_is_ticked(plan, author, standing):
    kept = bring(plan, author, SECOND, THIRD)
    take(plan, author, kept, {f"gone-{standing[0].pk}"})
    assert bodies(plan) == [SECOND, THIRD]
    assert not QuestionLink.objects.filter(passage=standing[0].pk).exists()


def test_one_that_stands_elsewhere_is_moved_as_itself(plan, author, standing):
    kept = bring(plan, author, THIRD, FIRST, SECOND)
    assert keys_of(plan, kept) == {f"moved-{standing[2].pk}"}
    take(plan, author, kept)
    assert bodies(plan) == [THIRD, FIRST, SECOND]
    assert plan.passages.filter(pk=standing[2].pk).exists()


def test_a_theme_that_the_text_titles_otherwise_is_offered_as_a_title(
    plan, author, theme, standing
):
    kept = make_import(plan, author, f"Theme 1: Our own title\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert keys_of(plan, kept) == {f"title-{theme.pk}"}
    take(plan, author, kept)
    theme.refresh_from_db()
    assert theme.title == "Our own title"


def test_the_numbers_of_a_copy_of_the_plan_are_no_words_of_it(plan, author, standing):
    rows = (f"1 {FIRST}", f"2 {SECOND}", f"3 {NEW}", f"4 {THIRD}")
    html = "".join(f"<p>{one}</p>" for one in rows)
    title = plan.asked.themes[0].title
    kept = make_import(plan, author, f"<h2>Theme 1: {title}</h2>{html}")
    keys = keys_of(plan, kept)
    assert {key.split("-")[0] for key in keys} == {"new"}
    take(plan, author, kept)
    assert bodies(plan) == [FIRST, SECOND, NEW, THIRD]


def test_a_number_that_a_paragraph_begins_with_is_its_own(plan, author, theme):
    make_paragraph(plan, author, "65 workers came to us this year.", theme)
    kept = bring(plan, author, "60 workers came to us this year.")
    take(plan, author, kept)
    assert bodies(plan) == ["60 workers came to us this year."]


def test_a_heading_is_no_paragraph_of_the_same_words(plan, author, theme):
    make_heading(plan, author, "Homes for all", theme=theme)
    kept = bring(plan, author, "Homes for all.")
    assert {key.split("-")[0] for key in keys_of(plan, kept)} == {"new", "gone"}


def test_nothing_ticked_is_nothing_changed(plan, author, standing):
    kept = bring(plan, author, NEW)
    acts = Act.objects.count()
    with pytest.raises(Refused, match="Tick"):
        take(plan, author, kept, set())
    assert Act.objects.count() == acts
    assert Import.objects.exists()


def test_a_page_that_is_out_of_date_takes_nothing(plan, author, standing):
    kept = bring(plan, author, FIRST.replace("every", "each"), SECOND, THIRD)
    seen = newest_change(plan)
    edit_passage(standing[1], by=author, seen=standing[1].revision, body="Other words.")

    with pytest.raises(StalePage) as stale:
        take(plan, author, kept, {f"changed-{standing[0].pk}"}, seen=seen)

    assert stale.value.seen == {"seen": newest_change(plan)}
    assert stale.value.changes
    assert bodies(plan)[0] == FIRST


# Figures


@pytest.fixture
def saved(plan, author):
    return make_figure(plan, author, name="saved", value="96.4", unit="£m")


def test_a_figure_that_prints_the_same_is_no_difference(plan, author, theme, saved):
    make_paragraph(plan, author, "We saved {figure:saved} in all our services.", theme)
    kept = bring(plan, author, "We saved £96.4m in all our services.")
    assert keys_of(plan, kept) == set()


def test_a_figure_stays_a_figure_in_words_that_came_from_word(plan, author, theme, saved):
    row = make_paragraph(plan, author, "We saved {figure:saved} in all our services.", theme)
    kept = bring(plan, author, "We have saved £96.4m in all of our services.")
    take(plan, author, kept)
    row.refresh_from_db()
    assert row.body == "We have saved {figure:saved} in all of our services."


def test_a_figure_that_would_fall_away_is_told(browser, plan, author, theme, saved):
    make_paragraph(plan, author, "We saved {figure:saved} in all our services.", theme)
    kept = bring(plan, author, "We saved £97m in all our services.")
    page = browser.get(plan_url("import_merge", plan, kept.pk)).content.decode()
    assert "With it falls away the figure “saved”." in page


def test_a_link_that_would_fall_away_is_told(browser, plan, author, theme):
    words = "We saved [much](https://northmoor.example/saved) in all our services."
    make_paragraph(plan, author, words, theme)
    kept = bring(plan, author, "We saved more in all our services.")
    page = browser.get(plan_url("import_merge", plan, kept.pk)).content.decode()
    assert "the link to https://northmoor.example/saved" in page


# The pages


def test_a_text_is_merged_from_the_review_to_the_plan(browser, plan, author, standing):
    kept = bring(plan, author, FIRST.replace("every", "each"), NEW, SECOND)
    review = plan_url("import_review", plan, kept.pk)
    refused = browser.post(review, fields_of(browser.get(review)))
    assert refused.status_code == 422
    assert "Choose what becomes of the plan’s text" in refused.content.decode()

    to_merge = browser.post(review, fields_of(browser.get(review)) | {"way": "merge"})
    assert to_merge["Location"] == plan_url("import_merge", plan, kept.pk)
    assert bodies(plan) == [FIRST, SECOND, THIRD]

    page = browser.get(to_merge["Location"])
    assert "<del>every</del><ins>each</ins>" in "".join(page.content.decode().split("\n"))
    saved = browser.post(to_merge["Location"], fields_of(page) | {"only": "all"}, follow=True)
    assert bodies(plan) == [FIRST.replace("every", "each"), NEW, SECOND, THIRD]
    assert "1 paragraph changed, 1 paragraph added" in saved.content.decode()


@pytest.mark.parametrize(
    ("page", "typed"), [("import_merge", {"only": "all"}), ("import_replace", {})]
)
def test_a_page_sent_twice_is_carried_out_once(browser, plan, author, standing, page, typed):
    kept = bring(plan, author, FIRST.replace("every", "each"), SECOND, THIRD)
    url = plan_url(page, plan, kept.pk)
    fields = fields_of(browser.get(url)) | typed
    acts = Act.objects.count()

    assert browser.post(url, fields).status_code == 302
    assert browser.post(url, fields).status_code == 302

    assert Act.objects.count() == acts + 1
    assert bodies(plan) == [FIRST.replace("every", "each"), SECOND, THIRD]


def test_a_plan_that_was_sent_asks_why_and_keeps_the_ticks(
    browser, plan, author, standing, monkeypatch
):
    kept = bring(plan, author, FIRST.replace("every", "each"), SECOND, THIRD)
    url = plan_url("import_merge", plan, kept.pk)
    monkeypatch.setattr("plans.models.Plan.asks_why", True)
    ticked = fields_of(browser.get(url)) | {"take": f"changed-{standing[0].pk}"}

    refused = browser.post(url, ticked)
    assert refused.status_code == 422
    assert fields_of(refused)["take"] == ticked["take"]
    assert bodies(plan)[0] == FIRST

    assert browser.post(url, ticked | {"reason": "As the directors asked"}).status_code == 302
    assert Act.objects.latest("sequence").reason == "As the directors asked"


def test_an_out_of_date_page_keeps_what_was_ticked_and_is_saved_again(
    browser, plan, author, standing
):
    kept = bring(plan, author, FIRST.replace("every", "each"), SECOND, THIRD)
    url = plan_url("import_merge", plan, kept.pk)
    ticked = fields_of(browser.get(url)) | {"take": f"changed-{standing[0].pk}"}
    edit_passage(standing[2], by=author, seen=standing[2].revision, body=f"{THIRD} So be it.")

    answer = browser.post(url, ticked)
    assert answer.status_code == 409
    again = fields_of(answer)
    assert again["take"] == f"changed-{standing[0].pk}"

    assert browser.post(url, again).status_code == 302
    assert bodies(plan)[0] == FIRST.replace("every", "each")


def test_what_has_no_place_is_placed_before_it_is_compared(browser, plan, author, standing):
    kept = make_import(plan, author, f"{FIRST}\n\n{NEW}")
    review = plan_url("import_review", plan, kept.pk)
    typed = fields_of(browser.get(review)) | {"way": "merge", "rest": "1"}
    page = browser.get(browser.post(review, typed)["Location"])
    assert page.context["waiting"] == 0
    assert page.context["same"] == 1


def test_a_text_comes_in_place_of_all_once_that_was_confirmed(browser, plan, author, standing):
    kept = bring(plan, author, NEW)
    review = plan_url("import_review", plan, kept.pk)
    confirm = browser.post(review, fields_of(browser.get(review)) | {"way": "replace"})["Location"]
    page = browser.get(confirm)
    shown = page.content.decode()
    assert "3 paragraphs" in shown
    assert "1 mark of a question answered" in shown
    assert "the place of 1 comment" in shown
    assert bodies(plan) == [FIRST, SECOND, THIRD]

    assert browser.post(confirm, fields_of(page)).status_code == 302

    assert bodies(plan) == [NEW]
    act = Act.objects.latest("sequence")
    assert (act.verb, act.subject_kind, act.subject) == ("text_replaced", "plan", str(plan))


def test_a_replacement_whose_page_is_out_of_date_replaces_nothing(plan, author, standing):
    kept = bring(plan, author, NEW)
    imported, seen = read_import(kept), newest_change(plan)
    edit_passage(standing[1], by=author, seen=standing[1].revision, body="Other words.")
    with pytest.raises(StalePage):
        replace_text(plan, by=author, kept=kept, imported=imported, seen=seen)
    assert len(bodies(plan)) == 3


def test_it_comes_after_what_stands_where_that_is_chosen(browser, plan, author, standing):
    kept = bring(plan, author, NEW)
    review = plan_url("import_review", plan, kept.pk)
    browser.post(review, fields_of(browser.get(review)) | {"way": "append"})
    assert bodies(plan) == [FIRST, SECOND, THIRD, NEW]


# Whatever the texts

NOUNS = ["homes", "roads", "waste", "water", "staff", "money", "winter", "people"]
SENTENCES = st.lists(st.sampled_from(NOUNS), min_size=1, max_size=6).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
WORDS = st.lists(SENTENCES, min_size=1, max_size=7)


def read_as(plan, *paragraphs):
    """A text that was read without doubt: all of it is theme 1's."""
    passages = tuple(ImportedPassage("paragraph", one, ()) for one in paragraphs)
    title = plan.themes.get(answers="1").title
    return ImportedPlan("", (), (ImportedTheme(title, 1, passages),), (), ())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS)
def test_all_taken_the_plan_says_what_came_and_none_taken_nothing_changes(
    council, author, before, after
):
    plan = make_plan(council, author, f"Plan {Plan.objects.count()}")
    theme = plan.themes.get(answers="1")
    for words in before:
        make_paragraph(plan, author, words, theme)
    assert offered(plan, read_as(plan, *before)).keys == set()
    imported, kept = read_as(plan, *after), make_import(plan, author)
    how = {"by": author, "kept": kept, "imported": imported, "seen": newest_change(plan)}

    with pytest.raises(Refused):
        merge_text(plan, taken=set(), **how)
    assert bodies(plan) == before

    if keys := offered(plan, imported).keys:
        merge_text(plan, taken=keys, **how)
    assert bodies(plan) == after


texts = st.text(alphabet="ab1 £.,", max_size=30)


@given(texts, texts, texts)
def test_a_figure_is_never_put_where_its_value_does_not_stand(before, value, after):
    words, figures = as_printed(f"{before}{{figure:f}}{after}", lambda _: value)
    was = Text(1, "", False, f"{before}{{figure:f}}{after}", words, figures)
    for new in (words, f"More. {words}", after + before):
        now = Text(-1, "", False, new, new)
        kept = with_references(was, now)
        assert as_printed(kept, lambda _: value)[0] == new


@given(WORDS)
def test_a_text_met_with_itself_differs_in_nothing(words):
    standing = [Text(n, "1", False, one, one) for n, one in enumerate(words, 1)]
    coming = [Text(-n, "1", False, one, one) for n, one in enumerate(words, 1)]
    met = meet(standing, coming)
    assert met.differences == ()
    assert met.same == len(words)
