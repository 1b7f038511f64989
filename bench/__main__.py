"""Measure the main pages and print the tables: `make bench`, or `python -m bench --quick`."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.pages import Measured, Spread
    from bench.script import EditorReady
    from bench.served import Served
    from bench.together import AtOnce
    from bench.word import Measured as Word
    from bench.world import World

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# As gunicorn serves: a connection that is kept, from a pool.
os.environ["DATABASE_POOL"] = "1"

# What everybody saves in a round of saving at once, which takes as long as so many pages.
SAVES, ROUND = 5, 10
SCRIPT = "script ready"
MEGABYTE = 1024 * 1024

Grown = dict[str, list["Measured"]]


def main() -> None:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds, to see that it runs")
    parser.add_argument("--only", nargs="*", default=[], help="steps by name, at the last size")
    options = parser.parse_args()
    django.setup()
    run(2 if options.quick else 40, options.only)


def run(rounds: int, only: list[str]) -> None:
    """Measure, and print: some minutes at 40 rounds. What is imported here needs the models."""
    from bench import growth, pages, paper, script, together, word, world, writing
    from bench.database import throwaway

    found: Grown = {}
    crowds: list[AtOnce] = []
    with throwaway():
        made, written = world.make(), writing.make()
        with both(made) as (product, bare):
            started = product.memory
            for size, (name, grow) in enumerate(growth.SIZES.items(), start=1):
                grow(made)
                if only and size < len(growth.SIZES):
                    continue
                print(f"Measuring with {name} …", flush=True)
                for step in (*pages.steps(made), *writing.steps(written)):
                    if not only or step.name in only:
                        measured = pages.measure(step, made, product, bare, rounds=rounds)
                        found.setdefault(step.name, []).append(measured)
            turns = max(2, rounds // ROUND)
            opens = not only or SCRIPT in only
            opened = script.measure(product, written, rounds=turns) if opens else None
            if not only:
                print(f"Measuring {together.MANY} people who save at once …", flush=True)
                turns = max(1, rounds // ROUND)
                crowds += together.measure(
                    made, product, bare, rounds=turns, saves=min(SAVES, rounds)
                )
            memory = _memory(started, product, bare)
    tables = [_pages(found), _script(opened)] if opens else [_pages(found)]
    if not only:
        names = [*growth.SIZES]
        tables += [_growth(found, names), _paper(paper.measure()), _word(word.measure())]
        tables += [_at_once(crowds), memory]
    print("\n".join(line for table in tables for line in ("", *table)))


@contextmanager
def both(made: "World") -> Iterator[tuple["Served", "Served"]]:
    """The product and the bare app, served alike, each with its static files where it looks."""
    from django.core.management import call_command
    from django.test import override_settings

    from bench.served import Question, serving
    from bench.world import bare_form

    with TemporaryDirectory() as static, override_settings(STATIC_ROOT=static):
        call_command("collectstatic", interactive=False, verbosity=0)
        home, form = Question("/", made.author), Question(bare_form(made), made.author)
        with serving("product", home) as product, serving("bare", form) as bare:
            yield product, bare


def _pages(found: Grown) -> Iterator[str]:
    yield "At the last size, through the server; milliseconds a request: median (least–most),"
    yield "the bare page’s median beside it (of a page without a twin: the bare edit form’s, in ())"
    both = f"{'bare':>7} {'ratio':>5}"
    yield (
        f"{'':19} {'time':>20} {both}   {'CPU':>20} {both}   {'web':>6} {'database':>8}"
        f"   {'statements':>10} {'bytes':>7}"
    )
    for name, sizes in found.items():
        one = sizes[-1]
        time = _beside(one.ours.time, one.bare.time, one.ratio, one.has_twin)
        cpu = _beside(one.ours.cpu, one.bare.cpu, one.cpu_ratio, one.has_twin)
        share = f"{1000 * one.ours.web.median:6.1f} {1000 * one.ours.database.median:8.1f}"
        yield f"{name:19} {time}   {cpu}   {share}   {one.statements:>10} {one.bytes:>7,}"


def _beside(spread: "Spread", bare: "Spread", ratio: float, has_twin: bool) -> str:
    beside = f"{1000 * bare.median:.1f}"
    return f"{_spread(spread):>20} {beside if has_twin else f'({beside})':>7} {ratio:5.2f}"


def _growth(found: Grown, names: list[str]) -> Iterator[str]:
    yield "How they grow: milliseconds of CPU, their ratio to the bare page, statements"
    for place, size in enumerate(names, start=1):
        yield f"  {place}: {size}"
    yield f"{'':19} {'1':>18} {'2':>18} {'3':>18}"
    for name, sizes in found.items():
        cells = [
            f"{1000 * one.ours.cpu.median:7.1f} {one.cpu_ratio:5.1f} {one.statements:4}"
            for one in sizes
        ]
        yield f"{name:19} {' '.join(f'{cell:>18}' for cell in cells)}"


def _paper(rows: list[tuple[str, "Spread", "Spread"]]) -> Iterator[str]:
    yield "Paper alone, beside reportlab’s own Platypus; milliseconds of CPU"
    yield f"{'':19} {'CPU':>22} {'Platypus':>22} {'ratio':>6}"
    for name, ours, theirs in rows:
        ratio = ours.median / theirs.median
        yield f"{name:19} {_spread(ours):>22} {_spread(theirs):>22} {ratio:6.2f}"


def _word(rows: list["Word"]) -> Iterator[str]:
    yield "Word, beside python-docx on the same words; milliseconds of CPU, and memory of ours"
    yield f"{'':31} {'CPU':>22} {'python-docx':>22} {'ratio':>6} {'MB at most':>10}"
    for row in rows:
        ratio = row.ours.median / row.theirs.median
        yield (
            f"{row.name:31} {_spread(row.ours):>22} {_spread(row.theirs):>22} {ratio:6.2f} "
            f"{row.memory / MEGABYTE:10.0f}"
        )


def _script(opened: "EditorReady | None") -> Iterator[str]:
    yield "From a page’s last byte until its editor can be typed in; milliseconds by the clock"
    if opened is None:
        yield f"{SCRIPT:19} not measured: there is no Chromium on this machine"
        return
    yield f"{SCRIPT:19} {_spread(opened.first)}, and {_spread(opened.again)} once it is kept"


def _at_once(measured: list["AtOnce"]) -> Iterator[str]:
    yield "People saving at once, beside the bare app; saves a second"
    yield (
        f"{'':19} {'saves a second':>16} {'bare':>16} {'ratio':>6}   "
        f"{'sent':>6} {'confirmed':>9} {'found':>6}"
    )
    for one in measured:
        gaps = "numbers without gaps" if one.without_gaps else "numbers with gaps"
        yield (
            f"{one.name:19} {_rates(one.rates):>16} {_rates(one.bare):>16} {one.ratio:6.2f}   "
            f"{one.sent:>6} {one.confirmed:>9} {one.found:>6}  {one.lost} lost, {gaps}"
        )


def _memory(started: int, product: "Served", bare: "Served") -> list[str]:
    sizes = (one / MEGABYTE for one in (started, product.memory, bare.memory))
    return [
        "Memory of the largest worker, megabytes: as it started, after all this, the bare app’s",
        f"{'memory':19} {' '.join(f'{size:10.0f}' for size in sizes)}",
    ]


def _spread(seconds: "Spread") -> str:
    least, most = 1000 * seconds.least, 1000 * seconds.most
    return f"{1000 * seconds.median:.1f} ({least:.1f}–{most:.1f})"


def _rates(rates: "Spread") -> str:
    return f"{rates.median:.0f} ({rates.least:.0f}–{rates.most:.0f})"


if __name__ == "__main__":
    main()
