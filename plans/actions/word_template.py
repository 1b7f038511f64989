"""The look of a council's Word files: taken from its own template, or Clearday's."""

from django.db import transaction

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Council, User, WordTemplate
from councils.record.writer import recording
from councils.roles import Right
from plans.actions.files import FileData, name_to_keep
from plans.exports.word import read_look
from web.errors import Refused
from web.file_kinds import WORD, check_file


def choose_template(
    council: Council, *, by: User, file: FileData | None = None, ours: bool = False
) -> WordTemplate:
    """Let every Word file from now on look as a template does, or as ours do again.

    Kept of the template is what its styles say, and its name. Refused for a file that is none.
    """
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_SETTINGS)
        lock_council(council)
        if file and ours:
            raise Refused("Choose a template, or Clearday’s own look: not both.", field="ours")
        if not file and not (ours and look_of(council)):
            raise Refused("Choose the template.", field="file")
        row = WordTemplate(council=council)
        if file:
            row.name, row.styles = name_to_keep(file.name), styles_of(file)
        with recording(council, actor=actor, verb="word_template_chosen", subject=council) as act:
            act.add(row)
    return row


def styles_of(file: FileData) -> str:
    try:
        check_file(file.name, file.content, (WORD,))
        return read_look(file.content)
    except Refused as why:
        raise Refused(str(why), field="file") from why


def look_of(council: Council) -> str:
    """What the council's Word files look like, for `plans.exports.word`; "" where as ours do."""
    return council.word_templates.values_list("styles", flat=True).first() or ""
