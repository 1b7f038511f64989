"""Whatever a file is called, wherever it is handed in: it is kept, under a name to read."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from plans.actions import files
from plans.actions.files import LONGEST_NAME, name_to_keep
from plans.models import Import, StoredFile, WaitingLetter, WaitingReturn
from tests.approvals.pages import browser_of
from tests.test_uploads import PAGES, Page, World

pytestmark = pytest.mark.slow

WORDS = "Savings and efficiency statement for the year, as sent to all members "
NAMES = {
    "one letter": "a",
    "nothing but an ending": ".txt",
    **{f"{size} characters": ("x" * size) for size in (200, 201, 255, 256, 400)},
    **{f"{size}, with an ending": "x" * (size - 4) + ".txt" for size in (200, 201, 255, 400)},
    "a long ending": "plan." + "t" * 250,
    "words, too many": (WORDS * 6).strip() + ".txt",
    "letters of two bytes": "é" * 240 + ".txt",
    "letters of four bytes": "𝔭" * 210 + ".txt",
    "letters beside each other": "👩‍👩‍👧‍👦" * 35 + ".txt",
    "folders": "../../etc/passwd.txt",
    "folders of Windows": r"C:\Users\Someone Else\Desktop\plan.txt",
    "controls": "a\x01bell\x07.txt",
    "a NUL": "a\x00b.txt",
    "right to left": "plan\u202etxt.exe",
    "quotes": 'a "plan"; filename=b.txt',
    "a header": "a\rX-Injected: yes.txt",
    "half a letter": "a\udce9.txt",
    "only dots": "...",
}
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff/\\]")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def disk(db, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def kept_names() -> list[str]:
    """The names of all that was handed in."""
    models = (StoredFile, Import, WaitingLetter, WaitingReturn)
    return [name for one in models for name in one.objects.values_list("name", flat=True)]


def handed_in(browser: Client, form: Page, world: World, name: str) -> HttpResponse:
    """The form as a browser sends it whose file has this name, which Django's client would mend."""
    called, content = form.file
    name = name.replace(".txt", Path(called).suffix)
    rest = {key: value for key, value in form.typed(world).items() if key != form.field}
    lines = []
    for key, value in rest.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            lines += ["--b", f'Content-Disposition: form-data; name="{key}"', "", str(one)]
    escaped = name.replace('"', "%22").replace("\n", "%0A")
    head = f'Content-Disposition: form-data; name="{form.field}"; filename="{escaped}"'
    lines += ["--b", head, "Content-Type: text/plain", "", ""]
    body = "\r\n".join(lines).encode("utf-8", "surrogateescape") + content + b"\r\n--b--\r\n"
    return browser.post(form.address(world), body, content_type="multipart/form-data; boundary=b")


def names_after(world: World, page: str, name: str) -> set[str]:
    """What a file is called once it was handed in; the answer is no server error."""
    form, before = PAGES[page], set(kept_names())
    with transaction.atomic():
        browser = browser_of(form.sender(world))
        answer = handed_in(browser, form, world, name)
        assert answer.status_code in (200, 302, 400, 422), answer.status_code
        if answer.status_code == 422:
            # A name of which nothing is left is no file.
            assert b"govuk-error-summary" in answer.content
        elif answer.status_code == 400:
            # A head that no browser sends, which Django parses of a small file and not of a large.
            assert name == NAMES["half a letter"]
        else:
            page_after = browser.get(answer["Location"]) if answer.status_code == 302 else answer
            assert page_after.status_code == 200
        found = set(kept_names()) - before
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_kept_whatever_it_is_called(world, page, name):
    for kept in names_after(world, page, NAMES[name]):
        assert 0 < len(kept) <= LONGEST_NAME
        assert not UNSEEN.search(kept), kept


def names_in_use() -> set[tuple[str, int]]:
    """What each row that names a stored file downloads as, whatever the row is."""
    found = set()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not relation.auto_created or not relation.one_to_many:
            continue
        model = relation.related_model
        if hasattr(model, "instance_type"):
            continue
        for row in model._default_manager.exclude(**{relation.field.name: None}):
            found.add((getattr(row, relation.field.name).name, row.pk))
    return found


@pytest.mark.parametrize("page", PAGES)
def test_the_same_bytes_under_another_name_keep_the_name_of_each_use(world, page):
    """What was stored first, under another name, does not call what is handed in later."""
    form = PAGES[page]
    ending = Path(form.file[0]).suffix
    with transaction.atomic():
        files.store_file(world.chamber.council, form.file[1], f"The first name{ending}")
        before = names_in_use()
        answer = handed_in(browser_of(form.sender(world)), form, world, "The second name.txt")
        assert answer.status_code in (200, 302)
        called = {name for name, _ in names_in_use() - before}
        transaction.set_rollback(True)

    # A letter or a text waits under its own name until somebody has looked at it.
    assert called == ({f"The second name{ending}"} if form.stored else set())


def test_by_its_bytes_alone_a_file_would_have_the_first_name(world, monkeypatch):
    """The control: as it was where a row was found by what is in it."""
    usual = StoredFile.objects.filter
    by_bytes = lambda **known: usual(**{k: v for k, v in known.items() if k != "name"})  # noqa: E731
    monkeypatch.setattr(StoredFile.objects, "filter", by_bytes)
    with pytest.raises(AssertionError):
        test_the_same_bytes_under_another_name_keep_the_name_of_each_use(world, "evidence")


def test_a_name_longer_than_a_browser_may_send_is_answered_in_words(world):
    """Past what any disk allows: the request is refused before a page sees it."""
    form, browser = PAGES["evidence"], browser_of(world.author)
    answer = handed_in(browser, form, world, "x" * 4_000 + ".txt")

    assert answer.status_code == 400
    assert b"govuk-heading" in answer.content


@pytest.mark.parametrize("page", [name for name in PAGES if PAGES[name].waits])
def test_without_the_rule_a_long_name_is_a_server_error(world, page, monkeypatch):
    """The control: as it was where a name went into its column as it came."""
    for module in ("files", "imports", "commissions", "word_template"):
        monkeypatch.setattr(f"plans.actions.{module}.name_to_keep", lambda name: name)

    with pytest.raises(Exception, match="too long"):
        names_after(world, page, NAMES["255, with an ending"])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.docx", "plan.docx"),
        (r"C:\plans\plan.docx", "plan.docx"),
        ("/etc/plan.docx", "plan.docx"),
        ("a" * 200, "a" * 200),
        ("", "file"),
        ("a/", "file"),
    ],
)
def test_a_name_stays_as_it_is_but_for_its_folders(given: str, kept: str) -> None:
    assert name_to_keep(given) == kept


@pytest.mark.parametrize("size", [201, 255, 400, 10_000])
def test_a_long_name_keeps_its_ending_and_says_that_its_middle_is_left_out(size: int) -> None:
    kept = name_to_keep("x" * (size - 5) + ".docx")

    assert len(kept) == LONGEST_NAME
    assert kept.endswith("x.docx")
    assert kept.count("…") == 1


def test_a_long_name_is_cut_between_words() -> None:
    given = WORDS * 6 + "final.docx"
    start, end = name_to_keep(given).split("…")

    assert given.startswith(f"{start} ")
    assert given.endswith(f" {end}")
    assert len(start) + len(end) > LONGEST_NAME - 30


def test_the_rule_stands_where_every_file_is_stored(
    db, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever hands in bytes by another way has them named alike."""
    asked: list[str] = []
    rule: Callable[[str], str] = files.name_to_keep
    monkeypatch.setattr(files, "name_to_keep", lambda name: asked.append(name) or rule(name))
    with transaction.atomic():
        files.store_file(world.chamber.council, b"Other bytes.", "n" * 300)
        transaction.set_rollback(True)

    assert asked == ["n" * 300]
