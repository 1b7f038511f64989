"""docs/where.md leads where it says: each file is there, and gives the name."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings

PAGE = settings.BASE_DIR / "docs" / "where.md"
ROW = re.compile(r"^\| … (?P<question>[^|]+\?) \| `(?P<file>[^`]+)` \| `(?P<name>[^`]+)` \|$", re.M)
ROWS = ROW.findall(PAGE.read_text("utf-8"))


def names_in(source: str) -> set[str]:
    """What a module gives a name at its top, and its classes beneath theirs: "Document.digest"."""
    found: set[str] = set()
    for node in at_the_top(ast.parse(source).body):
        found |= set(own_names(node))
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for part in node.body for name in own_names(part)}
    return found


def at_the_top(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """What runs as a module is read, also where a setting of the machine says which."""
    for node in statements:
        yield node
        if isinstance(node, ast.If):
            yield from at_the_top([*node.body, *node.orelse])


def own_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def is_there(file: str, name: str) -> bool:
    path = settings.BASE_DIR / file
    return path.is_file() and name in names_in(path.read_text("utf-8"))


def test_thirty_questions_are_asked_each_once():
    questions = [question for question, _, _ in ROWS]
    assert len(questions) >= 30
    assert len(questions) == len(set(questions))


def test_every_line_of_the_tables_is_a_question_that_is_read():
    lines = PAGE.read_text("utf-8").splitlines()
    assert len(ROWS) == sum(line.startswith("| …") for line in lines)


@pytest.mark.parametrize(("question", "file", "name"), ROWS)
def test_a_question_leads_to_a_name_that_is_there(question: str, file: str, name: str):
    assert is_there(file, name), question


def test_a_name_that_is_not_there_is_noticed():
    _, file, name = ROWS[0]
    assert is_there(file, name)
    assert not is_there(file, "a_name_that_nobody_gave")
    assert not is_there("councils/a_file_that_nobody_wrote.py", name)
