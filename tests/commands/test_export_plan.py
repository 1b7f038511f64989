"""`export_plan` writes what a browser would take away, without one."""

import hashlib
import json

import jsonschema
import pytest
from django.core.management.base import CommandError

from plans.actions.passages import edit_passage
from tests.plan_makers import make_version


@pytest.fixture
def version(plan, author, paragraph):
    return make_version(plan, author)


def test_the_newest_version_comes_as_pdf_html_json_and_its_schema(run, tmp_path, plan, version):
    said = run("export_plan", f"{plan.council.slug}/{plan.slug}", "--out", tmp_path / "out")

    stem = f"{plan.slug}-version-1"
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert files == {
        f"{stem}.pdf",
        f"{stem}.html",
        f"{stem}.json",
        f"{stem}-commitments.csv",
        f"{stem}-metrics.csv",
        f"{plan.slug}-pack.zip",
        "plan.schema.json",
    }
    document = (tmp_path / "out" / f"{stem}.json").read_bytes()
    # Nobody endorsed it, so the data is the value of `plan`, beside its mark.
    plain = document.removeprefix(b'{"form":"clearday/marked-plan/1","marking":"Draft","plan":')
    assert hashlib.sha256(plain[:-1]).hexdigest() == version.digest
    schema = json.loads((tmp_path / "out" / "plan.schema.json").read_text())
    jsonschema.validate(json.loads(document)["plan"], schema)
    assert "version 1" in said


def test_they_are_the_bytes_that_the_pages_give(run, tmp_path, plan, version, browser):
    run("export_plan", f"{plan.council.slug}/{plan.slug}", "--out", tmp_path)

    for kind in ("pdf", "html", "json"):
        page = browser.get(f"{plan.get_absolute_url()}versions/1/plan.{kind}")
        assert page.content == (tmp_path / f"{plan.slug}-version-1.{kind}").read_bytes(), kind


def test_an_older_version_stays_to_be_had(run, tmp_path, plan, version, author, paragraph):
    edit_passage(paragraph, by=author, seen=1, body="Newer words.", reason="Asked")
    make_version(plan, author)

    address = f"{plan.council.slug}/{plan.slug}"
    run("export_plan", address, "--version", 1, "--out", tmp_path)

    assert "The first words." in (tmp_path / f"{plan.slug}-version-1.html").read_text()
    assert not (tmp_path / f"{plan.slug}-version-2.html").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere/nothing"], "no plan"),
        (["{address}", "--version", "9"], "no version 9"),
    ],
)
def test_what_is_not_there_is_named(run, tmp_path, plan, version, words, message):
    address = f"{plan.council.slug}/{plan.slug}"
    words = [word.format(address=address) for word in words]

    with pytest.raises(CommandError, match=message):
        run("export_plan", *words, "--out", tmp_path)


def test_a_plan_without_a_version_says_what_to_do(run, tmp_path, plan):
    with pytest.raises(CommandError, match="Make a version"):
        run("export_plan", f"{plan.council.slug}/{plan.slug}", "--out", tmp_path)


def test_a_folder_that_cannot_be_written_is_named(run, tmp_path, plan, version):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(CommandError, match="Cannot write"):
        run("export_plan", f"{plan.council.slug}/{plan.slug}", "--out", tmp_path / "file" / "out")
