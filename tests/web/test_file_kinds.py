"""What a file is comes from looking into it; its name is only compared with what was found."""

import pytest

from plans.exports.imprint import Imprint
from plans.exports.pdf import render_plan
from tests import sample_files
from tests.plans import documents
from tests.sample_files import DISGUISES, HARM, KEPT, a_pdf_that
from web import active_pdf, file_kinds
from web.errors import Refused
from web.file_kinds import EVIDENCE, check_file, kind_of


def test_every_kind_that_is_kept_is_tried_here():
    assert set(KEPT) == {kind.code for kind in EVIDENCE}


@pytest.mark.parametrize("code", KEPT)
def test_a_kind_is_told_by_its_content_alone(code):
    name, content = KEPT[code]
    kind = kind_of(content)
    assert kind
    assert (kind.code, kind.fits(name), kind.named("x")) == (code, True, f"x{kind.endings[0]}")
    assert check_file(name, content) == kind == check_file("without an ending", content)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_disguise_is_refused_and_says_why(disguise):
    name, content, why = DISGUISES[disguise]
    with pytest.raises(Refused) as refused:
        check_file(name, content)
    assert why.lower() in str(refused.value).lower()


@pytest.mark.parametrize(
    ("other", "content"), [(code, content) for code, (_, content) in KEPT.items()]
)
def test_the_ending_of_another_kind_is_refused(other, content):
    for code, (name, _) in KEPT.items():
        if code != other:
            with pytest.raises(Refused, match="name ends in"):
                check_file(name, content)


def test_a_form_may_take_fewer_kinds():
    emails = (file_kinds.EML, file_kinds.MSG)
    assert check_file(*KEPT["eml"], allowed=emails) == file_kinds.EML
    with pytest.raises(Refused, match=r"This is a PDF. You can choose an e-mail \(.eml\) or"):
        check_file(*KEPT["pdf"], allowed=emails)


@pytest.mark.parametrize("text", ["“Curly”, £12", "a\tb\r\nc", "1. First theme", "x < y and <b>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_text_in_whatever_way_a_desk_writes_it(text, encoding):
    assert kind_of(text.encode(encoding)) == file_kinds.TEXT


def test_words_with_a_colon_are_no_email():
    assert kind_of(b"From: the department\n\nThank you.") == file_kinds.TEXT
    assert kind_of(sample_files.an_email()) == file_kinds.EML


@pytest.mark.parametrize("does", HARM)
def test_a_pdf_that_would_do_something_is_refused_and_says_what(does):
    with pytest.raises(Refused, match=HARM[does]):
        check_file("accounts.pdf", a_pdf_that(does))


@pytest.mark.parametrize("does", HARM)
def test_the_control_without_the_look_it_would_be_kept(does, monkeypatch):
    monkeypatch.setattr(file_kinds, "harm_in", lambda _: "")
    assert check_file("accounts.pdf", a_pdf_that(does)) == file_kinds.PDF


def test_a_pdf_that_opens_at_a_page_is_kept_and_so_are_our_own():
    assert kind_of(a_pdf_that("goes to a page when opened")) == file_kinds.PDF
    paper = render_plan(documents.example(), imprint=Imprint(version=1, reference="1a2b3c4d"))
    assert kind_of(paper) == file_kinds.PDF


def test_looking_at_a_pdf_has_an_end(monkeypatch):
    monkeypatch.setattr(active_pdf, "MOST_PARTS", 3)
    with pytest.raises(Refused, match="far more parts"):
        check_file("accounts.pdf", sample_files.a_pdf())
