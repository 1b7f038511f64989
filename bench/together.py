"""Sixteen people saving at the same time through gunicorn: how many saves a second, none lost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Barrier

from bench.bare import new_note
from bench.database import ask_one
from bench.pages import Spread
from bench.served import Question, Served
from bench.world import World, join, sign_in
from councils.models import User
from councils.roles import Role
from plans.actions.passages import edit_passage
from plans.models import Passage

MANY = 16
SAVED = 302


@dataclass
class Writer:
    """Somebody at work: each save is of the next of their paragraphs, as they saw it last."""

    session: str
    passages: list[Passage]
    note: int
    turns: Iterator[int] = field(default_factory=count)

    def next_save(self) -> tuple[str, Question]:
        """What it is known by in the record, and the form that is sent."""
        turn = next(self.turns)
        passage = self.passages[turn % len(self.passages)]
        name = f"Paragraph {passage.pk}, save {turn}"
        typed = {
            "seen": passage.revision,
            "body": f"{passage.body.partition(' Draft: ')[0]} Draft: {name}.",
            "ready": "on" if passage.ready else "",
            "questions": [],
            "writer": passage.writer_id or "",
            "reason": "Clearer words",
        }
        path = f"/northmoor/plans/{passage.plan.slug}/passages/{passage.pk}/"
        # The next save is of what this one will have made.
        passage.revision += 1
        return name, Question(path, self.session, typed)

    def next_note(self) -> tuple[str, Question]:
        """The same of the bare app: words of their own, saved."""
        name = f"Note {self.note}, save {next(self.turns)}"
        passage = self.passages[0]
        typed = {"body": f"{passage.body} {name}", "reason": "Clearer words"}
        return name, Question(f"/paragraphs/{passage.pk}/{self.note}/", self.session, typed)


@dataclass(frozen=True)
class AtOnce:
    """Saves a second, round by round, and what became of all that were sent."""

    name: str
    rates: Spread
    bare: Spread
    sent: int
    confirmed: int
    found: int
    without_gaps: bool

    @property
    def ratio(self) -> float:
        return self.rates.median / self.bare.median

    @property
    def lost(self) -> int:
        """Saves sent that were not confirmed, or were and are not in the record."""
        return self.sent - self.found


def measure(
    world: World, product: Served, bare: Served, *, rounds: int, saves: int
) -> Iterator[AtOnce]:
    """`rounds` of both sides in turn, in each `saves` by each person, after one that warms up."""
    for name, writers in gather(world).items():
        confirmed: list[str] = []
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(rounds + 1):
            work = [[one.next_save() for _ in range(saves)] for one in writers]
            notes = [[one.next_note() for _ in range(saves)] for one in writers]
            done, rate = save_at_once(product, work)
            confirmed += done
            ours.append(rate)
            theirs.append(save_at_once(bare, notes)[1])
        yield AtOnce(
            name,
            Spread.of(ours[1:]),
            Spread.of(theirs[1:]),
            sent=len(writers) * saves * (rounds + 1),
            confirmed=len(confirmed),
            found=in_record(confirmed),
            without_gaps=numbers_have_no_gaps(world),
        )


def gather(world: World) -> dict[str, list[Writer]]:
    """Sixteen authors, who have acted before: each in a plan of their own, or all in one plan."""
    plans = world.council.plans.exclude(pk=world.plan.pk).order_by("pk")[: MANY + 1]
    shared, *own = ([*plan.passages.select_related("plan")] for plan in plans)
    people = [
        (_author(world, number, mine[-1]), new_note(mine[0].body))
        for number, mine in enumerate(own, start=1)
    ]
    return {
        "a plan each": [
            Writer(session, mine, note) for (session, note), mine in zip(people, own, strict=True)
        ],
        "all in one plan": [
            Writer(session, [passage], note)
            for (session, note), passage in zip(people, shared, strict=False)
        ],
    }


def _author(world: World, number: int, passage: Passage) -> str:
    author: User = join(
        world.council, world.administrator, Role.AUTHOR, f"Report author {number}, Northmoor"
    )
    body = f"{passage.body} Begun."
    edit_passage(passage, by=author, seen=passage.revision, body=body, reason="Begun")
    passage.refresh_from_db()
    return sign_in(author)


def save_at_once(served: Served, work: list[list[tuple[str, Question]]]) -> tuple[list[str], float]:
    """Each person sends their saves one after the other: which were confirmed; saves a second."""
    requests = [[(name, question.on_the_wire()) for name, question in mine] for mine in work]
    start = Barrier(len(work) + 1)

    def send(mine: list[tuple[str, bytes]]) -> list[str]:
        start.wait()
        return [name for name, request in mine if served.status(request) == SAVED]

    with ThreadPoolExecutor(len(work)) as people:
        sending = [people.submit(send, mine) for mine in requests]
        start.wait()
        began = time.perf_counter()
        confirmed = [name for one in sending for name in one.result()]
        spent = time.perf_counter() - began
    return confirmed, len(confirmed) / spent


def in_record(names: list[str]) -> int:
    """How many of these saves stand in the history, each as a revision of its own, with its act."""
    found: int = ask_one(
        """
        SELECT count(DISTINCT (history.id, history.revision))
        FROM unnest(%(names)s::text[]) AS name
        JOIN plans_historicalpassage AS history
          ON substring(history.body FROM ' Draft: (.*)[.]$') = name
        JOIN councils_act AS act ON act.id = history.act_id AND act.subject_id = history.id
        """,
        names=names,
    )
    return found


def numbers_have_no_gaps(world: World) -> bool:
    whole: bool = ask_one(
        """
        SELECT count(*) = max(act.sequence) AND max(act.sequence) = max(counter.last)
        FROM councils_act AS act
        JOIN councils_counter AS counter ON counter.council_id = act.council_id
        WHERE act.council_id = %(council)s
        """,
        council=world.council.pk,
    )
    return whole
