"""The keys of links and their codes: never guessed, always made again."""

import re
import uuid

from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from plans.guest_keys import code_from, digest_of, key_of, key_to_send
from plans.models import GuestLink


def a_link(nonce: uuid.UUID, sendings: int = 1) -> GuestLink:
    link = GuestLink(nonce=nonce, sendings=sendings)
    link.key_digest = digest_of(key_of(link))
    return link


@given(st.uuids(), st.integers(1, 10**6))
def test_a_key_is_made_again_as_it_was_and_is_another_when_it_is_sent_anew(name, times):
    link = a_link(name, times)
    assert key_to_send(link) == key_of(link)
    assert re.fullmatch(r"[\w-]{43}", key_of(link))
    assert key_of(a_link(name, times + 1)) != key_of(link)


@given(st.uuids(), st.uuids())
def test_two_links_have_two_keys(one, other):
    assert (key_of(a_link(one)) == key_of(a_link(other))) == (one == other)


@given(st.text(min_size=1))
def test_a_code_is_always_six_digits(nonce):
    assert re.fullmatch(r"[0-9]{6}", code_from(nonce))


def test_a_link_that_waits_goes_by_an_older_key_of_the_server_and_by_no_other():
    with override_settings(SECRET_KEY="of the day it was made"):
        link = a_link(uuid.uuid4())
        key = key_of(link)
    with override_settings(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=["of the day it was made"]):
        assert key_to_send(link) == key
    with override_settings(SECRET_KEY="newer", SECRET_KEY_FALLBACKS=[]):
        assert key_to_send(link) is None
