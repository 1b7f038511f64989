"""What comes back of a round: looked at first, then beside the plan under each name."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml.ns import qn

from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.all_suggestions import accept_all
from plans.actions.passages import edit_passage, remove_passage
from plans.actions.returned import waiting_returns
from plans.figures import printed_value
from plans.importing.bringing import NotComing
from plans.importing.errors import Unreadable
from plans.importing.marked import Said
from plans.models import Comment, Passage, ReturnedFile, Suggestion, WaitingReturn, WordRound
from plans.returned import FigureChange, ItemChange, Proposal, Returned, ReturnedComment
from plans.round_marks import mark_of_copy
from plans.rounds import CopyState, copies_of, file_of
from plans.sheets.values import taken_by_form
from plans.views import returned as views
from tests.makers import make_person
from tests.plan_makers import (
    bring_back_of,
    make_brought_back,
    make_commitment,
    make_figure,
    make_paragraph,
    make_round,
    make_waiting,
    said_of_copy,
)
from web.errors import MovedOn, Refused

DAY = dt.date(2026, 3, 4)
NOBODY = Said("", None, "")
HEAD = Said("Head of Finance", DAY, "")


@pytest.fixture
def two(plan, author, theme) -> list[Passage]:
    make_figure(plan, author)
    bodies = ("We saved {figure:savings} a year.", "The zoo is to be sold. It is dear.")
    return [make_paragraph(plan, author, body, theme) for body in bodies]


@pytest.fixture
def found(plan, author, two) -> WordRound:
    others = [("Chief of staff", "director@p.test"), ("Partner", "partner@p.test")]
    return make_round(plan, author, others=others)


def real(copy, name: str = "back.docx", change=lambda document: None) -> SimpleUploadedFile:
    """The very file of a copy, changed as somebody would in Word with nothing tracked."""
    document = Document(io.BytesIO(file_of(copy)))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return upload(name, saved.getvalue())


def words_of(page) -> str:
    return " ".join(page.content.decode().split())


def upload(name: str = "back.docx", content: bytes = b"PK\x03\x04 a file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def reading(monkeypatch, *answers: Returned | Unreadable) -> None:
    """What the reader says of each file in turn."""
    left = list(answers)

    def marks(data):
        if isinstance(left[0], Unreadable):
            raise left[0]
        return left[0].plan, left[0].round

    monkeypatch.setattr(views, "marks_in_apart", marks)
    monkeypatch.setattr(views, "read_returned_apart", lambda data, sent: left.pop(0))


def send(browser, found, *files):
    address = plan_url("returned", found.plan, found.number)
    return browser.post(address, {"came_back": list(files)}, follow=True)


def test_a_file_goes_from_its_upload_to_suggestions_and_comments(
    browser, monkeypatch, plan, found, two
):
    said = said_of_copy(
        found,
        Proposal("words", HEAD, two[1].pk, "The zoo is sold. It is dear."),
        Proposal("new", NOBODY, None, "A thought of mine.", theme=two[0].theme_id, after=two[0].pk),
        Proposal("gone", HEAD, two[0].pk),
        comments=(
            ReturnedComment(two[1].pk, "to be sold", Said("Clerk", DAY, "When?"), (HEAD_SAYS,)),
        ),
        left=(NotComing("a picture", Said("", None, "The map of the zoo")),),
        same=3,
    )
    reading(monkeypatch, said)

    review = send(browser, found, upload())

    assert review.redirect_chain[-1][0] == plan_url("returned_review", plan)
    page = words_of(review)
    assert "Head of Finance" in page
    assert "2 changes" in page
    assert "Whoever returned it" in page
    assert "The map of the zoo" in page
    assert not Suggestion.objects.exists()
    assert not Comment.objects.exists()
    row = WaitingReturn.objects.get()
    assert review.context["form"][f"whose-{row.pk}"].value() == str(found.copies.first().pk)

    answer = browser.post(
        plan_url("returned_review", plan), {f"whose-{row.pk}": str(row.copy_id)}, follow=True
    )

    assert "3 suggestions and 1 comment came in from 1 file." in words_of(answer)
    told = {one.kind: (one.said_by, one.said_on, one.file) for one in Suggestion.objects.all()}
    assert told == {
        "words": ("Head of Finance", DAY, "back.docx"),
        "new": ("Chief of staff", None, "back.docx"),
        "gone": ("Head of Finance", DAY, "back.docx"),
    }
    comment = Comment.objects.get()
    assert (comment.quote, comment.words, comment.said_by) == ("to be sold", "When?", "Clerk")
    assert comment.replies.get().said_by == "Head of Finance"
    assert Act.objects.latest("sequence").verb == "round_brought_back"
    assert not WaitingReturn.objects.exists()
    states = [one.state for one in copies_of(found, found.answer_by)]
    assert states == [CopyState.ANSWERED, CopyState.WAITING]
    assert "3 suggestions and 1 comment, brought in" in words_of(
        browser.get(plan_url("word_round", plan, 1))
    )


HEAD_SAYS = Said("Head of Finance", DAY, "In May.")


def test_a_suggestion_is_of_the_words_that_went_out_and_merges_with_those_that_stand(
    plan, author, found, two
):
    edit_passage(two[1], by=author, seen=1, body="The zoo is to be sold. It is very dear.")
    proposal = Proposal("words", NOBODY, two[1].pk, "The zoo is sold. It is dear.")
    make_brought_back(found, author, said_of_copy(found, proposal))
    one = Suggestion.objects.get()
    assert one.before == "The zoo is to be sold. It is dear."

    accept_all(plan, taken=taken_by_form, by=author, of=author, shown=[one.pk])

    two[1].refresh_from_db()
    assert two[1].body == "The zoo is sold. It is very dear."


def test_a_figure_keeps_its_name_in_what_stood(plan, author, found, two):
    proposal = Proposal("words", NOBODY, two[0].pk, "We saved {figure:savings} each year.")

    make_brought_back(found, author, said_of_copy(found, proposal))

    assert Suggestion.objects.get().before == "We saved {figure:savings} a year."


def test_what_was_removed_meanwhile_is_kept_with_what_it_was(browser, plan, author, found, two):
    remove_passage(two[1], by=author, seen=1)
    proposal = Proposal("words", NOBODY, two[1].pk, "The zoo is sold. It is dear.")

    make_brought_back(found, author, said_of_copy(found, proposal))

    one = Suggestion.objects.get()
    assert one.name == "Paragraph 2 of theme 1"
    page = words_of(browser.get(plan_url("suggestion", plan, one.pk)))
    assert "This is no longer in the plan." in page


def test_a_changed_figure_and_a_changed_cell_that_no_form_takes_are_comments_saying_why(
    plan, author, found, two
):
    figure, commitment = plan.figures.get(), make_commitment(plan, author)
    said = said_of_copy(
        found,
        figures=(FigureChange(figure.pk, "savings", "£96m", "a lot", NOBODY, (two[0].pk,)),),
        items=(ItemChange("commitment", commitment.pk, "Due", "May", "June", HEAD),),
    )

    make_brought_back(found, author, said)

    of_figure, of_item = Comment.objects.order_by("pk")
    assert (of_figure.about, of_figure.key) == ("figure", figure.pk)
    assert "from £96m to a lot, where it prints: Paragraph 1 of theme 1." in of_figure.words
    assert (of_item.about, of_item.said_by) == ("commitment", "Head of Finance")
    said = "Changed “Due” from “May” to “June”. It is not offered as a change: "
    assert of_item.words.startswith(said)
    assert len(of_item.words) > len(said)
    assert not Suggestion.objects.exists()


def test_a_figure_and_a_cell_typed_over_in_the_very_file_are_changes_to_accept(
    browser, plan, author, two
):
    make_commitment(plan, author, "C1", owner="Director of Place")
    copy = make_round(plan, author).copies.first()
    printed = printed_value(*plan.figures.values_list("value", "unit", "unit_words").get())

    def type_over(document):
        typed = {printed: printed.replace("9", "8", 1), "Director of Place": "Director of Homes"}
        for words in document.element.body.iter(qn("w:t")):
            words.text = typed.get(words.text, words.text)

    send(browser, copy.round, real(copy, change=type_over))
    row = WaitingReturn.objects.get()
    browser.post(plan_url("returned_review", plan), {f"whose-{row.pk}": str(row.copy_id)})

    told = {(one.about, one.field, one.proposed) for one in Suggestion.objects.all()}
    assert told == {
        ("figure", "value", printed.replace("9", "8", 1)),
        ("commitment", "owner", "Director of Homes"),
    }
    assert not Comment.objects.exists()


def test_a_comment_on_no_words_says_so_on_the_first_paragraph(plan, author, found, two):
    remark = ReturnedComment(None, "", Said("Clerk", None, "Well done."))

    make_brought_back(found, author, said_of_copy(found, comments=(remark,)))

    comment = Comment.objects.get()
    assert comment.key == two[0].pk
    assert comment.words == "Of no one place in the file: Well done."


def test_a_comment_on_a_cell_stands_on_the_record_with_the_words_it_was_on(
    plan, author, found, two
):
    commitment, said = make_commitment(plan, author), Said("Clerk", None, "Who is that?")
    remark = ReturnedComment(
        None, "Director of Place", said, (HEAD_SAYS,), ("commitment", commitment.pk)
    )

    make_brought_back(found, author, said_of_copy(found, comments=(remark,)))

    comment = Comment.objects.get()
    assert (comment.about, comment.key, comment.quote) == ("commitment", commitment.pk, "")
    assert comment.words == "On “Director of Place” in the file: Who is that?"
    assert comment.replies.get().words == "In May."


def test_a_comment_keeps_the_words_it_was_on_where_they_stand_in_no_paragraph(
    plan, author, found, two
):
    """In a cell of a table, in words that were put in, or in a paragraph that is there no more."""
    said = Said("Clerk", None, "Why?")
    remarks = (
        ReturnedComment(None, "Director of Place", said),
        ReturnedComment(two[1].pk, "sold in May", said),
        ReturnedComment(two[1].pk, "It is dear.", said),
    )
    make_brought_back(found, author, said_of_copy(found, comments=remarks))
    remove_passage(two[1], by=author, seen=1)
    gone = ReturnedComment(two[1].pk, "It is dear.", Said("Clerk", None, "Is it?"))
    make_brought_back(found, author, said_of_copy(found, comments=(gone,)), "late.docx")

    assert [(one.key, one.quote, one.words) for one in Comment.objects.order_by("pk")] == [
        (two[0].pk, "", "On “Director of Place” in the file: Why?"),
        (two[1].pk, "", "On “sold in May” in the file: Why?"),
        (two[1].pk, "It is dear.", "Why?"),
        (two[1].pk, "", "On “It is dear.” in the file: Is it?"),
    ]


def test_a_cell_that_was_empty_changed_from_nothing(plan, author, found):
    item = ItemChange("commitment", make_commitment(plan, author).pk, "Due", "", "June", HEAD)
    make_brought_back(found, author, said_of_copy(found, items=(item,)))

    assert Comment.objects.get().words.startswith("Changed “Due” from nothing to “June”.")


def test_a_name_on_what_cannot_come_in_has_no_letters_that_nobody_sees(
    browser, monkeypatch, plan, found
):
    left = NotComing("a picture", Said("Head\u202e of Finance", DAY, "The map"))
    reading(monkeypatch, said_of_copy(found, left=(left,)))

    assert "by Head of Finance:" in words_of(send(browser, found, upload()))


def test_what_cannot_come_in_stays_with_the_file_on_the_page_of_its_round(
    browser, plan, author, found
):
    left = (
        NotComing("the title of a theme", Said("Head\u202e of Finance", DAY, "Other  words")),
        NotComing("a picture", Said("", None, "")),
    )
    make_brought_back(found, author, said_of_copy(found, left=left))

    page = words_of(browser.get(plan_url("word_round", plan, found.number)))

    row = ReturnedFile.objects.get()
    assert row.left_lines == [
        "The title of a theme, by Head of Finance: Other words",
        "A picture: no words",
    ]
    for line in ("Could not come in (2)", *row.left_lines):
        assert line in page
    assert "Could not come in" in words_of(browser.get(plan_url("act", plan, row.act.sequence)))


def test_a_file_of_which_all_came_in_says_nothing_of_what_did_not(browser, plan, author, found):
    make_brought_back(found, author, said_of_copy(found))

    assert ReturnedFile.objects.get().left == ""
    assert "Could not come in" not in words_of(
        browser.get(plan_url("word_round", plan, found.number))
    )


def test_the_same_file_is_recognised_when_it_comes_again(browser, monkeypatch, plan, author, found):
    said = said_of_copy(found)
    reading(monkeypatch, said, said)
    send(browser, found, upload())
    row = WaitingReturn.objects.get()
    bring_back_of(plan, author, [(row, row.copy, "")], [row.pk])

    again = send(browser, found, upload("renamed.docx"))

    assert again.status_code == 422
    assert "“renamed.docx” was brought in already" in words_of(again)
    assert ReturnedFile.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Returned("another plan"), "“back.docx” is of another plan"),
        (Returned("not alike"), "Nothing in “back.docx” is this plan’s text."),
        (Unreadable("The file is damaged."), "“back.docx”: The file is damaged."),
    ],
)
def test_a_file_that_says_nothing_here_is_refused_with_why(
    browser, monkeypatch, found, answer, said
):
    reading(monkeypatch, answer)

    page = send(browser, found, upload())

    assert page.status_code == 422
    assert said in words_of(page)
    assert not WaitingReturn.objects.exists()


def test_what_is_no_word_file_is_refused_and_the_others_are_kept(browser, monkeypatch, found):
    reading(monkeypatch, said_of_copy(found, number=2))

    page = send(browser, found, upload("note.txt", b"Words."), upload())

    assert (
        "“note.txt” is neither a Word file (.docx) nor an OpenDocument text (.odt, .fodt)."
        in words_of(page)
    )
    assert WaitingReturn.objects.get().copy == found.copies.get(number=2)


def test_a_file_of_an_older_round_is_said_to_be_one(browser, monkeypatch, plan, author, found):
    newer = make_round(plan, author)
    reading(monkeypatch, said_of_copy(found))

    page = words_of(send(browser, newer, upload()))

    assert "It went out with round 1, as version 1" in page
    assert WaitingReturn.objects.get().round == found


def test_a_file_without_its_marks_asks_whose_it_is(browser, monkeypatch, plan, found):
    reading(monkeypatch, Returned("marks lost", same=2))

    review = send(browser, found, upload())

    assert "Its marks are lost" in words_of(review)
    row = WaitingReturn.objects.get()
    assert row.copy is None
    assert "checked" not in words_of(review)
    address = plan_url("returned_review", plan)
    assert browser.post(address, {f"whose-{row.pk}": ""}).status_code == 422
    nameless = browser.post(address, {f"whose-{row.pk}": "other"})
    assert "Write the name of who returned it" in words_of(nameless)
    both = {f"whose-{row.pk}": str(found.copies.first().pk), f"name-{row.pk}": "Another"}
    assert "You wrote another name below" in words_of(browser.post(address, both))

    named = {f"whose-{row.pk}": "other", f"name-{row.pk}": "The new director"}
    assert browser.post(address, named).status_code == 302
    assert ReturnedFile.objects.get().whose == "The new director"


def test_a_file_is_left_out_by_choice_and_waits_no_longer(browser, plan, author, found):
    one = make_waiting(found, author, said_of_copy(found), "one.docx")
    two = make_waiting(found, author, said_of_copy(found, number=2), "two.docx")
    address = plan_url("returned_review", plan)
    nothing = {f"whose-{one.pk}": "leave", f"whose-{two.pk}": "leave"}
    assert browser.post(address, nothing).status_code == 422
    assert WaitingReturn.objects.count() == 2

    typed = {f"whose-{one.pk}": "leave", f"whose-{two.pk}": str(two.copy_id)}
    assert browser.post(address, typed).status_code == 302

    assert ReturnedFile.objects.get().name == "two.docx"
    assert waiting_returns(plan, author) == []


def test_a_file_that_waits_no_longer_brings_nothing(plan, author, found):
    row = make_waiting(found, author, said_of_copy(found))
    chosen = [(row, row.copy, "")]
    bring_back_of(plan, author, chosen, [row.pk])

    with pytest.raises(MovedOn, match="no longer wait"):
        bring_back_of(plan, author, chosen, [row.pk])
    with pytest.raises(Refused, match="You left every file out"):
        bring_back_of(plan, author, [], [])


def test_words_too_long_for_a_paragraph_are_a_comment(plan, author, found, two):
    proposal = Proposal("words", HEAD, two[1].pk, "A long word. " * 5000)

    make_brought_back(found, author, said_of_copy(found, proposal))

    assert not Suggestion.objects.exists()
    assert Comment.objects.get().said_by == "Head of Finance"


@pytest.mark.parametrize(("is_heading", "times"), [(True, 30), (False, 5000)])
def test_a_new_passage_too_long_to_be_one_is_a_comment(plan, author, found, two, is_heading, times):
    """Accepted, it could not be saved on its own page any more."""
    words = "A long word. " * times
    facts = {"is_heading": is_heading, "theme": two[1].theme_id, "after": two[1].pk}
    make_brought_back(
        found, author, said_of_copy(found, Proposal("new", HEAD, None, words, **facts))
    )

    assert not Suggestion.objects.exists()
    comment = Comment.objects.get()
    assert (comment.key, comment.said_by) == (two[1].pk, "Head of Finance")
    assert words.strip() in comment.words


def test_a_mark_of_no_copy_is_nobodys(plan, author, found):
    said = Returned("this round", "", mark_of_copy(found.mark, 77))

    assert make_waiting(found, author, said).copy is None


def test_a_file_of_ours_is_read_against_what_went_out_and_is_known_to_be_whose(
    browser, plan, found, two
):
    def change(document):
        for one in document.paragraphs:
            if "It is dear." in one.text:
                one.runs[-1].text = one.runs[-1].text.replace("It is dear.", "It is very dear.")

    copy = found.copies.get(number=2)

    review = send(browser, found, real(copy, change=change))

    row = WaitingReturn.objects.get()
    assert row.copy == copy
    assert "1 change" in words_of(review)
    browser.post(plan_url("returned_review", plan), {f"whose-{row.pk}": str(copy.pk)})
    one = Suggestion.objects.get()
    assert (one.key, one.said_by) == (two[1].pk, "Partner")
    assert one.proposed == "The zoo is to be sold. It is very dear."
    assert one.before == two[1].body


def test_a_file_of_another_plan_is_known_by_its_mark(browser, found, other_plan, plan, author):
    stranger = make_person(other_plan.council, Role.AUTHOR)
    make_paragraph(other_plan, stranger, "Something else is said here.")
    theirs = make_round(other_plan, stranger).copies.get()

    page = send(browser, found, real(theirs))

    assert page.status_code == 422
    assert "is of another plan" in words_of(page)
