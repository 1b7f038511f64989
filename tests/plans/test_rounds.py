"""A round in Word: who is sent what, who has it, who answered, and how waiting ends."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from councils.actions.people import person_with
from councils.models import OutboxMessage, User
from councils.outbox import compose, send_waiting
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import rounds as actions
from plans.actions.rounds import ask_again, close_round, excuse, send_round
from plans.actions.versions import make_version
from plans.forms.rounds import SendRoundForm
from plans.models import Version, WordRound
from plans.round_marks import base_of, mark_of_copy, new_mark, number_of
from plans.rounds import CopyState, Delivery, copies_of, file_of
from tests.makers import make_person
from tests.plan_makers import make_paragraph, make_round
from web.errors import MovedOn, Refused

TODAY = timezone.localdate()
DAY = {"answer_by_day": "9", "answer_by_month": "7", "answer_by_year": "2030"}


def words_of(page) -> str:
    return " ".join(page.content.decode().split())


@pytest.fixture
def words(plan, author, paragraph):
    return paragraph


@pytest.fixture
def director(council) -> User:
    return make_person(council, Role.SECTION_151, name="Director of Finance")


@pytest.fixture
def found(plan, author, words) -> WordRound:
    return make_round(plan, author)


def test_a_round_is_checked_before_it_goes_and_goes_with_each_persons_file(
    browser, plan, author, words, director, mailoutbox
):
    address = plan_url("word_round_send", plan)
    typed = {
        "people": [director.pk],
        "others": "Head of the partner, head@partner.test",
        "note": "Mind the savings.",
        "how": "email",
        **DAY,
    }
    asked = browser.post(address, typed)
    page = words_of(asked)
    assert asked.status_code == 200
    assert f"Director of Finance ({director.email})" in page
    assert "Head of the partner (head@partner.test)" in page
    assert "As they stand now, frozen as version 1" in page
    assert "The whole plan leaves the council with this." in page
    assert not WordRound.objects.exists()
    assert not OutboxMessage.objects.filter(kind="round_copy").exists()

    answer = browser.post(address, {**dict(asked.context["typed"]), "checked": "yes"})

    made = WordRound.objects.get()
    assert answer["Location"] == plan_url("word_round", plan, 1)
    assert made.version == Version.objects.get()
    for _ in range(2):
        send_waiting()
    sent = {one.to[0]: one for one in mailoutbox if one.attachments}
    assert set(sent) == {director.email, "head@partner.test"}
    email = sent["head@partner.test"]
    assert "Mind the savings." in email.body
    assert email.reply_to == [author.email]
    [(name, content, _)] = email.attachments
    assert name.endswith("-round-1-copy-2.docx")
    assert words.body in "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    page = words_of(browser.get(answer["Location"]))
    assert "Head of the partner" in page
    assert "Sent" in page


def test_the_form_comes_back_with_everything_to_be_changed(browser, plan, words, director):
    address = plan_url("word_round_send", plan)
    typed = {"people": [director.pk], "others": "A, a@b.test", "how": "hand", **DAY}

    page = browser.post(address, {**typed, "change": "yes"})

    assert page.status_code == 200
    assert page.context["form"]["others"].value() == "A, a@b.test"
    assert not WordRound.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"others": ""}, "Say who is to have it"),
        ({"others": "nobody"}, "Line 1: write a name, a comma and an e-mail address"),
        (
            {"others": "A, a@b.test\n\nHead, head@nowhere"},
            "Line 3: “head@nowhere” is not an e-mail address",
        ),
        ({"others": "A, a@b.test\nB, A@b.test"}, "a@b.test is named twice"),
        ({"others": "A, a@b.test", "how": ""}, "Choose how it reaches them"),
        ({"others": "A, a@b.test", "answer_by_year": "2001"}, "has passed. Give a day to come"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_goes(browser, plan, words, changed, said):
    typed = {"how": "hand", **DAY, **changed, "checked": "yes"}

    page = browser.post(plan_url("word_round_send", plan), typed)

    assert page.status_code == 422
    assert said in words_of(page)
    assert not WordRound.objects.exists()


def test_somebody_with_a_role_is_ticked_and_not_named_anew(plan, author, words, director):
    with pytest.raises(Refused, match="has a role here: tick them") as refused:
        make_round(plan, author, others=[("The director", director.email)])
    assert refused.value.field == "others"


def test_whoever_holds_no_role_any_more_is_not_sent_it(plan, author, words):
    with pytest.raises(Refused, match="has no role here any more"):
        make_round(plan, author, people=[person_with("stranger@elsewhere.test", "A stranger")])


def test_a_version_that_has_the_words_is_the_one_that_goes(plan, author, words):
    version = make_version(plan, by=author, reason="For the directors")

    first = make_round(plan, author)
    make_paragraph(plan, author, "More.")
    second = make_round(plan, author)

    assert (first.version, second.version.number) == (version, 2)
    assert [first.number, second.number] == [1, 2]


def test_a_file_too_large_for_e_mail_is_refused_and_may_be_sent_by_hand(
    plan, author, words, monkeypatch
):
    monkeypatch.setattr(actions, "LARGEST_ATTACHMENT", 1)

    with pytest.raises(Refused, match="larger than most mail servers take") as refused:
        make_round(plan, author, by_email=True)

    assert refused.value.field == "how"
    assert not WordRound.objects.exists()
    make_round(plan, author)


def test_each_copy_says_whose_it_is_and_comes_out_the_same_again(plan, author, words):
    others = [("One", "one@p.test"), ("Two", "two@p.test")]
    found = make_round(plan, author, others=others)
    one, two = found.copies.all()

    assert file_of(one) == file_of(one)
    assert file_of(one) != file_of(two)


def test_a_copy_is_downloaded_by_its_author_and_nobody_else(
    browser, plan, found, council, signed_in
):
    address = plan_url("copy_docx", plan, 1, 1)

    answer = browser.get(address)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('-round-1-copy-1.docx"')
    officer = signed_in(make_person(council, Role.SECTION_151))
    assert officer.get(address).status_code == 403


def test_the_page_says_who_is_late_and_who_answered_is_not(plan, author, found):
    [before] = copies_of(found, found.answer_by)
    [after] = copies_of(found, found.answer_by + timedelta(days=1))

    assert (before.state, after.state) == (CopyState.WAITING, CopyState.LATE)
    assert before.delivery == Delivery.BY_HAND


def test_an_e_mail_that_does_not_go_is_told_with_why(browser, plan, author, words):
    made = make_round(plan, author, by_email=True)
    OutboxMessage.objects.filter(kind="round_copy").update(
        state="failed", said="No such mailbox", settled_at=timezone.now()
    )

    [one] = copies_of(made, TODAY)

    assert (one.delivery, one.said) == (Delivery.FAILED, "No such mailbox")
    assert "No such mailbox" in words_of(browser.get(plan_url("word_round", plan, 1)))


def test_somebody_is_asked_once_a_day(browser, plan, author, found):
    address = plan_url("copy_wanted", plan, 1, 1)

    first = browser.post(address, follow=True)
    again = browser.post(address, follow=True)

    assert "Director is asked for an answer by e-mail." in words_of(first)
    assert "Director was asked today already." in words_of(again)
    [mail] = OutboxMessage.objects.filter(kind="round_copy_wanted")
    assert "waits for your answer" in compose(mail).body
    assert Act.objects.filter(verb="copy_wanted").count() == 1


def test_a_reminder_that_is_overtaken_does_not_go(plan, author, found, mailoutbox):
    copy = found.copies.get()
    ask_again(copy, by=author)
    excuse(copy, by=author, words="They wrote by hand")

    send_waiting()

    assert [one for one in mailoutbox if one.to == [copy.person.email]] == []


def test_nobody_is_waited_for_who_will_not_answer(browser, plan, author, found):
    address = plan_url("copy_excuse", plan, 1, 1)
    empty = browser.post(address, {"words": ""})
    assert empty.status_code == 422

    assert browser.post(address, {"words": "On leave until May"}).status_code == 302

    [one] = copies_of(found, TODAY)
    assert one.state == CopyState.EXCUSED
    assert "On leave until May" in words_of(browser.get(plan_url("word_round", plan, 1)))
    with pytest.raises(MovedOn, match="is not waited for any more"):
        ask_again(found.copies.get(), by=author)
    assert browser.post(address, {"words": "Again"}).status_code == 409


def test_a_round_ends_once_and_waits_for_nobody(browser, plan, author, found):
    address = plan_url("word_round_end", plan, 1)

    assert browser.post(address, {"words": "Enough"}).status_code == 302

    [one] = copies_of(WordRound.objects.get(), TODAY)
    assert one.state == CopyState.EXCUSED
    with pytest.raises(MovedOn, match="has ended already"):
        close_round(found, by=author)
    with pytest.raises(MovedOn, match="has ended already"):
        excuse(found.copies.get(), by=author, words="No")


def test_only_an_author_sends_a_round(plan, council, words):
    officer = make_person(council, Role.SECTION_151)

    with pytest.raises(PermissionDenied):
        make_round(plan, officer)
    with pytest.raises(PermissionDenied):
        send_round(plan, by=officer, people=[], others=[], answer_by=TODAY, by_email=False)


@given(st.text(max_size=300))
def test_whatever_is_typed_as_people_is_read_or_refused(text):
    data = {"others": text, "how": "hand", **DAY}
    form = SendRoundForm(data, here=[])

    if form.is_valid():
        assert all("@" in address and name for name, address in form.cleaned_data["others"])
    else:
        assert set(form.errors) <= {"others", "people"}


@given(st.integers(min_value=1, max_value=99_999))
def test_the_mark_of_a_copy_says_its_round_and_its_number(number):
    mark = new_mark()

    assert base_of(mark_of_copy(mark, number)) == mark
    assert number_of(mark_of_copy(mark, number)) == number
    assert number_of(mark) == 0
