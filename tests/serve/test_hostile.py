"""Hostile requests and hostile words of sources: refused, or shown as the words they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dateline.archive import Sources
from dateline.record.source import Rights, Source, source_id
from tests.edition.editions import archive
from tests.serve.sites import client, kept

NAME = '<script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp\u202c\u200bpаypal "onload=x'


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "X-Forwarded-Scheme"]
)
def test_no_header_of_one_reader_changes_what_the_next_one_gets(site: TestClient, header: str) -> None:
    for path in ("/index.rss", "/", "/events.atom"):
        poisoned = site.get(f"{path}?{header}", headers={header: "host=evil.example"})
        assert "evil.example" not in poisoned.text
        assert site.get(f"{path}?{header}").text == poisoned.text


def test_a_feed_for_one_name_is_not_kept_for_another(site: TestClient) -> None:
    first = site.get("/index.rss", headers={"Host": "localhost:8000"}).text
    second = site.get("/index.rss", headers={"Host": "127.0.0.1:8000"}).text
    assert "http://localhost:8000/" in first
    assert "localhost" not in second


def test_fields_that_a_page_does_not_know_make_no_other_page(site: TestClient) -> None:
    assert site.get("/?utm_source=<script>&callback=evil").text == site.get("/").text


def test_what_a_feed_calls_itself_and_its_owner_are_words(tmp_path: Path) -> None:
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), list(made.stories())) as opened:
        for name in ("harbour", "copyist"):
            url = f"https://{name}.example/feed"
            Sources(opened).add(
                Source(id=source_id(url), url=url, kind="rss", title=NAME, owner=NAME, added_at="2024-03-05",
                       health="blocked", mend=NAME, rights=Rights(robots=NAME, tdm_policy="javascript:alert(1)"))
            )  # fmt: skip
        card = client(opened).get("/sources/harbour.html").text
    tree = LexborHTMLParser(card)
    assert not tree.css("img, [onload], [onerror], [href^='javascript:'], main script")
    facts = tree.css_first("dl")
    assert facts is not None
    assert "<script>alert(1)</script>" in facts.text()
    # Each override is shut in, so that it turns no letter beside it.
    assert len(tree.css("dl bdi.override")) >= 4


@pytest.mark.parametrize("query", ["q=" + "(" * 400, "q=" + "a* " * 130, "q=" + '"' * 399, "q=" + "-a " * 130])
def test_queries_made_to_be_slow_are_answered_or_refused(site: TestClient, query: str) -> None:
    assert site.get(f"/search.html?{query}").status_code in {200, 400}
