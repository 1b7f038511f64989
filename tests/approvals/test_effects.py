"""What became of a plan is read from its resolutions: every kind, every verb, every subject."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.decisions.effects import (
    APPROVING,
    DECIDES,
    About,
    Effect,
    Limb,
    StepKind,
    Verb,
    contradiction_in,
    effect_of,
)
from approvals.models import Decision

LIMBS = st.lists(st.builds(Limb, st.sampled_from(Verb), st.sampled_from(About)), max_size=6)
KINDS = st.sampled_from(StepKind)
PLAN, SUBMISSION, PUBLICATION = About.PLAN, About.SUBMISSION, About.PUBLICATION
REQUIREMENT, APPROACH = About.REQUIREMENT, About.APPROACH

# How twelve councils really worded it (../shared/cases/decisions.json), in kinds and verbs.
REAL = {
    "agreed, its publication too, with a power to amend it": (
        [(Verb.AGREED, PLAN), (Verb.AGREED, PUBLICATION), (Verb.DELEGATED, PLAN)],
        Effect.AGREED,
    ),
    "approved, and its submission": (
        [(Verb.APPROVED, PLAN), (Verb.APPROVED, SUBMISSION)],
        Effect.AGREED,
    ),
    "noted, and its submission approved": (
        [(Verb.NOTED, PLAN), (Verb.APPROVED, SUBMISSION)],
        Effect.NOTED,
    ),
    "noted, as was what the government asks": (
        [(Verb.NOTED, REQUIREMENT), (Verb.NOTED, PLAN)],
        Effect.NOTED,
    ),
    "the whole approval left to an officer": (
        [(Verb.NOTED, REQUIREMENT), (Verb.DELEGATED, PLAN), (Verb.DELEGATED, SUBMISSION)],
        Effect.DELEGATED,
    ),
    "its submission approved, and nothing said of the plan": (
        [(Verb.APPROVED, SUBMISSION), (Verb.APPROVED, PUBLICATION)],
        Effect.NONE,
    ),
    "only the approach agreed": ([(Verb.AGREED, APPROACH)], Effect.NONE),
    "recommended to council": ([(Verb.RECOMMENDED, PLAN)], Effect.REFERRED),
    "no resolutions yet": ([], Effect.NONE),
}


def limbs(pairs):
    return [Limb(*pair) for pair in pairs]


@pytest.mark.parametrize("case", REAL)
def test_what_councils_resolved_comes_to(case):
    said, effect = REAL[case]
    found = effect_of(StepKind.DECIDER, limbs(said))

    assert found == effect
    assert contradiction_in(limbs(said)) is None


@given(KINDS, LIMBS, st.booleans())
def test_only_an_approving_word_about_the_plan_endorses_it(kind, said, amended):
    if effect_of(kind, said, amended=amended) in Decision.ENDORSING:
        assert kind in DECIDES
        assert any(one.verb in APPROVING and one.about == PLAN for one in said)


@given(KINDS.filter(lambda kind: kind not in DECIDES), LIMBS, st.booleans())
def test_scrutiny_advice_and_review_decide_nothing_whatever_they_say(kind, said, amended):
    found = effect_of(kind, said, amended=amended)

    assert found in (Effect.ADVISED, Effect.REVIEWED)


@given(LIMBS, st.randoms(use_true_random=False))
def test_the_order_of_resolutions_makes_no_difference(said, order):
    mixed = list(said)
    order.shuffle(mixed)

    assert effect_of(StepKind.DECIDER, mixed) == effect_of(StepKind.DECIDER, said)
    assert (contradiction_in(mixed) is None) == (contradiction_in(said) is None)


@given(LIMBS)
def test_what_is_about_something_else_changes_nothing(said):
    other = [one for one in said if one.about != PLAN]
    own = [one for one in said if one.about == PLAN]

    assert effect_of(StepKind.DECIDER, own + other) == effect_of(StepKind.DECIDER, own)


def test_noted_is_never_endorsed():
    for about, amended in itertools.product(About, (False, True)):
        noted = [Limb(Verb.NOTED, about)]
        assert effect_of(StepKind.DECIDER, noted, amended=amended) not in Decision.ENDORSING


def test_amended_words_are_endorsed_as_amended_and_never_what_was_noted():
    assert effect_of(StepKind.DECIDER, limbs([(Verb.AGREED, PLAN)]), amended=True) == Effect.AMENDED
    assert effect_of(StepKind.DECIDER, limbs([(Verb.NOTED, PLAN)]), amended=True) == Effect.NOTED


@pytest.mark.parametrize("held_back", [Verb.REFUSED, Verb.DEFERRED, Verb.REFERRED])
def test_what_is_approved_and_held_back_contradicts_itself_and_is_held_back(held_back):
    both = limbs([(Verb.NOTED, REQUIREMENT), (Verb.APPROVED, PLAN), (held_back, PLAN)])

    assert contradiction_in(both).numbers == (2, 3)
    assert str(contradiction_in(both)).startswith("Resolutions 2 and 3 cannot both")
    assert effect_of(StepKind.DECIDER, both) not in Decision.ENDORSING
    assert contradiction_in(limbs([(Verb.APPROVED, PLAN), (held_back, About.OTHER)])) is None


def test_every_verb_comes_to_something():
    for verb in Verb:
        assert effect_of(StepKind.DECIDER, [Limb(verb, PLAN)]) != Effect.NONE
