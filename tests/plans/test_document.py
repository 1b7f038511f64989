"""The document: one canonical form and digest, read back whole, and a schema it keeps to."""

import json
from dataclasses import replace
from decimal import Decimal

import jsonschema
import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from plans.document import document_schema, parse_document
from tests.plans.documents import example, heading, paragraph, plan, theme


def test_a_document_read_back_is_the_same_document() -> None:
    document = example()

    again = parse_document(document.canonical)

    assert again == document
    assert again.digest == document.digest


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 2**53 - 1))
def test_the_canonical_form_is_that_of_rfc_8785(words: str, key: int) -> None:
    document = plan(theme(paragraph(words, key=key)), title=words)
    told = replace(example(), title=words, council=words[::-1])

    for one in (document, told):
        assert one.canonical == rfc8785.dumps(msgspec.to_builtins(one))


def test_every_character_is_written_as_rfc_8785_writes_it() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x11000), 0x1F469, 0x10FFFF):
        assert msgspec.json.encode(chr(code)) == rfc8785.dumps(chr(code))


def test_a_frozen_document_keeps_the_bytes_it_was_read_from() -> None:
    kept = example().canonical

    assert parse_document(kept).canonical == kept == parse_document(kept.decode()).canonical
    assert replace(parse_document(kept)).canonical == kept  # made anew


def test_a_document_without_table_or_note_has_the_first_form_and_the_digest_it_always_had() -> None:
    assert example().form == "clearday/plan/1"
    assert example().digest == "2fbf318676d09bd6294abde7ca701758d5032db81c8568713463075a56aac989"
    assert b'"table"' not in example().canonical
    assert b'"note"' not in example().canonical


def test_a_table_takes_the_second_form_which_is_read_back_whole() -> None:
    document = plan(theme(paragraph("Table: Spending\n| Service | £m |\n|---|\n| Adults | 4 |")))

    again = parse_document(document.canonical)

    assert document.form == "clearday/plan/2"
    assert again == document
    assert document.words == 5
    jsonschema.validate(json.loads(document.canonical), document_schema())


def test_a_table_in_the_first_form_is_refused() -> None:
    document = plan(theme(paragraph("|---|\n| Adults |")))
    first = document.canonical.replace(b"clearday/plan/2", b"clearday/plan/1")

    with pytest.raises(ValueError, match="has no tables"):
        parse_document(first)


def test_a_note_takes_the_second_form_which_is_read_back_whole() -> None:
    document = plan(theme(paragraph("We saved £3m.^[Net of **grant**.]")))

    again = parse_document(document.canonical)

    assert document.form == "clearday/plan/2"
    assert again == document
    assert document.words == 6
    jsonschema.validate(json.loads(document.canonical), document_schema())


def test_a_note_in_the_first_form_is_refused() -> None:
    document = plan(theme(paragraph("We saved £3m.^[Net of grant.]")))
    first = document.canonical.replace(b"clearday/plan/2", b"clearday/plan/1")

    with pytest.raises(ValueError, match="no notes"):
        parse_document(first)


def test_the_digest_follows_every_word() -> None:
    document = plan(theme(paragraph("We saved £96m.")))
    reworded = plan(theme(paragraph("We saved £96.4m.")))

    assert document.digest == plan(theme(paragraph("We saved £96m."))).digest
    assert document.digest != reworded.digest


def test_money_is_written_as_it_was_given() -> None:
    canonical = json.loads(example().canonical)

    saving = canonical["commitments"][0]["savings"][0]
    assert saving["planned"] == "1250000.00"
    assert parse_document(example().canonical).commitments[0].savings[0].planned == Decimal(
        "1250000.00"
    )


def test_the_worked_example_keeps_to_the_published_schema() -> None:
    jsonschema.validate(json.loads(example().canonical), document_schema())


def test_a_form_this_release_does_not_know_is_refused() -> None:
    other = replace(plan(), form="clearday/plan/99")

    with pytest.raises(msgspec.ValidationError):
        parse_document(other.canonical)


def test_passages_come_in_reading_order_and_their_words_are_counted() -> None:
    document = plan(
        theme(heading("Two words", key=2), paragraph("three more words", key=3)),
        introduction=[paragraph("One", key=1)],
    )

    assert [passage.id for passage in document.passages] == [1, 2, 3]
    assert document.words == 6


def test_the_marks_of_a_list_and_of_a_note_are_not_counted_as_words() -> None:
    document = plan(theme(paragraph("We do:\n\n- one^[As asked.];\n- two.\n\na. three")))

    assert document.words == 7
