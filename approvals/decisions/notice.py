"""The record of a decision: what was decided, why, what was rejected, who declared what.

Which record the law asks for, and which parts it has, is in `approvals.papers.duties`.
"""

from collections.abc import Iterator

from approvals.clearance.queries import newest_responses
from approvals.decisions.amendment_paper import amendment_sections
from approvals.decisions.duty import decides_something, duty_of
from approvals.decisions.interests import particulars
from approvals.decisions.notice_shown import key_and_late
from approvals.decisions.record_shown import lines_answered, lines_told
from approvals.decisions.recorders import BY_ITS_AUTHOR, recorded_by_author
from approvals.decisions.report_paper import (
    answer_in_words,
    disowned_section,
    objections,
    officers_advice,
)
from approvals.decisions.votes import named_votes, voting_in_words
from approvals.models import Decision, Delegation, Dispensation, MemberStatement, Signature, Vote
from approvals.papers.duties import Duty, Part
from approvals.papers.paper import Paper, Section
from approvals.reports.document import parse_report
from web.dates import day_in_words, london_day, moment_in_words

NOT_KNOWN = "Not known: the record that was entered does not show it."
NONE = "None recorded."
SILENT = "Not recorded."
NO_WORDS = "the record does not have its words."
NOT_SAID = "It is not recorded whether this can be called in."
NOT_IN_RECORD = "Not recorded: the record does not say whether interests were declared."
NOT_IN_MINUTE = "Not recorded: the minute does not say whether interests were declared."
# Parts that are read here alone, and are in nothing that is issued to the public.
RECORD_SHOWN = "What the record shows"
CORRECTED = "Corrected or withdrawn by members themselves"
# What stands here of a step that decided nothing: no notice, and no parts that a law asks for.
NO_NOTICE = "What was resolved"


def decision_notice(decision: Decision, duty: Duty | None = None) -> Paper:
    """The record owed of a decision; what an older one does not show is said to be not known."""
    step = decision.step
    duty = duty or duty_of(decision)
    return Paper(
        council=step.plan.council.name,
        kind=duty.name or NO_NOTICE,
        title=step.plan.title,
        identity=identity_of(decision),
        name=f"Version {decision.version.number}" if decision.version else "",
        reference=decision.version.reference if decision.version else "",
        opening=notice_opening(decision, duty),
        sections=(
            *correction_section(decision),
            *(parts_owed(decision, duty) if duty.is_owed else parts_shown(decision)),
            Section("When it takes effect", text=when_it_takes_effect(decision)),
            *record_section(decision),
            *emailed_section(decision),
            *disowned_section(decision.step.round),
        ),
    )


def parts_owed(decision: Decision, duty: Duty) -> Iterator[Section]:
    """The parts of the record that the law asks for, numbered; beneath the first what was said."""
    texts = {
        Part.REASONS: decision.reasons or reasons_of_the_report(decision),
        Part.OPTIONS: decision.options_rejected or not_shown(decision),
        Part.INTERESTS: interests_declared(decision),
        Part.DISPENSATIONS: dispensations(decision),
    }
    for number, (part, heading) in enumerate(duty.parts, start=1):
        if part == Part.DECISION:
            yield from decided_sections(decision, f"{number}. {heading}")
        else:
            yield Section(f"{number}. {heading}", text=texts[part], part=part)
        if part == Part.INTERESTS:
            yield from corrected_section(decision)


def parts_shown(decision: Decision) -> Iterator[Section]:
    """What was resolved where nothing was decided, and what the minute has beside it."""
    yield from decided_sections(decision, "What was resolved")
    if decision.reasons:
        yield Section("Reasons", text=decision.reasons)
    yield Section("Interests declared", text=interests_declared(decision))
    yield from corrected_section(decision)


def decided_sections(decision: Decision, heading: str) -> Iterator[Section]:
    """Who decided what, how it was amended, what was left to whom, and which officers objected."""
    resolved = numbered_resolutions(decision)
    facts = notice_facts(decision)
    yield Section(heading, facts=facts, numbered=resolved, part=Part.DECISION)
    yield from amendment_sections(decision)
    yield from delegation_section(decision)
    yield from objections_section(decision)


def identity_of(decision: Decision) -> str:
    """Which words were decided on; a record may show a decision before there were any."""
    if decision.version is None:
        return "No text of the plan was before them"
    return f"Version {decision.version.number}, reference {decision.version.reference}"


def correction_section(decision: Decision) -> tuple[Section, ...]:
    """That what stands here was recorded wrongly, or what it stands in the place of, and why."""
    later: Decision | None = getattr(decision, "corrected_by", None)
    if later is not None:
        said = (("What counts", in_a_line(later)), ("Why", later.corrects_why))
        return (Section("This was recorded wrongly, and is corrected", facts=said),)
    if decision.corrects is None:
        return ()
    said = (("Recorded first", in_a_line(decision.corrects)), ("Why", decision.corrects_why))
    return (Section("This corrects what was recorded first", facts=said),)


def in_a_line(decision: Decision) -> str:
    """ "Noted by Cabinet on 9 July 2024, recorded on 11 July 2024"."""
    recorded = day_in_words(london_day(decision.recorded_at))
    return f"{decision}{decision.on_its_day}, recorded on {recorded}"


def record_section(decision: Decision) -> tuple[Section, ...]:
    """What an older record is asked beside these parts, and what else it shows."""
    if not decision.from_the_record:
        return ()
    facts = lines_answered(decision) + lines_told(decision)
    return (Section(RECORD_SHOWN, facts=facts),)


def objections_section(decision: Decision) -> tuple[Section, ...]:
    """Which officers objected to what was decided, beneath it."""
    round_ = decision.step.round
    return tuple(objections(officers_advice(round_))) if round_ else ()


def emailed_section(decision: Decision) -> tuple[Section, ...]:
    """Clearances that rest on an e-mail, and on whoever recorded it."""
    round_ = decision.step.round
    lines = [
        f"- {asked.office.in_full}: {answer_in_words(answer)}"
        for asked, answer in (newest_responses(round_) if round_ else ())
        if answer and answer.email_id
    ]
    return (Section("Clearances by e-mail", text="\n".join(lines)),) if lines else ()


def reasons_of_the_report(decision: Decision) -> str:
    """What was agreed as put rests on the report's reasons, and these are said to be its own."""
    round_ = decision.step.round
    given = parse_report(round_.report.document).reasons if round_ else ""
    if not given or not decision.endorses:
        return not_shown(decision)
    where = "with the decision" if decision.step.is_of_people else "at the meeting"
    return f"None were recorded {where}. The report put to it gives these:\n\n{given}"


def notice_opening(decision: Decision, duty: Duty) -> str:
    """Why there is no notice, and that the decision was made before the product was used."""
    none = f"{duty.why_none} No notice of it is issued." if duty.why_none else ""
    if not decision.from_the_record:
        return none
    return f"{none} " * bool(none) + (
        "Entered from the record: the decision was made before this record was kept here. "
        f"It was entered on {day_in_words(london_day(decision.recorded_at))}."
    )


def decider_label(decision: Decision) -> str:
    """Who advised or scrutinised did not decide."""
    return "Said by" if decision.outcome in Decision.ADVICE else "Decided by"


def recorded_in_words(decision: Decision) -> str:
    """By its author, or afterwards; of what democratic services recorded on the day, nothing.

    Who recorded it is in the history: a notice may become public.
    """
    author = BY_ITS_AUTHOR if recorded_by_author(decision) else ""
    return ". ".join(filter(None, (author, decision.stated_afterwards_publicly)))


def notice_facts(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Who decided what and when, with the evidence; what nobody knows is said too."""
    unrecorded = "Not known" if decision.from_the_record else "Not recorded"
    votes = "" if decision.step.is_of_people else "Not known"
    names = named_votes(decision)
    known = [
        ("Outcome", decision.get_outcome_display()),
        (decider_label(decision), decision.step.body),
        ("Date", day_in_words(decision.decided_on) or unrecorded),
        ("Signed by", signed_in_words(decision)),
        ("Recorded", recorded_in_words(decision)),
        ("Agenda item", decision.item),
        ("Record" if decision.step.is_of_people else "Minute", decision.minute),
        ("Record at" if decision.step.is_of_people else "Minutes at", decision.minute_link),
        ("Proposed by", decision.proposer),
        ("Seconded by", decision.seconder),
        ("Consulted", decision.consulted),
        ("Voting", voting_in_words(decision, names) or votes),
        *((f"{Vote.Way(way).label}, by name", "; ".join(names[way])) for way in names),
        ("To be decided on", day_in_words(decision.next_meets_on)),
        *key_and_late(decision.step),
    ]
    return tuple((label, value) for label, value in known if value)


def signed_in_words(decision: Decision) -> str:
    """Who signed which words, and when; "" of what a meeting decided, or was signed on paper."""
    rows = Signature.objects.filter(decider__step=decision.step) if decision.step.is_signed else ()
    return "\n".join(
        f"{one.decider}, {moment_in_words(one.at)}"
        for one in (rows and rows.select_related("decider__person"))
    )


def numbered_resolutions(decision: Decision) -> tuple[str, ...]:
    return tuple(
        f"**{limb.get_verb_display()}**: {limb.words or NO_WORDS}"
        for limb in decision.resolutions.all()
    )


def delegation_section(decision: Decision) -> tuple[Section, ...]:
    """What a resolution left to others, on which terms."""
    limbs = decision.resolutions.select_related("delegation").prefetch_related(
        "delegation__holders"
    )
    given = [power for limb in limbs if (power := getattr(limb, "delegation", None))]
    return tuple(
        Section(f"Left to {power}", facts=facts_of_power(power), level=3) for power in given
    )


def facts_of_power(power: Delegation) -> tuple[tuple[str, str], ...]:
    """A power on its terms; what the resolution does not say is left out."""
    known = [
        ("They may", power.scope_in_words),
        ("They act", power.together_in_words),
        ("In consultation with", power.consulting),
        ("On these conditions", power.conditions),
        ("The power ends with", day_in_words(power.until)),
        ("They report back", power.report_back),
    ]
    return tuple((label, value) for label, value in known if value)


def interests_declared(decision: Decision) -> str:
    """ "None were declared" is a fact; where nobody knows, it is not said."""
    rows = [
        f"- {one.member}: {one.interest} ({particulars(one)})"
        for one in decision.declarations.all()
    ]
    if rows:
        return "\n".join(rows)
    if decision.interests_not_recorded:
        return NOT_IN_RECORD if decision.step.is_of_people else NOT_IN_MINUTE
    return "No interests were declared." if decision.nothing_declared else NOT_KNOWN


def corrected_section(decision: Decision) -> tuple[Section, ...]:
    """What members corrected or withdrew on their own page, beside what the minute has."""
    said = MemberStatement.objects.filter(step=decision.step, corrects__isnull=False)
    lines = [
        f"- {one.member.name}, {moment_in_words(one.at)}, {one.get_kind_display().lower()}"
        f"{in_brackets(one.dispensation_in_words)}: {one.words}"
        for one in said.select_related("member").order_by("pk")
    ]
    return (Section(CORRECTED, text="\n".join(lines), level=3),) if lines else ()


def in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def dispensations(decision: Decision) -> str:
    """What the minute says of them; that nobody was given one is said, and silence is not that."""
    declared = list(decision.declarations.all())
    given = [
        f"- {one.member}: {one.dispensation_in_words}"
        for one in declared
        if one.dispensed_by in Dispensation.given()
    ]
    if given or decision.dispensations:
        return "\n\n".join(filter(None, (decision.dispensations, "\n".join(given))))
    if declared and all(one.dispensed_by == Dispensation.NONE for one in declared):
        return "There were none."
    return NOT_KNOWN if decision.from_the_record else SILENT


def not_shown(decision: Decision) -> str:
    return NOT_KNOWN if decision.from_the_record else NONE


def when_it_takes_effect(decision: Decision) -> str:
    """Whether the decision can be called in, and from when it stands."""
    effective = day_in_words(decision.takes_effect_on)
    stands = f"Takes effect on {effective}." if effective else ""
    if decision.from_the_record and decision.call_in:
        said = f"{decision.get_call_in_display()}{call_in_ends(decision)}."
        why = decision.call_in_exempt_why.strip()
        return " ".join(filter(None, (said, why, stands)))
    if decision.call_in_exempt_why:
        why = decision.call_in_exempt_why.strip().rstrip(".")
        return f"Exempt from call-in: {why}. {stands}{why_another_day(decision)}".strip()
    if decision.call_in_applies:
        until, why = call_in_ends(decision), why_another_day(decision)
        if decision.awaits_its_notice:
            return "Call-in applies. It begins with the day this notice is published."
        if not until and not stands:
            return "Call-in applies. Until when is not counted: no day of its notice is recorded."
        return f"Call-in applies{until}. {stands}{why}".strip()
    if decision.from_the_record:
        return stands or NOT_KNOWN
    reviewed = decision.outcome == Decision.Outcome.REVIEWED
    undecided = decision.outcome in Decision.UNDECIDED and not decides_something(decision)
    if reviewed or undecided:
        return stands or "Nothing was decided that could be called in."
    open_question = decision.outcome in Decision.UNDECIDED or decision.step.under
    if open_question and decision.step.plan.council.call_in_applies:
        return with_its_power(decision) or stands or NOT_SAID
    return f"Call-in does not apply. {stands}".strip()


def with_its_power(decision: Decision) -> str:
    """A use of a power stands no sooner than the decision that gave it."""
    gave = decision.step.under.decision if decision.step.under else None
    if gave is None or not gave.stands_from:
        return ""
    day = day_in_words(gave.stands_from)
    return f"It takes effect with the decision that gave the power: on {day}. {NOT_SAID}"


def call_in_ends(decision: Decision) -> str:
    """ " until 18 July 2024, 5:15pm", where its last moment is known."""
    period = decision.period
    return f" until {moment_in_words(period.ends_at)}" if period and period.ends_at else ""


def why_another_day(decision: Decision) -> str:
    """ " This is another day than is counted: …"."""
    period = decision.period
    if period is None or not period.why:
        return ""
    return f" That is another day than the council’s rules count: {period.why.strip().rstrip('.')}."
