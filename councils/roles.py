"""Who may do what: the roles a person can hold in a council, and one table of what each allows."""

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    pass


class Role(models.TextChoices):
    AUTHOR = "author", "Report author"
    CONTRIBUTOR = "contributor", "Contributor"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"
    SECTION_151 = "section_151", "Section 151 officer"
    HEAD_OF_PAID_SERVICE = "head_of_paid_service", "Head of paid service"
    PORTFOLIO_HOLDER = "portfolio_holder", "Portfolio holder"
    CLEARING_OFFICER = "clearing_officer", "Other clearing officer"
    CABINET_MEMBER = "cabinet_member", "Cabinet member"
    DECISION_MAKER = "decision_maker", "Individual decision-maker"
    DEMOCRATIC_SERVICES = "democratic_services", "Democratic services"
    ADMINISTRATOR = "administrator", "Administrator"
    AUDITOR = "auditor", "Auditor"


class Right(StrEnum):
    READ_DRAFTS = auto()
    READ_DECISIONS = auto()
    READ_RECORD = auto()
    READ_REFUSALS = auto()
    WRITE_PLANS = auto()
    WRITE_ASSIGNED = auto()
    COMMENT = auto()
    CLEAR = auto()
    CONFIRM_SAVINGS = auto()
    PUT_TO_DECISION = auto()
    RECORD_DECISIONS = auto()
    SIGN_OFF = auto()
    DECLARE = auto()
    DECIDE = auto()
    ANSWER_MEMBERS = auto()
    PUBLISH = auto()
    SUBMIT = auto()
    MANAGE_COMMISSIONS = auto()
    MANAGE_PEOPLE = auto()
    CONFIRM_ROLES = auto()
    MANAGE_SETTINGS = auto()
    MANAGE_MEETINGS = auto()
    SET_REPORT_FORM = auto()


STATUTORY = {Role.MONITORING_OFFICER, Role.SECTION_151, Role.HEAD_OF_PAID_SERVICE}
CLEARING = STATUTORY | {Role.PORTFOLIO_HOLDER, Role.CLEARING_OFFICER}
DECIDING = {Role.CABINET_MEMBER, Role.DECISION_MAKER}
# Whoever gives one of these, or ends it, does so before the eyes of all who hold one; it takes
# effect after a wait, or once somebody else has confirmed it. An administrator is among them, or
# a second account could be made one to confirm what the first did.
GUARDED = CLEARING | DECIDING | {Role.ADMINISTRATOR}
# The council must always have these (Local Government Act 1972, s.151; 1989 Act, s.5).
NEVER_VACANT = {Role.MONITORING_OFFICER, Role.SECTION_151}

# Two roles one person may not hold at once: Local Government and Housing Act 1989, s.5(1) and (1A).
NEVER_TOGETHER = (
    {Role.MONITORING_OFFICER, Role.SECTION_151},
    {Role.MONITORING_OFFICER, Role.HEAD_OF_PAID_SERVICE},
)

# The first role named for a right is the one an act is recorded under when a person holds several.
MAY: dict[Right, tuple[Role, ...]] = {
    Right.READ_DRAFTS: (
        Role.AUTHOR,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
        Role.DEMOCRATIC_SERVICES,
        Role.AUDITOR,
    ),
    Right.READ_DECISIONS: (Role.CABINET_MEMBER, Role.DECISION_MAKER),
    Right.READ_RECORD: (
        Role.MONITORING_OFFICER,
        Role.AUDITOR,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.AUTHOR,
        Role.DEMOCRATIC_SERVICES,
    ),
    Right.READ_REFUSALS: (Role.MONITORING_OFFICER, Role.AUDITOR),
    Right.WRITE_PLANS: (Role.AUTHOR,),
    Right.WRITE_ASSIGNED: (Role.CONTRIBUTOR,),
    # On what of a plan they may read: a contributor on what is theirs to write.
    Right.COMMENT: (
        Role.AUTHOR,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
        Role.CABINET_MEMBER,
        Role.DECISION_MAKER,
        Role.CONTRIBUTOR,
    ),
    Right.CLEAR: (
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.PORTFOLIO_HOLDER,
        Role.HEAD_OF_PAID_SERVICE,
        Role.CLEARING_OFFICER,
    ),
    Right.CONFIRM_SAVINGS: (Role.SECTION_151,),
    Right.PUT_TO_DECISION: (Role.DEMOCRATIC_SERVICES, Role.AUTHOR),
    Right.RECORD_DECISIONS: (Role.DEMOCRATIC_SERVICES,),
    Right.SIGN_OFF: (Role.CABINET_MEMBER,),
    Right.DECLARE: (Role.CABINET_MEMBER, Role.DECISION_MAKER),
    Right.DECIDE: (Role.DECISION_MAKER,),
    Right.ANSWER_MEMBERS: (
        Role.AUTHOR,
        Role.DEMOCRATIC_SERVICES,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.CLEARING_OFFICER,
    ),
    Right.PUBLISH: (Role.DEMOCRATIC_SERVICES, Role.AUTHOR),
    Right.SUBMIT: (Role.AUTHOR,),
    Right.MANAGE_COMMISSIONS: (Role.AUTHOR, Role.ADMINISTRATOR),
    Right.MANAGE_PEOPLE: (Role.ADMINISTRATOR,),
    Right.CONFIRM_ROLES: (Role.ADMINISTRATOR, Role.HEAD_OF_PAID_SERVICE),
    Right.MANAGE_SETTINGS: (Role.ADMINISTRATOR,),
    Right.MANAGE_MEETINGS: (Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR),
    Right.SET_REPORT_FORM: (Role.DEMOCRATIC_SERVICES, Role.ADMINISTRATOR),
}


@dataclass(frozen=True)
class Office:
    """A role as one officer is asked in it: other clearing officers go by what they clear.

    Somebody who acts with no role of their own goes by what the record calls them. One without a
    title is of the time before titles were asked for.
    """

    role: Role
    title: str = ""

    @property
    def name(self) -> str:
        """As lists and papers print it: "Monitoring Officer", "Equality"."""
        return self.title or self.role.label

    @property
    def in_full(self) -> str:
        """As a sentence needs it: "Monitoring Officer", "Clearing officer for Equality"."""
        if self.role == Role.CLEARING_OFFICER and self.title:
            return f"Clearing officer for {self.title}"
        return self.name


def deputised(words: str, deputy: bool) -> str:
    """What somebody is called who holds an office, or stands in for whoever does."""
    return f"{words} (deputy)" if deputy else words


def capacity_in_full(role: str, title: str, deputy: bool) -> str:
    """Codes in words that explain them: "Clearing officer for Equality (deputy)"."""
    return deputised(Office(Role(role), title).in_full, deputy)
