"""Bytes become a page in the right encoding, or are refused by name."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.errors import FormatError, IntakeError, PageTooLargeError
from dateline.intake import page_from_bytes, page_from_file, page_from_stream

HTML = "<!DOCTYPE html><html><head>{}<title>Fähre läuft aus</title></head><body><p>Die Fähre</p></body></html>"


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "headers", "encoding", "source"),
    [
        pytest.param(b"\xef\xbb\xbf" + HTML.encode(), (), "utf-8", "bom", id="bom"),
        pytest.param(b"\xff\xfe" + HTML.encode("utf-16-le"), (), "utf-16-le", "bom", id="bom of UTF-16"),
        pytest.param(HTML.encode("utf-16-le"), (), "utf-16-le", "detected", id="UTF-16 without bom"),
        pytest.param(
            b"\xef\xbb\xbf" + HTML.encode(),
            (("Content-Type", "text/html; charset=windows-1252"),),
            "utf-8",
            "bom",
            id="bom before header",
        ),
        pytest.param(
            HTML.format('<meta charset="utf-8">').encode("cp1252"),
            (("Content-Type", 'text/html; Charset="ISO-8859-1"'),),
            "cp1252",
            "header",
            id="header before meta",
        ),
        pytest.param(HTML.format("<meta charset=latin1>").encode("cp1252"), (), "cp1252", "meta", id="meta"),
        pytest.param(
            HTML.format("<meta content='text/html; charset=Windows-1252' http-equiv=Content-Type>").encode("cp1252"),
            (),
            "cp1252",
            "meta",
            id="meta http-equiv",
        ),
        pytest.param(
            HTML.format(
                '<!-- <meta charset="koi8-r"> --><meta name="x" content="charset=koi8-r"><meta charset=l1>'
            ).encode("cp1252"),
            (),
            "cp1252",
            "meta",
            id="no meta in a comment or a description",
        ),
        pytest.param(
            HTML.format('<meta charset="utf-16">').encode(), (), "utf-8", "meta", id="meta UTF-16 can't be true"
        ),
        pytest.param(
            HTML.format('<meta charset="iso-8859-1">').encode(), (), "utf-8", "detected", id="saved anew as UTF-8"
        ),
        pytest.param(
            HTML.format('<meta charset="made-up">').encode(), (), "utf-8", "detected", id="label that nobody knows"
        ),
        pytest.param(
            HTML.encode(), (("content-type", "text/html; charset=\x00"),), "utf-8", "detected", id="header of junk"
        ),
        pytest.param(b"<html><p>Ferry leaves</p>", (), "utf-8", "default", id="ascii"),
        pytest.param(
            b"<?xml version='1.0' encoding='iso-8859-2'?><html><p>\xb1</p></html>", (), "iso8859-2", "meta", id="XML"
        ),
        pytest.param(
            ("Fähre für Köln, schön. " * 8).encode() + b" \xe4",
            (),
            "utf-8",
            "detected",
            id="UTF-8 with one damaged byte",
        ),
    ],
)
def test_the_encoding_is_the_one_that_the_strongest_witness_names(
    content: bytes, headers: tuple[tuple[str, str], ...], encoding: str, source: str
) -> None:
    page = page_from_bytes(content, headers=headers)
    assert (page.encoding, page.encoding_source) == (encoding, source)
    assert page.content == content


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Министр заявил журналистам, что переговоры продолжатся в Женеве на следующей неделе. ", "cp1251"),
        ("Le ministre a déclaré à la presse que l’été serait chaud, d’après des élus présents. ", "cp1252"),
        ("Die Fähre läuft früher aus, weil Stürme über die Küste ziehen. ", "cp1252"),
        ("El señor Muñoz pidió más días para el acuerdo según informó ayer. ", "cp1252"),
        ("Statsministern säger att färjan går på lördag från Malmö. ", "cp1252"),
        ("He said “stop” – and the crowd’s reply was “no”. ", "cp1252"),
        ("Premiér řekl, že jednání budou pokračovat příští týden v Ženevě. ", "cp1250"),
        ("Başbakan görüşmelerin gelecek hafta Cenevre'de süreceğini söyledi. ", "cp1254"),
        ("Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν. ", "cp1253"),
        ("ראש הממשלה אמר כי השיחות יימשכו בשבוע הבא בז'נבה. ", "cp1255"),
        ("قال رئيس الوزراء إن المحادثات ستستمر الأسبوع المقبل في جنيف. ", "cp1256"),
        ("Министр заявил в среду, что переговоры в Женеве продолжатся. ", "koi8-r"),
        ("總理在台北舉行的會議上說,下週將訪問日內瓦。", "big5hkscs"),
        ("首相は東京で開かれた会議で、来週ジュネーブを訪れると述べた。", "cp932"),
        ("首相は東京で開かれた会議で、来週ジュネーブを訪れると述べた。", "euc_jp"),
        ("首相は東京で開かれた会議で、来週ジュネーブを訪れると述べた。", "iso2022_jp"),
        ("总理在北京举行的会议上说,下周将访问日内瓦,并与各方会谈。", "gb18030"),
        ("총리는 다음 주에 제네바를 방문할 것이라고 서울에서 열린 회의에서 말했다. ", "cp949"),
    ],
)
@pytest.mark.parametrize("markup", ["{}", "<html><body><p>{}</p></body></html>"])
def test_text_in_an_undeclared_encoding_is_read(text: str, encoding: str, markup: str) -> None:
    page = page_from_bytes(markup.format(text * 5).encode(encoding))
    assert text in page.text
    assert page.encoding_source == "detected"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (zipped(), "a ZIP archive"),
        (gzip.compress(b"text"), "gzip-compressed data"),
        (bytes(range(256)) * 20, "binary data"),
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'><channel/></rss>", "a feed or sitemap (<rss>)"),
        (b'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tboundary="x"\n\n', "(MHTML)"),
        (b'{"headline": "Ferry leaves"}\n{"headline": "Ferry late"}', "JSON"),
        (b'{"a":' * 1_000_000, "JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:8]),
)
def test_what_is_no_page_is_refused_by_name(content: bytes, named: str) -> None:
    with pytest.raises(FormatError, match=r"ferry\.bin is") as caught:
        page_from_bytes(content, name="ferry.bin")
    assert named in str(caught.value)


def test_a_declared_type_that_is_no_page_is_refused() -> None:
    with pytest.raises(FormatError, match="declared as application/javascript"):
        page_from_bytes(b"alert(1)", headers=[("Content-Type", "application/javascript")])


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        ("<!doctype html><p>x", None, "text/html"),
        ("\n<!-- saved -->\n<HTML lang=en><p>x", None, "text/html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', None, "text/html"),
        ("<div class=a><p>x</p></div>", "cut.txt", "text/html"),
        ("Ferry leaves\n\nThe ferry <b> left.", None, "text/plain"),
        ("Ferry leaves\n\nThe ferry left.", "ferry.htm", "text/html"),
        ("The price fell < 5 and rose > 3.\n", "ferry.txt", "text/plain"),
        ("[Photo] The ferry {left}", None, "text/plain"),
        ("<abbr>, he wrote", None, "text/plain"),
    ],
)
def test_html_is_told_from_plain_text(text: str, name: str | None, media_type: str) -> None:
    assert page_from_bytes(text.encode(), name=name).media_type == media_type


def test_the_caller_knows_the_type_better() -> None:
    assert page_from_bytes(b"<p>one</p><p>two</p>", media_type="text/plain").media_type == "text/plain"


def test_a_page_over_the_limit_is_refused_with_the_option() -> None:
    with pytest.raises(PageTooLargeError, match=r"larger than 10 bytes; .*--limit-bytes"):
        page_from_bytes(b"x" * 11, limit_bytes=10)
    assert page_from_bytes(b"x" * 10, limit_bytes=10).content == b"x" * 10


def test_a_stream_is_read_no_further_than_one_byte_beyond_the_limit() -> None:
    stream = io.BytesIO(b"x" * 5000)
    with pytest.raises(PageTooLargeError, match="the page on standard input"):
        page_from_stream(stream, limit_bytes=1000)
    assert stream.tell() == 1001


def test_a_file_keeps_its_name_without_its_folders_and_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_bytes("Fähre\r\n".encode())
    page = page_from_file(file, fetched_at=datetime(2024, 5, 3, 12, 0, tzinfo=UTC))
    assert (page.name, page.content, page.fetched_at) == ("ferry.txt", file.read_bytes(), "2024-05-03T12:00:00+00:00")


@pytest.mark.parametrize("name", ["absent.html", ".", "a\x00b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(IntakeError, match="give the path of a file"):
        page_from_file(tmp_path / name)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(IntakeError, match="has no zone"):
        page_from_bytes(b"x", fetched_at=datetime(2024, 5, 3))  # noqa: DTZ001


@pytest.mark.parametrize(
    "content",
    [
        b"<html>" + b"< <" * 300_000,
        b"<p>Text <b>x</b>.</p>" * 20_000,
        b"<html><!--" + b"<div>" * 100_000 + b"--><script>" + b"'<div>'" * 100_000 + b"</script>",
        b"<html>" + b"\x00" * 100_000,
        b"<html>\xed\xa0\x80 \xf0\x9f \xff",
        b"<p title='" + b"a" * 5_000_000,
        b"<html>" + b"&" * 2_000_000,
        b"<!--" * 1_000_000,
        b"<!-- -->" * 500_000,
        b"\xff\xfe" + b"\x00\xd8" * 1_000_000,
        b" " * 5_000_000 + b"x",
        b"\xe9" * 1_000_000,
        b"<p>" + b"x\xe9 " * 1_000_000,
        b"[" * 1_000_000,
    ],
    ids=lambda content: repr(content[:12]),
)
def test_hostile_markup_is_read_and_never_edited(content: bytes) -> None:
    page = page_from_bytes(content)
    assert page.content == content
    page.text.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 100_000,
        b"<font><div></font>" * 100_000,
        b"<span><div></span></div>" * 50_000,
        b"<b><div></b>" * 50_000,
        b"".join(b"<b a=%d><p>" % number for number in range(12_500)),
        b"<html>" + b"<script></script><b>" * 12_500,
        b"<html><!--</b>--><p title='</b>'>" + b"<b a='</b>'>" * 12_500,
        b"<p " + b"".join(b"a%d=1 " % number for number in range(50_000)),
        b"<p " + b"".join(b"a%d='<>' " % number for number in range(50_000)) + b">",
        b"\xff\xfe" + ("<div>" * 100_000).encode("utf-16-le"),
        b"<meta " * 100_000,
        b"<a title='" * 100_000,
    ],
    ids=lambda content: repr(content[:20]),
)
def test_markup_that_no_parser_reads_in_bounded_time_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError, match="no parser reads in bounded time"):
        page_from_bytes(content, media_type="text/html")


@given(st.binary(max_size=4000), st.sampled_from([(), (("content-type", "text/html"),)]))
@example(b"\xff\xfe\x00", ())
@example(b"\xfe\xff\xd8", ())
@example(b"\x1b$B\x80", (("content-type", "text/html"),))
def test_any_bytes_are_a_page_or_an_intake_error(content: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    try:
        page = page_from_bytes(content, headers=headers)
    except IntakeError:
        return
    assert page.content == content
    assert page.text == page.text.encode().decode()
    assert page == page_from_bytes(content, headers=headers)


@given(st.text(min_size=1, max_size=300), st.binary(max_size=30))
def test_any_declared_charset_and_any_tail_are_read(charset: str, tail: bytes) -> None:
    content = b"<html><meta charset='" + charset.encode("utf-8", "replace") + b"'><p>" + tail
    page_from_bytes(content, headers=[("content-type", f"text/html; charset={charset}")]).text.encode()


def test_a_file_packed_with_gzip_is_the_page_that_it_packs(tmp_path: Path) -> None:
    content = HTML.format("").encode()
    path = tmp_path / "ferry.html.gz"
    path.write_bytes(gzip.compress(content[:40]) + gzip.compress(content[40:]))

    page = page_from_file(path)

    assert (page.content, page.media_type, page.name) == (content, "text/html", "ferry.html.gz")
    assert page_from_stream(io.BytesIO(gzip.compress(b"Only words"))).media_type == "text/plain"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (gzip.compress(b"a" * 2_000), PageTooLargeError, "1,000 bytes unpacked"),
        (gzip.compress(b"a" * 900)[:-9], FormatError, "damaged gzip"),
        (gzip.compress(gzip.compress(b"a" * 900)), FormatError, "gzip-compressed data"),
        (gzip.compress(b"%PDF-1.7"), FormatError, "a PDF file"),
        (gzip.compress(b""), FormatError, "is empty"),
    ],
)
def test_a_packed_file_is_held_to_the_limits_of_a_page(content: bytes, error: type[IntakeError], says: str) -> None:
    with pytest.raises(error, match=says):
        page_from_stream(io.BytesIO(content), name="a.gz", limit_bytes=1_000)
