"""What is typed into the forms of moves is kept as text or refused in words, in every stage."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from approvals.models import FollowUp, LodgedAmendment, MemberStatement, StepPaper
from councils.roles import Role
from plans.models import Plan
from tests.approvals.makers import (
    Chamber,
    declare,
    make_answered,
    make_asked,
    make_callable,
    make_called_in,
    make_decided,
    make_done,
    make_empowered,
    make_follow_up,
    make_lodged,
    make_monitored,
    make_paper,
    make_put,
    make_received,
    make_recorded,
    make_report,
    make_sent,
    make_to_be_reviewed,
    put_alone,
    sign,
)
from tests.makers import make_governed
from tests.plan_makers import make_commitment
from tests.test_bad_input import BAD, SCRIPT, FormReader

pytestmark = pytest.mark.slow


def drafting(chamber: Chamber) -> None:
    """As it is made."""


def answered(chamber: Chamber) -> None:
    make_answered(chamber, make_sent(chamber, then_put=False))


def of_older_record(chamber: Chamber) -> None:
    make_recorded(chamber, timezone.localdate())


def monitored(chamber: Chamber) -> None:
    make_commitment(chamber.plan, chamber.author)
    make_monitored(chamber)


def declared_alone(chamber: Chamber) -> None:
    put_alone(chamber)
    declare(chamber.plan, chamber.person[Role.DECISION_MAKER])


def signed_alone(chamber: Chamber) -> None:
    put_alone(chamber)
    sign(chamber)


def governed(chamber: Chamber) -> None:
    make_governed(chamber.plan.council)
    make_decided(chamber)


def owing(chamber: Chamber) -> None:
    make_decided(chamber)
    make_follow_up(chamber)


def with_a_paper(chamber: Chamber) -> None:
    owing(chamber)
    make_paper(chamber, "promise_note")


def with_one_done(chamber: Chamber) -> None:
    owing(chamber)
    make_done(chamber)


# Each page that acts, the stage it acts in, and who acts.
PAGES: dict[str, tuple[Callable[[Chamber], object], Role]] = {
    "move_send": (drafting, Role.AUTHOR),
    "report_pasted": (drafting, Role.AUTHOR),
    "send_check": (make_report, Role.AUTHOR),
    "move_from_record": (drafting, Role.DEMOCRATIC_SERVICES),
    "move_overtaken": (drafting, Role.AUTHOR),
    "move_take_back": (drafting, Role.AUTHOR),
    "move_answer": (make_sent, Role.MONITORING_OFFICER),
    "clearance_to_authors": (make_sent, Role.MONITORING_OFFICER),
    "move_answer_by_email": (make_sent, Role.AUTHOR),
    "move_put": (answered, Role.AUTHOR),
    "move_withdraw": (make_sent, Role.AUTHOR),
    "move_decide": (make_put, Role.DEMOCRATIC_SERVICES),
    "move_sign": (declared_alone, Role.DECISION_MAKER),
    "notice_day": (signed_alone, Role.DEMOCRATIC_SERVICES),
    "move_finalise": (make_empowered, Role.DEMOCRATIC_SERVICES),
    "move_correct": (make_decided, Role.DEMOCRATIC_SERVICES),
    "move_receive_call_in": (make_callable, Role.DEMOCRATIC_SERVICES),
    "move_call_in": (make_received, Role.DEMOCRATIC_SERVICES),
    "move_call_in_heard": (make_called_in, Role.DEMOCRATIC_SERVICES),
    "move_review": (make_to_be_reviewed, Role.DEMOCRATIC_SERVICES),
    "follow_ups": (make_decided, Role.DEMOCRATIC_SERVICES),
    "follow_up_day": (owing, Role.DEMOCRATIC_SERVICES),
    "follow_up_withdraw": (owing, Role.DEMOCRATIC_SERVICES),
    "paper_discharges": (with_a_paper, Role.DEMOCRATIC_SERVICES),
    "discharge_take_back": (with_one_done, Role.DEMOCRATIC_SERVICES),
    "statement_issue": (governed, Role.DEMOCRATIC_SERVICES),
    "step_papers": (make_decided, Role.DEMOCRATIC_SERVICES),
    "member_question": (make_put, Role.CABINET_MEMBER),
    "member_interest": (make_put, Role.CABINET_MEMBER),
    "answer_question": (make_asked, Role.AUTHOR),
    "amendment_lodge": (make_put, Role.CABINET_MEMBER),
    "amendment_withdraw": (make_lodged, Role.CABINET_MEMBER),
    "amendment_advise": (make_lodged, Role.SECTION_151),
    "amendments_order": (make_lodged, Role.DEMOCRATIC_SERVICES),
    "move_publish": (make_decided, Role.DEMOCRATIC_SERVICES),
    "move_submit": (make_decided, Role.AUTHOR),
    "extend": (make_decided, Role.AUTHOR),
    "earlier": (of_older_record, Role.AUTHOR),
    "move_close": (monitored, Role.AUTHOR),
    "progress_report": (monitored, Role.AUTHOR),
    "updates": (monitored, Role.AUTHOR),
    "commitment_end": (monitored, Role.AUTHOR),
}
OF_A_COMMITMENT = {"updates", "commitment_end"}


def rest_of(name: str, plan: Plan) -> list[int | str]:
    """What a page's address names beside the plan."""
    if name == "notice_day":
        return [1]
    if name == "answer_question":
        return [MemberStatement.objects.questions_of(plan).get().pk]
    if name == "amendment_lodge":
        return [plan.passages.order_by("theme__place", "place")[0].pk]
    if name in ("amendment_withdraw", "amendment_advise"):
        return [LodgedAmendment.objects.get(step__plan=plan).pk]
    if name in ("step_papers", "statement_issue", "follow_ups"):
        return [1]
    if name == "follow_up_day":
        return [1, f"follow_up-{FollowUp.objects.get(decision__step__plan=plan).pk}"]
    if name == "follow_up_withdraw":
        return [1, FollowUp.objects.get(decision__step__plan=plan).pk]
    if name in ("paper_discharges", "discharge_take_back"):
        paper = StepPaper.objects.get(step__plan=plan)
        return [1, paper.pk, *paper.discharges.values_list("pk", flat=True)]
    return [plan.commitments.get().pk] if name in OF_A_COMMITMENT else []


# Without these the page is out of date, or a press of another button.
KEPT = {"moves", "plan", "report", "key", "seen", "revision", "asked", "role"}


@pytest.mark.parametrize("name", PAGES)
def test_the_form_of_a_move_keeps_what_is_typed_as_text_or_refuses_it(client, chamber, name):
    reach, role = PAGES[name]
    reach(chamber)
    client.force_login(chamber.person[role])
    rest = rest_of(name, chamber.plan)
    url = reverse(name, args=[chamber.council.slug, chamber.plan.slug, *rest])
    fields = fields_of(client.get(url).content.decode())
    assert set(fields) - KEPT, "the page has nothing to type into"

    for bad, value in BAD.items():
        typed = {field: kept if field in KEPT else value for field, kept in fields.items()}
        response = client.post(url, typed)

        # 400 is a page too large to read; 409 one that an earlier round has moved on from.
        assert response.status_code in (200, 302, 400, 409, 422), bad
        assert SCRIPT not in response.content.decode(), bad


def fields_of(page: str) -> dict[str, str]:
    reader = FormReader()
    reader.feed(page)
    return {name: value for name, value in reader.fields.items() if name}
