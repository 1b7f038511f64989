"""Addresses of pages, each put together once: it hangs on nothing but what it is made from."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

# A home names a hundred, most of them on every visit.
KEPT = 4096
PLAIN = {str, SafeString, int}


def address_of(name: str, *parts: object) -> str:
    """The address of the page `name`, as Django makes it of these parts in their order."""
    if all(type(part) in PLAIN for part in parts):
        return _made(get_script_prefix(), name, parts)
    # What else stands in an address may say something else another time, or equal what it is not:
    # True is 1, and a word of a choice is its letters.
    return reverse(name, args=parts)


@lru_cache(KEPT)
def _made(prefix: str, name: str, parts: tuple[object, ...]) -> str:
    """`prefix` is where the product is served, which Django reads for itself."""
    return reverse(name, args=parts)
