"""Every page that freezes, puts, publishes or sends words says which letters no PDF prints."""

from collections.abc import Callable

import pytest
from django.test import Client

from councils.models import User
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_decided, make_sent
from tests.approvals.pages import shown, text_of
from tests.plan_makers import make_paragraph

SAID = "1 letter the PDF cannot print. It prints 中 as [U+4E2D]."
Browser = Callable[[User], Client]


def with_letter(chamber: Chamber, words: str) -> None:
    make_paragraph(chamber.plan, chamber.author, words, chamber.plan.themes.first())


PAGES = {
    "plan_write": (lambda _: None, Role.AUTHOR),
    "plan_read": (lambda _: None, Role.AUTHOR),
    "version_make": (lambda _: None, Role.AUTHOR),
    "send_check": (lambda _: None, Role.AUTHOR),
    "move_put": (make_sent, Role.AUTHOR),
    "move_publish": (make_decided, Role.AUTHOR),
    "move_submit": (make_decided, Role.AUTHOR),
}


@pytest.mark.parametrize("words", ["We met 中 there.", "We met everybody there."])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_before_words_are_frozen_or_sent_says_it(
    chamber, plain_paper, signed_in: Browser, page: str, words: str
):
    """Words without such a letter are the control."""
    prepare, role = PAGES[page]
    with_letter(chamber, words)
    prepare(chamber)

    said = text_of(signed_in(chamber.person[role]).get(plan_url(page, chamber.plan)))

    assert (SAID in said) == ("中" in words)


def test_the_report_says_it_of_its_own_boxes(chamber, signed_in: Browser):
    browser, page = signed_in(chamber.author), plan_url("move_send", chamber.plan)

    refused = browser.post(page, shown(browser, page) | {"summary": "We met 中.", "title": ""})

    assert refused.status_code == 422
    assert "“Summary” has 1 letter the PDF cannot print." in text_of(refused)


def test_the_page_of_a_paper_says_it_of_its_parts(chamber, plain_paper, signed_in: Browser):
    decision = make_decided(chamber, reasons="We met 中.")
    browser, place = signed_in(chamber.author), decision.step.place

    assert f"“2. Reasons” has {SAID}" in text_of(
        browser.get(plan_url("decision", chamber.plan, place))
    )
    assert "PDF cannot" not in text_of(browser.get(plan_url("report_issued", chamber.plan, place)))
