"""What a step did with the plan, read from what was resolved: nobody types it.

Pure: the kind of the step, and of each resolution its verb, what it is about, and whether the plan
was amended. Only a resolution about the plan itself endorses, puts off or refuses it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from approvals.models import Decision, DecisionStep, Resolution

Verb: TypeAlias = Resolution.Verb
About: TypeAlias = Resolution.About
StepKind: TypeAlias = DecisionStep.Kind
Effect: TypeAlias = Decision.Outcome

DECIDES = DecisionStep.DECIDES
APPROVING = frozenset({Verb.AGREED, Verb.APPROVED, Verb.ENDORSED, Verb.ADOPTED})
# What each verb about the plan comes to, the weightiest first. Who recommends leaves it to another.
EFFECTS: tuple[tuple[frozenset[Verb], Effect], ...] = (
    (frozenset({Verb.REFUSED}), Effect.REFUSED),
    (frozenset({Verb.DEFERRED}), Effect.DEFERRED),
    (frozenset({Verb.REFERRED}), Effect.REFERRED),
    (APPROVING, Effect.AGREED),
    (frozenset({Verb.DELEGATED}), Effect.DELEGATED),
    (frozenset({Verb.RECOMMENDED}), Effect.REFERRED),
    (frozenset({Verb.NOTED}), Effect.NOTED),
)
# Of these, one minute has no two: what is put off or refused is not approved as well.
EXCLUSIVE = frozenset({Effect.AGREED, Effect.REFUSED, Effect.DEFERRED, Effect.REFERRED})
# Beside these, what is left to somebody: a power over a plan that waits or was refused is none.
HOLD_BACK = EXCLUSIVE - {Effect.AGREED}


@dataclass(frozen=True, slots=True)
class Limb:
    """One resolution: its verb, and what it is about."""

    verb: Verb
    about: About


# Of what else one minute cannot resolve two things.
CONTRADICTED = {
    About.PLAN: "this plan",
    About.SUBMISSION: "its submission",
    About.PUBLICATION: "its publication",
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Resolutions about one thing of which not all can have been passed, by their numbers."""

    numbers: tuple[int, ...]
    about: About = About.PLAN

    def __str__(self) -> str:
        said = " and ".join(str(number) for number in self.numbers)
        what = CONTRADICTED[self.about]
        return f"Resolutions {said} cannot both be about {what}: say what each is about."


def effect_of(kind: StepKind, limbs: Iterable[Limb], *, amended: bool = False) -> Effect:
    """What became of the plan. Of contradicting limbs the one that holds it back counts."""
    if kind == StepKind.REVIEW:
        return Effect.REVIEWED
    if kind not in DECIDES:
        return Effect.ADVISED
    said = verbs_about_the_plan(limbs)
    found = next((effect for verbs, effect in EFFECTS if said & verbs), Effect.NONE)
    return Effect.AMENDED if amended and found == Effect.AGREED else found


def verbs_about_the_plan(limbs: Iterable[Limb]) -> frozenset[Verb]:
    return frozenset(limb.verb for limb in limbs if limb.about == About.PLAN)


def contradiction_in(limbs: Iterable[Limb]) -> Contradiction | None:
    """The first two limbs of which one endorses, refuses or puts off what the other does not."""
    every = list(limbs)
    found = (contradiction_about(about, every) for about in CONTRADICTED)
    return next((one for one in found if one), None)


def contradiction_about(about: About, limbs: Sequence[Limb]) -> Contradiction | None:
    """Of what is resolved of submission and publication the same is asked as of the plan."""
    first: dict[Effect, int] = {}
    for number, limb in enumerate(limbs, start=1):
        if limb.about == about and limb.verb != Verb.RECOMMENDED:
            effect = effect_of(StepKind.DECIDER, [Limb(limb.verb, About.PLAN)])
            first.setdefault(effect, number)
    apart = EXCLUSIVE | ({Effect.DELEGATED} if HOLD_BACK & first.keys() else set())
    numbers = sorted(first[effect] for effect in apart & first.keys())
    return Contradiction((numbers[0], numbers[1]), about) if len(numbers) > 1 else None
