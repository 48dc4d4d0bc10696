"""Whom a phrase names: what the words and the record say, and no more."""

from __future__ import annotations

import pytest

from dateline.events import find_actor
from dateline.resources.parsing import Parser
from tests.events.reading import with_names
from tests.writing import written


@pytest.mark.parametrize(
    ("phrase", "country", "sectors"),
    [("Russian police", "RUS", ("COP",)), ("the rebels", None, ("REB",)), ("the blue table", None, ())],
)
def test_a_phrase_gives_what_its_words_say(
    phrase: str, country: str | None, sectors: tuple[str, ...], parser: Parser
) -> None:
    who = find_actor(with_names(written(phrase), parser), parser)
    assert who is not None
    assert (who.country, who.sectors) == (country, sectors)
