"""Figures, commitments, metrics, barriers and evidence: one way for all, and what each guards."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from plans.actions import items
from plans.assemble import build_document
from plans.models import Barrier, Commitment, CommitmentMetric, Evidence, Figure, Metric
from tests.plan_makers import (
    give_saving,
    make_barrier,
    make_commitment,
    make_evidence,
    make_figure,
    make_metric,
    make_moved_on,
    make_paragraph,
    make_version,
)
from web.errors import Refused, StalePage

MAKERS = {
    Figure: (make_figure, {"label": "Another label"}),
    Commitment: (make_commitment, {"what": "Another promise"}),
    Metric: (make_metric, {"name": "Another metric"}),
    Barrier: (make_barrier, {"what": "Another barrier"}),
    Evidence: (make_evidence, {"title": "Another title"}),
}
ORDERED = [model for model in MAKERS if model is not Figure]
every_kind = pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
every_ordered_kind = pytest.mark.parametrize("model", ORDERED, ids=lambda model: model.__name__)


def acts_of(plan) -> int:
    return Act.objects.filter(plan=plan.pk).count()


@every_kind
def test_an_item_is_added_edited_and_removed_each_as_one_act(plan, author, model):
    make, other = MAKERS[model]
    before = acts_of(plan)

    item = make(plan, author)
    assert items.edit_item(item, by=author, seen=1, **other)
    assert not items.edit_item(model.objects.get(), by=author, seen=2, **other)
    name = str(model.objects.get())
    items.remove_item(model.objects.get(), by=author, seen=2)

    assert not model.objects.exists()
    assert acts_of(plan) == before + 3
    assert Act.objects.filter(plan=plan.pk).latest("sequence").subject == name


@every_kind
def test_only_an_author_changes_it(plan, author, auditor, contributor, model):
    make, other = MAKERS[model]
    item = make(plan, author)
    for person in (auditor, contributor):
        with pytest.raises(PermissionDenied):
            make(plan, person)
        with pytest.raises(PermissionDenied):
            items.edit_item(item, by=person, seen=1, **other)
        with pytest.raises(PermissionDenied):
            items.remove_item(item, by=person, seen=1)


@every_kind
def test_a_stale_page_changes_nothing(plan, author, colleague, model):
    make, other = MAKERS[model]
    item = make(plan, author)
    items.edit_item(model.objects.get(), by=colleague, seen=1, **other)

    with pytest.raises(StalePage) as stale:
        items.edit_item(item, by=author, seen=1, **dict.fromkeys(other, "Mine"))
    with pytest.raises(StalePage):
        items.remove_item(item, by=author, seen=1)

    assert [one.mine for one in stale.value.differences] == ["Mine"]
    assert stale.value.seen == {"seen": 2}


def test_a_stale_page_shows_numbers_dates_and_choices_as_people_read_them(plan, author):
    metric = make_metric(plan, author, target=Decimal("12500.5"), target_on=date(2025, 3, 31))
    items.edit_item(metric, by=author, seen=1, unit="days")

    with pytest.raises(StalePage) as stale:
        items.edit_item(
            metric, by=author, seen=1, target=Decimal(9), target_on=None, kind="to follow"
        )

    assert [(one.mine, one.theirs) for one in stale.value.differences] == [
        ("9", "12,500.5"),
        ("Nothing", "31 March 2025"),
        ("To follow", "Reported here"),
    ]


@every_kind
def test_a_change_needs_a_reason_once_it_was_sent(plan, author, model):
    make, other = MAKERS[model]
    item = make(plan, author)
    make_moved_on(plan, author)

    with pytest.raises(Refused, match="Say why"):
        items.edit_item(item, by=author, seen=1, **other)
    with pytest.raises(Refused, match="Say why"):
        items.remove_item(item, by=author, seen=1)
    assert items.edit_item(item, by=author, seen=1, reason="Asked", **other)


@pytest.mark.parametrize(
    ("make", "values"),
    [(make_commitment, {"owner_name": "Head of service"}), (make_barrier, {"reply": "Noted."})],
    ids=["who owns a commitment", "a reply to a barrier"],
)
def test_what_members_do_not_endorse_changes_without_a_reason(plan, author, make, values):
    item = make(plan, author)
    version = make_version(plan, author)

    assert items.edit_item(item, by=author, seen=1, **values)

    assert build_document(plan).digest == version.digest


@every_ordered_kind
def test_items_move_to_any_place(plan, author, model):
    make, _ = MAKERS[model]
    first, second, third = (make(plan, author, f"N{n}") for n in range(3))

    items.move_item(third, by=author, seen=1, position=0)
    assert list(model.objects.filter(plan=plan)) == [third, first, second]
    assert not items.move_item(first, by=author, seen=1, position=1)
    items.move_item(third, by=author, seen=2, position=99)
    assert list(model.objects.filter(plan=plan)) == [first, second, third]


# Figures


def test_a_figure_that_the_text_prints_stays_and_keeps_its_name(plan, author):
    figure = make_figure(plan, author)
    make_paragraph(plan, author, "We saved {figure:savings}.")

    with pytest.raises(Refused, match="1 paragraph "):
        items.remove_item(figure, by=author, seen=1)
    with pytest.raises(Refused, match="1 paragraph "):
        items.edit_item(figure, by=author, seen=1, name="other-name")
    assert items.edit_item(figure, by=author, seen=1, value=Decimal("96.5"))


def test_a_figure_is_named_once_in_a_plan(plan, author):
    make_figure(plan, author)
    other = make_figure(plan, author, "other")

    for twice in (
        lambda: make_figure(plan, author),
        lambda: items.edit_item(other, by=author, seen=1, name="savings"),
    ):
        with pytest.raises(Refused, match="already") as refusal:
            twice()
        assert refusal.value.field == "name"


def test_a_commitment_has_a_reference_of_its_own(plan, author):
    make_commitment(plan, author)
    with pytest.raises(Refused, match="reference"):
        make_commitment(plan, author)


# Commitments, their metrics and savings


def test_linked_metrics_are_part_of_what_is_endorsed(plan, author):
    one, other = make_metric(plan, author, "One"), make_metric(plan, author, "Other")
    commitment = make_commitment(plan, author, metrics=[one])
    make_moved_on(plan, author)

    with pytest.raises(Refused, match="Say why"):
        items.edit_item(commitment, by=author, seen=1, metrics=[other])
    assert items.edit_item(commitment, by=author, seen=1, metrics=[other], reason="Asked")
    assert not items.edit_item(commitment, by=author, seen=1, metrics=[other])
    assert [link.metric for link in commitment.linked_metrics.all()] == [other]


def test_a_commitment_refers_to_nothing_of_another_plan(plan, author, other_plan):
    theirs = other_plan.themes.first()
    with pytest.raises(Refused, match="another plan"):
        make_commitment(plan, author, theme=theirs)
    commitment = make_commitment(plan, author)
    with pytest.raises(Refused, match="another plan"):
        items.edit_item(commitment, by=author, seen=1, theme=theirs)


def test_a_removed_commitment_takes_its_links_and_savings_along(plan, author):
    metric = make_metric(plan, author)
    commitment = make_commitment(plan, author, metrics=[metric])
    give_saving(commitment, by=author, year=2024, planned=Decimal(5))

    items.remove_item(commitment, by=author, seen=1)

    assert not CommitmentMetric.objects.exists()
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert act.touched == ["commitment", "commitment_metric", "saving"]


def test_a_saving_is_given_once_a_year_and_then_changed(plan, author):
    commitment = make_commitment(plan, author)

    assert give_saving(commitment, by=author, year=2024, planned=Decimal(5))
    assert give_saving(commitment, by=author, year=2024, planned=Decimal(6))
    assert not give_saving(commitment, by=author, year=2024, planned=Decimal(6))

    [saving] = commitment.savings.all()
    assert (saving.planned, saving.revision) == (6, 2)


def test_only_planned_savings_need_a_reason_once_it_was_sent(plan, author):
    commitment = make_commitment(plan, author)
    give_saving(commitment, by=author, year=2024, planned=Decimal(5))
    make_moved_on(plan, author)

    assert give_saving(commitment, by=author, year=2024, planned=Decimal(5), delivered=Decimal(4))
    with pytest.raises(Refused, match="Say why"):
        give_saving(commitment, by=author, year=2024, planned=Decimal(6))
    with pytest.raises(Refused, match="Say why"):
        give_saving(commitment, by=author, year=2025, planned=Decimal(1))


# Metrics and their results


def result(metric, by, ends_on=date(2024, 3, 31)):
    return items.record_result(
        metric, by=by, period="2023/24", ends_on=ends_on, value=Decimal("9.5")
    )


def test_a_result_is_recorded_without_a_reason_and_once_for_a_period(plan, author):
    metric = make_metric(plan, author)
    version = make_version(plan, author)
    result(metric, author)

    with pytest.raises(Refused, match="already"):
        result(metric, author)

    assert build_document(plan).digest == version.digest


def test_a_metric_with_results_stays(plan, author):
    metric = make_metric(plan, author)
    result(metric, author)
    with pytest.raises(Refused, match="results"):
        items.remove_item(metric, by=author, seen=1)


def test_a_metric_that_goes_is_unlinked(plan, author):
    metric = make_metric(plan, author)
    commitment = make_commitment(plan, author, metrics=[metric])
    items.remove_item(metric, by=author, seen=1)
    assert not commitment.linked_metrics.exists()
