"""Three sizes of one council, each step measured on each, and the tables that say so."""

from collections.abc import Callable, Iterator

from bench import crowd, pdf, together, world
from bench.asking import Stack, stacks
from bench.clock import Measured, measure
from bench.database import throwaway
from bench.steps import Step, steps
from bench.together import Together
from bench.world import World

ACTS, MORE_ACTS = 1_000, 20_000
PLANS = 300
# A page takes milliseconds and a PDF a hundred of them.
SLOW = 4
# What everybody saves in a round of saving at once, which takes as long as so many pages.
SAVES, ROUND = 5, 10

Grown = dict[str, list[Measured]]
SIZES: dict[str, Callable[[World], None]] = {
    f"1 plan, {ACTS:,} acts on it": lambda council: world.add_acts(council, ACTS),
    f"{PLANS} plans": lambda council: world.add_plans(council, until=PLANS),
    f"{MORE_ACTS:,} acts on it, then as many on others": lambda council: (
        world.add_acts(council, MORE_ACTS - ACTS),
        world.add_acts(council, MORE_ACTS, elsewhere=True),
    )[0],
}


def run(*, rounds: int) -> None:
    """Measure, and print: about a minute at 40 rounds."""
    with throwaway():
        council = world.make()
        found: Grown = {}
        with stacks() as sides:
            for name, grow in SIZES.items():
                grow(council)
                print(f"Measuring with {name} …", flush=True)
                for step in steps(council):
                    found.setdefault(step.name, []).append(_measured(step, sides, rounds))
            print(f"Measuring {crowd.MANY} people who save at once …", flush=True)
            at_once = list(
                together.measure(council, rounds=max(1, rounds // ROUND), saves=min(SAVES, rounds))
            )
    tables = [_pages(found), _growth(found), _paper(), _at_once(at_once)]
    print("\n".join(line for table in tables for line in ("", *table)))


def _measured(step: Step, sides: tuple[Stack, Stack], rounds: int) -> Measured:
    return measure(step, sides, rounds=max(2, rounds // SLOW if "PDF" in step.name else rounds))


def _pages(found: Grown) -> Iterator[str]:
    yield "At the last size, beside a bare page (in brackets); milliseconds, medians"
    yield (
        f"{'':18} {'time':>15} {'ratio':>6} {'aim':>5}   {'CPU':>15} {'ratio':>6}   "
        f"{'statements':>10} {'most':>5}   {'bytes':>17}"
    )
    for name, sizes in found.items():
        last = sizes[-1]
        ours, bare, step = last.ours, last.bare, last.step
        yield (
            f"{name:18} {_pair(ours.time, bare.time):>15} {last.ratio:6.2f} {step.aim or '':>5}   "
            f"{_pair(ours.cpu, bare.cpu):>15} {last.cpu_ratio:6.2f}   "
            f"{f'{ours.statements} ({bare.statements})':>10} {step.most or '':>5}   "
            f"{f'{ours.bytes:,} ({bare.bytes:,})':>17}{'' if last.within else '  past its aim'}"
        )


def _growth(found: Grown) -> Iterator[str]:
    yield "How time and ratio grow; statements"
    for place, size in enumerate(SIZES):
        yield f"  {place + 1}: {size}"
    yield f"{'':18} {'1':>18} {'2':>18} {'3':>18}"
    for name, sizes in found.items():
        cells = [
            f"{1000 * one.ours.time:7.1f} {one.ratio:5.2f} {one.ours.statements:4}" for one in sizes
        ]
        yield f"{name:18} {' '.join(f'{cell:>18}' for cell in cells)}"


def _paper() -> Iterator[str]:
    yield "Paper alone, beside reportlab’s own Platypus (in brackets); milliseconds of CPU"
    for name, ours, theirs in pdf.measure():
        yield f"{name:18} {_pair(ours, theirs):>15} {ours / theirs:6.2f} {1.5:>5}"


def _at_once(measured: list[Together]) -> Iterator[str]:
    yield f"{crowd.MANY} people saving at once, beside bare pages (in brackets); saves a second"
    yield (
        f"{'':18} {'saves a second':>15} {'ratio':>6} {'aim':>5}   {'sent':>10} {'confirmed':>10} "
        f"{'found':>10}"
    )
    for one in measured:
        ours, bare = one.ours, one.bare
        gaps = "numbers without gaps" if one.whole else "numbers with gaps"
        yield (
            f"{one.name:18} {f'{ours.rate:.0f} ({bare.rate:.0f})':>15} {one.share:6.2f} "
            f"{together.AIM:>5}   {f'{ours.sent} ({bare.sent})':>10} "
            f"{f'{ours.confirmed} ({bare.confirmed})':>10} {f'{ours.found} ({bare.found})':>10}"
            f"  {one.lost} lost, {gaps}{'' if one.share >= together.AIM else '  short of its aim'}"
        )


def _pair(ours: float, bare: float) -> str:
    return f"{1000 * ours:.1f} ({1000 * bare:.1f})"
