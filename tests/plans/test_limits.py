"""How long a plan may be as a whole, whichever way words come into it."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from councils.models import User
from councils.roles import Role
from plans import edits, limits
from plans.access import plan_url
from plans.actions import items, passages, themes, whole_plan
from plans.actions.imports import keep_import, place_import, read_import
from plans.actions.whole_plan import NewPassage, PassageEdit
from plans.importing.source import read_source
from plans.lengths import LONGEST_HEADING, LONGEST_PARAGRAPH
from plans.limits import size_of
from plans.models import Barrier, Commitment, Evidence, Figure, Metric, Passage, Plan, Theme
from tests.makers import make_council, make_person
from tests.patience import PATIENCE_SECONDS
from tests.plan_makers import (
    LINK,
    make_barrier,
    make_heading,
    make_import,
    make_metric,
    make_paragraph,
    make_plan,
    make_theme,
)
from web.errors import Refused

Way = Callable[[Plan, User, str], object]


def imported(plan: Plan, by: User, words: str) -> int:
    kept = make_import(plan, by, words)
    found = read_import(kept)
    placed = dict.fromkeys(range(len(found.unplaced)), "introduction")
    return place_import(plan, by=by, imported=found, name="a.txt", placed=placed, kept=kept)


def put_back(plan: Plan, by: User, words: str) -> object:
    passage = make_paragraph(plan, by, words)
    passages.remove_passage(passage, by=by, seen=1)
    return passages.put_back(plan, by=by, removed=Passage.history.latest("history_id").id)


def rewritten(plan: Plan, by: User, words: str) -> object:
    edit = PassageEdit(plan.passages.first().pk, 1, words)
    return whole_plan.write_all(plan, by=by, rewrites=[edit])


def put_in_a_barrier(plan: Plan, by: User, words: str) -> object:
    item = plan.barriers.first()
    return items.edit_item(item, by=by, seen=1, what="Rules of grants", ask=words)


# Every action that writes a plan's words, with a text of its own choosing.
WAYS: dict[str, Way] = {
    "a paragraph": make_paragraph,
    "a heading": make_heading,
    "a paragraph edited": lambda plan, by, words: passages.edit_passage(
        plan.passages.first(), by=by, seen=1, body=words
    ),
    "the whole plan, edited": rewritten,
    "the whole plan, added to": lambda plan, by, words: whole_plan.write_all(
        plan, by=by, rewrites=[], additions=[NewPassage(None, words)]
    ),
    "a text brought in": imported,
    "a theme": make_theme,
    "a theme retitled": lambda plan, by, words: themes.edit_theme(
        plan.themes.first(), by=by, seen=1, title=words, answers=""
    ),
    "a figure": lambda plan, by, words: items.add_item(
        plan, Figure, by=by, name="new", label=words, value=1, unit="£"
    ),
    "a metric": make_metric,
    "a commitment": lambda plan, by, words: items.add_item(
        plan, Commitment, by=by, reference="C9", what=words
    ),
    "a barrier": make_barrier,
    "a barrier edited": put_in_a_barrier,
    "evidence": lambda plan, by, words: items.add_item(
        plan,
        Evidence,
        by=by,
        title=words[:200],
        kind="published work",
        link=f"{LINK}/{'x' * (len(words) > 40)}",
    ),
    "a paragraph put back": put_back,
}


@pytest.fixture
def begun(plan, author) -> Plan:
    make_paragraph(plan, author, "Some words.")
    make_barrier(plan, author)
    return plan


def room(monkeypatch: pytest.MonkeyPatch, plan: Plan, characters: int, lines: int = 100) -> None:
    """Let the plan grow by so much and no more."""
    size = size_of(plan)
    monkeypatch.setattr(limits, "MOST_CHARACTERS", size.characters + characters)
    monkeypatch.setattr(limits, "MOST_LINES", size.lines + lines)


@pytest.mark.parametrize("way", WAYS)
def test_words_that_fit_are_written_and_those_that_do_not_are_refused(
    begun, author, monkeypatch, way
):
    room(monkeypatch, begun, 60)
    with pytest.raises(Refused, match=r"The plan would be [\d,]+ characters? over"):
        WAYS[way](begun, author, "word " * 39 + "end")
    if way != "a paragraph put back":
        WAYS[way](begun, author, "Ten words.")
    assert size_of(begun).characters <= limits.MOST_CHARACTERS


@pytest.mark.parametrize("way", WAYS)
def test_without_the_limit_each_of_them_is_written(begun, author, monkeypatch, way):
    """The control."""
    room(monkeypatch, begun, 60)
    monkeypatch.setattr(edits, "check_not_too_long", lambda plan, act: None)

    WAYS[way](begun, author, "word " * 39 + "end")
    assert size_of(begun).characters > limits.MOST_CHARACTERS


def test_the_refusal_says_how_much_is_too_much(begun, author, monkeypatch):
    room(monkeypatch, begun, 100)
    make_paragraph(begun, author, "x" * 100)

    with pytest.raises(Refused, match="The plan would be 12,340 characters over") as refusal:
        make_paragraph(begun, author, "x" * 12_340)
    assert refusal.value.field == "body"
    with pytest.raises(Refused, match="would be 1 character over"):
        make_paragraph(begun, author, "x")


def test_lines_are_counted_too(begun, author, monkeypatch):
    room(monkeypatch, begun, 1_000, lines=5)

    with pytest.raises(Refused, match="would have 3 lines too many"):
        make_paragraph(begun, author, "\n".join("abcdefgh"))
    make_paragraph(begun, author, "\n".join("abcde"))
    with pytest.raises(Refused, match="would have 1 line too many"):
        make_paragraph(begun, author, "f")


def test_a_plan_beyond_the_limit_may_be_shortened_and_moved_about(begun, author, monkeypatch):
    long = make_paragraph(begun, author, "x" * 1_000)
    room(monkeypatch, begun, -500)

    passages.move_passage(long, by=author, seen=1, theme=begun.themes.first(), position=0)
    passages.edit_passage(long, by=author, seen=2, body="x" * 900)
    with pytest.raises(Refused, match="characters over"):
        passages.edit_passage(long, by=author, seen=3, body="x" * 901)
    passages.remove_passage(long, by=author, seen=3)


def test_results_are_no_part_of_it(begun, author, monkeypatch):
    metric = make_metric(begun, author)
    room(monkeypatch, begun, -10)
    assert items.record_result(metric, by=author, period="2024", ends_on=date(2024, 3, 31), value=1)


def test_every_model_with_a_plans_words_is_counted():
    listed = set(limits.COUNTED)
    assert listed == {Theme, Passage, Figure, Metric, Commitment, Barrier, Evidence}
    for model in listed:
        assert limits.texts_of(model), model


def test_the_page_says_how_full_the_plan_is(begun, author, signed_in, monkeypatch):
    browser, url = signed_in(author), plan_url("plan_write", begun)
    size = size_of(begun)

    page = browser.get(url).content.decode()
    assert f"The plan has {size.characters:,} of at most" in page
    assert "more can be written" not in page

    room(monkeypatch, begun, 10)
    assert "10 more can be written" in browser.get(url).content.decode()


def test_the_whole_plan_page_keeps_what_was_typed_beyond_it(begun, author, signed_in, monkeypatch):
    room(monkeypatch, begun, 10)
    typed = "These are words that do not fit."
    passage = begun.passages.get()
    stands = {f"passage-{passage.pk}": passage.body, f"seen-{passage.pk}": 1, "seen": 1}
    answer = signed_in(author).post(
        plan_url("plan_write", begun), stands | {"new-introduction": typed}
    )

    assert answer.status_code == 422
    assert typed in answer.content.decode()
    said = " ".join(answer.content.decode().split())
    assert "The plan would be 22 characters over" in said, said[said.find("govuk-error-summary") :][
        :900
    ]


def test_a_text_that_cannot_fit_is_refused_at_its_field_with_the_numbers(
    begun, author, signed_in, monkeypatch
):
    monkeypatch.setattr(limits.PlanSize, "left", property(lambda self: 10))
    answer = signed_in(author).post(plan_url("import", begun), {"text": "x" * 110})

    [said] = answer.context["form"].errors["text"]
    assert answer.status_code == 422
    assert said.startswith("This text has 110 characters. The plan has ")
    assert said.endswith("so it is 100 too many")


def test_a_line_too_long_for_a_heading_comes_in_as_a_paragraph(plan, author):
    long = "# " + "Heading " * 40
    source = read_source("a.md", f"{long}\n\nWords.".encode())
    kept = keep_import(plan, by=author, name="a.md", source=source)
    found = read_import(kept)
    placed = dict.fromkeys(range(len(found.unplaced)), "introduction")
    place_import(plan, by=author, imported=found, name="a.md", placed=placed)
    for passage in plan.passages.all():
        assert passage.kind == "paragraph" or len(passage.body) <= LONGEST_HEADING


def test_a_paragraph_too_long_to_be_edited_is_not_brought_in(plan, author):
    with pytest.raises(Refused, match="A paragraph may have 50,000 characters"):
        imported(plan, author, "word " * (LONGEST_PARAGRAPH // 5 + 1))


@pytest.mark.slow
def test_two_who_fill_the_plan_at_once_do_not_overfill_it(transactional_db, monkeypatch):
    """Each has room; both have not."""
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    plan = make_plan(council, author)
    room(monkeypatch, plan, 100)
    ready, fared = threading.Barrier(2), []

    def write() -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            make_paragraph(Plan.objects.get(pk=plan.pk), author, "x" * 60)
            fared.append("written")
        except Refused:
            fared.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)

    assert sorted(fared) == ["refused", "written"]
    assert size_of(plan).characters <= limits.MOST_CHARACTERS
