"""Whatever a Word file does to its reader, it does to a process of its own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.access import plan_url
from plans.importing import limited
from plans.importing.errors import Unreadable
from plans.importing.limited import read_word
from plans.importing.marked import read_marked
from plans.importing.source import read_source
from tests.plan_makers import MARKED_UP
from tests.plans.importing.word_files import paragraph, run
from tests.plans.importing.word_kinds import docx
from web import apart
from web.apart import ReaderFailed

LARGE = docx("".join(paragraph(run(f"Line {n} of many.")) for n in range(9_000)))
SMALL_MEMORY = 28 * 1024 * 1024


def test_it_reads_what_is_read_here():
    assert read_word(MARKED_UP) == (read_source("a.docx", MARKED_UP), read_marked(MARKED_UP))


def test_a_file_that_cannot_be_read_is_refused_with_its_reason():
    with pytest.raises(Unreadable, match="There are no words in it"):
        read_word(docx(""))
    with pytest.raises(Unreadable, match="damaged"):
        read_word(b"PK\x03\x04")


def test_a_file_that_takes_more_memory_is_refused_in_a_sentence_and_the_web_goes_on(
    browser, plan, monkeypatch
):
    monkeypatch.setattr(apart, "MEMORY", SMALL_MEMORY)
    upload = SimpleUploadedFile("plan.docx", LARGE)

    refused = browser.post(plan_url("import", plan), {"file": upload})

    assert refused.status_code == 422
    assert limited.TOO_MUCH in refused.content.decode()
    assert browser.get(plan_url("import", plan)).status_code == 200


def test_the_same_file_is_read_where_there_is_memory():
    """The control of the one above."""
    source, _ = read_word(LARGE)
    assert len(source.text_lines) == 9_000


def test_a_file_that_takes_longer_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(apart, "WAIT", 0.001)
    with pytest.raises(Unreadable, match="more memory or time"):
        read_word(MARKED_UP)


def test_the_process_gets_the_file_and_no_secret(monkeypatch):
    given = {}

    def ran(command, **how):
        given.update(how)
        raise apart.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(apart.subprocess, "run", ran)
    with pytest.raises(Unreadable):
        read_word(MARKED_UP)
    assert (given["env"], given["input"]) == ({}, MARKED_UP)


def test_a_fault_of_the_reader_is_not_laid_to_the_file(monkeypatch):
    monkeypatch.setattr(apart, "WORK", "no number")
    with pytest.raises(ReaderFailed, match="ValueError"):
        read_word(MARKED_UP)
