"""Which fields of a type can hold another one: what is looked for in a record or a story, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, get_args

import msgspec


@cache
def fields_with(kind: type, wanted: type) -> tuple[str, ...]:
    """Return the fields of a struct in which, however deep, a wanted type can stand; none of what is no struct.

    >>> from dateline.record import Block, Span
    >>> fields_with(Block, Span)
    ('span',)
    """
    if not issubclass(kind, msgspec.Struct):
        return ()
    return tuple(field.name for field in msgspec.structs.fields(kind) if _holds(field.type, wanted, kind))


def _holds(kind: Any, wanted: type, *above: type) -> bool:
    if kind is wanted:
        return True
    inner: Iterable[Any] = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in above:
        inner, above = (field.type for field in msgspec.structs.fields(kind)), (*above, kind)
    return any(_holds(each, wanted, *above) for each in inner)
