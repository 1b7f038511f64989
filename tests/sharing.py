"""How two and more workers share the tests: by file, and all that a browser walks as one file."""

import pytest
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser/"


class BrowserTogether(LoadFileScheduling):
    """One worker walks through the product; another would have to walk all of it once more."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


def longest_first(items: list[pytest.Item]) -> None:
    """The browser's tests are few and long: begun last, they would be waited for by all."""
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSER))
