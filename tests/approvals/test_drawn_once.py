"""The longest forms: each widget is drawn once, and what somebody holds is read once."""

from collections import Counter

import pytest
from django.forms.boundfield import BoundField
from django.test import Client
from django.utils import timezone

from councils.access import Access
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_put, make_recorded

DECIDE, SUBMIT = "move_decide", "move_submit"


@pytest.fixture
def page(chamber: Chamber, plain_paper, signed_in, request) -> tuple[Client, str]:
    """A browser of somebody who may, and the address."""
    if request.param == DECIDE:
        make_put(chamber)
        return signed_in(chamber.clerk), plan_url(DECIDE, chamber.plan)
    make_recorded(chamber, timezone.localdate())
    return signed_in(chamber.author), plan_url(SUBMIT, chamber.plan)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each field's widget is drawn, by the field's name."""
    times: Counter[str] = Counter()
    draw = BoundField.as_widget

    def counted(bound: BoundField, *args: object, **how: object) -> str:
        times[bound.html_name] += 1
        return draw(bound, *args, **how)

    monkeypatch.setattr(BoundField, "as_widget", counted)
    return times


@pytest.mark.parametrize("page", [DECIDE, SUBMIT], indirect=True)
def test_each_widget_is_drawn_once(page, drawn):
    browser, address = page
    form = browser.get(address).context["form"]

    assert set(drawn.values()) == {1}
    assert {name for name in form.fields if form[name].is_hidden} <= set(drawn)


@pytest.mark.parametrize("page", [DECIDE], indirect=True)
def test_a_widget_that_is_drawn_twice_would_be_counted(page, drawn):
    """The control."""
    browser, address = page
    form = browser.get(address).context["form"]
    str(form["minute"])

    assert drawn["minute"] == 2


@pytest.mark.parametrize("page", [DECIDE, SUBMIT], indirect=True)
def test_what_somebody_holds_is_read_once(page, monkeypatch):
    kept, reads = Access.__dict__["roles"], []
    read = kept.func
    monkeypatch.setattr(kept, "func", lambda held: reads.append(held) or read(held))
    browser, address = page
    browser.get(address)

    assert len(reads) == 1
