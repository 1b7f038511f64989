"""A frozen plan's JSON drawn and compared by hand, for the bare pages."""

from collections.abc import Iterator
from html import escape
from typing import Any

from plans.compare.redline import Comparer

TAGS = {"bullets": "ul", "letters": "ol"}


def as_html(plan: dict[str, Any]) -> Iterator[str]:
    """The text as a web page."""
    yield from map(_passage, plan["introduction"])
    for theme in plan["themes"]:
        yield f"<h2>{theme['number']}. {escape(theme['title'])}</h2>"
        yield from map(_passage, theme["passages"])


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """The passages that differ, word by word by the library that we use too; other rows by name."""
    comparer = Comparer()
    old, new = _passages(before), _passages(after)
    for key, passage in (old | new).items():
        was = _words(old[key]["body"]) if key in old else ""
        now = _words(new[key]["body"]) if key in new else ""
        if was != now:
            yield f"<section><p>{passage['number']}</p>"
            for part in comparer.redline(was, now).parts:
                tag = {"inserted": "ins", "deleted": "del"}.get(part.kind, "span")
                yield f"<{tag}>{escape(part.text)}</{tag}>"
            yield "</section>"
    for kind in ("commission", "figures", "commitments", "metrics", "barriers", "evidence"):
        if before[kind] != after[kind]:
            yield f"<p>{kind}</p>"


def _passages(plan: dict[str, Any]) -> dict[int, dict[str, Any]]:
    parts = [plan["introduction"], *(theme["passages"] for theme in plan["themes"])]
    return {passage["id"]: passage for part in parts for passage in part}


def _words(blocks: list[dict[str, Any]]) -> str:
    lines = []
    for block in blocks:
        lines.append("".join(run["text"] for run in block["runs"]))
        lines += [_words(item) for item in block["items"]]
    return "\n".join(lines)


def _passage(passage: dict[str, Any]) -> str:
    return f'<div id="passage-{passage["id"]}">{passage["number"]} {_blocks(passage["body"])}</div>'


def _blocks(blocks: list[dict[str, Any]]) -> str:
    drawn = []
    for block in blocks:
        if block["kind"] == "paragraph":
            drawn.append(f"<p>{''.join(map(_run, block['runs']))}</p>")
        else:
            items = "".join(f"<li>{_blocks(item)}</li>" for item in block["items"])
            drawn.append(f"<{TAGS[block['kind']]}>{items}</{TAGS[block['kind']]}>")
    return "".join(drawn)


def _run(run: dict[str, Any]) -> str:
    words = escape(run["text"])
    if run["bold"]:
        words = f"<strong>{words}</strong>"
    return f'<a href="{escape(run["link"])}">{words}</a>' if run["link"] else words
