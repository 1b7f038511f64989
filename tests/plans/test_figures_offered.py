"""Which of a plan's figures its editor offers, to whom."""

from plans.figures_offered import figures_offered
from tests.plan_makers import make_figure


def names(offered) -> list[str]:
    return [one["name"] for one in offered["figures"]]


def test_a_writer_is_offered_every_figure_and_where_one_is_added(plan, author):
    make_figure(plan, author, name="gap", label="Budget gap")
    make_figure(plan, author, name="staff", label="Agency staff")

    offered = figures_offered(plan, may_add=True)
    assert names(offered) == ["staff", "gap"]
    assert offered["add"].endswith("/figures/add/")


def test_whoever_sees_one_text_is_offered_the_figures_that_it_names(plan, author):
    make_figure(plan, author, name="gap", label="Budget gap")
    make_figure(plan, author, name="staff", label="Agency staff")

    offered = figures_offered(plan, may_add=False, within="It closes {figure:gap}.")
    assert (names(offered), offered["add"]) == (["gap"], "")
