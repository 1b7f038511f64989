"""What it means when an e-mail does not go: for this one or for all, for now or for good."""

from dataclasses import dataclass
from smtplib import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from councils.smtp import AnswerLost

# The message exceeds the server's limit: said of its size as early as of its sender.
TOO_LARGE = 552


@dataclass(frozen=True)
class Failure:
    """`said` is for people, in the mail server's words where it had any.

    `for_good`: another try would end the same way. `of_the_server`: so would other messages now.
    `may_have_gone`: the mail server had the whole e-mail, and its answer never came.
    """

    said: str
    for_good: bool = False
    of_the_server: bool = False
    may_have_gone: bool = False


NO_ADDRESS = Failure("There is no address to send it to.", for_good=True)


def failure_from(error: Exception) -> Failure:
    """A refusal of an address or of a message is its own; 5xx is for good (RFC 5321, 4.2.1).

    A refused sender is a setting of ours, and mended there.
    """
    match error:
        case SMTPRecipientsRefused(recipients=refused):
            codes = [code for code, _ in refused.values()]
            said = "; ".join(reply(code, text) for code, text in refused.values())
            return Failure(said, for_good=bool(codes) and min(codes) >= 500)
        case SMTPDataError(smtp_code=code, smtp_error=text):
            return Failure(reply(code, text), for_good=code >= 500)
        case SMTPSenderRefused(smtp_code=code, smtp_error=text):
            return Failure(reply(code, text), for_good=code == TOO_LARGE)
        case SMTPResponseException(smtp_code=code, smtp_error=text):
            return Failure(reply(code, text), of_the_server=True)
        case AnswerLost():
            said = f"The mail server had the e-mail and gave no answer: {error}"
            return Failure(said, of_the_server=True, may_have_gone=True)
        case TimeoutError():
            return Failure("The mail server did not answer in time.", of_the_server=True)
        case OSError():
            return Failure(str(error) or type(error).__name__, of_the_server=True)
    return Failure(f"{type(error).__name__}: {error}")


def reply(code: int, text: bytes | str) -> str:
    """What a mail server said, on one line."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())
