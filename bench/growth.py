"""How much there is: the sizes at which every step is measured, one after the other."""

from collections.abc import Callable

from bench.database import analyse, carry_out, copying
from bench.world import World
from councils.record.models import Act
from plans.models import Passage, Plan, Theme

ACTS, MORE_ACTS = 1_000, 20_000
PLANS = 300


def add_plans(world: World, *, until: int) -> None:
    """More plans like the first, with its themes and paragraphs, so that there are `until`."""
    at = {"plan": world.plan.pk, "council": world.plan.council_id, "until": until}
    carry_out(
        copying(Plan, slug="'plan-' || n", title="'Plan ' || n")
        + " FROM plans_plan AS row, generate_series(2, %(until)s) AS n WHERE id = %(plan)s",
        **at,
    )
    carry_out(
        copying(Theme, plan_id="other.id")
        + """ FROM plans_theme AS row JOIN plans_plan AS other ON other.id <> row.plan_id
        WHERE row.plan_id = %(plan)s AND other.council_id = %(council)s""",
        **at,
    )
    carry_out(
        copying(
            Passage, plan_id="other.plan_id", theme_id="other.id", ready="true", writer_id="NULL"
        )
        + """ FROM plans_passage AS row JOIN plans_theme AS theme ON theme.id = row.theme_id
        JOIN plans_theme AS other ON other.place = theme.place AND other.plan_id <> theme.plan_id
        JOIN plans_plan AS its ON its.id = other.plan_id
        WHERE row.plan_id = %(plan)s AND its.council_id = %(council)s""",
        **at,
    )
    analyse()


def add_acts(world: World, number: int, *, elsewhere: bool = False) -> None:
    """`number` acts on each council's busiest plan, or on its others while that lies dormant."""
    again = copying(
        Act,
        id="gen_random_uuid()",
        sequence="start + n",
        at="row.at + n * interval '1 second'",
        plan="ids[1 + n %% cardinality(ids)]",
    )
    for plan in (world.plan, world.sent):
        carry_out(
            """
            WITH counted AS (
                UPDATE councils_counter SET last = last + %(number)s
                WHERE council_id = %(council)s RETURNING last - %(number)s AS start
            ), others AS (
                SELECT array_agg(id) AS ids FROM plans_plan
                WHERE council_id = %(council)s AND (id <> %(plan)s) = %(elsewhere)s
            )
            """
            + again
            + """
            FROM (SELECT * FROM councils_act WHERE plan = %(plan)s ORDER BY sequence DESC LIMIT 1)
                 AS row, counted, others, generate_series(1, %(number)s) AS n
            """,
            plan=plan.pk,
            council=plan.council_id,
            number=number,
            elsewhere=elsewhere,
        )
    analyse()


def _add_more_acts(world: World) -> None:
    add_acts(world, MORE_ACTS - ACTS)
    add_acts(world, MORE_ACTS, elsewhere=True)


SIZES: dict[str, Callable[[World], None]] = {
    f"1 plan, {ACTS:,} acts on it": lambda world: add_acts(world, ACTS),
    f"{PLANS} plans": lambda world: add_plans(world, until=PLANS),
    f"{MORE_ACTS:,} acts on it, then as many on others": _add_more_acts,
}
