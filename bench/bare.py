"""The pages of drafting as one would write them by hand: raw SQL, joined strings, nothing else.

Each asks what its page must know, checks the same rights in the same query, writes the same rows
and prints the same words and controls, without a layout around them.
"""

import hashlib
import json
import uuid
from datetime import date, datetime
from html import escape
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils import timezone

from bench import sql
from bench.frozen import as_html, differences
from bench.pdf import platypus
from councils.calendar import working_days_left
from councils.roles import MAY, Right, Role
from plans import document

PAGE = 50
AUTHOR = Role.AUTHOR.label
READS = [*MAY[Right.READ_DRAFTS], *MAY[Right.READ_DECISIONS]]


def rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def row(statement: str, **values: Any) -> tuple[Any, ...]:
    """The one row; a stranger's query finds none."""
    found = rows(statement, **values)
    if not found:
        raise Http404
    return found[0]


def who(request: HttpRequest, right: Right, **at: Any) -> dict[str, Any]:
    """What every query of rights asks with."""
    return {"me": request.user.pk, "today": timezone.localdate(), "roles": [*MAY[right]], **at}


def page(title: str, *parts: str) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>{title}</title><h1>{title}</h1>" + "".join(parts))


def token(request: HttpRequest) -> str:
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'


def options(choices: list[tuple[Any, str]], chosen: Any = None) -> str:
    return "".join(
        f'<option value="{key}"{" selected" if key == chosen else ""}>{escape(words)}</option>'
        for key, words in choices
    )


def moment(at: datetime) -> str:
    there = timezone.localtime(at)
    half = "am" if there.hour < 12 else "pm"
    return f"{there.day} {there:%B %Y}, {there.hour % 12 or 12}:{there:%M}{half}"


def home(request: HttpRequest) -> HttpResponse:
    asked = {"me": request.user.pk, "today": timezone.localdate()}
    councils = rows(sql.COUNCILS, **asked)
    to_write = rows(sql.TO_WRITE, **asked)
    plans = rows(sql.OPEN_PLANS, **asked, roles=READS)
    days_off = {day for (day,) in rows(sql.DAYS_OFF, council=councils[0][0])}
    left: dict[str, str] = {}
    parts = [f"<h2>{escape(name)}</h2><p>{role}</p>" for _, name, role in councils]
    for key, body, theme, plan in to_write:
        words = " ".join(body.split()[:8])
        parts.append(f'<li><a href="{key}/">{escape(words)}</a> {escape(theme)}, {escape(plan)}')
    for slug, title, stage, due in plans:
        if due not in left:
            left[due] = due_in_words(due, asked["today"], days_off)
        parts.append(f'<li><a href="{slug}/">{escape(title)}</a> {left[due]} {stage}')
    return page("Waiting for you", *parts)


def due_in_words(due: str | None, today: date, days_off: set[date]) -> str:
    if not due:
        return ""
    last = datetime.fromisoformat(due)
    return f"{moment(last)} {working_days_left(today, last.date(), days_off)}"


def plan_home(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    asked = who(request, Right.READ_DRAFTS, council=council, plan=plan)
    key, title, content = row(sql.PLAN, **asked)
    commission = json.loads(content)
    themes = rows(sql.PARTS, plan=key)
    answered = {question for (question,) in rows(sql.ANSWERED, plan=key)}
    counts = row(sql.COUNTS, plan=key)
    (at, name), (number,) = row(sql.LAST_ACT, plan=key), row(sql.NEWEST, plan=key)
    rows(sql.KEPT_COUNTS, keys=["pages", "changed"])
    questions = [one["key"] for theme in commission["themes"] for one in theme["questions"]]
    open_ones = sum(question not in answered for question in questions)
    days_off = {day for (day,) in rows(sql.DAYS_OFF_OF_PLAN, plan=key)}
    return page(
        escape(title),
        due_in_words(commission["due"], asked["today"], days_off),
        f"<p>{open_ones} of {len(questions)} open, version {number}",
        *(
            f'<li><a href="themes/{theme}/">{escape(words)}</a> {ready} of {count}'
            for theme, words, count, ready in themes
        ),
        *(f"<li>{count}" for count in counts),
        f"<p>Last change: {escape(name)}, {moment(at)}",
    )


def plans(request: HttpRequest, council: str) -> HttpResponse:
    held = row(sql.ROLES, **who(request, Right.READ_DRAFTS, council=council))
    found = rows(sql.PLANS, council=held[0], after="", most=PAGE + 1)
    lines = [
        f'<tr><th><a href="plans/{slug}/">{escape(title)}</a><td>{stage}<td>'
        f"{f'{datetime.fromisoformat(due):%d %B %Y}' if due else ''}"
        for title, slug, stage, due in found[:PAGE]
    ]
    more = '<a href="?after=">Next page</a>' if len(found) > PAGE else ""
    return page("Plans", "<table>", *lines, "</table>", more)


def passage(request: HttpRequest, council: str, plan: str, passage: int) -> HttpResponse:
    asked = who(request, Right.WRITE_PLANS, council=council, plan=plan, passage=passage)
    if request.method == "POST":
        return save(request, asked)
    body, ready, writer, revision, theme, content, frozen = row(sql.PASSAGE, **asked)
    answered = {question for (question,) in rows(sql.ANSWERS, passage=passage)}
    writers = rows(sql.WRITERS, **asked | {"roles": ["author", "contributor"]})
    themes = {one["key"]: one["questions"] for one in json.loads(content)["themes"]}
    boxes = [
        f'<label><input type="checkbox" name="questions" value="{one["key"]}"'
        f"{' checked' if one['key'] in answered else ''}>{escape(one['text'])}</label>"
        for one in themes[theme]
    ]
    return page(
        "Edit a paragraph",
        f'<form method="post">{token(request)}<input type="hidden" name="seen" value="{revision}">',
        f'<label>Text <textarea name="body">{escape(body)}</textarea></label>',
        f'<label><input type="checkbox" name="ready"{" checked" if ready else ""}>Ready</label>',
        *boxes,
        f'<label>Who <select name="writer">{options(writers, writer)}</select></label>',
        '<label>Why this change? <input name="reason"></label>' if frozen else "",
        "<button>Save</button></form>",
    )


def save(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    typed = request.POST
    with transaction.atomic():
        council, plan, revision = row(sql.LOCK, **asked)
        if int(typed["seen"]) != revision or not typed["reason"].strip():
            return HttpResponse(status=409)
        body, reason = typed["body"].strip(), typed["reason"].strip()
        act = {"act": uuid.uuid4(), "now": timezone.now(), "reason": reason, "me": asked["me"]}
        state = row(sql.SAVE, body=body, passage=asked["passage"])
        row(sql.WRITE_HISTORY, passage=asked["passage"], **act)
        identity, commitment = row(sql.IDENTITY, council=council, me=asked["me"], role=AUTHOR)
        write_act(
            [dict(zip(sql.COLUMNS, state, strict=True))],
            **act,
            council=council,
            plan=plan,
            identity=identity,
            commitment=commitment,
            what="edited",
            kind="passage",
            key=asked["passage"],
            subject=" ".join(body.split()[:8]),
            touched=["passage"],
        )
    return HttpResponseRedirect("../")


def write_act(written: list[dict[str, Any]], *, council: int, **facts: Any) -> None:
    """The act of these rows, under the council's next number."""
    digest = hashlib.sha256(json.dumps(written, sort_keys=True, default=str).encode()).hexdigest()
    (sequence,) = row(sql.COUNT, council=council)
    row(sql.WRITE_ACT, council=council, sequence=sequence, digest=digest, **facts)


def history(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    asked = who(request, Right.READ_RECORD, council=council, plan=plan)
    key, title, _ = row(sql.PLAN, **asked)
    people = rows(sql.PEOPLE, **asked)
    acts = rows(sql.ACTS, plan=key, most=PAGE + 1)
    lines = [
        f"<tr><td>{moment(at)}<td>{escape(name)} {escape(role)}"
        f'<td><a href="{sequence}/">{escape(what)} {escape(subject)}</a><td>{escape(reason)}'
        for sequence, at, name, role, what, subject, reason in acts[:PAGE]
    ]
    dates = "".join(
        f'<label>{end} {part} <input name="{end}_{part}"></label>'
        for end in ("since", "until")
        for part in ("day", "month", "year")
    )
    return page(
        f"History: {escape(title)}",
        f'<form><select name="who">{options(people)}</select>',
        f'<select name="part">{options([("passage", "Paragraphs"), ("theme", "Themes")])}</select>',
        f"{dates}<button>Show</button></form><table>",
        *lines,
        "</table>",
        f'<a href="?before={acts[PAGE - 1][0]}">Older</a>' if len(acts) > PAGE else "",
    )


def compare(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    asked = who(request, Right.READ_DRAFTS, council=council, plan=plan)
    key, title, _ = row(sql.PLAN, **asked)
    numbers = [(number, f"Version {number}") for (number,) in rows(sql.NUMBERS, plan=key)]
    before, after = int(request.GET["before"]), int(request.GET["after"])
    kept = dict(rows(sql.TWO_VERSIONS, plan=key, before=before, after=after))
    return page(
        f"Compare: {escape(title)}",
        f'<form><select name="before">{options(numbers, before)}</select>',
        f'<select name="after">{options(numbers, after)}</select><button>Compare</button></form>',
        *differences(json.loads(kept[before]), json.loads(kept[after])),
    )


def version(request: HttpRequest, council: str, plan: str, number: int) -> HttpResponse:
    asked = who(request, Right.READ_DRAFTS, council=council, plan=plan)
    key, _, _ = row(sql.PLAN, **asked)
    kept, made_at, reason, name = row(sql.VERSION, plan=key, number=number)
    frozen = json.loads(kept)
    made = f"<p>Made {moment(made_at)} by {escape(name)}. {escape(reason)}"
    return page(escape(frozen["title"]), made, *as_html(frozen))


def version_pdf(request: HttpRequest, council: str, plan: str, number: int) -> HttpResponse:
    asked = who(request, Right.READ_DRAFTS, council=council, plan=plan)
    key, _, _ = row(sql.PLAN, **asked)
    kept, *_ = row(sql.VERSION, plan=key, number=number)
    return HttpResponse(platypus(document.read(kept)), content_type="application/pdf")
