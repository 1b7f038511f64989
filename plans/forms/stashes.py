"""What a page sends while somebody types."""

from plans.forms.base import RevisionField, RichTextField
from web.forms.base import BaseForm


class StashForm(BaseForm):
    """The words so far, as long as the field they are typed into may be, and what was shown."""

    seen = RevisionField(min_value=0, max_value=2**31 - 1)
    body = RichTextField(required=False)
