"""An address that is kept is the one that Django would make."""

from django.urls import reverse, set_script_prefix

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
