"""What the database can refuse, it refuses: every constraint of every model of ours."""

# ruff: noqa: S608 (tables and columns are named by our own models)

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from approvals.clearance.unfinished import keep_unfinished
from approvals.models import UnfinishedAnswer
from councils.actions.account import make_calendar_address
from councils.models import Appointment, Meeting
from councils.roles import Role
from plans.actions.beginnings import Beginning, keep_beginning
from plans.actions.stashes import keep_stash
from plans.presence import say_open
from tests.approvals.makers import (
    Chamber,
    make_own_report,
    make_put,
    make_queued,
    make_received,
    make_whole_life,
    put_alone,
)
from tests.makers import make_appointment, make_refused
from tests.plan_makers import World, make_word_template

OURS = [
    model
    for app in ("councils", "plans", "approvals")
    for model in apps.get_app_config(app).get_models()
    if not hasattr(model, "instance_type")
]
UNIQUE = [
    (model, constraint)
    for model in OURS
    for constraint in model._meta.constraints
    if isinstance(constraint, models.UniqueConstraint)
]
# A suggestion that nobody answered.
OPEN_SUGGESTION = (
    "(SELECT max(id) FROM plans_suggestion"
    " WHERE id NOT IN (SELECT suggestion_id FROM plans_suggestionanswer))"
)
# For every check, columns that it forbids, on a row that is otherwise as it should be.
FORBIDDEN = {
    "turns_count_from_one": "turn = 0",
    "an_unfinished_answer_has_words": "body = '', place = ''",
    "a_word_template_has_its_name_and_its_styles": "name = ''",
    "a_form_of_reports_has_parts_and_says_what_is_numbered": "numbering = ''",
    "only_what_is_cancelled_says_why": "cancelled_why = 'Snow', is_cancelled = false",
    "a_grant_waits_a_day_or_more": "grant_delay_days = 0",
    "an_idle_session_lasts_five_minutes_to_twelve_hours": "idle_minutes = 4",
    "an_appointment_ends_after_it_starts": "starts_on = '2024-05-01', ends_on = '2024-04-01'",
    "a_plan_is_in_a_known_stage": "stage = 'lost'",
    "a_plan_taken_back_is_closed": "stage = 'drafting', taken_back_at = now()",
    "a_version_has_a_digest": "digest = 'none'",
    "a_heading_is_not_assigned": "kind = 'heading', ready = true",
    "a_paragraph_is_asked_of_somebody": "writer_id = NULL, asked_for = 'Be brief'",
    "a_theme_is_asked_of_somebody": "writer_id = NULL, wanted_on = '2024-05-01'",
    "a_metric_reported_elsewhere_says_where": "kind = 'reported elsewhere', link = ''",
    "a_metric_to_follow_has_a_date": "kind = 'to follow', promised_on = NULL",
    "a_metric_says_where_it_is_reported_and_which_is_better": "direction = ''",
    "evidence_says_what_it_is": "kind = ''",
    "a_commitment_is_due_after_it_starts": "start = '2024-05-01', due = '2024-04-01'",
    "a_planned_saving_is_not_negative": "planned = -1",
    "evidence_has_a_link_or_a_file": "link = '', file_id = NULL",
    "a_call_in_is_of_a_decision_or_supersedes_one": "supersedes_id = NULL",
    "what_was_issued_is_kept_with_its_day": "body = '<p>', published_on = NULL",
    "what_is_withheld_has_its_paragraph_and_why": "withheld_under = 'Paragraph 3'",
    "what_is_to_be_done_has_words": "words = ''",
    "only_a_recommendation_is_received_by_the_executive": (
        "kind = 'promise', received_on = '2024-05-01'"
    ),
    "a_power_asks_for_a_report_back": (
        "kind = 'promise', received_on = NULL, delegation_id ="
        " (SELECT max(id) FROM approvals_delegation)"
    ),
    "a_discharge_is_of_one_thing_to_do": "follow_up_id = NULL",
    "one_thing_is_taken_back_at_a_time": "follow_up_id = NULL",
    "what_is_taken_back_was_a_mistake_and_why": "why = ''",
    "a_link_to_comment_opens_a_paragraph": "may_write = false, kind = 'theme'",
    "a_link_is_taken_back_by_somebody": "revoked_at = sent_at",
    "a_link_is_taken_back_after_it_was_sent": (
        "revoked_by_id = sent_by_id, revoked_at = sent_at - interval '1 day'"
    ),
    "an_e_mail_goes_to_somebody": "to_id = NULL, address = ''",
    "an_e_mail_is_settled_when_it_is_sent_or_has_failed": "state = 'sent', settled_at = NULL",
    "an_implication_has_a_heading": "headings = '{}'",
    "an_implication_is_of_one_heading_and_somebodys": "written_by_id = NULL",
    "a_round_that_goes_on_names_the_meeting": "then_put = true, meets_on = NULL",
    "a_comment_an_objection_and_a_return_have_words": "outcome = 'objects', words = ''",
    "an_answer_is_not_given_in_the_future": "stated_at = recorded_at + interval '1 day'",
    "an_answer_is_disowned_in_words": "outcome = 'disowned', words = ''",
    "an_amendment_has_words": "words = ''",
    "a_lodged_amendment_has_words_and_a_mover": "moved_by = ''",
    "advice_on_an_amendment_has_words": "kind = 'advice', words = ''",
    "voting_begins_with_the_first": "place = 0",
    "an_amendment_taken_otherwise_has_its_words": "outcome = 'varied', words = ''",
    "only_the_plan_is_still_to_be_drafted": "wording = 'to_draft', of = 'recommendation'",
    "who_drafts_is_said_of_what_is_to_be_drafted": "wording = 'exact', drafted_by = 'The Leader'",
    "only_an_older_record_may_not_show_the_day": "decided_on = NULL, from_the_record = false",
    "words_that_count_have_their_version": "version_id = NULL, outcome = 'noted'",
    "a_delegate_decides_under_a_resolution": "kind = 'delegate', under_id = NULL",
    "too_little_notice_is_of_a_step_or_a_round": "step_id = NULL, round_id = NULL",
    "too_little_notice_says_why": "why = ''",
    "a_general_exception_has_the_day_of_its_notice": "kind = 'general_exception', on = NULL",
    "somebody_agreed_on_a_day_that_it_is_urgent": "kind = 'special_urgency', on = NULL",
    "a_power_is_given_to_somebody": "title = ''",
    "a_call_in_is_made_by_somebody": "made_by = ''",
    "a_call_in_not_valid_says_why": "valid = false, why = ''",
    "a_correction_says_what_was_wrong": "corrects_why = 'Why', corrects_id = NULL",
    "a_signature_has_words_reasons_and_alternatives": "reasons = ''",
    "what_is_put_off_has_its_next_day": "outcome = 'deferred', next_meets_on = NULL",
    "no_interests_and_not_recorded_are_two_things": (
        "nothing_declared = true, interests_not_recorded = true"
    ),
    "a_vote_that_is_not_recorded_has_no_count": "voting_not_recorded = true, votes_for = 1",
    "a_named_vote_has_a_name": "member = ''",
    "a_dispensation_with_a_day_was_given_by_somebody": (
        "dispensed_on = '2024-07-01', dispensed_by = 'none'"
    ),
    "a_dispensation_is_for_an_interest": "kind = 'content', dispensed_by = 'authority'",
    "a_members_dispensation_was_given_by_somebody": (
        "kind = 'pecuniary', words = 'A lease', dispensed_on = '2024-07-01', dispensed_by = ''"
    ),
    "a_withdrawal_is_of_a_declaration": "kind = 'withdrawn', words = 'Wrong', corrects_id = NULL",
    "a_decision_takes_effect_after_it_is_made": "effective_from = decided_on - 1",
    "a_question_and_an_interest_have_words": "kind = 'question', words = ''",
    "an_answer_to_a_member_has_words": "words = ''",
    "an_extension_has_a_moment_or_an_event": "due = NULL, event = ''",
    "a_moment_has_its_day": "sent_at = now(), sent_on = NULL",
    "nothing_was_published_in_the_future": "stated_at = recorded_at + interval '1 day'",
    "a_marking_that_ends_has_a_pdf_of_its_own": "unmarked_on = stated_at::date",
    "a_draft_is_marked_and_has_its_meeting_and_agenda": "decision_id = NULL",
    "nothing_was_sent_in_the_future": "sent_here = false, sent_at = recorded_at + interval '1 day'",
    "what_goes_from_here_states_no_moment": "sent_at = recorded_at",
    "what_failed_says_why": "state = 'failed', said = ''",
    "a_late_submission_has_a_reason": "due = recorded_at - interval '1 day', reason = ''",
    "nobody_names_themselves_to_confirm": "person_id = named_by_id",
    "nobody_confirms_savings_they_wrote": "by_id = written_by_id",
    "a_comment_has_words": "words = ''",
    "a_finding_is_passed_for_a_reason": "why = ''",
    "a_clearance_comment_has_words": "words = ''",
    "a_rule_that_carries_says_whom_it_asks": "asks = '{}'",
    "a_comment_quotes_a_passage_alone": "about = 'figure', quote = 'Words'",
    "a_reply_has_words": "words = ''",
    "a_suggestion_has_words": "proposed = ''",
    "a_suggestion_has_other_words": "proposed = before",
    "a_round_has_a_mark": "mark = ''",
    "an_answer_is_given_up_with_words": "words = ''",
    "a_file_is_returned_by_somebody": "copy_id = NULL, returned_by = ''",
    "a_suggestion_says_where": "theme = 1",
    "a_new_passage_follows_one": "kind = 'new', after = key, before = 'It stood'",
    "a_suggested_value_says_of_which_field": "item = 1",
    "a_suggested_heading_is_new": "is_heading = true",
    "only_what_was_accepted_became_a_passage": "accepted = false, made = 1",
    "what_was_divided_is_no_answer": "divided = true, accepted = true",
    "a_suggestion_is_named_with_its_file": "file = '', said_by = 'Her'",
    "a_comment_is_named_with_its_file": "file = '', said_on = '2026-03-02'",
    "a_reply_is_named_with_its_file": "file = '', said_by = 'Her'",
    "an_exception_is_explained": "basis = 'decided', decision_id = NULL",
}
# A step that waits for its decision, for a decision written again.
WAITING_STEP = (
    "(SELECT max(id) FROM approvals_decisionstep"
    " WHERE id NOT IN (SELECT step_id FROM approvals_decision))"
)
# Somebody who decides alone and has not signed.
UNSIGNED = (
    "(SELECT max(id) FROM approvals_stepdecider"
    " WHERE id NOT IN (SELECT decider_id FROM approvals_signature))"
)
# A submission that has not been sent from here.
UNSENT = (
    "(SELECT max(id) FROM approvals_submission WHERE id NOT IN"
    " (SELECT submission_id FROM approvals_submissiondispatch WHERE state = 'sent'))"
)
# An answer of which its officer has said nothing.
UNREVIEWED = (
    "(SELECT max(id) FROM approvals_clearanceresponse"
    " WHERE id NOT IN (SELECT answer_id FROM approvals_emailedanswerreview))"
)
# What the same office was asked later, and had no answer carried to.
ASKED_LATER = (
    "(SELECT later.id FROM approvals_clearancerequest later"
    " JOIN approvals_clearancerequest asked ON asked.id = asked_id AND asked.id < later.id"
    " AND (asked.role, asked.title) = (later.role, later.title)"
    " JOIN approvals_clearanceround round ON round.id = later.round_id"
    " JOIN approvals_clearanceround before ON before.id = asked.round_id"
    " AND before.plan_id = round.plan_id"
    " WHERE later.id NOT IN (SELECT asked_id FROM approvals_carriedanswer) LIMIT 1)"
)
# An amendment of which no meeting decided, and one that is withdrawn.
NOT_VOTED_ON = (
    "(SELECT max(id) FROM approvals_lodgedamendment WHERE id NOT IN"
    " (SELECT amendment_id FROM approvals_amendmentoutcome))"
)
WITHDRAWN_ONE = "(SELECT max(amendment_id) FROM approvals_amendmentremark WHERE kind = 'withdrawn')"
# A call-in of which nobody has said whether it is valid.
UNDECIDED = (
    "(SELECT max(id) FROM approvals_callin"
    " WHERE id NOT IN (SELECT call_in_id FROM approvals_callinruling))"
)
# Something to do that nobody took back.
NOT_TAKEN_BACK = (
    "(SELECT max(id) FROM approvals_followup WHERE id NOT IN"
    " (SELECT follow_up_id FROM approvals_followupwithdrawal WHERE follow_up_id IS NOT NULL))"
)
# A copy of a round whose answer is waited for.
WAITED_FOR = (
    "(SELECT max(id) FROM plans_roundcopy WHERE id NOT IN (SELECT copy_id FROM plans_copyexcused))"
)
# Columns that are unique in some tables, and in others name what many rows are of.
ONE_TO_ONE = ("step_id", "decision_id", "copy_id", "suggestion_id", "asked_id", "answer_id")
# What keeps a copy of a row apart by another constraint of its table than the one that is tried.
BESIDE = {
    "an_amendment_is_withdrawn_once": {
        "kind": "'withdrawn'",
        "amendment_id": WITHDRAWN_ONE,
    },
    "a_body_meets_once_on_a_day": {"uid": "'another'"},
    "a_key_is_of_one_calendar_address": {"nonce": "gen_random_uuid()"},
    "a_calendar_knows_a_meeting_by_its_own_mark": {"body": "'Another body'"},
    "rounds_in_word_are_numbered": {"mark": "md5(random()::text)"},
    "somebody_has_one_copy_of_a_round": {"number": "number + 1000"},
}
CHECKS = [
    (model, constraint.name)
    for model in OURS
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]


def said(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of everything, so that every table has a row to try; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        make_whole_life(Chamber())
        make_received(Chamber())
        make_put(Chamber())
        put_alone(Chamber())
        make_queued(Chamber())
        make_refused(made.author, made.council)
        typed = {"by": made.author, "seen": 1, "body": "Not saved.", "now": timezone.now()}
        keep_stash(made.plan, passage=made.opening.pk, **typed)
        begun = {"by": made.author, "body": "Not saved.", "now": timezone.now()}
        keep_beginning(made.plan, Beginning(made.theme.pk, 0, "1.1"), **begun)
        keep_unfinished(made.plan, by=made.author, words="Not given.", place="", now=timezone.now())
        make_word_template(made.council)
        make_calendar_address(made.author)
        make_own_report(Chamber(), lead="The portfolio holder")
        say_open(made.plan, {made.opening.pk}, by=made.author, now=timezone.now())
        yield made
        transaction.set_rollback(True)


def copied(model: type[models.Model], **other: str) -> str:
    """SQL that writes a row again with a key of its own, some columns from an expression."""
    table, key = model._meta.db_table, model._meta.pk.column
    names = [column.column for column in model._meta.fields]
    if isinstance(model._meta.pk, models.BigAutoField):
        other = {key: f"(SELECT max({key}) + 1000000 FROM {table})", **other}
    elif isinstance(model._meta.pk, models.UUIDField):
        other = {key: "gen_random_uuid()", **other}
    quoted = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(other.get(name, f'"{name}"') for name in names)
    first = f"{table} WHERE {key} = (SELECT {key} FROM {table} ORDER BY {key} LIMIT 1)"
    return f"INSERT INTO {table} ({quoted}) SELECT {values} FROM {first}"


@pytest.mark.parametrize(
    ("model", "constraint"), UNIQUE, ids=[constraint.name for _, constraint in UNIQUE]
)
def test_what_is_unique_is_not_written_twice(db, world, model, constraint):
    said("SET LOCAL ROLE NONE")  # the application may not write each of them by itself
    with pytest.raises(IntegrityError, match=constraint.name), transaction.atomic():  # noqa: PT012
        # In capitals, an e-mail address gets past the column's own rule to that of the table.
        apart = {"email": "upper(email)", "key": "gen_random_uuid()"}
        said(copied(model, **apart | BESIDE.get(constraint.name, {})))
        # Places in an order may collide until the transaction ends.
        said(f"SET CONSTRAINTS {constraint.name} IMMEDIATE") if constraint.deferrable else None


@pytest.mark.parametrize(("model", "name"), CHECKS, ids=[name for _, name in CHECKS])
def test_what_is_forbidden_is_not_written(db, world, model, name):
    forbidden = dict(part.split(" = ", 1) for part in FORBIDDEN[name].split(", "))
    unique = unlike(model)
    said("SET LOCAL ROLE NONE")

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        said(copied(model, **unique | forbidden))
    # The control: the same row is taken when it is as it should be.
    said(copied(model, **unique))


def unlike(model: type[models.Model]) -> dict[str, str]:
    """Expressions that keep a copy apart from its original, wherever something must be unique."""
    apart = {
        "slug": "slug || '-2'",
        "number": "number + 1000",
        "place": "place + 1000",
        "ended_at": "now()",
        "reference": "reference || '2'",
        "title": "title || ' 2'",
        "member": "member || ' 2'",
        "year": "year + 50",
        "sequence": "sequence + 1000000",
        "key": "gen_random_uuid()",
        "nonce": "gen_random_uuid()",
        "key_digest": "md5(random()::text) || md5(random()::text)",
        "step_id": WAITING_STEP,
        "decider_id": UNSIGNED,
        # A further call-in period supersedes the one it is like.
        "decision_id": "NULL",
        "supersedes_id": "id",
        "submission_id": UNSENT,
        "answer_id": UNREVIEWED,
        "asked_id": ASKED_LATER,
        "amendment_id": NOT_VOTED_ON,
        "call_in_id": UNDECIDED,
        "suggestion_id": OPEN_SUGGESTION,
        "copy_id": WAITED_FOR,
        "mark": "md5(random()::text)",
        "uid": "gen_random_uuid()::text",
        "sha256": "md5(random()::text) || md5(random()::text)",
        "follow_up_id": NOT_TAKEN_BACK,
        # An appointment of another day and of the same role overlaps nothing.
        "starts_on": "DATE '2001-01-01'",
        "ends_on": "DATE '2001-01-02'",
    }
    # An answer's place is words: where in the plan it speaks of. A draft's step has others too.
    # What a comment is about has a number, which other comments have as well.
    names = {
        column.column
        for column in model._meta.fields
        if (column.column != "place" or isinstance(column, models.IntegerField))
        and (column.column not in ONE_TO_ONE or column.unique)
        and (column.column != "key" or isinstance(column, models.UUIDField))
    }
    # A body meets once a day, so a copy is of another day.
    day = {"on": '"on" + 1000'} if model is Meeting else {}
    # And somebody types one answer for a plan: a copy is of another plan.
    other = {"plan_id": "(SELECT max(id) FROM plans_plan)"} if model is UnfinishedAnswer else {}
    return {name: value for name, value in apart.items() if name in names} | day | other


def test_every_check_has_an_example_here():
    assert {name for _, name in CHECKS} == set(FORBIDDEN)


def test_every_kind_of_constraint_is_tried():
    kinds = {type(one).__name__ for model in OURS for one in model._meta.constraints}
    assert kinds == {"UniqueConstraint", "CheckConstraint", "ExclusionConstraint"}


@pytest.mark.parametrize("other", [Role.SECTION_151, Role.HEAD_OF_PAID_SERVICE])
def test_the_database_keeps_the_monitoring_officer_apart(db, world, other):
    """Past the action that refuses it in words, as a last line."""
    held = make_appointment(world.council, world.author, Role.MONITORING_OFFICER)

    with pytest.raises(IntegrityError, match="never_"), transaction.atomic():
        said(
            "INSERT INTO councils_appointment (council_id, person_id, role, title, deputy,"
            " starts_on, revision, invited_as) VALUES (%s, %s, %s, '', false, %s, 1, '')",
            held.council_id,
            held.person_id,
            other,
            date(2020, 1, 1),
        )
    assert Appointment.objects.filter(person=world.author).count() == 2
