"""Sixteen people saving at the same time through gunicorn: how many saves a second, none lost."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from tempfile import TemporaryFile
from threading import Barrier

from django.conf import settings

from bench.database import NAME, ask_one
from bench.pages import FORM, Question, Spread
from bench.world import World, join, sign_in
from bench.yardstick import Note
from councils.models import User
from councils.roles import Role
from plans.actions.passages import edit_passage
from plans.models import Passage

MANY = 16
SAVED = 302
HOST = "127.0.0.1"
# A machine may be busy, so these only end what has come to nothing.
ANSWER_SECONDS, START_SECONDS = 120, 600


class Unserved(Exception):
    """Gunicorn ended, or answers nothing; its log is on the standard error output."""


@dataclass(frozen=True)
class Served:
    port: int

    def ask(self, request: bytes) -> int:
        """The status of the answer; a connection for each request, as a proxy makes them."""
        with socket.create_connection((HOST, self.port), timeout=ANSWER_SECONDS) as wire:
            wire.sendall(request)
            answer = b"".join(iter(lambda: wire.recv(65536), b""))
        return int(answer.split(b" ", 2)[1])


@dataclass
class Writer:
    """Somebody at work: each save is of the next of their paragraphs, as they saw it last."""

    session: str
    passages: list[Passage]
    note: Note
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
        """The same of the yardstick: a row of their own, saved."""
        name = f"Note {self.note.pk}, save {next(self.turns)}"
        return name, Question(self.note.path, self.session, {"text": name})


@dataclass(frozen=True)
class AtOnce:
    """Saves a second, round by round, and what became of all that were sent."""

    name: str
    rates: Spread
    yardstick: Spread
    sent: int
    confirmed: int
    found: int
    without_gaps: bool

    @property
    def ratio(self) -> float:
        return self.rates.median / self.yardstick.median

    @property
    def lost(self) -> int:
        """Saves sent that were not confirmed, or were and are not in the record."""
        return self.sent - self.found


def measure(world: World, *, rounds: int, saves: int) -> Iterator[AtOnce]:
    """`rounds` of both sides in turn, in each `saves` by each person, after one that warms up."""
    crowds = gather(world)
    home, note = Question("/", world.author), Question(world.note.path, world.author)
    with serving("product", home) as product, serving("yardstick", note) as trivial:
        for name, writers in crowds.items():
            confirmed: list[str] = []
            rates: list[float] = []
            yardsticks: list[float] = []
            for _ in range(rounds + 1):
                work = [[one.next_save() for _ in range(saves)] for one in writers]
                notes = [[one.next_note() for _ in range(saves)] for one in writers]
                done, rate = save_at_once(product, work)
                confirmed += done
                rates.append(rate)
                yardsticks.append(save_at_once(trivial, notes)[1])
            yield AtOnce(
                name,
                Spread.of(rates[1:]),
                Spread.of(yardsticks[1:]),
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
        (_author(world, number, mine[-1]), Note.objects.create())
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
    requests = [[(name, on_the_wire(question)) for name, question in mine] for mine in work]
    start = Barrier(len(work) + 1)

    def send(mine: list[tuple[str, bytes]]) -> list[str]:
        start.wait()
        return [name for name, request in mine if served.ask(request) == SAVED]

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


def on_the_wire(question: Question) -> bytes:
    """A question as it is sent, made before the clock starts."""
    posted = question.posted
    headers = {"Host": HOST, **question.headers, "Content-Length": str(len(posted))}
    if posted:
        headers["Content-Type"] = FORM
    lines = [f"{'POST' if posted else 'GET'} {question.path} HTTP/1.0"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + posted


@contextmanager
def serving(which: str, ready: Question) -> Iterator[Served]:
    """Gunicorn with the product's own settings; `which` of `bench.wsgi` it serves.

    It has ended when the block has, and ends too when we are killed: its input is our pipe.
    """
    served = Served(_free_port())
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"),
                f"bench.wsgi:{which}()",
            ],
            cwd=settings.BASE_DIR,
            env=_environment(served.port),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(served, process, on_the_wire(ready))
            yield served
        except Unserved:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            process.communicate(timeout=ANSWER_SECONDS)


def _environment(port: int) -> dict[str, str]:
    """Without our pool of one: gunicorn has a connection for each thread unless told otherwise."""
    usual = {name: value for name, value in os.environ.items() if name != "DATABASE_POOL"}
    own = {"BENCH_DATABASE": NAME, "BENCH_STATIC_ROOT": str(settings.STATIC_ROOT)}
    return {**usual, **own, "PORT": str(port)}


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        port: int = any_port.getsockname()[1]
        return port


def _wait_for(served: Served, process: subprocess.Popen[bytes], ready: bytes) -> None:
    give_up = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            if served.ask(ready) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise Unserved
