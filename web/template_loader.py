"""Templates indented by one space: the rest is for those who read them, and a quarter of a page."""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader


class Unindented(Loader):
    """Ours, from `templates/`. E-mails keep their white space, which people see."""

    def get_contents(self, origin: Origin) -> str:
        words = super().get_contents(origin)
        return re.sub(r"\n[ \t]+", "\n ", words) if origin.name.endswith(".html") else words
