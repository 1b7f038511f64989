"""Names that may be taken for one another, and who is called what in a council."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import F, Q

from councils.models import Appointment, Council, User
from web.errors import Refused

# Letters of other alphabets that look like ours, as they are once case is set aside.
LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁԛԝһԍαβεζηικμνορτυχɡıłøđ1i|0",
    "abekmhopctyxljsdqwhgabezhlkmnoptyxgllodlllo",
)
# What a council's name says of its kind, before and after its place.
KIND_BEFORE = re.compile(r"^(?:the )?(?:(?:london|royal|metropolitan) )*borough of ", re.IGNORECASE)
KIND_AFTER = re.compile(
    r"(?: (?:county|district|borough|city|town|metropolitan|royal|unitary))* council$",
    re.IGNORECASE,
)
TAKEN = (
    "Somebody else here is called “{name}”, or nearly so. Add a middle initial or what they do: "
    "“{first} A. {rest}” or “{name} (Finance)”."
)


def look_of(name: str) -> str:
    """What a name comes to for the eye: names that come to the same may be mistaken.

    Case, spaces, stops, accents and what cannot be seen are set aside, and letters that look alike
    are one, of whatever alphabet.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = (one for one in plain.translate(LOOK_ALIKE) if one.isalnum())
    return "".join(letters) or "".join(plain.split())


def names_here(council: Council, *, but: User | None = None) -> set[str]:
    """What everybody who has, will have or had a role in the council is called there."""
    held = Appointment.objects.filter(council=council).exclude(
        Q(ends_on__lt=F("starts_on"))  # withdrawn before it began
    )
    if but is not None and but.pk:
        held = held.exclude(person=but)
    rows = held.order_by().values_list("invited_as", "person__name").distinct()
    return {invited or own for invited, own in rows}


def check_name_free(
    council: Council, name: str, *, but: User | None = None, also: Iterable[str] = ()
) -> None:
    """Refuse a name that somebody else here could be taken by. The caller has locked the council.

    Two people who really have one name are told apart by what they add to it. `also` are names of
    others who are known here, without a role.
    """
    look = look_of(name)
    if any(look_of(other) == look for other in (*names_here(council, but=but), *also)):
        first, _, rest = name.partition(" ")
        raise Refused(TAKEN.format(name=name, first=first, rest=rest).strip(), field="name")


def place_of(council: str) -> str:
    """What a council is called for short: "Wenbury" of "Wenbury District Council".

    A name that says more than kind and place stays as it is.
    """
    place = KIND_AFTER.sub("", KIND_BEFORE.sub("", council)).strip()
    return place or council
