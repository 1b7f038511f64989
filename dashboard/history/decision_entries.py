"""What steps, decisions and members' statements say on the page of their act."""

from collections.abc import Iterator

from approvals.decisions.notice import decider_label
from approvals.decisions.record_shown import known_in_words, lines_answered, lines_told
from approvals.decisions.recorders import BY_ITS_AUTHOR, recorded_by_author
from approvals.models import (
    Amendment,
    AmendmentSettled,
    CallIn,
    CallInOutcome,
    CallInPeriod,
    CallInRuling,
    Decision,
    DecisionStep,
    Declaration,
    Delegation,
    DelegationHolder,
    FollowUp,
    FollowUpDischarge,
    FollowUpWithdrawal,
    MemberAnswer,
    MemberStatement,
    NoticeException,
    Resolution,
    Signature,
    StepDecider,
    StepPaper,
    Vote,
)
from dashboard.history.lines import Line, entry_line, of_version
from plans.access import plan_url
from web.dates import day_in_words, moment_in_words


def decision_step(row: DecisionStep) -> Iterator[Line]:
    yield entry_line("Put to", row.body)
    yield entry_line("For", row.get_kind_display())
    route = "" if row.route == DecisionStep.Route.NOT_KNOWN else row.get_route_display()
    yield entry_line("They are", route)
    yield entry_line("With it", row.title)
    yield entry_line("Under", row.under.words if row.under else "")
    yield entry_line("Decided again after", str(row.reconsiders) if row.reconsiders else "")
    on = "To be decided on" if row.is_of_people else "Meeting"
    yield entry_line(on, day_in_words(row.meets_on))
    yield entry_line("Agenda item", row.item)
    key = "" if row.key_decision is None else known_in_words(row.key_decision)
    yield entry_line("A key decision", key)
    if row.round:
        yield of_version(row.round.version)


def decision_entry(row: Decision) -> Iterator[Line]:
    yield entry_line("Outcome", row.get_outcome_display())
    yield entry_line(decider_label(row), f"{row.step.body}{row.on_its_day}")
    yield entry_line("Corrects", f"{row.corrects}{row.corrects.on_its_day}" if row.corrects else "")
    yield entry_line("What was recorded wrongly", row.corrects_why)
    if row.version:
        yield of_version(row.version)
    yield entry_line("Amendments", row.amendments)
    yield entry_line("Agenda item", row.item)
    yield entry_line("Minute", row.minute)
    yield entry_line("Minutes", row.minute_link, row.minute_link)
    yield entry_line("Proposed by", row.proposer)
    yield entry_line("Seconded by", row.seconder)
    yield entry_line("Voting", row.voting)
    yield entry_line("Voted for", counted(row.votes_for))
    yield entry_line("Voted against", counted(row.votes_against))
    yield entry_line("Abstained", counted(row.votes_abstained))
    silent = "The minute does not say" if row.voting_not_recorded else ""
    yield entry_line("How members voted", silent)
    yield entry_line("Reasons", row.reasons)
    yield entry_line("Options rejected", row.options_rejected)
    yield entry_line("Interests", "None were declared" if row.nothing_declared else "")
    not_said = "The minute does not say" if row.interests_not_recorded else ""
    yield entry_line("Whether interests were declared", not_said)
    yield entry_line("Dispensations", row.dispensations)
    yield entry_line("Call-in", "It applies" if row.call_in_applies else "")
    yield entry_line("Exempt from call-in", row.call_in_exempt_why)
    yield entry_line("Call-in, as the record has it", row.get_call_in_display())
    yield entry_line("Takes effect on", day_in_words(row.effective_from))
    yield entry_line("Consulted", row.consulted)
    if row.from_the_record:
        yield from (entry_line(*line) for line in (*lines_answered(row), *lines_told(row)))
    yield entry_line("To be decided on", day_in_words(row.next_meets_on))
    yield entry_line("Recorded", BY_ITS_AUTHOR if recorded_by_author(row) else "")
    yield entry_line("Entered", "From the record of the meeting" if row.from_the_record else "")
    yield entry_line(
        "Decision notice", "Read it", plan_url("decision", row.step.plan, row.step.place)
    )


def resolution_entry(row: Resolution) -> Iterator[Line]:
    about = f", about: {row.get_about_display()}" if row.about else ""
    yield entry_line(f"{row.number}. {row.get_verb_display()}{about}", row.words or "Not known")


def amendment_entry(row: Amendment) -> Iterator[Line]:
    yield entry_line(f"{row.number}. {row.heading}", row.words)
    yield entry_line("Its wording", row.get_wording_display() or "Not known whether they are exact")
    yield entry_line("To be drafted by", row.drafted_by)
    yield entry_line("Moved by", row.moved_by)
    yield entry_line("Seconded by", row.seconded_by)


def amendment_settled(row: AmendmentSettled) -> Iterator[Line]:
    made = row.amendment
    yield entry_line(f"Amendment {made.number}: {made.heading}", made.words)
    yield entry_line("Made by", f"{made.decision.step.body}{made.decision.on_its_day}")


def delegation_entry(row: Delegation) -> Iterator[Line]:
    yield entry_line("Under", row.resolution.words)
    yield entry_line("They may", row.scope_in_words)
    yield entry_line("They act", row.together_in_words)
    yield entry_line("In consultation with", row.consulting)
    yield entry_line("On these conditions", row.conditions)
    yield entry_line("Ends with", day_in_words(row.until))
    yield entry_line("Reported back", row.report_back)


def delegation_holder(row: DelegationHolder) -> Iterator[Line]:
    yield entry_line("To", row.title)


def step_decider(row: StepDecider) -> Iterator[Line]:
    yield entry_line("Named to decide", str(row))


def signature(row: Signature) -> Iterator[Line]:
    yield entry_line("Signed by", str(row.decider))
    yield entry_line("Decided", row.get_outcome_display())
    yield entry_line("Of the words with reference", row.digest[:8])
    yield entry_line("Reasons", row.reasons)
    yield entry_line("Alternatives rejected", row.options_rejected)
    yield entry_line("Consulted", row.consulted)
    yield entry_line("Exempt from call-in because", row.call_in_exempt_why)
    yield entry_line("To be decided on", day_in_words(row.next_meets_on))


def call_in_period(row: CallInPeriod) -> Iterator[Line]:
    yield entry_line("Decision notice published on", day_in_words(row.notice_on))
    yield entry_line("Call-in ends", moment_in_words(row.ends_at))
    yield entry_line("Takes effect on", day_in_words(row.effective_from))
    yield entry_line("Another day than is counted because", row.why)


def step_paper(row: StepPaper) -> Iterator[Line]:
    step = row.step
    yield entry_line(row.get_kind_display(), step.heading)
    yield entry_line("Issued here as", row.name)
    yield entry_line("Made by", row.made_by)
    yield entry_line("Published on", day_in_words(row.published_on) or "Not known")
    yield entry_line("Address", row.address, row.address)
    yield entry_line("What it says, or why", row.words)
    yield entry_line("Agreed by", row.agreed_by)
    yield entry_line("Whom to ask", row.contact)
    yield entry_line("Who may call it in", row.call_in_by)
    withheld = f"Under {row.withheld_under}: {row.withheld_why}" if row.withheld_under else ""
    yield entry_line("Parts not for publication", withheld)
    if row.file_id:
        address = plan_url("step_paper_file", step.plan, step.place, row.pk)
        yield entry_line("File", "Download it", address)


def notice_exception(row: NoticeException) -> Iterator[Line]:
    yield entry_line(row.get_kind_display(), str(row.step or row.round))
    yield entry_line("Agreed by", row.agreed_by)
    given = row.kind == NoticeException.Kind.GENERAL_EXCEPTION
    yield entry_line("Notice given on" if given else "Agreed on", day_in_words(row.on))
    yield entry_line("Why", row.why)


def follow_up(row: FollowUp) -> Iterator[Line]:
    made = row.decision
    yield entry_line("After", f"{made}{made.on_its_day}")
    yield entry_line(row.get_kind_display(), row.words)
    yield entry_line("By", row.owed_by)
    yield entry_line("To", row.owed_to)
    yield entry_line("Due by", day_in_words(row.due_on) or "Not known")
    known = "What was recorded before, without this day" if row.supersedes_id else ""
    yield entry_line("Said anew", known)
    yield entry_line("The executive received it on", day_in_words(row.received_on))


def follow_up_discharge(row: FollowUpDischarge) -> Iterator[Line]:
    yield entry_line("Done", row.words)
    yield entry_line("By this paper", f"{row.paper}, of {row.paper.step.heading}")


def follow_up_withdrawal(row: FollowUpWithdrawal) -> Iterator[Line]:
    yield entry_line("What was a mistake", str(row.follow_up or row.discharge))
    yield entry_line("Why", row.why)


def declaration_entry(row: Declaration) -> Iterator[Line]:
    yield entry_line(row.member, row.interest)
    yield entry_line("Kind", row.get_kind_display() if row.kind else "Not known")
    yield entry_line("What they did", row.part_in_words)
    yield entry_line("Dispensation", row.dispensation_in_words)


def vote_entry(row: Vote) -> Iterator[Line]:
    yield entry_line(row.member, row.get_way_display())


def counted(votes: int | None) -> str:
    return "" if votes is None else str(votes)


def member_statement(row: MemberStatement) -> Iterator[Line]:
    yield entry_line("Member", row.member.name)
    yield entry_line("Said", row.get_kind_display())
    yield entry_line("In their words", row.words)
    yield entry_line("Dispensation", row.dispensation_in_words)
    if row.corrects:
        said = (row.corrects.get_kind_display(), row.corrects.words)
        yield entry_line("What it corrects", ": ".join(filter(None, said)))
    yield entry_line("Of the words with reference", row.plan_digest[:8])
    yield entry_line("Meeting", str(row.step))


def member_answer(row: MemberAnswer) -> Iterator[Line]:
    yield entry_line("Question", f"{row.question.member.name}: {row.question.words}")
    yield entry_line("Answer", row.words)
    yield entry_line("Answered by", row.by.name)


def call_in(row: CallIn) -> Iterator[Line]:
    yield entry_line("Of", f"{row.decision}{row.decision.on_its_day}")
    yield entry_line("Received", moment_in_words(row.received_at) if row.received_at else "")
    yield entry_line("Called in by", ", ".join(row.names))
    yield entry_line("Grounds", row.grounds)
    yield entry_line("Goes to", row.body)


def call_in_ruling(row: CallInRuling) -> Iterator[Line]:
    yield entry_line("Of", str(row.call_in))
    yield entry_line("Valid", "Yes" if row.valid else "No")
    yield entry_line("Who decided that", row.decided_by)
    yield entry_line("Why", row.why)


def call_in_outcome(row: CallInOutcome) -> Iterator[Line]:
    yield entry_line("Of", str(row.call_in))
    yield entry_line("What came of it", row.get_came_display())
    yield entry_line("When", day_in_words(row.on))
    yield entry_line("What was said or recommended", row.words)
    yield entry_line("Minute", row.minute)
