"""Where contributors may clear, their own words are marked for them and for their readers."""

import pytest

from approvals.clearance import own_words
from approvals.clearance.own_words import names_of, parts_written
from approvals.decisions.report_paper import issued_report
from approvals.models import ClearanceRound
from approvals.workflow.engine import PageState
from councils.models import User
from councils.roles import Office, Role
from plans.access import plan_url
from plans.actions.all_suggestions import accept_all
from plans.actions.passages import edit_passage
from plans.actions.splitting import join_passages, split_passage
from plans.actions.suggestions import accept_suggestion, refuse_suggestion
from plans.importing.marked import Said
from plans.models import Passage
from plans.returned import Proposal
from plans.sheets.values import taken_by_form
from tests.approvals.attempts import attempt
from tests.approvals.makers import Chamber, clearers_of, make_answered, make_sent
from tests.makers import make_council, make_person
from tests.plan_makers import (
    make_brought_back,
    make_paragraph,
    make_round,
    make_suggestion,
    said_of_copy,
)
from web.errors import Refused

WORDS = "As the accountant writes it."


def write(chamber: Chamber, writer: User) -> Passage:
    mine = make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)
    edit_passage(mine, by=writer, seen=mine.revision, body=WORDS, ready=True)
    return mine


@pytest.fixture
def allowed(db) -> Chamber:
    return Chamber(make_council(contributors_may_clear=True, collects_sign_offs=True))


@pytest.fixture
def writer(allowed: Chamber) -> User:
    return make_person(allowed.council, Role.CONTRIBUTOR, Role.SECTION_151, name="Accountant")


@pytest.fixture
def mine(allowed: Chamber, writer: User) -> Passage:
    return write(allowed, writer)


@pytest.fixture
def round_(allowed: Chamber, writer: User, mine: Passage) -> ClearanceRound:
    clear = clearers_of(allowed) | {Office(Role.SECTION_151): writer}
    return make_sent(allowed, clear=clear)


def test_a_paragraph_for_which_they_suggested_accepted_words_is_theirs(allowed):
    """An officer who is no contributor; what was refused is not theirs."""
    officer, by = allowed.person[Role.SECTION_151], allowed.author
    taken, left = (make_paragraph(allowed.plan, by, f"The {one} words.") for one in "ab")
    made = make_suggestion(taken, officer, WORDS)
    accept_suggestion(made, by=by, seen=taken.revision, body=WORDS)
    refuse_suggestion(make_suggestion(left, officer, WORDS), by=by)

    parts = parts_written(make_sent(allowed), {officer.pk})[officer.pk]

    assert [one.id for one in parts] == [taken.pk]


def test_a_new_paragraph_they_suggested_is_theirs_and_one_they_moved_is_not(allowed):
    plan, by = allowed.plan, allowed.author
    before, moved = (make_paragraph(plan, by, f"The {one} words.") for one in "ab")
    found, said = make_round(plan, by), Said("", None, "")
    new = Proposal("new", said, None, WORDS, after=before.pk)
    to_first = Proposal("moved", said, moved.pk)
    make_brought_back(found, by, said_of_copy(found, new, to_first))
    accept_all(
        plan, taken=taken_by_form, by=by, of=by, shown=[one.pk for one in plan.suggestions.all()]
    )

    [theirs] = parts_written(make_sent(allowed), {by.pk})[by.pk]

    assert theirs.id == Passage.objects.get(body=WORDS).pk


def test_words_that_came_into_another_paragraph_are_still_of_whoever_wrote_them(allowed, writer):
    plan, by = allowed.plan, allowed.author
    whole = make_paragraph(plan, by, "To be written.", writer=writer)
    make_paragraph(plan, by, "Nobody’s of theirs.", after=whole.pk)
    edit_passage(whole, by=writer, seen=1, body="Theirs. And theirs.", ready=True)
    second = split_passage(whole, by=by, seen=2, at=8)
    first = make_paragraph(plan, by, "The author’s.", writer=writer, ready=True, after=second.pk)
    third = make_paragraph(plan, by, "Theirs again.", writer=writer, ready=True, after=first.pk)
    edit_passage(third, by=writer, seen=1, body="Theirs once more.", ready=True)
    keys = {"second": third.pk, "second_seen": 2}
    join_passages(first, by=by, seen=1, **keys)

    parts = parts_written(make_sent(allowed), {writer.pk})[writer.pk]

    assert [one.id for one in parts] == [whole.pk, second.pk, first.pk]


def test_by_default_a_council_lets_nobody_clear_what_they_wrote(chamber):
    writer = make_person(chamber.council, Role.CONTRIBUTOR, Role.SECTION_151)
    write(chamber, writer)
    with pytest.raises(Refused, match="lets no contributor clear"):
        make_sent(chamber, clear=clearers_of(chamber) | {Office(Role.SECTION_151): writer})


def test_the_clearer_sees_their_own_words_marked_before_they_answer(
    allowed, writer, mine, round_, signed_in
):
    page = signed_in(writer).get(plan_url("move_answer", allowed.plan)).content.decode()

    assert "You wrote part of this yourself" in page
    assert f'href="#passage-{mine.pk}"' in page
    marked = page[page.index(f'id="passage-{mine.pk}"') :]
    assert marked.index("You wrote this paragraph") < marked.index(WORDS)
    assert page.count("You wrote this paragraph") == 1
    officer = allowed.person[Role.MONITORING_OFFICER]
    other = signed_in(officer).get(plan_url("move_answer", allowed.plan)).content.decode()
    assert "You wrote" not in other


def test_whoever_reads_the_answer_sees_which_parts_they_had_written(
    allowed, writer, mine, round_, signed_in
):
    make_answered(allowed, round_)
    parts = names_of(parts_written(round_, {writer.pk})[writer.pk])
    said = f"Had written part of the plan: {parts}"

    browser = signed_in(allowed.clerk)
    place = allowed.plan.steps.get().place
    pages = [plan_url("clearance", allowed.plan), plan_url("member", allowed.plan)]
    pages.append(plan_url("report_issued", allowed.plan, place))
    for page in pages:
        assert said in browser.get(page).content.decode(), page
    assert str(issued_report(allowed.plan.steps.get()).sections).count(said) == 1


def test_what_was_only_marked_as_ready_or_written_later_is_not_theirs(
    allowed, writer, mine, round_
):
    ready = make_paragraph(allowed.plan, allowed.author, "Whole.", writer=writer, reason="Asked")
    edit_passage(ready, by=writer, seen=ready.revision, body="Whole.", ready=True)
    later = make_paragraph(allowed.plan, allowed.author, "More.", writer=writer, reason="Asked")
    edit_passage(later, by=writer, seen=1, body="Later.", ready=True, reason="Asked for")

    assert [one.id for one in parts_written(round_, {writer.pk})[writer.pk]] == [mine.pk]


def test_without_the_look_at_who_wrote_it_nothing_is_marked(
    allowed, writer, mine, round_, signed_in, monkeypatch
):
    """The control."""
    monkeypatch.setattr(own_words, "keys_written", lambda *_: {})
    page = signed_in(writer).get(plan_url("move_answer", allowed.plan)).content.decode()
    assert "You wrote" not in page


def test_they_answer_as_anybody_else(allowed, writer, mine, round_):
    allowed.plan.refresh_from_db()
    asked = round_.asked.get(role=Role.SECTION_151)
    seen = PageState(allowed.plan.moves, round_.version.digest, round_.report.digest)
    assert attempt("answer", allowed.plan, by=writer, asked=asked, seen=seen).had_written
