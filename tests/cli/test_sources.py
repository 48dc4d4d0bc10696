"""Sources from the command line: added, listed, paused, exported; what fails is told in a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.archive import Archive, Job, Jobs
from dateline.cli.main import group
from dateline.errors import ArchiveError, DatelineError
from dateline.record import Record
from tests.gather.conftest import light_pipeline
from tests.gather.press import Answer, Press, article, printing, rss
from tests.stories.test_stories import BRIDGE, TWIN

Dateline = Callable[..., Result]


@pytest.fixture
def press() -> Iterator[Press]:
    with printing() as press:
        yield press


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dateline:
    """Runs a command on an archive of its own, with articles laid only."""
    monkeypatch.setattr("dateline.pipeline.default_pipeline", light_pipeline)
    monkeypatch.setenv("DATELINE_ARCHIVE", str(tmp_path / "archive.sqlite"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(group, list(arguments), standalone_mode=False)

    return run


def test_a_front_page_becomes_sources_and_a_round_brings_their_pages(press: Press, dateline: Dateline) -> None:
    press.feed("/feed", press.print(range(2)))
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
    press.answers["/"] = Answer(b"<!doctype html><title>Post</title>" + link + b"<p>The front page of the post.</p>")
    added = dateline("add", "--allow-private", "--owner", "Quill & Co", press.url("/"))
    assert added.return_value == 0
    assert "names 1 list" in added.stderr
    assert "1 source added" in added.stderr
    gathered = dateline("gather", "--allow-private", "--json")
    summary = json.loads(gathered.stdout)
    assert (summary["counted"]["read"], summary["sources"][0]["kept"]) == (2, 2)
    listed = dateline("sources")
    assert "2 of 2 pages" in listed.stdout
    assert "owner: Quill & Co" in listed.stdout
    [row] = [json.loads(line) for line in dateline("sources", "--json").stdout.splitlines()]
    assert (row["url"], row["entries"]) == (press.url("/feed"), {"kept": 2})


def test_opml_goes_in_and_comes_out(tmp_path: Path, dateline: Dateline) -> None:
    file = tmp_path / "mine.opml"
    file.write_text(
        '<opml><body><outline text="Ports"><outline text="Post" xmlUrl="http://harbour.example/f"/></outline>'
        '<outline text="Quay" xmlUrl="http://quay.example/f"/></body></opml>'
    )
    assert "2 sources added" in dateline("add", str(file)).stderr
    assert dateline("add", str(file)).stderr.count("known") == 2
    written = dateline("sources", "opml").stdout
    assert '<outline text="Ports">' in written
    assert 'xmlUrl="http://quay.example/f"' in written


def test_what_may_be_shown_of_a_source_is_set_listed_and_taken_back(tmp_path: Path, dateline: Dateline) -> None:
    file = tmp_path / "mine.opml"
    file.write_text('<opml><body><outline text="Quay" xmlUrl="http://quay.example/f"/></body></opml>')
    dateline("add", str(file))
    dateline("sources", "set", "quay", "--excerpt", "50", "--owner", "Port Press")
    assert "owner: Port Press; excerpts of 50 words" in dateline("sources").stdout
    dateline("sources", "set", "quay", "--excerpt", "unsaid")
    assert "excerpts" not in dateline("sources").stdout
    assert "is not a number of words" in str(dateline("sources", "set", "quay", "--excerpt", "some").exception)
    assert "say what to set" in str(dateline("sources", "set", "quay").exception)


def test_a_source_is_paused_resumed_and_removed_by_its_title(tmp_path: Path, dateline: Dateline) -> None:
    file = tmp_path / "mine.opml"
    file.write_text('<opml><body><outline text="Quay" xmlUrl="http://quay.example/f"/></body></opml>')
    dateline("add", str(file))
    dateline("sources", "pause", "quay")
    assert dateline("sources").stdout.startswith("paused")
    dateline("sources", "resume", "Quay")
    assert dateline("sources").stdout.startswith("new")
    dateline("sources", "remove", "http://quay.example/f")
    assert dateline("sources").stdout == ""
    assert isinstance(dateline("sources", "remove", "Quay").exception, DatelineError)


def test_folders_lines_and_articles_are_read_at_once(press: Press, tmp_path: Path, dateline: Dateline) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "1.html").write_bytes(article(1))
    (tmp_path / "pages" / "2.html").write_bytes(b"%PDF-1.4")
    (tmp_path / "scraped.jsonl").write_text(json.dumps({"html": article(2).decode(), "url": "http://a.example/2"}))
    press.print(range(3, 4))
    done = dateline(
        "add", "--allow-private", str(tmp_path / "pages"), str(tmp_path / "scraped.jsonl"), press.url("/news/3")
    )
    assert done.return_value == 1
    assert "a PDF file" in done.stderr
    assert "3 pages read, 1 not" in done.stderr


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("ftp://harbour.example/feed", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("http://127.0.0.1:9/feed", "--allow-private"),
        ("http://[::ffff:127.0.0.1]/", "--allow-private"),
    ],
)
def test_an_address_that_is_not_asked_is_told(source: str, says: str, dateline: Dateline) -> None:
    done = dateline("add", source)
    assert done.return_value == 1
    assert says in done.stderr


def test_a_copy_of_a_feed_is_told_to_be_one(tmp_path: Path, dateline: Dateline) -> None:
    (tmp_path / "feed.xml").write_bytes(rss({}))
    assert "give the address that it came from" in dateline("add", str(tmp_path / "feed.xml")).stderr


def test_jobs_are_listed_with_reasons_and_tried_again(tmp_path: Path, dateline: Dateline) -> None:
    with Archive.open(tmp_path / "archive.sqlite") as archive:
        jobs = Jobs(archive)
        jobs.put([Job("fetch", "http://harbour.example/1"), Job("fetch", "http://harbour.example/2", due_at=1e11)])
        job = jobs.claim(["fetch"], now=10, worker="ada", lease_seconds=30, delay_seconds=0)
        assert job is not None
        jobs.bury(job, reason="status 404")
    failed = dateline("jobs", "--failed")
    assert "given up" in failed.stdout
    assert "status 404" in failed.stdout
    assert "http://harbour.example/2" not in failed.stdout
    assert "1 wait, 0 are at work, 1 were given up" in failed.stderr
    assert json.loads(dateline("jobs", "--failed", "--json").stdout)["reason"] == "status 404"
    dateline("jobs", "--retry")
    assert dateline("jobs", "--failed").stdout == ""


def test_a_round_without_sources_says_how_to_add_one(dateline: Dateline) -> None:
    assert "dateline add https://" in str(dateline("gather").exception)


@pytest.mark.parametrize("command", [("sources",), ("sources", "pause", "post"), ("jobs",)], ids=" ".join)
def test_a_mistyped_archive_is_told_and_not_made(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "mistyped.sqlite"
    monkeypatch.setenv("DATELINE_ARCHIVE", str(there))
    result = CliRunner().invoke(group, list(command), standalone_mode=False)
    assert isinstance(result.exception, ArchiveError)
    assert "mistyped" in str(result.exception)
    assert not there.exists()


def test_what_changed_of_a_page_and_of_its_story_is_shown(press: Press, dateline: Dateline) -> None:
    press.feed("/feed", press.print(range(2)))
    dateline("add", "--allow-private", press.url("/feed"))
    dateline("gather", "--allow-private")
    press.answers["/news/0"] = Answer(article(0, version=2).replace(b"pier 0", b"pier 5"))
    press.feed("/feed", {press.url("/news/0"): ("Bridge 0, corrected", None)})
    dateline("gather", "--allow-private")
    shown = dateline("history", press.url("/news/0")).stdout.splitlines()
    assert shown[0].endswith("2 versions")
    assert "    + Correction: an earlier version gave another hour." in shown
    assert "      numbers: 0 before, 5 now" in shown
    [changes] = [json.loads(line) for line in dateline("history", "--json", press.url("/news/0")).stdout.splitlines()]
    story = f"story-{changes['old']}"
    told = dateline("history", story).stdout
    assert "renewed" in told
    assert f"{story}: 2 reports now" in told
    assert json.loads(dateline("history", "--json", story).stdout.splitlines()[0])["type"] == "opened"
    assert "no page and no story" in str(dateline("history", "https://nowhere.example/").exception)


def _article(record: Record) -> Answer:
    headline, _, text = record.text.partition("\n\n")
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    page = f"<!doctype html><title>{headline}</title><article><h1>{headline}</h1>{paragraphs}</article>"
    return Answer(page.encode())


def test_what_an_editor_joins_no_replay_parts_and_the_next_word_parts_it_again(
    press: Press, dateline: Dateline
) -> None:
    press.answers["/mostar"], press.answers["/nitra"] = _article(BRIDGE), _article(TWIN)
    one, other = press.url("/mostar"), press.url("/nitra")
    press.feed("/feed", {one: ("Mostar", None), other: ("Nitra", None)})
    dateline("add", "--allow-private", press.url("/feed"))
    assert json.loads(dateline("gather", "--allow-private", "--json").stdout)["stories"] == 2
    joined = dateline("decide", "together", one, other, "--by", "Ada", "--why", "one storm")
    assert joined.stderr.startswith("merged: story-")
    assert json.loads(dateline("gather", "--allow-private", "--replay", "--json").stdout)["stories"] == 1
    rest, stands = joined.stderr.removeprefix("merged: ").strip().split(", ")
    assert f"{rest} is at rest: its reports are in {stands}" in dateline("history", rest).stdout
    assert f"took in all of {rest}" in dateline("history", stands).stdout
    parted = dateline("decide", "apart", one, other, "--by", "Ada")
    assert parted.stderr.startswith(f"split: {stands}, story-")
    unknown = dateline("decide", "apart", "story-none", one)
    assert "story story-none is not in archive" in str(unknown.exception)
