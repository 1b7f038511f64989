"""Rules over several tables, which no constraint can hold: triggers that refuse in a sentence."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from approvals.models import CarriedAnswer, ClearanceRequest, ClearanceResponse, ClearanceRound
from councils.models import Council
from councils.record.models import Act, Identity
from plans.models import Suggestion, SuggestionAnswer

# Nobody clears what they sent or wrote: the rule of `approvals.clearance.rules`, whoever asks.
CLEARANCE = "nobody_clears_what_they_wrote"
CLEARANCE_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    clears {identity};
    asked {asked};
    sent {round};
    refusal text;
BEGIN
    SELECT * INTO clears FROM {identity} WHERE id = NEW.answered_by_id;
    SELECT * INTO asked FROM {asked} WHERE id = NEW.asked_id;
    SELECT * INTO sent FROM {round} WHERE id = asked.round_id;

    IF clears.role <> asked.role OR asked.title NOT IN ('', clears.title) THEN
        refusal := 'does not hold the office that was asked';
    ELSIF clears.person_id = sent.sent_by_id THEN
        refusal := 'sent this plan for clearance';
    ELSE
        SELECT CASE wrote.role
                   WHEN 'author' THEN 'wrote this plan as its author'
                   ELSE 'wrote part of this plan, and this council lets no contributor clear'
               END
          INTO refusal
          FROM (
               SELECT writer.role
                 FROM {act} act
                 JOIN {identity} writer ON writer.id = act.actor_id
                WHERE act.plan = sent.plan_id
                  AND writer.person_id = clears.person_id
                  AND writer.role IN ('author', 'contributor')
                UNION ALL
               SELECT 'contributor'
                 FROM {suggestion} suggested
                 JOIN {suggestion_answer} given ON given.suggestion_id = suggested.id
                WHERE given.accepted
                  AND suggested.plan_id = sent.plan_id
                  AND suggested.by_id = clears.person_id
               ) wrote
          JOIN {council} council ON council.id = clears.council_id
         WHERE wrote.role = 'author' OR NOT council.contributors_may_clear
         ORDER BY wrote.role
         LIMIT 1;
    END IF;

    IF refusal IS NOT NULL THEN
        RAISE EXCEPTION '% %, so somebody else must clear it.', clears.name, refusal
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
END $$
"""
# What stands for other words is an answer of that office, to earlier words of the same plan.
CARRYING = "an_answer_is_carried_within_its_plan"
CARRYING_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT
          FROM {answer} given
          JOIN {asked} before ON before.id = given.asked_id
          JOIN {round} earlier ON earlier.id = before.round_id
          JOIN {asked} again ON again.id = NEW.asked_id
          JOIN {round} later ON later.id = again.round_id
         WHERE given.id = NEW.answer_id
           AND given.answered_by_id = NEW.answered_by_id
           AND given.outcome <> 'sent_back'
           AND (before.role, before.title) = (again.role, again.title)
           AND earlier.plan_id = later.plan_id
           AND earlier.number < later.number
    ) THEN
        RAISE EXCEPTION 'Only an answer of the same office to earlier words of the plan is carried.'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
END $$
"""
TABLES: dict[str, type[models.Model]] = {
    "act": Act,
    "answer": ClearanceResponse,
    "asked": ClearanceRequest,
    "carried": CarriedAnswer,
    "council": Council,
    "identity": Identity,
    "round": ClearanceRound,
    "suggestion": Suggestion,
    "suggestion_answer": SuggestionAnswer,
}


def install_trigger(connection: BaseDatabaseWrapper, present: set[str]) -> None:
    """Put the rules in place, once the tables they read are `present`; may be repeated."""
    names = {name: model._meta.db_table for name, model in TABLES.items()}
    if not present.issuperset(names.values()):
        return
    quoted = {name: connection.ops.quote_name(table) for name, table in names.items()}
    with connection.cursor() as cursor:
        cursor.execute(CLEARANCE_FUNCTION.format(name=CLEARANCE, **quoted))
        cursor.execute(CARRYING_FUNCTION.format(name=CARRYING, **quoted))
        for trigger, table in (
            (CLEARANCE, quoted["answer"]),
            (CLEARANCE, quoted["carried"]),
            (CARRYING, quoted["carried"]),
        ):
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {trigger}()"
            )
            # ALWAYS, or a session that says it is a replica would pass it without a sound.
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")
