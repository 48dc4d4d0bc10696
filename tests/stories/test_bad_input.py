"""What a night of bad pages brings: bounded work, no story made of nothing."""

from __future__ import annotations

import msgspec
import pytest

from dateline.record import Record
from dateline.stories import StoryTracker, find_copies, find_stories
from dateline.stories.copies import LINKS
from dateline.stories.tracker import LOOKED_AT
from tests.stories.test_stories import BRIDGE, BRIDGE_ELSEWHERE, TWIN, groups, told
from tests.writing import written


def numbered(number: int, text: str, published: str | None = "2024-05-07", outlet: str = "outlet") -> Record:
    url = f"https://{outlet}{number}.example/page"
    return written(text, published=published, headline=f"Notice {number}", url=url)


def test_ten_thousand_copies_of_one_text_are_one_report() -> None:
    body = " ".join(f"word{place}" for place in range(30))
    records = [numbered(number, body) for number in range(10_000)]
    (story,) = find_stories(records)
    assert (story.independent_reports, len(story.records)) == (1, 10_000)
    assert len(story.copies) < len(records)


def test_copies_that_stream_in_are_one_story_in_bounded_work() -> None:
    body = " ".join(f"word{place}" for place in range(40))
    records = [numbered(number, f"{body} {number}") for number in range(300)]
    fetched: list[str] = []
    known = {record.id: record for record in records}

    def fetch(record: str) -> Record:
        fetched.append(record)
        return known[record]

    stream = StoryTracker(fetch)
    stream.add(records, at="2024-05-07")
    assert len(set(stream.ledger.story_of.values())) == 1
    assert len(fetched) <= LOOKED_AT * len(records)


def test_near_copies_are_told_beside_a_few_of_them() -> None:
    body = [f"The lock at Ghent was closed again on day {place} for the repair of gate {place}." for place in range(12)]
    records = [numbered(number, "\n\n".join([*body, f"Lock keeper {number} signed."])) for number in range(60)]
    copies = find_copies(records)
    assert len(copies) <= LINKS * len(records)
    assert len(find_stories(records)) == 1


def test_fifty_editions_of_one_live_page_are_one_report() -> None:
    lines = [
        f"At {place % 24}:00 the water at the gauge of Ghent stood at {place * 3} centimetres." for place in range(60)
    ]
    first = written(
        "\n\n".join(lines[:10]), published="2024-05-07", headline="Floods, live", url="https://a.example/live"
    )
    editions = [first]
    for number in range(1, 50):
        text = "\n\n".join(lines[: 10 + number])
        edition = written(text, published="2024-05-07", headline="Floods, live", url="https://a.example/live")
        modified = msgspec.structs.replace(edition.article, modified=edition.article.published)
        editions.append(msgspec.structs.replace(edition, article=modified))
    (story,) = find_stories(editions)
    assert (story.independent_reports, len(story.records)) == (1, 50)
    assert len(story.timeline) <= 40


def test_pages_of_boilerplate_alone_are_no_copies_of_one_another_s_news() -> None:
    notice = "Subscribe to our letter for the news of the day, and read more from our writers on this page."
    pages = [
        written(f"{notice}\n\n{notice}", published="2024-05-07", headline="More", url=f"https://a.example/{number}")
        for number in range(40)
    ]
    stories = find_stories([*pages, BRIDGE, BRIDGE_ELSEWHERE])
    assert frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id}) in groups(stories)
    assert sum(len(story.records) for story in stories) == 42


@pytest.mark.parametrize("text", ["", "🙂", "\u200b\u200e", "Closed.", "…", "—" * 500, "\n\n\n"])
def test_an_empty_page_or_one_of_a_line_breaks_nothing(text: str) -> None:
    records = [told("empty", text, None), BRIDGE, BRIDGE_ELSEWHERE]
    assert frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id}) in groups(find_stories(records))
    stream = StoryTracker({record.id: record for record in records}.__getitem__)
    stream.add(records, at="2024-05-07")
    assert stream.ledger.story_of[BRIDGE.id] == stream.ledger.story_of[BRIDGE_ELSEWHERE.id]


@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31", "1970-01-01"])
def test_a_page_with_no_date_or_a_wrong_one_leaves_the_others_as_they_are(published: str | None) -> None:
    stray = told("stray", TWIN.text, published, "Two die as bridge collapses near Nitra")
    stories = find_stories([stray, BRIDGE, BRIDGE_ELSEWHERE])
    assert groups(stories) == {frozenset({stray.id}), frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id})}


def test_the_window_of_a_stream_is_bounded_in_time_and_number() -> None:
    def day(number: int) -> list[Record]:
        return [
            written(
                f"The council of Town{number}x{place} met on Monday and chose Mayor Okoro{number}x{place} to lead it.",
                published=None,
                headline=f"Town{number}x{place} chooses",
                url=f"https://a{number}x{place}.example/",
            )
            for place in range(40)
        ]

    known: dict[str, Record] = {}
    stream = StoryTracker(known.__getitem__, window_days=3)
    seen = []
    for number in range(12):
        records = day(number)
        known |= {record.id: record for record in records}
        stream.add(records, at=f"2024-05-{number + 1:02}")
        seen.append(stream.hot)
    assert max(seen) == seen[-1] == 4 * 40
