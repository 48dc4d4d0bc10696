"""HTTP: who may ask, how an answer is sent, and the headers that keep a hostile page harmless."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Collection
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.errors import DatelineError
from dateline.serve.site import Site

LONGEST_PATH = 1_000
LONGEST_QUERY = 2_000
"""Characters of an address before and after its "?"."""

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}
"""On every answer, errors too. Pages and their styles, nothing inline, nothing from elsewhere, in no frame."""

_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::\d{1,5})?")
_LOG = logging.getLogger("dateline.serve")


def make_app(site: Site, *, hosts: Collection[str] = LOOPBACK) -> ASGIApp:
    """Return the site as an ASGI application. ``hosts`` are the names that it answers to, without a port.

    A request under another name is refused: a page elsewhere could else have a reader's browser ask in
    its name (DNS rebinding), or fill a cache with addresses that lead away.
    """
    allowed = frozenset(host.lower() for host in hosts)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        response = await _respond(site, Request(scope, receive), allowed)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    return app


async def _respond(site: Site, request: Request, allowed: frozenset[str]) -> Response:
    host = request.headers.get("host", "")
    named = _HOST.fullmatch(host)
    if named is None or named[1].lower() not in allowed:
        return PlainTextResponse("this site does not answer to that name", status_code=421)
    if request.method not in {"GET", "HEAD"}:
        return PlainTextResponse("this site can only be read", status_code=405, headers={"Allow": "GET, HEAD"})
    query = request.scope["query_string"].decode("latin-1")
    path = request.url.path
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return PlainTextResponse("that address is too long", status_code=414)
    try:
        asked = dict(parse_qsl(query, max_num_fields=20, errors="replace"))
    except ValueError:
        return PlainTextResponse("that address asks for too much", status_code=400)
    base = f"{request.url.scheme}://{host.lower()}/"
    try:
        answer = await run_in_threadpool(site.answer, request.scope["path"].removeprefix("/"), asked, base)
    except DatelineError:
        _LOG.exception("no answer for %r", path)
        return PlainTextResponse("the archive can't be read just now; the log says why", status_code=503)
    tag = f'"{answer.tag}"'
    if answer.status == 200 and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    charset = "" if answer.media_type == "application/json" else "; charset=utf-8"
    headers = {"ETag": tag, "Content-Type": answer.media_type + charset}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(answer.packed, answer.status, headers | {"Content-Encoding": "gzip"})
    return Response(answer.body, answer.status, headers)


def listening_at(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one. Raises OSError where that can't be had.

    Its protocol is named: asyncio sends small pieces at once only on sockets that say TCP, and every answer
    waits 40 ms for the reader's acknowledgement on those that don't.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening
