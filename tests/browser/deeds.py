"""What people do to a plan in the chamber, each ending where the table of moves says."""

from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import timezone
from playwright.sync_api import Page

from plans.models import Stage
from tests.browser.chamber import COUNCIL, PlanInChamber, choose, fill, on, press, tick, unfold

CLEARERS = (
    "monitoring.officer",
    "section.151",
    "portfolio.holder",
    "climate.officer",
    "clearing.officer",
)
CLERK = "democratic.services"


def send(plan: PlanInChamber, *, then_put: bool, head_of_paid_service: bool = False) -> None:
    """To everybody on the council's list, and to the head of paid service only if wanted.

    The meeting is today: its chair takes the plan as a late item.
    """
    page = plan.at("author", "send/")
    findings(page)
    press(page, "Go on")
    page = plan.at("author", "send/check/")
    tick(page, "then_put", then_put)
    fill(page, late_agreed_by="The chair of Cabinet", late_why="The letter came late.")
    box = page.locator("[name=head_of_paid_service]")
    unfold(box)
    box.select_option(index=1 if head_of_paid_service else 0)
    if plan.stage == Stage.CLEARANCE:
        fill(page, reason="A paragraph is put right")
    press(page, "Send for clearance")
    plan.moved("send", page)


def findings(page: Page) -> None:
    """A sentence for each heading; one does not apply."""
    for heading in ("financial", "legal", "climate", "wellbeing", "staffing", "data"):
        fill(page, **{f"said_{heading}": f"Looked into: nothing new for {heading}."})
    fill(page, because_property="no building is touched", looked_by="The equality officer")
    on(page, "looked_on", timezone.localdate())
    fill(page, said_equalities="Nobody is worse off; no full assessment is needed.")


def answer(plan: PlanInChamber, role: str, outcome: str, move: str, **boxes: str) -> None:
    page = plan.at(role, "answer/")
    choose(page, "outcome", outcome)
    fill(page, **boxes)
    press(page, "Send your answer")
    plan.moved(move, page)


def answer_by_email(plan: PlanInChamber, outcome: str, move: str, **boxes: str) -> None:
    """The officer who clears equality answered by e-mail; the author records it with the e-mail."""
    page = plan.at("author", "answer_by_email/")
    page.get_by_label("Equality:").check()
    choose(page, "outcome", outcome)
    now = timezone.localtime()
    on(page, "stated_at", now.date())
    fill(page, clock=f"{now:%H:%M}", **boxes)
    name, kind = "answer.eml", "message/rfc822"
    attached = {"name": name, "mimeType": kind, "buffer": an_email()}
    page.locator("[name=email]").set_input_files(attached)  # type: ignore[arg-type]
    press(page, "Record the answer")
    plan.moved(move, page)


def confirm(plan: PlanInChamber) -> None:
    """The officer who clears equality did answer by e-mail."""
    page = plan.at("clearing.officer", "disown/")
    choose(page, "said", "confirmed")
    press(page, "Send")


def disown(plan: PlanInChamber) -> None:
    """The officer who clears equality was said to have answered, and had not."""
    page = plan.at("clearing.officer", "disown/")
    choose(page, "said", "disowned")
    fill(page, words="I sent no such e-mail.")
    press(page, "Send")
    plan.moved("disown", page)


def an_email() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"clearing.officer@{COUNCIL}.example", f"author@{COUNCIL}.example"
    mail["Subject"], mail["Date"] = "Your report", format_datetime(timezone.now())
    mail.set_content("Content.")
    return mail.as_bytes()


def everybody_content(plan: PlanInChamber, last: str) -> None:
    """Five answers, of which the last puts the plan to its meeting."""
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


def withdraw(plan: PlanInChamber) -> None:
    page = plan.at("author", "withdraw/")
    fill(page, reason="The figures of the new quarter are awaited")
    press(page, "Withdraw the plan")
    plan.moved("withdraw", page)


def minute(plan: PlanInChamber, outcome: str, number: str) -> Page:
    """The page on which a decision is recorded, with what every minute shows."""
    page = plan.at(CLERK, "decide/")
    on(page, "decided_on", timezone.localdate())
    fill(page, minute=number)
    declared_here = page.locator("[name=member_1]").input_value()
    choose(page, "interests", "listed" if declared_here else "none")
    if outcome in ("agreed", "amended"):
        choose(page, "resolved", "recommended")
        return page
    choose(page, "resolved", "listed")
    page.locator("[name=verb_1]").select_option(outcome)
    page.locator("[name=about_2]").select_option("")
    fill(page, words_1=f"That the plan be {outcome}", words_2="")
    return page


def amend(page: Page, row: int, words: str, wording: str = "exact") -> None:
    """An amendment of the plan, in its very words unless told."""
    unfold(page.locator(f"[name=amendment_words_{row}]"))
    page.locator(f"[name=amendment_of_{row}]").select_option("plan")
    page.locator(f"[name=amendment_wording_{row}]").select_option(wording)
    fill(page, **{f"amendment_words_{row}": words, f"amendment_place_{row}": "paragraph 1"})


def power(page: Page, to: str, may: str) -> None:
    """Whom a resolution lets do what with the plan."""
    unfold(page.locator("[name=delegated_to]"))
    fill(page, delegated_to=to)
    page.locator(f"[name=scope][value={may}]").check()


def finalise(plan: PlanInChamber, words: str) -> None:
    """Whoever holds the power changed the plan, and that is recorded."""
    edit(plan, words)
    page = plan.at(CLERK, "finalise/", "finalise")
    page.locator("[name=used]").first.check()
    on(page, "decided_on", timezone.localdate())
    fill(page, changed="The saving is said more exactly.", minute="Decision 7 of the Leader")
    drafted = page.locator("[name=settles]")
    if drafted.count():
        drafted.first.check()
    choose(page, "interests", "none")
    press(page, "Record the change")
    plan.moved("finalise", page)


def correct(plan: PlanInChamber, verb: str, move: str) -> None:
    """What the clerk recorded was not what the minute says."""
    page = plan.at(CLERK, "correct/", "correct")
    on(page, "decided_on", timezone.localdate())
    fill(page, why="Another item’s minute was read.", minute="26a")
    choose(page, "interests", "none")
    choose(page, "resolved", "listed")
    page.locator("[name=verb_1]").select_option(verb)
    page.locator("[name=about_1]").select_option("plan")
    page.locator("[name=about_2]").select_option("")
    fill(page, words_1=f"That the plan be {verb}", words_2="")
    if verb == "endorsed":
        on(page, "notice_on", timezone.localdate())
    known = page.locator("[name=known_to_be_out]")
    if known.count():
        known.check()
    press(page, "Record the correction")
    plan.moved(move, page)


def review(plan: PlanInChamber) -> None:
    """Cabinet looked at how the plan is carried out."""
    page = plan.at(CLERK, "review/", "review")
    on(page, "decided_on", timezone.localdate())
    fill(page, body="Cabinet", minute="41", words_1="That the year’s progress be noted.")
    page.locator("[name=verb_1]").select_option("noted")
    page.locator("[name=about_1]").select_option("plan")
    press(page, "Record the review")
    plan.moved("review", page)


def left_to_be_done(plan: PlanInChamber, place: int) -> None:
    """A promise is written down, and done by a paper; that was a mistake, and so was it."""
    here = f"decisions/{place}/to-do/"
    page = plan.at(CLERK, here)
    page.locator("[name=kind_1]").select_option("promise")
    fill(page, words_1="To write to the ward.", owed_by_1="Leader", owed_to_1="The ward")
    on(page, "due_on_1", timezone.localdate())
    press(page, "Record what is to be done")
    page = plan.link(CLERK, "^Say another day", here)
    on(page, "due_on", timezone.localdate() + timedelta(days=1))
    press(page, "Record the day")
    page = plan.at(CLERK, f"decisions/{place}/papers/")
    page.locator("[name=kind]").select_option("promise_note")
    on(page, "published_on", timezone.localdate())
    press(page, "Record the paper")
    page = plan.link(CLERK, "^What this paper does", f"decisions/{place}/papers/")
    does = page_under(page, plan)
    page.locator("[name=tasks]").first.check()
    press(page, "Record that it is done")
    plan.at(CLERK, here, "done")
    page = plan.link(CLERK, "^Take this back", does)
    fill(page, why="It was another letter.")
    press(page, "Take it back")
    page = plan.link(CLERK, "^Take it back", here)
    fill(page, why="Nobody promised it.")
    press(page, "Take it back")


def page_under(page: Page, plan: PlanInChamber) -> str:
    """Where a page lies under its plan."""
    return page.url.removeprefix(f"{plan.chamber.site.address}{plan.path}")


def call_in(plan: PlanInChamber, who: str) -> None:
    """Somebody calls the decision in, now."""
    page = plan.at(CLERK, "receive-call-in/", "call-in")
    now = timezone.localtime()
    on(page, "received_on", now.date())
    fill(page, received_time=f"{now:%H:%M:%S}", made_by=who, grounds="Nobody was consulted.")
    press(page, "Record the call-in")
    plan.moved("receive_call_in", page)


def rule(plan: PlanInChamber, *, valid: bool) -> None:
    page = plan.at(CLERK, "call-in/", "call-in-valid")
    choose(page, "valid", "valid" if valid else "not_valid")
    fill(page, decided_by="Monitoring Officer", why="By the council’s rules.")
    press(page, "Record this")
    plan.moved("call_in" if valid else "call_in_not_valid", page)


def hear(plan: PlanInChamber, came: str) -> None:
    page = plan.at(CLERK, "call-in-heard/", "call-in-heard")
    choose(page, "came", came)
    on(page, "on", timezone.localdate())
    if came == "upheld":
        unfold(page.locator("[name=next_meets_on_day]"))
        on(page, "next_meets_on", timezone.localdate())
    press(page, "Record what came of it")
    plan.moved("call_in_upheld" if came == "upheld" else "call_in_stands", page)


def put_to_people(plan: PlanInChamber, route: str, *people: str) -> None:
    """Put by hand to people who decide it alone, by the names that the form offers."""
    page = plan.at(CLERK, "put/", "alone")
    choose(page, "route", route)
    for one in people:
        page.get_by_label(one).check()
    on(page, "meets_on", timezone.localdate())
    press(page, "Put it to decision")
    plan.moved("put")


def sign(plan: PlanInChamber, person: str, outcome: str, move: str) -> None:
    """Whoever decides alone declares, then signs."""
    press(plan.at(person, "sign/", "declaring"), "I have no interest to declare")
    page = plan.at(person, "sign/")
    choose(page, "outcome", outcome)
    if outcome == "deferred":
        on(page, "next_meets_on", timezone.localdate() + timedelta(days=1))
    fill(page, reasons="It answers the request.", options_rejected="To send none.")
    press(page, "Sign this as my decision")
    plan.moved(move, page)


def record(plan: PlanInChamber, page: Page, move: str) -> None:
    press(page, "Record the decision")
    plan.moved(move, page)


def later(page: Page, days: int, **boxes: str) -> None:
    """To whom it goes, and when they meet."""
    fill(page, **boxes)
    page.locator("[name=next_meets_on_day]").evaluate("one => one.closest('details').open = true")
    on(page, "next_meets_on", timezone.localdate() + timedelta(days=days))


def submit(plan: PlanInChamber) -> None:
    page = plan.at("author", "submit/")
    fill(page, reason="Cabinet agreed it after the deadline")
    press(page, "I sent it")
    plan.moved("submit", page)


def overtaken(plan: PlanInChamber) -> None:
    page = plan.at("author", "overtaken/")
    fill(page, reason="The department withdrew the request")
    press(page, "Close the plan as overtaken")
    plan.moved("overtaken", page)


def taken_back(plan: PlanInChamber) -> None:
    page = plan.at("author", "take-back/")
    fill(page, reason="A colleague had started it already")
    press(page, "Take the plan back")
    plan.moved("take_back", page)
