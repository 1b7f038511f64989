"""What the tests of pages share: addresses, dates as three boxes, forms read back from a page."""

from datetime import date
from html.parser import HTMLParser

from django.urls import reverse

from councils.models import Council

NAMES = (
    "people",
    "person_add",
    "appointment",
    "appointment_end",
    "sign_ins",
    "appointment_invite",
    "appointment_confirm",
    "appointment_account",
    "council_settings",
    "governance",
    "word_template",
    "report_template",
    "days_off",
    "day_off_add",
    "day_off_remove",
)
READ_ONLY = ("people", "appointment", "days_off", "sign_ins")


def address(name: str, council: Council, pk: int | None = None) -> str:
    """The address of a page of the council; of the first appointment or day off unless told."""
    args: list[object] = [council.slug]
    if name.startswith("appointment"):
        args.append(pk or council.appointments.earliest("pk").pk)
    if name == "day_off_remove":
        args.append(pk or council.days_off.earliest("pk").pk)
    return reverse(name, args=args)


def boxes(name: str, on: date | None) -> dict[str, str]:
    """A date as a form sends it."""
    parts = (on.day, on.month, on.year) if on else ("", "", "")
    return {f"{name}_{part}": str(value) for part, value in zip(BOXES, parts, strict=True)}


BOXES = ("day", "month", "year")


class FormReader(HTMLParser):
    """The fields of the page's forms, as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name = found.get("name") or ""
        if tag == "textarea":
            self.area, self.fields[name] = name, ""
        ticked = "checked" in found or found.get("type") not in ("radio", "checkbox")
        if tag == "input" and name and ticked:
            self.fields[name] = found.get("value") or (
                "on" if found.get("type") == "checkbox" else ""
            )

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def fields_of(response) -> dict[str, str]:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.fields
