"""The whole of a plan's life in the chamber, by everybody who has a part in it."""

from contextlib import ExitStack
from datetime import date, timedelta
from email.message import EmailMessage
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
    start,
    tick,
)
from tests.browser.texts import OWN

CLEARERS = ("monitoring.officer", "section.151", "portfolio.holder", "clearing.officer")
CLERK = "democratic.services"


def through(browser: Browser, site: Site, screens: Path) -> Chamber:
    """Every role and every move; the main plan ends closed, others take the ways aside."""
    with ExitStack() as stack:
        chamber = Chamber(browser, site, screens, stack)
        plan = start(chamber, "Chamber plan", OWN)
        promise(plan)
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
    press(page, "Save")


def send(plan: PlanInChamber, move: str, *, then_put: bool) -> None:
    page = plan.at("author", "send/")
    tick(page, "then_put", then_put)
    if move == "send_again":
        fill(page, reason="A paragraph is put right")
    press(page, "Send for clearance")
    plan.moved(move)


def answer(plan: PlanInChamber, role: str, outcome: str, move: str, **boxes: str) -> None:
    page = plan.at(role, "answer/")
    choose(page, "outcome", outcome)
    fill(page, **boxes)
    press(page, "Send your answer")
    plan.moved(move)


def answer_by_email(plan: PlanInChamber, outcome: str, move: str, **boxes: str) -> None:
    """The clearing officer answered by e-mail; the author records it with the e-mail."""
    page = plan.at("author", "answer_by_email/")
    page.get_by_label("Clearing officer").check()
    choose(page, "outcome", outcome)
    now = timezone.localtime()
    on(page, "stated_at", now.date())
    fill(page, clock=f"{now:%H:%M}", **boxes)
    name, kind = "answer.eml", "message/rfc822"
    attached = {"name": name, "mimeType": kind, "buffer": an_email()}
    page.locator("[name=email]").set_input_files(attached)  # type: ignore[arg-type]
    press(page, "Record the answer")
    plan.moved(move)


def an_email() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"clearing.officer@{COUNCIL}.example", f"author@{COUNCIL}.example"
    mail["Subject"] = "Your report"
    mail.set_content("Content.")
    return mail.as_bytes()


def everybody_content(plan: PlanInChamber, last: str) -> None:
    """Four answers, of which the last puts the plan to its meeting."""
    *others, clearing = CLEARERS
    for role in others:
        answer(plan, role, "content", "answer")
    if last == "answer_and_put":
        answer(plan, clearing, "content", last)
    else:
        answer_by_email(plan, "content", last)


def edit(plan: PlanInChamber, words: str) -> None:
    page = plan.at("author", "write/")
    page.get_by_label("Paragraph 1", exact=True).first.fill(words)
    fill(page, reason="The officers asked")
    press(page, "Save the plan")


def clearance(plan: PlanInChamber) -> None:
    """Sent, sent back, sent again, withdrawn, objected to, put by hand."""
    send(plan, "send", then_put=False)
    words, place = "The saving has no source.", "paragraph 3"
    answer(plan, "section.151", "sent_back", "send_back", words=words, place=place)
    edit(plan, "We joined three contact teams into one: £200,000, Finance report 12.")
    send(plan, "send", then_put=False)
    edit(plan, "We joined three contact teams into one: £200,000 a year, Finance report 12.")
    send(plan, "send_again", then_put=False)
    answer(plan, "monitoring.officer", "no_comment", "answer")
    withdraw(plan, "withdraw")
    send(plan, "send", then_put=False)
    answer(plan, "monitoring.officer", "comment", "answer", words="No key decision is taken.")
    answer(plan, "section.151", "objects", "answer", words="The saving is not yet confirmed.")
    answer(plan, "portfolio.holder", "content", "answer")
    answer_by_email(plan, "content", "answer_by_email")
    plan.at("author", "clearance/")
    press(plan.at(CLERK, "put/"), "Put it to this meeting")
    plan.moved("put")


def withdraw(plan: PlanInChamber, move: str) -> None:
    page = plan.at("author", "withdraw/")
    fill(page, reason="The figures of the new quarter are awaited")
    press(page, "Withdraw the plan")
    plan.moved(move)


def before_members(plan: PlanInChamber) -> None:
    """One is content, one asks and declares an interest."""
    press(plan.at("leader", "member/"), "Content")
    page = plan.at("cabinet.member", "member/question/")
    fill(page, words="Who confirms the saving?")
    press(page, "Ask the question")
    page = plan.at("cabinet.member", "member/interest/")
    fill(page, words="A relative works for the agency.")
    press(page, "Declare the interest")
    expect(page.get_by_text("so you take no part in this decision")).to_be_visible()


def minute(plan: PlanInChamber, outcome: str, number: str) -> Page:
    """The page on which a decision is recorded, with what every minute shows."""
    page = plan.at(CLERK, "decide/")
    choose(page, "outcome", outcome)
    on(page, "decided_on", timezone.localdate())
    fill(page, minute=number)
    tick(page, "nothing_declared")
    if outcome not in ("agreed", "amended"):
        page.locator("select[name^=verb_]").evaluate_all(
            "all => all.forEach(one => one.value = '')"
        )
        page.locator("[name^=words_]").evaluate_all("all => all.forEach(one => one.value = '')")
    return page


def record(plan: PlanInChamber, page: Page, move: str) -> None:
    press(page, "Record the decision")
    plan.moved(move)


def later(page: Page, days: int, **boxes: str) -> None:
    """To whom it goes, and when they meet."""
    fill(page, **boxes)
    page.locator("[name=next_meets_on_day]").evaluate("one => one.closest('details').open = true")
    on(page, "next_meets_on", timezone.localdate() + timedelta(days=days))


def put_off(plan: PlanInChamber) -> None:
    """Deferred, then referred, then noted; sent meanwhile, subject to approval."""
    for days, outcome, boxes in (
        (1, "deferred", {}),
        (2, "referred", {"body": "Scrutiny Committee"}),
        (3, "noted", {"body": "Cabinet"}),
    ):
        page = minute(plan, outcome, f"{days}")
        later(page, days, **boxes)
        record(plan, page, outcome)
    page = plan.at("author", "submit/")
    choose(page, "standing", "subject")
    fill(page, reason="The deadline comes before the meeting")
    press(page, "I sent it")
    plan.moved("submit_early")


def refused_and_back(plan: PlanInChamber) -> None:
    """Refused; sent and put once more, and withdrawn from the meeting."""
    record(plan, minute(plan, "refused", "4"), "refused")
    edit(plan, "We joined three contact teams into one in 2023.")
    send(plan, "send", then_put=True)
    everybody_content(plan, "answer_and_put")
    withdraw(plan, "withdraw_decision")
    send(plan, "send", then_put=True)
    everybody_content(plan, "answer_by_email_and_put")


def decided(plan: PlanInChamber) -> None:
    """Agreed with amendments, and exempt from call-in; notice and report for the file."""
    edit(plan, "We joined three contact teams into one in 2023, and saved £200,000 a year.")
    page = minute(plan, "amended", "26")
    fill(page, amendments="In the first paragraph, add the saving.")
    fill(page, call_in_exempt_why="The deadline: the Chair of Scrutiny agreed")
    on(page, "effective_from", timezone.localdate())
    record(plan, page, "amended")
    plan.link(CLERK, "^Decision notice")
    plan.link(CLERK, "^Report to|^Report")
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


def submit(plan: PlanInChamber, move: str) -> None:
    page = plan.at("author", "submit/")
    fill(page, reason="Cabinet agreed it after the deadline")
    press(page, "I sent it")
    plan.moved(move)


def acknowledge(plan: PlanInChamber) -> None:
    page = plan.link("author", "^Record a receipt", "sent/")
    now = timezone.localtime()
    on(page, "received_on", now.date())
    fill(page, received_time=f"{now:%H:%M}", words="Thank you for your plan.")
    press(page, "Record the receipt")


def public_pages(plan: PlanInChamber) -> None:
    resident, slug = plan.chamber.by(None), plan.path.rstrip("/").rsplit("/", 1)[1]
    plan.chamber.look(resident, f"/{COUNCIL}/published/")
    page = plan.chamber.look(resident, f"/{COUNCIL}/published/{slug}/")
    expect(page.get_by_text("saved £200,000 a year")).to_be_visible()


def delivered(plan: PlanInChamber) -> None:
    """Monitored; the decided words replace the early ones; reported on, and published again."""
    press(plan.at("author", "start-monitoring/"), "Start monitoring")
    plan.moved("start_monitoring")
    submit(plan, "replace")
    acknowledge(plan)
    page = plan.at("author", "progress/report/")
    page.locator("select[name^=status-]").first.select_option("on_track")
    page.locator("[name^=narrative-]").first.fill("Nine permanent staff have started.")
    press(page, "Record these updates")
    page = plan.link("author", "^Cut agency staff", "progress/")
    choose(page, "status", "off_track")
    fill(page, narrative="Two have left again.", next_step="A second round in May.")
    press(page, "Record this update")
    plan.link("author", "^It is done", page_of(page, plan))
    plan.at("auditor", "progress/")
    press(plan.at(CLERK, "publish/"), "Publish")
    plan.moved("publish_again")


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
    plan = start(chamber, "Overtaken plan", OWN)
    send(plan, "send", then_put=True)
    answer_by_email(plan, "sent_back", "email_sends_back", words="Add the source.", place="1.2")
    overtaken(plan, "overtaken_drafting")
    plan = start(chamber, "Overtaken in clearance", OWN)
    send(plan, "send", then_put=True)
    overtaken(plan, "overtaken_clearance")
    plan = start(chamber, "Overtaken in decision", OWN)
    send(plan, "send", then_put=True)
    everybody_content(plan, "answer_and_put")
    overtaken(plan, "overtaken_decision")
    plan = start(chamber, "Overtaken once agreed", OWN)
    agree(plan)
    overtaken(plan, "overtaken_endorsed")
    plan = start(chamber, "Plan of an older record", OWN)
    press(plan.at(CLERK, "from_record/"), "Enter the decision")
    plan.moved("from_record")
    submit(plan, "submit")


def noted_only(plan: PlanInChamber) -> None:
    send(plan, "send", then_put=True)
    everybody_content(plan, "answer_and_put")
    record(plan, minute(plan, "noted", "5"), "noted")
    page = plan.at("author", "submit/")
    choose(page, "standing", "noted")
    fill(page, reason="Cabinet noted it", officer_view="Members were told that noting is enough.")
    press(page, "I sent it")
    plan.moved("submit_early")
    press(plan.at("author", "start-monitoring/"), "Start monitoring")
    plan.moved("start_monitoring_noted")


def agree(plan: PlanInChamber) -> None:
    send(plan, "send", then_put=True)
    everybody_content(plan, "answer_and_put")
    page = minute(plan, "agreed", "6")
    on(page, "effective_from", timezone.localdate() + timedelta(days=8))
    record(plan, page, "agreed")


def overtaken(plan: PlanInChamber, move: str) -> None:
    page = plan.at("author", "overtaken/")
    fill(page, reason="The department withdrew the request")
    press(page, "Close the plan as overtaken")
    plan.moved(move)
