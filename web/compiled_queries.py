"""Queries that Django puts together once: kept as SQL, and asked again with other values."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from web import lookups as lookups  # for those who write queries here

Values = ParamSpec("Values")
Row = TypeVar("Row")
# Shapes of one query: each is a choice that the code makes, so there are a handful.
SHAPES = 64


def prepared(build: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """The rows of the query that `build` returns, as a list; Django puts the query together once.

    What `build` is called with is not the values but their places in the query, so it only hands
    them on to lookups. Where the query itself depends on something, that is a parameter after the
    `*`, hashable, which `build` is given as it is. A value may not be None, which equals nothing
    in SQL; a list is compared by `any` (see `web.lookups`). Rows of `values_list` are tuples.

    >>> @prepared
    ... def passages_of(plan: int, theme: int, *, last_first: bool) -> QuerySet[Passage]:
    ...     found = Passage.objects.filter(plan=plan, theme=theme)
    ...     return found.order_by("-place" if last_first else "place")
    """
    parameters = signature(build).parameters.values()
    places = [one.name for one in parameters if one.kind is not Parameter.KEYWORD_ONLY]
    make: Callable[..., QuerySet[Any, Row]] = build

    @lru_cache(SHAPES)
    def shaped(**shape: Any) -> "Statement":
        return Statement(make(*(BoundValue(name) for name in places), **shape))

    @wraps(build)
    def rows(*values: Any, **shape: Any) -> list[Row]:
        if None in values:
            raise ValueError(f"{build.__name__} was asked with None")
        return shaped(**shape).rows(dict(zip(places, values, strict=True)))

    return rows


class BoundValue(Expression):
    """Stands in a query for a value that is known when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        return "%s", [self]


class CompiledQuery(Query):
    """A query whose SQL is known."""

    compiled: SQLCompiler

    def get_compiler(self, *args: Any, **how: Any) -> SQLCompiler:
        return self.compiled


@dataclass(frozen=True)
class Statement:
    """One shape of a query; its SQL is made when it is first asked."""

    queryset: QuerySet[Any]

    @cached_property
    def known(self) -> QuerySet[Any]:
        """The query as it is asked, once it carries its compiler."""
        asked: Any = self.queryset.all()
        asked.query = asked.query.chain(klass=CompiledQuery)
        # Of a query of values, Django takes dictionaries to be wanted when it is set.
        asked._iterable_class = self.queryset._iterable_class
        return asked

    @cached_property
    def compiled(self) -> tuple[SQLCompiler, str, tuple[Any, ...]] | None:
        """Django's compiler with the SQL it made and what goes with it; None if no row can fit."""
        # Compiling writes in the query for a while: a copy, as two threads may ask at once.
        compiler: Any = self.queryset.query.clone().get_compiler(self.queryset.db)
        try:
            return compiler, *compiler.as_sql()
        except EmptyResultSet:
            return None
        finally:
            # A compiler belongs to a connection, and so to one thread; this one stays.
            compiler.connection = None

    def rows(self, values: dict[str, Any]) -> list[Any]:
        if self.compiled is None:
            return []
        made, sql, parameters = self.compiled
        given = [values[one.name] if isinstance(one, BoundValue) else one for one in parameters]
        compiler: Any = copy(made)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *args, **how: (sql, given)
        check_may_lock(compiler)
        asked: Any = self.known.all()
        asked.query.compiled = compiler
        return list(asked)


def check_may_lock(compiler: SQLCompiler) -> None:
    """As Django does when it compiles: outside a transaction a lock would hold nothing."""
    if compiler.query.select_for_update and compiler.connection.get_autocommit():
        raise TransactionManagementError("Rows are locked in a transaction.")
