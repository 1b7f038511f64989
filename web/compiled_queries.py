"""Queries that Django puts together once: kept as SQL, and asked again with other values."""

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from inspect import Parameter, signature
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg import sql

from web import lookups as lookups  # for those who write queries here

Values = ParamSpec("Values")
Row = TypeVar("Row")
# Shapes of one query: each is a choice that the code makes, so there are a handful.
SHAPES = 64
# A place for a value in SQL that Django made, or a percent sign that is one.
PLACE = re.compile("%[s%]")
# What stands in SQL as anybody would write it there; a value of any other kind is sent beside it.
WRITTEN_OUT = (str, int, bool, type(None))


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


@dataclass(frozen=True)
class ModelRows:
    """How rows become models, as Django makes them: what is the same each time looked up once."""

    model: type[Model]
    names: list[str]
    columns: slice
    related: list[Any]
    beside: list[tuple[str, int]]

    @classmethod
    def of(cls, compiler: Any) -> "ModelRows":
        select, made = compiler.select, compiler.klass_info
        populators: Any = get_related_populators
        columns = slice(made["select_fields"][0], made["select_fields"][-1] + 1)
        return cls(
            made["model"],
            [column.target.attname for column, *_ in select[columns]],
            columns,
            populators(made, select, compiler.using),
            list((compiler.annotation_col_map or {}).items()),
        )

    def made_of(self, row: Sequence[Any], using: str) -> Model:
        one = self.model.from_db(using, self.names, row[self.columns])
        for other in self.related:
            other.populate(row, one)
        for name, place in self.beside:
            setattr(one, name, row[place])
        return one


@dataclass(frozen=True)
class Compiled:
    """What Django made of a query: its SQL, the values in it, and how its rows are read."""

    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any]
    models: ModelRows | None


@dataclass(frozen=True)
class Statement:
    """One shape of a query; its SQL is made when it is first asked."""

    queryset: QuerySet[Any]

    @cached_property
    def compiled(self) -> Compiled | None:
        """None if no row can fit."""
        # Compiling writes in the query for a while: a copy, as two threads may ask at once.
        compiler: Any = self.queryset.query.clone().get_compiler(self.queryset.db)
        try:
            made, values = compiler.as_sql()
        except EmptyResultSet:
            return None
        kind = self.queryset._iterable_class
        if kind not in (ModelIterable, ValuesListIterable):
            raise TypeError("A prepared query has rows of a model, or of values_list.")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        models = ModelRows.of(compiler) if kind is ModelIterable else None
        # A compiler belongs to a connection, and so to one thread; this one stays.
        compiler.connection = None
        return Compiled(compiler, *with_written_out(made, values), converters, models)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        made = self.compiled
        if made is None:
            return []
        using = self.queryset.db
        connection = connections[using]
        check_may_lock(self.queryset.query, connection)
        given = [
            values[one.name] if isinstance(one, BoundValue) else one for one in made.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(made.sql, given)
            found: Iterable[Any] = cursor.fetchall()
        if made.converters:
            compiler = copy(made.compiler)
            compiler.connection = connection
            found = compiler.apply_converters(found, made.converters)
        if made.models is None:
            width = made.compiler.col_count
            return [tuple(row[:width]) for row in found]
        return self.watched([made.models.made_of(row, using) for row in found])

    def watched(self, rows: list[Any]) -> list[Any]:
        """The rows as a queryset's own, which fetches what belongs to them beside.

        And for whoever watches what querysets have read.
        """
        known: Any = self.queryset
        asked: Any = QuerySet(known.model, known.query, known.db)
        asked._iterable_class = lambda _, **how: rows
        asked._prefetch_related_lookups = known._prefetch_related_lookups
        return list(asked)


def with_written_out(made: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """SQL with what is the same at each asking written in it, and the values that are not.

    The driver then need not turn it into text each time, and PostgreSQL plans with it.
    """
    left = iter(values)
    sent: list[Any] = []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        value = next(left)
        if isinstance(value, WRITTEN_OUT):
            # A choice of a model's is its code.
            plain = str(value) if isinstance(value, str) else value
            return sql.Literal(plain).as_string().replace("%", "%%")
        sent.append(value)
        return found[0]

    return PLACE.sub(place, made), tuple(sent)


def check_may_lock(query: Query, connection: Any) -> None:
    """As Django does when it compiles: outside a transaction a lock would hold nothing."""
    if query.select_for_update and connection.get_autocommit():
        raise TransactionManagementError("Rows are locked in a transaction.")
