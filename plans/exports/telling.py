"""What a story of a document is told by, whichever file it goes into: Word's or OpenDocument's."""

from collections.abc import Sequence
from typing import Any, Protocol

from plans.blocks import Block, Run
from plans.exports.tables import Table


class Telling(Protocol):
    """`content` is what was told so far, in elements of the file's own kind."""

    content: list[Any]

    def paragraph(self, text: str, style: str = ...) -> None: ...

    def words(self, *runs: Run) -> None: ...

    def heading(self, level: int, text: str) -> None: ...

    def blocks(self, blocks: Sequence[Block], number: str = ...) -> None: ...

    def table(self, table: Table) -> None: ...

    def put_apart(self, kind: str, title: str, since: int) -> None: ...

    def contents(self) -> Any | None: ...
