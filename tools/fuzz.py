"""Give a reader of strangers' bytes inputs that grow by coverage, until it fails or the time is up.

make fuzz                                                  each reader for a minute
.venv/bin/python tools/fuzz.py feed -max_total_time=600    one reader; libFuzzer's options follow

A reader may refuse what it is given with one of our errors; any other error, or taking long, is a fault, and
libFuzzer keeps the input that shows it. Needs atheris (the group "fuzz" of pyproject.toml).
"""

from __future__ import annotations

import sys
import tempfile
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=[
        "dateline.intake",
        "dateline.gather.robots",
        "dateline.archive.search",
        "fastfeedparser",
        "warcio",
        "protego",
    ]
):
    # Readers import these when they are first asked: too late to be instrumented.
    import fastfeedparser  # noqa: F401
    import protego  # noqa: F401
    import warcio.archiveiterator  # noqa: F401

    from dateline.archive import parse_query
    from dateline.errors import DatelineError
    from dateline.gather import robots
    from dateline.gather.discovery import list_kind, read_listing
    from dateline.intake.opml import read_opml
    from dateline.intake.warc import captures_in_warc

SLOW_SECONDS = 20
"""An input that takes longer is a fault."""

_ADDRESS = "https://harbour.example/feed"


def feed(data: bytes) -> None:
    """Feeds and sitemaps, of whatever kind they say they are."""
    list_kind(data)
    read_listing(data, url=_ADDRESS)


def opml(data: bytes) -> None:
    """Lists of a feed reader."""
    read_opml(data, name="list.opml")


def robots_txt(data: bytes) -> None:
    """What robots.txt closes, asks for and names."""
    text = data.decode("utf-8", "replace")
    robots.allowed(text, _ADDRESS)
    robots.sitemaps(text)
    robots.in_words(text, _ADDRESS)


def query(data: bytes) -> None:
    """What a user types into a search; no gazetteer is asked."""
    parse_query(data.decode("utf-8", "replace"), locate=lambda name: (46.2, 6.15) if len(name) % 2 else None)


def warc(data: bytes) -> None:
    """Web archives."""
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        file.write(data)
        file.flush()
        deque(captures_in_warc(Path(file.name), limit_bytes=100_000), maxlen=0)


READERS: dict[str, Callable[[bytes], None]] = {
    "feed": feed,
    "opml": opml,
    "query": query,
    "robots": robots_txt,
    "warc": warc,
}

_RSS = "<rss><channel><item><title>a</title><link>/1</link><pubDate>3 May 2024</pubDate></item></channel></rss>"
_WARC = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 52\r\n\r\n"
_ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Ferry.\r\n\r\n"

SEEDS: dict[str, tuple[str, ...]] = {
    "feed": (
        _RSS,
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/2"/><updated>2024</updated></entry></feed>',
        '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/3", "content_html": "<p>a"}]}',
        "<urlset><url><loc>https://harbour.example/4</loc><lastmod>2024-05-03</lastmod></url></urlset>",
    ),
    "opml": ('<opml><body><outline text="Ports"><outline xmlUrl="/f" htmlUrl="/"/></outline></body></opml>',),
    "query": ('speaker:"John Kerry" about:Aleppo -football after:2016-12 near:46.2,6.15~50km ev*', "box:35,36,37,42"),
    "robots": ("User-agent: *\nDisallow: /a*$\nCrawl-delay: 5\nRequest-rate: 1/10\nSitemap: /s.xml\n",),
    "warc": (_WARC + _ANSWER,),
}


def main() -> None:
    """Fuzz the reader that is named first; the other arguments are libFuzzer's."""
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"give one of {', '.join(READERS)}, then libFuzzer's options")
    name = sys.argv.pop(1)
    read = READERS[name]

    def once(data: bytes) -> None:
        with suppress(DatelineError):
            read(data)

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(SEEDS[name]):
            (Path(folder) / f"seed-{number}").write_bytes(seed.encode())
        atheris.Setup([sys.argv[0], f"-timeout={SLOW_SECONDS}", *sys.argv[1:], folder], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
