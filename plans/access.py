"""The way into a plan: strangers find nothing there, others what their role allows."""

from django.db.models import Exists, OuterRef, QuerySet

from councils.access import Request, council_or_404
from councils.roles import Right
from plans.meanwhile import check_not_taken_from, missing_passage, missing_plan
from plans.models import Passage, Plan, Stash
from plans.models.comments import open_in_plan
from plans.models.plan import readable_by
from plans.models.suggestions import suggested_in_plan
from web.addresses import address_of
from web.compiled_queries import prepared

# The rights of which a page of a plan asks one.
READ = (Right.READ_DRAFTS, Right.READ_DECISIONS)
READ_DRAFTS = (Right.READ_DRAFTS,)
READ_RECORD = (Right.READ_RECORD,)
WRITE = (Right.WRITE_PLANS,)
# A contributor writes in what is assigned to them.
WRITERS = (*WRITE, Right.WRITE_ASSIGNED)
COMMENT = (Right.COMMENT,)
CLEAR = (Right.CLEAR,)
PUT_TO_DECISION = (Right.PUT_TO_DECISION,)
RECORD_DECISIONS = (Right.RECORD_DECISIONS,)
SIGN_OFF = (Right.SIGN_OFF,)
DECLARE = (Right.DECLARE,)
DECIDE = (Right.DECIDE,)
ANSWER_MEMBERS = (Right.ANSWER_MEMBERS,)
MAY_PUBLISH = (Right.PUBLISH,)
MAY_SUBMIT = (Right.SUBMIT,)


class PlanRequest(Request):
    """A request for a page of a plan; `plan` is set once `plan_or_404` let somebody in.

    `tried_on` is the plan's number as soon as they see that there is one.
    """

    plan: Plan
    tried_on: int


def plan_or_404(
    request: PlanRequest, council: str, plan: str, rights: tuple[Right, ...] = READ
) -> Plan:
    """The plan at this address, in two queries: who the person is there, and the plan.

    Kept as `request.plan`, for the deadline that every page of the plan shows.
    Http404 for strangers, PermissionDenied for people who may see it but hold none of `rights`.
    """
    access = council_or_404(request, council)
    here, me = access.council.pk, access.person.pk
    found = next(iter(plan_at(here, plan, me, rights=access.rights)), None)
    if found is None:
        raise missing_plan(request, access, plan)
    found.council = access.council
    request.tried_on = found.pk
    access.require(*rights)
    request.plan = found
    return found


def passage_or_404(
    request: PlanRequest,
    council: str,
    plan: str,
    passage: int,
    rights: tuple[Right, ...] = READ,
    *,
    to_write: bool = False,
) -> Passage:
    """A passage with its plan and answers, in three queries.

    A page `to_write` the passage opens for whoever it is assigned to as well; no other page does,
    since those show what stands around it.
    """
    access = council_or_404(request, council)
    here, me = access.council.pk, access.person.pk
    found = next(iter(passage_at(here, plan, passage, me, rights=access.rights)), None)
    if found is None:
        # Whoever may not write here, or never could, is told by this as on every page.
        whole = plan_or_404(request, council, plan, (*rights, Right.WRITE_ASSIGNED))
        raise missing_passage(request, whole, passage)
    found.plan.council = access.council
    if to_write and found.writer_id == access.person.pk:
        rights = (*rights, Right.WRITE_ASSIGNED)
    request.tried_on = found.plan_id
    if to_write and not access.may(*rights):
        check_not_taken_from(request, found)
    access.require(*rights)
    found.plan.listed_days_off = found.listed_days_off
    found.plan.sent_facts = found.sent_facts
    request.plan = found.plan
    return found


@prepared
def plan_at(council: int, slug: str, person: int, *, rights: frozenset[str]) -> QuerySet[Plan]:
    """The plan at an address, for somebody who may open it, with what is open of its talk."""
    found = Plan.objects.filter(readable_by(council, person, rights), slug=slug).whole()
    said = {"open_comments": open_in_plan(), "open_suggestions": suggested_in_plan()}
    return found.annotate(**said)[:1]


@prepared
def passage_at(
    council: int, slug: str, passage: int, person: int, *, rights: frozenset[str]
) -> QuerySet[Passage]:
    """A passage of the plan at an address, for somebody who may open the plan.

    With whether they typed something in it that they did not save (`unsaved`).
    """
    found = Passage.objects.filter(readable_by(council, person, rights, path="plan__"))
    mine = Stash.objects.filter(person=person, passage=OuterRef("pk")).order_by()
    kept = {"unsaved": Exists(mine)}
    return found.filter(plan__slug=slug, pk=passage).whole().annotate(**kept)[:1]


Trail = list[tuple[str, str]]


def breadcrumbs(plan: Plan, *steps: tuple[str, str]) -> Trail:
    """The council's plans, the plan, and the steps below it, as (label, address)."""
    council = plan.council
    return [
        ("Plans", address_of("plans", council.slug)),
        (plan.title, plan.get_absolute_url()),
        *steps,
    ]


def plan_url(name: str, plan: Plan, *rest: object) -> str:
    """The address of one of a plan's pages."""
    return address_of(name, plan.council.slug, plan.slug, *rest)
