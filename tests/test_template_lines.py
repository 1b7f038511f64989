"""`make check` refuses a template whose lines nobody can read; and words of a plan look like it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

RULES = settings.BASE_DIR / ".djlint_rules.yaml"
DJLINT = Path(sys.executable).parent / "djlint"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (f"<p>{'word ' * 25}</p>\n", "C120"),
        ("<dl><dt>Due</dt><dd>19 July</dd></dl>\n", "C121"),
        ("<ul>\n   <li>Three spaces</li>\n</ul>\n", "C122"),
        ("<ul>\n  <li>Two spaces</li>\n</ul>\n", None),
    ],
)
def test_lines_that_are_hard_to_read_are_found(tmp_path, lines, rule):
    path = tmp_path / "page.html"
    path.write_text(lines)

    found = subprocess.run(
        [DJLINT, "--lint", "--profile", "django", "--rules", RULES, path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == (1 if rule else 0), found.stdout
    assert (rule or "found 0 errors") in found.stdout


# Who draws words of a plan within a passage of the drafting room, which has their looks too.
IN_A_PASSAGE = {"plans/passage_row.html"}


def test_words_of_a_plan_have_their_looks_wherever_they_are_drawn():
    """Their links, lists, tables and notes look like the plan's only within its class."""
    pages = settings.BASE_DIR / "templates"
    drawn = re.compile(r'class="([^"]*\bprose\b[^"]*)"[^>]*>\{\{ [\w.]+\|safe')
    bare = {
        str(page.relative_to(pages))
        for page in pages.rglob("*.html")
        for looks in drawn.findall(page.read_text())
        if "plan" not in looks.split()
    }

    assert bare == IN_A_PASSAGE
