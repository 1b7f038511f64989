"""`any`: a column's value is one of an array's, as one parameter however long the array is.

Where `in` writes a statement for each number of values, this is the same for all: Django puts it
together once (see `web.compiled_queries`), and PostgreSQL plans it once. Of a subquery that is an
array, it takes the values first.
"""

from typing import Any

from django.db.models import Field, ForeignKey, Lookup


@ForeignKey.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, parameters = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            values, more = compiler.compile(self.rhs)
            return f"{column} = ANY({values})", [*parameters, *more]
        return f"{column} = ANY(%s)", [*parameters, list(self.rhs)]
