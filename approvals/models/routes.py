"""The legal routes by which a plan is decided; leader, mayor and the like are titles on one."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from councils.models import Council


class Route(models.TextChoices):
    CABINET = "cabinet", "Cabinet"
    COMMITTEE = "committee", "A committee"
    COUNCIL = "council", "Full council"
    MEMBERS = "members", "One or more members alone"
    OFFICER = "officer", "An officer"
    MEMBER_WITH_OFFICER = "member_officer", "A member and an officer together"
    NOT_KNOWN = "not_known", "Not known"


# By these, people who are named decide, each by their signature, and no meeting.
ALONE = frozenset({Route.MEMBERS, Route.OFFICER, Route.MEMBER_WITH_OFFICER})
# What a committee or the full council decides is no decision of the executive.
NOT_EXECUTIVE = frozenset({Route.COMMITTEE, Route.COUNCIL})


def offered_in(council: "Council") -> list[tuple[str, str]]:
    """What a form offers, the executive by what the council calls it.

    That a route is not known is said by nobody who puts a plan to it.
    """
    return [
        (one.value, council.cabinet_word if one == Route.CABINET else one.label)
        for one in Route
        if one != Route.NOT_KNOWN
    ]


def usual_route(council: "Council", body: str) -> str:
    """The route that the council's settings name with this body; "" of any other."""
    return Route.CABINET if body.strip() == council.cabinet_word else ""
