"""IPTC Media Topics: codes, names, and the top-level topic of each."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.resources.tables import read_table

_CODE = re.compile(r"(?:medtop:|/mediatopic/)?([0-9]{8})\Z")


class Topic(NamedTuple):
    """One of the seventeen top-level Media Topics."""

    code: str
    name: str
    """IPTC's own."""
    short: str
    """A word or three for a line on a terminal."""


@cache
def topics() -> dict[str, Topic]:
    """Return the top-level topics by code, in the order of their codes."""
    return {code: Topic(code, name, short) for code, name, short in read_table("sections", "topics", columns=3)}


@cache
def _above() -> dict[str, str]:
    return {code: top for code, top, _ in read_table("sections", "subtopics", columns=3)}


@cache
def _by_name() -> dict[str, str]:
    # A name of one word ("sport") is any site's desk; the long ones are IPTC's alone.
    return {topic.name.casefold(): topic.code for topic in topics().values() if " " in topic.name}


def top_of(code: str) -> str | None:
    """Return the top-level topic of a Media Topic: "medtop:20000344", its address, or its code alone.

    IPTC's own name of a top-level topic will do too, if it is of several words. None for what is no Media Topic
    that we know.
    """
    found = _CODE.search(code.strip())
    if found is None:
        return _by_name().get(code.strip().casefold())
    return found[1] if found[1] in topics() else _above().get(found[1])
