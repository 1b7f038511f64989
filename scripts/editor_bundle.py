"""ProseMirror and markdown-it in one file for browsers, put together from pinned packages.

The bundler is a pinned package too. It runs when this is vendored, never where the product runs.
"""

import platform
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.npm import Unexpected, fetched, unpacked

FOLDER = Path("static/prosemirror")


@dataclass(frozen=True)
class Part:
    """An npm package that goes into the bundle, and where its licence stands."""

    name: str
    version: str
    integrity: str
    licence: str = "LICENSE"


PARTS = (
    Part(
        "prosemirror-model",
        "1.25.13",
        "sha512-MlDMWGjYXaYOeCiO17jcybntCOzPnN+97U0809ke2QsgPtxW3n5/sD6ZKyJONUgMw1iP93ohZTjeKjnRJ7L6kQ==",
    ),
    Part(
        "prosemirror-state",
        "1.4.4",
        "sha512-6jiYHH2CIGbCfnxdHbXZ12gySFY/fz/ulZE333G6bPqIZ4F+TXo9ifiR86nAHpWnfoNjOb3o5ESi7J8Uz1jXHw==",
    ),
    Part(
        "prosemirror-transform",
        "1.12.7",
        "sha512-/e87cbxcM5WJOJrL1IrM9gJqO3EK8LdQoPvs+r4ss1lRO5t5QeqkU0SlmDvcitCSDUbm8s/MxbBB6ds4pY6Xlg==",
    ),
    Part(
        "prosemirror-view",
        "1.44.0",
        "sha512-Ga7889C0DYI1AI0zzgXBNVElPRLh6B2+K87XLjza90Bm/02XyEGXUr0gnla+Oefv7krvo3VIUDwM+YHKU9xGxg==",
    ),
    Part(
        "prosemirror-keymap",
        "1.2.3",
        "sha512-4HucRlpiLd1IPQQXNqeo81BGtkY8Ai5smHhKW9jjPKRc2wQIxksg7Hl1tTI2IfT2B/LgX6bfYvXxEpJl7aKYKw==",
    ),
    Part(
        "prosemirror-commands",
        "1.7.2",
        "sha512-q6Q6szxqdu9Xd6EcdKsqXghu5nQdZTpB4Q9yd04WRc7/jt763e/rT60Owh0L1GYY+T46o5rD+9lEN36dZS43tw==",
    ),
    Part(
        "prosemirror-history",
        "1.5.2",
        "sha512-/VCI9OUPT69PzzoKmLJ6xLTkMCXmpt/M6/tOlctR5DjSAinniYgjkw6Ao/Obmq/f5mG5csTQi6a9AWhwFVLSNA==",
    ),
    Part(
        "prosemirror-schema-list",
        "1.6.1",
        "sha512-QiL/QjgCWr+3Mhukm48E5d3XCC8lVEIanixGkXbWKUyxCUGy4ntVffFapmMwQ4vxhZw+8i7117W2N6FSyqyWfA==",
    ),
    Part(
        "prosemirror-inputrules",
        "1.7.0",
        "sha512-8osbijqTD9BtFWbtWbrJ47zvwwiC4/+Y993VzCKRYjPw3jK+CixvRlFu7UgT6mExqPnu12WOh+IF9l6921vqhA==",
    ),
    Part(
        "orderedmap",
        "2.1.1",
        "sha512-TvAWxi0nDe1j/rtMcWcIj94+Ffe6n7zhow33h40SKxmsmozs6dz/e+EajymfoFcHd7sxNn8yHM8839uixMOV6g==",
    ),
    Part(
        "w3c-keyname",
        "2.2.8",
        "sha512-dpojBhNsCNN7T82Tm7k26A6G9ML3NkhDsnw9n/eoxSRlVBB4CEtIQ/KTCLI2Fwf3ataSXRhYFkQi3SlnFwPvPQ==",
    ),
    Part(
        "rope-sequence",
        "1.3.4",
        "sha512-UT5EDe2cu2E/6O4igUr5PSFs23nvvukicWHx6GnOPlHAiiYbzNuCRQCuiUdHJQcqKalLKlrYJnjY0ySGsXNQXQ==",
    ),
    # The reading that markdown-it-py does on the server.
    Part(
        "markdown-it",
        "14.3.3",
        "sha512-L//tDAkjTjJCU6pBUSBTgs3Kg4InVaZuUZog/b6V12UKhcDQ7S78877ibbCanRExwPuYP1CZD7Gd2dxSy1GXRg==",
    ),
    Part(
        "mdurl",
        "2.0.0",
        "sha512-Lf+9+2r+Tdp5wXDXC4PcIBjTDtq4UKjCPMQhKIuzpJNW0b96kVqSwW0bT7FhRSfmAiFYgP+SCRvdrDozfh0U5w==",
    ),
    Part(
        "punycode.js",
        "2.3.1",
        "sha512-uxFIHU0YlHYhDQtV4R9J6a52SLx28BCjT+4ieh7IGbgwVJWO+km431c4yRlREUAsAmt/uMjQUyQHNEPf0M39CA==",
        "LICENSE-MIT.txt",
    ),
    Part(
        "uc.micro",
        "2.1.0",
        "sha512-ARDJmphmdvUk6Glw7y9DQ2bFkKBHwQHLi2lsaH6PPmz/Ka9sFOBsBluozhDltWmnv9u/cF6Rt87znRTPV+yp/A==",
        "LICENSE.txt",
    ),
)

# What markdown-it asks for and we do not ship: a browser knows its entities; we find no bare links.
STAND_INS = {
    "entities": """
const page = (text) => new DOMParser().parseFromString(text, "text/html");
const read = (text) => page(text).documentElement.textContent;
export { read as decodeHTML, read as decodeHTMLStrict };
""",
    "linkify-it": "export default function LinkifyIt() {}\n",
}

ENTRY = """
export { DOMSerializer, Fragment, Schema, Slice } from "prosemirror-model";
export { EditorState, Plugin, Selection, TextSelection } from "prosemirror-state";
export { EditorView } from "prosemirror-view";
export { keymap } from "prosemirror-keymap";
export { baseKeymap, chainCommands, toggleMark } from "prosemirror-commands";
export { closeHistory, history, redo, undo } from "prosemirror-history";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export { InputRule, inputRules, wrappingInputRule } from "prosemirror-inputrules";
export { default as MarkdownIt } from "markdown-it";
"""

BUNDLER = "0.28.2"
BUNDLERS = {
    ("Linux", "x86_64"): (
        "linux-x64",
        "sha512-4xTZr1FUmSoQW4XIWmit3tzQrUTZM+N3P0XV8xROKYF50XfI7xeO90+1bZvNwxIufQ9hDQVRJH5YhgPVF8A/HQ==",
    ),
    ("Linux", "aarch64"): (
        "linux-arm64",
        "sha512-pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
    ),
    ("Darwin", "arm64"): (
        "darwin-arm64",
        "sha512-n4KqkOQrraxHJcgjM1RvwbigfQKIKJVpM7xp+KsxiyUSrRdIXnt73VhrPAx0fV44hgfmIVKjxMN9J1t5jySVkw==",
    ),
    ("Darwin", "x86_64"): (
        "darwin-x64",
        "sha512-uq6suIWYP37qzGddBKPw5QEQPi6HiLGsO7UmkpfyaYNQ3D+rN6w6WfwH+nuqcGXWvawGwxOEroO4YGnFh95azw==",
    ),
}


def bundled() -> dict[Path, str]:
    """The bundle and its licences, by path within the project; the same bytes on every machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = folder / "node_modules"
        for part in PARTS:
            archive = fetched(part.name, part.version, part.integrity)
            unpacked(archive, packages / part.name)
        return {
            FOLDER / "prosemirror.min.js": put_together(folder),
            FOLDER / "LICENSE.txt": "\n\n".join(licences(packages)),
        }


def put_together(folder: Path) -> str:
    """One ES module out of the packages in `folder`, nothing of it fetched at run time."""
    (folder / "entry.js").write_text(ENTRY)
    stand_ins = []
    for name, text in STAND_INS.items():
        (folder / f"{name}.js").write_text(text)
        stand_ins.append(f"--alias:{name}=./{name}.js")
    settings = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=none"]
    done = subprocess.run(
        [str(bundler(folder)), "entry.js", *settings, *stand_ins, "--log-level=error"],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout


def bundler(folder: Path) -> Path:
    """The bundler for this machine; its package needs no script to be installed."""
    here = (platform.system(), platform.machine())
    if here not in BUNDLERS:
        raise Unexpected(f"no bundler is pinned for {' '.join(here)}")
    name, integrity = BUNDLERS[here]
    unpacked(fetched(f"@esbuild/{name}", BUNDLER, integrity), folder / "bundler")
    return folder / "bundler/bin/esbuild"


def licences(packages: Path) -> Iterator[str]:
    for part in PARTS:
        words = (packages / part.name / part.licence).read_text().strip()
        yield f"{part.name} {part.version}\n\n{words}\n"
