"""What people do with a plan's words and lists, as the record keeps it and as people read it."""

from councils.record.sentences import Verb

VERBS = {
    "plan_started": Verb("started {subject}"),
    # Of whatever kind the subject is: a paragraph, a theme, a figure, a commitment.
    "added": Verb("added {subject}"),
    "edited": Verb("edited {subject}"),
    "edited_together": Verb(
        "edited {subject}, together with what was changed on {as_of}", moments=("as_of",)
    ),
    "moved": Verb("moved {subject}"),
    "removed": Verb("removed {subject}"),
    "passage_split": Verb("split in two {subject}"),
    "passages_joined": Verb("joined with the paragraph that followed it {subject}"),
    "marked_ready": Verb("marked as ready paragraphs of {subject}"),
    "ready_taken_back": Verb("took back from paragraphs that they are ready, in {subject}"),
    # Of a paragraph, a theme or a question; who has it is among what the act changed.
    "part_assigned": Verb("gave to somebody to write {subject}"),
    "assigned": Verb("gave to somebody to write parts of {subject}"),
    "assignment_changed": Verb("changed who is to write, or by when, {subject}"),
    "assignment_taken_back": Verb("took back from who was to write it {subject}"),
    "writer_nudged": Verb("asked by e-mail after {subject}"),
    "link_sent": Verb("sent {subject}, who has no account here"),
    "link_sent_again": Verb("sent anew {subject}"),
    "link_taken_back": Verb("took back {subject}"),
    "link_opened": Verb("opened, with the code that was sent to them, {subject}"),
    "passage_put_back": Verb("put back {subject}"),
    "thing_put_back": Verb("put back {subject}"),
    "text_put_back": Verb("put back {subject} as it was on {as_of}", moments=("as_of",)),
    "words_replaced": Verb("replaced words in {subject}"),
    "text_brought_in": Verb("brought text from “{file}” into {subject}", told=("file",)),
    "text_merged": Verb("merged text from “{file}” into {subject}", told=("file",)),
    "text_replaced": Verb(
        "put text from “{file}” in place of all that stood in {subject}", told=("file",)
    ),
    # The code of a list is what pages call it.
    "sheet_brought_in": Verb(
        "brought rows of “{file}” into the {list} of {subject}", told=("file", "list")
    ),
    "sheet_taken_back": Verb(
        "took back what a spreadsheet brought on {as_of} into the {list} of {subject}",
        told=("list",),
        moments=("as_of",),
    ),
    "theme_covered": Verb("covered at theme level {subject}"),
    "question_settled": Verb("settled {subject}"),
    "version_made": Verb("made {subject}"),
    "comment_made": Verb("wrote a {subject}"),
    "comment_answered": Verb("replied to the {subject}"),
    "comment_resolved": Verb("resolved the {subject}"),
    "comment_reopened": Verb("reopened the {subject}"),
    "suggestion_made": Verb("made a {subject}"),
    "suggestion_accepted": Verb("accepted the {subject}"),
    "suggestion_refused": Verb("refused the {subject}"),
    "suggestion_withdrawn": Verb("withdrew the {subject}"),
    "suggestions_accepted": Verb("accepted suggestions for {subject}"),
    "suggestions_refused": Verb("refused suggestions for {subject}"),
    "suggestions_settled": Verb("settled suggestions for {subject}"),
    "round_sent": Verb("sent out {subject}"),
    "copy_wanted": Verb("asked by e-mail for an answer to {subject}"),
    "copy_excused": Verb("gave up waiting for an answer to {subject}"),
    "round_closed": Verb("ended {subject}"),
    "round_brought_back": Verb("brought in what came back of {subject}"),
    "savings_set": Verb("set the savings of {subject}"),
    "savings_confirmed": Verb("confirmed savings of {subject}"),
    "savings_confirmer_named": Verb("named, to confirm savings, {subject}"),
    "savings_confirmer_ended": Verb("ended, as confirming savings, {subject}"),
    "result_recorded": Verb("recorded a result of {subject}"),
    "result_corrected": Verb("corrected a result of {subject}"),
    "commission_added": Verb("added {subject}"),
    "commission_copied": Verb("copied {subject}"),
    "commission_changed": Verb("changed {subject}"),
    "plan_follows_commission": Verb("moved {subject} to new words of its commission"),
}
