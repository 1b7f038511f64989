"""Amendments: rows of a decision, what makes it amended, and what settles one to be drafted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.decisions import actions as decisions_actions
from approvals.decisions import finalising, minute
from approvals.decisions.amendments import (
    LONGEST_LINE,
    AmendmentData,
    amendments_to_draft,
    amends_plan,
    faults_in_amendments,
)
from approvals.decisions.delegations import DelegationData
from approvals.decisions.notice import decision_notice
from approvals.decisions.record_form import FromRecordForm
from approvals.models import Amendment, AmendmentSettled, Decision, DecisionStep
from approvals.submission.archive import archive_of
from approvals.which_version import version_for_publication
from approvals.workflow.engine import PageState
from config.amendment_trigger import AMENDED
from councils.models import Council
from plans.access import plan_url
from plans.forms.base import LONGEST_TEXT
from tests.approvals.attempts import BEFORE_MEMBERS, attempt, bring
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_decided,
    make_drafted,
    make_issued,
    make_published,
    make_put,
    make_recorded,
    minute_of,
    moved,
    resolved,
    to_draft,
    with_power,
)
from tests.approvals.pages import words_of
from tests.approvals.test_correcting import correct
from tests.approvals.test_views_decision import AMENDED as TYPED
from tests.approvals.test_views_decision import SignedIn, agreed, on, one, page_of
from tests.makers import make_governed
from tests.plan_makers import make_paragraph
from web.errors import Refused
from web.text import clean, one_line

TODAY = timezone.localdate()
PARTS = ("of", "words", "wording")
WHOLE = {
    "amendment_of_1": "plan",
    "amendment_place_1": "paragraph 2.2.1",
    "amendment_words_1": "Add a closing sentence.",
    "amendment_wording_1": "exact",
    "amendment_moved_by_1": "Cllr Ash",
    "amendment_seconded_by_1": "Cllr Birch",
    "amendment_of_2": "recommendation",
    "amendment_words_2": "And thank the officers.",
    "amendment_wording_2": "exact",
    "amendment_of_3": "plan",
    "amendment_place_3": "paragraph 2.2.1",
    "amendment_words_3": "Set out the saving.",
    "amendment_wording_3": "to_draft",
    "amendment_drafted_by_3": "Chief Executive",
}


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


@pytest.fixture
def clerk(chamber: Chamber, signed_in: SignedIn) -> Client:
    return signed_in(chamber.clerk)


@pytest.fixture
def endorsed(chamber: Chamber, step: DecisionStep) -> Decision:
    """Endorsed as put, with one amendment to be drafted and a power to amend it."""
    return make_decided(chamber, **with_power(), amendments=[to_draft(moved_by="Cllr Ash")])


def edit(chamber: Chamber, words: str = "As members amended it.") -> None:
    make_paragraph(chamber.plan, chamber.author, words, reason="Amended")


def notice_of(browser: Client, chamber: Chamber, place: int = 1) -> str:
    return words_of(browser.get(plan_url("decision", chamber.plan, place)))


# As they are recorded


def test_each_is_recorded_in_order_with_all_that_the_minute_has(chamber, step, clerk):
    edit(chamber)
    sent = agreed(clerk, chamber, **WHOLE)
    assert clerk.post(plan_url("move_decide", chamber.plan), sent).status_code == 302

    made = Decision.objects.get()
    assert (made.outcome, made.amendments) == ("amended", "")
    assert "As members amended it." in made.version.document
    rows = made.amendment_rows.values_list("number", "of", "place", "words", "wording")
    assert list(rows) == [
        (1, "plan", "paragraph 2.2.1", "Add a closing sentence.", "exact"),
        (2, "recommendation", "", "And thank the officers.", "exact"),
        (3, "plan", "paragraph 2.2.1", "Set out the saving.", "to_draft"),
    ]
    first, _, last = made.amendment_rows.all()
    assert (first.moved_by, first.seconded_by, first.drafted_by) == ("Cllr Ash", "Cllr Birch", "")
    assert (last.moved_by, last.drafted_by) == ("", "Chief Executive")


def test_each_is_told_wherever_the_decision_is(chamber, step, clerk):
    edit(chamber)
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **WHOLE))
    make_governed(chamber.council)
    issued = make_issued(chamber)
    act = Decision.objects.get().act
    history = clerk.get(reverse("council_act", args=[chamber.council.slug, act.sequence]))
    public = clerk.get(reverse("published_statement", args=(*at(chamber), 1)))
    found = clerk.get(plan_url("history", chamber.plan), {"q": "closing sentence"})

    for page in (notice_of(clerk, chamber), words_of(public), issued.body):
        for words in ("Add a closing sentence.", "paragraph 2.2.1", "Cllr Ash", "Cllr Birch"):
            assert words in page
        assert "Still to be drafted by Chief Executive" in page
    assert "Add a closing sentence." in words_of(history)
    assert "Chief Executive" in words_of(history)
    assert "agreed with amendments" in words_of(found)
    for words in (b"Add a closing sentence.", b'"moved_by":"Cllr Ash"', b'"place":"paragraph'):
        assert words in archive_of(chamber.plan)


def at(chamber: Chamber) -> tuple[str, str]:
    return chamber.council.slug, chamber.plan.slug


@pytest.mark.parametrize(
    ("rows", "outcome"),
    [
        ([moved("A")], "amended"),
        ([moved("A", of="recommendation")], "agreed"),
        ([to_draft("A")], "agreed"),
        ([to_draft("A"), moved("B", of="recommendation")], "agreed"),
        ([to_draft("A"), moved("B")], "amended"),
        ([moved("A", wording="")], "amended"),
    ],
)
def test_only_words_that_the_plan_has_make_it_agreed_with_amendments(rows, outcome):
    assert minute_of(amendments=rows).effect() == outcome
    assert minute_of("noted", amendments=rows).effect() == "noted"


def test_an_amended_recommendation_leaves_the_words_that_were_put(chamber, step):
    limbs = [resolved("endorsed", "That it be endorsed, with thanks.")]
    made = make_decided(chamber, resolutions=limbs, amendments=[moved("A", of="recommendation")])

    assert (made.outcome, made.digest) == ("agreed", step.round.version.digest)
    assert amendments_to_draft(chamber.plan) == []


def test_a_plan_that_was_only_noted_may_have_its_recommendation_amended(chamber, step):
    made = make_decided(chamber, "noted", amendments=[moved("A", of="recommendation")])
    assert made.amendment_rows.get().of == "recommendation"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"amendment_of_1": ""}, "amendment_of_1", "Say what amendment 1 is of"),
        ({"amendment_words_1": ""}, "amendment_words_1", "Enter the words of amendment 1"),
        ({"amendment_wording_1": ""}, "amendment_wording_1", "its very words"),
        ({"amendment_of_1": "the plan"}, "amendment_of_1", "must be one from the list"),
        ({"amendment_words_1": "", "amendment_moved_by_1": "A"}, "amendment_words_1", "Enter the"),
        ({"amendment_drafted_by_1": "Mayor"}, "amendment_drafted_by_1", "still to be drafted"),
        (
            {"amendment_of_1": "recommendation", "amendment_wording_1": "to_draft"},
            "amendment_wording_1",
            "only the plan",
        ),
        ({"amendment_place_1": "x" * 201}, "amendment_place_1", "200 characters or fewer"),
        ({"amendment_moved_by_1": "x" * 201}, "amendment_moved_by_1", "200 characters or fewer"),
        (
            {"amendment_words_1": "x" * (LONGEST_TEXT + 1)},
            "amendment_words_1",
            f"{LONGEST_TEXT} characters or fewer",
        ),
        (one("noted"), "amendment_words_1", "the plan was not agreed"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line_and_kept(chamber, step, clerk, typed, field, words):
    edit(chamber)
    second = {"amendment_of_2": "recommendation", "amendment_wording_2": "exact"}
    second |= {"amendment_words_2": "As it was typed."}
    sent = agreed(clerk, chamber, **TYPED | second | typed)
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    errors = answer.context["form"].errors
    assert answer.status_code == 422
    assert words in " ".join(errors[field])
    assert {name for name in errors if name.startswith("amendment")} == {field}
    assert "As it was typed." in answer.content.decode()
    assert not Amendment.objects.exists()


def test_the_control_the_same_lines_without_the_fault_are_recorded(chamber, step, clerk):
    edit(chamber)
    clerk.post(plan_url("move_decide", chamber.plan), agreed(clerk, chamber, **TYPED))
    assert Amendment.objects.get().words == "Add a paragraph."


def test_without_those_looks_all_of_it_is_taken(monkeypatch, chamber, step):
    """The control: nothing else stops an amendment of a plan that was only noted."""
    off = "approvals.decisions.minute.faults_in_amendments"
    monkeypatch.setattr(off, lambda *_, **__: iter(()))
    assert make_decided(chamber, "noted", amendments=[moved("A")]).amendment_rows.count() == 1


def test_more_rows_keep_the_lines_that_were_typed(chamber, step, clerk):
    sent = agreed(clerk, chamber, **TYPED, more="1")
    page = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert page.status_code == 200
    assert "amendment_words_6" in page.context["form"].fields
    assert "Add a paragraph." in page.content.decode()


def test_amended_words_are_wanted_in_the_plan_at_the_line_that_amends_it(chamber, step, clerk):
    rows = {f"amendment_{part}_2": TYPED[f"amendment_{part}_1"] for part in PARTS}
    rows |= {"amendment_of_1": "recommendation", "amendment_words_1": "Thank them."}
    sent = agreed(clerk, chamber, **rows, amendment_wording_1="exact")
    answer = clerk.post(plan_url("move_decide", chamber.plan), sent)

    assert list(answer.context["form"].errors) == ["amendment_words_2"]
    assert "Put the amendments into the plan first" in words_of(answer)


def test_the_words_that_would_be_agreed_are_shown_before_they_are(chamber, step, clerk):
    """Also where the form comes back; while the plan is as it was put, there is nothing to show."""
    address = plan_url("move_decide", chamber.plan)
    assert clerk.get(address).context["changed"] is None
    edit(chamber)
    answer = clerk.post(address, agreed(clerk, chamber, **TYPED, minute=""))

    assert (answer.status_code, answer.context["changed"].changes) == (422, 1)
    assert "As members amended it." in words_of(answer)


typed_words = st.text(st.characters(exclude_characters="\0"), max_size=400)
typed_line = st.text(st.characters(exclude_characters="\0"), max_size=LONGEST_LINE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(typed_words, typed_line, typed_line), min_size=1, max_size=4))
def test_any_words_are_kept_in_their_order(rows):
    """Two may be of one place; one without words that can be seen is wanted them."""
    sent = {"rows": str(len(rows)), "moves": "1", "interests": "none", "kind": "decider"}
    for n, (words, place, mover) in enumerate(rows, start=1):
        sent |= {f"amendment_of_{n}": "plan", f"amendment_words_{n}": words}
        sent |= {f"amendment_place_{n}": place, f"amendment_moved_by_{n}": mover}
    form = FromRecordForm(sent, council=Council(), seen=PageState(1))
    form.is_valid()
    kept = [
        (clean(words.strip()), one_line(place), one_line(mover)) for words, place, mover in rows
    ]
    unseen = {f"amendment_words_{n}" for n, one in enumerate(kept, start=1) if not one[0]}

    assert {name for name in form.errors if name.startswith("amendment")} == unseen
    if not unseen:
        found = form.amendments_in(form.cleaned_data)
        assert [(one.words, one.place, one.moved_by) for one in found] == kept


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(typed_words.filter(str.strip), min_size=1, max_size=3))
def test_any_words_are_told_and_found_in_the_archive(chamber, rows):
    """Through the database, the notice and the zip; nothing is left of it afterwards."""
    with transaction.atomic():
        made = make_recorded(chamber, TODAY, amendments=[moved(words) for words in rows])
        told = [one for one in decision_notice(made).sections if one.title.startswith("Amendment ")]
        assert [one.text for one in told] == rows
        assert archive_of(chamber.plan)
        transaction.set_rollback(True)


# Those that are still to be drafted


def test_what_is_to_be_drafted_leaves_the_words_that_were_put_endorsed(chamber, step, endorsed):
    assert (endorsed.outcome, endorsed.digest) == ("agreed", step.round.version.digest)
    assert version_for_publication(chamber.plan).version == step.round.version
    assert [one.words for one in amendments_to_draft(chamber.plan)] == [to_draft().words]


def test_it_is_said_on_each_page_until_it_is_drafted(chamber, endorsed, clerk, signed_in):
    author, open_still = signed_in(chamber.author), "An amendment is still to be drafted by Chief"
    pages = [(clerk, "move_publish"), (author, "move_submit"), (clerk, "plan")]
    for browser, page in pages:
        assert open_still in words_of(browser.get(plan_url(page, chamber.plan)))
    assert "Still to be drafted by Chief Executive" in notice_of(clerk, chamber)
    assert make_published(chamber).decision == endorsed

    make_drafted(chamber)
    for browser, page in pages:
        assert open_still not in words_of(browser.get(plan_url(page, chamber.plan)))
    told = notice_of(clerk, chamber)
    assert "To be drafted by Chief Executive. Drafted, by decision of Leader, " in told
    assert "Amendment 1 of Cabinet, " in notice_of(clerk, chamber, 2)


def test_the_page_of_a_change_asks_which_it_drafts_and_none_is_ticked(chamber, endorsed, clerk):
    edit(chamber, "The saving pays for it.")
    page = clerk.get(plan_url("move_finalise", chamber.plan))

    [(key, label)] = page.context["form"].fields["settles"].choices
    assert label.startswith("The plan, theme 1: Say what the saving pays for. (Cabinet, ")
    assert "checked" not in page.content.decode()
    assert page.context["changed"].changes == 1
    assert "The saving pays for it." in words_of(page)

    sent = using(page, chamber)
    assert clerk.post(plan_url("move_finalise", chamber.plan), sent).status_code == 302
    assert [one.pk for one in amendments_to_draft(chamber.plan)] == [int(key)]


def using(page: Any, chamber: Chamber, **typed: str) -> dict[str, str]:
    """The form of a change as somebody fills it in."""
    [(way, _)] = page.context["form"].fields["used"].choices
    said = {"used": way, "changed": "It is said.", "consulted": "Nothing.", "minute": "7"}
    told = page_of(page.context["form"]) | on("decided_on", TODAY) | {"interests": "none"}
    return told | said | typed


def test_which_decision_drafted_which_is_recorded_and_told(chamber, endorsed, clerk):
    edit(chamber, "The saving pays for it.")
    page, key = clerk.get(plan_url("move_finalise", chamber.plan)), endorsed.amendment_rows.get().pk
    sent = using(page, chamber, settles=str(key))
    assert clerk.post(plan_url("move_finalise", chamber.plan), sent).status_code == 302

    made = AmendmentSettled.objects.get()
    assert (made.amendment_id, made.decision.step.body) == (key, "Leader")
    assert amendments_to_draft(chamber.plan) == []
    address = reverse("council_act", args=[chamber.council.slug, made.act.sequence])
    assert "Amendments that were drafted" in words_of(clerk.get(address))
    assert f'"settled_by":[{made.decision_id}]'.encode() in archive_of(chamber.plan)


def test_a_page_of_a_change_without_the_difference_is_not_there(chamber, endorsed, clerk):
    page = clerk.get(plan_url("move_finalise", chamber.plan))
    assert "Change the plan first" in words_of(page)


@pytest.mark.parametrize("settles", ["0", "x", "999999999"])
def test_a_change_drafts_nothing_that_is_not_offered(chamber, endorsed, clerk, settles):
    edit(chamber)
    page = clerk.get(plan_url("move_finalise", chamber.plan))
    sent = using(page, chamber, settles=settles)
    answer = clerk.post(plan_url("move_finalise", chamber.plan), sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["settles"])
    assert not AmendmentSettled.objects.exists()


def test_what_was_drafted_is_drafted_once(chamber, endorsed):
    key = endorsed.amendment_rows.get().pk
    make_drafted(chamber)
    with pytest.raises(Refused) as refusal:
        make_drafted(chamber, settles=[key])
    assert refusal.value.field == "settles"
    assert make_drafted(chamber, settles=[]).settles.count() == 0


def test_another_plans_amendment_is_not_drafted_here(chamber, endorsed, chambers):
    other = chambers[1] if chambers[0].council == chamber.council else chambers[0]
    make_put(other)
    theirs = make_decided(other, **with_power(), amendments=[to_draft()]).amendment_rows.get()
    with pytest.raises(Refused) as refusal:
        make_drafted(chamber, settles=[theirs.pk])
    assert refusal.value.field == "settles"


def test_nothing_is_drafted_before_it_was_made(chamber, off):
    early = make_recorded(chamber, TODAY - timedelta(3), **with_power(), amendments=[to_draft()])
    key, day = early.amendment_rows.get().pk, TODAY - timedelta(4)
    power = early.resolutions.get(verb="delegated").delegation
    off(finalising, "power_or_refused", lambda *_: power)
    with pytest.raises(Refused, match="made after that day"):
        make_drafted(chamber, settles=[key], decided_on=day)


def test_a_body_that_decides_anew_leaves_nothing_of_before_to_be_drafted(chamber, step):
    facts = with_power() | callable_facts()
    make_decided(chamber, **facts, amendments=[to_draft()])
    assert len(amendments_to_draft(chamber.plan)) == 1
    for move in ("receive_call_in", "call_in", "call_in_upheld"):
        bring(chamber, move)
        assert len(amendments_to_draft(chamber.plan)) == 1
    make_decided(chamber, amendments=[to_draft("Another.")])

    assert [one.words for one in amendments_to_draft(chamber.plan)] == ["Another."]
    assert "To be drafted by" in str(decision_notice(first_of(chamber)).sections)


def first_of(chamber: Chamber) -> Decision:
    return Decision.objects.filter(step__plan=chamber.plan).earliest("pk")


def test_what_was_recorded_wrongly_is_not_to_be_drafted(chamber, step):
    make_decided(chamber, amendments=[to_draft()])
    correct(chamber, "agreed", amendments=[moved("A", of="recommendation")])

    assert amendments_to_draft(chamber.plan) == []


def test_a_correction_may_say_what_is_to_be_drafted(chamber, step):
    make_decided(chamber)
    correct(chamber, "agreed", amendments=[to_draft("As the minute has it.")])

    assert [one.words for one in amendments_to_draft(chamber.plan)] == ["As the minute has it."]


def test_the_use_of_a_power_that_is_corrected_keeps_what_it_drafted(chamber, step):
    """Of a plan that was left to somebody, whose own decision can be corrected."""
    whole = DelegationData(["Chief Executive"], ["approve", "amend"])
    make_decided(chamber, "delegated", delegation=whole)
    make_decided(chamber, amendments=[to_draft()])
    make_drafted(chamber, by_whom="Chief Executive")
    correct(chamber, "amended", as_recorded=True)
    assert amendments_to_draft(chamber.plan) == []
    assert AmendmentSettled.objects.count() == 2

    # The control: one that endorses nothing after all drafts nothing.
    correct(chamber, "noted", known_to_be_out=True)
    assert len(amendments_to_draft(chamber.plan)) == 1


# The database, beneath


def test_an_amended_decision_without_an_amendment_is_refused_by_the_database(chamber, off):
    """When its transaction ends: the rows come after the decision."""
    bring(chamber, *BEFORE_MEMBERS)
    edit(chamber)
    off(decisions_actions, "add_amendments")
    with pytest.raises(IntegrityError, match="no amendment of it"), transaction.atomic():
        amended(chamber)


@pytest.mark.parametrize("rows", [[to_draft()], [moved("A", of="recommendation")]])
def test_what_amends_no_word_of_the_plan_is_not_enough_for_it(chamber, off, rows):
    bring(chamber, *BEFORE_MEMBERS)
    edit(chamber)
    off(minute, "amends_plan", lambda *_: True)
    with pytest.raises(IntegrityError, match="no amendment of it"), transaction.atomic():
        amended(chamber, amendments=rows)


def test_the_control_with_its_row_it_is_taken(chamber):
    bring(chamber, *BEFORE_MEMBERS)
    edit(chamber)
    amended(chamber, amendments=[moved("A"), to_draft()])


def amended(chamber: Chamber, **facts: Any) -> None:
    """Recorded as that, as if its transaction ended here."""
    attempt("amended", chamber.plan, by=chamber.clerk, **facts)
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {AMENDED} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {AMENDED} DEFERRED")


def test_the_rule_holds_in_a_session_that_says_it_is_a_replica(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = %s", [AMENDED])
        assert cursor.fetchall() == [("A",)]


def test_what_was_recorded_before_there_were_rows_is_printed_as_it_was(chamber, step, clerk):
    """The words of the use of a power stand in that column still."""
    made = make_decided(chamber)
    made.amendments = "Add a sentence, as Cllr Ash moved."
    made.outcome = Decision.Outcome.AMENDED
    [section] = [one for one in decision_notice(made).sections if one.title == "Amendments"]

    assert section.text == "Add a sentence, as Cllr Ash moved."


def test_silence_of_an_older_record_is_told_as_that(chamber, clerk):
    early = make_recorded(chamber, TODAY, amendments=[moved("A sentence more.", wording="")])

    assert early.outcome == "amended"
    told = notice_of(clerk, chamber)
    assert "It is not recorded whether these are its very words" in told
    assert "Moved by" not in told


def test_a_body_that_only_advised_amended_nothing():
    faults = faults_in_amendments([AmendmentData("A", row=2)], agreed=False, known=False)
    assert [one.field for one in faults] == ["amendment_words_2"]
    assert not amends_plan([])
