"""Addresses of the drafting room."""

from django.urls import path, register_converter

from plans.assignments import MODELS
from plans.item_types import ItemTypeConverter
from plans.models import Comment, Passage
from plans.sheets.kinds import SheetConverter
from plans.views import (
    adding,
    assignments,
    beginnings,
    comments,
    commissions,
    guest_entry,
    guest_pages,
    guests,
    imports,
    items,
    marking,
    passages,
    plans,
    questions,
    replacing,
    returned,
    rounds,
    savings,
    second_import,
    sheets,
    splitting,
    stashes,
    suggestions,
    suggestions_together,
    text,
    themes,
    versions,
    word_template,
    writing,
)
from plans.views import results as views_results
from plans.views.items import item_list


class GivenConverter:
    """A paragraph, a theme or a question that somebody was given, in an address."""

    regex = "|".join(MODELS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KindConverter:
    """A paragraph or a heading, in an address."""

    regex = "|".join(Passage.Kind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class AboutConverter:
    """What a comment may be about, in an address."""

    regex = "|".join(Comment.About.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AboutConverter, "about")
register_converter(ItemTypeConverter, "list")
register_converter(SheetConverter, "sheet")
register_converter(KindConverter, "kind")
register_converter(GivenConverter, "given")

PLAN = "<slug:council>/plans/<slug:plan>"

urlpatterns = [
    # For whoever has no account: what follows /key/ is in no line of a log.
    path("guest/key/<str:key>/", guest_entry.guest_link, name="guest_link"),
    path("guest/key/<str:key>/code/", guest_entry.guest_code, name="guest_code"),
    path("guest/left/", guest_entry.guest_left, name="guest_left"),
    path("guest/<int:link>/", guest_pages.guest_part, name="guest_part"),
    path("guest/<int:link>/add/", guest_pages.guest_add, name="guest_add"),
    path("guest/<int:link>/leave/", guest_entry.guest_leave, name="guest_leave"),
    path(
        "guest/<int:link>/passages/<int:passage>/",
        guest_pages.guest_passage,
        name="guest_passage",
    ),
    path(
        "guest/<int:link>/passages/<int:passage>/comment/",
        guest_pages.guest_comment,
        name="guest_comment",
    ),
    path("guest/<int:link>/comments/<int:comment>/", guest_pages.guest_reply, name="guest_reply"),
    path(
        "guest/<int:link>/passages/<int:passage>/stash/",
        guest_pages.guest_stash,
        name="guest_stash",
    ),
    path(
        "guest/<int:link>/passages/<int:passage>/unsaved/",
        guest_pages.guest_stash_settle,
        name="guest_stash_settle",
    ),
    path("<slug:council>/start/", plans.plan_start, name="plan_start"),
    path("<slug:council>/settings/word/", word_template.word_template, name="word_template"),
    path("<slug:council>/commissions/", commissions.commissions, name="commissions"),
    path("<slug:council>/commissions/read/", commissions.commission_read, name="commission_read"),
    path("<slug:council>/commissions/add/", commissions.commission_add, name="commission_add"),
    path("<slug:council>/commissions/<slug:slug>/", commissions.commission, name="commission"),
    path(
        "<slug:council>/commissions/<slug:slug>/letter/",
        commissions.commission_letter,
        name="commission_letter",
    ),
    path(
        "<slug:council>/commissions/<slug:slug>/copy/",
        commissions.commission_copy,
        name="commission_copy",
    ),
    path(
        "<slug:council>/commissions/<slug:slug>/change/",
        commissions.commission_change,
        name="commission_change",
    ),
    path(
        "<slug:council>/savings-confirmers/", savings.savings_confirmers, name="savings_confirmers"
    ),
    path(
        "<slug:council>/savings-confirmers/<int:named>/end/",
        savings.savings_confirmer_end,
        name="savings_confirmer_end",
    ),
    path(f"{PLAN}/settings/", plans.plan_settings, name="plan_settings"),
    path(f"{PLAN}/commission/", plans.plan_commission, name="plan_commission"),
    path(f"{PLAN}/write/", text.plan_write, name="plan_write"),
    path(f"{PLAN}/page/", writing.page_write, name="page_write"),
    path(f"{PLAN}/page/left/", writing.page_left, name="page_left"),
    path(f"{PLAN}/page/here/", writing.page_presence, name="page_presence"),
    path(f"{PLAN}/replace/", replacing.plan_replace, name="plan_replace"),
    path(f"{PLAN}/ready/", marking.plan_ready, name="plan_ready"),
    path(f"{PLAN}/read/", text.plan_read, name="plan_read"),
    path(f"{PLAN}/draft.pdf", text.plan_draft_pdf, name="plan_draft_pdf"),
    path(f"{PLAN}/draft.docx", text.plan_draft_docx, name="plan_draft_docx"),
    path(f"{PLAN}/draft.odt", text.plan_draft_odt, name="plan_draft_odt"),
    path(f"{PLAN}/import/", imports.import_text, name="import"),
    path(f"{PLAN}/import/<int:kept>/", imports.import_review, name="import_review"),
    path(f"{PLAN}/import/<int:kept>/changes/", imports.import_changes, name="import_changes"),
    path(f"{PLAN}/import/<int:kept>/lines/", imports.import_lines, name="import_lines"),
    path(f"{PLAN}/import/<int:kept>/merge/", second_import.import_merge, name="import_merge"),
    path(f"{PLAN}/import/<int:kept>/replace/", second_import.import_replace, name="import_replace"),
    path(f"{PLAN}/introduction/", passages.part, name="introduction"),
    path(f"{PLAN}/introduction/add/<kind:kind>/", adding.passage_add, name="introduction_add"),
    path(f"{PLAN}/themes/add/", themes.theme_add, name="theme_add"),
    path(f"{PLAN}/themes/<int:theme>/", passages.part, name="theme"),
    path(f"{PLAN}/themes/<int:theme>/add/<kind:kind>/", adding.passage_add, name="passage_add"),
    path(f"{PLAN}/themes/<int:theme>/edit/", themes.theme_edit, name="theme_edit"),
    path(f"{PLAN}/themes/<int:theme>/move/", themes.theme_move, name="theme_move"),
    path(f"{PLAN}/themes/<int:theme>/remove/", themes.theme_remove, name="theme_remove"),
    path(f"{PLAN}/passages/<int:passage>/", passages.passage, name="passage"),
    path(f"{PLAN}/passages/<int:passage>/move/", passages.passage_move, name="passage_move"),
    path(f"{PLAN}/passages/<int:passage>/remove/", passages.passage_remove, name="passage_remove"),
    path(f"{PLAN}/passages/<int:passage>/split/", splitting.passage_split, name="passage_split"),
    path(f"{PLAN}/passages/<int:passage>/join/", splitting.passage_join, name="passage_join"),
    path(f"{PLAN}/passages/<int:passage>/stash/", stashes.passage_stash, name="passage_stash"),
    path(f"{PLAN}/passages/<int:passage>/unsaved/", stashes.stash_settle, name="stash_settle"),
    path(f"{PLAN}/who/", assignments.assignments, name="assignments"),
    path(f"{PLAN}/who/<given:given>/<str:key>/", assignments.assignment, name="assignment"),
    path(
        f"{PLAN}/who/<given:given>/<str:key>/ask/",
        assignments.assignment_nudge,
        name="assignment_nudge",
    ),
    path(f"{PLAN}/who/links/send/", guests.guest_send, name="guest_send"),
    path(f"{PLAN}/who/links/<int:link>/again/", guests.guest_again, name="guest_again"),
    path(f"{PLAN}/who/links/<int:link>/take-back/", guests.guest_take_back, name="guest_take_back"),
    path(f"{PLAN}/unsaved/new/", beginnings.beginning_keep, name="beginning_keep"),
    path(f"{PLAN}/unsaved/new/settle/", beginnings.beginning_settle, name="beginning_settle"),
    path(f"{PLAN}/unsaved/", stashes.unsaved, name="unsaved"),
    path(f"{PLAN}/comments/", comments.comments, name="comments"),
    path(
        f"{PLAN}/comments/add/<about:about>/<int:thing>/", comments.comment_add, name="comment_add"
    ),
    path(f"{PLAN}/comments/<int:comment>/", comments.comment, name="comment"),
    path(f"{PLAN}/comments/<int:comment>/settle/", comments.comment_settle, name="comment_settle"),
    path(f"{PLAN}/suggestions/", suggestions.suggestions, name="suggestions"),
    path(
        f"{PLAN}/suggestions/for/<int:passage>/", suggestions.suggestion_add, name="suggestion_add"
    ),
    path(
        f"{PLAN}/suggestions/of/<int:person>/accept/",
        suggestions_together.suggestions_accept,
        name="suggestions_accept",
    ),
    path(
        f"{PLAN}/suggestions/of/<int:person>/refuse/",
        suggestions_together.suggestions_refuse,
        name="suggestions_refuse",
    ),
    path(
        f"{PLAN}/suggestions/beside/<int:passage>/",
        suggestions_together.suggestions_beside,
        name="suggestions_beside",
    ),
    path(f"{PLAN}/suggestions/<int:suggestion>/", suggestions.suggestion, name="suggestion"),
    path(
        f"{PLAN}/suggestions/<int:suggestion>/accept/",
        suggestions.suggestion_accept,
        name="suggestion_accept",
    ),
    path(
        f"{PLAN}/suggestions/<int:suggestion>/refuse/",
        suggestions.suggestion_refuse,
        name="suggestion_refuse",
    ),
    path(f"{PLAN}/rounds/", rounds.word_rounds, name="word_rounds"),
    path(f"{PLAN}/rounds/send/", rounds.word_round_send, name="word_round_send"),
    path(f"{PLAN}/rounds/came-back/", returned.returned_review, name="returned_review"),
    path(f"{PLAN}/rounds/<int:number>/", rounds.word_round, name="word_round"),
    path(f"{PLAN}/rounds/<int:number>/came-back/", returned.returned, name="returned"),
    path(f"{PLAN}/rounds/<int:number>/end/", rounds.word_round_end, name="word_round_end"),
    path(
        f"{PLAN}/rounds/<int:number>/copies/<int:copy>/plan.docx",
        rounds.copy_docx,
        name="copy_docx",
    ),
    path(
        f"{PLAN}/rounds/<int:number>/copies/<int:copy>/ask/",
        rounds.copy_wanted,
        name="copy_wanted",
    ),
    path(
        f"{PLAN}/rounds/<int:number>/copies/<int:copy>/excuse/",
        rounds.copy_excuse,
        name="copy_excuse",
    ),
    path(f"{PLAN}/questions/", questions.questions, name="questions"),
    path(f"{PLAN}/questions/cover/<str:theme>/", questions.theme_cover, name="theme_cover"),
    path(f"{PLAN}/questions/<str:key>/", questions.question, name="question"),
    path(f"{PLAN}/questions/<str:key>/write/", adding.question_write, name="question_write"),
    path(f"{PLAN}/versions/", versions.versions, name="versions"),
    path(f"{PLAN}/versions/make/", versions.version_make, name="version_make"),
    path(f"{PLAN}/versions/compare/", versions.versions_compare, name="versions_compare"),
    path(f"{PLAN}/versions/<int:number>/", versions.version, name="version"),
    path(f"{PLAN}/versions/<int:number>/plan.pdf", versions.version_pdf, name="version_pdf"),
    path(f"{PLAN}/versions/<int:number>/plan.docx", versions.version_docx, name="version_docx"),
    path(f"{PLAN}/versions/<int:number>/plan.odt", versions.version_odt, name="version_odt"),
    path(f"{PLAN}/versions/<int:number>/plan.html", versions.version_html, name="version_html"),
    path(f"{PLAN}/versions/<int:number>/plan.json", versions.version_json, name="version_json"),
    path(f"{PLAN}/evidence/<int:item>/file/", items.evidence_file, name="evidence_file"),
    path(f"{PLAN}/commitments/<int:item>/savings/", views_results.savings, name="savings"),
    path(f"{PLAN}/savings/", savings.savings_confirm, name="savings_confirm"),
    path(f"{PLAN}/metrics/<int:item>/results/", views_results.results, name="results"),
    path(f"{PLAN}/metrics/<int:item>/results/<int:result>/", views_results.result, name="result"),
    path(f"{PLAN}/<list:kind>/", item_list, name="items"),
    path(f"{PLAN}/<list:kind>/add/", items.item_add, name="item_add"),
    path(f"{PLAN}/<sheet:kind>/list.csv", sheets.list_as_csv, name="list_csv"),
    path(f"{PLAN}/<sheet:kind>/list.xlsx", sheets.list_as_xlsx, name="list_xlsx"),
    path(f"{PLAN}/<sheet:kind>/spreadsheet/", sheets.sheet, name="sheet"),
    path(
        f"{PLAN}/<sheet:kind>/spreadsheet/<int:act>/take-back/",
        sheets.sheet_take_back,
        name="sheet_take_back",
    ),
    path(f"{PLAN}/<list:kind>/<int:item>/", items.item, name="item"),
    path(f"{PLAN}/<list:kind>/<int:item>/move/", items.item_move, name="item_move"),
    path(f"{PLAN}/<list:kind>/<int:item>/remove/", items.item_remove, name="item_remove"),
]
