"""The e-mail that says once a day what waits: see `councils.mail_kinds`."""

from councils.mail_kinds import MailKind

KINDS = {
    "daily_digest": MailKind(
        "Once a working day, what waits for you, if anything does",
        "Whoever something waits for",
        "What waits for you: {councils}",
    ),
}
