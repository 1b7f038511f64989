"""Where each page of the access table lies, in a council that has one of everything."""

from django.urls import reverse

from approvals.models import (
    ClearanceResponse,
    FollowUp,
    FollowUpDischarge,
    LodgedAmendment,
    MemberStatement,
    StepPaper,
    SubmissionReceipt,
)
from councils.record.models import Act
from plans.access import plan_url
from plans.guest_keys import key_of
from plans.models import Comment, GuestLink, Passage, Plan
from tests import access
from tests.plan_makers import World


def addresses_in(world: World) -> dict[str, str]:
    """By name of the page; the lists of a plan take turns."""
    of_plan, asked, of_council = named_in_plan(world), asked_of(world), named_in_council(world)
    slug = world.council.slug
    found = {
        name: world.at(name, *of_plan.get(name, [])) + asked.get(name, "")
        for name in access.PLAN_PAGES
    }
    found |= {
        name: reverse(name, args=[slug, *of_council.get(name, [])]) for name in access.COUNCIL_PAGES
    }
    return found | {
        name: reverse(name) for name in (*access.PUBLIC, *access.OWN, *access.OWN_FORMS)
    }


def addresses_of_guests(link: GuestLink) -> dict[str, str]:
    """By name of the page, of somebody without an account."""
    key, passage = key_of(link), int(link.part)
    rest: dict[str, list[object]] = {
        "guest_link": [key],
        "guest_code": [key],
        "guest_left": [],
        "guest_passage": [link.pk, passage],
        "guest_comment": [link.pk, passage],
        "guest_reply": [link.pk, Comment.objects.get(about="passage", key=passage).pk],
        "guest_stash": [link.pk, passage],
        "guest_stash_settle": [link.pk, passage],
    }
    names = (*access.GUEST_PAGES, *access.GUEST_POSTS, *access.GUEST_WAYS)
    return {name: reverse(name, args=rest.get(name, [link.pk])) for name in names}


def addresses_of_decided(plan: Plan) -> dict[str, str]:
    """By name of the page, of a plan cleared, once by e-mail, decided, published and sent once."""
    paper = StepPaper.objects.filter(step__plan=plan, file__isnull=False).latest("pk")
    rest = {
        "clearance_email": [
            ClearanceResponse.objects.exclude(email=None).get(asked__round__plan=plan).pk
        ],
        "clearance_remind": [plan.rounds.latest("number").asked.earliest("pk").pk],
        "answer_question": [MemberStatement.objects.questions_of(plan).get().pk],
        **of_amendments(plan),
        "receipt_file": [1, SubmissionReceipt.objects.get(submission__plan=plan).pk],
        "extension_file": [plan.extensions.get().pk],
        "step_paper_file": [paper.step.place, paper.pk],
    }
    of_a_step = ("decision", "notice_day", "notice_pdf", "notice_docx", "notice_odt")
    of_a_step += ("notice_copy", "report_issued_odt")
    of_a_step += ("report_issued", "report_issued_pdf", "report_issued_docx", "report_issued_copy")
    of_a_step += ("step_papers", "statement_issue", "follow_ups")
    rest |= {name: [paper.step.place] for name in of_a_step} | of_what_is_to_be_done(plan)
    numbered = ("sent_email", "sent_pdf", "send_again", "stop_sending", "acknowledge")
    rest |= {name: [1] for name in numbered}
    found = {name: plan_url(name, plan, *rest.get(name, [])) for name in access.DECIDED_PAGES}
    lists = {
        "published_councils": reverse("published_councils"),
        "published": reverse("published", args=[plan.council.slug]),
    }
    pages = (name for name in access.PUBLISHED if name not in lists)
    place = {name: [paper.step.place] for name in access.ISSUED}
    public = {name: plan_url(name, plan, *place.get(name, [])) for name in pages}
    return found | lists | public


def of_amendments(plan: Plan) -> dict[str, list[object]]:
    """What these pages' addresses name beside the plan: the first that was lodged."""
    first = LodgedAmendment.objects.filter(step__plan=plan).earliest("number")
    return {
        "amendment_lodge": [first.passage],
        "amendment_withdraw": [first.pk],
        "amendment_advise": [first.pk],
    }


def of_what_is_to_be_done(plan: Plan) -> dict[str, list[int | str]]:
    """What these pages' addresses name beside the plan; one thing is done, and one waits."""
    waits = FollowUp.objects.filter(decision__step__plan=plan, withdrawal=None).latest("pk")
    done = FollowUpDischarge.objects.filter(paper__step__plan=plan, withdrawal=None).latest("pk")
    of_it: list[int | str] = [done.paper.step.place, done.paper.pk]
    return {
        "follow_up_day": [waits.decision.step.place, f"follow_up-{waits.pk}"],
        "follow_up_withdraw": [waits.decision.step.place, waits.pk],
        "paper_discharges": of_it,
        "discharge_take_back": [*of_it, done.pk],
    }


def named_in_plan(world: World) -> dict[str, list[object]]:
    """What the address of each such page names beside its plan: read once for all of them."""
    theme, passage, version = world.theme.pk, world.paragraph.pk, world.version.number
    return {
        "import_review": [world.kept.pk],
        "import_changes": [world.marked.pk],
        "import_lines": [world.kept.pk],
        "import_merge": [world.kept.pk],
        "import_replace": [world.kept.pk],
        "introduction_add": ["paragraph"],
        "theme": [theme],
        "passage_add": [theme, "heading"],
        "theme_edit": [theme],
        "theme_move": [theme],
        "theme_remove": [world.empty_theme.pk],
        "passage": [world.assigned.pk],
        "passage_stash": [world.assigned.pk],
        "stash_settle": [world.assigned.pk],
        "assignment": ["question", world.given.question],
        "assignment_nudge": ["question", world.given.question],
        "guest_again": [world.link.pk],
        "guest_take_back": [world.link.pk],
        "question_write": [world.given.question],
        "passage_move": [passage],
        "passage_remove": [passage],
        "passage_split": [world.opening.pk],
        "passage_join": [world.opening.pk],
        "comment": [world.comment.pk],
        "comment_settle": [world.comment.pk],
        "comment_add": ["passage", world.assigned.pk],
        "suggestion_add": [world.assigned.pk],
        "suggestion": [world.suggestion.pk],
        "suggestion_accept": [world.suggestion.pk],
        "suggestion_refuse": [world.suggestion.pk],
        "suggestions_accept": [world.author.pk],
        "suggestions_refuse": [world.author.pk],
        "suggestions_beside": [world.assigned.pk],
        "word_round": [world.round.number],
        "word_round_end": [world.round.number],
        "returned": [world.round.number],
        "copy_docx": [world.round.number, 1],
        "copy_wanted": [world.round.number, 1],
        "copy_excuse": [world.round.number, 1],
        "thing_history": ["passage", passage],
        "put_back": [first_act(world.paragraph), "passage", passage],
        "theme_cover": ["1"],
        "question": ["1.1"],
        "version": [version],
        "version_pdf": [version],
        "version_docx": [version],
        "version_odt": [version],
        "version_html": [version],
        "version_json": [version],
        "evidence_file": [world.evidence.pk],
        "savings": [world.commitment.pk],
        "results": [world.metric.pk],
        "result": [world.metric.pk, world.result.pk],
        "updates": [world.commitment.pk],
        "commitment_end": [world.commitment.pk],
        "items": ["barriers"],
        "item_add": ["evidence"],
        "item": ["commitments", world.commitment.pk],
        "item_move": ["metrics", world.metric.pk],
        "list_csv": ["metrics"],
        "list_xlsx": ["commitments"],
        "sheet": ["figures"],
        "sheet_take_back": ["figures", world.sheet.sequence],
        "item_remove": ["figures", world.spare_figure.pk],
        "act": [Act.objects.filter(plan=world.plan.pk).latest("sequence").sequence],
    }


def asked_of(world: World) -> dict[str, str]:
    """What is asked of these pages in their address."""
    return {
        "plan_replace": "?find=e&words=E",
        "beginning_keep": f"?theme={world.theme.pk}&question={world.given.question}",
    }


def first_act(passage: Passage) -> int:
    """The number of the act that added it."""
    return Passage.history.filter(id=passage.pk).earliest("history_id").act.sequence


def named_in_council(world: World) -> dict[str, list[object]]:
    """What the address of each such page names beside its council."""
    appointment = world.council.appointments.get(person=world.writer).pk
    return {
        "commission": [world.own.slug],
        "commission_letter": [world.own.slug],
        "commission_copy": ["productivity-2024"],
        "commission_change": [world.own.slug],
        "council_act": [1],
        "savings_confirmer_end": [world.confirmer.pk],
        "appointment": [appointment],
        "appointment_end": [appointment],
        "appointment_invite": [appointment],
        "appointment_account": [appointment],
        "appointment_confirm": [appointment],
        "day_off_remove": [world.council.days_off.earliest("pk").pk],
        "meeting_change": [world.meeting.pk],
        "meeting_cancel": [world.meeting.pk],
        "meeting_restore": [world.cancelled.pk],
    }
