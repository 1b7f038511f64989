"""The whole plan on one page: saved as one act, and what is stale on it."""

from plans.access import plan_url
from plans.actions import passages, themes
from plans.actions.whole_plan import NewPassage, PassageEdit, write_all
from plans.models import Passage, Theme
from tests.plan_makers import make_heading, make_paragraph, make_plan, make_theme
from tests.plans.editing import acts_of, edit, move
from tests.typing_forms import untouched


def write(plan, by, *rewrites, additions=(), **how):
    return write_all(plan, by=by, rewrites=rewrites, additions=additions, **how)


def test_the_whole_plan_is_saved_as_one_act(plan, author, theme, paragraph):
    heading = make_heading(plan, author, theme=theme)
    before = acts_of(plan)

    count = write(
        plan,
        author,
        PassageEdit(paragraph.pk, 1, "New words."),
        PassageEdit(heading.pk, 1, "New heading"),
        additions=[NewPassage(theme.pk, "Last."), NewPassage(None, "First.")],
    )

    assert (count.count, count.conflicts) == (4, ())
    assert acts_of(plan) == before + 1
    words = [passage.body for passage in theme.passages.all()]
    assert words == ["New words.", "New heading", "Last."]


def test_words_that_only_somebody_else_changed_stay_theirs(plan, author, colleague, paragraph):
    mine = make_paragraph(plan, author, "Mine as it was.")
    edit(paragraph, colleague, "Theirs, newer.")

    # The page sends every box: this one as it was shown, untouched.
    write(
        plan,
        author,
        PassageEdit(paragraph.pk, 1, "The first words."),
        PassageEdit(mine.pk, 1, "Mine."),
    )

    paragraph.refresh_from_db()
    mine.refresh_from_db()
    assert (paragraph.body, mine.body) == ("Theirs, newer.", "Mine.")


def test_words_that_both_changed_wait_and_the_rest_is_saved(plan, author, colleague, paragraph):
    mine = make_paragraph(plan, author, "Mine as it was.")
    edit(paragraph, colleague, "Theirs, newer.")

    saved = write(
        plan,
        author,
        PassageEdit(mine.pk, 1, "Mine."),
        PassageEdit(paragraph.pk, 1, "Mine too."),
        additions=[NewPassage(None, "And more.")],
    )

    mine.refresh_from_db()
    paragraph.refresh_from_db()
    assert (mine.body, paragraph.body) == ("Mine.", "Theirs, newer.")
    assert (saved.count, Passage.objects.filter(body="And more.").count()) == (2, 1)
    [conflict] = saved.conflicts
    assert (conflict.mine, conflict.theirs) == ("Mine too.", "Theirs, newer.")
    assert (conflict.passage, conflict.seen) == (paragraph.pk, 2)
    assert conflict.changes[0].who == colleague.name


def test_words_that_stand_already_are_no_conflict(plan, author, paragraph):
    edit(paragraph, author, "The same words.")

    saved = write(plan, author, PassageEdit(paragraph.pk, 1, "The same words."))

    assert (saved.count, saved.conflicts) == (0, ())


def test_words_for_a_theme_that_was_removed_are_given_back(plan, author, colleague):
    theme = make_theme(plan, author)
    themes.remove_theme(theme, by=colleague, seen=1)

    key = Theme.history.filter(history_type="-").latest("history_id").id
    [conflict] = write(plan, author, additions=[NewPassage(key, "Words.")]).conflicts
    assert (conflict.mine, conflict.passage) == ("Words.", None)
    assert conflict.changes[0].who == colleague.name


def test_nothing_is_told_of_what_is_in_another_plan(plan, author, paragraph):
    other = make_plan(plan.council, author, "Another plan")

    [conflict] = write(other, author, PassageEdit(paragraph.pk, 1, "Words.")).conflicts

    assert (conflict.theirs, conflict.changes) == ("", ())


def test_a_paragraph_that_was_only_moved_meanwhile_takes_the_new_words(
    plan, author, colleague, paragraph
):
    move(paragraph, colleague, None, 0)

    write(plan, author, PassageEdit(paragraph.pk, 1, "New words."))

    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.theme) == ("New words.", None)


def test_words_for_a_paragraph_that_was_removed_are_given_back_whole(plan, author, paragraph):
    key = paragraph.pk
    passages.remove_passage(paragraph, by=author, seen=1)

    [conflict] = write(plan, author, PassageEdit(key, 1, "Words I typed.")).conflicts
    assert (conflict.mine, conflict.passage) == ("Words I typed.", None)

    saved = write(plan, author, PassageEdit(key, 1, "The first words."))
    assert (saved.count, saved.conflicts) == (0, ())


def test_a_page_that_does_not_say_what_it_showed_is_out_of_date(plan, author, paragraph):
    assert write(plan, author, PassageEdit(paragraph.pk, 0, "Words.")).conflicts != ()


def boxes_of(browser, plan) -> dict[str, str]:
    return untouched(browser.get(plan_url("plan_write", plan)))


def test_each_conflict_of_the_page_is_settled_by_itself(client, plan, author, colleague, paragraph):
    theme = make_theme(plan, author)
    second, third, removed = (make_paragraph(plan, author, one) for one in ("B.", "C.", "D."))
    client.force_login(author)
    url, sent = plan_url("plan_write", plan), boxes_of(client, plan)
    for row, words in ((paragraph, "Theirs one."), (second, "Theirs two.")):
        edit(row, colleague, words)
    passages.remove_passage(removed, by=colleague, seen=1)
    key = next(name for name in sent if sent[name] == "D.").removeprefix("passage-")
    themes.remove_theme(theme, by=colleague, seen=1)
    gone = max(int(name[4:]) for name in sent if name.startswith("new-") and name[4:].isdigit())

    typed = {
        f"passage-{paragraph.pk}": "Mine one.",
        f"passage-{second.pk}": "Mine two.",
        f"passage-{third.pk}": "Mine three.",
        f"passage-{key}": "Mine of what is removed.",
        f"new-{gone}": "Mine for the removed theme.",
    }
    page = client.post(url, sent | typed)

    assert page.status_code == 409
    third.refresh_from_db()
    assert third.body == "Mine three."
    words = page.content.decode()
    assert colleague.name in words
    for one in ("Mine of what is removed.", "Mine for the removed theme.", "Mine one."):
        assert one in words
    assert "Mine three." not in words

    choices = untouched(page)
    assert choices[f"keep-{paragraph.pk}"] == "mine"
    choices[f"keep-{second.pk}"] = "theirs"
    where = [name for name in choices if name.startswith("to-")]
    # Nothing is left out but by choice.
    assert client.post(url, choices).status_code == 422
    settled = client.post(url, choices | dict.fromkeys(where, "introduction"))

    assert settled.status_code == 302
    stand = list(plan.passages.values_list("body", flat=True))
    assert "Mine one." in stand
    assert "Theirs two." in stand
    assert "Mine of what is removed." in stand
    assert "Mine for the removed theme." in stand


def test_a_second_click_gives_the_conflict_again_and_adds_nothing(
    client, plan, author, colleague, paragraph
):
    client.force_login(author)
    url, sent = plan_url("plan_write", plan), boxes_of(client, plan)
    edit(paragraph, colleague, "Theirs.")
    typed = sent | {f"passage-{paragraph.pk}": "Mine.", "new-introduction": "One more."}

    answers = [client.post(url, typed) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert all("Mine." in untouched(answer).values() for answer in answers)
    assert plan.passages.filter(body="One more.").count() == 1


def test_words_added_once_are_not_added_again_by_going_back(client, plan, author, colleague):
    """A browser types them again into the page that it asks for anew, which is another drawing."""
    client.force_login(author)
    url = plan_url("plan_write", plan)
    for _ in range(2):
        words = {"new-introduction": "Typed once."}
        assert client.post(url, boxes_of(client, plan) | words).status_code == 302
    assert plan.passages.filter(body="Typed once.").count() == 1

    # Somebody else's are their own.
    client.force_login(colleague)
    client.post(url, boxes_of(client, plan) | words)
    assert plan.passages.filter(body="Typed once.").count() == 2


def test_a_paragraph_that_came_meanwhile_stops_no_save(client, plan, author, colleague, paragraph):
    client.force_login(author)
    url, sent = plan_url("plan_write", plan), boxes_of(client, plan)
    make_paragraph(plan, colleague, "A new one of theirs.")

    assert client.post(url, sent | {f"passage-{paragraph.pk}": "Mine."}).status_code == 302
    paragraph.refresh_from_db()
    assert paragraph.body == "Mine."


def test_different_sentences_of_one_passage_are_put_together(plan, author, colleague):
    text = make_paragraph(plan, author, "We open centres. Members agreed it.")
    edit(text, colleague, "We open centres. All members agreed it.")

    saved = write(plan, author, PassageEdit(text.pk, 1, "We open hubs. Members agreed it."))

    text.refresh_from_db()
    assert text.body == "We open hubs. All members agreed it."
    [together] = saved.together
    assert (saved.conflicts, [one.who for one in together.changes]) == ((), [colleague.name])


def test_beside_a_conflict_the_box_has_what_only_others_changed(plan, author, colleague):
    text = make_paragraph(plan, author, "We open centres. Members agreed it.")
    edit(text, colleague, "They open centres. All members agreed it.")

    saved = write(plan, author, PassageEdit(text.pk, 1, "You open centres. Members agreed it."))

    [conflict] = saved.conflicts
    assert conflict.mine == "You open centres. Members agreed it."
    assert conflict.draft == "You open centres. All members agreed it."
    text.refresh_from_db()
    assert text.body == "They open centres. All members agreed it."
