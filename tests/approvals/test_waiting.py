"""A person's own home: what waits for them, in each council they hold a role in."""

from approvals.waiting import waiting_for
from councils.roles import Role
from councils.templatetags.display import day
from plans.actions.passages import edit_passage
from plans.models import Passage
from tests.approvals.makers import Chamber, make_monitored
from tests.makers import make_appointment, make_council, make_person
from tests.plan_makers import make_paragraph, make_plan
from tests.wire import statements


def test_a_contributor_finds_what_they_are_to_write_until_it_is_ready(
    plan, author, contributor, paragraph
):
    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)
    [here] = waiting_for(contributor)
    assert here.passages == (paragraph,)
    assert not here.lists_plans

    edit_passage(Passage.objects.get(), by=contributor, seen=2, body="Mine.", ready=True)
    assert waiting_for(contributor)[0].passages == ()


def test_an_author_finds_the_plans_of_their_council_only(plan, author, other_plan):
    [here] = waiting_for(author)
    assert [one for one, _ in here.plans] == [plan]


def test_members_find_no_draft(council, plan):
    for role in (Role.CABINET_MEMBER, Role.DECISION_MAKER, Role.ADMINISTRATOR):
        [here] = waiting_for(make_person(council, role))
        assert here.plans == ()


def test_somebody_of_two_councils_finds_both_by_name(plan, author):
    other = make_council("Aldmoor Council")
    make_appointment(other, author, Role.AUDITOR)
    theirs = make_plan(other, make_person(other, Role.AUTHOR))

    first, second = waiting_for(author)

    assert (first.council, second.council) == (other, plan.council)
    assert [one for one, _ in first.plans] == [theirs]
    assert first.capacities == "Auditor"


def test_somebody_without_a_role_finds_an_empty_page_and_not_an_error(signed_in, other_plan):
    page = signed_in(make_person(other_plan.council)).get("/")
    assert page.status_code == 200
    assert other_plan.title.encode() not in page.content


def test_it_takes_as_many_statements_for_one_plan_as_for_five(council, author, contributor, plan):
    make_paragraph(plan, author, "Words.", writer=contributor)
    with statements() as few:
        waiting_for(author)
    for n in range(4):
        other = make_plan(council, author, f"Plan {n}")
        make_paragraph(other, author, "Words.", writer=author)
    with statements() as many:
        [here] = waiting_for(author)

    assert (len(here.plans), len(here.passages)) == (5, 4)
    assert len(many) == len(few)


def test_a_plan_that_was_sent_no_longer_alarms_and_comes_last(db, client):
    chamber = Chamber()
    unsent = make_plan(chamber.council, chamber.author, "Zebra crossings")
    sent = make_monitored(chamber)

    [here] = waiting_for(chamber.author)
    assert [plan for plan, _ in here.plans] == [unsent, sent]

    client.force_login(chamber.author)
    for address in ("/", f"/{chamber.council.slug}/"):
        words = " ".join(client.get(address).content.decode().split())
        assert f"Submitted {day(sent.submitted_at)}" in words
