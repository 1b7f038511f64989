"""Addresses by what they begin with: a page is found without trying every other one's address."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path


def found_by(beginning: str, *modules: str) -> list[URLResolver]:
    """All addresses of some modules; those with this `beginning` first, each by its next word."""
    pages = [one for module in modules for one in pages_in(import_module(module).urlpatterns)]
    beneath = [one for one in pages if str(one.pattern).startswith(beginning)]
    others = [one for one in pages if one not in beneath]
    return [path(beginning, include(by_word(beneath, beginning))), path("", include(others))]


def pages_in(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """In their order, those of modules that others include too."""
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from pages_in(one.url_patterns)


def by_word(pages: list[URLPattern], beginning: str) -> list[URLPattern | URLResolver]:
    """The pages beneath a beginning; where several go on with one word, that word is tried once."""
    words: dict[str, list[URLPattern]] = {}
    for one in pages:
        rest = str(one.pattern).removeprefix(beginning)
        word, slash, _ = rest.partition("/")
        words.setdefault(word + slash, []).append(one)
    return [
        path(word, include([beneath(one, beginning + word) for one in alike]))
        if len(alike) > 1
        else beneath(alike[0], beginning)
        for word, alike in words.items()
    ]


def beneath(page: URLPattern, beginning: str) -> URLPattern:
    """The same page, for whoever has read the beginning of its address."""
    rest = str(page.pattern).removeprefix(beginning)
    return path(rest, page.callback, page.default_args, page.name)
