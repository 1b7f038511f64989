"""Bring in the front end we vendor: GOV.UK Frontend less what is GOV.UK's alone, htmx, ProseMirror.

    python -m scripts.vendor_frontend           write what is vendored, and examples for tests
    python -m scripts.vendor_frontend --check   compare what is committed, write nothing

Packages come through `npm pack` and must match the pinned integrity; nothing of them runs but the
bundler of `scripts.editor_bundle`.
"""

import argparse
import io
import json
import re
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scripts.editor_bundle import bundled
from scripts.npm import Unexpected, fetched

ROOT = Path(__file__).resolve().parent.parent

FONT_FACE = re.compile(r"/\*![^*]*Margaret Calvert[^*]*\*/\s*(?=@font-face)|@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(
    r"\s*(?://[#@] ?sourceMappingURL=\S+|/\*[#@] ?sourceMappingURL=\S+ ?\*/)\s*$"
)
# The crest stands in one rule and in one @supports block that refines it.
CREST_SUPPORTS = re.compile(
    r"@supports \(\(-webkit-mask-position:initial\) or \(mask-position:initial\)\)"
    r"\{\.govuk-footer__copyright-logo:before\{[^}]*\}"
    r"@media screen and \(forced-colors:active\)"
    r"\{\.govuk-footer__copyright-logo:before\{[^}]*\}\}\}"
)
CREST_RULE = re.compile(r"\.govuk-footer__copyright-logo:before\{[^}]*\}")
# What must not be left: the font and the crown are licensed to GOV.UK alone.
FORBIDDEN = ("GDS Transport", "@font-face", "crest", "sourceMappingURL", "url(")


@dataclass(frozen=True)
class Package:
    """An npm package at one version, the files taken from it, and how each is changed."""

    name: str
    version: str
    integrity: str
    files: dict[str, tuple[str, Callable[[str], str]]]  # path inside → (path here, change)


def without_source_map(text: str) -> str:
    return SOURCE_MAP.sub("", text) + "\n"


def without_govuk_identity(css: str) -> str:
    """The style sheet less its fonts and crest, in Arial."""
    css, fonts = FONT_FACE.subn("", css)
    css, supports = CREST_SUPPORTS.subn("", css)
    css, rules = CREST_RULE.subn("", css)
    if (fonts, supports, rules) != (3, 1, 1):
        raise Unexpected(f"fonts, crest and mask found {fonts}, {rules} and {supports} times")
    css = without_source_map(css.replace("GDS Transport,", ""))
    if left := [word for word in FORBIDDEN if word in css]:
        raise Unexpected(f"still in the style sheet: {', '.join(left)}")
    return css


def picked(*names: str) -> Callable[[str], str]:
    """Of a component's published examples, those that our tests draw again."""

    def change(text: str) -> str:
        examples = {example["name"]: example for example in json.loads(text)["fixtures"]}
        kept = {
            name: {"options": examples[name]["options"], "html": examples[name]["html"]}
            for name in names
        }
        return json.dumps(kept, indent=1, ensure_ascii=False) + "\n"

    return change


EXAMPLES = {
    "back-link": ["default", "with custom text and link"],
    "breadcrumbs": ["with one level", "default"],
    "button": ["default", "secondary", "warning"],
    "character-count": ["default", "with hint", "with hint and error", "with default value"],
    "checkboxes": [
        "default",
        "with hint",
        "with legend as a page heading",
        "with error message",
        "with error message and hint",
        "small",
        "small with error",
    ],
    "date-input": ["default", "with error message and hint"],
    "details": ["default"],
    "error-summary": ["default", "mixed with and without links", "error list with html as text"],
    "file-upload": ["default", "with hint text", "with error message and hint"],
    "input": [
        "default",
        "with hint text",
        "with error message",
        "with error and hint",
        "with width-2 class",
        "with width-10 class",
        "with label as page heading",
        "with prefix",
        "with suffix",
        "with prefix and suffix and error",
        "with prefix with html as text",
        "value",
    ],
    "inset-text": ["default", "html as text"],
    "notification-banner": ["default", "with type as success"],
    "password-input": ["default", "with hint text", "with error message"],
    "radios": [
        "default",
        "with hint",
        "inline",
        "with hints on items",
        "with fieldset and error message",
        "small inline",
    ],
    "select": ["with hint text and error message", "with selected value", "hint"],
    "textarea": [
        "default",
        "with hint",
        "with error message",
        "with default value",
        "with label as page heading",
        "with hint and error message",
    ],
    "warning-text": ["default", "html as text"],
}

PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.6.0",
        integrity="sha512-xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg==",
        files={
            "dist/govuk/govuk-frontend.min.css": (
                "static/govuk/govuk-frontend.min.css",
                without_govuk_identity,
            ),
            "dist/govuk/govuk-frontend.min.js": (
                "static/govuk/govuk-frontend.min.js",
                without_source_map,
            ),
            **{
                f"dist/govuk/components/{component}/fixtures.json": (
                    f"tests/govuk/fixtures/{component}.json",
                    picked(*names),
                )
                for component, names in EXAMPLES.items()
            },
        },
    ),
    Package(
        name="htmx.org",
        version="2.0.11",
        integrity="sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        files={
            "dist/htmx.min.js": ("static/htmx/htmx.min.js", without_source_map),
            "LICENSE": ("static/htmx/LICENSE.txt", str),
        },
    ),
)


def made(package: Package) -> dict[Path, str]:
    """What this package's files are to hold here, by path."""
    packed = fetched(package.name, package.version, package.integrity)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {
            ROOT / target: change(archive.extractfile(f"package/{source}").read().decode())
            for source, (target, change) in package.files.items()
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    wrong = 0
    bundle = {ROOT / target: text for target, text in bundled().items()}
    for files in (*map(made, PACKAGES), bundle):
        for path, text in files.items():
            same = path.exists() and path.read_text() == text
            if not same and not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            wrong += not same
            state = "as committed" if same else "differs" if check else "written"
            print(f"{path.relative_to(ROOT)}: {state}")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
