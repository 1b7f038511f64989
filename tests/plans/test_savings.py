"""Savings are confirmed by the Section 151 officer or whom they name, and an edit undoes it."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import items
from plans.actions import savings as actions
from plans.assemble import build_document
from plans.models import Plan, Saving, SavingConfirmation, SavingsConfirmer
from plans.savings import said_of_document, standings_of
from tests import access
from tests.addresses import addresses_in
from tests.approvals.makers import make_put, make_sent
from tests.councils.pages import fields_of
from tests.makers import make_appointment, make_person
from tests.plan_makers import World, give_saving, make_commitment, make_version
from web.errors import Refused, StalePage

KEPT = {"forecast": Decimal(900)}
CHANGES = {
    "planned": Decimal(3000),
    "delivered": Decimal(10),
    "cash_releasing": False,
    "recurring": False,
}


@pytest.fixture
def world(db):
    """Its commitment has savings for 2024 alone, which its author wrote."""
    return World()


@pytest.fixture
def officer(world):
    return make_person(world.council, Role.SECTION_151, name="Finance officer, Northmoor")


def standing(world):
    return standings_of(world.plan)[0]


def confirm(world, by):
    saving = standing(world).saving
    actions.confirm_savings(world.plan, by=by, amounts={saving.pk: saving.revision})


def edit(world, by=None, **values):
    now = {name: getattr(standing(world).saving, name) for name in CHANGES}
    items.set_saving(
        world.commitment, by=by or world.author, year=2024, reason="Asked", **now | values
    )


# Who confirms


def test_the_section_151_officer_confirms_an_amount_and_it_says_who_what_and_when(world, officer):
    assert standing(world).in_words == "Not confirmed"
    confirm(world, officer)

    held = standing(world)
    assert held.stands
    assert held.in_words.startswith("Confirmed at £1,000 planned, on ")
    assert held.in_words.endswith(" by Finance officer, Northmoor, Section 151 officer")
    act = Act.objects.get(verb="savings_confirmed")
    assert (act.actor.role, act.plan) == (Role.SECTION_151, world.plan.pk)


@pytest.mark.parametrize("role", [one for one in Role if one != Role.SECTION_151])
def test_nobody_else_confirms(world, role):
    with pytest.raises((Refused, PermissionDenied)):
        confirm(world, make_person(world.council, role))
    assert not SavingConfirmation.objects.exists()


def test_whom_they_name_confirms_until_that_is_ended(world, officer):
    confirm(world, world.confirmer.person)
    assert "named by the Section 151 officer" in standing(world).in_words
    actions.end_confirmer(world.confirmer, by=officer, seen=1)
    edit(world, planned=Decimal(5))

    with pytest.raises(Refused, match="whom they named"):
        confirm(world, world.confirmer.person)


def test_naming_and_ending_are_acts_of_the_section_151_officer(world, officer):
    person = make_person(world.council, Role.DEMOCRATIC_SERVICES)
    named = actions.name_confirmer(world.council, by=officer, person=person)
    actions.end_confirmer(named, by=officer, seen=1)
    acts = Act.objects.filter(verb__startswith="savings_confirmer", actor__person=officer)
    assert [act.verb for act in acts.order_by("sequence")] == [
        "savings_confirmer_named",
        "savings_confirmer_ended",
    ]
    for act in (actions.name_confirmer, actions.end_confirmer):
        rest = {"person": officer} if act is actions.name_confirmer else {"seen": 1}
        with pytest.raises(PermissionDenied):
            act(world.council if "person" in rest else named, by=world.author, **rest)


def test_neither_an_author_nor_a_stranger_is_named(world, officer):
    stranger, contributor = make_person(world.council), world.writer
    for person in (world.author, stranger, contributor, officer, world.confirmer.person):
        with pytest.raises(Refused):
            actions.name_confirmer(world.council, by=officer, person=person)
    assert SavingsConfirmer.objects.count() == 1


def test_an_author_who_is_the_section_151_officer_too_confirms_nothing_they_wrote(world):
    make_appointment(world.council, world.author, Role.SECTION_151)
    with pytest.raises(Refused, match="You wrote these savings"):
        confirm(world, world.author)


def test_the_database_refuses_it_too(world, officer):
    confirm(world, officer)
    row = SavingConfirmation.objects.get()
    row.pk, row.written_by, row._state.adding = None, officer, True
    refused = pytest.raises(DatabaseError, match="nobody_confirms_savings_they_wrote")
    with refused, transaction.atomic():
        row.save()


# What undoes it


@pytest.mark.parametrize("name", CHANGES)
def test_an_edit_of_what_was_confirmed_undoes_it_visibly(world, officer, name):
    confirm(world, officer)
    edit(world, **{name: CHANGES[name]})

    held = standing(world)
    assert not held.stands
    assert held.in_words.startswith("Confirmed at £1,000 planned, on ")
    assert "; changed since on " in held.in_words
    undone = SavingConfirmation.objects.exclude(undoes=None).get()
    assert (undone.by, undone.act.verb) == (world.author, "savings_set")


def test_a_changed_forecast_leaves_it(world, officer):
    confirm(world, officer)
    edit(world, **KEPT)
    assert standing(world).stands


def test_setting_it_back_does_not_confirm_it_again(world, officer):
    confirm(world, officer)
    edit(world, planned=Decimal(3000))
    edit(world, planned=Decimal(1000))
    assert not standing(world).stands
    confirm(world, officer)
    assert standing(world).stands


def test_without_the_undoing_an_amount_set_back_would_pass_as_confirmed(
    world, officer, monkeypatch
):
    monkeypatch.setattr(items, "undo_confirmation", lambda *_: None)
    confirm(world, officer)
    edit(world, planned=Decimal(3000))
    edit(world, planned=Decimal(1000))
    assert standing(world).stands


def test_an_amount_changed_meanwhile_is_not_confirmed_unread(world, officer):
    saving = standing(world).saving
    edit(world, planned=Decimal(3000))
    with pytest.raises(StalePage) as stale:
        actions.confirm_savings(world.plan, by=officer, amounts={saving.pk: saving.revision})
    [found] = stale.value.differences
    assert (found.mine[:14], found.theirs[:14]) == ("£1,000 planned", "£3,000 planned")


def test_confirming_changes_no_byte_of_the_document(world, officer):
    before = build_document(world.plan).digest
    confirm(world, officer)
    assert build_document(world.plan).digest == before


def test_a_confirmed_commitment_can_be_removed_and_the_confirmation_stays(world, officer):
    confirm(world, officer)
    items.remove_item(world.commitment, by=world.author, seen=1, reason="Not any more")
    assert not Saving.objects.exists()
    assert SavingConfirmation.objects.get().reference == "C1"


# The pages


def test_the_officer_confirms_on_a_page_with_nothing_ticked_beforehand(world, officer, signed_in):
    browser, page = signed_in(officer), plan_url("savings_confirm", world.plan)
    shown = fields_of(browser.get(page))
    key = f"confirm-{standing(world).saving.pk}"
    assert key not in shown
    assert browser.post(page, shown).status_code == 422
    assert browser.post(page, shown | {key: "on"}).status_code == 302
    assert browser.post(page, shown | {key: "on"}).status_code == 302  # a double click
    assert SavingConfirmation.objects.count() == 1


def test_every_page_that_gives_the_amount_says_how_it_stands(world, officer, signed_in):
    author = signed_in(world.author)
    pages = [
        plan_url("savings", world.plan, world.commitment.pk),
        plan_url("savings_confirm", world.plan),
        plan_url("items", world.plan, "commitments"),
    ]
    told = [lambda: None, lambda: confirm(world, officer), lambda: edit(world, recurring=False)]
    for do, words in zip(told, ("Not confirmed", "Confirmed at", "changed since"), strict=True):
        do()
        for page in pages:
            assert words in author.get(page).content.decode(), page


AMOUNT = "£7,654,321"
# What an act changed is told as it was changed, then and there.
TOLD_AS_CHANGED = {"act", "history", "council_act", "council_history"}


def silent_pages(world, browser):
    """Pages with the amount that do not say how it stands, and how many have it."""
    found = addresses_in(world)
    silent, printed = [], 0
    for name in (*access.PLAN_PAGES, *access.COUNCIL_PAGES):
        answer = browser.get(found[name])
        if name in TOLD_AS_CHANGED or "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        page = "" if "Content-Disposition" in answer.headers else answer.content.decode()
        printed += AMOUNT in page
        if AMOUNT in page and "onfirmed" not in page:
            silent.append(name)
    return silent, printed


@pytest.mark.parametrize("without", [False, True])
def test_no_page_prints_a_saving_and_not_whether_it_is_confirmed(
    world, signed_in, monkeypatch, without
):
    """With the line taken out, the control, pages are found that do not say it."""
    edit(world, planned=Decimal(7654321))
    world.version = make_version(world.plan, world.author)
    if without:
        monkeypatch.setattr("plans.page.said_of_document", lambda *_: "")
    silent, printed = silent_pages(world, signed_in(world.author))
    assert printed > 3
    assert silent == (["plan_read", "version"] if without else [])


@pytest.mark.parametrize(
    ("bring", "role", "name"),
    [(make_sent, Role.SECTION_151, "move_answer"), (make_put, Role.CABINET_MEMBER, "member")],
)
def test_who_clears_and_who_decides_read_it_beside_the_words(chamber, signed_in, bring, role, name):
    plan, by = chamber.plan, chamber.author
    commitment = make_commitment(plan, by)
    Plan.objects.filter(pk=plan.pk).update(records_savings=True)
    give_saving(commitment, by=by, year=2024, planned=Decimal(1))
    bring(chamber)
    page = signed_in(chamber.person[role]).get(plan_url(name, plan)).content.decode()
    assert "none of 1 year’s savings are confirmed" in page


def test_a_page_of_frozen_words_says_it_of_the_amounts_it_prints(world, officer):
    frozen = build_document(world.plan)
    confirm(world, officer)
    assert ": 1 of 1 year’s savings is confirmed" in said_of_document(world.plan, frozen)
    edit(world, planned=Decimal(3000))
    confirm(world, officer)
    assert ": none of 1 year’s savings are confirmed" in said_of_document(world.plan, frozen)


def test_the_author_has_no_box_to_tick(world, signed_in):
    page = plan_url("savings", world.plan, world.commitment.pk)
    assert "confirmed" not in fields_of(signed_in(world.author).get(page))
    assert (
        b"Confirm the amounts"
        not in signed_in(world.author).get(plan_url("savings_confirm", world.plan)).content
    )


def test_the_officer_names_and_ends_on_their_page(world, officer, signed_in):
    browser = signed_in(officer)
    page = reverse("savings_confirmers", args=[world.council.slug])
    clerk = make_person(world.council, Role.DEMOCRATIC_SERVICES, name="Clerk, Northmoor")
    assert browser.post(page, {"person": clerk.pk}).status_code == 302
    assert "Clerk, Northmoor" in browser.get(page).content.decode()
    end = reverse("savings_confirmer_end", args=[world.council.slug, world.confirmer.pk])
    assert browser.post(end, fields_of(browser.get(end))).status_code == 302
    assert world.confirmer.person.name not in browser.get(page).content.decode().split("<form")[0]
