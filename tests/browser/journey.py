"""The whole of a plan's life in the chamber, by everybody who has a part in it."""

import re
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.browser.browsing import Site
from tests.browser.chamber import (
    COUNCIL,
    Chamber,
    PlanInChamber,
    choose,
    fill,
    on,
    press,
    save_words,
    start,
    tick,
)
from tests.browser.deeds import (
    CLERK,
    amend,
    answer,
    answer_by_email,
    call_in,
    confirm,
    correct,
    disown,
    edit,
    everybody_content,
    finalise,
    hear,
    later,
    left_to_be_done,
    minute,
    overtaken,
    power,
    put_to_people,
    record,
    review,
    rule,
    send,
    sign,
    submit,
    taken_back,
    withdraw,
)
from tests.browser.texts import OWN


def through(browser: Browser, site: Site, screens: Path) -> Chamber:
    """Every role and every move; the main plan ends closed, others take the ways aside."""
    with ExitStack() as stack:
        chamber = Chamber(browser, site, screens, stack)
        plan = start(chamber, "Chamber plan", OWN)
        promise(plan)
        contributed(plan)
        clearance(plan)
        before_members(plan)
        put_off(plan)
        refused_and_back(plan)
        decided(plan)
        leaves_the_building(plan)
        delivered(plan)
        closed(plan)
        ways_aside(chamber)
        return chamber


def promise(plan: PlanInChamber) -> None:
    """A commitment and a metric, for delivery to tell of."""
    page = plan.at("author", "commitments/add/")
    fill(page, what="Cut agency staff in children’s services by a third")
    press(page, "Save")
    page = plan.at("author", "metrics/add/")
    fill(page, name="Agency staff", unit="people", baseline="30", target="20")
    choose(page, "kind", "reported here")
    choose(page, "direction", "lower is better")
    press(page, "Save")


def contributed(plan: PlanInChamber) -> None:
    """A paragraph is given to the contributor, who writes it; the administrator finds no draft."""
    part = page_of(plan.link("author", "^1[.]"), plan)
    page = plan.link("author", "^Edit +“", part)
    paragraph = page_of(page, plan)
    page.locator("[name=writer]").select_option(label="Contributor, Northmoor")
    save_words(page)
    page = plan.at("contributor", paragraph, "own")
    fill(page, body="We joined three contact teams into one, in three years.")
    tick(page, "ready")
    save_words(page)
    administrator = plan.chamber.by("administrator")
    assert administrator.go(plan.path).status == 404
    administrator.complaints.clear()


def clearance(plan: PlanInChamber) -> None:
    """Sent, sent back, sent again, withdrawn, objected to, put by hand."""
    send(plan, then_put=False)
    talk_alone(plan)
    words, place = "The saving has no source.", "paragraph 3"
    answer(plan, "section.151", "sent_back", "send_back", words=words, place=place)
    plan.at("author", "put-right/")
    edit(plan, "We joined three contact teams into one: £200,000, Finance report 12.")
    send(plan, then_put=False)
    edit(plan, "We joined three contact teams into one: £200,000 a year, Finance report 12.")
    send(plan, then_put=False)
    answer(plan, "monitoring.officer", "no_comment", "answer")
    withdraw(plan)
    send(plan, then_put=False, head_of_paid_service=True)
    answer(plan, "chief.executive", "content", "answer")
    answer(plan, "monitoring.officer", "comment", "answer", words="No key decision is taken.")
    answer(plan, "section.151", "objects", "answer", words="The saving is not yet confirmed.")
    answer(plan, "portfolio.holder", "content", "answer")
    answer(plan, "climate.officer", "content", "answer")
    answer_by_email(plan, "content", "answer_by_email")
    confirm(plan)
    plan.at("author", "clearance/")
    press(plan.at(CLERK, "put/"), "Put it to decision")
    plan.moved("put")


def talk_alone(plan: PlanInChamber) -> None:
    """An officer asks the report authors, and one of them replies, before the answer."""
    for role, variant, words in (
        ("section.151", "", "Which report has the saving?"),
        ("author", "reply", "Finance report 12."),
    ):
        page = plan.at(role, "clearance/to-authors/", variant)
        fill(page, words=words)
        press(page, "Send it")


def before_members(plan: PlanInChamber) -> None:
    """The draft is public with the agenda; one is content, one asks and declares an interest."""
    page = plan.at(CLERK, "publish/", "draft")
    fill(page, address="https://example.org/northmoor/cabinet/agenda")
    press(page, "Publish the draft")
    plan.moved("publish_early")
    # By the clerk: a resident's browser would keep this page for minutes, and show it again later.
    page = plan.chamber.look(plan.chamber.by(CLERK), plan.public, "draft")
    expect(page.get_by_text("Draft for decision by Cabinet on")).to_be_visible()
    press(plan.at("leader", "member/"), "I have no interest to declare")
    press(plan.at("leader", "member/"), "Content")
    page = plan.at("cabinet.member", "member/question/")
    fill(page, words="Who confirms the saving?")
    press(page, "Ask the question")
    page = plan.link("author", "Answer it")
    fill(page, words="The Section 151 officer, once the accounts are closed.")
    press(page, "Answer the question")
    page = plan.at("cabinet.member", "member/interest/")
    fill(page, words="A relative works for the agency.")
    page.get_by_label("A disclosable pecuniary interest").check()
    press(page, "Declare it")
    expect(page.get_by_text("so you take no part in this decision")).to_be_visible()
    page = plan.at("decision.maker", "member/", "reading")
    expect(page.get_by_role("button", name="Content")).to_have_count(0)


def put_off(plan: PlanInChamber) -> None:
    """Deferred, then referred for advice, then noted; sent meanwhile, subject to approval."""
    for days, outcome, boxes in (
        (1, "deferred", {}),
        (2, "referred", {"body": "Scrutiny Committee"}),
        (3, "noted", {"body": "Cabinet"}),
    ):
        page = minute(plan, outcome, f"{days}")
        later(page, days, **boxes)
        if outcome == "referred":
            page.locator("[name=next_kind]").select_option("scrutiny")
        record(plan, page, outcome)
        if outcome == "referred":
            record(plan, minute(plan, "recommended", "7"), "advised")
            page = minute(plan, "delegated", "2a")
            power(page, "Chief Executive", "approve")
            record(plan, page, "delegated")
    page = plan.at("author", "submit/")
    choose(page, "basis", "subject")
    fill(page, reason="The deadline comes before the meeting")
    press(page, "I sent it")
    plan.moved("submit")


def refused_and_back(plan: PlanInChamber) -> None:
    """Refused; sent and put once more, and withdrawn from the meeting."""
    record(plan, minute(plan, "refused", "4"), "refused")
    edit(plan, "We joined three contact teams into one in 2023.")
    send(plan, then_put=True)
    everybody_content(plan, "answer_and_put")
    withdraw(plan)
    send(plan, then_put=True)
    everybody_content(plan, "answer_by_email_and_put")
    disown(plan)
    answer(plan, "clearing.officer", "content", "answer_and_put")


def decided(plan: PlanInChamber) -> None:
    """Agreed with amendments, and exempt from call-in; notice and report for the file."""
    edit(plan, "We joined three contact teams into one in 2023, and saved £200,000 a year.")
    page = minute(plan, "amended", "26")
    choose(page, "resolved", "listed")
    for number, verb in enumerate(("endorsed", "agreed", "delegated"), start=1):
        page.locator(f"[name=verb_{number}]").select_option(verb)
    page.locator("[name=about_3]").select_option("plan")
    fill(page, words_3="That the Leader may amend the plan.")
    power(page, "Leader of the Council", "amend")
    amend(page, 1, "In the first paragraph, add the saving.")
    amend(page, 2, "Say what is left of it.", "to_draft")
    fill(page, call_in_exempt_why="The deadline: the Chair of Scrutiny agreed")
    on(page, "notice_on", timezone.localdate())
    record(plan, page, "amended")
    plan.link(CLERK, "^Decision notice")
    plan.link(CLERK, "^Report to|^Report")
    plan.at("auditor", "", "to-be-drafted")
    finalise(plan, "We joined three contact teams into one in 2023: net, we saved £200,000 a year.")
    plan.at("leader", "member/")


def leaves_the_building(plan: PlanInChamber) -> None:
    """Published, and the deadline extended."""
    page = plan.at(CLERK, "publish/")
    fill(page, address="https://example.org/northmoor/plan")
    press(page, "Publish")
    plan.moved("publish")
    page = plan.at("author", "extend/")
    on(page, "due_on", date(2024, 7, 31))
    on(page, "granted_on", date(2024, 7, 10))
    fill(page, granted_by="The department")
    press(page, "Record the extension")
    plan.at("auditor", "sent/")
    public_pages(plan)
    issued(plan)


def issued(plan: PlanInChamber) -> None:
    """The record of Cabinet's decision and its report, made public; the use of a power is newer."""
    clerk = plan.chamber.by(CLERK)
    clerk.go(plan.path)
    papers = clerk.page.get_by_role("link", name=re.compile("^Papers")).nth(1)
    address = (papers.get_attribute("href") or "").removeprefix(plan.path)
    page = plan.at(CLERK, address)
    page.locator("[name=kind]").select_option("draft_minutes")
    on(page, "published_on", timezone.localdate())
    press(page, "Record the paper")
    page = plan.at(CLERK, address.replace("papers/", "issue/"))
    fill(page, made_by="Proper officer", contact="Democratic services")
    press(page, "Issue it to the public")
    public = f"{plan.public}{address.removesuffix('papers/')}"
    for one in (public, f"{public}report/"):
        plan.chamber.look(plan.chamber.by(None), one)


def acknowledge(plan: PlanInChamber) -> None:
    page = plan.link("author", "^Record a receipt", "sent/")
    now = timezone.localtime()
    on(page, "received_on", now.date())
    fill(page, received_time=f"{now:%H:%M}", words="Thank you for your plan.")
    press(page, "Record the receipt")


def public_pages(plan: PlanInChamber) -> None:
    resident = plan.chamber.by(None)
    plan.chamber.look(resident, f"/{COUNCIL}/published/")
    page = plan.chamber.look(resident, plan.public)
    expect(page.get_by_text("saved £200,000 a year")).to_be_visible()
    expect(page.get_by_text("Draft for decision")).to_have_count(0)


def delivered(plan: PlanInChamber) -> None:
    """Monitored; the decided words replace the early ones; reported on, and published again."""
    press(plan.at("author", "start-monitoring/"), "Start monitoring")
    plan.moved("start_monitoring")
    finalise(plan, "We joined three contact teams into one in 2023; net, we saved £200,000 a year.")
    submit(plan)
    acknowledge(plan)
    page = plan.at("author", "progress/report/")
    on(page, "as_at", timezone.localdate())
    page.locator("select[name^=status-]").first.select_option("on_track")
    page.locator("[name^=narrative-]").first.fill("Nine permanent staff have started.")
    press(page, "Record these updates")
    page = plan.link("author", "^Cut agency staff", "progress/")
    choose(page, "status", "off_track")
    on(page, "as_at", timezone.localdate())
    fill(page, narrative="Two have left again.", next_step="A second round in May.")
    press(page, "Record this update")
    plan.link("author", "^It is done", page_of(page, plan))
    results(plan)
    plan.at("auditor", "progress/")
    review(plan)
    left_to_be_done(plan, 1)
    press(plan.at(CLERK, "publish/"), "Publish")
    plan.moved("publish")


def results(plan: PlanInChamber) -> None:
    """What the metric came to, and then put right."""
    page = plan.link("author", "^Results of", "metrics/")
    fill(page, period="2024/25", value="24")
    on(page, "ends_on", date(2025, 3, 31))
    press(page, "Save")
    page = plan.link("author", "^Correct", page_of(page, plan))
    fill(page, value="23", reason="The final count is out")
    press(page, "Correct it")


def page_of(page: Page, plan: PlanInChamber) -> str:
    return page.url.removeprefix(f"{plan.chamber.site.address}{plan.path}")


def closed(plan: PlanInChamber) -> None:
    page = plan.at("author", "close/")
    page.locator("[name^=outcome-][value=carried]").check()
    page.locator("[name^=words-]").fill("Into the workforce plan.")
    press(page, "Close the plan")
    plan.moved("close")
    plan.at("auditor", "history/")


def ways_aside(chamber: Chamber) -> None:
    """Shorter lives: noted and monitored, entered from the record, overtaken wherever it stood."""
    noted_only(start(chamber, "Noted plan", OWN))
    decided_alone(start(chamber, "Plan decided alone", OWN))
    plan = start(chamber, "Overtaken plan", OWN)
    send(plan, then_put=True)
    answer_by_email(plan, "sent_back", "email_sends_back", words="Add the source.", place="1.2")
    disown(plan)
    answer_by_email(plan, "sent_back", "email_sends_back", words="Add the source.", place="1.2")
    overtaken(plan)
    taken_back(start(chamber, "Started by mistake", OWN))
    plan = start(chamber, "Overtaken in clearance", OWN)
    send(plan, then_put=True)
    overtaken(plan)
    plan = start(chamber, "Overtaken in decision", OWN)
    send(plan, then_put=True)
    everybody_content(plan, "answer_and_put")
    overtaken(plan)
    plan = start(chamber, "Overtaken once agreed", OWN)
    agree(plan)
    overtaken(plan)
    called_in_and_corrected(start(chamber, "Called in plan", OWN))
    plan = start(chamber, "Plan whose older record has many steps", OWN)
    enter(plan, "recommended", "from_record_advice", kind="scrutiny")
    enter(plan, "refused", "from_record_refused")
    enter(plan, "noted", "from_record_undecided")
    enter(plan, "recommended", "from_record_advice", kind="advisory")
    enter(plan, "deferred", "from_record_undecided")
    enter(plan, "refused", "from_record_refused")
    enter(plan, "deferred", "from_record_undecided")
    enter(plan, "approved", "from_record")
    plan = start(chamber, "Plan of an older record", OWN)
    enter(plan, "approved", "from_record")
    submit(plan)
    plan = start(chamber, "Plan that was sent before it came here", OWN)
    enter(plan, "approved", "from_record")
    page = plan.at("author", "sent/earlier/")
    page.locator("[name=timing]").select_option("by_deadline")
    press(page, "Enter the submission")
    plan.at("author", "sent/", "earlier")


def called_in_and_corrected(plan: PlanInChamber) -> None:
    """Called in and corrected at every stage where that can be, and sent back to its author."""
    put(plan)
    page = plan.at("author", "submit/")
    fill(page, reason="The deadline comes before the meeting")
    press(page, "I sent it")
    plan.moved("submit")
    agreed_today(plan)
    called_in(plan, "Cllr Ash", "upheld")
    agreed_today(plan)
    called_in(plan, "Cllr Birch", "dismissed")
    corrected(plan)
    monitored(plan)
    called_in(plan, "Cllr Cole", "withdrawn")
    monitored(plan)
    corrected(plan)
    monitored(plan)
    correct(plan, "refused", "correct_refuses")
    put(plan)
    agreed_today(plan)
    correct(plan, "refused", "correct_refuses")
    put(plan)
    record(plan, minute(plan, "noted", "5"), "noted")
    correct(plan, "refused", "correct_refuses")


def put(plan: PlanInChamber) -> None:
    send(plan, then_put=True)
    everybody_content(plan, "answer_and_put")


def agreed_today(plan: PlanInChamber) -> None:
    page = minute(plan, "agreed", "26")
    on(page, "notice_on", timezone.localdate())
    record(plan, page, "agreed")


def called_in(plan: PlanInChamber, who: str, came: str) -> None:
    """By somebody whose request is not valid, and then by somebody else."""
    call_in(plan, f"{who} alone")
    rule(plan, valid=False)
    call_in(plan, who)
    rule(plan, valid=True)
    hear(plan, came)


def corrected(plan: PlanInChamber) -> None:
    """It was agreed with another minute, was only noted, and was agreed after all."""
    correct(plan, "endorsed", "correct")
    correct(plan, "noted", "correct_undecides")
    correct(plan, "noted", "correct")
    correct(plan, "endorsed", "correct_endorses")


def monitored(plan: PlanInChamber) -> None:
    press(plan.at("author", "start-monitoring/"), "Start monitoring")
    plan.moved("start_monitoring")


def decided_alone(plan: PlanInChamber) -> None:
    """Put off, noted, refused, and then agreed by two together; call-in begins with the notice."""
    for outcome in ("deferred", "noted", "refused", "agreed"):
        if outcome != "noted":
            send(plan, then_put=False)
            everybody_content(plan, "answer")
            people = ["Decision-maker, Northmoor", "Leader, Northmoor"]
            alone = outcome != "agreed"
            route = "officer" if alone else "member_officer"
            put_to_people(plan, route, *(people[:1] if alone else people))
        if outcome == "agreed":
            sign(plan, "leader", outcome, "sign")
        sign(plan, "decision.maker", outcome, f"sign_{outcome}")
        if outcome == "noted":
            withdraw(plan)
    page = plan.at(CLERK, "decisions/4/notice-day/")
    on(page, "notice_on", timezone.localdate())
    press(page, "Record the day")


def enter(plan: PlanInChamber, verb: str, row: str, kind: str = "decider") -> None:
    """A step of an older record, with one resolution about the plan."""
    page = plan.at(CLERK, "from_record/")
    fill(page, body="Cabinet")
    choose(page, "kind", kind)
    on(page, "decided_on", timezone.localdate())
    page.locator("[name=verb_1]").select_option(verb)
    page.locator("[name=about_1]").select_option("plan")
    press(page, "Enter the decision")
    plan.moved(row)


def noted_only(plan: PlanInChamber) -> None:
    send(plan, then_put=True)
    everybody_content(plan, "answer_and_put")
    record(plan, minute(plan, "noted", "5"), "noted")
    page = plan.at("author", "submit/")
    choose(page, "basis", "noted")
    fill(page, reason="Cabinet noted it", officer_view="Members were told that noting is enough.")
    press(page, "I sent it")
    plan.moved("submit")
    press(plan.at(CLERK, "publish/", "noted"), "Publish")
    plan.moved("publish_noted")
    press(plan.at("author", "start-monitoring/"), "Start monitoring")
    plan.moved("start_monitoring")


def agree(plan: PlanInChamber) -> None:
    put(plan)
    agreed_today(plan)
