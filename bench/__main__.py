"""Measure the main pages and print the table: `make bench`, or `python -m bench --quick`."""

import os
from argparse import ArgumentParser

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# As gunicorn serves: a connection that is kept, from a pool.
os.environ["DATABASE_POOL"] = "1"


def main() -> None:
    """Set Django up first: what is imported here needs its models."""
    parser = ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds, to see that it runs")
    rounds = 2 if parser.parse_args().quick else 40
    django.setup()
    from bench.run import run

    run(rounds=rounds)


if __name__ == "__main__":
    main()
