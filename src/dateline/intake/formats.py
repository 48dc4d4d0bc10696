"""What kind of page the bytes are, and which bytes are no page."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from pathlib import PurePath

import msgspec

from dateline.errors import FormatError
from dateline.record.page import MediaType

HEAD_CHARACTERS = 16_384
"""How far into a page its kind is looked for."""

_OPENS_AS_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link"
    r"|article|section|main|header|nav|span|amp-\w+)(?=[\s/>]))",
    re.IGNORECASE,
)
"""WHATWG MIME Sniffing 7.1, and the elements that a saved fragment opens with today."""

_LEADING = re.compile(r"(?:\s+|<!--(?:(?!-->)[\s\S]){0,8000}-->|<\?xml[^>]{0,300}>)")
_CLOSING_TAG = re.compile(r"</(?:p|div|a|span|h[1-6]|li|td|article|section|html|body|title)\s*>", re.IGNORECASE)
_FEED = re.compile(r"<(rss|feed|rdf:RDF|urlset|sitemapindex|opml)(?=[\s>])")
_SAVED_WITH_PARTS = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])
"""WHATWG MIME Sniffing 3: bytes that no text holds."""


def refuse_other_formats(content: bytes, where: str) -> None:
    """Raise FormatError for bytes that open as a known binary format, naming it."""
    for offset, signature, what in _signatures():
        if content.startswith(signature, offset):
            raise FormatError(
                f"{where} is {what}, not a page; give HTML or plain text, or the address of the page itself",
                found=what,
            )


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    table = resources.files("dateline.resources").joinpath("data/intake/signatures.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((int(offset), bytes.fromhex(digits), what) for offset, digits, what in rows)


def declared_type(content_type: str | None) -> tuple[str | None, str | None]:
    """Return (media type, charset) of a Content-Type header, both in lower case.

    >>> declared_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'utf-8')
    """
    if content_type is None:
        return None, None
    essence, *parameters = content_type[:1000].split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and charset is None:
            charset = value.strip().strip("\"'").lower() or None
    return essence.strip().lower() or None, charset


def media_type_of(head: str, *, declared: str | None, name: str | None, where: str) -> MediaType:
    """Tell HTML from plain text by what the server declared, else by the text itself and the file's name.

    Raises FormatError for a feed, for JSON and for a declared type that is no page.
    """
    opening = _without_leading(head)
    if feed := _FEED.match(opening):
        raise FormatError(
            f"{where} is a feed or sitemap (<{feed[1]}>), not a page; give the address of one article", found=feed[1]
        )
    if _SAVED_WITH_PARTS.search(head[:2000]):
        raise FormatError(
            f"{where} is a page saved with its parts in one file (MHTML); save it as HTML only", found="MHTML"
        )
    if declared in _HTML_TYPES or _OPENS_AS_HTML.match(opening):
        return "text/html"
    if declared == "text/plain":
        return "text/plain"
    if declared is not None and not declared.startswith(
        ("text/", "application/octet-stream", "binary/", "application/xml")
    ):
        raise FormatError(
            f"{where} is declared as {declared[:80]}, not a page; give HTML or plain text", found=declared[:80]
        )
    if _is_json(head):
        raise FormatError(f"{where} is JSON, not a page; give the page that it was made from", found="JSON")
    if name is not None and PurePath(name).suffix.lower() in _HTML_SUFFIXES:
        return "text/html"
    return "text/html" if len(_CLOSING_TAG.findall(head)) >= 2 else "text/plain"


def _without_leading(head: str) -> str:
    """Drop white space, comments and an XML declaration, as a parser would."""
    at = 0
    head = head.removeprefix("\ufeff")
    while found := _LEADING.match(head, at):
        at = found.end()
    return head[at : at + 200]


def _is_json(head: str) -> bool:
    line = head.strip().split("\n", 1)[0]
    if not line.startswith(('{"', "[{")):
        return False
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return "truncated" in str(error)
    except RecursionError:
        return True  # so deeply nested that nothing else can be meant
    return True


def refuse_binary(content: bytes, where: str) -> None:
    """Raise FormatError for bytes that are no text in any encoding: too many control codes.

    A tenth is more than any text holds and less than any compressed or compiled file does (a
    random byte is one of these codes with p = 0.11, and such files hold runs of NUL besides).
    """
    head = content[:4096]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls * 12 > len(head):
        raise FormatError(
            f"{where} is binary data of an unknown kind ({controls} of its first {len(head)} bytes are control codes), "
            "not a page; give HTML or plain text",
            controls=controls,
        )
