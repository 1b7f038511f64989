"""Twelve councils' real decisions go in through the forms, with a field for every fact."""

import re
from typing import Any

import pytest
from django.urls import reverse

from councils.roles import Role
from plans.access import plan_url
from plans.models import Plan
from tests.approvals.makers import Chamber, make_published
from tests.approvals.older_records import (
    CASES,
    NOT_FACTS,
    RECORDS,
    Day,
    Entered,
    Fact,
    Sent,
    as_day,
    facts_in,
    read_cases,
    value_at,
)
from tests.approvals.pages import browser_of, three, words_of
from tests.makers import make_council

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cases() -> dict[str, dict[str, Any]]:
    if not CASES.is_file():
        pytest.skip("No ../shared/cases/decisions.json here: its councils are not entered.")
    return read_cases()


def sent_for(form: Sent, case: dict[str, Any], found: dict[str, str]) -> dict[str, Any]:
    """What the form sends for this case; `found` collects in which field each fact went."""
    typed: dict[str, Any] = {"rows": "3"}
    for name, value in form.typed.items():
        several = value if isinstance(value, tuple) else (value,)
        said = []
        for one in several:
            if not isinstance(one, Fact | Day):
                said.append(one)
            elif (known := value_at(case, one.path)) not in (None, []):
                found[one.path] = in_field(found.get(one.path, ""), form.page, name)
                said.append(as_day(known) if isinstance(one, Day) else one.typed(known))
        if not said:
            continue
        if isinstance(value, Day):
            typed |= three(name, said[0])
        else:
            typed[name] = "\n".join(said) if isinstance(value, tuple) else said[0]
    return typed


def in_field(before: str, page: str, name: str) -> str:
    """In which fields a fact went: one sentence may tell of several."""
    if not before:
        return f"{page}: {name}"
    return f"{before}, {name}" if before.startswith(f"{page}: ") else f"{before}; {page}: {name}"


def enter(chamber: Chamber, form: Sent, typed: dict[str, Any]) -> None:
    people = {"clerk": chamber.clerk, "author": chamber.author}
    browser, address = browser_of(people[form.by]), plan_url(form.page, chamber.plan)
    page = browser.get(address)
    hidden = {
        one.html_name: one.value()
        for one in page.context["form"].hidden_fields()
        if one.value() is not None
    }
    answer = browser.post(address, hidden | typed)
    errors = answer.context["form"].errors if answer.status_code == 422 else ""
    assert answer.status_code == 302, (form.page, answer.status_code, errors)
    chamber.plan.refresh_from_db()


def entered(name: str, case: dict[str, Any]) -> tuple[Chamber, dict[str, str]]:
    chamber, found = Chamber(make_council(name)), {"council": "the council"}
    for form in RECORDS[name].sent:
        enter(chamber, form, sent_for(form, case, found))
    return chamber, found


@pytest.mark.parametrize("name", RECORDS)
def test_a_council_goes_in_with_a_field_for_every_fact(db, cases, name, plain_paper, capsys):
    record, case = RECORDS[name], cases[name]
    chamber, found = entered(name, case)

    facts = {path for path in facts_in(case) if path.partition(".")[0] not in NOT_FACTS}
    with capsys.disabled():
        print(table_of(name, found))
    assert facts - found.keys() == left_over(case, found)
    assert stands_as_expected(chamber, record) == []


def left_over(case: dict[str, Any], found: dict[str, str]) -> set[str]:
    """What the case says twice: a step's body and day are those of the decision."""
    told = {str(value_at(case, path)) for path in found}
    return {
        path
        for path in facts_in(case)
        if path.startswith("decision_stages")
        and path not in found
        and str(value_at(case, path)) in told
    }


def table_of(name: str, found: dict[str, str]) -> str:
    rows = (f"  {path:<40} {field}" for path, field in sorted(found.items()))
    return "\n".join((f"\n{name}", *rows))


def stands_as_expected(chamber: Chamber, record: Entered) -> list[str]:
    """What of the expected lines is missing from the plan's home, or its public page."""
    home = words_without_tags(browser_of(chamber.author).get(chamber.plan.get_absolute_url()))
    wrong = [line for line in record.home if line not in home]
    if chamber.plan.stage != record.stage:
        wrong.append(f"in {chamber.plan.stage}")
    public = ""
    if record.public:
        make_published(chamber, by=chamber.person[Role.DEMOCRATIC_SERVICES])
        at = (chamber.council.slug, chamber.plan.slug)
        public = words_without_tags(
            browser_of(chamber.author).get(reverse("published_plan", args=at))
        )
        wrong += [line for line in record.public if line not in public]
    wrong += [f"says {line}" for line in record.never if line in public + home]
    return wrong


def words_without_tags(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", words_of(page)).split())


def test_every_case_is_entered(cases):
    assert set(RECORDS) == set(cases)


def test_without_a_field_a_fact_is_left_over(db, cases, plain_paper):
    """The control: a form that has no place for who may call in."""
    name = "New Forest District Council"
    form = RECORDS[name].sent[0]
    typed = {key: value for key, value in form.typed.items() if key != "call_in_by"}
    found: dict[str, str] = {}
    sent_for(Sent(form.page, typed), cases[name], found)

    assert "call_in.body" not in found
    assert Plan.objects.count() == 0
