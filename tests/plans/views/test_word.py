"""Word files and OpenDocument texts to download: of a version, and of the working copy."""

import zipfile
from datetime import UTC
from io import BytesIO

import docx
from django.http import HttpResponse
from docx.document import Document as WordFile

from plans.access import plan_url
from tests.plan_makers import make_paragraph, make_version
from web.file_kinds import ODT, WORD, look_at


def opened(answer: HttpResponse) -> WordFile:
    assert answer["Content-Type"] == WORD.media_type
    assert look_at(answer.content) == WORD
    return docx.Document(BytesIO(answer.content))


def foot(file: WordFile) -> str:
    return file.sections[0].footer.paragraphs[0].text


def test_a_version_is_a_word_file_marked_as_what_it_is(browser, plan, author):
    make_paragraph(plan, author, "We saved £96m.")
    version = make_version(plan, author)
    make_paragraph(plan, author, "We wrote this afterwards.")

    answer = browser.get(plan_url("version_docx", plan, version.number))
    file = opened(answer)

    assert f'filename="{plan.slug}-version-1.docx"' in answer["Content-Disposition"]
    assert foot(file).startswith(f"Draft · {plan.council.name} · Version 1 · ref ")
    words = [each.text for each in file.paragraphs]
    assert "We saved £96m." in words
    assert "We wrote this afterwards." not in words
    made = version.made_at.astimezone(UTC).replace(microsecond=0)
    assert file.core_properties.created == made
    assert browser.get(plan_url("version_docx", plan, version.number)).content == answer.content


def test_the_working_copy_is_a_word_file_that_says_it_is_no_version(browser, plan, author):
    make_paragraph(plan, author, "We wrote this just now.")

    answer = browser.get(plan_url("plan_draft_docx", plan))
    file = opened(answer)

    assert f'filename="{plan.slug}-draft.docx"' in answer["Content-Disposition"]
    assert f"{plan.council.name} · Draft, not a version · ref " in foot(file)
    assert "We wrote this just now." in [each.text for each in file.paragraphs]
    assert file.core_properties.created is None


def test_both_are_opendocument_texts_too(browser, plan, author):
    make_paragraph(plan, author, "We saved £96m.")
    version = make_version(plan, author)
    make_paragraph(plan, author, "We wrote this afterwards.")

    for address, name, afterwards in (
        (plan_url("version_odt", plan, version.number), "version-1", False),
        (plan_url("plan_draft_odt", plan), "draft", True),
    ):
        answer = browser.get(address)
        assert answer["Content-Type"] == ODT.media_type
        assert look_at(answer.content) == ODT
        assert f'filename="{plan.slug}-{name}.odt"' in answer["Content-Disposition"]
        with zipfile.ZipFile(BytesIO(answer.content)) as parts:
            words = parts.read("content.xml").decode()
        assert "We saved £96m." in words
        assert ("We wrote this afterwards." in words) is afterwards


def test_the_files_stand_beside_the_pdfs(browser, plan, author):
    version = make_version(plan, author)

    for page, name, rest in (
        ("plan_read", "plan_draft_docx", []),
        ("plan_read", "plan_draft_odt", []),
        ("version", "version_docx", [version.number]),
        ("version", "version_odt", [version.number]),
    ):
        answer = browser.get(plan_url(page, plan, *rest))
        assert f'href="{plan_url(name, plan, *rest)}"' in answer.content.decode()
