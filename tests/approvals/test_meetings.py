"""The meetings that a council keeps: by hand, cancelled, and from files and to them."""

import re
from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.meetings.calendar import meetings_ics, read_here
from approvals.meetings.comparing import compare
from approvals.meetings.entry import LONGEST_BODY
from approvals.meetings.kept import entries_from, kept
from approvals.meetings.sheet import entries_in, meetings_csv
from councils.actions import meetings as actions
from councils.models import Act, Meeting
from councils.roles import Role
from plans.importing.errors import Unreadable
from plans.sheets.reading import read_sheet
from tests.approvals.makers import Chamber, make_put
from tests.approvals.pages import browser_of, words_of
from tests.councils.pages import boxes, fields_of
from tests.plan_makers import make_meeting
from web.errors import MovedOn, Refused, StalePage

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=40)
ON = date(2031, 7, 9)
SHEET = "Who meets,Day,Time\nCabinet,9 July 2031,10am\nFull council,10/07/2031,\n"
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Elsewhere//EN\r\nBEGIN:VEVENT\r\n"
    "UID:one\r\nSUMMARY:Cabinet\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def clerk(chamber: Chamber):
    return chamber.person[Role.DEMOCRATIC_SERVICES]


def at(name: str, chamber: Chamber, *args: int) -> str:
    return reverse(name, args=[chamber.council.slug, *args])


def add(chamber: Chamber, **facts) -> Meeting:
    return make_meeting(chamber.council, clerk(chamber), **facts)


def calendar_of(event: str) -> bytes:
    return ICS.format(event).encode()


def check(chamber: Chamber, words: str = "", file: bytes = b""):
    """The page that shows what a file, or cells, would change."""
    upload = {"file": SimpleUploadedFile("meetings.ics", file)} if file else {}
    sent = {"cells": words, **upload}
    return browser_of(clerk(chamber)).post(at("meetings_file", chamber), sent)


def bring(chamber: Chamber, page):
    return browser_of(clerk(chamber)).post(at("meetings_file", chamber), fields_of(page))


def test_a_meeting_is_added_changed_cancelled_and_takes_place_after_all(chamber_again):
    browser = browser_of(clerk(chamber_again))
    typed = {"body": "Cabinet", "kind": "cabinet", "starts_at": "10am", **boxes("on", ON)}
    answer = browser.post(at("meeting_add", chamber_again), typed)
    assert answer["Location"].endswith("/meetings/?year=2031")
    meeting = Meeting.objects.get(council=chamber_again.council)
    assert (str(meeting), meeting.starts_at) == ("Cabinet, 9 July 2031", time(10))

    page = at("meeting_change", chamber_again, meeting.pk)
    browser.post(page, fields_of(browser.get(page)) | {"starts_at": "2.30pm", "kind": "cabinet"})
    cancel = at("meeting_cancel", chamber_again, meeting.pk)
    browser.post(cancel, fields_of(browser.get(cancel)) | {"reason": "There is no business"})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.is_cancelled) == (time(14, 30), True)
    assert "There is no business" in words_of(browser.get(answer["Location"]))

    restore = at("meeting_restore", chamber_again, meeting.pk)
    browser.post(restore, fields_of(browser.get(restore)))
    meeting.refresh_from_db()
    assert (meeting.is_cancelled, meeting.cancelled_why) == (False, "")
    acts = Act.objects.filter(council=chamber_again.council, verb__startswith="meeting_")
    told = [(act.verb, act.reason) for act in acts.order_by("sequence")]
    assert told == [
        ("meeting_added", ""),
        ("meeting_changed", ""),
        ("meeting_cancelled", "There is no business"),
        ("meeting_restored", ""),
    ]


def test_a_body_meets_once_a_day_however_its_name_is_written(chamber_again):
    meeting = add(chamber_again, body="Cabinet", on=ON)
    for body in ("Cabinet", "CABINET", "cabinet"):
        with pytest.raises(Refused, match="is listed already"):
            add(chamber_again, body=body, on=ON)
    actions.cancel_meeting(meeting, by=clerk(chamber_again), seen=1, reason="Snow")
    with pytest.raises(Refused, match="listed and cancelled"):
        add(chamber_again, body="Cabinet", on=ON)
    # The Kelvin sign is a small k written large: it is one letter to the database too.
    add(chamber_again, body="Kettle", on=ON)
    with pytest.raises(Refused, match="is listed already"):
        add(chamber_again, body="\u212aettle", on=ON)


def test_a_stale_page_changes_no_meeting(chamber_again):
    meeting, by = add(chamber_again, on=ON), clerk(chamber_again)
    values = {"body": meeting.body, "kind": meeting.kind, "starts_at": None}
    actions.change_meeting(meeting, by=by, seen=1, on=ON + timedelta(days=1), **values)
    with pytest.raises(StalePage):
        actions.change_meeting(meeting, by=by, seen=1, on=ON + timedelta(days=2), **values)
    actions.cancel_meeting(meeting, by=by, seen=2, reason="Snow")
    with pytest.raises(MovedOn):
        actions.change_meeting(meeting, by=by, seen=3, on=ON, **values)


def test_a_sheet_is_shown_first_and_then_brought_in(chamber_again):
    page = check(chamber_again, SHEET)
    assert "Cabinet, Wednesday 9 July 2031" in words_of(page)
    assert not Meeting.objects.filter(council=chamber_again.council).exists()

    answer = bring(chamber_again, page)

    assert answer.status_code == 302
    kinds = dict(Meeting.objects.filter(council=chamber_again.council).values_list("body", "kind"))
    assert kinds == {"Cabinet": "cabinet", "Full council": "council"}
    again = check(chamber_again, SHEET)
    assert "2 of its meetings are kept as it says already" in words_of(again)


def test_a_sheet_with_a_fault_says_where_and_changes_nothing(chamber_again):
    words = "Who meets,Day,Time\n,9 July 2031,\nCabinet,31 June 2031,\nCouncil,1/2/2031,later\n"
    page = check(chamber_again, words)
    assert page.status_code == 422
    told = [(one.row, one.heading) for one in page.context["comparison"].problems]
    assert told == [(2, "Who meets"), (3, "Day"), (4, "Time")]


def test_a_calendar_moves_the_meeting_that_it_knows(chamber_again):
    bring(chamber_again, check(chamber_again, file=calendar_of("DTSTART:20310709T090000Z")))
    meeting = Meeting.objects.get(council=chamber_again.council)
    # In July London is an hour ahead.
    assert (meeting.on, meeting.starts_at) == (ON, time(10))

    moved = calendar_of("DTSTART;VALUE=DATE:20310716\r\nSTATUS:CANCELLED")
    bring(chamber_again, check(chamber_again, file=moved))

    meeting.refresh_from_db()
    assert (meeting.on, meeting.is_cancelled) == (date(2031, 7, 16), True)


def test_a_calendar_that_does_not_say_leaves_a_meeting_cancelled(chamber_again):
    meeting = add(chamber_again, on=ON)
    actions.cancel_meeting(meeting, by=clerk(chamber_again), seen=1, reason="Snow")
    silent = calendar_of("DTSTART;VALUE=DATE:20310709")
    assert not check(chamber_again, file=silent).context["comparison"].shown
    said = calendar_of("DTSTART;VALUE=DATE:20310709\r\nSTATUS:CONFIRMED")
    assert check(chamber_again, file=said).context["comparison"].shown


def test_what_was_brought_in_is_on_the_page_that_follows(chamber_again):
    year = TODAY.year + 2
    words = f"Who meets,Day\nCabinet,{TODAY}\nCabinet,1/2/{year}\nCabinet,1/3/{year}\n"
    answer = bring(chamber_again, check(chamber_again, words))
    assert answer["Location"].endswith(f"/meetings/?year={year}")


def test_who_only_reads_the_meetings_has_no_empty_column(chamber_again):
    add(chamber_again, on=TODAY)
    for person, columns in ((clerk(chamber_again), 3), (chamber_again.author, 2)):
        page = browser_of(person).get(at("meetings", chamber_again)).content.decode()
        assert page.count('scope="col"') == columns


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("DTSTART:garbage", "cannot be read"),
        ("DTSTART:20310709T090000\r\nDTSTART:20310710T090000", "cannot be read"),
        ("DTSTART:20310709T090000\r\nRRULE:FREQ=DAILY", "It repeats"),
        ("DTSTART;VALUE=DATE:99990709", "out of reach"),
        ("DTSTART:00010101T000000Z", "out of reach"),
        ("DTSTART;TZID=America/New_York:99991231T235959", "out of reach"),
        ("SUMMARY:Other\r\nDTSTART:20310709T090000", "has no name"),
    ],
)
def test_an_event_that_is_no_meeting_says_why(event, why):
    found = read_here(calendar_of(event))
    assert not found.refused
    assert not found.entries
    assert re.search(why, found.faults[0].why)


def test_a_name_of_which_letters_cannot_be_read_is_not_kept_without_them():
    event = "DTSTART:20310709T090000\r\nSTATUS:CONFIRMED"
    file = calendar_of(event).replace(b"SUMMARY:", "SUMMARY:Café ".encode("latin-1"))
    found = read_here(file)

    assert not found.entries
    assert "Export the calendar as UTF-8" in found.faults[0].why


def test_a_fault_shows_no_more_of_a_name_than_a_name_may_have():
    file = calendar_of("DTSTART:20310709T090000").replace(b"SUMMARY:", b"SUMMARY:" + b"N" * 9_000)

    assert len(read_here(file).faults[0].what) == LONGEST_BODY


@pytest.mark.parametrize(
    "file", [b"BEGIN:VCALENDAR", b"BEGIN:VCALENDAR\r\n\xff\xfe", b"BEGIN:VCALENDARS"]
)
def test_a_calendar_that_is_none_is_refused_at_its_field(chamber_again, file):
    page = check(chamber_again, file=file)
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7\n1 0 obj", b"{\\rtf1 x}", b"<!DOCTYPE html>", b"\x00" * 40]
)
def test_a_file_of_another_kind_is_told_what_it_may_be(chamber_again, start):
    page = check(chamber_again, file=start + b"\nCabinet,9 July 2031\n")
    assert page.status_code == 422
    assert page.context["form"].errors["file"][0].startswith("This is neither a calendar nor a")


ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Our own\r\nBEGIN:STANDARD\r\nDTSTART:20200101T000000\r\n"
    "TZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("zone", "starts", "said"),
    [
        ("Europe/London", time(10), ()),
        ("GMT Standard Time", time(10), ()),
        ("Our own", time(6), ()),
        ("Nowhere/Here", time(10), ("The time zone “Nowhere/Here” is not known",)),
    ],
)
def test_a_time_zone_that_is_not_known_is_said(chamber_again, zone, starts, said):
    file = calendar_of(f"DTSTART;TZID={zone}:20310709T100000")
    file = file.replace(b"BEGIN:VEVENT", ZONE.encode() + b"BEGIN:VEVENT")

    assert read_here(file).entries[0].starts_at == starts
    words = words_of(check(chamber_again, file=file))
    assert [one in words for one in said] == [True] * len(said)
    assert ("is not known" in words) == bool(said)


def test_meetings_changed_meanwhile_are_shown_again_before_anything_is_done(chamber_again):
    page = check(chamber_again, SHEET)
    add(chamber_again, body="Cabinet", on=ON)

    answer = bring(chamber_again, page)

    assert answer.status_code == 409
    assert Meeting.objects.filter(council=chamber_again.council).count() == 1
    assert bring(chamber_again, answer).status_code == 302


def test_the_same_event_brought_in_twice_at_once_is_kept_once(chamber_again):
    """Both were compared before either was brought in."""
    event = read_here(calendar_of("DTSTART;VALUE=DATE:20310709")).entries
    both = [compare(chamber_again.council, event).changes for _ in range(2)]
    facts = {"by": clerk(chamber_again), "file": "meetings.ics"}
    actions.bring_in_meetings(chamber_again.council, changes=both[0], **facts)
    both[1][0].values["on"] = date(2031, 7, 16)
    with pytest.raises(MovedOn):
        actions.bring_in_meetings(chamber_again.council, changes=both[1], **facts)


def test_what_a_page_carries_is_judged_again():
    for words in (
        "",
        "[]]",
        '[{"where":1,"body":"a\\u0000","on":"2031-07-09"}]',
        '[{"where":1,"body":"","on":"2031-07-09"}]',
        '[{"where":1,"body":"Cabinet","on":"0001-01-01"}]',
        '[{"where":1,"body":"Cabinet","on":"2031-07-09","kind":"other"}]',
        '[{"where":1,"body":"Cabinet","on":"2031-07-09","starts_at":"10:00:00Z"}]',
        '[{"where":1,"body":"Cabinet","on":"2031-07-09","why":"Snow"}]',
        '[{"where":1,"body":"Cabinet","on":"2031-07-09","uid":"a\\u0000"}]',
    ):
        with pytest.raises(Unreadable):
            entries_from(words)


bodies = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
)


@st.composite
def listed(draw) -> list[Meeting]:
    """Meetings of any names on any days, each body once a day."""
    facts = st.tuples(bodies, st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    found = draw(st.lists(facts, max_size=5, unique_by=lambda one: (one[0].lower(), one[1])))
    times = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
    return [
        Meeting(
            body=body, on=on, kind=draw(st.sampled_from(Meeting.Kind.values)), starts_at=draw(times)
        )
        for body, on in found
    ]


@given(listed())
def test_what_is_taken_away_as_a_spreadsheet_comes_back_the_same(meetings):
    if not meetings:
        return
    entries, problems, _ = entries_in(read_sheet(meetings_csv(meetings, "Cabinet")), "Cabinet")
    assert problems == []
    told = [(one.body, one.on, one.kind, one.starts_at) for one in entries_from(kept(entries))]
    assert told == [(one.body, one.on, one.kind, one.starts_at) for one in meetings]


@given(listed())
def test_what_is_taken_away_as_a_calendar_comes_back_the_same(meetings):
    found = read_here(meetings_ics(meetings, "A council", timezone.now()))
    assert found.faults == []
    told = [(one.uid, one.body, one.on) for one in found.entries]
    assert told == [(one.uid, one.body, one.on) for one in meetings]


def test_its_own_calendar_changes_nothing(chamber_again):
    add(chamber_again, on=ON, starts_at=time(18))
    cancelled = add(chamber_again, body="Planning committee", kind="committee", on=ON)
    actions.cancel_meeting(cancelled, by=clerk(chamber_again), seen=1, reason="No business")
    own = browser_of(clerk(chamber_again)).get(at("meetings_ics", chamber_again)).content

    found = compare(chamber_again.council, read_here(own).entries)

    assert (found.shown, found.problems, found.same) == ([], [], 2)


def test_cancelling_names_the_plans_that_were_to_go_to_it_to_who_reads_drafts(chamber):
    make_put(chamber, meets_on=SOON)
    meeting = add(chamber, body="Cabinet", on=SOON)
    url = at("meeting_cancel", chamber, meeting.pk)
    assert chamber.plan.title in words_of(browser_of(clerk(chamber)).get(url))
    admin = browser_of(chamber.person[Role.ADMINISTRATOR]).get(url)
    assert admin.status_code == 200
    assert chamber.plan.title not in words_of(admin)
