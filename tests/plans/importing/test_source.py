"""Bytes become numbered lines, or are refused with a reason a person can act on."""

import json

import msgspec
import pytest

from plans.importing import source
from plans.importing.errors import Unreadable
from plans.importing.source import Source, read_source
from tests.patience import ends


def texts(read):
    return [line.text for line in read.text_lines]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("£4 – fine".encode(), "£4 – fine"),
        ("£4 – fine".encode("utf-8-sig"), "£4 – fine"),
        ("£4 – fine".encode("utf-16"), "£4 – fine"),
        ("It costs £4 – fine".encode("cp1252"), "It costs £4 – fine"),
    ],
)
def test_the_encodings_of_office_computers_are_read(data, expected):
    assert texts(read_source("plan.txt", data)) == [expected]


def test_windows_text_is_told_because_it_is_a_guess():
    read = read_source("plan.txt", "A £4 saving in the council’s budget".encode("cp1252"))

    assert read.notes == (
        "The text was read as Windows-1252: check its quotation marks, dashes and pound signs.",
    )


@pytest.mark.parametrize(
    "data",
    [
        "Ünïcödé, then broken: £".encode() + b"\xff\xfe rest",
        bytes(range(128, 256)) * 20,
        "wrong half".encode("utf-16")[:-1],
        "four bytes each".encode("utf-32"),
    ],
)
def test_a_wrong_encoding_is_refused(data):
    with pytest.raises(Unreadable, match="characters could not be read"):
        read_source("plan.txt", data)


@pytest.mark.parametrize(
    ("start", "named"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"\.doc\)"),
        (b"{\\rtf1", "rtf"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b\x08", "compressed"),
    ],
)
def test_another_format_is_named_with_the_way_out(start, named):
    with pytest.raises(Unreadable, match=named):
        read_source("plan.docx", start + bytes(200))


def test_a_binary_file_is_refused():
    with pytest.raises(Unreadable, match="not text"):
        read_source("plan.txt", bytes(range(32)) * 100)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x00\x00"])
def test_a_file_without_words_is_refused(data):
    with pytest.raises(Unreadable, match="no words"):
        read_source("plan.txt", data)


def test_a_large_file_is_refused():
    with pytest.raises(Unreadable, match="5 MB"), ends():
        read_source("plan.txt", bytes(50 * 1024 * 1024))


def test_what_is_far_longer_than_a_plan_is_refused(monkeypatch):
    data = b"word\n" * 20

    assert len(read_source("plan.txt", data).text_lines) == 20
    monkeypatch.setattr(source, "MOST_LINES", 19)
    with pytest.raises(Unreadable, match="far longer than a plan"):
        read_source("plan.txt", data)


def test_invisible_characters_are_removed_and_counted():
    read = read_source("plan.txt", "Sav\x00ings\u202e fell\x07\nNext".encode())

    assert texts(read) == ["Savings fell", "Next"]
    assert read.notes == ("3 invisible characters were removed; no word was changed.",)


def test_a_character_reference_hides_nothing_invisible():
    read = read_source("plan.html", b"<p>left&#x202e;right&#x7;</p>")

    assert texts(read) == ["leftright"]


def test_a_source_kept_as_json_reads_the_same_again():
    read = read_source("plan.md", b"# Plan\n\n\nWords\x07\n")

    assert msgspec.convert(json.loads(json.dumps(msgspec.to_builtins(read))), Source) == read


def test_a_file_of_blank_lines_is_refused():
    with pytest.raises(Unreadable, match="far longer"), ends():
        read_source("plan.txt", b"\n" * 5_000_000 + b"words")


def test_lines_keep_the_numbers_of_the_persons_own_editor():
    read = read_source("plan.txt", b"One\r\n\r\n\r\nFour\rFive")

    assert [(line.number, line.blanks) for line in read.text_lines] == [(1, 0), (4, 2), (5, 0)]


def test_a_page_break_runs_no_words_together():
    assert texts(read_source("plan.txt", b"before\x0cafter")) == ["before after"]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("plan.txt", "Plain words", "text"),
        ("plan", "## A heading", "markdown"),
        ("plan.md", "Plain words", "markdown"),
        ("plan.txt", "<h2>A heading</h2><p>Words</p>", "html"),
        ("plan.html", "A report that says 1 < 2", "text"),
        ("plan.txt", "A report quoting <p>a tag</p>", "text"),
        ("plan.docx", "Words typed into a file with the wrong name", "text"),
    ],
)
def test_the_content_decides_the_kind_not_the_name(name, text, kind):
    assert read_source(name, text.encode()).kind == kind
