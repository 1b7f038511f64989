"""Every page of the product in a real browser: pictures, axe, the width of a phone, no complaints.

The pictures are kept in var/screens, but where nobody looks at them (CI).
"""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser

from tests.browser import walking
from tests.browser.browsing import PHONE, Site, visiting
from tests.browser.walking import NOT_VISITED, Seen

# Addresses that answer without a page of their own.
NO_PAGE = NOT_VISITED | {
    *("health_live", "health_ready"),
    # A paragraph on a question that nobody answers, and the example has none: tests/plans/views.
    "question_write",
    # Sent to, never opened.
    *("theme_cover", "passage_stash", "page_presence", "stash_settle", "assignment_nudge"),
    "clearance_remind",
    # What several people suggest for one paragraph, and what came back: test_round.
    *("copy_wanted", "suggestions_beside", "returned_review"),
    *("word_round", "copy_excuse", "word_round_end", "returned"),
    *("beginning_keep", "beginning_settle"),
    *("guest_again", "guest_leave", "guest_stash", "guest_stash_settle"),
    # Of somebody who has a link and no account: tests/browser/test_three_people.
    *(
        "guest_send",
        "guest_link",
        "guest_code",
        "guest_left",
        "guest_part",
        "guest_add",
        "guest_passage",
    ),
    *("guest_comment", "guest_reply", "guest_take_back"),
    # Nothing is lodged in the example: tests/approvals/test_views_lodged.
    *("amendments", "amendment_lodge", "amendment_withdraw"),
    *("amendment_advise", "amendments_order"),
    # The example keeps no meetings: tests/approvals/test_meetings.
    *("meeting_change", "meeting_cancel", "meeting_restore"),
    # Of an e-mail that waits for a mail server; the site has none: test_submission_dispatch.
    *("send_again", "stop_sending"),
    # Shown in answer to a form that is sent after half an hour: tests/accounts/test_proof.
    "account_confirm",
    # Pages of allauth that no link of ours leads to.
    *("account_signup", "account_inactive", "account_set_password"),
}
# Pages that say no, and so do not answer 200.
REFUSALS = {"403": 403, "404": 404}


@pytest.fixture
def seen(tour_of_the_site: tuple[list[Seen], list[str]]) -> list[Seen]:
    return tour_of_the_site[0]


def test_every_page_of_the_product_is_looked_at(seen):
    names = {one.name.split("-")[0] for one in seen}
    assert sorted(names_of(get_resolver()) - NO_PAGE - names) == []


def test_a_page_that_nothing_leads_to_would_be_missed(seen):
    assert "plan" in names_of(get_resolver()) - NO_PAGE
    assert "nowhere" not in {one.name for one in seen}


def names_of(resolver: URLResolver) -> set[str]:
    return set(_names(resolver))


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def test_every_page_opens(seen):
    wrong = [(one.path, one.status) for one in seen if one.status != REFUSALS.get(one.name, 200)]
    assert wrong == []


def test_axe_finds_nothing_on_any_page(seen):
    assert [(one.path, fault) for one in seen for fault in one.faults] == []


def test_no_page_scrolls_sideways_on_a_phone(seen):
    wide = [(one.path, one.width_on_a_phone) for one in seen]
    assert [(path, width) for path, width in wide if width > PHONE["width"]] == []


def test_the_browser_complains_of_nothing(tour_of_the_site):
    assert tour_of_the_site[1] == []


def test_a_page_with_faults_would_be_found(browser: Browser, site: Site):
    with visiting(browser, site, None, viewport=PHONE) as visitor:
        visitor.go("/help/")
        visitor.page.evaluate(
            """() => {
              document.querySelector("main").innerHTML = "<img src='data:,'><p id='wide'>Words</p>";
              document.querySelector("#wide").style.width = "900px";
              const script = document.createElement("script");
              script.textContent = "1";
              document.body.append(script);
            }"""
        )
        assert any(fault.startswith("image-alt") for fault in walking.faults_on(visitor))
        assert walking.width_of(visitor) > PHONE["width"]
        assert any("Content Security Policy" in said for said in visitor.complaints)
