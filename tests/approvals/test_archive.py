"""The pack for the file: everything in one zip that proves its own contents."""

import hashlib
import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from django.core.management import call_command
from django.utils import timezone

from approvals.decisions.actions import record_decision
from approvals.submission.archive import archive_of
from approvals.submission.correspondence import record_receipt
from approvals.workflow.engine import PageState
from plans.actions import files
from plans.actions.files import read_file
from tests.approvals.makers import (
    make_decided,
    make_published,
    make_put,
    make_recorded,
    make_submitted,
    minute_of,
)
from tests.sample_files import an_email


def opened(content: bytes) -> ZipFile:
    return ZipFile(BytesIO(content))


def test_the_pack_has_everything_and_its_manifest_is_true(chamber, plain_paper):
    make_decided(chamber)
    make_published(chamber)
    submission = make_submitted(chamber)
    receipt = files.FileData("../../receipt.eml", an_email("Thank you"))
    record_receipt(submission, by=chamber.author, received_at=timezone.now(), file=receipt)

    archive = opened(archive_of(chamber.plan))
    names = set(archive.namelist())
    manifest = json.loads(archive.read("manifest.json"))

    assert {
        *("plan/plan.pdf", "plan/plan.html", "plan/plan.json", "plan/plan.schema.json"),
        *("plan/commitments.csv", "plan/metrics.csv", "letter/commission.json"),
        *("report/report-1.json", "report/issued-1.pdf", "clearances/clearances.json"),
        *("decisions/decisions.json", "decisions/notice-1.pdf"),
        *("published/1/page.html", "published/1/plan.pdf", "published/published.json"),
        *("sent/1/email.eml", "sent/1/plan.pdf", "sent/sent.json"),
        "sent/earlier.json",
        *("sent/1/receipt-1/receipt.eml", "extensions/extensions.json", "manifest.json"),
    } == names
    assert {one["name"] for one in manifest["files"]} == names - {"manifest.json"}
    for one in manifest["files"]:
        content = archive.read(one["name"])
        assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert manifest["digest"] == hashlib.sha256(archive.read("plan/plan.json")).hexdigest()
    assert archive.read("sent/1/email.eml") == read_file(submission.email)


def test_the_same_facts_make_the_same_bytes(chamber):
    make_recorded(chamber, date(2024, 7, 9))
    make_submitted(chamber)

    assert archive_of(chamber.plan) == archive_of(chamber.plan)


def test_a_plan_without_a_version_has_a_pack_of_its_letter(chamber):
    names = opened(archive_of(chamber.plan)).namelist()
    assert "letter/commission.json" in names
    assert not [name for name in names if name.startswith("plan/")]


def test_the_command_writes_the_pack_beside_the_version(chamber, tmp_path: Path, plain_paper):
    make_recorded(chamber, date(2024, 7, 9))
    address = f"{chamber.council.slug}/{chamber.plan.slug}"

    call_command("export_plan", address, "--out", str(tmp_path))

    assert {one.name for one in tmp_path.iterdir()} == {
        *(f"our-plan-version-1.{kind}" for kind in ("pdf", "html", "json")),
        *("our-plan-version-1-commitments.csv", "our-plan-version-1-metrics.csv"),
        *("plan.schema.json", "our-plan-pack.zip"),
    }
    assert (tmp_path / "our-plan-pack.zip").read_bytes() == archive_of(chamber.plan)


def test_a_plan_put_off_and_sent_early_is_all_there(chamber, plain_paper):
    put_off = {"next_meets_on": timezone.localdate() + timedelta(days=1)}
    step = make_put(chamber)
    seen = PageState(chamber.plan.moves, step.round.version.digest)
    deferred = minute_of("deferred")
    record_decision(chamber.plan, by=chamber.clerk, seen=seen, minute=deferred, **put_off)
    make_submitted(chamber, basis="subject")

    told = json.loads(opened(archive_of(chamber.plan)).read("decisions/decisions.json"))

    assert [bool(step["decision"]) for step in told] == [True, False]
    assert told[0]["decision"]["resolutions"][0]["verb"] == "deferred"
