"""Two documents compared: pairs, moves, words, records."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from django.template.loader import render_to_string
from hypothesis import assume, given
from hypothesis import strategies as st

from plans.compare import ComparedRow, Comparison, DiffSegment, compare
from plans.compare.pairing import longest_rising
from plans.compare.tables import paired
from plans.document import Document, Figure, Passage
from tests.plans.documents import example, heading, paragraph, plan, theme
from web.redline import Comparer


def rows(before: Document, after: Document) -> list[ComparedRow]:
    """The rows that are not the same."""
    return [row for row in compare(before, after).rows if row.state != "same"]


def marked(row: ComparedRow) -> str:
    """[-deleted-]{+inserted+} as in a text terminal."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(signs[part.kind].format(part.text) for part in row.parts)


def told(comparison: Comparison) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Records that are not the same: state and the labels of changed fields."""
    return {
        (group.title, entry.title): (entry.state, [field.label for field in entry.fields])
        for group in comparison.groups
        for entry in group.entries
        if entry.state != "same"
    }


def test_a_document_is_the_same_as_itself() -> None:
    comparison = compare(example(), example())

    assert comparison.identical
    assert comparison.changes == 0
    assert not comparison.unseen


def test_words_that_changed_are_marked_and_no_others() -> None:
    before = plan(theme(paragraph("We have saved £96m since 2019.")))
    after = plan(theme(paragraph("We have saved £96.4m since 2019.")))

    [row] = rows(before, after)

    assert row.state == "changed"
    assert marked(row) == "We have saved [-£96m-]{+£96.4m+} since 2019."


def test_added_and_removed_paragraphs_stand_where_they_are_read() -> None:
    before = plan(theme(paragraph("First", "1", 1), paragraph("Going away", "2", 2)))
    after = plan(theme(paragraph("New and unlike", "1", 3), paragraph("First", "2", 1)))

    comparison = compare(before, after)

    assert [(row.state, row.number, row.number_was) for row in comparison.rows[1:]] == [
        ("added", "1", ""),
        ("same", "2", "1"),
        ("removed", "2", ""),
    ]


def test_a_moved_paragraph_says_where_it_was_and_the_others_have_not_moved() -> None:
    one, two, three = (paragraph(f"Words {n} of it", str(n), n) for n in (1, 2, 3))
    before, after = plan(theme(one, two, three)), plan(theme(three, one, two))

    [row] = rows(before, after)

    assert (row.state, row.after, row.was_at) == (
        "moved",
        "Words 3 of it",
        "paragraph 3, Theme 1: Better services",
    )


def test_a_paragraph_moved_to_another_theme_and_reworded_shows_both() -> None:
    words = paragraph("We buy together with the NHS.", "2", 5)
    reworded = paragraph("We buy together with the police.", "1", 5)
    before = plan(theme(paragraph("Stays", key=1), words), theme(number=2))
    after = plan(theme(paragraph("Stays", key=1)), theme(reworded, number=2))

    [row] = rows(before, after)

    assert row.state == "moved"
    assert marked(row) == "We buy together with the [-NHS-]{+police+}."


def test_paragraphs_typed_in_again_are_paired_by_likeness() -> None:
    first = "The council has replaced six planning systems with one, and moved the records into it."
    before = plan(theme(paragraph(first, key=1), paragraph("Other words altogether.", key=2)))
    after = plan(theme(paragraph(first.replace("six", "6"), key=11)))

    states = {row.before: row.state for row in rows(before, after)}

    assert states == {first: "changed", "Other words altogether.": "removed"}


def test_a_removed_theme_takes_its_paragraphs_with_it() -> None:
    gone = theme(paragraph("Words of the second", key=2), number=2, title="Data")
    before = plan(theme(paragraph("Words", key=1)), gone)
    after = plan(theme(paragraph("Words", key=1)))

    assert [(row.kind, row.state) for row in rows(before, after)] == [
        ("theme", "removed"),
        ("paragraph", "removed"),
    ]


def test_a_theme_put_first_renumbers_the_others_and_changes_none() -> None:
    before = plan(theme(number=1, title="Data"), theme(number=2, title="People"))
    first, second = before.themes
    put_first = replace(theme(number=9, title="Homes"), number=1)
    after = plan(put_first, replace(first, number=2), replace(second, number=3))

    comparison = compare(before, after)

    assert [(row.state, row.number, row.number_was) for row in comparison.rows] == [
        ("added", "1", ""),
        ("same", "2", "1"),
        ("same", "3", "2"),
    ]


def test_another_numbering_alone_is_told_apart_from_what_nothing_shows() -> None:
    before, after = plan(theme(paragraph("Words", "1"))), plan(theme(paragraph("Words", "1.1")))

    comparison = compare(before, after)

    assert (comparison.changes, comparison.renumbered, comparison.unseen) == (0, True, False)


def test_an_address_that_changed_behind_the_same_words_is_seen() -> None:
    before = plan(
        theme(paragraph("See [the plan](https://example.org/a), on [our site](https://x.y)."))
    )
    after = plan(
        theme(paragraph("See [the plan](https://example.org/b), on [our site](https://x.y)."))
    )

    [row] = rows(before, after)

    assert "https://example.org/a" in row.before
    assert "https://example.org/b" in row.after
    assert "https://x.y" not in row.after


def test_paragraphs_of_one_number_are_told_apart_by_their_part() -> None:
    before, after = (
        plan(
            theme(paragraph(f"One{end}", key=1), number=1),
            theme(paragraph(f"Two{end}", key=2), number=2, title="Data"),
        )
        for end in (".", ", and more.")
    )
    rows = [row for row in compare(before, after).rows if row.state == "changed"]
    assert [(row.within, row.number) for row in rows] == [("Theme 1", "1"), ("Theme 2", "1")]


def test_a_change_of_bold_alone_is_told() -> None:
    [row] = rows(plan(theme(paragraph("Six systems"))), plan(theme(paragraph("**Six** systems"))))

    assert (row.state, row.form_only) == ("changed", True)


def test_a_paragraph_made_a_heading_is_told() -> None:
    [row] = rows(plan(theme(paragraph("Data", ""))), plan(theme(heading("Data"))))

    assert (row.kind, row.state) == ("heading", "changed")


def test_texts_too_different_are_shown_whole() -> None:
    [row] = rows(
        plan(theme(paragraph("One sentence about buses and trains."))),
        plan(theme(paragraph("Entirely other matters, nothing shared!"))),
    )

    assert row.whole
    assert [part.kind for part in row.parts] == ["deleted", "inserted"]


def test_records_are_compared_field_by_field() -> None:
    before = example()
    first, second, *others = before.commitments
    dearer = replace(first.savings[0], planned=Decimal("1300000"))
    after = replace(
        before,
        title="Another title",
        commission=replace(before.commission, due=datetime(2024, 7, 19, 22, 59, 59, tzinfo=UTC)),
        commitments=(replace(first, owner="Head", savings=(dearer,), metrics=()), *others),
        barriers=tuple(reversed(before.barriers[:2])) + before.barriers[2:],
        figures=(Figure(1, "saved", "Saved", "£96.4m", "", None, "Ledger", "Finance"),),
    )

    comparison = compare(before, after)
    found = told(comparison)

    assert found[("The plan", "Title and council")] == ("changed", ["Title"])
    assert found[("The plan", "What it answers")] == ("changed", ["Due"])
    assert found[("Commitments", "C1")] == ("changed", ["Who leads", "Metrics", "Planned savings"])
    assert found[("Commitments", second.reference)][0] == "removed"
    assert found[("Figures", "Saved")][0] == "added"
    assert [state for (group, _), (state, _) in found.items() if group.startswith("What we")] == [
        "moved"
    ]
    assert comparison.changes == len(found)


def test_a_moment_is_told_by_the_day_it_was_in_london() -> None:
    due = datetime(2024, 7, 19, 22, 59, 59, tzinfo=UTC)
    after = plan()
    after = replace(after, commission=replace(after.commission, due=due))

    [_, answers] = compare(plan(), after).groups[0].entries

    assert [field.after for field in answers.fields] == ["end of 19 July 2024"]


def test_a_difference_no_row_shows_is_confessed() -> None:
    before = plan(replace(theme(), commission_theme="1"))
    after = plan(replace(theme(), commission_theme="2"))

    comparison = compare(before, after)

    assert comparison.unseen
    assert not compare(before, before).unseen


PASSAGES = st.lists(
    st.builds(
        paragraph, st.sampled_from(["", "We saved", "We saved more", "x"]), key=st.integers(1, 5)
    ),
    max_size=5,
    unique_by=lambda passage: passage.id,
)


@given(PASSAGES, PASSAGES, PASSAGES, PASSAGES)
def test_every_passage_of_both_is_in_the_rows_once(
    one: list[Passage], two: list[Passage], three: list[Passage], four: list[Passage]
) -> None:
    taken = {passage.id for passage in one}, {passage.id for passage in three}
    two = [passage for passage in two if passage.id not in taken[0]]
    four = [passage for passage in four if passage.id not in taken[1]]
    before, after = plan(theme(*two), introduction=one), plan(theme(*four), introduction=three)

    assume(before.digest != after.digest)

    found = [row for row in compare(before, after).rows if row.kind == "paragraph"]

    assert [row.after for row in found if row.state != "removed"] == [
        passage.body[0].runs[0].text if passage.body else "" for passage in [*three, *four]
    ]
    assert sum(row.state != "added" for row in found) == len([*one, *two])


@given(st.lists(st.integers(0, 9), unique=True))
def test_the_longest_rising_run_rises(numbers: list[int]) -> None:
    run = [numbers[index] for index in sorted(longest_rising(numbers))]

    assert run == sorted(run)
    assert bool(run) == bool(numbers)


SPENDING = "Table: Spending\n| Service | 2024 |\n|---|---|\n| Adults | 40.1 |\n| Roads | 9 |"


def told_of_tables(before: str, after: str) -> list[tuple[str, list[str], list[list[str]]]]:
    [row] = rows(plan(theme(paragraph(before))), plan(theme(paragraph(after))))

    def line(cells: tuple[tuple[DiffSegment, ...], ...]) -> list[str]:
        return [marked(replace(row, parts=cell)) for cell in cells]

    return [
        (table.state, line(table.head), [line(each.cells) for each in table.changed])
        for table in row.tables
    ]


def test_a_table_is_compared_by_row_and_cell() -> None:
    after = SPENDING.replace("40.1", "42").replace("| Roads | 9 |", "| Parks | 3 |\n| Roads | 9 |")

    assert told_of_tables(SPENDING, after) == [
        ("changed", ["Service", "2024"], [["Adults", "[-40.1-]{+42+}"], ["{+Parks+}", "{+3+}"]])
    ]
    assert told_of_tables(after, SPENDING)[0][2][1] == ["[-Parks-]", "[-3-]"]


def test_a_column_that_came_is_marked_in_each_row_and_the_others_stay_the_same() -> None:
    after = "Table: Spending\n| Service | 2023 | 2024 |\n|---|\n| Adults | 38 | 40.1 |"
    after += "\n| Roads | 8 | 9 |"

    assert told_of_tables(SPENDING, after) == [
        (
            "changed",
            ["Service", "{+2023+}", "2024"],
            [["Adults", "{+38+}", "40.1"], ["Roads", "{+8+}", "9"]],
        )
    ]


def test_columns_are_known_by_the_first_row_of_a_version_that_marked_no_headings() -> None:
    pasted = "|---|---|---|\n| Service | 2023 | 2024 |\n| Adults | 38 | 40.1 |"
    after = "| Service | 2024 |\n|---|\n| Adults | 42 |"

    assert told_of_tables(pasted, after) == [
        (
            "changed",
            ["{+Service+}", "", "{+2024+}"],
            [
                ["[-Service-]", "[-2023-]", "[-2024-]"],
                ["Adults", "[-38-]", "[-40.1-]{+42+}"],
            ],
        )
    ]


def test_a_table_that_came_is_added_and_the_words_beside_it_are_marked_as_ever() -> None:
    before, after = plan(theme(paragraph("We spent."))), plan(theme(paragraph("We spent much.")))
    with_table = plan(theme(paragraph(f"We spent much.\n\n{SPENDING}")))

    [row] = rows(before, with_table)

    assert marked(row) == marked(rows(before, after)[0])
    assert [table.state for table in row.tables] == ["added"]


def test_a_table_without_words_beside_it_stands_under_no_empty_box() -> None:
    for beside, boxes in (("", 0), ("We spent much.\n\n", 1)):
        now = beside + SPENDING.replace("40.1", "42")
        before, after = (plan(theme(paragraph(body))) for body in (SPENDING, now))
        page = render_to_string("plans/comparison.html", {"comparison": compare(before, after)})

        assert "40.1</del" in page
        assert page.count("whole-text") == boxes


def test_only_a_tables_headings_changed_is_said() -> None:
    [row] = rows(
        plan(theme(paragraph(SPENDING))),
        plan(theme(paragraph(SPENDING.replace("|---|---|", "|===|---|")))),
    )

    assert row.form_only


@given(st.lists(st.sampled_from("abc"), max_size=9), st.lists(st.sampled_from("abc"), max_size=9))
def test_each_row_of_both_is_told_once_and_in_order(before: list[str], after: list[str]) -> None:
    found = paired(before, after, Comparer())

    assert [was for was, _ in found if was is not None] == list(range(len(before)))
    assert [now for _, now in found if now is not None] == list(range(len(after)))


def test_a_changed_note_is_shown_as_changed_words_below_its_paragraph() -> None:
    before = plan(theme(paragraph("We saved £3m.^[Net of grant.] It is enough.")))
    after = plan(theme(paragraph("We saved £3m.^[Net of costs.] It is enough.")))

    [row] = rows(before, after)

    assert marked(row) == "We saved £3m. It is enough.\nNote: Net of [-grant-]{+costs+}."


def test_a_note_that_moved_within_its_paragraph_changes_its_form_alone() -> None:
    before = plan(theme(paragraph("We saved £3m.^[Net.] It is enough.")))
    after = plan(theme(paragraph("We saved £3m. It is enough.^[Net.]")))

    [row] = rows(before, after)

    assert (row.state, row.form_only) == ("changed", True)


def test_a_changed_note_of_a_cell_is_shown_in_its_cell() -> None:
    before, after = (SPENDING.replace("40.1", f"40.1^[{note}]") for note in ("Net", "Gross"))

    assert told_of_tables(before, after) == [
        ("changed", ["Service", "2024"], [["Adults", "40.1 [Note: [-Net-]{+Gross+}]"]])
    ]
