"""The page of stories: everything a reader needs is on it, and nothing that a page can break."""

from __future__ import annotations

from html.parser import HTMLParser

from dateline.exports import stories_html
from dateline.record import Record
from dateline.stories import find_news, find_stories
from tests.writing import written

FIRST = written(
    "Two lorry drivers died when a road bridge near Mostar fell on Tuesday, police in Mostar said.\n\n"
    "The engineer Dino Hadrović had warned of <b>cracks</b> in the piers, his office said.",
    published="2024-05-07",
    headline="Two die as bridge falls near Mostar",
    url="https://one.example/bridge",
)
SECOND = written(
    "At least three people died when the bridge outside Mostar gave way on Tuesday.\n\n"
    "Dino Hadrović, an engineer, said that he had found cracks in its piers in March.",
    published="2024-05-08",
    headline="Bridge outside Mostar gives way",
    url="https://two.example/bridge",
)
TWIN = written(
    "Two lorry drivers died when the road bridge at Nitra fell during a storm on Tuesday, police in Nitra said.",
    published="2024-05-07",
    headline="Two die as bridge falls near Nitra",
    url="javascript:alert(1)",
)


def page(*records: Record, since: str | None = None) -> str:
    stories = find_stories(records)
    by_id = {record.id: record for record in records}
    news = [] if since is None else find_news(stories, by_id, since)
    return stories_html(stories, by_id, news=news, since=since)


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids += [named["id"]] if "id" in named else []
        link = named.get("href", "")
        self.targets += [link[1:]] if link.startswith("#") else []
        self.outside += [value for name, value in named.items() if name in {"src", "srcset", "data"}]


def test_accounts_that_differ_stand_side_by_side_with_their_words() -> None:
    found = page(FIRST, SECOND)
    assert "2 independent reports" in found
    assert "Accounts differ" in found
    assert ">at least 3<" in found
    assert "Two lorry drivers died when a road bridge near Mostar fell on Tuesday" in found


def test_it_says_why_reports_stand_together_and_why_not() -> None:
    found = page(FIRST, SECOND, TWIN)
    assert "both open with" in found
    assert "their openings share no name" in found
    assert "Not to be confused with" in found


def test_what_is_new_is_marked_and_stands_first() -> None:
    found = page(FIRST, SECOND, TWIN, since="2024-05-08")
    assert "New since 8 May 2024:" in found
    assert "<del>2</del> <ins>at least 3</ins>" in found
    assert found.index("Mostar") < found.index("Nitra")


def test_words_of_a_page_are_never_markup_and_its_address_never_a_script() -> None:
    found = page(FIRST, TWIN)
    assert "<b>cracks" not in found
    assert 'href="javascript:' not in found


def test_each_id_is_given_once_every_link_leads_somewhere_and_nothing_is_fetched() -> None:
    ids = Ids()
    ids.feed(page(FIRST, SECOND, TWIN))
    assert len(ids.ids) == len(set(ids.ids))
    assert set(ids.targets) <= set(ids.ids)
    assert ids.outside == []


def test_no_stories_make_a_page_too() -> None:
    assert "0 stories" in stories_html([], {})


def test_the_same_stories_make_the_same_page() -> None:
    assert page(FIRST, SECOND) == page(SECOND, FIRST)
