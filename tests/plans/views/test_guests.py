"""Somebody without an account: from the e-mail to the words they wrote, and all that ends it."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from councils.actions.people import end_appointment
from councils.models import OutboxMessage, SentForm, SignIn, User
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import guests as actions
from plans.actions.assignments import take_back
from plans.actions.comments import reply_to_comment, resolve_comment
from plans.actions.passages import remove_passage
from plans.actions.stashes import delete_old_stashes, keep_stash
from plans.models import Comment, GuestLink, Passage, Plan, Stage, Stash
from tests.councils.pages import fields_of
from tests.makers import administrator_of, make_appointment, make_person
from tests.plan_makers import make_comment, make_link_to
from tests.plans.guest_makers import (
    ADDRESS,
    a_day,
    address_sent,
    code_sent,
    make_link,
    newest_mail,
    opened,
)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def page_of(link: GuestLink) -> str:
    return f"/guest/{link.pk}/passages/{link.part}/"


def written(passage: Passage, body: str = "Words of the partner.", **more) -> dict:
    return {"body": body, "seen": passage.revision, **more}


def typed(**more) -> dict:
    day = {f"until_{part}": getattr(a_day(), part) for part in ("day", "month", "year")}
    return {"name": "Director of the partner", "email": ADDRESS, "asked_for": "", **day, **more}


@pytest.fixture
def link(plan, author, paragraph) -> GuestLink:
    return make_link_to(paragraph, author, asked_for="Say what it cost.")


def test_a_link_is_sent_opened_with_its_code_and_written_by(browser, plan, paragraph):
    page = plan_url("guest_send", plan)
    sent = browser.post(page, typed(what=f"passage-{paragraph.pk}"), follow=True)
    assert f"on its way to {ADDRESS}" in words(sent)
    link = GuestLink.objects.get()
    guest = Client()
    address = address_sent()
    assert "Send me a code" in words(guest.get(address))
    asked = guest.post(address, follow=True)
    assert "Type the code" in words(asked)
    shown = guest.post(f"{address}code/", {"code": code_sent()}, follow=True)
    assert shown.status_code == 200
    assert plan.title in words(shown)
    paragraph.refresh_from_db()
    saved = guest.post(page_of(link), written(paragraph, ready="on"), follow=True)
    assert "Saved." in words(saved)

    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.ready) == ("Words of the partner.", True)
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    assert (act.verb, act.actor.name) == ("edited", "Director of the partner")
    verbs = Act.objects.filter(plan=plan.pk).values_list("verb", flat=True)
    assert {"link_sent", "link_opened"} <= set(verbs)


def test_to_open_a_link_sends_nothing_and_spends_nothing(link):
    address = address_sent()
    before = OutboxMessage.objects.count()
    for _ in range(3):
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200
    assert OutboxMessage.objects.count() == before


def test_the_e_mails_say_nothing_of_the_plan(plan, paragraph, link):
    sent = newest_mail()
    Client().post(address_sent())
    for mail in (sent, newest_mail()):
        whole = f"{mail.subject}\n{mail.body}"
        for secret in (plan.title, "The first words", paragraph.theme.title, "Say what it cost."):
            assert secret not in whole
        assert mail.to == [ADDRESS]


def test_neither_the_key_nor_the_code_is_in_any_table(link):
    address = address_sent()
    Client().post(address)
    code, key = code_sent(), address.split("/")[3]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]

        def holding(word: str) -> list[str]:
            found = []
            for table in tables:
                asked = SQL("SELECT count(*) FROM {} t WHERE t::text LIKE %s").format(
                    Identifier(table)
                )
                cursor.execute(asked, [word])
                if cursor.fetchone()[0]:
                    found.append(table)
            return found

        assert len(key) == 43
        assert holding(f"%{key}%") == []
        assert holding(f"%{code}%") == []
        # The control: what is in a table is found.
        assert "plans_guestlink" in holding(f"%{link.key_digest}%")


def nothing(answer) -> bool:
    return answer.status_code == 404 and "This link opens nothing" in words(answer)


def test_every_link_that_opens_nothing_has_one_answer(plan, author, paragraph, link):
    key = address_sent()
    answers = [Client().get("/guest/key/unknown/"), Client().get("/guest/key/unknown/code/")]
    actions.send_link_again(link, by=author, seen=link.revision)
    answers += [Client().get(key), Client().post(key), Client().post(f"{key}code/", {"code": "1"})]
    newer = address_sent()
    assert Client().get(newer).status_code == 200
    link.refresh_from_db()
    actions.take_link_back(link, by=author, seen=link.revision)
    answers += [Client().get(newer), Client().get(page_of(link))]

    assert all(nothing(one) for one in answers)
    gets = {one.content for one in answers if one.request["REQUEST_METHOD"] == "GET"}
    assert len(gets) == 1


def test_a_link_whose_day_has_passed_opens_nothing(plan, author, paragraph, monkeypatch):
    link = make_link_to(paragraph, author, until=timezone.localdate())
    address, guest = address_sent(), opened()
    assert guest.get(page_of(link)).status_code == 200
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)

    assert nothing(Client().get(address))
    # The session ended with the day.
    assert nothing(guest.get(page_of(link)))


def test_the_session_lasts_no_longer_than_the_links_day(plan, author, paragraph):
    make_link_to(paragraph, author, until=timezone.localdate())
    guest = opened()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0) + timedelta(days=1)
    over = guest.session.get_expiry_date()

    assert over <= midnight + timedelta(minutes=1)


def test_a_wrong_code_opens_nothing_and_five_are_enough(link):
    address, guest = address_sent(), Client()
    guest.post(address)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        answer = guest.post(f"{address}code/", {"code": wrong})
        assert answer.status_code == 422
        assert "This is not the code" in words(answer)
    answer = guest.post(f"{address}code/", {"code": right})
    assert answer.status_code == 422
    assert "Too many wrong codes" in words(answer)
    assert nothing(guest.get(page_of(link)))
    assert SignIn.objects.filter(person=link.person, outcome="wrong_code").count() == 5


def test_the_right_code_opens_it_the_fifth_time(link):
    """The control."""
    address, guest = address_sent(), Client()
    guest.post(address)
    right = code_sent()
    for _ in range(4):
        guest.post(f"{address}code/", {"code": "abc"})
    # As people copy it.
    answer = guest.post(f"{address}code/", {"code": f" {right[:3]} {right[3:]} "}, follow=True)
    assert answer.status_code == 200


def test_what_its_pages_carry_of_themselves_is_no_strangers_row(link, paragraph):
    """Rows that refer to nobody are found when they are committed, or here."""
    guest, address = Client(), address_sent()
    guest.post(address, fields_of(guest.get(address)))
    typed = fields_of(guest.get(f"{address}code/")) | {"code": code_sent()}
    page = guest.post(f"{address}code/", typed, follow=True)
    body = {"body": "Written by a link."}
    assert guest.post(page.request["PATH_INFO"], fields_of(page) | body).status_code == 302
    connection.check_constraints()
    assert [one.person for one in SentForm.objects.all()] == [link.person]


def test_a_code_works_once_and_only_the_newest(link):
    address, guest = address_sent(), Client()
    guest.post(address)
    older = code_sent()
    guest.post(address)
    newest = code_sent()
    assert older != newest
    assert guest.post(f"{address}code/", {"code": older}).status_code == 422
    assert guest.post(f"{address}code/", {"code": newest}).status_code == 302
    assert Client().post(f"{address}code/", {"code": newest}).status_code == 422


def test_a_code_is_too_old_after_ten_minutes(link, monkeypatch):
    address, guest = address_sent(), Client()
    guest.post(address)
    code = code_sent()
    later = time.time() + 601
    now = timezone.now() + timedelta(seconds=601)
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: now)
    monkeypatch.setattr(time, "time", lambda: later)

    assert guest.post(f"{address}code/", {"code": code}).status_code == 422


def test_codes_are_asked_for_five_times_in_an_hour(link):
    address, guest = address_sent(), Client()
    for _ in range(5):
        assert guest.post(address).status_code == 302
    answer = guest.post(address)

    assert answer.status_code == 422
    assert "Too many codes" in words(answer)


def test_taken_back_it_ends_at_the_next_request_with_what_was_typed(
    browser, plan, paragraph, author, link
):
    guest = opened()
    page = plan_url("guest_take_back", plan, link.pk)
    assert link.person.name in words(browser.get(page))
    browser.post(page, {"seen": link.revision})
    answer = guest.post(page_of(link), written(paragraph, "Zebra words."))

    assert answer.status_code == 409
    assert "This link was taken back." in words(answer)
    assert "Zebra words." in words(answer)
    assert guest.get(page_of(link)).status_code == 410
    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.writer) == ("The first words.", None)


def test_it_dies_with_the_assignment(plan, author, paragraph, link):
    guest = opened()
    paragraph.refresh_from_db()
    take_back(paragraph, by=author, seen=paragraph.revision)
    shown = guest.get(page_of(link))

    assert shown.status_code == 410
    assert "no longer yours to write" in words(shown)
    assert guest.post(page_of(link), written(paragraph)).status_code == 409
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."


def test_it_ends_when_the_part_is_removed_or_the_plan_is_sent_on(plan, author, paragraph, link):
    guest = opened()
    Plan.objects.filter(pk=plan.pk).update(stage=Stage.CLEARANCE)
    sent_on = guest.post(page_of(link), written(paragraph, "Zebra words."))
    assert sent_on.status_code == 409
    assert "no longer being drafted" in words(sent_on)
    assert "Zebra words." in words(sent_on)
    Plan.objects.filter(pk=plan.pk).update(stage=Stage.DRAFTING)
    paragraph.refresh_from_db()
    remove_passage(paragraph, by=author, seen=paragraph.revision)
    removed = guest.get(page_of(link))
    assert removed.status_code == 410
    assert "was removed" in words(removed)


def test_what_ends_between_the_page_and_the_lock_ends_all_the_same(
    plan, author, paragraph, link, monkeypatch
):
    guest = opened()
    monkeypatch.setattr("plans.views.guest_pages.why_closed", lambda *_: "")
    actions.take_link_back(link, by=author, seen=link.revision)
    answer = guest.post(page_of(link), written(paragraph, "Zebra words."))

    assert answer.status_code in (404, 409)
    assert "Zebra words." in words(answer)
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."


def test_somebody_deactivated_writes_no_more(link, paragraph):
    guest = opened()
    User.objects.filter(pk=link.person_id).update(is_active=False)
    assert guest.post(page_of(link), written(paragraph)).status_code == 409


def test_a_theme_is_written_in_paragraph_by_paragraph(plan, author, theme, paragraph):
    link = make_link(plan, author, ("theme", str(theme.pk)), asked_for="Say what it cost.")
    guest = opened()
    here = f"/guest/{link.pk}/"
    shown = words(guest.get(here))
    assert "Say what it cost." in shown
    assert "The first words." in shown  # around it
    guest.post(f"{here}add/", {"body": "A paragraph of theirs."})
    mine = Passage.objects.get(writer=link.person)
    assert mine.theme == theme
    assert "A paragraph of theirs." in words(guest.get(here))
    guest.post(f"{here}passages/{mine.pk}/", written(mine, "Changed by them."))
    mine.refresh_from_db()
    assert mine.body == "Changed by them."
    assert guest.get(f"{here}passages/{paragraph.pk}/").status_code == 404
    assert guest.get(f"{here}passages/{paragraph.pk}/comment/").status_code == 404


def test_a_question_is_written_on(plan, author, theme):
    link = make_link(plan, author, ("question", "1.2"))
    guest = opened()
    assert "Question 1.2" in words(guest.get(f"/guest/{link.pk}/"))
    guest.post(f"/guest/{link.pk}/add/", {"body": "What it saved."})
    mine = Passage.objects.get(writer=link.person)

    assert mine.theme == theme
    assert list(mine.answers.values_list("question", flat=True)) == ["1.2"]
    actions.take_link_back(link, by=author, seen=link.revision)
    mine.refresh_from_db()
    assert mine.writer is None
    assert not plan.questions_assigned.exists()


def test_whoever_may_only_comment_comments(plan, author, paragraph):
    make_comment(paragraph, author, "Between ourselves.")
    link = make_link(plan, author, ("comment", str(paragraph.pk)), asked_for="Is it right?")
    guest = opened()
    page = f"{page_of(link)}comment/"
    shown = words(guest.get(f"/guest/{link.pk}/", follow=True))
    assert "Is it right?" in shown
    assert "Between ourselves." not in shown
    guest.post(page, {"words": "Not quite.", "quote": "The first words."})
    made = Comment.objects.get(by=link.person)

    assert (made.words, made.key) == ("Not quite.", paragraph.pk)
    assert "Not quite." in words(guest.get(page))
    assert guest.get(page_of(link)).status_code == 404
    assert guest.post(page_of(link), written(paragraph)).status_code == 404
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."


def test_whoever_sent_a_link_hears_what_is_said_by_it(plan, author, paragraph):
    link = make_link(plan, author, ("comment", str(paragraph.pk)))
    guest = opened()
    guest.post(f"{page_of(link)}comment/", {"words": "Not quite."})
    (mine,) = Comment.objects.filter(by=link.person)
    assert comments_told() == [author]

    reply_to_comment(mine, by=author, words="What is missing?")
    guest.post(f"/guest/{link.pk}/comments/{mine.pk}/", {"words": "The cost."})
    assert comments_told() == [author, author]


def test_once_they_write_here_no_more_the_authors_hear_it(plan, author, paragraph):
    yesterday = timezone.localdate() - timedelta(days=1)
    other = make_person(plan.council, Role.AUTHOR, starts_on=yesterday)
    link = make_link(plan, other, ("comment", str(paragraph.pk)))
    by, held = administrator_of(plan.council), other.appointments.get()
    end_appointment(held, by=by, seen=held.revision, ends_on=yesterday)
    opened().post(f"{page_of(link)}comment/", {"words": "Not quite."})

    assert comments_told() == [author]


def comments_told() -> list[User]:
    return [one.to for one in OutboxMessage.objects.filter(kind="comment_for_you").order_by("pk")]


def test_whoever_may_only_comment_replies_in_their_own_thread(plan, author, paragraph):
    others = make_comment(paragraph, author, "Between ourselves.")
    link = make_link(plan, author, ("comment", str(paragraph.pk)))
    guest = opened()
    guest.post(f"{page_of(link)}comment/", {"words": "Not quite."})
    mine = Comment.objects.get(by=link.person)
    reply_to_comment(mine, by=author, words="What is missing?")
    page = f"/guest/{link.pk}/comments/{mine.pk}/"

    assert page in guest.get(f"{page_of(link)}comment/").content.decode()
    assert "What is missing?" in words(guest.get(page))
    assert guest.post(page, {"words": ""}).status_code == 422
    assert guest.post(page, {"words": "The day."}).status_code == 302
    assert [one.words for one in mine.replies.all()] == ["What is missing?", "The day."]
    for hidden in (others.pk, 999999):
        assert guest.get(f"/guest/{link.pk}/comments/{hidden}/").status_code == 404
        answer = guest.post(f"/guest/{link.pk}/comments/{hidden}/", {"words": "Well?"})
        assert answer.status_code == 404
    resolve_comment(mine, by=author, seen=2)
    late = guest.post(page, {"words": "Zebra words."})
    assert late.status_code == 409
    assert "Zebra words." in words(late)


def test_whoever_writes_replies_to_what_the_author_said_of_it(author, paragraph, link):
    guest = opened()
    said = make_comment(paragraph, author, "By when?")
    page = f"/guest/{link.pk}/comments/{said.pk}/"

    assert guest.post(page, {"words": "By June."}).status_code == 302

    [reply] = said.replies.all()
    assert (reply.words, reply.by) == ("By June.", link.person)


def test_the_history_calls_them_somebody_with_a_link(plan, paragraph, author, link):
    guest = opened()
    guest.post(page_of(link), written(paragraph, "Words of theirs."))
    act = Act.objects.filter(plan=plan.pk, verb="edited").first()

    assert act.actor.person == link.person
    assert act.actor.capacity == "Somebody with a link"
    # For every rule about who wrote what they are as any contributor.
    assert act.actor.role == Role.CONTRIBUTOR


def test_what_they_type_is_kept_and_offered_when_they_come_back(paragraph, link):
    guest = opened()
    stash = {"seen": paragraph.revision, "body": "Words that were not saved."}
    here = page_of(link)
    assert f'data-stash="{here}stash/"' in guest.get(here).content.decode()

    assert guest.post(f"{here}stash/", stash).status_code == 204
    assert guest.post(f"{here}stash/", {"seen": "x"}).status_code == 422

    back = guest.get(here)
    assert "You were writing here" in words(back)
    assert f'action="{here}unsaved/"' in back.content.decode()
    taken = guest.post(f"{here}unsaved/", {"do": "take"}, follow=True)
    assert taken.context["form"]["body"].value() == "Words that were not saved."
    guest.post(f"{here}unsaved/", {"do": "throw"})
    assert not Stash.objects.exists()


def test_old_words_of_somebody_with_a_link_go_without_an_e_mail(plan, paragraph, link):
    opened()
    long_ago = timezone.now() - timedelta(days=31)
    facts = {"seen": paragraph.revision, "body": "Not saved.", "now": long_ago}
    keep_stash(plan, passage=paragraph.pk, by=link.person, **facts)
    before = OutboxMessage.objects.count()

    delete_old_stashes(timezone.localdate())

    assert not Stash.objects.exists()
    assert OutboxMessage.objects.count() == before


def test_whoever_has_a_role_here_is_sent_no_link(browser, plan, paragraph, contributor):
    page = plan_url("guest_send", plan)
    answer = browser.post(
        page, typed(what=f"passage-{paragraph.pk}", email=contributor.email.upper())
    )

    assert answer.status_code == 422
    assert "They have a role here" in words(answer)
    assert "Director of the partner" in words(answer)
    assert not GuestLink.objects.exists()


def test_whoever_gets_a_role_later_signs_in_with_it(council, plan, paragraph, link):
    guest = opened()
    make_appointment(council, link.person, Role.CONTRIBUTOR)
    answer = guest.get(page_of(link))

    assert answer.status_code == 410
    assert "Sign in with your own account" in words(answer)


def test_a_link_gives_no_account(link):
    """Nobody is let set a password by whoever sends them a link."""
    newest_mail()
    Client().post("/account/password/reset/", {"email": ADDRESS})

    assert "No account" in newest_mail().subject


def test_somebody_invited_sets_a_password(council):
    """The control."""
    invited = make_person(council, Role.AUDITOR)
    User.objects.filter(pk=invited.pk).update(password="!")
    Client().post("/account/password/reset/", {"email": invited.email})

    assert newest_mail().subject == "Set a new password"


def test_a_bad_form_says_what_is_wrong_with_all_kept(browser, plan, paragraph):
    page = plan_url("guest_send", plan)
    what = f"passage-{paragraph.pk}"
    past = {"until_day": 1, "until_month": 1, "until_year": 2020}
    for wrong in ({"what": "x-1"}, {"name": ""}, {"email": "nobody"}, {"what": ""}, past):
        answer = browser.post(page, typed(what=what, asked_for="Zebra.") | wrong)
        assert answer.status_code == 422, wrong
        assert "Zebra." in words(answer)
    assert browser.post(page, typed(what="passage-999999")).status_code == 409
    assert not GuestLink.objects.exists()


def test_signing_in_with_an_account_ends_what_the_link_opened(link, author):
    guest = opened()
    guest.force_login(author)
    assert nothing(guest.get(page_of(link)))


def test_a_session_that_nobody_uses_ends_as_any_other(link, paragraph, monkeypatch):
    guest = opened()
    assert guest.get(page_of(link)).status_code == 200
    minutes = link.plan.council.idle_minutes
    later = time.time() + minutes * 60 + 5
    monkeypatch.setattr(time, "time", lambda: later)
    answer = guest.post(page_of(link), written(paragraph, "Zebra words."))

    assert nothing(answer)
    assert "Zebra words." in words(answer)


def test_nobody_is_sent_a_link_under_the_name_of_another(browser, plan, paragraph, author, link):
    page = plan_url("guest_send", plan)
    for name in (author.name, link.person.name.upper()):
        sent = typed(what="question-1.2", email="other@partner.test", name=name)
        answer = browser.post(page, sent)
        assert answer.status_code == 422
        assert "Somebody else here is called" in words(answer)


def test_signed_out_they_find_nothing(link):
    guest = opened()
    left = guest.post(f"/guest/{link.pk}/leave/", follow=True)
    assert "You are signed out" in words(left)
    assert nothing(guest.get(page_of(link)))
