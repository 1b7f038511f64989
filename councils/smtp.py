"""The mail server, waited for as long as it may need once it has a whole e-mail."""

import smtplib

from django.core.mail.backends import smtp

GO_ON = 354
# A server looks through an e-mail before it answers (RFC 5321, 4.5.3.2.6). Whoever gives up sooner
# sends it again to people who have it.
SECONDS_FOR_AN_E_MAIL = 600


class AnswerLost(smtplib.SMTPServerDisconnected):
    """The server had the whole e-mail and did not say whether it took it."""


class PatientSMTP(smtplib.SMTP):
    """Waits longer for the last answer than for the others, and says when that one was lost."""

    awaits_last = False
    usual_wait: float | None = None

    def getreply(self) -> tuple[int, bytes]:
        was_last, self.awaits_last = self.awaits_last, False
        try:
            code, words = super().getreply()
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException) as broken:
            if was_last:
                raise AnswerLost(str(broken)) from broken
            raise
        assert self.sock is not None  # or there were no answer
        if was_last:
            self.sock.settimeout(self.usual_wait)
            if code < 0:
                raise AnswerLost(f"The answer was not one of SMTP: {words!r}")
        if code == GO_ON:
            self.awaits_last = True
            self.usual_wait = self.sock.gettimeout()
            self.sock.settimeout(SECONDS_FOR_AN_E_MAIL)
        return code, words


class PatientSMTPOverTLS(PatientSMTP, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Django's own, with that patience."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return PatientSMTPOverTLS if self.use_ssl else PatientSMTP
