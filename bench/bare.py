"""The same pages, bare: what Django needs for them at the least, to measure the product beside.

Each page knows who asks (session and user), asks the database in SQL for just what the product's
page shows, and draws it by one template. Nothing is checked but that somebody signed in, nothing is
recorded but the words saved. They read the product's tables and save in tables of their own.
"""

import json
from collections.abc import Callable
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template import Context, Template
from django.utils.cache import get_conditional_response

from councils.models import User

# What Django needs to know who asks and that a form is ours.
MIDDLEWARE = [
    "bench.bare.FindHere",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
PAGE = 50


class FindHere:
    """Middleware that has the bare app's addresses found in place of the product's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.addresses"
        return self.get_response(request)


TABLES = """
CREATE TABLE bench_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    text text NOT NULL, revision integer NOT NULL DEFAULT 1
);
CREATE TABLE bench_saved (
    note_id bigint NOT NULL REFERENCES bench_note, revision integer NOT NULL, text text NOT NULL,
    by bigint NOT NULL, at timestamptz NOT NULL, reason text NOT NULL
);
CREATE INDEX ON bench_saved (note_id, revision);
"""


def make_tables() -> None:
    """As the database's owner, before it is migrated: the rights to them are granted there."""
    carry_out(TABLES)


def new_note(text: str) -> int:
    """One paragraph's words, as the bare form saves them."""
    key: int = row("INSERT INTO bench_note (text) VALUES (%(text)s) RETURNING id", text=text)["id"]
    return key


def rows(sql: str, **values: Any) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def row(sql: str, **values: Any) -> dict[str, Any]:
    found = rows(sql, **values)
    if not found:
        raise Http404
    return found[0]


def carry_out(sql: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def drawn(request: HttpRequest, template: Template, **shown: Any) -> HttpResponse:
    user = getattr(request, "user", None)
    return HttpResponse(template.render(Context({"user": user, **shown})))


FORM = Template("""<!doctype html><title>Edit a paragraph – {{ found.council }}</title>
<p>{{ user.name }}</p><h1>{{ found.plan }}: {{ found.theme }}</h1>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{{ token }}">
<input type="hidden" name="seen" value="{{ found.revision }}">
<label>Words <textarea name="body">{{ found.text }}</textarea></label>
{% for key, words in questions %}<label><input type="checkbox" name="questions" value="{{ key }}"
{% if key in found.answered %} checked{% endif %}>{{ words }}</label>{% endfor %}
<label>Writer <select name="writer">{% for one in people %}
<option value="{{ one.id }}"{% if one.id == found.writer_id %} selected{% endif %}>
{{ one.name }}</option>{% endfor %}</select></label>
<label>Ready <input type="checkbox" name="ready"{% if found.ready %} checked{% endif %}></label>
<label>Why <input name="reason"></label><button>Save</button></form>""")


@login_required
def paragraph(request: HttpRequest, passage: int, note: int) -> HttpResponse:
    """Its form, as the product's passage says; saved to a note."""
    if request.method == "POST":
        return save(request, note)
    found = row(
        """SELECT passage.body AS text, passage.ready, passage.writer_id, passage.revision,
            plan.title AS plan, theme.title AS theme, theme.answers, council.name AS council,
            commission.content, plan.council_id,
            ARRAY(SELECT question FROM plans_questionlink WHERE passage_id = passage.id) AS answered
        FROM plans_passage AS passage JOIN plans_plan AS plan ON plan.id = passage.plan_id
        JOIN plans_theme AS theme ON theme.id = passage.theme_id
        JOIN councils_council AS council ON council.id = plan.council_id
        JOIN plans_commissionversion AS commission ON commission.id = plan.commission_id
        WHERE passage.id = %(passage)s""",
        passage=passage,
    )
    people = rows(
        """SELECT DISTINCT person.id, person.name FROM councils_user AS person
        JOIN councils_appointment AS held ON held.person_id = person.id
        WHERE held.council_id = %(council)s AND held.role IN ('author', 'contributor')
        ORDER BY person.name""",
        council=found["council_id"],
    )
    asked = next(
        one for one in json.loads(found["content"])["themes"] if one["key"] == found["answers"]
    )
    questions = [(one["key"], one["text"]) for one in asked["questions"]]
    token = get_token(request)
    return drawn(request, FORM, found=found, people=people, questions=questions, token=token)


LOCKED = "SELECT revision, text FROM bench_note WHERE id = %(id)s FOR UPDATE"
KEEP = """INSERT INTO bench_saved (note_id, revision, text, by, at, reason)
VALUES (%(id)s, %(revision)s, %(text)s, %(by)s, now(), %(reason)s)"""


def save(request: HttpRequest, note: int) -> HttpResponse:
    """The words, and their place in the history, one after the other."""
    with transaction.atomic():
        now = row(LOCKED, id=note)
        typed = {"id": note, "text": request.POST["body"]}
        carry_out(
            "UPDATE bench_note SET text = %(text)s, revision = revision + 1 WHERE id = %(id)s",
            **typed,
        )
        said = {"by": request.user.pk, "reason": request.POST["reason"]}
        carry_out(KEEP, **typed, **said, revision=now["revision"] + 1)
    return redirect(request.path)


@login_required
def answer(request: HttpRequest, note: int) -> HttpResponse:
    """An answer to a clearance: what was shown is looked at again, and the answer kept."""
    with transaction.atomic():
        now = row(LOCKED, id=note)
        sha256(now["text"].encode()).hexdigest()
        said = f"{request.POST['outcome']} {request.POST['words']}"
        who = request.user.pk
        carry_out(KEEP, id=note, revision=now["revision"], text=said, by=who, reason="")
    return redirect("/")


HISTORY = Template("""<!doctype html><title>History</title><p>{{ user.name }}</p><h1>History</h1>
<table>{% for act in acts %}<tr><td>{{ act.at|date:"j F Y, H:i" }}</td>
<td>{{ act.name }}<br>{{ act.role }}</td>
<td><a href="{{ act.sequence }}/">{{ act.verb }} {{ act.subject }}</a></td>
<td>{{ act.reason }}</td></tr>{% endfor %}</table>""")


@login_required
def history(request: HttpRequest, plan: int) -> HttpResponse:
    acts = rows(
        """SELECT act.sequence, act.at, act.verb, act.subject, act.reason, who.name, who.role
        FROM councils_act AS act JOIN councils_identity AS who ON who.id = act.actor_id
        WHERE act.plan = %(plan)s ORDER BY act.sequence DESC LIMIT %(page)s""",
        plan=plan,
        page=PAGE,
    )
    return drawn(request, HISTORY, acts=acts)


COMPARE = Template("""<!doctype html><title>Compare</title><p>{{ user.name }}</p>
{% for parts in changed %}<p>{% for way, words in parts %}
{% if way == "same" %}{{ words }}{% else %}<{{ way }}>{{ words }}</{{ way }}>{% endif %}
{% endfor %}</p>{% endfor %}""")


@login_required
def compare(request: HttpRequest, plan: int) -> HttpResponse:
    """The paragraphs that two versions word differently, word by word."""
    found = rows(
        "SELECT document FROM plans_version WHERE plan_id = %(plan)s ORDER BY number LIMIT 2",
        plan=plan,
    )
    before, after = (words_of(json.loads(one["document"])) for one in found)
    pairs = zip(before, after, strict=False)
    changed = [redline(old, new) for old, new in pairs if old != new]
    return drawn(request, COMPARE, changed=changed)


def words_of(value: Any) -> list[str]:
    """Every text of a document, in order."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in words_of(one)]
    if isinstance(value, list):
        return [text for one in value for text in words_of(one)]
    return [value] if isinstance(value, str) else []


def redline(old: str, new: str) -> list[tuple[str, str]]:
    was, now = old.split(), new.split()
    parts: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", " ".join(was[a:b])))
            continue
        parts += [("del", " ".join(was[a:b])), ("ins", " ".join(now[c:d]))]
    return [one for one in parts if one[1]]


LIST = Template("""<!doctype html><title>Plans</title><p>{{ user.name }}</p><h1>Plans</h1>
<table>{% for plan in plans %}<tr>
<th><a href="/{{ plan.council }}/plans/{{ plan.slug }}/">{{ plan.title }}</a></th>
<td><strong>{{ plan.stage }}</strong></td>
<td>{{ plan.due }}{% if plan.submitted_at %}<br>{{ plan.submitted_at|date:"j F Y" }}{% endif %}</td>
</tr>{% endfor %}</table>""")


@login_required
def plans(request: HttpRequest, council: int) -> HttpResponse:
    found = rows(
        """WITH asked AS MATERIALIZED (
            SELECT id, content ->> 'due' AS due FROM plans_commissionversion
            WHERE id IN (SELECT commission_id FROM plans_plan WHERE council_id = %(council)s)
        )
        SELECT plan.slug, plan.title, plan.stage, plan.submitted_at, council.slug AS council,
            coalesce(plan.extended_due::text, asked.due) AS due
        FROM plans_plan AS plan JOIN councils_council AS council ON council.id = plan.council_id
        JOIN asked ON asked.id = plan.commission_id
        WHERE plan.council_id = %(council)s ORDER BY plan.title LIMIT %(page)s""",
        council=council,
        page=PAGE,
    )
    return drawn(request, LIST, plans=found)


PUBLIC = Template("""<!doctype html><title>{{ found.title }}</title><h1>{{ found.title }}</h1>
<p>{{ found.council }}. Published {{ found.stated_at|date:"j F Y" }}</p>{{ found.body|safe }}""")


def public(request: HttpRequest, plan: int) -> HttpResponse:
    """What was published; 304 to whoever has it, told by its number alone."""
    newest = row(
        "SELECT max(number) AS number FROM approvals_publication WHERE plan_id = %(plan)s",
        plan=plan,
    )
    named = f'"{plan}-{newest["number"]}"'
    if (same := get_conditional_response(request, named)) is not None:
        return same
    found = row(
        """SELECT row.title, row.body, row.stated_at, council.name AS council
        FROM approvals_publication AS row JOIN plans_plan AS plan ON plan.id = row.plan_id
        JOIN councils_council AS council ON council.id = plan.council_id
        WHERE row.plan_id = %(plan)s AND row.number = %(number)s""",
        plan=plan,
        number=newest["number"],
    )
    response = drawn(request, PUBLIC, found=found)
    response["ETag"] = named
    return response


def sign_in(request: HttpRequest) -> HttpResponse:
    """Who has this address and password, and a session for them."""
    person = User.objects.get(email=request.POST["login"])
    if not person.check_password(request.POST["password"]):
        raise Http404
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    return redirect("/")
