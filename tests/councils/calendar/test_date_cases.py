"""`manage.py date_cases` runs worked cases, and says which give something else."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from councils.calendar.cases import run_cases

SHARED = settings.BASE_DIR.parent / "shared" / "cases" / "dates.json"
CASE = {
    "id": "C1",
    "title": "A notice of a Tuesday",
    "rule": "call_in_window",
    "inputs": {"start_date": "2024-07-09", "call_in_days": 5},
    "expected": {"last_call_in_day": "2024-07-16"},
}


def run(tmp_path, *cases, **options) -> tuple[str, str]:
    """What it prints, and why it fails ("" when it does not)."""
    path, printed = tmp_path / "cases.json", StringIO()
    path.write_text(json.dumps({"cases": cases}))
    try:
        call_command("date_cases", str(path), stdout=printed, **options)
    except CommandError as why:
        return printed.getvalue(), str(why)
    return printed.getvalue(), ""


def test_a_case_that_is_right_is_counted(tmp_path):
    assert run(tmp_path, CASE) == ("1 of 1 cases pass.\n", "")


def test_one_that_is_wrong_is_printed_and_fails(tmp_path):
    wrong = CASE | {"id": "C2", "expected": {"last_call_in_day": "2024-07-17"}}

    printed, why = run(tmp_path, CASE, wrong)

    assert "C2: A notice of a Tuesday\n  last_call_in_day: expected 2024-07-17" in printed
    assert (printed.splitlines()[-1], why) == ("1 of 2 cases pass.", "1 of 2 cases fail.")


def test_as_json(tmp_path):
    wrong = CASE | {"expected": {"last_call_in_day": "2024-07-17"}}

    printed, _ = run(tmp_path, CASE, wrong, json=True)

    found = json.loads(printed)
    assert found["cases"] == 2
    assert found["failing"][0]["differs"] == {
        "last_call_in_day": {"expected": "2024-07-17", "counted": "2024-07-16"}
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rule": "no such rule"}, "Nothing here is called 'no such rule'"),
        ({"inputs": {"start_date": "2024-07-09"}}, "Nothing here is called 'call_in_days'"),
        ({"inputs": {**CASE["inputs"], "start_date": "9 July"}}, "It cannot be read"),
        ({"inputs": {**CASE["inputs"], "call_in_days": "five"}}, "It cannot be read"),
        ({"inputs": {**CASE["inputs"], "day_basis": "lunar"}}, "not as lunar"),
        ({"inputs": {**CASE["inputs"], "start_date": "9999-12-31"}}, "It cannot be read"),
        ({"inputs": None}, "It cannot be read"),
        ({"expected": {"no_such_fact": 1}}, "no_such_fact: expected 1, counted None"),
    ],
)
def test_a_case_that_cannot_be_carried_out_fails_with_why(tmp_path, changes, said):
    printed, why = run(tmp_path, CASE | changes)

    assert said in printed
    assert why == "1 of 1 cases fail."


@pytest.mark.parametrize("text", ["", "[]", '{"cases": 1}', '{"cases": [1]}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "other.json").write_text(text)

    with pytest.raises(CommandError, match="no file of date cases"):
        call_command("date_cases", str(tmp_path / "other.json"))


def test_every_worked_case_of_the_shared_file_passes():
    if not SHARED.is_file():
        pytest.skip("No ../shared/cases/dates.json here: its cases are not tried.")

    results = run_cases(json.loads(SHARED.read_text())["cases"])

    assert len(results) == 35
    assert [one for one in results if not one.passes] == []
