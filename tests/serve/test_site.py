"""The site shows the edition's pages, gives them as data, and can only be read."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from dateline.archive import Watches
from dateline.edition import build_edition
from dateline.edition.building import LINES, MANIFEST, Manifest
from dateline.record import Story, evidence, record_id
from dateline.serve.app import HEADERS
from tests.edition.editions import archive, read
from tests.serve.sites import client, kept

KINDS = [
    *("", "stories.html", "stories/story-a.html", "events.html", "sources.html", "corrections.html", "method.html"),
    *("places/geonames-3099434.html", "speakers/hanna-brzoza.html", "sources/harbour.html"),
    *("search.html", "search.html?q=crane", "index.html?since=2024-03-01", "nothing.html"),
]


def text_of(page: str) -> str:
    body = LexborHTMLParser(page).body
    assert body is not None
    return " ".join(body.text(separator=" ").split())


def without_forms(page: str) -> str:
    """A page without what only a server can do: forms, feeds, the link for the next visit."""
    for pattern in (
        r"<form.*?</form>\n", r'<p class="small end"><a href="[^"]*\?since=.*?</p>\n',
        r'<link rel="alternate".*?>\n', r"<p>This page as data:.*?</p>\n", r"form-action '(self|none)'", r"\n+",
    ):  # fmt: skip
        page = re.sub(pattern, "", page, flags=re.DOTALL)
    return page


def test_the_site_shows_the_very_pages_of_an_edition_in_a_folder(site: TestClient, tmp_path: Path) -> None:
    build_edition(archive(), tmp_path / "edition", title="The Quay", contact="desk@quay.example")
    manifest = msgspec.json.decode((tmp_path / "edition" / MANIFEST).read_bytes(), type=Manifest)
    ends = (".html", ".json", ".csv", ".geojson", ".css", ".js")
    pages = [path for path in manifest.files if path.endswith(ends) and not path.startswith(LINES)]
    assert len(pages) > 40
    for path in pages:
        # Of a server these two tell of its recent stories only.
        if path.startswith(("sources.", "method.")):
            continue
        answer = site.get(f"/{path}")
        assert answer.status_code == 200, path
        written = (tmp_path / "edition" / path).read_bytes().decode()
        assert without_forms(answer.text) == without_forms(written), path


@pytest.mark.parametrize("path", KINDS)
def test_every_answer_carries_the_headers_that_keep_a_page_harmless(site: TestClient, path: str) -> None:
    answer = site.get(f"/{path}")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/..%2f..%2fetc/passwd", "/articles/../../x.html", "/articles/%00.html",
        "/stories/%2e%2e%2fstory-a.html", "//evil.example/", "/articles/story-a.html", "/events.1.html",
        "/events.99.html", "/speakers/nobody.html", "/places/geonames-1.html", "/index.geojson", "/templates/base.html",
    ],
)  # fmt: skip
def test_an_address_that_is_no_page_of_the_archive_finds_nothing(site: TestClient, path: str) -> None:
    answer = site.get(f"http://localhost:8000{path}")
    assert answer.status_code == 404
    assert "not in the archive" in answer.text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "localhost:8000@evil.example", "[::1"])
def test_a_request_under_another_name_is_refused(site: TestClient, host: str) -> None:
    answer = site.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert HEADERS.items() <= dict(answer.headers).items() or answer.headers["X-Frame-Options"] == "DENY"


def test_very_long_addresses_and_writing_methods_are_refused(site: TestClient) -> None:
    assert site.get("/" + "a" * 1_500).status_code == 414
    assert site.get("/search.html?q=" + "a" * 3_000).status_code == 414
    assert site.get("/?" + "&".join(f"a{n}=1" for n in range(50))).status_code == 400
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        assert site.request(method, "/").status_code == 405


def test_only_what_is_new_since_the_last_visit_is_shown_without_a_cookie(site: TestClient) -> None:
    front = site.get("/").text
    [again] = re.findall(r'href="(index\.html\?since=[^"]+)"', front)
    assert "Nothing new. You are up to date." in site.get(f"/{again}").text
    assert "stories/story-a.html" in site.get("/index.html?since=2024-03-01").text
    assert site.get("/index.json?since=2024-03-01").json()["items"][0]["story"] == "story-a"


def test_a_story_dated_in_the_future_never_leads(tmp_path: Path) -> None:
    stories = []
    records = []
    for name, published in (("today", "2024-03-05T08:00:00+00:00"), ("someday", "2031-01-01")):
        record = read("The quay is open.", headline=f"Open {name}", publisher=name, published=published)
        story = next(archive().stories())
        assert record.article.headline is not None
        family = msgspec.structs.replace(story.families[0], members=(record.id,))
        records.append(record)
        stories.append(
            Story(id=name, headline=evidence(record, record.article.headline), families=(family,), latest=published,
                  made_by="by-hand/1")
        )  # fmt: skip
    with kept(tmp_path / "archive.sqlite", records, stories) as opened:
        front = client(opened).get("/").text
    assert re.findall(r'href="stories/(\w+)\.html"', front) == ["today", "someday"]
    assert "dated after this edition was made, so it stands last" in front


def test_events_can_be_filtered_without_a_script(site: TestClient) -> None:
    everything = site.get("/events.json").json()["items"]
    demanded = site.get("/events.json?status=demanded&type=COERCE").json()["items"]
    assert [row["status"] for row in demanded] == ["demanded"] * len(everything)
    assert site.get("/events.json?status=actual").json()["items"] == []
    assert "No event is like that." in site.get("/events.html?type=NOTHING").text
    assert 'value="demanded" selected' in site.get("/events.html?status=demanded").text or (
        "<option selected>demanded</option>" in site.get("/events.html?status=demanded").text
    )


def test_search_finds_the_sentence_and_says_what_it_can_not_read(site: TestClient) -> None:
    found = site.get("/search.html", params={"q": "crane fell"})
    assert "Six people were hurt when a crane fell in Gdansk" in found.text
    refused = site.get("/search.html", params={"q": "near:nowhere-at-all~x"})
    assert refused.status_code == 400
    assert 'role="alert"' in refused.text
    assert "Nothing was found." in site.get("/search.html", params={"q": "giraffe"}).text


def test_a_watch_list_is_a_page_and_a_feed_for_those_who_know_its_name(tmp_path: Path) -> None:
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), []) as opened:
        Watches(opened).add("cranes", "crane -doctor")
        reader = client(opened)
        assert "Crane falls in Gdansk" in reader.get("/watch/cranes.html").text
        items = reader.get("/watch/cranes.feed.json").json()["items"]
        assert {item["_dateline"]["publisher"] for item in items} == {"Harbour", "Copyist"}
        assert reader.get("/watch/nothing.html").status_code == 404
        assert "cranes" not in reader.get("/").text + reader.get("/search.html").text


@pytest.mark.parametrize("path", ["index", "events", "speakers/hanna-brzoza", "sources/harbour"])
def test_lists_are_given_as_feeds_with_absolute_addresses(site: TestClient, path: str) -> None:
    rows = site.get(f"/{path}.json").json()["items"]
    for form, entry in (("rss", "channel/item"), ("atom", "{http://www.w3.org/2005/Atom}entry")):
        answer = site.get(f"/{path}.{form}")
        tree = etree.fromstring(answer.content)
        assert len(tree.findall(entry)) == len(rows)
    feed = site.get(f"/{path}.feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["url"].startswith("http://localhost:8000/") for item in feed["items"])


def test_a_row_of_data_names_the_characters_it_stands_on(site: TestClient) -> None:
    [row] = [row for row in site.get("/speakers/hanna-brzoza.json").json()["items"] if row["publisher"] == "Harbour"]
    record = site.get(f"/articles/{row['record']}.json").json()
    assert record["article"]["text"][row["start"] : row["end"]] == row["words"] == "Nobody should work under it,"
    assert row["digest"] == record["article"]["digest"]
    assert "#:~:text=" in row["address"]
    lines = list(csv.DictReader(io.StringIO(site.get("/speakers/hanna-brzoza.csv").text)))
    assert [line["words"] for line in lines] == [row["words"]] * len(lines)


def test_places_are_points_with_longitude_first(site: TestClient) -> None:
    for path in ("places/geonames-3099434", "stories/story-a"):
        points = site.get(f"/{path}.geojson").json()
        assert points["type"] == "FeatureCollection"
        assert points["features"][0]["geometry"]["coordinates"] == [18.65, 54.35]


def test_a_page_that_did_not_change_is_not_sent_again(site: TestClient) -> None:
    first = site.get("/")
    again = site.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_archive_is_shown_at_once(tmp_path: Path) -> None:
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), []) as opened:
        reader = client(opened)
        assert "There are no stories" in reader.get("/").text
        opened.put_stories(made.stories())
        assert "stories/story-a.html" in reader.get("/").text


def test_two_texts_of_one_address_are_a_correction(tmp_path: Path) -> None:
    first = read("Six died. It rained.", headline="Six dead", publisher="Quay", published="2024-03-05T08:00:00+00:00")
    later = read("Four died. It rained.", headline="Four dead", publisher="Quay", published="2024-03-05T09:00:00+00:00")
    with kept(tmp_path / "archive.sqlite", [first, later], []) as opened:
        page = text_of(client(opened).get("/corrections.html").text)
    assert "Only in the earlier text Six dead Six died." in page
    assert "Only in the later text Four dead Four died." in page
    assert "It rained" not in page


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> \u202egnp.exe\u202c \"'>&lt; {{7*7}} ]]> </title>"


def test_hostile_words_from_the_archive_or_the_address_are_words_on_every_page(tmp_path: Path) -> None:
    record = read(
        f"{HOSTILE}. Gdansk it was.", headline=HOSTILE, publisher=HOSTILE, published="2024-03-05", section=HOSTILE
    )
    record = msgspec.structs.replace(
        record, page=msgspec.structs.replace(record.page, url="javascript:alert(document.domain)//")
    )
    story = msgspec.structs.replace(
        next(archive().stories()), headline=None, links=(), sections=(HOSTILE,), latest="2024-03-05"
    )
    story = msgspec.structs.replace(story, families=(msgspec.structs.replace(story.families[0], members=(record.id,)),))
    record = msgspec.structs.replace(record, id=record_id(record.page.digest, record.page.url))
    story = msgspec.structs.replace(story, families=(msgspec.structs.replace(story.families[0], members=(record.id,)),))
    with kept(tmp_path / "archive.sqlite", [record], [story]) as opened:
        reader = client(opened, title=HOSTILE, contact=HOSTILE)
        paths = ["/", "/stories.html", f"/articles/{record.id}.html", "/stories/story-b.html", "/sources.html",
                 "/places/geonames-3099434.html", "/index.html?since=" + HOSTILE, "/search.html?q=gdansk"]  # fmt: skip
        pages = [reader.get(path).text for path in paths]
        pages += [
            reader.get("/search.html", params={"q": HOSTILE}).text,
            reader.get("/events.html", params={"actor": HOSTILE, "day": HOSTILE}).text,
            reader.get("/" + HOSTILE.replace("/", "") + ".html").text,
        ]
        for page in pages:
            tree = LexborHTMLParser(page)
            assert {node.attributes.get("src") or node.attributes.get("type") for node in tree.css("script")} <= {
                "keys.js", "../keys.js", "application/ld+json",
            }  # fmt: skip
            assert not tree.css("img, iframe, object, [onerror], [onload], [style], [href^='javascript:']")
            assert "49" not in text_of(page)
        for form in ("rss", "atom"):
            assert HOSTILE.replace("\u202c", "\u202c") in "".join(
                etree.fromstring(reader.get(f"/index.{form}").content).itertext()
            )
