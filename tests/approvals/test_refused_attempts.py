"""Every refusal of a move or a grant leaves exactly one line, and none of the words typed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME, TRANSITIONS
from councils import refusals
from councils.access import access_of
from councils.models import RefusedAttempt, User
from councils.refusals import MOST, write_down
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import attempt, mover, shown
from tests.approvals.makers import Chamber, make_sent
from tests.approvals.ways import ELSEWHERE, STAGES, TwoCouncils
from tests.makers import administrator_of, make_person
from web.errors import Refused

CANARY = "kept to myself"
NAMES = [row.name for row in TRANSITIONS]
PAGES = sorted({row.page for row in TRANSITIONS})
Reason = RefusedAttempt.Reason


def lines(chamber: Chamber) -> list[tuple[str, int, str]]:
    rows = RefusedAttempt.objects.filter(council=chamber.council).order_by("pk")
    said = [(row.tried, row.plan, row.reason) for row in rows]
    assert all(CANARY not in f"{row.tried} {row.words}" for row in rows)
    return said


def posted(by: User, chamber: Chamber, refusal: Exception) -> None:
    """As the page's answer to a form that was refused so."""
    request: Any = RequestFactory().post("/", {"words": CANARY})
    request.resolver_match, request.access = None, access_of(by, chamber.council)
    write_down(request, refusal)


def stage_before(name: str) -> tuple[Callable[[TwoCouncils], None], Stage]:
    """A way to where this move can be tried, and its stage."""
    stage = BY_NAME[name].sources[0]
    ways = ELSEWHERE.get((name, stage))
    return (ways[-1] if ways else STAGES[stage]), stage


def who_moves(world: TwoCouncils, name: str) -> User:
    if BY_NAME[name].page in ("answer", "disown"):
        # Whose answer is the one that is open, or recorded, on the way there.
        round_ = world.plan.rounds.first()
        assert round_ is not None
        given = round_.asked.filter(answers__email__isnull=False).first()
        return (given or round_.asked.filter(answers=None).first()).person
    return mover(world.here, name)


@pytest.mark.parametrize("why", ["an older page", "other words"])
@pytest.mark.parametrize("name", NAMES)
def test_a_move_on_a_page_that_does_not_stand_leaves_one_line(world, name, why):
    way, _ = stage_before(name)
    way(world)
    world.plan.refresh_from_db()
    page, by = shown(name, world.plan), who_moves(world, name)
    stale = PageState(page.moves - 1, page.plan, page.report)
    forged = PageState(page.moves, "0" * 64, page.report)

    with pytest.raises(Refused) as refusal:
        attempt(name, world.plan, by=by, seen=forged if why == "other words" else stale)
    posted(by, world.here, refusal.value)

    reason = Reason.OTHER_WORDS if why == "other words" else Reason.STALE_PAGE
    verbs = {row.verb for row in TRANSITIONS if row.page == BY_NAME[name].page}
    [(tried, plan, said)] = lines(world.here)
    assert (plan, said) == (world.plan.pk, reason)
    assert tried in verbs


def typed(moves: int) -> dict[str, Any]:
    return {"moves": moves, "words": CANARY, "reason": CANARY, "address": CANARY}


@pytest.mark.parametrize("page", PAGES)
def test_a_form_of_a_move_sent_without_the_right_leaves_one_line(world, page, signed_in):
    world.plan.refresh_from_db()
    auditor = signed_in(world.visitors["auditor here"])
    address = plan_url(f"move_{page}", world.plan)

    assert auditor.get(address).status_code == 403
    assert lines(world.here) == []
    assert auditor.post(address, typed(world.plan.moves)).status_code == 403

    first = next(row for row in TRANSITIONS if row.page == page)
    assert lines(world.here) == [(first.verb, world.plan.pk, Reason.NO_RIGHT)]


@pytest.mark.parametrize("page", PAGES)
def test_a_form_of_a_move_sent_in_another_stage_leaves_one_line(world, page, signed_in):
    sources = {stage for row in TRANSITIONS if row.page == page for stage in row.sources}
    # Whoever decides alone finds a plan only from the decision on.
    others = [stage for stage in Stage if stage not in sources]
    STAGES[Stage.ENDORSED if page == "sign" else others[0]](world)
    world.plan.refresh_from_db()
    row = next(row for row in TRANSITIONS if row.page == page)
    role = row.page in ("answer", "disown")
    by = world.here.person[Role.SECTION_151] if role else mover(world.here, row.name)

    answer = signed_in(by).post(plan_url(f"move_{page}", world.plan), typed(world.plan.moves))

    assert answer.status_code == 422
    reason = Reason.NOT_THEIRS if page == "disown" else Reason.WRONG_STAGE
    assert lines(world.here) == [(row.verb, world.plan.pk, reason)]


def test_a_stranger_to_the_council_leaves_none(world, signed_in):
    """Whose name is nothing to the council that they know nothing of."""
    elsewhere = signed_in(world.visitors["author elsewhere"])
    address = plan_url("move_overtaken", world.plan)
    assert elsewhere.post(address, typed(0)).status_code == 404
    assert not RefusedAttempt.objects.exists()


def test_a_role_that_an_administrator_gives_themselves_leaves_one_line(chamber, signed_in):
    by = administrator_of(chamber.council)
    today = timezone.localdate()
    sent = {"name": by.name, "email": by.email, "role": "monitoring_officer", "title": CANARY}
    sent |= {f"starts_on_{part}": getattr(today, part) for part in ("day", "month", "year")}

    answer = signed_in(by).post(reverse("person_add", args=[chamber.council.slug]), sent)

    assert answer.status_code == 422, answer.context
    assert lines(chamber) == [("role_given", 0, Reason.OWN_GRANT)]


def test_a_barred_answer_leaves_one_line(chamber):
    round_ = make_sent(chamber)
    asked = round_.asked.get(role=Role.SECTION_151)
    by = chamber.person[Role.MONITORING_OFFICER]
    with pytest.raises(Refused) as refusal:
        attempt("answer", chamber.plan, by=by, asked=asked)
    posted(by, chamber, refusal.value)
    assert lines(chamber) == [("clearance_answered", chamber.plan.pk, Reason.BARRED)]


def test_what_only_asks_for_a_field_leaves_none(chamber, signed_in):
    make_sent(chamber)
    browser = signed_in(chamber.author)
    chamber.plan.refresh_from_db()
    answer = browser.post(plan_url("move_withdraw", chamber.plan), {"moves": chamber.plan.moves})
    assert answer.status_code == 422
    assert lines(chamber) == []


def test_without_the_middleware_no_line_is_left(chamber, signed_in, monkeypatch):
    """The control."""
    monkeypatch.setattr(refusals, "write_down", lambda *_: None)
    auditor = signed_in(chamber.person[Role.AUDITOR])
    auditor.post(plan_url("move_send", chamber.plan), typed(0))
    assert lines(chamber) == []


def test_the_words_of_the_rule_are_kept_without_those_typed(chamber):
    posted(chamber.author, chamber, denied(f"“{CANARY}” is taken."))
    assert RefusedAttempt.objects.get().words == "“…” is taken."


def test_without_that_the_words_typed_would_be_kept(chamber, monkeypatch):
    """The control."""
    monkeypatch.setattr(refusals, "without_typed", lambda words, _: words)
    posted(chamber.author, chamber, denied(f"“{CANARY}” is taken."))
    with pytest.raises(AssertionError):
        lines(chamber)


def denied(words: str) -> Exception:
    refusal = PermissionDenied(words)
    refusal.attempt = refusals.Attempt(None, "clearance_sent", 0)  # type: ignore[attr-defined, arg-type]
    return refusal


def test_the_same_within_a_minute_is_counted_and_not_for_ever(chamber, signed_in, monkeypatch):
    now = datetime(2026, 1, 5, 12, 0, 1, tzinfo=UTC)
    monkeypatch.setattr(refusals.timezone, "now", lambda: now)
    for _ in range(MOST + 5):
        posted(chamber.author, chamber, denied("No."))
    assert RefusedAttempt.objects.count() == MOST

    monkeypatch.setattr(refusals.timezone, "now", lambda: now + timedelta(minutes=1))
    posted(chamber.author, chamber, denied("No."))
    assert RefusedAttempt.objects.count() == MOST + 1
    monkeypatch.undo()
    page = signed_in(chamber.person[Role.AUDITOR]).get(address_of(chamber)).content.decode()
    assert f"{MOST} times or more within a minute" in page
    assert page.count("You would") == 0


def address_of(chamber: Chamber) -> str:
    return reverse("refusals", args=[chamber.council.slug])


def test_a_line_stays_as_it_was_written(chamber):
    posted(chamber.author, chamber, denied("No."))
    for statement in (
        "UPDATE councils_refusedattempt SET words = ''",
        "DELETE FROM councils_refusedattempt",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_page_is_narrowed_by_plan_and_goes_back_in_time(chamber, signed_in, monkeypatch):
    from dashboard.history import refusals as page_of_refusals

    monkeypatch.setattr(page_of_refusals, "PAGE", 1)
    make_sent(chamber)
    auditor = signed_in(chamber.person[Role.AUDITOR])
    for page in ("move_withdraw", "move_send"):
        auditor.post(plan_url(page, chamber.plan), typed(0))
    auditor.post(reverse("person_add", args=[chamber.council.slug]), {})
    officer: Client = signed_in(chamber.person[Role.MONITORING_OFFICER])
    address = address_of(chamber)

    assert "Appointed …" in officer.get(address).content.decode()
    own = officer.get(f"{address}?plan={chamber.plan.pk}").content.decode()
    assert "Sent Our plan for clearance" in own
    assert "Appointed" not in own
    assert f"?plan={chamber.plan.pk}&amp;before=" in own
    assert officer.get(f"{address}?plan=0").status_code == 422
    assert (
        address
        in officer.get(reverse("council_history", args=[chamber.council.slug])).content.decode()
    )


def test_only_monitoring_officers_and_auditors_read_it(chamber, signed_in):
    for role in Role:
        status = signed_in(chamber.person[role]).get(address_of(chamber)).status_code
        allowed = role in (Role.MONITORING_OFFICER, Role.AUDITOR)
        assert status == (200 if allowed else 403), role
    assert signed_in(make_person(chamber.council)).get(address_of(chamber)).status_code == 404


@pytest.mark.parametrize("row", [row.verb for row in TRANSITIONS])
def test_every_verb_that_can_be_tried_has_words(row):
    from dashboard.history.refusals import tried_in_words

    assert tried_in_words(row, "Our plan")
