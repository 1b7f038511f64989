"""The page on which a department's letter is read: as a PDF too."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.access import plan_url
from plans.importing.pdf_lines import SCANNED
from plans.models import WaitingLetter
from tests.plan_makers import World
from tests.plans.importing.test_letter_pdf import STREETS, SWEPT, scan
from web.active_pdf import ACTIVE


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def send(world, signed_in):
    browser = signed_in(world.author)
    address = reverse("commission_read", args=[world.council.slug])
    return lambda content: browser.post(address, {"file": SimpleUploadedFile("a.pdf", content)})


def with_script() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(STREETS)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(out)
    return out.getvalue()


def test_a_letter_as_pdf_fills_the_form_and_is_kept_as_it_came(world, send):
    answer = send(STREETS)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert SWEPT in page
    assert 'value="Cleaner streets"' in page
    kept = WaitingLetter.objects.get(name="a.pdf")
    assert (kept.name, bytes(kept.content)) == ("a.pdf", STREETS)


@pytest.mark.parametrize(("content", "why"), [(scan(), SCANNED), (with_script(), ACTIVE)])
def test_what_cannot_be_read_or_kept_is_refused_at_the_field(world, send, content, why):
    answer = send(content)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"file": [why]}
    assert not WaitingLetter.objects.filter(name="a.pdf").exists()


def test_a_plan_is_not_brought_in_from_a_pdf(world, signed_in):
    upload = SimpleUploadedFile("a.pdf", STREETS)

    answer = signed_in(world.author).post(plan_url("import", world.plan), {"file": upload})

    assert answer.status_code == 422
    assert "This is a PDF. Save the plan as .docx" in answer.content.decode()
