"""Take the README's pictures from the worked example: the plan's home, and page 1 of its PDF.

    python scripts/pictures.py

Needs Chromium and pdftoppm (Debian packages chromium and poppler-utils).
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import postgres  # noqa: E402
from tests.browser.browsing import AUTHOR, TWO_OFFICERS, Site, visiting  # noqa: E402
from tests.browser.conftest import browsing  # noqa: E402
from tests.serving import serving  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
PLAN = "/northmoor/plans/productivity-plan-2024/"
WINDOW = {"width": 1024, "height": 1000}
DOTS_PER_INCH = "90"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        with serving(var, DATABASE_URL="") as server, browsing("/usr/bin/chromium") as browser:
            site = Site(server.address, (var / "example-password").read_text(), var)
            with visiting(browser, site, TWO_OFFICERS, viewport=WINDOW) as visitor:
                visitor.page.locator(".govuk-task-list a", has_text="plan").last.click()
                save(visitor.page.screenshot(), "plan.png")
            with visiting(browser, site, AUTHOR) as visitor:
                visitor.go(f"{PLAN}read/")
                with visitor.page.expect_download() as coming:
                    visitor.page.get_by_role("link", name="Draft as PDF").click()
                save(first_page(Path(coming.value.path())), "pdf.png")
        postgres.remove(var)


def first_page(pdf: Path) -> bytes:
    command = ["pdftoppm", "-png", "-r", DOTS_PER_INCH, "-f", "1", "-l", "1", str(pdf)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def save(png: bytes, name: str) -> None:
    """In 64 colours, which is enough for text and a third of the bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    picture.save(PICTURES / name, optimize=True)
    print(f"{name}: {(PICTURES / name).stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
