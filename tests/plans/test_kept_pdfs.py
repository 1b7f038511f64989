"""A version's PDF is drawn once for each marking, and everybody is given those bytes."""

import threading

import pytest
from django.db import connection, transaction

from councils.roles import Role
from plans import versions
from plans.access import plan_url
from plans.actions.files import read_file, store_file
from plans.exports import pdf
from plans.models import Version, VersionPdf
from plans.versions import pdf_of
from tests.makers import make_council, make_person
from tests.plan_makers import make_plan, make_version

EIGHT = 8


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The marking of each PDF that is drawn."""
    markings: list[str] = []
    draw = pdf.render_plan

    def counted(document, *, imprint):
        markings.append(imprint.marking)
        return draw(document, imprint=imprint)

    monkeypatch.setattr(pdf, "render_plan", counted)
    return markings


@pytest.fixture
def version(plan, author) -> Version:
    return make_version(plan, author)


def test_it_is_drawn_once_and_kept(version, drawn):
    first, second = pdf_of(version), pdf_of(version)

    assert first == second
    assert read_file(first).startswith(b"%PDF-")
    assert drawn == [""]


def test_each_marking_has_a_pdf_of_its_own(version, drawn):
    plain, marked = pdf_of(version), pdf_of(version, "Draft")

    assert plain.sha256 != marked.sha256
    assert pdf_of(version, "Draft") == marked
    assert drawn == ["", "Draft"]


def test_a_pdf_that_says_who_endorsed_it_is_another_one(version, drawn):
    before = pdf_of(version)
    after = pdf_of(version, endorsed="Endorsed by Cabinet on 9 July 2024.")

    assert before.sha256 != after.sha256
    assert pdf_of(version) == before
    assert drawn == ["", ""]


def test_later_ways_of_drawing_change_nothing_that_is_kept(version, monkeypatch):
    kept = read_file(pdf_of(version))
    monkeypatch.setattr(pdf, "render_plan", lambda *_, **__: b"%PDF- of another release")

    assert read_file(pdf_of(version)) == kept


def test_a_download_is_the_pdf_that_is_kept(version, signed_in, author, drawn):
    browser, address = signed_in(author), plan_url("version_pdf", version.plan, version.number)

    downloads = [browser.get(address).content for _ in range(2)]

    assert downloads == [read_file(pdf_of(version, "Draft"))] * 2
    assert drawn == ["Draft"]


def at_once(version: Version) -> list[str]:
    """The file that each of eight was given who asked at the same moment, or their error."""
    ready, given = threading.Barrier(EIGHT), []

    def ask() -> None:
        try:
            ready.wait(timeout=30)
            given.append(pdf_of(Version.objects.get(pk=version.pk)).sha256)
        except Exception as error:
            given.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(EIGHT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return given


@pytest.fixture
def version_for_all(transactional_db: None) -> Version:
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    return make_version(make_plan(council, author), author)


def differing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if each of them were drawn by another release."""
    numbers = iter(range(1000))
    monkeypatch.setattr(pdf, "render_plan", lambda *_, **__: b"%%PDF- %d" % next(numbers))


def test_eight_who_first_ask_at_once_are_given_one_file(version_for_all, monkeypatch):
    differing(monkeypatch)

    given = at_once(version_for_all)

    assert len(given) == EIGHT
    assert set(given) == {VersionPdf.objects.get().file.sha256}


def test_without_keeping_the_first_each_would_be_given_another(version_for_all, monkeypatch):
    """The control."""
    differing(monkeypatch)

    def unkept(version: Version, marking: str, endorsed: str) -> VersionPdf:
        with transaction.atomic():
            file = store_file(version.plan.council, pdf.render_plan(None), "plan.pdf")
        return VersionPdf(version=version, marking=marking, file=file)

    monkeypatch.setattr(versions, "draw_pdf", unkept)

    assert len(set(at_once(version_for_all))) == EIGHT
