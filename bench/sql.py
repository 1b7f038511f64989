"""What the bare pages ask of the database, one statement for each thing a page must know."""

CURRENT = "starts_on <= %(today)s AND (ends_on IS NULL OR ends_on >= %(today)s)"

_HELD = """EXISTS (
    SELECT 1 FROM councils_appointment AS held
    WHERE held.council_id = plan.council_id AND held.person_id = %(me)s
      AND held.role = ANY(%(roles)s) AND held.starts_on <= %(today)s
      AND (held.ends_on IS NULL OR held.ends_on >= %(today)s)
)"""

FROM_PLAN = """
FROM plans_plan AS plan
JOIN councils_council AS council ON council.id = plan.council_id
JOIN plans_commissionversion AS asked ON asked.id = plan.commission_id
"""

HERE = f"council.slug = %(council)s AND plan.slug = %(plan)s AND {_HELD}"

COUNCILS = f"""
SELECT council.id, council.name, role FROM councils_appointment AS held
JOIN councils_council AS council ON council.id = held.council_id
WHERE person_id = %(me)s AND {CURRENT} ORDER BY council.name
"""
TO_WRITE = """
SELECT passage.id, passage.body, theme.title, plan.title FROM plans_passage AS passage
JOIN plans_plan AS plan ON plan.id = passage.plan_id
LEFT JOIN plans_theme AS theme ON theme.id = passage.theme_id
WHERE passage.writer_id = %(me)s AND NOT passage.ready AND plan.stage <> 'closed'
ORDER BY plan.id, theme.place, passage.place
"""
OPEN_PLANS = f"""
SELECT plan.slug, plan.title, plan.stage, asked.content->>'due' {FROM_PLAN}
WHERE plan.stage <> 'closed' AND {_HELD}
ORDER BY (asked.content->>'due')::timestamptz < now(), asked.content->>'due', plan.title LIMIT 10
"""
DAYS_OFF = 'SELECT "on" FROM councils_dayoff WHERE council_id = %(council)s'
DAYS_OFF_OF_PLAN = """
SELECT "on" FROM councils_dayoff
WHERE council_id = (SELECT council_id FROM plans_plan WHERE id = %(plan)s)
"""

ROLES = f"""
SELECT council.id, council.name FROM councils_appointment AS held
JOIN councils_council AS council ON council.id = held.council_id
WHERE council.slug = %(council)s AND person_id = %(me)s AND role = ANY(%(roles)s) AND {CURRENT}
"""
PLANS = """
SELECT plan.title, plan.slug, plan.stage, asked.content->>'due' FROM plans_plan AS plan
JOIN plans_commissionversion AS asked ON asked.id = plan.commission_id
WHERE plan.council_id = %(council)s AND plan.title > %(after)s
ORDER BY plan.title, plan.id LIMIT %(most)s
"""

PLAN = f"SELECT plan.id, plan.title, asked.content {FROM_PLAN} WHERE {HERE}"
PARTS = """
SELECT theme.id, theme.title, count(passage.id), count(passage.id) FILTER (WHERE passage.ready)
FROM plans_theme AS theme LEFT JOIN plans_passage AS passage ON passage.theme_id = theme.id
WHERE theme.plan_id = %(plan)s GROUP BY theme.id ORDER BY theme.place
"""
ANSWERED = """
SELECT question FROM plans_answer AS answer
JOIN plans_passage AS passage ON passage.id = answer.passage_id WHERE passage.plan_id = %(plan)s
UNION SELECT question FROM plans_coverage WHERE plan_id = %(plan)s
"""
COUNTS = "SELECT " + ", ".join(
    f"(SELECT count(*) FROM plans_{kind} WHERE plan_id = %(plan)s)"
    for kind in ("figure", "commitment", "metric", "barrier", "evidence")
)
LAST_ACT = """
SELECT act.at, actor.name FROM councils_act AS act
JOIN councils_identity AS actor ON actor.id = act.actor_id
WHERE act.plan = %(plan)s ORDER BY act.sequence DESC LIMIT 1
"""
NEWEST = "SELECT max(number) FROM plans_version WHERE plan_id = %(plan)s"
KEPT_COUNTS = "SELECT value FROM cache WHERE cache_key = ANY(%(keys)s)"

PASSAGE = f"""
SELECT passage.body, passage.ready, passage.writer_id, passage.revision, theme.answers,
       asked.content, EXISTS (SELECT 1 FROM plans_version WHERE plan_id = plan.id)
{FROM_PLAN}
JOIN plans_passage AS passage ON passage.plan_id = plan.id
LEFT JOIN plans_theme AS theme ON theme.id = passage.theme_id
WHERE passage.id = %(passage)s AND {HERE}
"""
ANSWERS = "SELECT question FROM plans_answer WHERE passage_id = %(passage)s"
WRITERS = f"""
SELECT person.id, person.name FROM councils_user AS person
WHERE person.is_active AND EXISTS (
    SELECT 1 FROM councils_appointment AS held
    JOIN councils_council AS council ON council.id = held.council_id
    WHERE council.slug = %(council)s AND held.person_id = person.id
      AND role = ANY(%(roles)s) AND {CURRENT}
) ORDER BY person.name
"""

LOCK = f"""
SELECT plan.council_id, plan.id, passage.revision {FROM_PLAN}
JOIN plans_passage AS passage ON passage.plan_id = plan.id
WHERE passage.id = %(passage)s AND {HERE} FOR NO KEY UPDATE OF plan
"""
COLUMNS = [
    *("id", "plan_id", "theme_id", "place", "kind", "body", "writer_id", "ready", "revision"),
]
SAVE = f"""
UPDATE plans_passage SET body = %(body)s, revision = revision + 1 WHERE id = %(passage)s
RETURNING {", ".join(COLUMNS)}
"""
WRITE_HISTORY = f"""
INSERT INTO plans_historicalpassage ({", ".join(COLUMNS)}, act_id, history_change_reason,
                                     history_date, history_type, history_user_id)
SELECT {", ".join(COLUMNS)}, %(act)s, %(reason)s, %(now)s, '~', %(me)s
FROM plans_passage WHERE id = %(passage)s RETURNING history_id
"""
IDENTITY = """
SELECT id, commitment FROM councils_identity
WHERE council_id = %(council)s AND person_id = %(me)s AND role = %(role)s
"""
COUNT = """
UPDATE councils_counter SET last = last + 1 WHERE council_id = %(council)s RETURNING last
"""
WRITE_ACT = """
INSERT INTO councils_act (id, council_id, sequence, at, actor_id, actor_commitment, what, plan,
                          subject_kind, subject_id, subject, reason, touched, digest)
VALUES (%(act)s, %(council)s, %(sequence)s, %(now)s, %(identity)s, %(commitment)s, %(what)s,
        %(plan)s, %(kind)s, %(key)s, %(subject)s, %(reason)s, %(touched)s, %(digest)s)
RETURNING id
"""

PEOPLE = """
SELECT person_id, identity.name FROM councils_identity AS identity
JOIN councils_council AS council ON council.id = identity.council_id
WHERE council.slug = %(council)s ORDER BY identity.name
"""
ACTS = """
SELECT act.sequence, act.at, actor.name, actor.role, act.what, act.subject, act.reason
FROM councils_act AS act JOIN councils_identity AS actor ON actor.id = act.actor_id
WHERE act.plan = %(plan)s ORDER BY act.sequence DESC LIMIT %(most)s
"""
NUMBERS = "SELECT number FROM plans_version WHERE plan_id = %(plan)s ORDER BY number DESC"
TWO_VERSIONS = """
SELECT number, document FROM plans_version
WHERE plan_id = %(plan)s AND number IN (%(before)s, %(after)s)
"""
VERSION = """
SELECT version.document, version.made_at, version.reason, person.name
FROM plans_version AS version JOIN councils_user AS person ON person.id = version.made_by_id
WHERE version.plan_id = %(plan)s AND version.number = %(number)s
"""

PUBLICATION = """
SELECT publication.id, council.name, publication.title, publication.body, publication.marking,
       publication.unmarked_on, publication.stated_at, version.number, version.digest, greatest(
           (SELECT max(told.recorded_at) FROM approvals_update AS told
            JOIN plans_commitment AS promised ON promised.id = told.commitment_id
            WHERE promised.plan_id = plan.id),
           (SELECT max(ending.recorded_at) FROM approvals_ending AS ending
            JOIN plans_commitment AS promised ON promised.id = ending.commitment_id
            WHERE promised.plan_id = plan.id),
           (SELECT max(history.history_date) FROM plans_historicalresult AS history
            JOIN plans_metric AS metric ON metric.id = history.metric_id
            WHERE metric.plan_id = plan.id)
       )
FROM approvals_publication AS publication
JOIN plans_plan AS plan ON plan.id = publication.plan_id
JOIN councils_council AS council ON council.id = plan.council_id
JOIN plans_version AS version ON version.id = publication.version_id
WHERE council.slug = %(council)s AND plan.slug = %(plan)s
ORDER BY publication.number DESC LIMIT 1
"""
