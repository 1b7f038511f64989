#!/usr/bin/env python
"""Run one of the project's commands."""

import os
import sys

from config.commands import run

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    run(sys.argv)
