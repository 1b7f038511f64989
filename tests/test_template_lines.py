"""`make check` refuses a template whose lines nobody can read."""

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
