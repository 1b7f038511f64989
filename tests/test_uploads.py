"""Every form with an upload: refused by the form or by its action, it leaves no row and no file."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from approvals.clearance.forms import EmailedResponseForm
from approvals.decisions.step_paper_form import StepPaperForm
from approvals.meetings.forms import MeetingsFileForm
from approvals.models import Submission
from approvals.submission.correspondence_forms import ExtensionForm, ReceiptForm
from councils.models import User, WordTemplate
from councils.roles import Role
from plans.access import plan_url
from plans.actions import files
from plans.actions.files import FileData
from plans.forms.files import UploadField
from plans.forms.importing import PlanSourceForm, SourceForm
from plans.forms.items import EvidenceForm
from plans.forms.letters import LetterForm
from plans.forms.returned import BringBackForm
from plans.forms.word_template import WordTemplateForm
from plans.models import Import, StoredFile, WaitingLetter
from plans.sheets.forms import SheetForm
from tests.approvals.makers import Chamber, make_recorded, make_sent, make_submitted
from tests.approvals.pages import browser_of, shown, three
from tests.plan_makers import (
    make_evidence,
    make_letter,
    make_paragraph,
    make_plan,
    make_word_template,
)
from tests.sample_files import DISGUISES, EXE, KEPT, a_word_template, an_email
from web.errors import Refused
from web.file_kinds import kind_of

MEETINGS = b"Who meets,Day\nCabinet,9 July 2031\n"
SHEET = b"Short name,What it is,Value,Unit\nnew,A new one,3,number\n"
LETTER = b"1. First theme\n\nWhat will you do about it?\n"


class World:
    """A plan that is being cleared, and another that was submitted, in one council."""

    def __init__(self) -> None:
        self.chamber = Chamber()
        self.author, self.plan = self.chamber.author, self.chamber.plan
        self.evidence = make_evidence(self.plan, self.author)
        self.asked = make_sent(self.chamber).asked.first()
        self.submission = self.submitted()
        self.letter = make_letter(self.chamber.council, self.author)
        self.template = make_word_template(self.chamber.council)

    def submitted(self) -> Submission:
        """Of a second plan, which then goes its own way."""
        other = copy(self.chamber)
        other.plan = make_plan(self.chamber.council, self.author, "Another plan")
        for theme in other.plan.themes.all():
            make_paragraph(other.plan, self.author, "What we do.", theme)
        make_recorded(other, timezone.localdate())
        return make_submitted(other)


@dataclass(frozen=True)
class Page:
    """A page on which a file is handed in: how it is filled in well, and ways to do it badly.

    `stored` says whether a file is stored when it is done well; a letter waits in a row first, of
    a Word template its styles are a row, and a spreadsheet, which has `waits` false, waits nowhere
    but on its page.
    `kinds` are those of KEPT that the page takes, and `file` one of them.
    """

    form: type[forms.BaseForm]
    address: Callable[[World], str]
    field: str
    well: Callable[[World], dict[str, Any]]
    badly: dict[str, dict[str, Any]]
    stored: bool = True
    waits: bool = True
    kinds: tuple[str, ...] = tuple(KEPT)
    file: tuple[str, bytes] = ("handed-in.txt", LETTER)
    by: Role = Role.AUTHOR

    def sender(self, world: World) -> User:
        return world.chamber.person[self.by]

    def typed(self, world: World, **differing: Any) -> dict[str, Any]:
        upload = SimpleUploadedFile(*self.file)
        before = shown(browser_of(self.sender(world)), self.address(world))
        return {**before, **self.well(world), self.field: upload, **differing}


def emailed(world: World) -> dict[str, Any]:
    now = timezone.localtime()
    said = {"asked": world.asked.pk, "outcome": "content", "clock": f"{now:%H:%M}"}
    return {**said, **three("stated_at", now.date())}


def came_now(_: World) -> dict[str, Any]:
    now = timezone.localtime()
    return {**three("received_on", now.date()), "received_time": f"{now:%H:%M}"}


LONG_AGO = timezone.localdate() - timedelta(days=9)
TO_COME = timezone.localdate() + timedelta(days=9)
PAGES = {
    "an answer by e-mail": Page(
        EmailedResponseForm,
        lambda world: plan_url("move_answer_by_email", world.plan),
        "email",
        emailed,
        {
            "the form": {"outcome": ""},
            "the action": three("stated_at", LONG_AGO),
            "the action, late": {"outcome": "objects", "words": ""},
            "an old page": {"moves": "0"},
        },
        kinds=("eml", "msg", "pdf"),
        file=("handed-in.eml", an_email()),
    ),
    "a receipt": Page(
        ReceiptForm,
        lambda world: plan_url("acknowledge", world.submission.plan, world.submission.number),
        "file",
        came_now,
        {"the form": {"received_time": ""}, "the action": three("received_on", LONG_AGO)},
    ),
    "an extension": Page(
        ExtensionForm,
        lambda world: plan_url("extend", world.plan),
        "file",
        lambda _: {
            "granted_by": "The department",
            "event": "After the election",
            **three("granted_on", timezone.localdate()),
        },
        {"the form": {"granted_by": "x" * 201}, "the action": three("granted_on", TO_COME)},
    ),
    "a paper of a step": Page(
        StepPaperForm,
        lambda world: plan_url("step_papers", world.submission.plan, 1),
        "file",
        lambda _: {"kind": "draft_minutes", **three("published_on", timezone.localdate())},
        {"the form": {"kind": ""}, "the action": three("published_on", TO_COME)},
        by=Role.DEMOCRATIC_SERVICES,
    ),
    "a Word template": Page(
        WordTemplateForm,
        lambda world: reverse("word_template", args=[world.chamber.council.slug]),
        "file",
        lambda _: {},
        {"the action": {"ours": "on"}},
        stored=False,
        file=("house.dotx", a_word_template()),
        by=Role.ADMINISTRATOR,
    ),
    "evidence": Page(
        EvidenceForm,
        lambda world: plan_url("item_add", world.plan, "evidence"),
        "upload",
        lambda _: {"title": "The accounts", "kind": "published work", "reason": "They came"},
        {"the form": {"title": ""}, "the reason": {"reason": ""}},
    ),
    "evidence put right": Page(
        EvidenceForm,
        lambda world: plan_url("item", world.plan, "evidence", world.evidence.pk),
        "upload",
        lambda _: {"reason": "They came"},
        {"the form": {"title": ""}, "an old page": {"seen": "99"}},
    ),
    "a text brought in": Page(
        PlanSourceForm,
        lambda world: plan_url("import", world.plan),
        "file",
        lambda _: {},
        {"the form": {"text": "Pasted too."}},
        stored=False,
    ),
    "a spreadsheet read": Page(
        SheetForm,
        lambda world: plan_url("sheet", world.plan, "figures"),
        "file",
        lambda _: {},
        {"the form": {"cells": "Name\tValue"}},
        file=("figures.csv", SHEET),
        stored=False,
        waits=False,
    ),
    "meetings read": Page(
        MeetingsFileForm,
        lambda world: reverse("meetings_file", args=[world.chamber.council.slug]),
        "file",
        lambda _: {},
        {"the form": {"cells": "Who meets\tDay"}},
        file=("meetings.csv", MEETINGS),
        stored=False,
        waits=False,
        by=Role.ADMINISTRATOR,
    ),
    "a letter read": Page(
        LetterForm,
        lambda world: reverse("commission_read", args=[world.chamber.council.slug]),
        "file",
        lambda _: {},
        {"the form": {"text": "Pasted too."}},
        stored=False,
    ),
}
BADLY = [(page, way) for page, one in PAGES.items() for way in one.badly]


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(made_once: World, db: None) -> Iterator[World]:
    with transaction.atomic():
        yield made_once
        transaction.set_rollback(True)


@pytest.fixture
def disk(settings, tmp_path: Path) -> Path:
    """Where files are kept in this test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def left(world: World, disk: Path) -> Callable[[], tuple[int, list[bytes]]]:
    """How many rows, and which bytes, were left since the test began."""
    kept = (StoredFile, Import, WaitingLetter, WordTemplate)
    rows = sum(model.objects.count() for model in kept)

    def found() -> tuple[int, list[bytes]]:
        now = sum(model.objects.count() for model in kept) - rows
        return now, [path.read_bytes() for path in disk.rglob("*") if path.is_file()]

    return found


def with_a_file() -> set[type]:
    """Every form of ours with a field for a file."""
    assert get_resolver().url_patterns  # all views, and so all forms, are imported
    found, classes = set(), list(forms.BaseForm.__subclasses__())
    while classes:
        one = classes.pop()
        classes += one.__subclasses__()
        fields = getattr(one, "base_fields", {}).values()
        ours = one.__module__.split(".")[0] in ("councils", "plans", "approvals")
        if ours and any(isinstance(field, forms.FileField) for field in fields):
            found.add(one)
    return found


# What comes back of a round says something of the plan it was sent for alone.
ELSEWHERE = {BringBackForm: "tests/plans/test_returned.py"}


def test_every_form_with_an_upload_is_tried_here():
    # What brings in plans and letters alike is drawn as one of the two.
    tried = {page.form for page in PAGES.values()}
    assert with_a_file() - {SourceForm} - ELSEWHERE.keys() == tried


@pytest.mark.parametrize(("name", "way"), BADLY)
def test_a_refused_form_leaves_nothing(world, left, name, way):
    page = PAGES[name]
    sent = browser_of(page.sender(world)).post(
        page.address(world), page.typed(world, **page.badly[way])
    )

    assert sent.status_code in (409, 422)
    assert left() == (0, [])


STORING = [name for name, page in PAGES.items() if page.stored]
# What is only brought in for its words is judged by its reader, who takes web pages and old text.
READING = [name for name, page in PAGES.items() if not page.stored]
UNREADABLE = ("a program named .txt", "a zip", "a zip named .docx", "half a Word file", "nothing")


TAKEN = [(name, code) for name in STORING for code in PAGES[name].kinds]
NOT_TAKEN = [(name, code) for name in STORING for code in KEPT if code not in PAGES[name].kinds]


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", STORING)
def test_a_disguise_is_refused_with_the_reason_and_leaves_nothing(world, left, name, disguise):
    page, (called, content, why) = PAGES[name], DISGUISES[disguise]
    typed = page.typed(world, **{page.field: SimpleUploadedFile(called, content)})
    sent = browser_of(page.sender(world)).post(page.address(world), typed)

    assert sent.status_code == 422
    assert why.lower() in str(sent.context["form"].errors[page.field]).lower()
    assert left() == (0, [])


@pytest.mark.parametrize("disguise", UNREADABLE)
@pytest.mark.parametrize("name", READING)
def test_what_holds_no_words_is_not_read(world, left, name, disguise):
    page, (called, content, _) = PAGES[name], DISGUISES[disguise]
    typed = page.typed(world, **{page.field: SimpleUploadedFile(called, content)})

    assert browser_of(page.sender(world)).post(page.address(world), typed).status_code == 422
    assert left() == (0, [])


@pytest.mark.parametrize(("name", "code"), TAKEN)
def test_every_kind_that_a_page_takes_is_kept(world, left, name, code):
    """The control: what is refused above is refused for what it is."""
    page, (called, content) = PAGES[name], KEPT[code]
    typed = page.typed(world, **{page.field: SimpleUploadedFile(called, content)})
    sent = browser_of(page.sender(world)).post(page.address(world), typed)

    assert sent.status_code == 302, sent.context["form"].errors
    assert left() == (1, [content])
    assert StoredFile.objects.latest("pk").media_type == kind_of(content).media_type


@pytest.mark.parametrize(("name", "code"), NOT_TAKEN)
def test_a_kind_that_is_kept_but_not_taken_there_is_refused_and_leaves_nothing(
    world, left, name, code
):
    page, (called, content) = PAGES[name], KEPT[code]
    typed = page.typed(world, **{page.field: SimpleUploadedFile(called, content)})
    sent = browser_of(page.sender(world)).post(page.address(world), typed)

    assert sent.status_code == 422
    assert page.field in sent.context["form"].errors
    assert left() == (0, [])


def test_an_action_refuses_a_disguise_that_no_form_saw(world, left):
    with pytest.raises(Refused, match="not kept"), transaction.atomic():
        files.store_given(world.chamber.council, FileData("report.pdf", EXE))
    assert left() == (0, [])


@pytest.mark.parametrize("name", PAGES)
def test_whoever_may_not_leaves_nothing(world, left, name):
    page = PAGES[name]
    auditor = browser_of(world.chamber.person[Role.AUDITOR])
    sent = auditor.post(page.address(world), page.typed(world))

    assert sent.status_code == 403
    assert left() == (0, [])


@pytest.mark.parametrize("name", PAGES)
def test_a_form_that_is_accepted_leaves_its_file_or_what_waits(world, left, name):
    """The control: what the others look for is found where there is something."""
    page = PAGES[name]
    sent = browser_of(page.sender(world)).post(page.address(world), page.typed(world))

    assert sent.status_code in (200, 302), sent.context["form"].errors
    assert left() == (int(page.waits), [page.file[1]] if page.stored else [])


@pytest.mark.parametrize(("name", "way"), [pair for pair in BADLY if PAGES[pair[0]].stored])
def test_a_file_stored_before_the_action_decides_would_be_found(
    world, left, name, way, monkeypatch
):
    """The control: as it was when each page stored what it was handed."""
    clean = UploadField.clean

    def store_at_once(field: UploadField, *given: Any) -> Any:
        file = clean(field, *given)
        files.store_given(world.chamber.council, file)
        return file

    monkeypatch.setattr(UploadField, "clean", store_at_once)
    page = PAGES[name]
    browser_of(page.sender(world)).post(page.address(world), page.typed(world, **page.badly[way]))

    assert left() == (1, [page.file[1]])


def test_a_move_that_fails_after_its_file_was_stored_leaves_no_row(world, left, monkeypatch):
    """Its bytes are on the disk for the sweep."""
    page = PAGES["an answer by e-mail"]

    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("Something went wrong")

    monkeypatch.setattr("approvals.clearance.answers.move_on", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        browser_of(page.sender(world)).post(page.address(world), page.typed(world))

    assert left() == (0, [page.file[1]])


def test_a_commission_that_is_refused_keeps_its_letter_waiting(world, left):
    url = reverse("commission_add", args=[world.chamber.council.slug])
    typed = {"title": "Ours", "slug": "ours", "themes": "1. Theme\n- Question?"}
    browser = browser_of(world.author)

    assert browser.post(url, {**typed, "letter": world.letter.pk, "slug": ""}).status_code == 422
    assert left() == (0, [])
    assert browser.post(url, {**typed, "letter": world.letter.pk}).status_code == 302
    assert left() == (0, [b"A letter."])  # a row of the file, in place of what waited

    again = browser.post(url, {**typed, "slug": "again", "letter": world.letter.pk})
    assert again.status_code == 422
    assert "Read it in again" in again.content.decode()
