"""The e-mails of a round in Word: the file to whoever is to answer, and a word to who has not.

The first is the one e-mail of the product that carries a plan's words: its author chose to whom.
"""

from django.core.mail import EmailMessage

from councils.mail_words import Withheld, from_template
from councils.models import OutboxMessage
from councils.outbox import composes
from plans.models import RoundCopy
from plans.rounds import copies_of, file_name, file_of
from web.dates import day_in_words, london_day
from web.file_kinds import WORD

ENDED = "The round ended, or nobody waits for this answer, before this went."


@composes("round_copy")
def round_copy(message: OutboxMessage) -> EmailMessage:
    copy = copy_of(message)
    if copy.round.ended or getattr(copy, "excused", None):
        raise Withheld(ENDED)
    email = email_of(message, copy)
    email.attach(file_name(copy), file_of(copy), WORD.media_type)
    return email


@composes("round_copy_wanted")
def round_copy_wanted(message: OutboxMessage) -> EmailMessage:
    copy = copy_of(message)
    shown = {one.copy.pk: one for one in copies_of(copy.round, london_day(message.queued_at))}
    if not shown[copy.pk].is_waited_for:
        raise Withheld(ENDED)
    return email_of(message, copy)


def email_of(message: OutboxMessage, copy: RoundCopy) -> EmailMessage:
    """Answered to whoever sent the round: what comes back is a file."""
    found = copy.round
    email = from_template(
        message,
        name=copy.person.name,
        plan=found.plan.title,
        version=found.version.number,
        note=found.note,
        by_when=day_in_words(found.answer_by),
        file=file_name(copy),
    )
    if message.by:
        email.reply_to = [message.by.email]
    return email


def copy_of(message: OutboxMessage) -> RoundCopy:
    rows = RoundCopy.objects.select_related(
        "person", "excused", "round__closing", "round__plan__council", "round__version"
    )
    copy = rows.get(pk=message.facts["copy"])
    copy.round.version.plan = copy.round.plan
    return copy
