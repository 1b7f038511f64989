"""An address that is kept is the one that Django would make."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from web.addresses import address_of


def test_an_address_is_as_django_makes_it():
    for slug in ("one", "other", "one"):
        assert address_of("plan", "here", slug) == reverse("plan", args=["here", slug])


def test_where_the_product_is_served_elsewhere_its_addresses_say_so():
    before = address_of("plan", "here", "one")
    set_script_prefix("/council/")
    try:
        assert address_of("plan", "here", "one") == f"/council{before}"
    finally:
        set_script_prefix("/")
    assert address_of("plan", "here", "one") == before


def test_what_equals_another_part_has_not_its_address():
    class Named(str):
        def __str__(self) -> str:
            return "other"

    for part in ("one", Named("one")):
        assert address_of("plan", "here", part) == reverse("plan", args=["here", part])
    for part in (1, True):
        assert address_of("plan", "here", part) == reverse("plan", args=["here", part])


def drawn(template: str, **shown: object) -> str:
    return Template(template).render(Context(shown))


def test_a_template_prints_the_address_or_keeps_it():
    made = reverse("plan", args=["here", "one"])

    assert drawn("{% url 'plan' council slug %}", council="here", slug="one") == made
    assert drawn("{% url 'plan' council=council plan='one' %}", council="here") == made
    assert drawn("{% url 'plan' 'here' 'one' as it %}[{{ it }}]") == f"[{made}]"


def test_where_there_is_no_such_address_a_template_fails_unless_it_keeps_it():
    assert drawn("{% url 'plan' 'here' as it %}[{{ it }}]") == "[]"
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            drawn("{% url 'plan' 'here' '' %}")
