"""Forms: messages that say what to do, links that lead to the box, and nobody's words as markup."""

import re
from datetime import date

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.template import engines

from tests.govuk.dom import normal
from web.forms.base import BaseForm
from web.govuk import (
    Button,
    DateField,
    Details,
    Field,
    Fieldset,
    RichTextarea,
    TextInput,
)
from web.govuk.boxes import box

TEMPLATE = "{% load crispy_forms_tags govuk %}{% error_summary form %}{% crispy form %}"
SCRIPT = "<script>alert(1)</script>"


def drawn(form, template=TEMPLATE):
    return engines["django"].from_string(template).render({"form": form})


class EveryKind(BaseForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(max_length=20)
    email = forms.EmailField(label="E-mail address")
    body = forms.CharField(widget=RichTextarea, max_length=2000)
    amount = forms.DecimalField(widget=TextInput(width=10, prefix="£"))
    staff = forms.IntegerField(label="Number of staff")
    password = forms.CharField(widget=forms.PasswordInput)
    due = DateField(label="Due date")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    theme = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    questions = forms.MultipleChoiceField(
        choices=[("Theme 1", [("1", "One"), ("2", "Two")]), ("3", "Three")],
        widget=forms.CheckboxSelectMultiple,
    )
    ready = forms.BooleanField(label="I have read it")
    file = forms.FileField()


def boxes(html):
    """Ids of the elements a person can type in, tick or choose from."""
    return set(re.findall(r'<(?:input|textarea|select)[^>]*? id="([^"]+)"', html))


def test_every_link_of_the_error_summary_leads_to_a_box():
    html = drawn(EveryKind({}))
    links = re.findall(r'<a href="#([^"]+)"', html)

    assert len(links) == len(EveryKind.base_fields) - 1  # all but the hidden one
    assert set(links) <= boxes(html)
    assert {"id_due_day", "id_kind_0", "id_questions_0_0"} <= set(links)


def test_the_summary_leads_to_the_part_of_a_date_that_is_missing():
    html = drawn(EveryKind({"due_day": "3", "due_year": "2026"}))

    assert '<a href="#id_due_month">Due date must include a month</a>' in html


def test_ids_on_a_page_are_unique_and_every_reference_is_met():
    html = drawn(EveryKind({}))
    ids = re.findall(r' id="([^"]+)"', html)
    wanted = re.findall(r' (?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"', html)

    assert len(ids) == len(set(ids))
    assert {one for many in wanted for one in many.split()} <= set(ids)


def test_empty_boxes_are_told_what_to_do():
    errors = EveryKind({}).errors

    assert errors["title"] == ["Enter the title"]
    assert errors["email"] == ["Enter the e-mail address"]
    assert errors["kind"] == ["Select the kind"]
    assert errors["ready"] == ["Tick “I have read it” to go on"]
    assert errors["file"] == ["Select a file"]
    assert errors["seen"] == ["Something this page needs is missing. Open the page again."]


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("title", "x" * 21, "Title must be 20 characters or fewer; this is 21"),
        ("title", "a\x00b", "Title has a character that cannot be kept"),
        ("email", "nobody", "Enter an e-mail address like name@example.org"),
        ("staff", "1.5", "Number of staff must be a whole number"),
        ("amount", "lots", "Amount must be a number"),
        ("theme", "c", "Theme must be one from the list"),
    ],
)
def test_a_refused_value_is_said_plainly(name, typed, message):
    assert EveryKind({name: typed}).errors[name] == [message]


def test_a_field_s_own_message_is_kept():
    class Form(BaseForm):
        title = forms.CharField(error_messages={"required": "A plan needs a title"})

    assert Form({}).errors["title"] == ["A plan needs a title"]


def test_a_percent_sign_in_a_label_breaks_no_message():
    class Form(BaseForm):
        share = forms.CharField(label="50% share", max_length=2)

    assert Form({"share": "abc"}).errors["share"] == [
        "50% share must be 2 characters or fewer; this is 3"
    ]


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea, forms.RadioSelect])
def test_nobody_s_words_become_markup(widget):
    class Form(BaseForm):
        words = forms.ChoiceField(
            label=SCRIPT, help_text=SCRIPT, choices=[(SCRIPT, SCRIPT)], widget=widget
        )

        def clean(self):
            self.add_error(None, SCRIPT)

    form = Form({"words": SCRIPT + "no choice"}, submit=SCRIPT, cancel=SCRIPT, action=SCRIPT)
    html = drawn(form)

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 6


def test_a_label_that_is_let_through_as_markup_is_seen():
    """The control of the test above: markup that was marked safe does reach the page."""
    from django.utils.safestring import SafeString

    class Form(BaseForm):
        words = forms.CharField(help_text=SafeString(SCRIPT))

    assert SCRIPT in drawn(Form())


def test_layout_s_words_are_never_run_as_a_template():
    class Form(BaseForm):
        title = forms.CharField()
        note = forms.CharField(required=False)

        def layout(self):
            return Layout(
                Fieldset("{{ 1|add:1 }}", "title", hint="{% now 'Y' %}"),
                Details("{% load nothing %}", "note"),
            )

        def buttons(self):
            return [Button("{{ form }}", name="go", value="{% csrf_token %}")]

    html = drawn(Form())

    for words in ("{{ 1|add:1 }}", "{% load nothing %}", "{{ form }}", "{% csrf_token %}"):
        assert words in html


def test_folded_fields_open_when_one_of_them_is_refused():
    class Form(BaseForm):
        title = forms.CharField(required=False)
        note = forms.CharField()

        def layout(self):
            return Layout("title", Details("More", "note"))

    assert '<details class="govuk-details">' in drawn(Form())
    assert '<details class="govuk-details" open>' in drawn(Form({}))


def test_a_layout_leaves_no_hidden_field_out():
    class Form(EveryKind):
        def layout(self):
            return Layout(Field("title", label_size="m"))

    assert 'name="seen"' in drawn(Form())


def test_a_refused_form_gives_back_what_was_typed():
    typed = {"title": "A & B", "questions": ["2"], "kind": "b", "due_day": "31", "ready": "on"}
    html = drawn(EveryKind(typed))
    lines = normal(html)

    assert any("'A & B'" in line for line in lines)
    assert 'value="31"' in html
    assert re.search(r'id="id_questions_0_1"[^>]* checked', html)
    assert re.search(r'id="id_kind_1"[^>]* checked', html)
    assert not re.search(r'id="id_questions_0_0"[^>]* checked', html)
    assert re.search(r'id="id_ready"[^>]* checked', html)


def test_a_password_is_never_given_back():
    assert "hunter2" not in drawn(EveryKind({"password": "hunter2"}))


def test_browsers_do_not_cut_what_is_pasted():
    html = drawn(EveryKind())

    assert " maxlength=" not in html
    assert 'data-maxlength="2000"' in html


def test_what_need_not_be_filled_says_so():
    class Form(BaseForm):
        title = forms.CharField()
        note = forms.CharField(required=False)

    class Filter(Form):
        method = "get"
        mark_optional = False

    assert "Note (optional)" in drawn(Form())
    assert "Title (optional)" not in drawn(Form())
    assert "(optional)" not in drawn(Filter())


def test_a_form_that_only_looks_carries_no_token():
    class Filter(BaseForm):
        method = "get"
        q = forms.CharField(required=False)

    page = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")

    assert 'method="get"' in page.render({"form": Filter(), "csrf_token": "t"})
    assert "csrfmiddlewaretoken" not in page.render({"form": Filter(), "csrf_token": "t"})
    assert "csrfmiddlewaretoken" in page.render({"form": EveryKind(), "csrf_token": "t"})


def test_a_list_of_forms_has_one_summary():
    page = engines["django"].from_string("{% load govuk %}{% error_summary forms %}")
    html = page.render({"forms": [EveryKind({}, prefix="a"), EveryKind({}, prefix="b")]})

    assert html.count("There is a problem") == 1
    assert 'href="#id_a-title"' in html
    assert 'href="#id_b-title"' in html


def test_a_form_without_errors_has_no_summary():
    assert "There is a problem" not in drawn(EveryKind())


class Dated(BaseForm):
    due = DateField(label="Due date")


def typed(day, month, year):
    return Dated({"due_day": day, "due_month": month, "due_year": year})


@pytest.mark.parametrize("month", ["7", "07", "Jul", "july", "JULY", "jul."])
def test_a_month_may_be_a_number_or_a_name(month):
    form = typed("19", month, "2026")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 7, 19)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("", "", ""), "Enter the due date"),
        (("19", "", "2026"), "Due date must include a month"),
        (("19", "", ""), "Due date must include a month and year"),
        (("30", "2", "2026"), "Due date must be a real date"),
        (("1", "13", "2026"), "Due date must be a real date"),
        (("1", "Julius", "2026"), "Due date must be a real date"),
        (("1", "ju", "2026"), "Due date must be a real date"),
        (("-1", "7", "2026"), "Due date must be a real date"),
        (("1", "7", "206"), "The year must have two or four numbers, for example 2026"),
        (("1", "7", "0000"), "Due date must be a real date"),
        (("1", "7", "٢٠٢٦"), "The year must have two or four numbers, for example 2026"),
        (("9" * 5000, "7", "2026"), "Due date must be a real date"),
        (("\x00", "7", "2026"), "Due date must be a real date"),
    ],
)
def test_a_date_that_is_not_one_is_refused_in_words(parts, message):
    assert typed(*parts).errors["due"] == [message]


@pytest.mark.parametrize(
    "data",
    [
        {"due_day": "19", "due_month": "July", "due_year": "26"},
        {"due_day": "19 July 2026", "due_month": "", "due_year": ""},
        {"due_day": "19/7/26"},
        {"due": "2026-07-19"},
    ],
)
def test_a_date_may_be_typed_whole_in_the_first_box_or_alone(data):
    form = Dated(data)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 7, 19)


def test_what_was_typed_whole_and_refused_is_shown_again():
    form = Dated({"due": "31 April 2026"})

    assert form.errors["due"] == ["Due date must be a real date"]
    assert "31 April 2026" in str(form["due"])


def test_an_unchanged_date_has_not_changed():
    data = {"due_day": "1", "due_month": "2", "due_year": "2026"}

    assert not Dated(data, initial={"due": date(2026, 2, 1)}).has_changed()
    assert Dated(data, initial={"due": date(2026, 2, 2)}).has_changed()


def test_a_layout_may_name_a_field_that_the_form_was_made_without():
    class Short(BaseForm):
        first = forms.CharField()
        shown_to_nobody = forms.CharField(widget=forms.HiddenInput, initial="kept")

        def layout(self):
            return Layout(Layout("first", "gone"), Field("gone", small=True))

    page = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}")
    html = page.render({"form": Short(), "csrf_token": "t"})

    assert html.count("<label") == 1
    assert '<input type="hidden" name="shown_to_nobody" value="kept"' in html


@pytest.mark.parametrize("typed", ["", "a", '"><b>', "line\nline", "&amp;", " "])
@pytest.mark.parametrize("widget", [forms.Textarea, forms.TextInput, forms.HiddenInput])
def test_a_box_is_drawn_as_django_draws_it(widget, typed):
    class One(forms.Form):
        use_required_attribute = False
        words = forms.CharField(widget=widget({"data-x": typed, "readonly": True, "off": False}))

    bound = One({"words": typed})["words"]

    assert normal(box(bound, bound.field.widget, {})) == normal(str(bound))
