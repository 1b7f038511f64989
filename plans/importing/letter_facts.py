"""What a letter says besides its themes: who asks, by when, to where, how long, and what else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from plans.importing.dates import dates_in, is_date_alone, placed_dates, time_in
from plans.importing.letter_blocks import Statement
from web.dates import day_in_words

DEPARTMENT = re.compile(
    r"(?:the )?(?:department (?:for|of)|ministry (?:of|for)|office (?:for|of)"
    r"|hm treasury|home office|cabinet office)\b.*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
RETURNED = re.compile(
    r"\b(?:return\w*|submi\w+|sen[dt]|deadline|due|respon\w+|receive\w*|hand\w*|provide\w*"
    r"|deliver\w*|suppl(?:y|ied)|complete\w*|reach\w*|lodge\w*|upload\w*|e-?mail\w*|share\w*"
    r"|answer\w*|repl(?:y|ies)|give[sn]?|let (?:me|us) have|set out|closing date|publish\w*"
    r"|agreed?|ready|prepare\w*|produce\w*|finali[sz]e\w*)\b",
    re.IGNORECASE,
)
# What may stand between "by" and the day itself; "by my predecessor on" is about somebody.
BEFORE_DAY = r"""
    (?:\s*(?:,|\(|the|end|of|close|cob|business|play|on|at|or|midday|midnight|noon|latest|and|a|to
    |(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?
    |\d{2}:\d{2}|o.clock|hours|local\s+time|bst|gmt|the\s+latest|before|by)\b)*[\s,(]*
"""
DUE_BY = re.compile(
    rf"\b(?:by|before|(?:no|not)\s+later\s+than|until|prior\s+to|on\s+or\s+before){BEFORE_DAY}\Z",
    re.IGNORECASE | re.VERBOSE,
)
# A deadline may be named some words before its day: "the deadline for plans is 30 June".
DEADLINE = re.compile(
    r"\b(?:deadline|closing date|due(?: date)?|required)\b[^.;?!]{0,60}\Z", re.IGNORECASE
)
# What was done by then was done to another letter.
DONE = re.compile(
    r"\b(?:was|were|had been|has been|have been|I|we|they|government|minister)\s+(?:already\s+)?"
    r"(?:sent|returned|submitted|received|issued|published|provided|handed|completed|agreed|shared"
    r"|delivered|prepared|produced|gave|given|wrote|written|replied|answered|asked)\b",
    re.IGNORECASE,
)
COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
COUNT = rf"(\d{{1,2}}|{'|'.join(COUNTS)})"
PAGES = re.compile(
    rf"\b{COUNT}(?:\s*(?:to|or|and|[-–—])\s*{COUNT})?\s+(?:sides?|pages?)\b", re.IGNORECASE
)
AT_MOST = re.compile(
    r"\b(?:no more than|at most|up to|maximum(?: of)?|not exceed\w*)\b", re.IGNORECASE
)
ASKS = re.compile(
    r"\b(?:must|should|need|needs|require[sd]?|ensure|expect(?:ed)?|ask(?:ed)?|please)\b",
    re.IGNORECASE,
)
DECLINES = re.compile(
    r"\b(?:do not|does not|don.t|not required|no need|will not|not asking)\b", re.IGNORECASE
)
MEMBERS = r"\b(?:members?|cabinet|full council|councillors?)\b"
ENDORSE = r"\b(?:endors\w+|sign(?:ed)?[- ]?off|approv\w+)"
REQUIREMENTS = {
    "endorsement": re.compile(rf"{MEMBERS}.*{ENDORSE}|{ENDORSE}.*{MEMBERS}", re.IGNORECASE),
    "publication": re.compile(r"\b(?:publish\w*|publication|upload\w*|website)\b", re.IGNORECASE),
    "metrics": re.compile(r"\b(?:metrics?|indicators?|KPIs?)\b", re.IGNORECASE),
    "progress": re.compile(
        r"\b(?:report\w*|update\w*|monitor\w*)\b.*\bprogress\b|\bprogress reports?\b", re.IGNORECASE
    ),
}
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
TITLE_LENGTH = 150
# A letter has a few thousand characters; beyond a hundred pages nothing is looked for.
LETTER_LENGTH = 200_000
# What is longer is no sentence, and searching it would take long.
SENTENCE_LENGTH = 1_500


@dataclass
class LetterFacts:
    """What was found; `where` says of each source line what it gave, `unsure` what to settle."""

    title: str = ""
    department: str = ""
    letter_date: date | None = None
    due: date | None = None
    due_time: time | None = None
    address: str = ""
    page_guidance: tuple[int, int] | None = None
    requirements: tuple[str, ...] = ()
    where: list[tuple[int, str]] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    def took(self, statement: Statement, what: str) -> None:
        self.where.extend((number, what) for number in statement.sources)


def find_letter_facts(said: Sequence[Statement]) -> LetterFacts:
    """Facts from the letter's own statements, those of its themes left aside."""
    facts = LetterFacts()
    said = _within_reach(facts, said)
    _title(facts, said)
    _department(facts, said)
    _letter_date(facts, said)
    _due(facts, said)
    _address(facts, said)
    _pages(facts, said)
    _requirements(facts, said)
    return facts


def _within_reach(facts: LetterFacts, said: Sequence[Statement]) -> Sequence[Statement]:
    length = 0
    for place, statement in enumerate(said):
        length += len(statement.text)
        if length > LETTER_LENGTH:
            facts.unsure.append("Dates and addresses were looked for in the first pages only.")
            return said[:place]
    return said


def _title(facts: LetterFacts, said: Sequence[Statement]) -> None:
    """A heading, else the subject line under the greeting, else the first short line."""
    greeting = next((place for place, each in enumerate(said) if _greets(each)), -1)
    headings = [each for each in said if each.kind == "heading"]
    short = [each for each in said[greeting + 1 :][:3] if _is_subject(each)]
    for statement in (*headings[:1], *short[:1]):
        facts.title = re.sub(r"^(?:re|subject):\s*", "", statement.text, flags=re.IGNORECASE)
        facts.took(statement, "Title")
        return
    facts.unsure.append("The letter’s subject was not found: give the commission a title.")


def _greets(statement: Statement) -> bool:
    return statement.text.lower().startswith("dear ")


def _is_subject(statement: Statement) -> bool:
    words = statement.text
    return (
        statement.kind == "words"
        and len(words) <= TITLE_LENGTH
        and not words.endswith((".", ",", ":", "?"))
    )


def _department(facts: LetterFacts, said: Sequence[Statement]) -> None:
    for statement in said:
        if len(statement.text) < TITLE_LENGTH and DEPARTMENT.fullmatch(statement.text):
            facts.department = statement.text.rstrip(",.")
            facts.took(statement, "Department")
            return
    facts.unsure.append("The department that asks was not found.")


def _letter_date(facts: LetterFacts, said: Sequence[Statement]) -> None:
    alone = [each for each in said if is_date_alone(each.text)]
    if not alone:
        facts.unsure.append("The date of the letter was not found on a line of its own.")
        return
    facts.letter_date = dates_in(alone[0].text)[0]
    facts.took(alone[0], "Date of the letter")


def _due(facts: LetterFacts, said: Sequence[Statement]) -> None:
    """The day that a sentence says to return the plan by; no day before the letter itself."""
    found: dict[date, tuple[Statement, str]] = {}
    past: list[date] = []
    for statement, sentence in _sentences(said):
        for day in _due_days(sentence):
            if facts.letter_date and day < facts.letter_date:
                past.append(day)
            else:
                found.setdefault(day, (statement, sentence))
    if not found:
        facts.unsure.append("The date the plan is due was not found.")
        facts.unsure.extend(
            f"{day_in_words(day)} is before the letter itself, so it was not taken as the day due."
            for day in dict.fromkeys(past)
        )
        return
    facts.due, (statement, sentence) = next(iter(found.items()))
    facts.due_time = time_in(sentence)
    facts.took(statement, "Due date")
    if len(found) > 1:
        days = " or ".join(f"{day_in_words(day)}" for day in found)
        facts.unsure.append(f"The plan may be due on {days}: the first was taken.")


def _due_days(sentence: str) -> Iterator[date]:
    """Each day that "by", "before" or a deadline leads to."""
    if not RETURNED.search(sentence):
        return
    for place, day in placed_dates(sentence):
        before = sentence[:place]
        if DEADLINE.search(before) or (DUE_BY.search(before) and not DONE.search(before)):
            yield day


def _address(facts: LetterFacts, said: Sequence[Statement]) -> None:
    found = {address: each for each in said for address in ADDRESS.findall(each.text)}
    if not found:
        facts.unsure.append("No e-mail address to submit to was found.")
        return
    facts.address, statement = next(
        ((address, each) for address, each in found.items() if RETURNED.search(each.text)),
        next(iter(found.items())),
    )
    facts.took(statement, "Address")
    if len(found) > 1:
        facts.unsure.append(
            f"There are several e-mail addresses ({', '.join(found)}): {facts.address} was taken."
        )


def _pages(facts: LetterFacts, said: Sequence[Statement]) -> None:
    for statement, sentence in _sentences(said):
        if found := PAGES.search(sentence):
            least = most = _count(found[1])
            if found[2]:
                most = _count(found[2])
            elif AT_MOST.search(sentence):
                least = 1
            facts.page_guidance = (min(least, most), max(least, most))
            facts.took(statement, "Length")
            return
    facts.unsure.append("The letter names no number of pages.")


def _requirements(facts: LetterFacts, said: Sequence[Statement]) -> None:
    required = []
    for name, words in REQUIREMENTS.items():
        asked = [
            each
            for each, sentence in _sentences(said)
            if _asks(sentence) and words.search(sentence)
        ]
        if asked:
            required.append(name)
            facts.took(asked[0], f"Requirement: {name}")
    facts.requirements = tuple(required)
    if not required:
        facts.unsure.append(
            "What the letter requires (endorsement, publication, metrics, progress) was not found."
        )


def _asks(sentence: str) -> bool:
    return bool(ASKS.search(sentence)) and not DECLINES.search(sentence)


def _sentences(said: Sequence[Statement]) -> Iterator[tuple[Statement, str]]:
    for statement in said:
        for sentence in SENTENCE.split(statement.text):
            if len(sentence) <= SENTENCE_LENGTH:
                yield statement, sentence


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else COUNTS.index(word.lower()) + 1
