"""A story's lead is prose, from a whole article where there is one."""

from __future__ import annotations

from dateline.stories import find_stories
from tests.writing import written


def test_a_notice_or_a_date_does_not_lead_a_story() -> None:
    notice = "This live page is closed.\n\n8 March 2024, 16:45"
    text = f"{notice}\n\nHigh water closed the quays of Sligo for nine hours on Friday night."
    [story] = find_stories([written(text, headline="Sligo floods", published="2024-03-09")])
    assert story.lead is not None
    assert story.lead.words == "High water closed the quays of Sligo for nine hours on Friday night."


def test_a_report_of_short_sentences_still_has_a_lead() -> None:
    [story] = find_stories([written("It rained. It stopped.", headline="Rain", published="2024-03-09")])
    assert story.lead is not None
    assert story.lead.words == "It rained."
