"""A round sees every page through, whatever the site does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from dateline.archive import Job
from dateline.gather import Summary, gather, subscribe
from dateline.gather.means import Means
from dateline.gather.reading import read_page
from dateline.record import Record
from dateline.record.source import Entry
from tests.gather.conftest import Clock, MakeMeans
from tests.gather.press import DAY, Answer, Fault, Press, article, at_minute, rss, sitemap


def rounds(means: Means, number: int = 1) -> Summary:
    for _ in range(number):
        summary = gather(means)
    return summary


def entry(means: Means, press: Press, path: str) -> Entry:
    found = means.sources.entry(press.url(path))
    assert found is not None
    return found


def records_at(means: Means, url: str) -> list[Record]:
    return list(means.archive.records(url=url))


def test_what_a_feed_lists_is_fetched_read_and_joined(press: Press, means: Means) -> None:
    url = press.feed("/feed", press.print(range(6)))
    subscribe(means, url)
    summary = rounds(means)
    [source] = summary.sources
    assert (source.health, source.kept, source.states) == ("ok", 6, {"kept": 6})
    assert summary.counted["read"] == 6
    counts = means.archive.counts()
    assert (counts.pages, counts.records) == (6, 6)
    assert counts.stories >= 1
    joined = {record for story in means.archive.stories() for record in story.records}
    assert joined == {record.id for record in means.archive.records()}


def test_a_second_round_asks_only_what_may_have_changed(press: Press, means: Means) -> None:
    url = press.feed("/feed", press.print(range(3)), etag='"1"')
    subscribe(means, url)
    rounds(means, 2)
    assert press.asked["/feed"] == 3  # once to find out what it is
    assert [press.asked[f"/news/{n}"] for n in range(3)] == [1, 1, 1]
    assert means.jobs.counters()["polls_not_modified"] == 1


def test_faults_that_pass_are_overcome(press: Press, means: Means, clock: Clock) -> None:
    items = press.print(range(8))
    faults: tuple[Fault, ...] = ("500", "503", "cut gzip", "wrong length", "time-out", "slow bytes", "404")
    for number, fault in enumerate(faults):
        path = f"/news/{number}"
        press.answers[path] = press.answers[path]._replace(faults=(fault,))
    subscribe(means, press.feed("/feed", items))
    for _ in range(3):
        summary = rounds(means)
        clock.ahead += 10
    assert summary.sources[0].states == {"kept": 8}
    assert means.archive.counts().records == 8
    assert summary.dead == 0


def test_faults_that_stay_are_given_up_with_the_reason(press: Press, means: Means, clock: Clock) -> None:
    items = press.print(range(6))
    faults: tuple[Fault, ...] = ("404", "loop", "huge", "pdf", "403", "410")
    for number, fault in enumerate(faults):
        path = f"/news/{number}"
        press.answers[path] = press.answers[path]._replace(faults=(fault,), for_good=True)
    subscribe(means, press.feed("/feed", items))
    for _ in range(12):
        summary = rounds(means)
        clock.ahead += 60
    assert summary.sources[0].states == {"failed": 4, "blocked": 1, "gone": 1}
    reasons = " ".join(job.reason or "" for job in means.jobs.listed(state="dead"))
    for says in ("status 404", "redirects more than 5 times", "larger than 1,000,000 bytes", "a PDF file"):
        assert says in reasons
    assert press.asked["/news/5"] == 1
    assert means.archive.counts().pages == 0


def test_a_page_that_was_given_up_can_be_tried_again(press: Press, means: Means) -> None:
    items = press.print(range(1), faults=("pdf",))
    subscribe(means, press.feed("/feed", items))
    assert rounds(means).dead == 1
    assert means.jobs.revive(now=means.clock()) == 1
    assert rounds(means).sources[0].states == {"kept": 1}


def test_where_the_page_can_not_be_had_the_feeds_text_is_kept_and_it_is_said(press: Press, means: Means) -> None:
    press.print(range(1), faults=("403",), for_good=True)
    text = "".join(f"<p>The ferry to pier {n} sails again on Sunday, the harbour said.</p>" for n in range(9))
    feed = (
        f'<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Post</title><item>'
        f"<title>Ferry sails</title><link>{press.url('/news/0')}</link>"
        f"<pubDate>Fri, 03 May 2024 10:00:00 GMT</pubDate><c:encoded><![CDATA[{text}]]></c:encoded>"
        "</item></channel></rss>"
    )
    press.answers["/feed"] = Answer(feed.encode(), content_type="application/rss+xml")
    subscribe(means, press.url("/feed"))
    summary = rounds(means)
    assert summary.sources[0].states == {"text of the feed": 1}
    assert summary.sources[0].health == "blocked"
    [record] = records_at(means, press.url("/news/0"))
    assert "pier 8 sails again" in record.text
    assert record.headline == "Ferry sails"
    assert record.article.published is not None
    assert any("the text is from the feed" in flag and "status 403" in flag for flag in record.article.flags)


def test_a_changed_page_is_a_new_version_and_stories_have_only_the_newest(
    press: Press, means: Means, clock: Clock
) -> None:
    items = press.print(range(2))
    subscribe(means, press.feed("/feed", items))
    rounds(means)
    clock.ahead += 3_600
    press.answers["/news/0"] = Answer(article(0, version=2))
    changed = rss(items).replace(b"</item>", b"<description>Corrected.</description></item>", 1)
    press.answers["/feed"] = Answer(changed.replace(b"Bridge 0", b"Bridge 0 (corrected)"), content_type="text/xml")
    rounds(means)
    first, second = means.archive.versions(press.url("/news/0"))
    assert first.digest != second.digest
    assert "Correction" in " ".join(record.text for record in records_at(means, press.url("/news/0")))
    members = [record for story in means.archive.stories() for record in story.records]
    assert len(members) == 2
    assert entry(means, press, "/news/0").record in members


def test_a_page_is_looked_at_again_and_new_advertisements_are_no_new_version(
    press: Press, means: Means, clock: Clock
) -> None:
    subscribe(means, press.feed("/feed", press.print(range(1))))
    rounds(means)
    body = press.answers["/news/0"].body
    press.answers["/news/0"] = Answer(body.replace(b"<nav>", b'<nav><a href="/ad">New</a>'))
    clock.ahead += 7 * 3_600
    rounds(means)
    assert press.asked["/news/0"] == 2
    assert means.archive.counts().records == 1
    assert means.archive.counts().pages == 1
    assert means.jobs.counters()["unchanged"] == 1
    assert entry(means, press, "/news/0").state == "kept"


def test_a_source_that_moves_for_good_is_asked_where_it_went(press: Press, means: Means) -> None:
    press.feed("/new", press.print(range(1)))
    source, _ = subscribe(means, press.feed("/old", {}))
    press.answers["/old"] = Answer(b"", location="/new")
    rounds(means, 2)
    [known] = means.sources.all()
    assert (known.url, known.earlier_urls) == (press.url("/new"), (source.url,))
    assert press.asked["/old"] == 2
    assert subscribe(means, press.url("/old"))[1] is False


def test_a_page_that_moved_for_good_is_asked_where_it_went(press: Press, means: Means, clock: Clock) -> None:
    press.print(range(1))
    press.answers["/short"] = Answer(b"", location="/news/0")
    subscribe(means, press.feed("/feed", {press.url("/short"): ("Bridge 0", at_minute(0))}))
    rounds(means)
    clock.ahead += 7 * 3_600
    rounds(means)
    assert press.asked["/short"] == 1
    assert press.asked["/news/0"] == 2
    [record] = means.archive.records()
    assert (record.page.url, record.page.final_url) == (press.url("/short"), press.url("/news/0"))


def test_one_page_under_two_addresses_is_kept_once(press: Press, means: Means) -> None:
    press.print(range(1))
    press.answers["/amp/0"] = Answer(article(0, canonical=press.url("/news/0")))
    when = at_minute(0)
    items = {
        press.url(path): ("Bridge 0", when) for path in ("/amp/0", "/news/0", "/news/0?utm_source=feed", "/news/0#x")
    }
    subscribe(means, press.feed("/feed", items))
    rounds(means)
    assert [record.page.url for record in means.archive.records()] == [press.url("/news/0")]
    assert entry(means, press, "/amp/0").state == "same page"
    assert press.asked["/news/0"] == 1
    assert means.archive.counts().pages == 1


def test_a_change_that_is_listed_while_the_page_is_read_is_still_fetched(press: Press, means: Means) -> None:
    press.print(range(1))
    subscribe(means, press.feed("/feed", {press.url("/news/0"): ("Bridge 0", at_minute(0))}))
    rounds(means)
    kept = entry(means, press, "/news/0")
    source = means.sources.get(kept.source)
    assert source is not None
    assert kept.record is not None
    # A poll notes the change and is killed before it asks for the page; a reader is at work meanwhile.
    changed = msgspec.structs.replace(kept.item, modified=at_minute(30).isoformat())
    [listed], _ = means.sources.note(source, [changed], urls=[kept.url], now=means.clock())
    assert listed.state == "listed"
    read_page(Job("read", kept.record, source=source.id), means)
    assert entry(means, press, "/news/0").state == "listed"


def test_an_index_of_sitemaps_is_followed(press: Press, means: Means) -> None:
    press.print(range(4))
    parts = ""
    for part in range(2):
        listed = {press.url(f"/news/{n}"): at_minute(n) for n in (2 * part, 2 * part + 1)}
        press.answers[f"/map{part}.xml"] = Answer(sitemap(listed), content_type="application/xml")
        parts += f"<sitemap><loc>{press.url(f'/map{part}.xml')}</loc></sitemap>"
    press.answers["/map.xml"] = Answer(f"<sitemapindex>{parts}</sitemapindex>".encode(), content_type="text/xml")
    subscribe(means, press.url("/map.xml"))
    summary = rounds(means)
    assert means.archive.counts().records == 4
    assert summary.sources[0].health == "ok"


def test_what_is_dated_ahead_is_fetched_last_and_never_leads(press: Press, means: Means) -> None:
    items = press.print(range(3))
    ahead = DAY + timedelta(days=400)
    press.answers["/news/2"] = Answer(article(2).replace(b"2024-05-03T02", b"2025-06-07T02"))
    items[press.url("/news/2")] = ("Bridge 2", ahead)
    items[press.url("/news/1")] = ("Bridge 1", None)
    subscribe(means, press.feed("/feed", items))
    rounds(means)
    [record] = records_at(means, press.url("/news/2"))
    assert record.article.published is None
    assert any("still to come" in flag for flag in record.article.flags)
    [dated] = records_at(means, press.url("/news/1"))
    assert dated.article.published is not None


def test_the_feeds_date_stands_in_where_the_page_has_none(press: Press, means: Means) -> None:
    items = press.print(range(1))
    bare = article(0).replace(b'<meta property="article:published_time" content="2024-05-03T00:00:00Z">', b"")
    press.answers["/news/0"] = Answer(bare)
    subscribe(means, press.feed("/feed", items), sections=("Harbour",))
    rounds(means)
    [record] = means.archive.records()
    assert record.article.published is not None
    assert record.article.published.value.startswith("2024-05-03T00:00")
    assert any("the feed's" in flag for flag in record.article.flags)
    assert [section.value for section in record.article.sections] == ["Harbour"]


def test_a_source_that_is_paused_is_not_asked(press: Press, means: Means) -> None:
    source, _ = subscribe(means, press.feed("/feed", press.print(range(1))))
    means.sources.pause(source.id, paused=True)
    assert rounds(means).sources == ()
    assert press.asked["/news/0"] == 0


def test_a_round_of_one_source_leaves_the_others(press: Press, means: Means) -> None:
    items = press.print(range(4))
    first, _ = subscribe(means, press.feed("/a", dict(list(items.items())[:2])))
    subscribe(means, press.feed("/b", dict(list(items.items())[2:])))
    means.jobs.drop(means.sources.named(press.url("/b")).id)
    gather(means, only=[first])
    assert means.archive.counts().records == 2


def test_a_fault_of_ours_is_kept_with_its_job_and_ends_no_other(
    press: Press, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.gather import reading

    read = reading.read_for

    def faulty(*arguments: object) -> Record:
        page = arguments[2]
        if getattr(page, "url", "").endswith("/0"):
            raise ZeroDivisionError("by nought")
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_for", faulty)
    subscribe(means, press.feed("/feed", press.print(range(2))))
    rounds(means, 3)
    assert means.archive.counts().records == 1
    assert "ZeroDivisionError: by nought (test_rounds.py" in str(means.jobs.listed(kinds=("read",)))


def test_an_archive_that_is_locked_ends_the_round_with_a_word_and_a_later_one_goes_on(
    press: Press, make_means: MakeMeans, tmp_path: Path
) -> None:
    import sqlite3

    from dateline.archive import Archive
    from dateline.errors import ArchiveError

    means = make_means()
    subscribe(means, press.feed("/feed", press.print(range(2))))
    impatient = Archive.open(means.settings.archive, timeout_seconds=0.1)
    other = sqlite3.connect(means.settings.archive, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    hurried = Means(impatient, means.settings, means.pipeline, clock=means.clock, rng=means.rng)
    with pytest.raises(ArchiveError, match="being written by another process"):
        gather(hurried)
    other.execute("ROLLBACK")
    other.close()
    impatient.close()
    gather(means)
    assert means.archive.counts().records == 2
