"""A page is fetched from a small server on loopback: whole, in time, within the limit, or not at all."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any, ClassVar

import httpcore2
import pytest

from dateline.errors import AddressError, FetchError, FormatError, PageTooLargeError
from dateline.intake import addresses, fetch_page
from dateline.record import Page

PAGE = "<!doctype html><title>Fähre</title><p>Die Fähre läuft aus.</p>".encode()


class Handler(BaseHTTPRequestHandler):
    """One path, one behaviour."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/").replace("-", "_") or "page"
        assert isinstance(self.server, Server)
        self.server.seen.append((self.path, dict(self.headers)))
        if name.startswith("hop"):
            left = int(name[3:])
            self.redirect(f"/hop{left - 1}" if left else "/page")
        else:
            getattr(self, "say_" + name)()

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in {
            "Content_Type": "text/html; charset=utf-8",
            "Content_Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to: str) -> None:
        self.answer(b"", status=302, Location=to)

    def say_page(self) -> None:
        self.answer(PAGE, Set_Cookie="session=1", X_Note="a")

    def say_missing(self) -> None:
        self.answer(PAGE, status=404)

    def say_gzip(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def say_deflate(self) -> None:
        self.answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def say_bare_deflate(self) -> None:
        packer = zlib.compressobj(wbits=-15)
        self.answer(packer.compress(PAGE) + packer.flush(), Content_Encoding="deflate")

    def say_bomb(self) -> None:
        self.answer(gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")

    def say_double_bomb(self) -> None:
        self.answer(gzip.compress(gzip.compress(b"a" * 1_000_000)), Content_Encoding="gzip, gzip")

    def say_cut_gzip(self) -> None:
        self.answer(gzip.compress(PAGE)[:-12], Content_Encoding="gzip")

    def say_false_gzip(self) -> None:
        self.answer(PAGE, Content_Encoding="gzip")

    def say_cut(self) -> None:
        self.answer(PAGE, Content_Length="100000")
        self.close_connection = True

    def say_large(self) -> None:
        self.answer(b"x" * 2_000_000)

    def say_endless(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.write_until_closed(b"4000\r\n" + b"x" * 0x4000 + b"\r\n", pause=0)

    def say_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.write_until_closed(b"x", pause=0.02)

    def say_slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        self.write_until_closed(b"x", pause=0.02)

    def write_until_closed(self, data: bytes, *, pause: float) -> None:
        try:
            for _ in range(2000):
                self.wfile.write(data)
                time.sleep(pause)
        except OSError:
            pass
        self.close_connection = True

    def say_silent(self) -> None:
        time.sleep(1)
        self.close_connection = True

    def say_junk(self) -> None:
        self.wfile.write(b"\x00\x01\x02 nonsense\r\n\r\n")
        self.close_connection = True

    def say_pdf(self) -> None:
        self.answer(b"%PDF-1.4", Content_Type="application/pdf")

    def say_to_metadata(self) -> None:
        self.redirect("http://169.254.169.254/latest/meta-data")

    def say_to_file(self) -> None:
        self.redirect("file:///etc/passwd")

    def say_to_junk(self) -> None:
        self.redirect("http://[::1/\xff")

    def say_to_nowhere(self) -> None:
        self.answer(b"", status=302)

    def say_loop(self) -> None:
        self.redirect("/loop")

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """Remembers the path and headers of every request."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []


Fetch = Callable[..., Page]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture
def fetch(server: Server) -> Fetch:
    def fetch(path: str, **options: Any) -> Page:
        options = {"allow_private": True, "resolve": to_loopback, "timeout_seconds": 5.0, **options}
        return fetch_page(f"http://ferry.example:{server.server_port}{path}", **options)

    return fetch


def test_a_page_comes_with_its_headers_and_the_time(fetch: Fetch, server: Server) -> None:
    page = fetch("/page?a=1#part", now=lambda: datetime(2024, 5, 3, 12, 0, tzinfo=UTC))
    assert page.content == PAGE
    assert page.url == f"http://ferry.example:{server.server_port}/page?a=1#part"
    assert (page.final_url, page.fetched_at) == (None, "2024-05-03T12:00:00+00:00")
    assert ("x-note", "a") in page.headers
    assert page.encoding_source == "header"


def test_the_server_is_asked_for_the_host_by_name(
    fetch: Fetch, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    fetch("/page?host", user_agent="Ferry/2 (desk@ferry.example)")
    path, headers = server.seen[-1]
    assert path == "/page?host"
    assert headers["Host"] == f"ferry.example:{server.server_port}"
    assert headers["User-Agent"] == "Ferry/2 (desk@ferry.example)"
    assert "Cookie" not in headers


def test_cookies_are_neither_kept_nor_sent(fetch: Fetch, server: Server) -> None:
    page = fetch("/hop1")
    assert all(name != "set-cookie" for name, _ in page.headers)
    assert all("Cookie" not in headers for _, headers in server.seen)


def test_five_redirects_are_followed_and_no_more(fetch: Fetch, server: Server) -> None:
    page = fetch("/hop4")
    assert page.final_url == f"http://ferry.example:{server.server_port}/page"
    for path in ("/hop5", "/loop"):
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            fetch(path)


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/bare-deflate"])
def test_a_packed_page_is_unpacked(fetch: Fetch, path: str) -> None:
    assert fetch(path).content == PAGE


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("/missing", FetchError, "answered with status 404; check it in a browser"),
        ("/bomb", PageTooLargeError, "larger than 1,000,000 bytes"),
        ("/double-bomb", FetchError, "'gzip, gzip'"),
        ("/large", PageTooLargeError, "larger than 1,000,000 bytes"),
        ("/endless", PageTooLargeError, "larger than 1,000,000 bytes"),
        ("/cut-gzip", FetchError, "breaks off in the middle"),
        ("/false-gzip", FetchError, "damaged on the way"),
        ("/cut", FetchError, "could not be read"),
        ("/junk", FetchError, "could not be read"),
        ("/pdf", FormatError, "a PDF file"),
        ("/to-file", AddressError, "scheme 'file'"),
        ("/to-junk", AddressError, "is no address"),
        ("/to-nowhere", FetchError, "answered with status 302"),
    ],
)
def test_a_page_that_can_not_be_had_is_refused(fetch: Fetch, path: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        fetch(path, limit_bytes=1_000_000)
    assert says in str(caught.value)


@pytest.mark.parametrize("path", ["/slow", "/slow-head", "/silent"])
def test_the_time_limit_holds_for_everything_together(fetch: Fetch, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.3 s"):
        fetch(path, timeout_seconds=0.3)
    assert time.monotonic() - began < 1


def test_loopback_is_refused_unless_allowed(fetch: Fetch, server: Server) -> None:
    before = len(server.seen)
    with pytest.raises(AddressError, match="--allow-private"):
        fetch("/page", allow_private=False)
    assert len(server.seen) == before


def test_each_redirect_is_checked_like_the_first_address(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through as if it were public; the second is the cloud's metadata."""
    is_public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    with pytest.raises(AddressError, match=r"169\.254\.169\.254"):
        fetch("/to-metadata", allow_private=False, resolve=lambda host, port: [host if host[0] == "1" else "127.0.0.1"])


def test_a_name_that_rebinds_is_looked_up_once(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = count()

    def rebinding(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if next(asked) == 0 else ["10.0.0.1"]

    looked_up: list[str] = []
    system = socket.getaddrinfo

    def watched(host: str, port: int, family: int = 0, kind: int = 0) -> object:
        looked_up.append(host)
        return system(host, port, family, kind)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    assert fetch("/page", resolve=rebinding).content == PAGE
    assert next(asked) == 1
    assert set(looked_up) <= {"127.0.0.1"}


def test_the_next_address_is_tried_when_one_does_not_answer(fetch: Fetch) -> None:
    assert fetch("/page", resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"]).content == PAGE


def test_a_closed_port_is_named() -> None:
    with pytest.raises(FetchError, match=r"http://ferry\.example:9/ could not be read"):
        fetch_page("http://ferry.example:9/", allow_private=True, resolve=to_loopback, timeout_seconds=2)


class RecordedStream(httpcore2.NetworkStream):
    """Answers one request and remembers whom TLS was made for."""

    names: ClassVar[list[str | None]] = []

    def __init__(self) -> None:
        self.left = [b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(PAGE), PAGE)]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.left.pop() if self.left else b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        assert ssl_context.check_hostname
        self.names.append(server_hostname)
        return self


def test_tls_is_made_for_the_name_and_with_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    connected: list[tuple[str, int]] = []

    class Backend(httpcore2.SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: object = None,
        ) -> httpcore2.NetworkStream:
            connected.append((host, port))
            return RecordedStream()

    monkeypatch.setattr(httpcore2, "SyncBackend", Backend)
    page = fetch_page("https://ferry.example/", resolve=lambda host, port: ["8.8.8.8"])
    assert page.content == PAGE
    assert connected == [("8.8.8.8", 443)]
    assert RecordedStream.names == ["ferry.example"]
