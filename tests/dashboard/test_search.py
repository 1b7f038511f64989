"""The history is searched by words: what was changed, before and after, and why."""

from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse

from councils.record.kinds import models_by_kind
from councils.record.models import Act
from councils.roles import Role
from dashboard.history.entries import ENTRIES
from dashboard.history.search import SEARCHED, Words, acts_with
from plans.access import plan_url
from plans.actions.items import edit_item
from plans.actions.passages import edit_passage, remove_passage
from plans.models import Passage, Plan
from tests.approvals.makers import make_whole_life
from tests.makers import make_person
from tests.plan_makers import make_figure, make_paragraph, make_plan, make_version


@pytest.fixture
def url(plan: Plan) -> str:
    return plan_url("history", plan)


def found(plan: Plan, words: str) -> list[str]:
    acts = acts_with(Words.of(words), Act.objects.filter(plan=plan.pk))
    return [act.verb for act in acts.order_by("sequence")]


def test_acts_are_found_by_what_was_written_and_what_was_struck(plan, author, theme):
    one = make_paragraph(plan, author, "We closed the Meadow Lane depot.", theme)
    make_paragraph(plan, author, "Nothing of that kind.", theme)
    edit_passage(one, by=author, seen=1, body="We closed a depot.")
    edit_passage(one, by=author, seen=2, body="We closed a depot.", ready=True)
    remove_passage(one, by=author, seen=3)

    # Added with the word, and edited so that it went; the mark alone changed no words.
    assert found(plan, "meadow") == ["added", "edited"]
    assert found(plan, "depot") == ["added", "edited", "removed"]
    assert found(plan, "closed depot") == ["added", "edited", "removed"]
    assert found(plan, "mead") == ["added", "edited"]
    assert found(plan, "eadow") == []
    assert found(plan, "meadow nothing") == []


def test_numbers_names_and_reasons_are_found(plan, author, theme):
    figure = make_figure(plan, author)
    make_version(plan, author, "For the Tuesday directors")
    edit_item(figure, by=author, seen=1, value=Decimal("97.5"), reason="The audit is out")

    assert found(plan, "96.4") == ["added", "edited"]
    assert found(plan, "audit") == ["edited"]
    assert found(plan, "tuesday") == ["version_made"]
    assert found(plan, "£") == []


@pytest.mark.parametrize("words", ["(", "[a", "a\\", "%", "_", "*", "'; --", "\\m", "{figure:x}"])
def test_marks_are_looked_for_as_they_are(browser, plan, author, url, words):
    make_paragraph(plan, author, f"Before {words} after.")
    page = browser.get(url, {"words": words})
    assert page.status_code == 200
    assert [act.verb for act in page.context["acts"]] == ["added"]
    # The control: a pattern would match anything.
    assert browser.get(url, {"words": f"{words}nowhere"}).context["acts"] == []


def test_the_result_shows_the_sentence_with_the_word_marked(browser, plan, author, theme, url):
    said = "The first sentence. We closed the Meadow Lane depot. And the last."
    one = make_paragraph(plan, author, said, theme)
    edit_passage(one, by=author, seen=1, body="The first sentence. And the last.")

    page = browser.get(url, {"words": "meadow"})

    edited, added = page.context["acts"]
    [place] = edited.places
    assert "".join(part.text for part in place.before) == "We closed the Meadow Lane depot."
    assert [part.text for part in place.before if part.found] == ["Meadow"]
    assert "".join(part.text for part in place.after) == "The first sentence. And the last."
    assert "<mark>Meadow</mark" in page.content.decode()
    assert added.places[0].before == ()


def test_the_search_goes_on_from_page_to_page_and_from_act_to_act(browser, plan, author, url):
    for n in range(60):
        make_paragraph(plan, author, f"Depot {n}.")
        make_paragraph(plan, author, f"Other {n}.")
    page = browser.get(url, {"words": "depot"})
    assert len(page.context["acts"]) == 50
    further = browser.get(url + page.context["older"])
    assert len(further.context["acts"]) == 10
    assert further.context["newest"] == f"{url}?words=depot"

    middle = page.context["acts"][1]
    opened = browser.get(f"{url}{middle.sequence}/", {"words": "depot"})
    assert opened.context["earlier"] == f"{url}{middle.sequence - 2}/?words=depot"
    assert opened.context["later"] == f"{url}{middle.sequence + 2}/?words=depot"
    alone = browser.get(f"{url}{middle.sequence}/")
    assert alone.context["later"] == f"{url}{middle.sequence + 1}/"
    newest = browser.get(f"{url}{page.context['acts'][0].sequence}/", {"words": "depot"})
    assert "later" not in newest.context


def test_an_empty_result_says_what_to_do(browser, url):
    page = browser.get(url, {"words": "nowhere"}).content.decode()
    assert "Nothing was done that fits." in page
    assert "Try fewer words" in page
    assert f'href="{url}">Show all of it' in page


def test_nothing_of_another_plan_or_council_is_found(browser, plan, author, other_plan, url):
    theirs = make_person(other_plan.council, Role.AUTHOR)
    make_paragraph(other_plan, theirs, "Secret depot.")
    second = make_plan(plan.council, author, "Second plan")
    make_paragraph(second, author, "Another depot.")

    assert browser.get(url, {"words": "depot"}).context["acts"] == []
    whole = reverse("council_history", args=[plan.council.slug])
    [act] = browser.get(whole, {"words": "depot"}).context["acts"]
    assert act.of_plan == "Second plan"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.CABINET_MEMBER, Role.PORTFOLIO_HOLDER])
def test_who_does_not_read_the_record_finds_nothing_by_searching(signed_in, plan, author, role):
    person = make_person(plan.council, role)
    make_paragraph(plan, author, "Secret depot.", writer=person)
    browser = signed_in(person)
    for address in (
        plan_url("history", plan),
        reverse("council_history", args=[plan.council.slug]),
    ):
        page = browser.get(address, {"words": "depot"})
        assert page.status_code in (403, 404)
        assert b"Secret" not in page.content


def test_what_is_found_stands_on_the_page_of_its_act(chamber, plain_paper, signed_in):
    """Every column that is searched is one that the act's page tells."""
    make_whole_life(chamber)
    browser = signed_in(chamber.person[Role.AUDITOR])
    told = set()
    for kind, columns in SEARCHED.items():
        model = models_by_kind()[kind]
        for row in model._default_manager.select_related("act"):
            page = browser.get(plan_url("act", chamber.plan, row.act.sequence))
            fields = [field for one in page.context["changes"] for field in one.fields]
            words = {text for field in fields for text in (field.after, field.label)}
            for column in columns:
                value = str(getattr(row, column))
                lost = [one for one in value.splitlines() if not any(one in w for w in words)]
                assert lost == [], (kind, column)
                told.add(kind) if value else None
    assert SEARCHED.keys() <= ENTRIES.keys()
    assert len(told) == 35


def test_twenty_thousand_acts_are_searched_by_the_database(browser, plan, author, theme, url):
    passages = [make_paragraph(plan, author, f"Words {n}.", theme) for n in range(20)]
    make_paragraph(plan, author, "The needle stands here.", theme)
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute(
            "INSERT INTO councils_act (id, council_id, sequence, at, actor_id, actor_commitment,"
            " verb, details, plan, subject_kind, subject_id, subject, reason, touched, digest,"
            " written) SELECT gen_random_uuid(), council_id, 100000 + n, at, actor_id, '',"
            " 'edited', '{}', plan, 'passage', %s + n %% 20, 'Words', '', '{passage}', '', ''"
            " FROM councils_act, generate_series(1, 20000) n WHERE id = %s",
            [passages[0].pk, act.pk],
        )
        cursor.execute(
            "INSERT INTO plans_historicalpassage (id, plan_id, theme_id, place, kind, body,"
            " writer_id, asked_for, ready, revision, history_date, history_type, history_user_id,"
            " history_change_reason, act_id) SELECT a.subject_id, p.plan_id, p.theme_id, p.place,"
            " p.kind, repeat('Words about what the council does. ', 12) || a.sequence, NULL,"
            " '', false, a.sequence - 99998, a.at, '~', %s, '', a.id FROM councils_act a"
            " JOIN plans_passage p ON p.id = a.subject_id WHERE a.sequence > 100000"
            " ORDER BY a.sequence",
            [author.pk],
        )
        cursor.execute("ANALYZE councils_act, plans_historicalpassage")

    [act] = browser.get(url, {"words": "needle"}).context["acts"]

    assert act.verb == "added"
    assert len(browser.get(url, {"words": "council"}).context["acts"]) == 50

    assert Passage.history.count() > 20_000


# From the search box to the paragraph


def test_a_sentence_is_found_by_a_word_of_it_and_put_back(browser, plan, author, theme, url):
    said = "We closed the Meadow Lane depot."
    one = make_paragraph(plan, author, said, theme)
    edit_passage(one, by=author, seen=1, body="We closed a depot.")
    other = make_paragraph(plan, author, "Not this.", theme)

    edited, _ = browser.get(url, {"words": "meadow"}).context["acts"]
    page = browser.get(f"{url}{edited.sequence}/", {"words": "meadow"})
    [change] = page.context["changes"]
    back = plan_url("put_back", plan, change.former, "passage", one.pk)
    assert back in page.content.decode()
    form = browser.get(back)
    assert "Meadow Lane" in form.content.decode()
    answer = browser.post(back, {"seen": form.context["form"]["seen"].value()})

    assert answer["Location"] == f"{plan_url('theme', plan, theme.pk)}#passage-{one.pk}"
    assert said in browser.get(answer["Location"]).content.decode()
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.body, other.body) == (said, "Not this.")
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert act.verb == "text_put_back"
    assert "as it was on" in act.sentence
    told = browser.get(plan_url("act", plan, act.sequence))
    assert told.context["puts_back"].sequence == change.former
