"""Drawing a plan has an end, and is done once for all who ask."""

import threading
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from django.core.cache import cache
from django.db import connection

from councils.roles import Role
from plans import once
from plans.access import plan_url
from plans.actions.passages import edit_passage
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf import TooLongToDraw, renderer, story
from plans.exports.pdf.plan import build_story
from plans.limits import MOST_CHARACTERS, MOST_LINES
from tests.approvals.pages import browser_of
from tests.makers import make_council, make_person
from tests.patience import PATIENCE_SECONDS
from tests.plan_makers import make_paragraph, make_plan, make_version
from tests.plans.documents import paragraph, plan, theme

DRAFT = Imprint(version=None, reference="")
EIGHT = 8
# The longest that may be written, in ways that take many lines.
FULL = {
    "words": ["The council saves money where it can. " * 130] * (MOST_CHARACTERS // 5_000),
    "wide letters": ["WWWW " * 1_000] * (MOST_CHARACTERS // 5_000),
    "as many lines as may be": ["\n\n".join(["- " + "word " * 3] * 500)] * (MOST_LINES // 1_000),
    "the shortest paragraphs": ["x"] * MOST_LINES,
}


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


@pytest.mark.parametrize("way", FULL)
def test_a_plan_at_its_limit_is_drawn(way):
    full = plan(theme(*(paragraph(words) for words in FULL[way])))
    assert len(build_story(full, DRAFT).strips) <= story.MOST_ROWS


def test_lines_beyond_the_bound_end_in_words(monkeypatch):
    monkeypatch.setattr(story, "MOST_ROWS", 50)
    long = plan(theme(*[paragraph("Words.")] * 51))

    for draw in (lambda: pdf.render_plan(long, imprint=DRAFT), lambda: pdf.count_plan_pages(long)):
        with pytest.raises(TooLongToDraw, match="more than 50 lines"):
            draw()


class Processor:
    """A second of the processor goes by whenever it is asked; `asked` says how often it was."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> float:
        self.asked += 1
        return float(self.asked)


def pages_drawn(monkeypatch) -> list[int]:
    drawn: list[int] = []
    show = renderer.Canvas.showPage
    monkeypatch.setattr(
        renderer.Canvas, "showPage", lambda canvas: (drawn.append(1), show(canvas))[1]
    )
    return drawn


@pytest.mark.parametrize("seconds", [5, 100])
def test_a_drawing_whose_time_is_up_stops_where_it_is(monkeypatch, seconds):
    """At five it is stopped while its lines are set, at a hundred while its pages are drawn."""
    processor, drawn = Processor(), pages_drawn(monkeypatch)
    monkeypatch.setattr(story, "thread_time", processor)
    monkeypatch.setattr(story, "MOST_SECONDS", seconds)
    long = plan(theme(*[paragraph("Words. " * 900)] * 90))

    with pytest.raises(TooLongToDraw, match="takes too long"):
        pdf.render_plan(long, imprint=DRAFT)

    # Nothing went on after that: neither a line nor a page.
    assert processor.asked == seconds + 2
    assert bool(drawn) is (seconds == 100)


def test_the_control_without_its_end_the_whole_of_it_is_drawn(monkeypatch):
    processor, drawn = Processor(), pages_drawn(monkeypatch)
    monkeypatch.setattr(story, "thread_time", processor)
    monkeypatch.setattr(story, "MOST_SECONDS", 10**9)
    pdf.render_plan(plan(theme(*[paragraph("Words. " * 900)] * 90)), imprint=DRAFT)
    assert processor.asked > 150
    assert len(drawn) > 50


def test_without_the_bound_they_are_drawn(monkeypatch):
    """The control."""
    monkeypatch.setattr(story, "MOST_ROWS", 10**9)
    assert pdf.count_plan_pages(plan(theme(*[paragraph("Words.")] * story.MOST_ROWS.bit_length())))
    many = plan(theme(*[paragraph("Words.")] * 21_000))
    assert len(build_story(many, DRAFT).strips) > 20_000


def test_work_stops_at_the_bound_and_not_at_the_end(monkeypatch):
    """Of ten times too much no more than the bound is broken into lines."""
    monkeypatch.setattr(story, "MOST_ROWS", 50)
    broken: list[object] = []
    breaking = story.break_lines
    monkeypatch.setattr(
        story, "break_lines", lambda *given, **how: broken.append(1) or breaking(*given, **how)
    )
    with pytest.raises(TooLongToDraw):
        pdf.count_plan_pages(plan(theme(*[paragraph("Words.")] * 500)))
    assert len(broken) < 150


@pytest.mark.parametrize(
    ("page", "status"), [("plan", 200), ("plan_read", 200), ("plan_draft_pdf", 422)]
)
def test_pages_say_that_a_plan_is_too_long_to_be_drawn(
    plan, author, signed_in, monkeypatch, page, status
):
    make_paragraph(plan, author, "Some words.")
    monkeypatch.setattr(story, "MOST_ROWS", 3)

    answer = signed_in(author).get(plan_url(page, plan))
    assert answer.status_code == status
    assert "oo long to be drawn" in answer.content.decode()


def test_a_version_that_is_too_long_is_said_to_be(plan, author, signed_in, monkeypatch):
    make_paragraph(plan, author, "Some words.")
    version = make_version(plan, author)
    monkeypatch.setattr(story, "MOST_ROWS", 3)

    answer = signed_in(author).get(plan_url("version_pdf", plan, version.number))
    assert answer.status_code == 422
    assert "too long to be drawn" in answer.content.decode()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn or counted, in order."""
    done: list[str] = []
    for name in ("render_plan", "count_plan_pages"):
        monkeypatch.setattr(pdf, name, counting(done, name, getattr(pdf, name)))
    return done


def counting(done: list[str], name: str, draw: Callable) -> Callable:
    def counted(*given: object, **how: object) -> object:
        done.append(name)
        return draw(*given, **how)

    return counted


@pytest.mark.parametrize(
    ("page", "once_only"),
    [
        ("plan", ["count_plan_pages"]),
        ("plan_read", ["count_plan_pages"]),
        ("plan_draft_pdf", ["render_plan"]),
    ],
)
def test_what_people_open_is_drawn_once_until_the_words_change(
    plan, author, signed_in, drawn, page, once_only
):
    passage = make_paragraph(plan, author, "Some words.")
    browser, url = signed_in(author), plan_url(page, plan)
    first = [browser.get(url).content for _ in range(3)]
    assert drawn == once_only
    if page == "plan_draft_pdf":
        assert len(set(first)) == 1

    edit_passage(passage, by=author, seen=1, body="Other words.")
    browser.get(url)
    assert drawn == once_only * 2


def eight_at_once(ask: Callable[[], object]) -> None:
    ready = threading.Barrier(EIGHT)

    def run() -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            ask()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(EIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["plan", "plan_read", "plan_draft_pdf", "version_pdf"])
def test_of_eight_who_ask_at_one_moment_one_draws(transactional_db, drawn, page):
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    made = make_plan(council, author)
    make_paragraph(made, author, "Some words.")
    rest = [make_version(made, author).number] if page == "version_pdf" else []
    browsers = [browser_of(author) for _ in range(EIGHT)]
    answers: list[int] = []
    eight_at_once(
        lambda: answers.append(browsers.pop().get(plan_url(page, made, *rest)).status_code)
    )

    assert answers == [200] * EIGHT
    assert len(drawn) == 1


@pytest.mark.slow
def test_without_waiting_for_each_other_several_draw(transactional_db, monkeypatch):
    """The control: all look before the first has kept it."""
    done: list[int] = []
    looked = threading.Barrier(EIGHT)
    monkeypatch.setattr(once, "one_at_a_time", lambda name: nullcontext())

    def work_out() -> int:
        looked.wait(timeout=PATIENCE_SECONDS)
        done.append(1)
        return 1

    eight_at_once(lambda: once.worked_out_once("something", work_out, seconds=60))
    assert len(done) == EIGHT
