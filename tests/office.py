"""LibreOffice, asked to save files in another format: many at once, for its start takes longest."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.patience import LAST_SECONDS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
# So many at a time: of hundreds it leaves some out, and says nothing of it.
AT_ONCE = 50


def saved_as(kind: str, files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each file as LibreOffice saves it in another format, by its name without an ending.

    `files` have names with an ending; `folder` is empty or was used here before.
    """
    given, made = folder / "given", folder / f"as-{kind}"
    for each in (given, made):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    for name, content in files.items():
        (given / name).write_bytes(content)
    paths = sorted(given.iterdir())
    for start in range(0, len(paths), AT_ONCE):
        _convert(kind, paths[start : start + AT_ONCE], made, folder / "profile")
    return {path.stem: path.read_bytes() for path in made.iterdir()}


def _convert(kind: str, paths: list[Path], made: Path, profile: Path) -> None:
    given = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run(
        [OFFICE, *given, "--outdir", str(made), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=LAST_SECONDS,
    )
