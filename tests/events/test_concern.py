"""Who must take part before words, help and visits are events; what a thing does is none."""

from __future__ import annotations

import pytest

from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written


@pytest.mark.parametrize(
    "text",
    [
        "For instance, we asked groups of pupils to find uses for a brick.",
        "Asked later for an example, the minister named two villages.",
        "Most researchers agree that there is room for improvement.",
        "The telescope allowed researchers to see how galaxies grow.",
        "The launch was pushed back to October.",
        "The win gave the Harbour Cats help in the league.",
        "Speaking with the newspaper in May, the singer said she was tired.",
        "While you're here, pay a visit to the Rock Gardens of Norway.",
        "Pirate attacks in the gulf peaked in 2008.",
        "The shop has numerous bundle deals for France.",
        "An army helicopter crashed near Bergen, killing all five on board.",
        "Star goalkeeper rejects move to Marseille",
        "The rail company blamed the delays on a signal failure.",
    ],
)
def test_what_concerns_nobody_in_particular_is_no_event(text: str, parser: Parser) -> None:
    assert [e for e in events_of(written(text), parser) if e.status == "actual"] == []


@pytest.mark.parametrize(
    ("text", "type_", "status"),
    [
        ("Norway asked Peru to free the crew.", "REQUEST", "actual"),
        ("The soldiers were pushed back by the rebels.", "ASSAULT", "actual"),
        ("Norway and Peru agreed on a price for fish.", "AGREE", "actual"),
        ("The jury found the surgeon not guilty.", "SANCTION", "denied"),
        ("The court found the mayor guilty of fraud.", "SANCTION", "actual"),
        ("A militia vowed revenge.", "THREATEN", "actual"),
    ],
)
def test_what_countries_offices_and_forces_do_is_one(text: str, type_: str, status: str, parser: Parser) -> None:
    assert (type_, status) in [(e.type, e.status) for e in events_of(written(text), parser)]
