"""A page is found by what its address begins with, and is the same one as in a plain list."""

import re
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, resolve
from django.urls.resolvers import RegexPattern

from config.routes import found_by, pages_in

# What may stand in an address for each kind of part.
PARTS = {
    "int": "12",
    "slug": "a-word",
    "str": "word",
    "uuid": "075194d3-6885-417e-a8a8-6c931e272f00",
}
PLAIN = [
    *("councils.urls", "public.urls", "dashboard.urls"),
    *("delivery.urls", "approvals.urls", "plans.urls"),
]


def address(page: URLPattern) -> str:
    """An address that this page has."""

    def part(found: re.Match[str]) -> str:
        kind = found[0].strip("<>").partition(":")[0]
        choices = page.pattern.converters[found[0].strip("<>").partition(":")[2]].regex
        return PARTS.get(kind) or choices.split("|")[0]

    return re.sub("<[^>]+>", part, str(page.pattern))


@pytest.fixture(scope="module")
def plain() -> URLResolver:
    """Every address in one list, as the modules have them."""
    modules = [URLResolver(RegexPattern(r"^"), module) for module in PLAIN]
    return URLResolver(RegexPattern(r"^"), list(pages_in(modules)))


def test_each_address_leads_where_it_led_in_a_plain_list(plain):
    pages = list(plain.url_patterns)
    assert len(pages) > 150
    for page in pages:
        found, wanted = resolve("/" + address(page)), plain.resolve(address(page))
        told = (found.func, found.kwargs, found.url_name, found.route)
        assert told == (wanted.func, wanted.kwargs, wanted.url_name, wanted.route)


def test_a_page_of_a_plan_is_found_without_trying_every_other(plain):
    address = "northmoor/plans/a-plan/passages/12/join/"

    tried = resolve(f"/{address}").tried

    assert tried is not None
    assert len(tried) * 2 < len(plain.resolve(address).tried or [])


def test_of_two_addresses_that_fit_the_first_is_taken(monkeypatch):
    def page(name: str) -> URLPattern:
        return path(name, lambda request: HttpResponse(), name=name)

    listed = [page("a/<int:plan>/add/"), page("other/"), page("a/<int:plan>/<slug:which>/")]
    module = SimpleNamespace(urlpatterns=listed)
    monkeypatch.setattr("config.routes.import_module", lambda name: module)
    resolver = URLResolver(RegexPattern(r"^"), found_by("a/", "anything"))

    assert resolver.resolve("a/1/add/").url_name == "a/<int:plan>/add/"
    assert resolver.resolve("a/1/else/").url_name == "a/<int:plan>/<slug:which>/"
    assert resolver.resolve("other/").url_name == "other/"
