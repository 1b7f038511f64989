"""The editor reads and writes the written form as the server does, whatever has been typed."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.richtext import parse_richtext
from tests.govuk.test_scripts import chromium, open_page  # noqa: F401

pytestmark = pytest.mark.browser

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
ODD = [
    *("- ", "* ", "+ ", "a. ", "b. ", "1. ", "2. ", "1) ", "2019. ", "c. ", "z. ", "26. ", "27. "),
    *(
        "  ",
        "   ",
        "      a. ",
        "\n",
        "\n\n",
        "\n\n",
        "**",
        "**",
        "*",
        "_",
        "__",
        "[",
        "]",
        "(",
        ")",
    ),
    *("](https://a.uk/x?y=1&amp;b=2)", "](mailto:a@b.c)", "](javascript:x)", "](http://[::1]/)"),
    *("{figure:saved}", "{figure:", "}", "\\", "\\\n", "`", "<b>", "&amp;", "#", "!", ".", "\t"),
    *("|", "| ", "\n|", "\n|---|", "\n|===|---|\n", "\\|", "Table: ", "\n| a | b |\n|---|\n| c |"),
    *("^[", "^[", "^[net]", "\\^[", "^", "^[a [b](https://a.uk) **c**]", "^[]"),
    *("é", "😀", "—", "’", "٣. ", "\u00a0", "\u200b", "\u2028", "Savings", "£96m", "words"),
]
ODD_TEXTS = st.lists(st.sampled_from(ODD), max_size=25).map("".join) | st.text(max_size=60)

# What plain authors write: each of it must open in the editor.
WORDS = st.sampled_from(
    ["We saved **£96m**", "{figure:saved} a year", "see [the report](https://a.uk/x)", "2019. Then",
     "one\ntwo", "**[our site](https://a.uk)** has it", "c. 40 people (**most**)", "a * b_c_d",
     "We^[Net of **it**, see [x](https://a.uk).] saved", "**All**^[{figure:saved} \\] or [so].]"]
)  # fmt: skip


def items(mark: str) -> st.SearchStrategy[str]:
    one = st.sampled_from(
        ["one thing", "**two**^[A note.]", "{figure:saved}", "three\n   - in it\n   - as well"]
    )
    return st.lists(one, min_size=1, max_size=4).map(
        lambda found: "\n".join(
            f"{mark or chr(97 + n) + '.'} {words}" for n, words in enumerate(found)
        )
    )


TABLES = (
    st.tuples(
        st.sampled_from(["", "Table: Spending\n"]),
        st.sampled_from(["| a | **b** |\n|---|---|", "|===|", "| {figure:saved} |\n|===|---|"]),
        st.sampled_from(["", "\n| [x](https://a.uk) | \\| |", "\n|1^[n]|2|\n||4|"]),
    )
    .map("".join)
    .map(lambda table: table if table.count("\n|") else f"{table}\n| c |")
)

PLAIN = WORDS | items("-") | items("") | TABLES
PLAIN_TEXTS = st.lists(PLAIN, min_size=1, max_size=6).map("\n\n".join)

OPEN = """async (source) => {
  const { opened, blocksOf } = await import("/static/js/richtext/document.js");
  const { readRichText } = await import("/static/js/richtext/read.js");
  const { writeRichText } = await import("/static/js/richtext/write.js");
  const bareRuns = (runs) => runs.map(({ source, ...run }) => run);
  const bareTable = ({ caption, rows, ...looks }) => ({
    ...looks, caption: bareRuns(caption), rows: rows.map((row) => row.map(bareRuns)),
  });
  const bare = (blocks) => blocks.map(({ kind, runs, items, table }) => ({
    kind, runs: bareRuns(runs), items: items.map(bare),
    ...(table ? { table: bareTable(table) } : {}),
  }));
  const anew = (blocks) => blocks.map((block) => ({ ...block, typed: undefined }));
  let read = null;
  try { read = bare(readRichText(source)); } catch {}
  const document = opened(source);
  return { read, anew: document && writeRichText(anew(blocksOf(document))).source };
}"""

EDIT_AND_UNDO = """async (source) => {
  const { Editor } = await import("/static/js/richtext/editor.js");
  const box = document.createElement("textarea");
  box.id = "tried";
  box.value = source;
  document.body.append(box);
  const none = () => {};
  const editor = Editor.over(box, { say: none, tell: none, changed: none });
  if (!editor) return null;
  editor.view.dispatch(editor.view.state.tr.insertText("x", 1));
  const changed = box.value;
  editor.undo(none);
  const undone = box.value;
  editor.view.destroy();
  box.remove();
  return { changed, undone };
}"""

once_each = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def as_read(source: str) -> list[Any]:
    """The server's blocks as the browser gives its own."""
    return json.loads(msgspec.json.encode(parse_richtext(source)))


@once_each
@given(source=ODD_TEXTS)
def test_the_browser_reads_what_the_server_reads_or_says_that_it_cannot(open_page, source):  # noqa: F811
    read = open_page.evaluate(OPEN, source)["read"]

    assert read is None or read == as_read(source)


@once_each
@given(source=ODD_TEXTS | PLAIN_TEXTS)
def test_what_the_editor_writes_anew_says_the_same(open_page, source):  # noqa: F811
    anew = open_page.evaluate(OPEN, source)["anew"]

    assert anew is None or parse_richtext(anew) == parse_richtext(source)


@once_each
@given(source=PLAIN_TEXTS)
def test_what_people_write_opens_in_the_editor(open_page, source):  # noqa: F811
    assert open_page.evaluate(OPEN, source)["anew"] is not None


@once_each
@given(source=PLAIN_TEXTS)
def test_what_is_changed_and_undone_is_the_same_letter_for_letter(open_page, source):  # noqa: F811
    tried = open_page.evaluate(EDIT_AND_UNDO, source)

    assert tried["undone"] == source != tried["changed"]


def test_texts_of_real_plans_open_and_stay_as_they_are(open_page):  # noqa: F811
    """Whole and block by block; with a control that something was read at all."""
    files = sorted(SEEDS.glob("*.txt"))
    if not files:
        pytest.skip("No ../shared/seeds here: the texts of real plans are not opened.")
    tried = 0
    for file in files:
        text = file.read_text("utf-8")
        for source in (text, *text.split("\n\n")):
            shown = open_page.evaluate(OPEN, source)
            assert shown["anew"] is not None, source
            assert parse_richtext(shown["anew"]) == parse_richtext(source)
            tried += 1
        assert open_page.evaluate(EDIT_AND_UNDO, text)["undone"] == text
    assert tried > len(files)
