"""What somebody said of a passage that its author is to put right, shown where it is written.

Who says such things works on a floor above: it registers where they come from.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plans.models import Plan, Stage
from plans.parts import PlanPart, parts_of
from plans.places import Place, places_named


@dataclass(frozen=True)
class Remark:
    """`who` said `words` of a `place`, as they called it."""

    who: str
    words: str
    place: str
    on: str = ""


@dataclass(frozen=True)
class PlacedRemark:
    """A remark, and what of the plan it may mean."""

    remark: Remark
    places: tuple[Place, ...]

    def is_about(self, passage: int | None, part: str) -> bool:
        """Whether it is about this passage, or its part as a whole."""
        keys = [(one.part.key, one.passage.pk if one.passage else None) for one in self.places]
        return (part, None) in keys or (part, passage) in keys


Source = Callable[[Plan], Sequence[Remark]]
sources: list[Source] = []


def remarks_come_from(source: Source) -> Source:
    """Register where remarks on a plan come from."""
    sources.append(source)
    return source


def remarks_on(plan: Plan, parts: Sequence[PlanPart] = ()) -> list[PlacedRemark]:
    """What is to be put right in a plan that came back; a plan that never left was told nothing."""
    if plan.stage != Stage.DRAFTING or not plan.moves:
        return []
    said = [remark for source in sources for remark in source(plan)]
    if not said:
        return []
    known = parts or parts_of(plan)
    return [PlacedRemark(one, tuple(places_named(one.place, known))) for one in said]
