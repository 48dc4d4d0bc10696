"""What is new in a story since a given time."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.stories import find_news, find_stories
from tests.stories.test_stories import BRIDGE, BRIDGE_ELSEWHERE, told

AT_NINE = told("one", BRIDGE.text, "2024-05-07T09:00+02:00", "Two die as bridge collapses near Mostar")
AT_NOON = told("two", BRIDGE_ELSEWHERE.text, "2024-05-07T12:00+02:00", "Bridge outside Mostar gives way")
RECORDS = {record.id: record for record in (AT_NINE, AT_NOON)}


def test_later_reports_their_claims_and_changed_figures_are_new() -> None:
    (news,) = find_news(find_stories([AT_NINE, AT_NOON]), RECORDS, "2024-05-07T08:00Z")
    assert (news.reports, news.independent, news.opened) == ((AT_NOON.id,), 1, False)
    assert news.claims == ("claim-number-killed-3+",)
    (changed,) = news.changed
    assert (changed.before, changed.after) == (("claim-number-killed-2",), ("claim-number-killed-3+",))


def test_a_story_of_new_reports_alone_is_new_itself() -> None:
    (news,) = find_news(find_stories([AT_NINE, AT_NOON]), RECORDS, "2024-05-07")
    assert news.opened
    assert news.changed == ()


def test_a_story_without_news_is_not_told_of() -> None:
    assert find_news(find_stories([AT_NINE, AT_NOON]), RECORDS, "2024-05-08") == []


@pytest.mark.parametrize(("published", "is_new"), [("2024-05-07", True), ("2024-05-06", False), (None, False)])
def test_a_report_of_that_day_may_be_new_and_an_undated_one_is_not(published: str | None, is_new: bool) -> None:
    record = told("one", BRIDGE.text, published)
    assert bool(find_news(find_stories([record]), {record.id: record}, "2024-05-07T18:00Z")) == is_new


def test_a_time_that_is_none_is_named_with_the_mend() -> None:
    with pytest.raises(InputError, match="give a day such as"):
        find_news([], {}, "last week")
