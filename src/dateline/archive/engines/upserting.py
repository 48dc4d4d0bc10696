"""Insert, or else: spelled alike by both databases, in two modules of SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or(
    connection: Connection,
    table: Table,
    values: Mapping[str, Any],
    *,
    keys: Sequence[str] | None = None,
    update: Mapping[str, Any] | None = None,
) -> Any:
    """Return the statement that inserts a row, or updates the one with the same keys; without ``update`` leaves it.

    ``keys`` are the table's primary key where they are not given.
    """
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement: Any = insert(table).values(**values)
    columns = [table.c[key] for key in keys] if keys is not None else list(table.primary_key)
    if update is None:
        return statement.on_conflict_do_nothing(index_elements=columns)
    return statement.on_conflict_do_update(index_elements=columns, set_=dict(update))


@cache
def putting(dialect: str, table: Table, *renewed: str) -> Any:
    """Return the statement that inserts the rows it is given, or renews these columns of the ones with the same keys.

    Made once: putting a statement together takes longer than running it.
    """
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement: Any = insert(table)
    keys = list(table.primary_key)
    if not renewed:
        return statement.on_conflict_do_nothing(index_elements=keys)
    given = {name: statement.excluded[name] for name in renewed}
    return statement.on_conflict_do_update(index_elements=keys, set_=given)
