"""What leaves the building says what it is: every exit, with words of every standing."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from approvals.models import Submission
from approvals.submission.archive import archive_of
from approvals.submission.email import covering_email
from approvals.which_version import (
    Standing,
    standing_of,
    version_for_submission,
    why_not_sent_any_more,
)
from plans.access import plan_url
from plans.actions.files import read_file
from plans.document import parse_document
from plans.exports import html
from plans.exports.marked import marked_json
from plans.models import Stage
from plans.versions import imprint_of, pdf_of
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_published,
    make_put,
    make_recorded,
    make_sent,
    make_submitted,
)
from tests.plan_makers import make_commitment, make_metric, make_version
from web.dates import day_in_words

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=7)
BASIS = Submission.Basis
AGENDA = "https://northmoor.example/agenda"


def make_noted(chamber: Chamber) -> None:
    make_put(chamber)
    attempt("noted", chamber.plan, by=chamber.clerk)
    chamber.plan.refresh_from_db()


def make_deferred(chamber: Chamber) -> None:
    make_put(chamber)
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=LATER)


# How words come to stand as they do, and what is then said of them, read and sent.
BY_CABINET = f"by Cabinet on {day_in_words(TODAY)}"
SUBJECT = f"Submitted subject to approval {BY_CABINET}"
STANDINGS: dict[str, tuple[Callable[[Chamber], object], str]] = {
    "draft": (lambda chamber: make_version(chamber.plan, chamber.author), "Draft"),
    "cleared": (make_sent, "Not yet decided"),
    "put": (make_put, f"Draft for decision {BY_CABINET}"),
    "noted": (make_noted, f"Noted, not endorsed, {BY_CABINET}"),
    "deferred": (
        make_deferred,
        f"Draft for decision by Council on {day_in_words(LATER)}",
    ),
    "refused": (
        lambda chamber: make_decided(chamber, "refused", reasons="No."),
        f"Refused {BY_CABINET}",
    ),
    "endorsed": (lambda chamber: make_recorded(chamber, TODAY), ""),
}
SENT_AS = {"put": BASIS.SUBJECT, "noted": BASIS.NOTED, "endorsed": BASIS.DECIDED}
PUBLISHED = ("put", "noted", "endorsed")


def as_it_stands(standing: str) -> Chamber:
    chamber = with_rows(Chamber())
    STANDINGS[standing][0](chamber)
    chamber.plan.refresh_from_db()
    return chamber


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def of_email(content: bytes) -> Iterator[str]:
    message = message_from_bytes(content, policy=policy.default)
    yield message["Subject"]
    body = message.get_body()
    assert body is not None
    yield body.get_content().splitlines()[0]
    [paper] = message.iter_attachments()
    yield from pages(paper.get_content())


def sent_parts(chamber: Chamber, standing: str) -> Iterator[tuple[str, str]]:
    """Every place of the e-mails that has to say it: to send oneself, and sent from here."""
    options = version_for_submission(chamber.plan)
    assert options is not None
    for basis in options.bases:
        mark = options.mark_for(basis)
        email = covering_email(options.version, "a@b.example", mark)
        yield from ((mark, said) for said in of_email(read_file(email)))
    said = {"basis": SENT_AS[standing], "officer_view": "It was before members."}
    sent = make_submitted(chamber, sent_at=None, **said)
    mark = options.mark_for(SENT_AS[standing])
    assert sent.marking == mark
    for words in (*of_email(read_file(sent.email)), *pages(read_file(sent.pdf))):
        yield mark, words


def published_parts(chamber: Chamber) -> Iterator[str]:
    where = [chamber.council.slug, chamber.plan.slug]
    for name in ("published_plan", "published_html", "published_json"):
        yield Client().get(reverse(name, args=where)).content.decode()
    for name in ("published_commitments", "published_metrics"):
        yield from parts_of_file(".csv", Client().get(reverse(name, args=where)).content)
    yield from pages(Client().get(reverse("published_pdf", args=where)).content)


def archive_parts(chamber: Chamber) -> Iterator[str]:
    with ZipFile(BytesIO(archive_of(chamber.plan))) as pack:
        names = [name for name in pack.namelist() if name.startswith("plan/")]
        for name in names:
            yield from parts_of_file(name, pack.read(name))
    assert len(names) == 6


def parts_of_file(name: str, content: bytes) -> Iterator[str]:
    """Every place of a file that has to say it; the schema of the data has no words of a plan."""
    if name.endswith(".pdf"):
        yield from pages(content)
    elif name.endswith(".csv"):
        [row] = content.decode("utf-8-sig").splitlines()[1:]
        yield row
    elif not name.endswith(".schema.json"):
        yield content.decode()


def downloaded_parts(chamber: Chamber) -> Iterator[str]:
    """A version's own page and downloads, for the council's people."""
    client, version = Client(), chamber.plan.newest_version
    client.force_login(chamber.author)
    page = plan_url("version", chamber.plan, version.number)
    yield client.get(page).content.decode()
    for ending in ("pdf", "html", "json"):
        where = plan_url(f"version_{ending}", chamber.plan, version.number)
        yield from parts_of_file(f"plan.{ending}", client.get(where).content)


def command_parts(chamber: Chamber, folder: Path) -> Iterator[str]:
    """The loose files that the command writes beside the pack."""
    address = f"{chamber.council.slug}/{chamber.plan.slug}"
    call_command("export_plan", address, "--out", str(folder), stdout=StringIO())
    loose = [path for path in folder.iterdir() if path.suffix != ".zip"]
    for path in loose:
        yield from parts_of_file(path.name, path.read_bytes())
    assert len(loose) == 6


@pytest.fixture(params=STANDINGS)
def standing(request: pytest.FixtureRequest, db: None) -> str:
    return request.param


def with_rows(chamber: Chamber) -> Chamber:
    """So that a table has a row that can say it."""
    make_commitment(chamber.plan, chamber.author)
    make_metric(chamber.plan, chamber.author)
    return chamber


def test_every_exit_says_what_the_words_are(standing, tmp_path):
    chamber, mark = as_it_stands(standing), STANDINGS[standing][1]
    version = chamber.plan.newest_version
    assert version is not None
    assert standing_of(version).mark() == mark
    found = [(mark, said) for said in archive_parts(chamber)]
    found += [(mark, said) for said in downloaded_parts(chamber)]
    found += [(mark, said) for said in command_parts(chamber, tmp_path)]
    if standing in PUBLISHED:
        make_published(chamber, address=AGENDA)
        found += [(mark, said) for said in published_parts(chamber)]
    if standing in SENT_AS:
        found += list(sent_parts(chamber, standing))
    assert len(found) > 10
    assert all(expected in said for expected, said in found)
    unmarked = [said for expected, said in found if not expected]
    assert bool(unmarked) is (standing == "endorsed")
    wrong = ("Noted,", "Submitted subject", "Draft for", "Not yet decided")
    assert not any(word in said for said in unmarked for word in wrong)


def test_the_control_without_the_mark_no_exit_says_anything(monkeypatch, db, tmp_path):
    monkeypatch.setattr(Standing, "mark", lambda *_: "")
    chamber = as_it_stands("noted")
    make_published(chamber)
    parts = [*archive_parts(chamber), *published_parts(chamber), *downloaded_parts(chamber)]
    parts += command_parts(chamber, tmp_path)
    parts += [said for _, said in sent_parts(chamber, "noted")]
    assert not any("not endorsed" in said for said in parts)


def test_endorsed_words_keep_their_bytes(db):
    chamber = as_it_stands("endorsed")
    version = chamber.plan.newest_version
    assert version is not None
    make_published(chamber)
    sent = make_submitted(chamber)
    endorsed = standing_of(version).endorsed
    assert endorsed.startswith("Endorsed by Cabinet on ")
    assert endorsed.endswith(", minute 26.")
    assert sent.pdf == pdf_of(version, endorsed=endorsed)
    where = [chamber.council.slug, chamber.plan.slug]
    client = Client()
    client.force_login(chamber.author)
    own = plan_url("version_json", chamber.plan, version.number)
    assert client.get(own).content == version.document.encode()
    data = Client().get(reverse("published_json", args=where)).content
    assert data == version.document.encode()
    with ZipFile(BytesIO(archive_of(chamber.plan))) as pack:
        page = html.standalone(
            parse_document(version.document), imprint_of(version, endorsed=endorsed)
        )
        assert pack.read("plan/plan.html").decode() == page


def test_marked_data_has_the_plan_byte_for_byte():
    marked = marked_json('{"a":1}', "Draft")
    assert json.loads(marked) == {
        "form": "clearday/marked-plan/1",
        "marking": "Draft",
        "plan": {"a": 1},
    }
    assert b'"plan":{"a":1}}' in marked


def test_the_e_mail_of_words_put_to_a_meeting_says_to_which_and_when(db):
    chamber = as_it_stands("put")
    options = version_for_submission(chamber.plan)
    assert options is not None
    assert options.mark_for(BASIS.SUBJECT) == SUBJECT


def test_an_e_mail_that_waits_does_not_leave_once_its_first_line_is_untrue(db):
    chamber = as_it_stands("put")
    sent = make_submitted(chamber, sent_at=None, basis=BASIS.SUBJECT)
    assert why_not_sent_any_more(sent) == ""
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=LATER)
    chamber.plan.refresh_from_db()
    sent.plan = chamber.plan
    assert chamber.plan.stage == Stage.DECISION
    assert why_not_sent_any_more(sent)


@pytest.mark.parametrize(
    "outcome", ["agreed", "amended", "noted", "deferred", "referred", "refused", "delegated"]
)
def test_the_longest_names_of_a_body_and_a_minute_are_printed(chamber, outcome):
    """On the PDF and in the e-mail, and those are kept under the whole of what they say."""
    version = make_version(chamber.plan, chamber.author)
    told = {"body": "B" * 200, "minute": "M" * 80}
    make_recorded(chamber, date(2024, 9, 24), outcome=outcome, **told)

    standing = standing_of(version)
    printed = standing.mark(), standing.endorsed
    assert any(told["body"] in line for line in printed)
    shown = pages(read_file(pdf_of(version, *printed)))[0].replace(" ", "")
    assert told["body"] in shown
