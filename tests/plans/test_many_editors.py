"""Many people save one paragraph from pages of every age: no typed word is lost, none overwritten.

`make test-merge` runs it with fifty people and two hundred saves each; here it is short.
"""

import os
import random
import re
from dataclasses import dataclass

import pytest

from councils.models import User
from councils.roles import Role
from plans.actions import passages
from plans.models import Passage
from plans.together import WordsAsked
from tests.makers import make_person
from tests.plan_makers import make_paragraph

EDITORS, SAVES = (int(one) for one in os.environ.get("CLEARDAY_MERGE", "5x12").split("x"))
# Longer texts would be about something else: how much a paragraph holds.
MOST_SENTENCES = 24

pytestmark = pytest.mark.slow


@dataclass
class Page:
    """What somebody has open: on which revision, and which words."""

    person: User
    seen: int
    body: str


class Desk:
    """One paragraph, and everybody who writes in it."""

    def __init__(self, plan, author, seed: int) -> None:
        self.random = random.Random(seed)
        opening = " ".join(f"Sentence {letter} stands here." for letter in "abcdef")
        self.passage = make_paragraph(plan, author, opening)
        people = [
            make_person(plan.council, Role.AUTHOR, name=f"Author {n}") for n in range(EDITORS)
        ]
        self.pages = [self.opened(person) for person in people]
        self.count = self.asked = self.together = 0
        self.lost: list[str] = []

    def opened(self, person: User) -> Page:
        now = Passage.objects.get(pk=self.passage.pk)
        return Page(person, now.revision, now.body)

    def save_one(self) -> None:
        """Somebody changes their page, however old, and saves it; then often opens it anew."""
        number = self.random.randrange(len(self.pages))
        page = self.pages[number]
        mine = self.edited(page.body)
        before = self.opened(page.person).body
        given_up = self.saved(page, mine)
        after = self.opened(page.person).body
        self.look(words(page.body), words(mine), words(before), words(after), given_up)
        self.pages[number] = self.opened(page.person) if self.random.random() < 0.8 else page

    def look(self, base, mine, before, after, given_up) -> None:
        """What they typed is there, and of what stood nothing went that they did not take out."""
        self.lost += (mine - base) - after - given_up
        self.lost += before - after - (base - mine) - given_up

    def saved(self, page: Page, mine: str) -> set[str]:
        """Save it; of what is asked the words are chosen at random, and those left out told."""
        seen, given_up = page.seen, set()
        try:
            done = self.save(page.person, seen, mine)
            self.together += done.together is not None
        except WordsAsked as stale:
            self.asked += 1
            chosen = []
            for one in stale.merged.asked:
                choice = self.random.choice([one.mine, one.theirs, one.both])
                given_up |= (words(one.mine) | words(one.theirs)) - words(choice)
                chosen.append(choice)
            self.save(page.person, stale.seen["seen"], stale.merged.settled(chosen) or mine)
        return given_up

    def save(self, person: User, seen: int, body: str) -> passages.PassageSaved:
        return passages.edit_passage(self.passage, by=person, seen=seen, body=body)

    def edited(self, text: str) -> str:
        """One change: a word within a sentence, a sentence more, or one less."""
        self.count += 1
        sentences = re.split(r"(?<=\.) ", text)
        at, word = self.random.randrange(len(sentences)), f"word{number_in_letters(self.count)}"
        kind = self.random.random()
        if len(sentences) > MOST_SENTENCES or (kind > 0.85 and len(sentences) > 3):
            del sentences[at]
        elif kind > 0.6:
            sentences.insert(at, f"A new one with {word}.")
        else:
            sentences[at] = sentences[at].removesuffix(".") + f" {word}."
        return " ".join(sentences)


def number_in_letters(number: int) -> str:
    """Not in figures: what touches a number is asked about."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def words(text: str) -> set[str]:
    return set(re.findall(r"word[a-z]+", text))


def test_no_typed_word_is_lost_and_none_is_overwritten(plan, author):
    desk = Desk(plan, author, seed=4)

    for _ in range(EDITORS * SAVES):
        desk.save_one()

    assert desk.lost == []
    assert desk.together > 0
    assert desk.asked > 0


def test_a_save_that_overwrites_is_noticed(plan, author, monkeypatch):
    """The control: as it would be if each page said that it showed what stands now."""

    def blindly(desk: Desk, person: User, seen: int, body: str) -> passages.PassageSaved:
        now = Passage.objects.get(pk=desk.passage.pk).revision
        return passages.edit_passage(desk.passage, by=person, seen=now, body=body)

    monkeypatch.setattr(Desk, "save", blindly)
    desk = Desk(plan, author, seed=4)
    for _ in range(20):
        desk.save_one()

    assert desk.lost != []
