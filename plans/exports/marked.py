"""A version's JSON with what is printed on the same words elsewhere, for words nobody endorsed."""

import msgspec

FORM = "clearday/marked-plan/1"


def marked_json(canonical: str, marking: str) -> bytes:
    """The canonical form itself; marked, it is the value of `plan`, byte for byte.

    Without a marking these are the bytes that the reference is made of.
    """
    if not marking:
        return canonical.encode()
    says = msgspec.json.encode({"form": FORM, "marking": marking})
    return says[:-1] + b',"plan":' + canonical.encode() + b"}"
