"""Scripts and their modules: each under the name of what is in it, and fetched at once."""

import re
from pathlib import Path

import pytest

from tests.config.test_settings import run
from tests.serving import PROJECT
from web.govuk.widgets import EDITOR_MODULES

STATIC = PROJECT / "static"
IMPORTS = re.compile(r"""(?:\bfrom|^import|\bimport\()\s*["'](\.[^"']+)["']""", re.MULTILINE)


def imported_by(module: str, found: set[str] | None = None) -> set[str]:
    """All that a module of ours imports, and what these import."""
    found = set() if found is None else found
    for named in IMPORTS.findall((STATIC / module).read_text()):
        path = (STATIC / module).parent.joinpath(named).resolve().relative_to(STATIC.resolve())
        if str(path) not in found:
            found.add(str(path))
            imported_by(str(path), found)
    return found


def test_what_the_editor_imports_is_fetched_ahead():
    assert set(EDITOR_MODULES) == imported_by("js/richtext.js")
    assert len(EDITOR_MODULES) == len(set(EDITOR_MODULES))


@pytest.mark.slow
def test_modules_import_each_other_by_the_names_they_are_kept_under(tmp_path: Path):
    done = run("manage.py", "collectstatic", "--noinput", CLEARDAY_VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr

    served = [*tmp_path.glob("static/js/**/*.js")]
    hashed = [one for one in served if re.search(r"\.[0-9a-f]{12}\.js$", one.name)]
    named = [(one.name, path) for one in hashed for path in IMPORTS.findall(one.read_text())]

    assert len(hashed) * 2 == len(served)
    assert len(named) > len(EDITOR_MODULES)
    assert [one for one in named if not re.search(r"\.[0-9a-f]{12}\.js$", one[1])] == []
