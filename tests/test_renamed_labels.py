"""Labels, buttons, models and fields are renamed: the record and its rules do not notice."""

import itertools
import secrets
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models, transaction

from approvals.clearance.actions import send_for_clearance
from approvals.clearance.terms import ClearanceTerms
from approvals.decisions import issuing
from approvals.models import ClearanceResponse, Implication, Report
from approvals.workflow import engine, transitions
from approvals.workflow.transitions import TRANSITIONS
from config.record_doorway import IDENTITIES, TRIGGER
from councils.record import writer
from councils.record.kinds import recorded_models
from councils.record.models import Act, Identity
from councils.roles import Office, Role
from plans.exports import pdf
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    implications_of,
    make_emailed,
    make_officer,
    make_sent,
    make_whole_life,
    report_of,
    seen_of,
)
from tests.approvals.walking import stopped
from tests.makers import make_appointment, make_council, make_person
from tests.plan_makers import make_paragraph, make_plan
from web.errors import Refused

# What an act and its actor say, less what the clock and the dice give.
OF_AN_ACT = (
    *("sequence", "verb", "details", "subject_kind", "subject_id", "subject", "reason"),
    *("touched", "digest", "actor_commitment"),
)
OF_AN_IDENTITY = ("name", "role", "title", "deputy", "salt", "commitment")
RENAMED = "Reworded"


class Northmoor(Chamber):
    """A council whose people's names say nothing of what their roles are called."""

    def __init__(self) -> None:
        self.council = make_council("Northmoor", slug="northmoor", collects_sign_offs=True)
        self.person = {
            role: make_person(self.council, role, name=f"Person {place}")
            for place, role in enumerate(Role)
        }
        self.author = self.person[Role.AUTHOR]
        self.clerk = self.person[Role.DEMOCRATIC_SERVICES]
        self.member = self.person[Role.CABINET_MEMBER]
        self.start("A plan")

    def start(self, title: str) -> None:
        """Begin a plan with a paragraph in each theme."""
        self.plan = make_plan(self.council, self.author, title)
        for theme in self.plan.themes.all():
            make_paragraph(self.plan, self.author, f"On {theme}.", theme, questions=["1.1"])


def life() -> Chamber:
    """Everything that a plan leaves in the record, and what people are given and lose."""
    chamber = Northmoor()
    make_officer(chamber, "Equality", name="Person of equality")
    acting = make_person(chamber.council, name="Person who acts")
    make_appointment(chamber.council, acting, Role.SECTION_151, deputy=True)
    make_whole_life(chamber)
    chamber.start("A plan aside")
    round_ = make_sent(chamber)
    make_emailed(chamber, round_, outcome="sent_back", words="Not yet.", place="Theme 1")
    return chamber


def told() -> tuple[list[Any], list[Any]]:
    """Every act and every identity."""
    acts = Act.objects.order_by("council", "sequence").values(*OF_AN_ACT)
    return list(acts), list(Identity.objects.order_by("pk").values(*OF_AN_IDENTITY))


def lived(renamed: Callable[[], Any] = dict) -> tuple[list[Any], list[Any]]:
    """The same life from the same beginning, taken back at its end: what the record tells of it."""
    salts = (f"{n:064x}" for n in itertools.count(1))
    keys = (uuid.UUID(int=n) for n in itertools.count(1))
    with pytest.MonkeyPatch.context() as dice, transaction.atomic(), stopped():
        dice.setattr(secrets, "token_hex", lambda size: next(salts)[-2 * size :])
        dice.setattr(uuid, "uuid4", lambda: next(keys))
        # What is drawn is no part of the record.
        dice.setattr(pdf, "render_plan", lambda frozen, **_: frozen.digest.encode())
        dice.setattr(issuing, "render_to_string", lambda *_: "As it was issued.")
        dice.setattr(issuing, "render_paper", lambda paper: paper.title.encode())
        number_rows_from(1_000_000)
        renamed()
        life()
        found = told()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def as_it_is(django_db_setup, django_db_blocker) -> tuple[list[Any], list[Any]]:
    """What the record tells of it while everything has its name."""
    with django_db_blocker.unblock():
        return lived()


def number_rows_from(first: int) -> None:
    """What is taken back leaves its numbers used up, and digests are of numbers too."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SELECT format('%I', sequencename) FROM pg_sequences")
        for (sequence,) in cursor.fetchall():
            cursor.execute("SELECT setval(%s, %s)", [sequence, first])
        cursor.execute(f"SET LOCAL ROLE {settings.APP_ROLE}")


def reword_choices(patch: pytest.MonkeyPatch) -> None:
    """Every label of every list that a column of a recorded row is chosen from."""
    for one in itertools.chain(Role, *lists_of_ours()):
        patch.setattr(one, "_label_", f"{RENAMED} {one.value}")
    for model in reworded_models():
        for field in model._meta.fields:
            if field.choices:
                reworded = [(value, f"{RENAMED} {value}") for value, _ in field.choices]
                patch.setattr(field, "choices", reworded)


def lists_of_ours() -> Iterator[type[models.TextChoices]]:
    for model in reworded_models():
        for value in vars(model).values():
            if isinstance(value, type) and issubclass(value, models.TextChoices):
                yield value


def reworded_models() -> list[type[models.Model]]:
    """All but the report: its headings are words that the officers clear, and frozen as printed."""
    return [model for model in recorded_models() if model not in (Report, Implication)]


def reword_buttons(patch: pytest.MonkeyPatch) -> None:
    for move in TRANSITIONS:
        for stage in move.buttons:
            patch.setitem(move.buttons, stage, RENAMED)  # type: ignore[call-overload]


class ClassOf:
    """A class whose name pytest can set, and set back."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    @property
    def name(self) -> str:
        return self.model.__name__

    @name.setter
    def name(self, name: str) -> None:
        self.model.__name__ = name


def rename_models(patch: pytest.MonkeyPatch) -> None:
    """Classes as somebody might call them tomorrow, and what Django makes of their names."""
    for number, model in enumerate(recorded_models()):
        patch.setattr(ClassOf(model), "name", f"{RENAMED}{number}")
        patch.setattr(model._meta, "object_name", f"{RENAMED}{number}")
        patch.setattr(model._meta, "model_name", f"{RENAMED}{number}".lower())


def reword_fields(patch: pytest.MonkeyPatch) -> None:
    for model in recorded_models():
        patch.setattr(model._meta, "verbose_name", RENAMED)
        patch.setattr(model._meta, "verbose_name_plural", RENAMED)
        for field in model._meta.fields:
            patch.setattr(field, "verbose_name", RENAMED)


RENAMINGS = {
    "labels": reword_choices,
    "buttons": reword_buttons,
    "models": rename_models,
    "fields": reword_fields,
}


@pytest.mark.parametrize("what", RENAMINGS)
def test_what_is_renamed_changes_nothing_in_the_record(db, as_it_is, monkeypatch, what):
    acts, identities = lived(lambda: RENAMINGS[what](monkeypatch))

    assert (acts, identities) == as_it_is
    assert len(acts) > 40


class ButtonsAsVerbs(dict[str, Any]):
    """The table as it would be if the record kept what a button says."""

    def __getitem__(self, name: str) -> Any:
        move = transitions.BY_NAME[name]
        return replace(move, verb=next(iter(move.buttons.values()))[:40])


# Each with what the record would keep if the guard were off, and what that depends on.
GUARDS_OFF: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "labels": lambda patch: patch.setattr(writer, "name_of", str),
    "buttons": lambda patch: patch.setattr(engine, "BY_NAME", ButtonsAsVerbs()),
    "models": lambda patch: patch.setattr(writer, "kind_of", lambda row: row._meta.model_name),
    "fields": lambda patch: patch.setattr(
        writer, "kind_of", lambda row: str(row._meta.verbose_name)
    ),
}


@pytest.mark.parametrize("what", RENAMINGS)
def test_without_codes_a_renaming_would_change_the_record(db, monkeypatch, what):
    """The control: what a renaming touches reaches the record where it keeps words."""
    monkeypatch.setattr(writer, "check_known", lambda _: None)
    GUARDS_OFF[what](monkeypatch)
    before = lived()

    after = lived(lambda: RENAMINGS[what](monkeypatch))

    assert before != after


@pytest.mark.parametrize("what", RENAMINGS)
def test_who_wrote_a_plan_still_may_not_clear_it(acting_author, monkeypatch, what):
    """The rule asks what was recorded before anything was called something else."""
    RENAMINGS[what](monkeypatch)

    with pytest.raises(Refused, match="somebody else must clear it"):
        send_to(acting_author)


def test_a_rule_that_asks_words_would_let_who_wrote_it_clear_it(acting_author, monkeypatch):
    """The control: the record of the author's acts has another word for the role by now."""
    with connection.cursor() as cursor:
        # Neither the application nor, with its guard on, the owner may.
        cursor.execute("SET LOCAL ROLE NONE")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {IDENTITIES} DISABLE TRIGGER {TRIGGER}")
        Identity.objects.filter(person=acting_author.author).update(role="report writer")
        cursor.execute(f"ALTER TABLE {IDENTITIES} ENABLE ALWAYS TRIGGER {TRIGGER}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"SET LOCAL ROLE {settings.APP_ROLE}")

    send_to(acting_author)


@pytest.fixture
def acting_author(chamber: Chamber) -> Chamber:
    """A plan whose author stands in for the Section 151 officer; another author is to send it."""
    make_appointment(chamber.council, chamber.author, Role.SECTION_151, deputy=True)
    return chamber


def send_to(chamber: Chamber) -> None:
    """Name the plan's author as the officer who is to clear its money."""
    clear = clearers_of(chamber) | {Office(Role.SECTION_151): chamber.author}
    other = make_person(chamber.council, Role.AUTHOR, name="Another author")
    send_for_clearance(
        chamber.plan,
        by=other,
        seen=seen_of(chamber.plan),
        report=report_of(chamber.plan),
        implications=implications_of(),
        clear=clear,
        terms=ClearanceTerms(body="Cabinet"),
    )


def test_people_read_the_new_words_at_once(chamber, monkeypatch):
    """What is drawn is made from the codes when it is drawn."""
    make_emailed(chamber, make_sent(chamber), outcome="objects", words="Not yet.")
    act = Act.objects.filter(plan=chamber.plan.pk).first()
    assert act is not None
    assert act.sentence.endswith("of the Monitoring Officer: objects")

    monkeypatch.setattr(Role.MONITORING_OFFICER, "_label_", "Chief legal officer")
    monkeypatch.setattr(ClearanceResponse.Outcome.OBJECTS, "_label_", "Is against it")

    assert act.sentence.endswith("of the Chief legal officer: is against it")
