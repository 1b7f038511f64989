"""Kinds of row and verbs of acts: a code each, of its own, that people can read in words."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from approvals.models import ClearanceResponse
from approvals.workflow.transitions import TRANSITIONS
from councils import verbs
from councils.access import access_of
from councils.models import Council
from councils.record import checks, sentences
from councils.record.kinds import kind_of, models_by_kind, recorded_models
from councils.record.models import Counter as CouncilCounter
from councils.record.sentences import Verb
from councils.record.writer import recording
from councils.roles import Right
from plans.models import QuestionLink, Version
from tests.makers import administrator_of, make_council


def faults() -> list[str]:
    return [fault.id or "" for fault in checks.codes_of_the_record()]


# Kinds


def test_every_recorded_model_has_a_kind_of_its_own():
    assert faults() == []
    kinds = Counter(kind_of(model) for model in recorded_models())
    assert set(kinds.values()) == {1}
    assert len(kinds) > 25
    assert all(kind == kind.lower() for kind in kinds)


def test_two_models_of_one_name_have_two_kinds():
    assert kind_of(ClearanceResponse) != kind_of(QuestionLink)
    assert models_by_kind()[kind_of(ClearanceResponse)] is ClearanceResponse


def test_a_kind_is_declared_and_not_made_from_a_name():
    assert all("record_kind" in vars(model) for model in recorded_models())


@pytest.mark.parametrize(
    ("kind", "fault"),
    [("Plan version", "record.E002"), ("planVersion", "record.E002"), ("plan", "record.E003")],
)
def test_the_check_refuses_a_kind_that_is_no_code_or_another_models(monkeypatch, kind, fault):
    monkeypatch.setattr(Version, "record_kind", kind)
    assert fault in faults()


@pytest.mark.parametrize("model", [Version, Council])
def test_the_check_refuses_a_recorded_model_without_a_kind(monkeypatch, model):
    monkeypatch.delattr(model, "record_kind")
    assert faults() == ["record.E001"]


def test_a_row_of_no_kind_is_not_recorded():
    with pytest.raises(TypeError, match="no record_kind"):
        kind_of(CouncilCounter)


# Verbs


def test_each_verb_is_written_somewhere_and_each_that_is_written_can_be_read():
    written = {verb for path in sources() for verb in verbs_in(path)}
    written |= {move.verb for move in TRANSITIONS}

    assert written == set(sentences.verbs())


def sources() -> Iterator[Path]:
    for floor in ("councils", "plans", "approvals", "delivery"):
        yield from (Path(settings.BASE_DIR) / floor).rglob("*.py")


def verbs_in(path: Path) -> Iterator[str]:
    """The words given as `verb=` or to a name `verb`, either of two where it depends."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        given: ast.AST | None = None
        if isinstance(node, ast.keyword) and node.arg == "verb":
            given = node.value
        if isinstance(node, ast.Assign) and any(name_of(one) == "verb" for one in node.targets):
            given = node.value
        for one in [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]:
            if isinstance(one, ast.Constant):
                yield one.value


def name_of(node: ast.AST) -> str:
    """Of a name, or of what is set on something: `act.verb`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_an_act_of_a_verb_that_nobody_can_read_is_refused(db):
    council = make_council()
    actor = access_of(administrator_of(council), council).require(Right.MANAGE_SETTINGS)
    with (
        pytest.raises(ValueError, match="no verb of the record"),
        recording(council, actor=actor, verb="did", reason="Because", subject=council) as act,
    ):
        act.change(council, name="Another name")


def test_a_verb_of_two_floors_is_refused(monkeypatch):
    monkeypatch.setitem(verbs.VERBS, "plan_started", Verb("started {subject}"))
    sentences.verbs.cache_clear()
    try:
        with pytest.raises(ImproperlyConfigured, match="plan_started"):
            sentences.verbs()
    finally:
        monkeypatch.undo()
        sentences.verbs.cache_clear()


def test_the_check_refuses_a_verb_that_is_no_code(monkeypatch):
    monkeypatch.setattr(checks, "verbs", lambda: {"Changed the name": Verb("")})
    assert faults() == ["record.E004"]


@pytest.mark.parametrize("verb", sorted(sentences.verbs()))
def test_each_verb_makes_a_sentence_of_its_subject_and_its_codes(verb):
    said = sentences.verbs()[verb]
    details: dict[str, Any] = {"role": "monitoring_officer", "title": "", "deputy": True}
    details |= {name: next(iter(choices)).value for name, choices in said.codes.items()}
    details |= dict.fromkeys(said.told, "a file.docx")
    details |= dict.fromkeys(said.moments, "2027-05-04T10:00:00+00:00")

    words = sentences.sentence(verb, "A subject", details)

    assert "A subject" in words
    assert "{" not in words
    office = "Monitoring Officer (deputy)"
    assert (office in words) == ("{office}" in said.words)


def test_a_subject_with_braces_is_printed_as_it_is():
    assert sentences.sentence("edited", "“{figure:savings}…”", {}) == "edited “{figure:savings}…”"


def test_no_column_of_an_act_or_an_identity_is_wide_enough_by_chance():
    """Codes fit their columns."""
    from councils.record.models import Act

    field = Act._meta.get_field("verb")
    assert isinstance(field, models.CharField)
    assert max(map(len, sentences.verbs())) <= (field.max_length or 0)
    assert max(map(len, models_by_kind())) <= 40
