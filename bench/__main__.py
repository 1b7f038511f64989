"""Measure the main pages and print the tables: `make bench`, or `python -m bench --quick`."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from bench.pages import Measured, Spread
    from bench.together import AtOnce

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# As gunicorn serves: a connection that is kept, from a pool.
os.environ["DATABASE_POOL"] = "1"

# What everybody saves in a round of saving at once, which takes as long as so many pages.
SAVES, ROUND = 5, 10

Grown = dict[str, list["Measured"]]


def main() -> None:
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds, to see that it runs")
    rounds = 2 if parser.parse_args().quick else 40
    django.setup()
    run(rounds)


def run(rounds: int) -> None:
    """Measure, and print: about a minute at 40 rounds. What is imported here needs the models."""
    from bench import growth, pages, paper, together, world
    from bench.database import throwaway

    found: Grown = {}
    with throwaway(), pages.stacks() as sides:
        made = world.make()
        for name, grow in growth.SIZES.items():
            grow(made)
            print(f"Measuring with {name} …", flush=True)
            for step in pages.steps(made):
                measured = pages.measure(step, made, sides, rounds=rounds)
                found.setdefault(step.name, []).append(measured)
        print(f"Measuring {together.MANY} people who save at once …", flush=True)
        at_once = together.measure(made, rounds=max(1, rounds // ROUND), saves=min(SAVES, rounds))
        crowds = [*at_once]
    tables = [
        _pages(found),
        _growth(found, [*growth.SIZES]),
        _paper(paper.measure()),
        _at_once(crowds),
    ]
    print("\n".join(line for table in tables for line in ("", *table)))


def _pages(found: Grown) -> Iterator[str]:
    yield "At the last size; milliseconds: median (least–most), the yardstick’s median beside it"
    both = f"{'yardstick':>9} {'ratio':>5}"
    yield f"{'':18} {'time':>20} {both}   {'CPU':>20} {both}   {'statements':>10} {'bytes':>7}"
    for name, sizes in found.items():
        one = sizes[-1]
        time = _beside(one.time, one.yardstick, one.ratio)
        cpu = _beside(one.cpu, one.yardstick_cpu, one.cpu_ratio)
        yield f"{name:18} {time}   {cpu}   {one.statements:>10} {one.bytes:>7,}"


def _beside(spread: "Spread", yardstick: "Spread", ratio: float) -> str:
    return f"{_spread(spread):>20} {1000 * yardstick.median:9.1f} {ratio:5.1f}"


def _growth(found: Grown, names: list[str]) -> Iterator[str]:
    yield "How they grow: milliseconds, their ratio to the yardstick, statements"
    for place, size in enumerate(names, start=1):
        yield f"  {place}: {size}"
    yield f"{'':18} {'1':>18} {'2':>18} {'3':>18}"
    for name, sizes in found.items():
        cells = [
            f"{1000 * one.time.median:7.1f} {one.ratio:5.1f} {one.statements:4}" for one in sizes
        ]
        yield f"{name:18} {' '.join(f'{cell:>18}' for cell in cells)}"


def _paper(rows: list[tuple[str, "Spread", "Spread"]]) -> Iterator[str]:
    yield "Paper alone, beside reportlab’s own Platypus; milliseconds of CPU"
    yield f"{'':18} {'CPU':>22} {'Platypus':>22} {'ratio':>6}"
    for name, ours, theirs in rows:
        ratio = ours.median / theirs.median
        yield f"{name:18} {_spread(ours):>22} {_spread(theirs):>22} {ratio:6.2f}"


def _at_once(measured: list["AtOnce"]) -> Iterator[str]:
    yield "People saving at once, beside a trivial view that saves one row; saves a second"
    yield (
        f"{'':18} {'saves a second':>16} {'yardstick':>16} {'ratio':>6}   "
        f"{'sent':>6} {'confirmed':>9} {'found':>6}"
    )
    for one in measured:
        gaps = "numbers without gaps" if one.without_gaps else "numbers with gaps"
        yield (
            f"{one.name:18} {_rates(one.rates):>16} {_rates(one.yardstick):>16} {one.ratio:6.2f}   "
            f"{one.sent:>6} {one.confirmed:>9} {one.found:>6}  {one.lost} lost, {gaps}"
        )


def _spread(seconds: "Spread") -> str:
    least, most = 1000 * seconds.least, 1000 * seconds.most
    return f"{1000 * seconds.median:.1f} ({least:.1f}–{most:.1f})"


def _rates(rates: "Spread") -> str:
    return f"{rates.median:.0f} ({rates.least:.0f}–{rates.most:.0f})"


if __name__ == "__main__":
    main()
