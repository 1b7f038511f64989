"""Versions: frozen words that never change, with the digest of exactly what members see."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from councils.record.models import Act
from plans.actions.passages import edit_passage
from plans.assemble import build_document
from plans.document import parse_document
from plans.models import Version
from tests.plan_makers import make_paragraph, make_plan, make_version
from web.errors import Refused


def test_a_version_is_the_working_copy_as_it_stood(plan, author, paragraph):
    version = make_version(plan, author, "For the directors")

    assert version.number == 1
    assert parse_document(version.document) == build_document(plan)
    assert version.digest == parse_document(version.document).digest
    assert (version.made_by, version.reason) == (author, "For the directors")
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert (act.verb, act.subject, act.reason) == ("version_made", "version 1", "For the directors")


def test_later_words_leave_it_as_it_is(plan, author, paragraph):
    version = make_version(plan, author)
    kept = version.document
    edit_passage(paragraph, by=author, seen=1, body="Other words.", reason="Asked")

    second = make_version(plan, author)

    version.refresh_from_db()
    assert version.document == kept
    assert (second.number, second.digest == version.digest) == (2, False)
    assert plan.newest_version == second


def test_the_same_words_are_not_frozen_twice(plan, author, paragraph):
    make_version(plan, author)
    acts = Act.objects.count()

    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        make_version(plan, author)
    assert Act.objects.count() == acts


def test_words_that_are_as_they_were_have_the_digest_they_had(plan, author, paragraph):
    first = make_version(plan, author)
    edit_passage(paragraph, by=author, seen=1, body="Other words.", reason="Asked")
    make_version(plan, author)
    edit_passage(paragraph, by=author, seen=2, body="The first words.", reason="Asked")

    assert make_version(plan, author).digest == first.digest


def test_only_an_author_makes_one(plan, auditor, contributor, paragraph):
    for person in (auditor, contributor):
        with pytest.raises(PermissionDenied):
            make_version(plan, person)
    assert not Version.objects.exists()


def test_each_plan_counts_its_own(plan, author, paragraph, council):
    other = make_plan(council, author, "Another plan")
    make_version(plan, author)

    assert make_version(other, author).number == 1


def test_the_kept_text_is_canonical_to_the_byte(plan, author):
    make_paragraph(plan, author, "“Quotes”, £96m, café, 👩‍👩‍👧 and a\nsecond line.")
    version = make_version(plan, author)

    again = json.dumps(
        json.loads(version.document), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    assert version.document == again
