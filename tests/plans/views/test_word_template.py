"""The council's own Word template: who chooses it, what is refused, and what it changes."""

from io import BytesIO

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from councils.models import WordTemplate
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.files import FileData
from plans.actions.word_template import choose_template, look_of
from tests.makers import administrator_of, make_council, make_person
from tests.plan_makers import make_paragraph, make_version, make_word_template
from tests.sample_files import a_word_template
from web.errors import Refused


def fonts_of(browser, address: str) -> str:
    """The font of a file's headings."""
    file = docx.Document(BytesIO(browser.get(address).content))
    return file.styles["Heading 1"].font.name or "ours"


def test_files_look_from_then_on_as_the_newest_template_says(browser, plan, author):
    make_paragraph(plan, author, "We saved £96m.")
    version = make_version(plan, author)
    pages = [plan_url("plan_draft_docx", plan), plan_url("version_docx", plan, version.number)]
    assert {fonts_of(browser, page) for page in pages} == {"ours"}

    make_word_template(plan.council)
    assert {fonts_of(browser, page) for page in pages} == {"Calibri"}
    choose_template(plan.council, by=administrator_of(plan.council), ours=True)

    assert {fonts_of(browser, page) for page in pages} == {"ours"}
    assert plan.council.word_templates.count() == 2


def test_one_council_takes_nothing_from_another(db):
    make_word_template(make_council())

    assert look_of(make_council()) == ""


def test_only_whoever_manages_the_settings_chooses_it(db):
    council = make_council()
    with pytest.raises(PermissionDenied):
        choose_template(
            council,
            by=make_person(council, Role.AUTHOR),
            file=FileData("house.dotx", a_word_template()),
        )
    assert not WordTemplate.objects.exists()


@pytest.mark.parametrize("given", [{}, {"ours": True}])
def test_nothing_is_chosen_where_nothing_is_said(db, given):
    council = make_council()
    with pytest.raises(Refused, match="Choose the template"):
        choose_template(council, by=administrator_of(council), **given)


def test_the_page_takes_it_and_says_what_it_has_not(db, client):
    council = make_council()
    client.force_login(administrator_of(council))
    address = reverse("word_template", args=[council.slug])
    page = client.get(address).content.decode()
    assert "Clearday’s own look." in page
    assert "look again" not in page

    upload = SimpleUploadedFile("Our house.dotx", a_word_template())
    assert client.post(address, {"file": upload}).status_code == 302

    page = client.get(address).content.decode()
    assert "Our house.dotx" in page
    assert "Numbered Paragraph, " in page
    act = Act.objects.filter(council=council).latest("sequence")
    told = client.get(reverse("council_act", args=[council.slug, act.sequence]))
    assert told.status_code in (200, 403)
    both = {"file": SimpleUploadedFile("b.dotx", a_word_template()), "ours": "on"}
    assert "not both" in client.post(address, both).content.decode()
    assert client.post(address, {"ours": "on"}).status_code == 302
    assert "Clearday’s own look." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("house.dotx", a_word_template("document"), "not a template"),
        ("house.dotm", a_word_template(), "ends in .dotm"),
        ("house.dotx", a_word_template()[:900], "damaged"),
        ("house.dotx", b"Words.", "plain text"),
    ],
)
def test_another_file_is_refused_at_its_box_with_why(db, client, name, content, why):
    council = make_council()
    client.force_login(administrator_of(council))
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = client.post(reverse("word_template", args=[council.slug]), sent)

    assert answer.status_code == 422
    assert why in str(answer.context["form"].errors["file"])
    assert not WordTemplate.objects.exists()
