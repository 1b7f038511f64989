"""The page a plan is written on, bare: its words as they were typed, and what stands by each."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Template

from bench.bare import drawn, row, rows

PAGE = Template("""<!doctype html><title>Write on the page – {{ found.council }}</title>
<p>{{ user.name }}</p><h1>{{ found.title }}</h1>
<div data-latest="{{ found.latest }}" data-figures="{% for one in figures %}{{ one.name }}: {{
one.label }} {{ one.value }} {{ one.unit }}; {% endfor %}">{% for one in words %}
{% ifchanged one.theme_id %}<h2>{{ one.theme|default:"Introduction" }}</h2>{% endifchanged %}
<section id="passage-{{ one.id }}">{{ one.body|linebreaks }}<p>
{% if one.ready %}Ready{% else %}Not ready{% endif %} {{ one.writer|default:"" }}
<a href="../passages/{{ one.id }}/">Edit</a> <a href="../add/?after={{ one.id }}">Add below</a>
<a href="../passages/{{ one.id }}/move/">Move</a>
<a href="../passages/{{ one.id }}/remove/">Remove</a>
<a href="../passages/{{ one.id }}/history/">History</a>
{% if one.comments %}{{ one.comments }} open{% endif %}
{% if one.unsaved %}You typed something here that is not saved.{% endif %}</p></section>
{% endfor %}</div>""")


@login_required
def page(request: HttpRequest, plan: int) -> HttpResponse:
    found = row(
        """SELECT plan.title, council.name AS council,
            (SELECT max(sequence) FROM councils_act WHERE plan = %(plan)s) AS latest
        FROM plans_plan AS plan JOIN councils_council AS council ON council.id = plan.council_id
        WHERE plan.id = %(plan)s""",
        plan=plan,
    )
    words = rows(
        """SELECT passage.id, passage.body, passage.ready, passage.theme_id, theme.title AS theme,
            writer.name AS writer,
            (SELECT count(*) FROM plans_comment WHERE about = 'passage' AND key = passage.id)
                AS comments,
            EXISTS (SELECT FROM plans_stash WHERE passage = passage.id AND person_id = %(me)s)
                AS unsaved
        FROM plans_passage AS passage LEFT JOIN plans_theme AS theme ON theme.id = passage.theme_id
        LEFT JOIN councils_user AS writer ON writer.id = passage.writer_id
        WHERE passage.plan_id = %(plan)s ORDER BY theme.place NULLS FIRST, passage.place""",
        plan=plan,
        me=request.user.pk,
    )
    figures = rows(
        "SELECT name, label, value, unit FROM plans_figure WHERE plan_id = %(plan)s", plan=plan
    )
    return drawn(request, PAGE, found=found, words=words, figures=figures)
