"""A small press on loopback: feeds, pages, and every fault that a site can have."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal, NamedTuple

Fault = Literal[
    "time-out", "500", "503", "cut gzip", "wrong length", "slow bytes", "loop", "huge", "404", "410", "403", "pdf"
]

TOWNS = ("Leeds", "Bergen", "Porto", "Graz", "Turku", "Galway", "Bilbao", "Gdańsk", "Basel", "Lyon")


class Answer(NamedTuple):
    """What a path is answered with. ``faults`` come first, one a request; the last one for ever where ``for_good``."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    faults: tuple[Fault, ...] = ()
    for_good: bool = False
    location: str | None = None
    permanent: bool = True
    etag: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def article(number: int, *, version: int = 1, canonical: str | None = None) -> bytes:
    """A page about a thing that happened nowhere."""
    town = TOWNS[number % len(TOWNS)]
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    correction = "<p>Correction: an earlier version gave another hour.</p>" if version > 1 else ""
    return f"""<!doctype html><html lang="en"><head><title>Bridge {number} in {town} closes</title>{link}
<meta property="og:type" content="article">
<meta property="article:published_time" content="2024-05-03T{number % 24:02}:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge {number} in {town} closes</h1>
<p>{town} closed bridge number {number} on Friday after engineers found cracks in pier {number * 7 % 90},
the council said.</p>
<p>"We will open it again once pier {number * 7 % 90} is sound," said Ada Quill, who leads the works.</p>
<p>Some {number * 13 % 5000} cars cross it each day on the way to the market of {town}.</p>
<p>The council of {town} will pay for the works, which began on Thursday and may last until the autumn of next year,
and it has asked a second engineer, Tom Reed, to look at the {number % 7 + 2} other piers before winter.</p>{correction}
</article></body></html>""".encode()


def rss(items: Mapping[str, tuple[str, datetime | None]], *, title: str = "The Harbour Post", extra: str = "") -> bytes:
    """A feed of addresses, each with title and time."""
    rows = "".join(
        f"<item><title>{name}</title><link>{url}</link>"
        + (f"<pubDate>{format_datetime(when)}</pubDate>" if when else "")
        + "</item>"
        for url, (name, when) in items.items()
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{extra}{rows}</channel></rss>'.encode()
    )


def sitemap(items: Mapping[str, datetime]) -> bytes:
    """A sitemap of addresses with the times that they changed."""
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{when.isoformat()}</lastmod></url>" for url, when in items.items())
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


DAY = datetime(2024, 5, 3, tzinfo=UTC)


def at_minute(number: int) -> datetime:
    """The time at which the article of that number was published."""
    return DAY + timedelta(minutes=number)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_GET(self) -> None:
        assert isinstance(self.server, Press)
        press = self.server
        with press.lock:
            press.seen.append((self.path, dict(self.headers)))
            time_number = press.asked[self.path]
            press.asked[self.path] += 1
            answer = press.answers.get(self.path)
        if answer is None:
            self.send(404, b"no such page", "text/plain")
            return
        fault = _fault(answer, time_number)
        if fault is not None:
            FAULTS[fault](self, answer)
        elif answer.location is not None:
            self.send(301 if answer.permanent else 302, b"", "text/plain", (("Location", answer.location),))
        elif answer.etag is not None and self.headers.get("If-None-Match") == answer.etag:
            self.send(304, b"", answer.content_type)
        else:
            tag = (("ETag", answer.etag),) if answer.etag else ()
            self.send(200, answer.body, answer.content_type, (*answer.headers, *tag))

    def send(
        self,
        status: int,
        body: bytes,
        content_type: str,
        headers: tuple[tuple[str, str], ...] = (),
        length: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def _fault(answer: Answer, time_number: int) -> Fault | None:
    if time_number < len(answer.faults):
        return answer.faults[time_number]
    return answer.faults[-1] if answer.for_good and answer.faults else None


def _slow(handler: _Handler, answer: Answer) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", answer.content_type)
    handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    for at in range(0, len(answer.body), 40):
        handler.wfile.write(answer.body[at : at + 40])
        time.sleep(0.004)


def _silent(handler: _Handler, _: Answer) -> None:
    assert isinstance(handler.server, Press)
    time.sleep(handler.server.silence_seconds)
    handler.close_connection = True


def _cut_gzip(handler: _Handler, answer: Answer) -> None:
    packed = gzip.compress(answer.body)
    handler.send(200, packed[: len(packed) // 2], answer.content_type, (("Content-Encoding", "gzip"),))


def _wrong_length(handler: _Handler, answer: Answer) -> None:
    handler.send(200, answer.body, answer.content_type, length=len(answer.body) + 999)
    handler.close_connection = True


def _status(number: int) -> Callable[[_Handler, Answer], None]:
    return lambda handler, _: handler.send(number, b"no", "text/plain")


FAULTS: Mapping[Fault, Callable[[_Handler, Answer], None]] = {
    "time-out": _silent,
    "500": _status(500),
    "503": lambda handler, _: handler.send(503, b"", "text/plain", (("Retry-After", "0"),)),
    "404": _status(404),
    "410": _status(410),
    "403": _status(403),
    "cut gzip": _cut_gzip,
    "wrong length": _wrong_length,
    "slow bytes": _slow,
    "loop": lambda handler, _: handler.send(302, b"", "text/plain", (("Location", handler.path),)),
    "huge": lambda handler, _: handler.send(200, b"x" * 3_000_000, "text/html"),
    "pdf": lambda handler, _: handler.send(200, b"%PDF-1.4", "application/pdf"),
}


class Press(ThreadingHTTPServer):
    """Answers as it was told, and remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lock = threading.Lock()
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.silence_seconds = 1.0

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no error here."""

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def print(self, numbers: Iterator[int] | range, **options: object) -> dict[str, tuple[str, datetime | None]]:
        """Put articles up; return what a feed says of them."""
        listed: dict[str, tuple[str, datetime | None]] = {}
        for number in numbers:
            path = f"/news/{number}"
            self.answers[path] = Answer(article(number), **options)  # type: ignore[arg-type]
            listed[self.url(path)] = (f"Bridge {number}", at_minute(number))
        return listed

    def feed(self, path: str, items: Mapping[str, tuple[str, datetime | None]], **options: object) -> str:
        """Put a feed up; return its address."""
        self.answers[path] = Answer(rss(items), content_type="application/rss+xml", **options)  # type: ignore[arg-type]
        return self.url(path)


@contextmanager
def printing() -> Iterator[Press]:
    """A press at work."""
    with Press() as press:
        threading.Thread(target=press.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield press
        press.shutdown()
