"""A picture of bars and words: the same shapes become inline SVG here and drawing in the PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

# What is filled, and the words upon it: every pair is at least 4.5:1, every fill 3:1 on white.
TONES = {
    "good": ("#1e6b3a", "#ffffff"),
    "well": ("#1d4f91", "#ffffff"),
    "warn": ("#8a4b00", "#ffffff"),
    "bad": ("#9b1c24", "#ffffff"),
    "idle": ("#505a5f", "#ffffff"),
    "quiet": ("#6f777b", "#ffffff"),
    "track": ("#e3e6e8", "#0b0c0c"),
}
INK = "#0b0c0c"
SIZE = 15.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled stretch: `x` and `width` are shares of the picture's width, the rest is pixels."""

    x: float
    y: float
    width: float
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words with their baseline at `y` pixels, beginning, centred or ending at the share `x`."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    tone: str = ""
    bold: bool = False

    @property
    def ink(self) -> str:
        return TONES[self.tone][1] if self.tone else INK


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` names it and `description` says what it shows, for people who do not see it."""

    title: str
    description: str
    height: float
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]

    @property
    def alternative(self) -> str:
        return f"{self.title}. {self.description}"


def svg(picture: Picture, key: str) -> str:
    """The picture as inline SVG as wide as its place, its words as large as the page's.

    `key` is part of its ids, unlike any other on the page.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" width="100%" '
        f'height="{picture.height:g}" aria-labelledby="{key}-title {key}-description">'
        f'<title id="{key}-title">{escape(picture.title)}</title>'
        f'<desc id="{key}-description">{escape(picture.description)}</desc>'
        f"{''.join(_shapes(picture))}</svg>"
    )


def _shapes(picture: Picture) -> Iterator[str]:
    for bar in picture.bars:
        yield (
            f'<rect x="{_share(bar.x)}" y="{bar.y:g}" width="{_share(bar.width)}" '
            f'height="{bar.height:g}" fill="{TONES[bar.tone][0]}"/>'
        )
    for label in picture.labels:
        weight = ' font-weight="bold"' if label.bold else ""
        yield (
            f'<text x="{_share(label.x)}" y="{label.y:g}" font-size="{SIZE:g}" '
            f'text-anchor="{label.anchor}" fill="{label.ink}"{weight}>{escape(label.text)}</text>'
        )


def _share(share: float) -> str:
    return f"{share * 100:.6g}%"
