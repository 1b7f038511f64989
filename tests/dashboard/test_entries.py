"""The page of an act says what every kind of row says, in words, and never a counter."""

from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from approvals.submission.correspondence import ExtensionData, record_extension
from councils.actions.council import change_settings
from councils.actions.people import invite_again
from councils.record.history import ActHistoryRow
from councils.record.kinds import kind_of, models_by_kind, recorded_models
from councils.record.models import Act
from councils.roles import Role
from dashboard.history import changes
from dashboard.history.changes import changes_in, rows_of
from dashboard.history.entries import ENTRIES
from plans.access import plan_url
from plans.actions.commissions import make_commission
from plans.actions.passages import edit_passage
from plans.commission import shipped_briefs
from plans.models import Plan
from tests.approvals.makers import (
    Chamber,
    make_answer,
    make_decided,
    make_emailed,
    make_published,
    make_put,
    make_sent,
    make_submitted,
    make_whole_life,
)
from tests.makers import administrator_of, make_council, make_person
from tests.plan_makers import make_paragraph

# How a council is governed, what its files look like, and a commission's words.
NOT_OF_A_PLAN = {"commission_version", "governance", "word_template", "report_template"}
COUNTERS = {"Moves", "Revision", "Place", "Id", "Act"}


def grow_only() -> list[type[models.Model]]:
    """The models whose rows are only ever added, by an act."""
    return [model for model in recorded_models() if issubclass(model, ActHistoryRow)]


def labels_of(act: Act) -> set[str]:
    return {field.label for change in changes_in(act) for field in change.fields}


def lines_of(act: Act) -> dict[str, str]:
    return {field.label: field.after for change in changes_in(act) for field in change.fields}


def newest(plan: Plan) -> Act:
    act = Act.objects.filter(plan=plan.pk).first()
    assert act is not None
    return act


def undrawn() -> set[str]:
    return {kind_of(model) for model in grow_only()} - ENTRIES.keys()


def test_every_kind_of_row_that_only_grows_is_told():
    assert undrawn() == set()
    assert ENTRIES.keys() <= {kind_of(model) for model in grow_only()}


def test_a_kind_that_nobody_tells_is_noticed(monkeypatch):
    """The control of the walk above and below."""
    monkeypatch.delitem(ENTRIES, "submission")
    assert undrawn() == {"submission"}


def test_each_row_of_a_plans_life_is_told_on_the_page_of_its_act(chamber, plain_paper, signed_in):
    make_whole_life(chamber)
    browser, told = signed_in(chamber.person[Role.AUDITOR]), set()
    for act in Act.objects.filter(plan=chamber.plan.pk):
        page = browser.get(plan_url("act", chamber.plan, act.sequence))
        assert page.status_code == 200
        words = page.content.decode()
        for kind in set(act.touched) & ENTRIES.keys():
            told.add(kind)
            assert ENTRIES[kind].heading in words
            assert all(change.fields for change in page.context["changes"])
        assert not labels_of(act) & COUNTERS

    assert told == ENTRIES.keys() - NOT_OF_A_PLAN


def test_without_the_guard_a_counter_would_be_told(chamber, monkeypatch):
    """The control: the plan's count of moves is a column like any other."""
    monkeypatch.setattr(changes, "SILENT", changes.SILENT - {"moves"})
    round_ = make_sent(chamber)
    make_answer(chamber, round_, Role.MONITORING_OFFICER)

    assert "Moves" in labels_of(newest(chamber.plan))


def test_every_row_that_only_grows_carries_the_act_that_wrote_it(chamber, plain_paper):
    make_whole_life(chamber)
    touched = {act.pk: act.touched for act in Act.objects.all()}
    for model in grow_only():
        rows: list[Any] = list(model._default_manager.exclude(act=None))
        assert rows or kind_of(model) in NOT_OF_A_PLAN
        assert all(kind_of(model) in touched[row.act_id] for row in rows)


def test_links_of_an_act_lead_somewhere_for_whoever_reads_the_record(
    chamber, plain_paper, signed_in
):
    make_emailed(chamber, make_sent(chamber), outcome="content")
    for role in (Role.SECTION_151, Role.PORTFOLIO_HOLDER):
        make_answer(chamber, chamber.plan.rounds.get(), role)
    make_whole_life_after_clearance(chamber)
    browser = signed_in(chamber.person[Role.AUDITOR])
    links = {
        field.href
        for act in Act.objects.filter(plan=chamber.plan.pk)
        for change in changes_in(act)
        for field in change.fields
        if field.href.startswith("/")
    }

    assert {browser.get(link).status_code for link in links} == {200}
    assert {link.rsplit("/", 2)[-1] or link.rsplit("/", 2)[-2] for link in links} >= {
        "email",
        "email.eml",
        "plan.pdf",
        "file",
    }


def make_whole_life_after_clearance(chamber: Chamber) -> None:
    make_decided(chamber)
    make_published(chamber, address="https://council.example/plan")
    make_submitted(chamber)
    letter = chamber.plan.submissions.get().email
    granted = ExtensionData(
        "The department", chamber.plan.created_at.date(), event="Later", file=letter
    )
    record_extension(chamber.plan, by=chamber.author, granted=granted)


# What some of them say


def test_an_officers_answer_says_office_outcome_words_and_place(chamber):
    round_ = make_sent(chamber)
    said = {"outcome": "sent_back", "words": "The saving has no source.", "place": "Theme 2"}
    make_answer(chamber, round_, Role.SECTION_151, **said)

    act = newest(chamber.plan)
    lines = lines_of(act)
    assert act.sentence == f"sent back {chamber.plan} as Section 151 officer"
    assert (lines["Office"], lines["Answer"]) == ("Section 151 officer", "Sent back")
    assert lines["In words for the report"] == "The saving has no source."
    assert lines["Where in the plan or report"] == "Theme 2"
    # The stage changed with it.
    stage = [field for one in changes_in(act) for field in one.fields if field.label == "Stage"]
    assert [(one.before, one.after) for one in stage] == [("Clearance", "Drafting")]


def test_an_answer_that_changes_no_stage_says_nothing_of_the_plans_row(chamber):
    make_answer(chamber, make_sent(chamber), Role.SECTION_151)
    assert [change.kind for change in changes_in(newest(chamber.plan))] == [
        "Answer to the clearance"
    ]


def test_an_emailed_answer_leads_to_the_email(chamber, signed_in):
    make_emailed(chamber, make_sent(chamber))
    act = newest(chamber.plan)

    page = signed_in(chamber.person[Role.AUDITOR]).get(plan_url("act", chamber.plan, act.sequence))

    answer = act_row("clearance_response", act)
    assert plan_url("clearance_email", chamber.plan, answer.pk) in page.content.decode()
    assert f"recorded by {chamber.author.name}" in lines_of(act)["Given by"]


def act_row(kind: str, act: Act) -> Any:
    return models_by_kind()[kind]._default_manager.get(act=act)


def test_a_round_says_who_was_asked(chamber):
    make_sent(chamber)
    lines = lines_of(newest(chamber.plan))
    for role in chamber.council.clearing_roles:
        assert lines[Role(role).label] == chamber.person[Role(role)].name
    assert lines["Decided by"] == "Cabinet"


def test_a_decision_says_version_outcome_and_resolutions_and_leads_to_its_notice(
    chamber, signed_in
):
    make_put(chamber)
    made = make_decided(chamber)
    act = newest(chamber.plan)

    page = signed_in(chamber.person[Role.AUDITOR]).get(plan_url("act", chamber.plan, act.sequence))

    lines = lines_of(act)
    assert lines["Outcome"] == "Agreed"
    assert lines["Version"] == f"{made.version.number}, reference {made.version.reference}"
    assert lines["1. Endorsed, about: The plan"] == "That the plan be endorsed."
    content = page.content.decode()
    assert plan_url("decision", chamber.plan, made.step.place) in content
    assert made.version.get_absolute_url() in content


def test_a_submission_leads_to_exactly_what_was_sent(decided, signed_in):
    made = make_submitted(decided)
    act = newest(decided.plan)

    page = signed_in(decided.person[Role.AUDITOR]).get(plan_url("act", decided.plan, act.sequence))

    for name in ("sent_email", "sent_pdf"):
        assert plan_url(name, decided.plan, made.number) in page.content.decode()
    assert lines_of(act)["To"] == made.address


def test_a_commissions_new_words_are_told_in_the_councils_history(db, signed_in):
    council = make_council()
    [asked] = shipped_briefs().values()
    make_commission(council, by=make_person(council, Role.AUTHOR), asked=asked, copied=True)
    act = Act.objects.filter(council=council).first()
    assert act is not None
    auditor = signed_in(make_person(council, Role.AUDITOR))

    page = auditor.get(reverse("council_act", args=[council.slug, act.sequence]))

    assert "Commission" in page.content.decode()
    assert lines_of(act)["Version"] == "1"


@pytest.mark.parametrize("kind", sorted(ENTRIES))
def test_the_rows_of_an_act_are_read_with_what_their_entry_names_and_nothing_else(kind):
    """Joined to all that can be reached, the interests declared took the database minutes."""
    entry = ENTRIES[kind]
    joined = rows_of(models_by_kind()[kind], entry, Act(pk=1)).query.select_related

    # The control: what the same call without a name would have joined is everything.
    assert models_by_kind()[kind]._default_manager.select_related().query.select_related is True
    assert joined is False if not entry.related else set(joined) == first_of(entry.related)


def first_of(paths: tuple[str, ...]) -> set[str]:
    return {path.split("__")[0] for path in paths}


def test_an_act_that_wrote_no_row_people_read_says_its_own_sentence(plan, author, browser):
    """Nothing was noted but that somebody was invited again."""
    invite_again(author.appointments.get(), by=administrator_of(plan.council))
    act = Act.objects.filter(council=plan.council).first()
    assert act is not None
    assert changes_in(act) == []

    page = browser.get(reverse("council_act", args=[plan.council.slug, act.sequence]))

    assert page.content.decode().count(f"Invited {author.name}, Report author, again") >= 2


def test_a_passage_that_kept_its_place_and_words_is_not_said_to_have_moved(plan, author, theme):
    """Its neighbours were spaced out, or its counter went on, and no more."""
    passage = make_paragraph(plan, author, "Words.", theme)
    edit_passage(passage, by=author, seen=1, body="Other words.")
    [change] = changes_in(newest(plan))
    assert [field.label for field in change.fields] == ["Body"]


def test_dates_and_lists_are_told_as_people_write_them(chamber):
    council = chamber.council
    roles = [Role.MONITORING_OFFICER, Role.SECTION_151]
    change_settings(council, by=administrator_of(council), seen=1, clearing_roles=roles)
    act = Act.objects.filter(council=council).first()
    assert act is not None
    assert lines_of(act)["Who clears a plan"] == "Monitoring Officer, Section 151 officer"
