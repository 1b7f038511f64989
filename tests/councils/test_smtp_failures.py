"""A refusal is told apart from a server that is away, and for now from for good."""

import smtplib

import pytest

from councils.smtp import AnswerLost
from councils.smtp_failures import Failure, failure_from


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no")}), Failure("550 no", for_good=True)),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"busy")}), Failure("450 busy")),
        (smtplib.SMTPDataError(554, b"spam"), Failure("554 spam", for_good=True)),
        (smtplib.SMTPDataError(451, b"later"), Failure("451 later")),
        (smtplib.SMTPSenderRefused(552, b"large", "c@d"), Failure("552 large", for_good=True)),
        (smtplib.SMTPSenderRefused(550, b"not you", "c@d"), Failure("550 not you")),
        (
            smtplib.SMTPAuthenticationError(535, b"who?"),
            Failure("535 who?", of_the_server=True),
        ),
        (
            smtplib.SMTPServerDisconnected("closed"),
            Failure("closed", of_the_server=True),
        ),
        (
            AnswerLost("closed"),
            Failure(
                "The mail server had the e-mail and gave no answer: closed",
                of_the_server=True,
                may_have_gone=True,
            ),
        ),
        (
            TimeoutError("timed out"),
            Failure("The mail server did not answer in time.", of_the_server=True),
        ),
        (ConnectionRefusedError(), Failure("ConnectionRefusedError", of_the_server=True)),
        (ValueError("a fault"), Failure("ValueError: a fault")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_is_known_for_what_it_is(error, failure):
    assert failure_from(error) == failure


def test_what_the_server_said_is_on_one_line():
    several = smtplib.SMTPDataError(550, b"5.7.1 Not\n5.7.1 this \xff one")
    assert failure_from(several).said == "550 5.7.1 Not 5.7.1 this � one"
