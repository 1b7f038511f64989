"""`check_plan` says what a careful colleague would, and by its exit whether the plan may go."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from plans.actions.passages import edit_passage
from tests.plan_makers import make_version


@pytest.fixture
def address(plan):
    return f"{plan.council.slug}/{plan.slug}"


def test_what_stops_a_plan_is_printed_and_is_the_exit(run, address, paragraph, author, capsys):
    edit_passage(paragraph, by=author, seen=1, body="The owner is TBC.")

    with pytest.raises(SystemExit) as stopped:
        run("check_plan", address)
    assert stopped.value.code == 1


def test_it_comes_as_data_with_its_place(run, address, paragraph, author):
    edit_passage(paragraph, by=author, seen=1, body="Our [strategy](#) says so.")

    out = StringIO()
    with pytest.raises(SystemExit):  # other themes have no text yet
        call_command("check_plan", address, "--json", stdout=out)
    told = json.loads(out.getvalue())

    [link] = [one for one in told if one["code"] == "empty_link"]
    assert link["place"] == {"kind": "passage", "key": paragraph.pk}
    assert link["stops"] is False


def test_a_version_is_checked_as_it_was_frozen(run, plan, address, paragraph, author):
    edit_passage(paragraph, by=author, seen=1, body="The owner is TBC.")
    make_version(plan, author)
    edit_passage(paragraph, by=author, seen=2, body="The owner is known.", reason="Known")

    with pytest.raises(SystemExit):
        run("check_plan", address, "--version", 1)


@pytest.mark.parametrize(
    ("more", "said"), [((), "There is no plan"), (("--version", "7"), "no version 7")]
)
def test_what_is_not_there_is_said(run, address, more, said):
    with pytest.raises(CommandError, match=said):
        run("check_plan", address if more else "nowhere/nothing", *more)
