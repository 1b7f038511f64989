"""Every kind of e-mail in one table: whom it goes to, when, its subject, and who may decline it.

The sender and the page on which somebody says what they are e-mailed about both read it. Each
floor lists its own kinds in `mail_kinds.KINDS`; the words of one are in
`templates/<floor>/mail/<kind>.txt`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class MailKind:
    """One kind: `when` and `to` as people read them, under the account page's list.

    The subject may name the {council}, the {plan} and whatever else its composer gives. What
    guards an account or the council nobody can turn down.
    """

    when: str
    to: str
    subject: str
    may_be_declined: bool = True
    # It goes to an address from which nobody signs in here.
    to_an_address: bool = False


WHOSE_ACCOUNT = "Whoever the account is"
GUARDED_TOO = "Everybody who clears or decides, or did"
OFFICERS = "Monitoring Officers"


def security(when: str, to: str, subject: str, *, to_an_address: bool = False) -> MailKind:
    """An e-mail by which somebody finds out that all is not well; it is always sent."""
    return MailKind(when, to, subject, may_be_declined=False, to_an_address=to_an_address)


KINDS = {
    "invitation": security("You are given a role", "You", "{opening} {council}"),
    "role_granted": security("A role is given", GUARDED_TOO, "A role was given in {council}"),
    "role_confirmed": security(
        "A role is confirmed", GUARDED_TOO, "A role was confirmed in {council}"
    ),
    "role_ended": security("A role ends", GUARDED_TOO, "A role {became} in {council}"),
    "role_end_asked": security(
        "Somebody asks that a role be ended",
        GUARDED_TOO,
        "An ending waits to be confirmed in {council}",
    ),
    "role_change_refused": security(
        "A change of roles is refused", GUARDED_TOO, "A change of roles was refused in {council}"
    ),
    "safeguard_changed": security(
        "What one person may do alone is changed",
        OFFICERS,
        "What one person may do alone was changed: {council}",
    ),
    "safeguard_loosened": security(
        "A setting that guards how a plan is cleared, decided or signed for is loosened",
        "Everybody who clears or decides, and each administrator",
        "A safeguard was loosened: {council}",
    ),
    "not_as_kept": security(
        "Something is found that is no longer as it was kept",
        OFFICERS,
        "Something kept for {council} is no longer as it was kept",
    ),
    "name_changed": security("Your name is changed", WHOSE_ACCOUNT, "Your name was changed"),
    "password_changed": security(
        "Your password is changed", WHOSE_ACCOUNT, "Your password was changed"
    ),
    "password_set": security("Your password is set", WHOSE_ACCOUNT, "Your password was set"),
    "password_reset": security(
        "Your password is set by a link", WHOSE_ACCOUNT, "Your password was set by a link"
    ),
    "password_reset_key": security(
        "You ask for a new password", WHOSE_ACCOUNT, "Set a new password"
    ),
    "totp_activated": security(
        "Your authenticator app is turned on", WHOSE_ACCOUNT, "Your authenticator app is on"
    ),
    "totp_deactivated": security(
        "Your authenticator app is turned off", WHOSE_ACCOUNT, "Your authenticator app is off"
    ),
    "recovery_codes_generated": security(
        "You have new recovery codes", WHOSE_ACCOUNT, "You have new recovery codes"
    ),
    "account_deactivated": security(
        "Your account is deactivated", WHOSE_ACCOUNT, "Your account was deactivated: {council}"
    ),
    "account_reactivated": security(
        "Your account is reactivated", WHOSE_ACCOUNT, "You can sign in again: {council}"
    ),
    "every_role_ended": security(
        "Every role you hold in a council is ended",
        WHOSE_ACCOUNT,
        "Your roles have ended: {council}",
    ),
    "unknown_account": security(
        "Somebody asks for a new password for an address that is nobody’s here",
        "The address",
        "No account with this address",
        to_an_address=True,
    ),
}


@cache
def mail_kinds() -> dict[str, MailKind]:
    """Every kind by its code."""
    found: dict[str, MailKind] = {}
    for app in apps.get_app_configs():
        if app.module is None or not module_has_submodule(app.module, "mail_kinds"):
            continue
        own: dict[str, MailKind] = import_module(f"{app.name}.mail_kinds").KINDS
        if twice := found.keys() & own.keys():
            raise ImproperlyConfigured(f"{', '.join(sorted(twice))}: an e-mail of two floors")
        found |= own
    return found


def may_be_declined() -> dict[str, MailKind]:
    """Those that somebody may turn down, by their codes."""
    return {code: kind for code, kind in mail_kinds().items() if kind.may_be_declined}


def always_sent() -> list[MailKind]:
    """Those that nobody here can turn down."""
    kinds = mail_kinds().values()
    return [one for one in kinds if not (one.may_be_declined or one.to_an_address)]
