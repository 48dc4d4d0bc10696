"""Folders, scraped lines and web archives: a bad page fails alone."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import AddressError, FetchError, FormatError, IntakeError, PageTooLargeError
from dateline.intake.captures import captures_in_folder, captures_in_lines
from dateline.intake.warc import captures_in_warc

PAGE = b"<!doctype html><title>Ferry</title><p>The ferry sails again on Sunday.</p>"


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "1.txt").write_text("The ferry sails.")
    (tmp_path / "3.html").write_bytes(b"%PDF-1.4")
    (tmp_path / "notes.csv").write_text("a,b")
    (tmp_path / "link.html").symlink_to("/etc/hostname")
    found = list(captures_in_folder(tmp_path))
    assert [Path(capture.name).name for capture in found] == ["1.txt", "3.html", "2.html.gz"]
    assert [type(capture.error) for capture in found] == [type(None), FormatError, type(None)]


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="holds no page"):
        list(captures_in_folder(tmp_path))


def lines(path: Path, *rows: object) -> Path:
    file = path / "scraped.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return file


def test_scraped_lines_are_pages_with_what_the_scraper_knew(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(PAGE)
    file = lines(
        tmp_path,
        {"html": PAGE.decode(), "url": "http://a.example/1", "published": "2024-05-03"},
        {"text": "The ferry sails.", "title": "Ferry", "date": "no date"},
        {"file": "1.html", "url": "http://a.example/3"},
    )
    first, second, third = captures_in_lines(file)
    assert first.page is not None
    assert (first.page.url, first.published) == ("http://a.example/1", "2024-05-03")
    assert second.page is not None
    assert (second.page.text, second.published) == ("Ferry\n\nThe ferry sails.", None)
    assert third.page is not None
    assert third.page.content == PAGE


def test_a_bad_line_is_told_by_its_number(tmp_path: Path) -> None:
    file = lines(
        tmp_path, "{", {"url": "http://a.example/1"}, {"file": "../../etc/hostname"}, "[" * 10_000, {"html": 7}
    )
    found = list(captures_in_lines(file))
    assert all(capture.page is None for capture in found)
    for number, capture in enumerate(found, start=1):
        assert f"line {number}" in str(capture.error)
    assert "outside its own folder" in str(found[2].error)


def record(
    url: str, body: bytes = PAGE, *, status: str = "200 OK", headers: str = "", length: int | None = None
) -> bytes:
    """One response of a web archive, as a crawler writes it; ``length`` is what it says of its own length."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nSet-Cookie: s=1\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(*records: bytes, gzipped: bool = True) -> bytes:
    """A web archive, each record packed by itself."""
    return b"".join(gzip.compress(each) if gzipped else each for each in records)


THREE = warc(*(record(f"http://a.example/{n}") for n in range(3)))


def kept(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_web_archive_gives_its_pages(tmp_path: Path, gzipped: bool) -> None:
    gone = record("http://a.example/2", b"gone", status="404 Not Found")
    packed = record("http://a.example/3", gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n")
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    chunked = record("http://a.example/4", chunks, headers="Transfer-Encoding: chunked\r\n")
    content = warc(record("http://a.example/1"), gone, packed, chunked, gzipped=gzipped)
    found = list(captures_in_warc(kept(tmp_path, content)))
    assert [capture.page.url for capture in found if capture.page] == [f"http://a.example/{n}" for n in (1, 3, 4)]
    for capture in found:
        assert capture.page is not None
        assert capture.page.content == PAGE
        assert capture.page.fetched_at == "2024-05-03T10:00:00Z"
        assert all(name != "set-cookie" for name, _ in capture.page.headers)


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("left_out", [40, 60, 120, 250])
def test_of_a_web_archive_that_breaks_off_what_came_before_is_kept_and_it_is_said(
    tmp_path: Path, gzipped: bool, left_out: int
) -> None:
    whole = warc(*(record(f"http://a.example/{n}") for n in range(3)), gzipped=gzipped)
    found = list(captures_in_warc(kept(tmp_path, whole[:-left_out])))
    assert [capture.page.url for capture in found if capture.page] == ["http://a.example/0", "http://a.example/1"]
    assert "breaks off or is damaged after 2 records" in str(found[-1].error)
    assert "what came before is kept" in str(found[-1].error)


def test_records_that_lie_are_told_and_the_others_kept(tmp_path: Path) -> None:
    content = warc(
        record("http://a.example/1", PAGE, headers="Content-Encoding: gzip\r\n"),
        record("http://me:secret@a.example/2"),
        record("http://a.example/3", b"x" * 2_000_000),
        record("http://a.example/4", gzip.compress(b"x" * 9_000_000), headers="Content-Encoding: gzip\r\n"),
        record("http://a.example/5", b"%PDF-1.4"),
        record("http://a.example/6"),
    )
    found = list(captures_in_warc(kept(tmp_path, content), limit_bytes=1_000_000))
    errors = [type(capture.error) for capture in found]
    assert errors == [FetchError, AddressError, PageTooLargeError, PageTooLargeError, FormatError, type(None)]
    assert found[-1].page is not None


@pytest.mark.parametrize("length", [99_999, 10**30, -1])
def test_a_length_that_lies_ends_the_archive_with_a_word(tmp_path: Path, length: int) -> None:
    content = record("http://a.example/0") + record("http://a.example/1", length=length)
    found = list(captures_in_warc(kept(tmp_path, content)))
    assert [capture.page.url for capture in found if capture.page] == ["http://a.example/0"]
    assert "breaks off or is damaged" in str(found[-1].error)


@given(st.integers(0, len(THREE)), st.binary(max_size=30), st.integers(0, 30))
def test_a_damaged_web_archive_never_stops_with_another_error(at: int, junk: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for capture in captures_in_warc(kept(Path(folder), THREE[:at] + junk + THREE[at + cut :])):
            assert (capture.page is None) != (capture.error is None)


def test_without_warcio_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(IntakeError, match=r'pip install "dateline\[warc\]"'):
        list(captures_in_warc(kept(tmp_path, THREE)))
